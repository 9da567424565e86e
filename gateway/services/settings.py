"""Settings and options: what is set, by whom, and the owner's prices and ratios."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from gateway.config import BY_NAME, SETTINGS, Setting
from gateway.domain.money import UNITS_PER_DOLLAR, to_fraction
from gateway.domain.price import ONE
from gateway.errors import NotFound, ServiceError
from gateway.events import SettingsChanged
from gateway.services.context import Context
from gateway.services.overrides import (
    RATIO_MAPS,
    decode_json,
    encode_json,
    parse_price_fields,
    parse_ratios,
)
from gateway.services.state import Prices, State, read_prices
from gateway.services.upkeep import tidy_kept
from gateway.store import options as option_rows
from gateway.store import people as people_rows

GROUP_RATIO = "GroupRatio"
MODEL_PRICE = "ModelPrice"
QUOTA_PER_UNIT = "QuotaPerUnit"
_DEFAULT_GROUP = "default"
_FIXED_SOURCES = ("environment", "command line")


@dataclass(frozen=True, slots=True)
class SettingView:
    """A setting with its value and where that comes from. ``label`` is a message id.

    ``fixed``: set by the environment or the command line, so that a change would have no effect.
    """

    name: str
    group: str
    kind: str
    value: Any
    default: Any
    source: str
    label: str
    minimum: float | None
    maximum: float | None
    choices: tuple[str, ...]
    applies: str
    env: str
    description: str
    unit: str
    advanced: bool

    @property
    def fixed(self) -> bool:
        return self.source in _FIXED_SOURCES


Write = Callable[[], None]
Entries = Mapping[str, Any]


class SettingsService:
    """Changes are checked before they are stored and in force when they are committed."""

    def __init__(self, context: Context, state: State) -> None:
        self._context = context
        self._state = state

    def all(self) -> builtins.list[SettingView]:
        """Every setting, in the order of the settings page. Sync."""
        groups = builtins.list(dict.fromkeys(setting.group for setting in SETTINGS))
        ordered = sorted(SETTINGS, key=lambda each: (groups.index(each.group), each.order))
        return [self._view(setting) for setting in ordered]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(BY_NAME)

    def get(self, name: str) -> SettingView:
        """Raises NotFound. Sync."""
        return self._view(_setting(name))

    async def set(self, name: str, value: Any) -> SettingView:
        """Raises NotFound, ServiceError ``invalid_setting``, ``setting_fixed``."""
        setting = self._changeable(name)
        text = _text(setting.parse(value))
        await self._change(name, partial(option_rows.set_value, name, text))
        return self._view(setting)

    async def reset(self, name: str) -> SettingView:
        """Back to the default. Raises NotFound, ServiceError ``setting_fixed``."""
        setting = self._changeable(name)
        await self._change(name, partial(option_rows.delete, name))
        return self._view(setting)

    # one-api's options

    async def options(self) -> dict[str, str]:
        """Options by one-api's names and our settings by theirs, all as text."""
        overrides = self._state.overrides
        groups = {_DEFAULT_GROUP: "1", **{k: str(v) for k, v in self._state.groups.items()}}
        values = {
            **{name: encode_json(_decimals(overrides.maps.get(name, {}))) for name in RATIO_MAPS},
            GROUP_RATIO: encode_json({k: _decimal(to_fraction(v)) for k, v in groups.items()}),
            MODEL_PRICE: encode_json(overrides.price_fields),
            QUOTA_PER_UNIT: str(UNITS_PER_DOLLAR),
        }
        return values | {view.name: _text(view.value) for view in self.all()}

    async def set_option(self, key: str, value: str) -> None:
        """Sets an option. Maps are merged over what is there; ``null`` removes an entry.

        Raises ServiceError ``invalid_option``, ``invalid_json``, ``invalid_setting``,
        ``setting_fixed``, ``unknown_option``; nothing is stored then.
        """
        if key in BY_NAME:
            await self.set(key, value)
            return
        if key == QUOTA_PER_UNIT:
            raise ServiceError(
                "invalid_option", f"{key} is {UNITS_PER_DOLLAR} and cannot be changed", {key: ""}
            )
        if key not in _MERGES:
            known = ", ".join((*_MERGES, *BY_NAME))
            raise ServiceError("unknown_option", f"there is no option {key!r}; known are {known}")
        entries = decode_json(value)
        if not isinstance(entries, dict):
            raise ServiceError("invalid_option", f"{key} has to be a JSON object", {key: ""})
        await self._merge(key, entries)

    async def set_prices(self, prices: Mapping[str, Mapping[str, Any] | None]) -> None:
        """The owner's prices, ``{"model": {"input": .., "output": ..}}`` in dollars per million.

        Merged over what is there; None removes a model's. Raises ServiceError ``invalid_option``.
        """
        await self._merge(MODEL_PRICE, prices)

    def multipliers(self) -> dict[str, Decimal]:
        """What each group's prices are multiplied by, ``default`` first. Sync."""
        groups = self._state.groups
        return {name: _decimal(groups.get(name, ONE)) for name in self._state.group_names()}

    async def set_multipliers(self, multipliers: Mapping[str, Decimal | None]) -> None:
        """Merged over what is there; None is 1 again. Raises ServiceError ``invalid_option``."""
        await self._merge(GROUP_RATIO, multipliers)

    async def merge_maps(self, maps: Mapping[str, Entries]) -> None:
        """Several maps of prices and ratios by their options, in one step; None removes an entry.

        Raises ServiceError ``invalid_option``; nothing is stored then.
        """
        now = self._context.now_ms()
        writes = []
        for key, entries in maps.items():
            removed = [name for name, entry in entries.items() if entry is None]
            kept = {name: entry for name, entry in entries.items() if entry is not None}
            writes.append(_MERGES[key](key, kept, removed, now))

        def write() -> Prices:
            for each in writes:
                each()
            return read_prices()

        await self._state.change(write, self._state.take_prices)

    async def _merge(self, key: str, entries: Entries) -> None:
        await self.merge_maps({key: entries})

    # Inside

    def _changeable(self, name: str) -> Setting:
        setting = _setting(name)
        source = self._context.settings.source(name)
        if source in _FIXED_SOURCES:
            raise ServiceError(
                "setting_fixed", f"{name} is set by the {source}", {name: f"set by the {source}"}
            )
        return setting

    async def _change(self, name: str, write: Callable[[], None]) -> None:
        def run() -> dict[str, str]:
            write()
            return option_rows.get_all()

        def take(stored: dict[str, str]) -> None:
            self._state.take_settings(stored)
            self._context.events.publish(SettingsChanged((name,)))

        await self._state.change(run, take)
        if name.startswith(("keep_responses", "replay_")):
            await tidy_kept(self._context)
        elif name.startswith("cache_"):
            self._context.memory.cache.clear()

    def _view(self, setting: Setting) -> SettingView:
        settings = self._context.settings
        return SettingView(
            setting.name,
            setting.group,
            setting.kind,
            getattr(settings, setting.name),
            setting.default,
            settings.source(setting.name),
            setting.label,
            setting.minimum,
            setting.maximum,
            setting.choices,
            setting.applies,
            setting.env,
            setting.description,
            setting.unit,
            setting.advanced,
        )


