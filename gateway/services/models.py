"""Models: which a token may use, what they cost, what the catalogue knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from gateway.domain.channel import Channel
from gateway.domain.price import Price, RatioPrice
from gateway.domain.token import Token
from gateway.providers.registry import PROVIDERS
from gateway.relay.prices import PREFIXES, CatalogueModel
from gateway.services.context import Context
from gateway.services.state import State

__all__ = ["CatalogueModel", "ModelService", "ModelView", "PriceView"]

CREATED = 1_767_225_600
"""When a model was made is not known here; one fixed moment (2026-01-01) stands for it."""


@dataclass(frozen=True, slots=True)
class ModelView:
    """A model that can be asked for. ``created`` in Unix seconds, ``channels`` ids in order."""

    id: str
    owned_by: str
    created: int
    channels: tuple[int, ...]


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


class ModelService:
    """Sync throughout: all of it is in memory."""

    def __init__(self, context: Context, state: State) -> None:
        self._context = context
        self._state = state

    def list_for(self, token: Token) -> list[ModelView]:
        """Models of the token's group that it may use, in channel order. Raises NotFound."""
        group = token.group or self._state.tokens.person(token.person_id).group
        return [view for view in self.list_group(group) if token.allows_model(view.id)]

    def list_group(self, group: str) -> list[ModelView]:
        """Models that enabled channels of a group offer, in channel order."""
        snapshot = self._context.planner.snapshot
        return [
            ModelView(model, channels[0].provider, CREATED, tuple(each.id for each in channels))
            for model in snapshot.models(group)
            if (channels := self._serving(group, model))
        ]

    def list_all(self) -> list[str]:
        """Every model that an enabled channel offers, whatever its group."""
        names = [
            model
            for channel in self._state.channels.all
            if channel.enabled
            for model in (*channel.models, *channel.aliases)
        ]
        return list(dict.fromkeys(names))

    def price_of(self, model: str, provider: str = "") -> PriceView | None:
        """What a model costs on the first channel that offers it, or on ``provider``.

        None where nobody knows: it has to be set before limited tokens can use it.
        """
        sent = model
        if not provider:
            channel = next((c for c in self._state.channels.all if _offers(c, model)), None)
            provider = channel.provider if channel else ""
            sent = channel.sent_model(model) if channel else model
        price = self._context.prices.price(provider, sent)
        return None if price is None else _view(model, price)

    def groups(self) -> list[str]:
        """Names of all groups: ``default`` first."""
        return self._state.group_names()

    def by_numeric_type(self) -> dict[int, list[str]]:
        """Models to offer for one-api's channel types: those of channels, then those known."""
        found: dict[int, list[str]] = {}
        for provider in PROVIDERS.values():
            own = [c.models for c in self._state.channels.all if c.provider == provider.id]
            known = [
                name.removeprefix(prefix)
                for prefix in PREFIXES.get(provider.id, ())
                for name, model in self.catalogue.items()
                if name.startswith(prefix) and model.mode == "chat"
            ]
            names = [*(name for models in own for name in models), *provider.catalogue, *known]
            for number in provider.numeric_types:
                found[number] = list(dict.fromkeys(names))
        return found

    def known(self) -> dict[str, str]:
        """Every model that channels offer or the catalogue knows -> whose it is, where known."""
        offered = {
            name: channel.provider
            for channel in self._state.channels.all
            for name in (*channel.models, *channel.aliases)
        }
        catalogue = {name: "" for name in self.catalogue if "/" not in name}
        return catalogue | offered

    @property
    def created(self) -> int:
        """Unix seconds that stand for every model's making."""
        return CREATED

    @property
    def catalogue(self) -> Mapping[str, CatalogueModel]:
        """What the bundled catalogue knows, by the vendor's id."""
        return self._context.prices.catalogue

    def _serving(self, group: str, model: str) -> list[Channel]:
        tiers = self._context.planner.snapshot.tiers(group, model)
        return [channel for tier in tiers for channel in tier if channel.enabled]


def _offers(channel: Channel, model: str) -> bool:
    return model in channel.models or model in channel.aliases


def _view(model: str, price: Price) -> PriceView:
    if isinstance(price, RatioPrice):
        base = price.model_ratio * 2
        output = base * price.completion_ratio
        return PriceView(model, price.source, _decimal(base), _decimal(output))
    return PriceView(
        model,
        price.source,
        _decimal(price.input),
        _decimal(price.output),
        *(
            None if value is None else _decimal(value)
            for value in (price.cache_read, price.cache_write, price.reasoning)
        ),
    )


def _decimal(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).normalize() + 0
