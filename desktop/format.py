"""Numbers, money, durations and times as people read them, in their own format."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QDateTime, QLocale

from desktop.i18n import translate
from gateway.domain.money import NANO

NONE = "—"
_SHORT_DAYS = {QLocale.Language.Chinese: "M月d日", QLocale.Language.Japanese: "M/d"}


def count(number: int) -> str:
    """``18,204`` in the locale's own grouping."""
    return QLocale().toString(number)


def plural(number: int, one: str, many: str) -> str:
    """``one`` for 1, else ``many`` with its ``{n}`` filled in."""
    return one if number == 1 else many.format(n=count(number))


def dollars(nano: int, places: int | None = None) -> str:
    """Money: ``places`` decimals, or as many as it takes to see it (two to six). Zero is $0.

    What is too small for its places is ``<$0.01``, never nothing.
    """
    if places is not None:
        least = 10**-places
        if 0 < nano / NANO < least / 2:
            return f"<${QLocale().toString(least, 'f', places)}"
        return f"${QLocale().toString(nano / NANO, 'f', places)}"
    if nano == 0:
        return "$0"
    value = nano / NANO
    if abs(value) < 0.000001:
        return f"<${QLocale().toString(0.000001, 'f', 6)}"
    digits = next(digits for digits in (2, 4, 6) if abs(value) >= 10 ** (1 - digits) or digits == 6)
    return f"${QLocale().toString(value, 'f', digits)}"


_SIGNS = {"USD": "$", "CNY": "¥", "EUR": "€", "GBP": "£"}


def money(nano: int, currency: str) -> str:
    """``¥12.50``, ``-$0.03``, ``12.50 CHF``: billionths of a currency, in its hundredths."""
    text = QLocale().toString(abs(nano) / NANO, "f", 2)
    shown = f"{_SIGNS[currency]}{text}" if currency in _SIGNS else f"{text} {currency}".strip()
    return f"-{shown}" if nano <= -NANO // 200 else shown


def seconds(ms: int) -> str:
    """``0.04 s``, ``0.9 s``, ``12.8 s``, ``2 min 5 s``; a dash for zero."""
    if ms <= 0:
        return NONE
    if ms < 95:
        return translate("format", "{n} s").format(n=QLocale().toString(max(ms, 10) / 1000, "f", 2))
    if ms < 100_000:
        return translate("format", "{n} s").format(n=QLocale().toString(ms / 1000, "f", 1))
    minutes, rest = divmod(ms // 1000, 60)
    return translate("format", "{m} min {s} s").format(m=minutes, s=rest)


def tokens(number: int) -> tuple[str, str]:
    """A large count and its unit: ``("3.42", "million")``; the unit is '' below 10,000."""
    if number >= 1_000_000:
        return QLocale().toString(number / 1_000_000, "f", 2), translate("format", "million")
    if number >= 10_000:
        return QLocale().toString(number / 1000, "f", 1), translate("format", "thousand")
    return count(number), ""


def in_unit(number: int, total: int) -> str:
    """A part of ``total`` in the unit that :func:`tokens` gives the total."""
    if total >= 1_000_000:
        return QLocale().toString(number / 1_000_000, "f", 2)
    return QLocale().toString(number / 1000, "f", 1) if total >= 10_000 else count(number)


def clock(ms: int) -> str:
    """Local time of day, ``13:47:02``."""
    return QDateTime.fromMSecsSinceEpoch(ms).toString("HH:mm:ss")


def moment(ms: int) -> str:
    """``today 13:46:58``, else the date before the time."""
    when = QDateTime.fromMSecsSinceEpoch(ms)
    time = when.toString("HH:mm:ss")
    if when.date() == QDateTime.currentDateTime().date():
        return translate("format", "today {time}").format(time=time)
    date = QLocale().toString(when.date(), QLocale.FormatType.ShortFormat)
    return f"{date} {time}"


def minute(ms: int) -> str:
    """``today 14:00``, else the date before the time; for times that are whole minutes."""
    return moment(ms).removesuffix(":00")


def short_day(date: QDate) -> str:
    """``Nov 26``, as short as the language writes it."""
    locale = QLocale()
    return locale.toString(date, _SHORT_DAYS.get(locale.language(), "MMM d"))


def since(ms: int) -> str:
    """When something began: ``21:14``, ``Thursday, 21:14`` within a week, else the date too."""
    when, now = QDateTime.fromMSecsSinceEpoch(ms), QDateTime.currentDateTime()
    time = when.toString("HH:mm")
    days = when.date().daysTo(now.date())
    if days == 0:
        return time
    day = QLocale().dayName(when.date().dayOfWeek())
    if days >= 7:
        day = QLocale().toString(when.date(), QLocale.FormatType.ShortFormat)
    return translate("format", "{day}, {time}").format(day=day, time=time)


def sentences(*said: str) -> str:
    """One after the other; what ends with a full-width stop needs no space behind it."""
    text = ""
    for each in said:
        text += each if not text or text.endswith("。") else f" {each}"
    return text


def percent(share: float) -> str:
    """``12 %``; below ten with a decimal where it is not whole, ``0.5 %``."""
    value = abs(share) * 100
    digits = 1 if value < 9.95 and abs(value - round(value)) >= 0.05 else 0
    return translate("format", "{n} %").format(n=QLocale().toString(value, "f", digits))


def ms_to_midnight() -> int:
    """Milliseconds until the local day ends."""
    now = datetime.now().astimezone()
    tomorrow = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(1000, int((tomorrow - now).total_seconds() * 1000))


def breakable(name: str) -> str:
    """A path or a file's name that may go on in the next line after each of its parts."""
    return re.sub(r"([/\\_.-])", "\\1\u200b", name)
