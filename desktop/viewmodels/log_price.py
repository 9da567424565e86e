"""The arithmetic of a charge, line by line, so that the lines add up to what was charged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import QT_TRANSLATE_NOOP, QLocale

from desktop import format
from desktop.i18n import translate
from gateway.domain.money import NANO
from gateway.domain.price import MILLION, PriceLine
from gateway.services.logs import LogDetail

_CONTEXT = "LogPrice"
_KINDS = {
    "input": QT_TRANSLATE_NOOP("LogPrice", "{n} in × {price} / M"),
    "cache_read": QT_TRANSLATE_NOOP("LogPrice", "{n} cached × {price} / M"),
    "cache_write": QT_TRANSLATE_NOOP("LogPrice", "{n} to cache × {price} / M"),
    "cache_write_1h": QT_TRANSLATE_NOOP("LogPrice", "{n} to 1 h cache × {price} / M"),
    "audio_in": QT_TRANSLATE_NOOP("LogPrice", "{n} audio in × {price} / M"),
    "output": QT_TRANSLATE_NOOP("LogPrice", "{n} out × {price} / M"),
    "reasoning": QT_TRANSLATE_NOOP("LogPrice", "{n} reasoning × {price} / M"),
    "audio_out": QT_TRANSLATE_NOOP("LogPrice", "{n} audio out × {price} / M"),
    "image_in": QT_TRANSLATE_NOOP("LogPrice", "{n} image in × {price} / M"),
    "image_out": QT_TRANSLATE_NOOP("LogPrice", "{n} image out × {price} / M"),
}
_UNITS = {
    "images": (1, QT_TRANSLATE_NOOP("LogPrice", "{n} images × {price}")),
    "images_in": (1, QT_TRANSLATE_NOOP("LogPrice", "{n} images read × {price}")),
    "characters": (1, QT_TRANSLATE_NOOP("LogPrice", "{n} characters × {price}")),
    "ms_in": (1000, QT_TRANSLATE_NOOP("LogPrice", "{n} s heard × {price}")),
    "ms_out": (1000, QT_TRANSLATE_NOOP("LogPrice", "{n} s spoken × {price}")),
    "queries": (1, QT_TRANSLATE_NOOP("LogPrice", "{n} searches × {price}")),
    "calls": (1, QT_TRANSLATE_NOOP("LogPrice", "{n} requests × {price}")),
    "pages": (1, QT_TRANSLATE_NOOP("LogPrice", "{n} pages × {price}")),
}
"""What is not counted in tokens: how many of the unit make one of the words', and the words."""
_LEAST_PLACES, _MOST_PLACES = 6, 9


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line; ``total`` ones say who pays and stand below a rule."""

    text: str
    amount: str
    total: bool = False


def cost_lines(detail: LogDetail) -> tuple[CostLine, ...]:
    """Parts, multiplier and rounding, then who was charged. Exact to the nano-dollar."""
    row, price = detail.row, detail.price
    charged = row.charge_nano + row.overrun_nano
    parts = [(_line_text(line), line.dollars) for line in price.lines]
    subtotal = sum((amount for _text, amount in parts), Fraction())
    if parts and price.multiplier != 1:
        words = translate("LogPrice", "Group multiplier × {factor}")
        text = words.format(factor=decimal_text(price.multiplier, 0, 4))
        parts.append((text, subtotal * (price.multiplier - 1)))
    nanos = [_floor_nano(amount) for _text, amount in parts]
    rounding = charged - sum(nanos)
    lines = [(text, nano) for (text, _amount), nano in zip(parts, nanos, strict=True)]
    if parts and rounding:
        lines.append((translate("LogPrice", "Rounded up"), rounding))
    totals = _totals(detail)
    places = _places([nano for _text, nano in (*lines, *totals)])
    return (
        *(CostLine(text, nano_text(nano, places)) for text, nano in lines),
        *(CostLine(text, nano_text(nano, places), total=True) for text, nano in totals),
    )


def cost_note(detail: LogDetail) -> str:
    """What has to be known about the price, '' when there is nothing."""
    row, price = detail.row, detail.price
    if row.served == "cache":
        return translate("LogPrice", "Free: the very same request had been answered before.")
    if row.served == "replay":
        return translate("LogPrice", "Free: the app sent its request again, and got its answer.")
    if price.source == "unpriced":
        return translate(
            "LogPrice", "Unpriced: no price is known for this model, so nothing is charged."
        )
    if row.status == "interrupted" and row.charge_nano:
        return translate("LogPrice", "Estimated: Homeport ended while this request ran.")
    if row.estimated:
        return translate("LogPrice", "Estimated: the provider did not tell the token counts.")
    if price.source == "free":
        return translate("LogPrice", "Free: this model runs on your own computer.")
    if price.tier:
        words = translate("LogPrice", "At the provider's prices for its {tier} tier.")
        return words.format(tier=price.tier)
    return ""


def _totals(detail: LogDetail) -> list[tuple[str, int]]:
    row = detail.row
    who = row.token_name or format.NONE
    totals = [(translate("LogPrice", "Charged to {name}").format(name=who), row.charge_nano)]
    if row.overrun_nano:
        totals.append((translate("LogPrice", "Beyond the balance, paid by you"), row.overrun_nano))
    if row.cost_nano != row.charge_nano + row.overrun_nano:
        totals.append((translate("LogPrice", "Cost of your channels"), row.cost_nano))
    return totals


def _line_text(line: PriceLine) -> str:
    if line.kind in _UNITS:
        parts, words = _UNITS[line.kind]
        count = decimal_text(Fraction(line.tokens, parts), 0, 3)
        each = decimal_text(line.per_mtok * parts / MILLION, 2, 9)
        return translate(_CONTEXT, str(words)).format(n=count, price=f"${each}")
    words = translate(_CONTEXT, str(_KINDS.get(line.kind, _KINDS["input"])))
    price = f"${decimal_text(line.per_mtok, 2, 6)}"
    return words.format(n=format.count(line.tokens), price=price)


def _floor_nano(dollars: Fraction) -> int:
    """Whole nano-dollars, rounded down; the charge is rounded up once, which gets its own line."""
    nano = dollars * NANO
    return nano.numerator // nano.denominator


def _places(nanos: Iterable[int]) -> int:
    """The fewest decimals that show every amount whole, at least six."""
    places = _LEAST_PLACES
    for nano in nanos:
        while places < _MOST_PLACES and nano % 10 ** (_MOST_PLACES - places):
            places += 1
    return places


def nano_text(nano: int, places: int) -> str:
    """Dollars with so many decimals, exactly; a lone zero is ``$0``."""
    if nano == 0:
        return "$0"
    digits = f"{Decimal(abs(nano)).scaleb(-9):.{places}f}"
    sign = "−" if nano < 0 else ""
    return f"{sign}${_localised(digits)}"


def decimal_text(value: Fraction, least: int, most: int) -> str:
    """A rational as a decimal with at least ``least`` and at most ``most`` places."""
    digits = f"{Decimal(value.numerator) / Decimal(value.denominator):.{most}f}"
    whole, _, tail = digits.partition(".")
    tail = tail.rstrip("0").ljust(least, "0")
    return _localised(f"{whole}.{tail}" if tail else whole)


def _localised(digits: str) -> str:
    """Groups the whole part and sets the locale's decimal point, without going through a float."""
    whole, _, tail = digits.partition(".")
    locale = QLocale()
    text = locale.toString(int(whole))
    return f"{text}{locale.decimalPoint()}{tail}" if tail else text
