"""Models as lists show them: who serves them, what they cost, what the catalogue knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from gateway.domain.channel import Channel
from gateway.domain.price import Price, RatioPrice
from gateway.relay.prices import PER_CALL, UNIT_PRICES, CatalogueModel
from gateway.relay.ratio_rules import RATIO_PARTS
from gateway.services.own_prices import decimal


@dataclass(frozen=True, slots=True)
class PriceView:
    """Dollars per million tokens; None where a kind costs what the kind it is part of costs.

    ``source``: override, ratio, catalogue, free.
    """

    model: str
    source: str
    input: Decimal
    output: Decimal
    cache_read: Decimal | None = None
    cache_write: Decimal | None = None
    reasoning: Decimal | None = None
    cache_write_1h: Decimal | None = None
    audio_in: Decimal | None = None
    audio_out: Decimal | None = None
    thresholds: tuple[int, ...] = ()
    """Prompt tokens above which the whole request has another price."""
    units: tuple[tuple[str, Decimal], ...] = ()
    """``per_image`` and its like -> dollars each, for what is not counted in tokens."""
    image_in: Decimal | None = None
    image_out: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Serving:
    """A channel that offers a model, and the name it sends for it."""

    channel_id: int
    channel_name: str
    provider: str
    sent: str
    enabled: bool


@dataclass(frozen=True, slots=True)
class ListedModel:
    """A model that channels offer or the catalogue knows.

    ``price`` is that of ``priced_as`` (the name that is sent) on the first channel that is on;
    ``prices_differ`` where other channels take another. ``unpriced``: a channel that is on offers
    it and nobody knows its price there. ``vendor`` is the catalogue's word for whose it is.
    """

    id: str
    priced_as: str
    serving: tuple[Serving, ...] = ()
    price: PriceView | None = None
    prices_differ: bool = False
    unpriced: bool = False
    vendor: str = ""
    mode: str = ""
    context: int | None = None
    max_output: int | None = None
    deprecated: str = ""
    own: bool = False
    """Whether the owner set its price."""


PriceOf = Callable[[str, str], Price | None]
EntryOf = Callable[[str, str], CatalogueModel | None]


def served(
    channels: Iterable[Channel], price_of: PriceOf, entry_of: EntryOf, own: set[str]
) -> Iterator[ListedModel]:
    """What channels offer, those that are on first."""
    offers: dict[str, list[Serving]] = {}
    for channel in sorted(channels, key=lambda each: (not each.enabled, -each.priority, each.id)):
        for model in dict.fromkeys((*channel.models, *channel.aliases)):
            offers.setdefault(model, []).append(
                Serving(
                    channel.id,
                    channel.name,
                    channel.provider,
                    channel.sent_model(model),
                    channel.enabled,
                )
            )
    for model, serving in offers.items():
        used = [each for each in serving if each.enabled] or serving
        prices = [price_of(each.provider, each.sent) for each in used]
        first = used[0]
        entry = entry_of(first.provider, first.sent)
        price = prices[0]
        listed = ListedModel(
            model,
            first.sent,
            tuple(serving),
            None if price is None else view_price(first.sent, price),
            any(other != price for other in prices),
            first.enabled and None in prices,
            own=first.sent in own,
        )
        yield _with_entry(listed, entry)


def catalogued(
    catalogue: Iterable[tuple[str, CatalogueModel]], price_of: PriceOf, own: set[str]
) -> Iterator[ListedModel]:
    """What only the catalogue knows; dated snapshots are not told apart."""
    for name, entry in catalogue:
        if name == entry.id:
            price = price_of("", name)
            view = None if price is None else view_price(name, price)
            yield _with_entry(ListedModel(name, name, price=view, own=name in own), entry)


def priced(own: Iterable[str], price_of: PriceOf) -> Iterator[ListedModel]:
    """What the owner set a price for, whether or not anything else knows it."""
    for name in sorted(own):
        if (price := price_of("", name)) is not None:
            yield ListedModel(name, name, price=view_price(name, price), own=True)


def view_price(model: str, price: Price) -> PriceView:
    if isinstance(price, RatioPrice):
        base = price.model_ratio * 2
        output = base * price.completion_ratio
        view = PriceView(model, price.source, decimal(base), decimal(output))
        ratios = {part: getattr(price, part) for part in RATIO_PARTS.values()}
        known = {part: decimal(base * each) for part, each in ratios.items() if each is not None}
        return replace(view, **known)  # type: ignore[arg-type]

    def kind(value: Fraction | None) -> Decimal | None:
        return None if value is None else decimal(value)

    units = tuple(_each(unit, per_million) for unit, per_million in price.units)
    if price.per_call is not None:
        units = ((PER_CALL, decimal(price.per_call)),)
    return PriceView(
        model,
        price.source,
        decimal(price.input),
        decimal(price.output),
        kind(price.cache_read),
        kind(price.cache_write),
        kind(price.reasoning),
        kind(price.cache_write_1h),
        kind(price.audio_in),
        kind(price.audio_out),
        tuple(sorted(threshold for threshold, _ in price.long_context)),
        units,
        kind(price.image_in),
        kind(price.image_out),
    )


def _each(unit: str, per_million: Fraction) -> tuple[str, Decimal]:
    name, factor = UNIT_PRICES[unit]
    return name, decimal(per_million / factor)


def _with_entry(model: ListedModel, entry: CatalogueModel | None) -> ListedModel:
    if entry is None:
        return model
    return replace(
        model,
        vendor=entry.provider,
        mode=entry.mode,
        context=entry.context,
        max_output=entry.max_output,
        deprecated=entry.deprecated,
    )
