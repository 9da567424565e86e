"""What an update of prices would do, in words: sections of a name and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desktop import format
from desktop.i18n import translate
from gateway.services.price_updates import CatalogueUpdate, RatioUpdate, Remark, Update

MOST = 60
"""Lines of a section that are shown; the rest is counted."""
_WHY = {
    "unknown": QT_TRANSLATE_NOOP("PriceDiff", "no map of prices known here"),
    "no_map": QT_TRANSLATE_NOOP("PriceDiff", "no map"),
    "no_price": QT_TRANSLATE_NOOP("PriceDiff", "no number a price can be"),
    "pattern": QT_TRANSLATE_NOOP("PriceDiff", "a name with * matches nothing"),
    "negative": QT_TRANSLATE_NOOP("PriceDiff", "negative: a quota unit each"),
    "far": QT_TRANSLATE_NOOP("PriceDiff", "ten times off the catalogue"),
    "kinds": QT_TRANSLATE_NOOP("PriceDiff", "kinds of token without a map there"),
    "tiers": QT_TRANSLATE_NOOP("PriceDiff", "prices of long prompts"),
    "per_unit": QT_TRANSLATE_NOOP("PriceDiff", "priced by the image, second or the like"),
    "per_call": QT_TRANSLATE_NOOP("PriceDiff", "priced by the request"),
}
_KINDS = {
    "input_per_mtok": QT_TRANSLATE_NOOP("PriceDiff", "Input"),
    "output_per_mtok": QT_TRANSLATE_NOOP("PriceDiff", "Output"),
    "cache_read_per_mtok": QT_TRANSLATE_NOOP("PriceDiff", "Cached input"),
    "cache_write_per_mtok": QT_TRANSLATE_NOOP("PriceDiff", "Written to the cache"),
    "cache_write_1h_per_mtok": QT_TRANSLATE_NOOP("PriceDiff", "Written for an hour"),
    "reasoning_per_mtok": QT_TRANSLATE_NOOP("PriceDiff", "Reasoning"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """``name``, what of it, and what becomes of that."""

    name: str
    detail: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The first lines of ``count``."""

    title: str
    lines: tuple[Line, ...]
    count: int

    @property
    def more(self) -> str:
        """What is not shown, '' for nothing."""
        left = self.count - len(self.lines)
        words = translate("PriceDiff", "and {n} more")
        return words.format(n=format.count(left)) if left else ""


def sections(update: Update) -> tuple[Section, ...]:
    """What to look at first comes first; without sections nothing would change."""
    if update.ratios is not None:
        return _ratios(update.ratios)
    assert update.catalogue is not None  # noqa: S101 - it is one of the two
    return _catalogue(update.catalogue, update.kept)


def left_section(left: Sequence[Remark]) -> Section:
    """What an export could not say."""
    return _section(translate("PriceDiff", "Not in the file"), [_remark(each) for each in left])


def _catalogue(update: CatalogueUpdate, kept: Sequence[str]) -> tuple[Section, ...]:
    changed = [
        Line(each.model, kind_words(each.kind), _change(_dollars(each.old), _dollars(each.new)))
        for each in update.changed
    ]
    found = (
        _section(translate("PriceDiff", "Changed"), changed),
        _section(translate("PriceDiff", "New"), [Line(name) for name in update.new]),
        _section(translate("PriceDiff", "Removed"), [Line(name) for name in update.removed]),
        _section(
            translate("PriceDiff", "Your own price stays in force"), [Line(name) for name in kept]
        ),
    )
    return tuple(each for each in found if each.count)


def _ratios(update: RatioUpdate) -> tuple[Section, ...]:
    new, changed, removed = [], [], []
    for each in update.changes:
        line = Line(each.name, each.option, _change(_ratio(each.old), _ratio(each.new)))
        if each.new is None:
            removed.append(line)
        elif each.old is None:
            new.append(Line(each.name, each.option, _ratio(each.new)))
        else:
            changed.append(line)
    found = (
        _section(translate("PriceDiff", "Not taken"), [_remark(each) for each in update.left]),
        _section(translate("PriceDiff", "Look at these"), [_remark(r) for r in update.remarks]),
        _section(translate("PriceDiff", "Changed"), changed),
        _section(translate("PriceDiff", "New"), new),
        _section(translate("PriceDiff", "Removed"), removed),
        _section(
            translate("PriceDiff", "Your price in dollars stays in force"),
            [Line(name) for name in update.covered],
        ),
    )
    return tuple(each for each in found if each.count)


def kind_words(kind: str) -> str:
    """``above_200k.input_per_mtok``: the tier, and the kind of token."""
    tier, _, bare = kind.rpartition(".")
    service, _, rest = bare.partition("_")
    if rest in _KINDS and service in ("flex", "priority", "batch"):
        tier, bare = f"{tier} {service}".strip(), rest
    words = _KINDS.get(bare)
    text = translate("PriceDiff", str(words)) if words else bare.replace("_", " ")
    return f"{tier.replace('_', ' ')} · {text}" if tier else text


def _section(title: str, lines: Sequence[Line]) -> Section:
    return Section(title, tuple(lines[:MOST]), len(lines))


def _remark(remark: Remark) -> Line:
    return Line(remark.where, translate("PriceDiff", str(_WHY[remark.why])))


def _change(old: str, new: str) -> str:
    return f"{old} → {new}"


def _dollars(price: Decimal | None) -> str:
    return format.NONE if price is None else f"${price.normalize() + 0:f}"


def _ratio(value: Any) -> str:
    if value is None:
        return format.NONE
    if isinstance(value, Mapping):
        return ", ".join(f"{kind} ${number}" for kind, number in value.items())
    return f"{Decimal(value).normalize() + 0:f}"
