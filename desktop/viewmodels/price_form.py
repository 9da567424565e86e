"""The form of a model's price: dollars per million tokens, or one-api's ratios. Exact decimals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desktop.i18n import translate
from gateway.services.models import OwnPrice, PriceView

MOST = Decimal(10) ** 9
LEAST = Decimal(1).scaleb(-12)
KINDS = (
    *("input", "output", "cache_read", "cache_write", "cache_write_1h"),
    *("reasoning", "audio_in", "audio_out", "image_in", "image_out"),
)
"""Kinds of token, in the order of the sheet."""
UNITS = (
    *("per_image", "per_image_in", "per_char_in", "per_second_in", "per_second_out"),
    *("per_query", "per_page", "per_call"),
)
"""What is not counted in tokens, in dollars each. A price needs one of these, or input."""
RATIOS = ("ratio", "completion")
FIELDS = (*KINDS, *UNITS, *RATIOS)
_SENTENCES = {
    "number": QT_TRANSLATE_NOOP("PriceForm", "An amount in dollars, like 3 or 0.27."),
    "ratio": QT_TRANSLATE_NOOP("PriceForm", "A number, like 1.5. 1 is $2 per million tokens."),
    "needed": QT_TRANSLATE_NOOP("PriceForm", "Every price needs this one. 0 is free."),
    "alone": QT_TRANSLATE_NOOP(
        "PriceForm", "A price for each request stands alone. Empty the other fields."
    ),
    "range": QT_TRANSLATE_NOOP("PriceForm", "This is too large or too small."),
}


class Unit(StrEnum):
    DOLLARS = "dollars"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class PriceForm:
    """Values as they are typed, '' for none."""

    unit: Unit = Unit.DOLLARS
    texts: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.texts.get(name, "")

    def with_text(self, name: str, text: str) -> PriceForm:
        return replace(self, texts={**self.texts, name: text})

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that count."""
        return (*KINDS, *UNITS) if self.unit is Unit.DOLLARS else RATIOS


def form_of(model: str, own: OwnPrice, price: PriceView | None) -> PriceForm:
    """The owner's price, or the one in force to begin with."""
    if own.fields:
        return PriceForm(Unit.DOLLARS, {kind: cents(n) for kind, n in own.fields.items()})
    if own.ratios:
        name = model if model in own.ratios else min(own.ratios)
        completion = own.completion_ratios.get(name, own.completion_ratios.get(model))
        texts = {"ratio": plain(own.ratios[name])}
        if completion is not None:
            texts["completion"] = plain(completion)
        return PriceForm(Unit.RATIO, texts)
    if price is None or price.source == "free":
        return PriceForm()
    kinds = {kind: getattr(price, kind) for kind in KINDS} | dict(price.units)
    if price.units and not (price.input or price.output):
        del kinds["input"], kinds["output"]
    return PriceForm(Unit.DOLLARS, {kind: cents(n) for kind, n in kinds.items() if n is not None})


def check(form: PriceForm) -> dict[str, str]:
    """Sentences by field; empty where all can be saved."""
    errors: dict[str, str] = {}
    for name in form.names:
        text = form.text(name).strip()
        if not text:
            continue
        number = amount(text)
        if number is None or number < 0:
            errors[name] = sentence("number" if form.unit is Unit.DOLLARS else "ratio")
        elif number > MOST or 0 < number < LEAST:
            errors[name] = sentence("range")
    needed = form.names[0]
    by_unit = any(form.text(name).strip() for name in UNITS) and form.unit is Unit.DOLLARS
    if not form.text(needed).strip() and not by_unit:
        errors[needed] = sentence("needed")
    given = {name for name in form.names if form.text(name).strip()}
    if "per_call" in given and len(given) > 1:
        errors.setdefault("per_call", sentence("alone"))
    return errors


def price_of(model: str, form: PriceForm) -> OwnPrice:
    """A form without errors as the owner's price."""
    numbers = {
        name: number
        for name in form.names
        if (number := amount(form.text(name))) is not None and form.text(name).strip()
    }
    if form.unit is Unit.DOLLARS:
        return OwnPrice(fields=numbers)
    completion = {model: numbers["completion"]} if "completion" in numbers else {}
    return OwnPrice(ratios={model: numbers["ratio"]}, completion_ratios=completion)


def sentence(code: str) -> str:
    return translate("PriceForm", str(_SENTENCES[code]))


def amount(text: str) -> Decimal | None:
    """An exact number as typed, with a point or a comma; None for what is none."""
    bare = text.strip().removeprefix("$").strip()
    if "." not in bare:
        bare = bare.replace(",", ".")
    try:
        number = Decimal(bare.replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def plain(number: Decimal) -> str:
    """``0.27``, never ``2.7E-1``."""
    return f"{number.normalize() + 0:f}"


def cents(number: Decimal) -> str:
    """``1.10``, ``0.075``: at least two decimals, none for whole dollars."""
    whole, point, rest = plain(number).partition(".")
    return f"{whole}.{rest.ljust(2, '0')}" if point else whole
