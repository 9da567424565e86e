"""Prices from a file, an address or pasted text: the catalogue's, or one-api's ratios.

One way in for the window, the management API and the command line: what a file is, is told by what
is in it; what it would do is shown before it is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import msgspec

from gateway.domain.price import ModelPrice
from gateway.errors import ServiceError
from gateway.services.catalogue import MAX_BYTES, CatalogueService, CatalogueUpdate, CatalogueView
from gateway.services.context import Context
from gateway.services.overrides import MODEL_RATIO, RATIO_MAPS, decode_json
from gateway.services.own_prices import decimal, models_with_own_price
from gateway.services.price_fetch import PriceFetch
from gateway.services.ratio_export import RatioExport, Target, export_ratios
from gateway.services.ratio_files import (
    GROUP_RATIO,
    MODEL_PRICE,
    Remark,
    far_off,
    holds_ratios,
    read_ratios,
)
from gateway.services.settings import SettingsService
from gateway.services.state import State

__all__ = [
    "MAX_BYTES",
    "MODEL_RATIO",
    "CatalogueUpdate",
    "CatalogueView",
    "PriceUpdates",
    "RatioChange",
    "RatioExport",
    "RatioUpdate",
    "Remark",
    "Target",
    "Update",
]


@dataclass(frozen=True, slots=True)
class RatioChange:
    """An entry of a map that would change; None where there is none."""

    option: str
    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class RatioUpdate:
    """What a file of ratios would do.

    ``absent`` are entries that are set and not in the file, as ``option[name]``; ``removed`` those
    of them that go. ``covered`` are models whose own price in dollars stands above their ratio.
    """

    changes: tuple[RatioChange, ...]
    same: int
    left: tuple[Remark, ...]
    remarks: tuple[Remark, ...]
    absent: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()
    entries: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)
    """What is written: a map of each option, None for what is removed."""


@dataclass(frozen=True, slots=True)
class Update:
    """One of the two. ``kept``: models whose own price stands above what the catalogue gets."""

    catalogue: CatalogueUpdate | None = None
    ratios: RatioUpdate | None = None
    kept: tuple[str, ...] = ()


class PriceUpdates:
    """``catalogue`` and ``settings`` do what is applied here."""

    def __init__(
        self,
        context: Context,
        state: State,
        catalogue: CatalogueService,
        settings: SettingsService,
        fetch: PriceFetch | None = None,
    ) -> None:
        self._context = context
        self._state = state
        self._catalogue = catalogue
        self._settings = settings
        self._fetch = fetch or PriceFetch(context.transport, context.relay_proxy)

    @property
    def view(self) -> CatalogueView:
        return self._catalogue.view

    async def fetch(self, address: str, *, private: bool = False) -> bytes:
        """See :meth:`PriceFetch.get`."""
        return await self._fetch.get(address.strip(), private=private)

    async def preview(
        self, content: bytes, *, replace: bool = False, bare: str = MODEL_RATIO
    ) -> Update:
        """What ``content`` would change. ``replace``: what it does not name goes, of the maps it
        holds. ``bare`` is the option that a map without a name is. Raises ServiceError
        ``bad_prices``.
        """
        if bare not in (*RATIO_MAPS, GROUP_RATIO):
            raise ServiceError("bad_prices", f"{bare[:40]!r} is no map of ratios")
        raw = await asyncio.to_thread(_decoded, content)
        if holds_ratios(raw):
            return Update(ratios=await self._ratios(raw, replace, bare))
        update = await self._catalogue.preview(content, replace=replace)
        own = models_with_own_price(self._state.overrides)
        touched = {*update.new, *update.removed, *(each.model for each in update.changed)}
        return Update(update, kept=tuple(sorted(own & touched)))

    async def apply(self, update: Update) -> Mapping[str, Mapping[str, Any]]:
        """Puts it in force, for the next request on. Returns what brings ratios back; see
        :meth:`restore`. Raises OSError, ServiceError, StoreUnavailable.
        """
        if update.catalogue is not None:
            await self._catalogue.apply(update.catalogue)
        if update.ratios is None:
            return {}
        before: dict[str, dict[str, Any]] = {}
        for change in update.ratios.changes:
            before.setdefault(change.option, {})[change.name] = change.old
        await self._settings.merge_maps(update.ratios.entries)
        return before

    async def restore(self, before: Mapping[str, Mapping[str, Any]]) -> None:
        """Ratios as they were before :meth:`apply`."""
        await self._settings.merge_maps(before)

    async def revert(self) -> CatalogueView:
        """The catalogue as it was before the last update."""
        return await self._catalogue.revert()

    async def ship(self) -> CatalogueView:
        """The catalogue that ships, past every update."""
        return await self._catalogue.ship()

    async def export(self, target: Target, *, served: bool = False) -> RatioExport:
        """The owner's prices as maps of ``target``; with ``served`` also every model that channels
        offer, at the price in force.
        """
        overrides = self._state.overrides
        priced = {}
        for name in models_with_own_price(overrides):
            own = self._context.prices.price("", name)
            if own is not None and own.source in ("override", "ratio"):
                priced[name] = own
        if served:
            for channel in self._state.channels.all:
                for model in (*channel.models, *channel.aliases.values()):
                    price = self._context.prices.price(channel.provider, model)
                    if price is not None:
                        priced.setdefault(model, price)
        groups = {
            name: decimal(self._context.prices.multiplier(name))
            for name in self._state.group_names()
        }
        return export_ratios(overrides, priced, groups, target)

    async def _ratios(self, raw: Any, replace: bool, bare: str) -> RatioUpdate:
        file = await asyncio.to_thread(read_ratios, raw, bare)
        options = await self._settings.options()
        changes: list[RatioChange] = []
        entries: dict[str, dict[str, Any]] = {}
        absent: list[str] = []
        same = 0
        for option, given in file.maps.items():
            here = decode_json(options[option])
            for name, value in given.items():
                old = here.get(name)
                if old == value:
                    same += 1
                else:
                    changes.append(RatioChange(option, name, old, value))
                    entries.setdefault(option, {})[name] = value
            missing = [name for name in here if name not in given and name != "default"]
            absent += [f"{option}[{name}]" for name in missing]
            if replace:
                changes += [RatioChange(option, name, here[name], None) for name in missing]
                entries.setdefault(option, {}).update(dict.fromkeys(missing))
        return RatioUpdate(
            tuple(changes),
            same,
            file.left,
            (*file.remarks, *far_off(file.maps.get(MODEL_RATIO, {}), self._listed())),
            tuple(absent),
            tuple(absent) if replace else (),
            self._covered(file.maps),
            {option: map_ for option, map_ in entries.items() if map_},
        )

    def _covered(self, maps: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
        own = {*self._state.overrides.price_fields, *maps.get(MODEL_PRICE, {})}
        return tuple(sorted(own & maps.get(MODEL_RATIO, {}).keys()))

    def _listed(self) -> dict[str, Decimal]:
        """Dollars a million prompt tokens that the catalogue takes, by its own names."""
        return {
            name: decimal(model.price.input)
            for name, model in self._context.prices.catalogue.items()
            if isinstance(model.price, ModelPrice) and model.price.input
        }


def _decoded(content: bytes) -> Any:
    if len(content) > MAX_BYTES:
        raise ServiceError(
            "bad_prices", f"these prices cannot be used: it is longer than {MAX_BYTES} bytes"
        )
    try:
        return decode_json(content)
    except (ServiceError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ServiceError("bad_prices", "these prices cannot be used: it is no JSON") from error