def _merge_ratios(key: str, entries: Entries, removed: builtins.list[str], now: int) -> Write:
    ratios = parse_ratios(key, dict(entries))

    def write() -> None:
        stored = parse_ratios(key, decode_json(option_rows.get(key) or "{}"))
        merged = {k: v for k, v in (stored | ratios).items() if k not in removed}
        option_rows.set_value(key, encode_json(merged))

    return write


def _merge_groups(key: str, entries: Entries, removed: builtins.list[str], now: int) -> Write:
    ratios = parse_ratios(key, dict(entries))

    def write() -> None:
        for name, ratio in ratios.items():
            people_rows.set_group(name, to_fraction(ratio))
        for name in removed:
            people_rows.delete_group(name)

    return write


def _merge_prices(key: str, entries: Entries, removed: builtins.list[str], now: int) -> Write:
    prices = {model: encode_json(parse_price_fields(model, v)) for model, v in entries.items()}

    def write() -> None:
        for model, text in prices.items():
            option_rows.set_price_override(model, text, now)
        for model in removed:
            option_rows.delete_price_override(model)

    return write


_MERGES: Mapping[str, Callable[[str, Entries, builtins.list[str], int], Write]] = {
    **dict.fromkeys(RATIO_MAPS, _merge_ratios),
    GROUP_RATIO: _merge_groups,
    MODEL_PRICE: _merge_prices,
}


def _setting(name: str) -> Setting:
    try:
        return BY_NAME[name]
    except KeyError:
        raise NotFound("setting", name) from None


def _text(value: Any) -> str:
    """As options are written: booleans ``true`` and ``false``."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _decimals(ratios: Mapping[str, Any]) -> dict[str, Decimal]:
    return {name: _decimal(value) for name, value in ratios.items()}


def _decimal(value: Any) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
