"""Models: which a token may use, what they cost, what the catalogue knows."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from gateway.domain.channel import Channel
from gateway.domain.token import Token
from gateway.providers.registry import PROVIDERS
from gateway.relay.prices import PREFIXES, CatalogueModel
from gateway.services import own_prices
from gateway.services.context import Context
from gateway.services.model_views import (
    ListedModel,
    PriceView,
    Serving,
    catalogued,
    priced,
    served,
    view_price,
)
from gateway.services.own_prices import OwnPrice
from gateway.services.state import Prices, State, read_prices

__all__ = [
    "CatalogueModel",
    "ListedModel",
    "ModelService",
    "ModelView",
    "OwnPrice",
    "PriceView",
    "Serving",
]

_AT_ONCE = 50
"""Models listed before the loop may do something else: under a millisecond."""

CREATED = 1_767_225_600
"""When a model was made is not known here; one fixed moment (2026-01-01) stands for it."""


@dataclass(frozen=True, slots=True)
class ModelView:
    """A model that can be asked for. ``created`` in Unix seconds, ``channels`` ids in order."""

    id: str
    owned_by: str
    created: int
    channels: tuple[int, ...]


class ModelService:
    """What it tells is in memory; only prices are stored."""

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
        return None if price is None else view_price(model, price)

    async def listing(self) -> list[ListedModel]:
        """Every model that channels offer, then those that only the catalogue or the owner knows.

        Both by name.
        """
        prices, overrides = self._context.prices, self._state.overrides
        own = own_prices.models_with_own_price(overrides)
        catalogue = sorted(self.catalogue.items())
        found: dict[str, ListedModel] = {}
        for number, model in enumerate(
            chain(
                served(self._state.channels.all, prices.price, prices.entry, own),
                catalogued(catalogue, prices.price, own),
                priced(own, prices.price),
            ),
            1,
        ):
            found.setdefault(model.id, model)
            if number % _AT_ONCE == 0:
                await asyncio.sleep(0)
        return sorted(found.values(), key=lambda model: (not model.serving, model.id))

    def own_price(self, model: str) -> OwnPrice:
        """What the owner set for a model, by the name that is sent."""
        return own_prices.own_price(model, self._state.overrides)

    async def set_own_price(self, model: str, price: OwnPrice) -> OwnPrice:
        """Puts ``price`` in the place of what was set, which it returns; an empty one resets.

        ``model`` is the name that is sent. Raises ServiceError ``invalid_option``.
        """
        before, price = self.own_price(model), own_prices.checked(model, price)
        now = self._context.now_ms()

        def write() -> Prices:
            own_prices.write(model, price, now)
            return read_prices()

        await self._state.change(write, self._state.take_prices)
        return before

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
