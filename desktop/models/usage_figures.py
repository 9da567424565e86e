"""What is measured: its value, how it is written, and what one part of a span is called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from PySide6.QtCore import QT_TRANSLATE_NOOP, QDate, QLocale

from desktop import format
from desktop.i18n import translate
from gateway.domain.money import nano_to_dollars
from gateway.services.usage import Step, Totals

_MILLION, _THOUSAND, _SHORT = 1_000_000, 1_000, 10_000


class Measure(StrEnum):
    COST = "cost"
    TOKENS = "tokens"
    REQUESTS = "requests"
    ERRORS = "errors"
    FIRST_TOKEN = "first_token"  # noqa: S105

    @property
    def adds_up(self) -> bool:
        """Whether parts have a sum; means have none, so they are lines and have no shares."""
        return self is not Measure.FIRST_TOKEN


_TITLES = {
    Measure.COST: QT_TRANSLATE_NOOP("UsageFigures", "Cost"),
    Measure.TOKENS: QT_TRANSLATE_NOOP("UsageFigures", "Tokens"),
    Measure.REQUESTS: QT_TRANSLATE_NOOP("UsageFigures", "Requests"),
    Measure.ERRORS: QT_TRANSLATE_NOOP("UsageFigures", "Errors"),
    Measure.FIRST_TOKEN: QT_TRANSLATE_NOOP("UsageFigures", "First token"),
}
_BY_STEP = {
    (Measure.COST, Step.HOUR): QT_TRANSLATE_NOOP("UsageFigures", "Cost per hour"),
    (Measure.COST, Step.DAY): QT_TRANSLATE_NOOP("UsageFigures", "Cost per day"),
    (Measure.COST, Step.WEEK): QT_TRANSLATE_NOOP("UsageFigures", "Cost per week"),
    (Measure.COST, Step.MONTH): QT_TRANSLATE_NOOP("UsageFigures", "Cost per month"),
    (Measure.COST, Step.YEAR): QT_TRANSLATE_NOOP("UsageFigures", "Cost per year"),
    (Measure.TOKENS, Step.HOUR): QT_TRANSLATE_NOOP("UsageFigures", "Tokens per hour"),
    (Measure.TOKENS, Step.DAY): QT_TRANSLATE_NOOP("UsageFigures", "Tokens per day"),
    (Measure.TOKENS, Step.WEEK): QT_TRANSLATE_NOOP("UsageFigures", "Tokens per week"),
    (Measure.TOKENS, Step.MONTH): QT_TRANSLATE_NOOP("UsageFigures", "Tokens per month"),
    (Measure.TOKENS, Step.YEAR): QT_TRANSLATE_NOOP("UsageFigures", "Tokens per year"),
    (Measure.REQUESTS, Step.HOUR): QT_TRANSLATE_NOOP("UsageFigures", "Requests per hour"),
    (Measure.REQUESTS, Step.DAY): QT_TRANSLATE_NOOP("UsageFigures", "Requests per day"),
    (Measure.REQUESTS, Step.WEEK): QT_TRANSLATE_NOOP("UsageFigures", "Requests per week"),
    (Measure.REQUESTS, Step.MONTH): QT_TRANSLATE_NOOP("UsageFigures", "Requests per month"),
    (Measure.REQUESTS, Step.YEAR): QT_TRANSLATE_NOOP("UsageFigures", "Requests per year"),
    (Measure.ERRORS, Step.HOUR): QT_TRANSLATE_NOOP("UsageFigures", "Errors per hour"),
    (Measure.ERRORS, Step.DAY): QT_TRANSLATE_NOOP("UsageFigures", "Errors per day"),
    (Measure.ERRORS, Step.WEEK): QT_TRANSLATE_NOOP("UsageFigures", "Errors per week"),
    (Measure.ERRORS, Step.MONTH): QT_TRANSLATE_NOOP("UsageFigures", "Errors per month"),
    (Measure.ERRORS, Step.YEAR): QT_TRANSLATE_NOOP("UsageFigures", "Errors per year"),
    (Measure.FIRST_TOKEN, Step.HOUR): QT_TRANSLATE_NOOP("UsageFigures", "Mean first token by hour"),
    (Measure.FIRST_TOKEN, Step.DAY): QT_TRANSLATE_NOOP("UsageFigures", "Mean first token by day"),
    (Measure.FIRST_TOKEN, Step.WEEK): QT_TRANSLATE_NOOP("UsageFigures", "Mean first token by week"),
    (Measure.FIRST_TOKEN, Step.MONTH): QT_TRANSLATE_NOOP(
        "UsageFigures", "Mean first token by month"
    ),
    (Measure.FIRST_TOKEN, Step.YEAR): QT_TRANSLATE_NOOP("UsageFigures", "Mean first token by year"),
}


def title(measure: Measure) -> str:
    return translate("UsageFigures", str(_TITLES[measure]))


def title_by(measure: Measure, step: Step) -> str:
    """``Cost per day``."""
    return translate("UsageFigures", str(_BY_STEP[measure, step]))


def value(measure: Measure, totals: Totals) -> float | None:
    """Nano-dollars, counts or milliseconds; None where there was no first token."""
    match measure:
        case Measure.COST:
            return float(totals.cost_nano)
        case Measure.TOKENS:
            return float(totals.input_tokens + totals.output_tokens)
        case Measure.REQUESTS:
            return float(totals.requests)
        case Measure.ERRORS:
            return float(totals.errors)
        case Measure.FIRST_TOKEN:
            count = totals.first_token_count
            return totals.first_token_ms / count if count else None


def write(measure: Measure, number: float | None) -> str:
    """A value for people, with its unit."""
    if number is None:
        return format.NONE
    match measure:
        case Measure.COST:
            return money(round(number))
        case Measure.TOKENS:
            return compact(round(number))
        case Measure.FIRST_TOKEN:
            return delay(number)
        case _:
            return format.count(round(number))


def write_axis(measure: Measure, number: float) -> str:
    """A value of a scale: as short as it can be."""
    locale = QLocale()
    match measure:
        case Measure.COST:
            dollars = nano_to_dollars(round(number)).normalize()
            places = max(0, -int(dollars.as_tuple().exponent)) if dollars else 0
            places = 2 if places == 1 else places
            return f"${locale.toString(float(dollars), 'f', places)}"
        case Measure.FIRST_TOKEN:
            shown = locale.toString(number / 1000, "g", 3)
            return translate("format", "{n} s").format(n=shown)
        case Measure.TOKENS:
            return compact(round(number), exact=False)
        case _:
            return locale.toString(number, "g", 6) if number % 1 else format.count(round(number))


def money(nano: int) -> str:
    """Cents are enough from ten cents on."""
    return format.dollars(nano, 2 if nano >= 100_000_000 else None)


def compact(number: int, *, exact: bool = True) -> str:
    """``3.9 M``, ``39.2 k``; whole below 10,000. Scales leave out decimals that are zero."""
    kind = "f" if exact else "g"
    if number >= _MILLION:
        shown = QLocale().toString(number / _MILLION, kind, 1 if exact else 3)
        return translate("UsageFigures", "{n} M").format(n=shown)
    if number >= (_SHORT if exact else _THOUSAND):
        shown = QLocale().toString(number / _THOUSAND, kind, 1 if exact else 3)
        return translate("UsageFigures", "{n} k").format(n=shown)
    return format.count(number)


def delay(ms: float) -> str:
    """``0.82 s``: two decimals below ten seconds, because first tokens differ by them."""
    places = 2 if ms < 9_995 else 1
    return translate("format", "{n} s").format(n=QLocale().toString(ms / 1000, "f", places))


def succeeded(totals: Totals) -> str:
    """The share of requests without an error, ``99.3 %``; never 100 while there is one."""
    good = totals.requests - totals.errors
    tenths = good * 1000 // totals.requests if totals.requests else 0
    shown = QLocale().toString(tenths / 10, "f", 1 if tenths % 10 else 0)
    return translate("format", "{n} %").format(n=shown)


def dollars_exact(nano: int) -> Decimal:
    """For files: every digit, without needless zeros."""
    return nano_to_dollars(nano).normalize() + 0


def part_words(boundaries: Sequence[int], step: Step, zone: tzinfo) -> list[tuple[str, str]]:
    """For each part of a span its short label and its full name."""
    locale = QLocale()
    # Patterns of QLocale.toString: a language may put the month before the day.
    short, long = translate("UsageFigures", "d MMM"), translate("UsageFigures", "ddd d MMM yyyy")
    months, month = translate("UsageFigures", "MMM yyyy"), translate("UsageFigures", "MMMM yyyy")
    words = []
    for start, end in pairwise(boundaries):
        at = datetime.fromtimestamp(start / 1000, zone)
        day = QDate(at.year, at.month, at.day)
        if step is Step.HOUR:
            until = datetime.fromtimestamp(end / 1000, zone)
            hours = f"{at:%H:%M}-{until:%H:%M}"
            if at.fold or until.fold:
                # Clocks go back: the same time comes twice.
                hours += f" (UTC{at:%z})"
            words.append((f"{at:%H:%M}", f"{locale.toString(day, long)} {hours}"))
        elif step is Step.DAY:
            words.append((locale.toString(day, short), locale.toString(day, long)))
        elif step is Step.WEEK:
            last = datetime.fromtimestamp((end - 1) / 1000, zone)
            ends = locale.toString(QDate(last.year, last.month, last.day), long)
            week = translate("UsageFigures", "{first} to {last}")
            full = week.format(first=locale.toString(day, long), last=ends)
            words.append((locale.toString(day, short), full))
        elif step is Step.MONTH:
            words.append((locale.toString(day, months), locale.toString(day, month)))
        else:
            words.append((str(day.year()), str(day.year())))
    return words
