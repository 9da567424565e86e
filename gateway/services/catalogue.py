"""The catalogue of models and prices: the one that ships, and what the owner put over it.

An update is read from a file, checked whole, shown as what it would change, and applied in one step
while requests run. It lies in the data directory, so it outlives upgrades; a shipped catalogue that
is dated later stands above it. Nothing is ever asked for by itself.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from gateway import resources
from gateway.errors import ServiceError
from gateway.events import Event, EventBus, SettingsChanged
from gateway.relay.litellm_prices import converted, is_litellm
from gateway.relay.prices import CatalogueModel, PriceBook, read_catalogue

FOLDER = "catalogue"
MAX_BYTES = 32 * 2**20
_MOST_MODELS = 20_000
_MOST_DOLLARS = Decimal(100_000)
"""A million tokens, or one of anything else: beyond that somebody mistook the unit."""
_MOST_TOKENS = 1_000_000_000
_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_PRICE = re.compile(r".+_per_mtok|per_(?:image|image_in|char_in|second_in|second_out|query|page)")
_encode = msgspec.json.Encoder(decimal_format="number", order="sorted").encode


class _Entry(msgspec.Struct):
    """What every entry has to look like, prices apart."""

    provider: str | None = None
    mode: str | None = None
    context: int | None = None
    max_output: int | None = None
    supports: list[str] | None = None
    refuses: list[str] | None = msgspec.field(default=None, name="not")
    dated_ids: list[str] | None = None
    deprecation_date: str | None = None
    long_context: dict[str, dict[str, Any]] | None = None
    tiered: list[dict[str, Any]] | None = None
    image_sizes: dict[str, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class PriceChange:
    """A price that would change: dollars per million tokens, or each; None where there is none."""

    model: str
    kind: str
    old: Decimal | None
    new: Decimal | None


@dataclass(frozen=True, slots=True)
class CatalogueUpdate:
    """What a file would do. ``merged`` is what it becomes, as it is stored."""

    new: tuple[str, ...]
    changed: tuple[PriceChange, ...]
    models: int
    merged: Mapping[str, Any]
    absent: tuple[str, ...] = ()
    """In force and not in the file: they stay, unless the file is to replace all there is."""
    removed: tuple[str, ...] = ()
    """Those of them that go."""


@dataclass(frozen=True, slots=True)
class CatalogueView:
    """What is in force: ``shipped`` or ``updated``, of which date, and how many models."""

    source: str
    date: str
    models: int


class CatalogueService:
    """``prices`` is the relay's book, whose catalogue it replaces whole."""

    def __init__(
        self,
        prices: PriceBook,
        shipped: Path,
        data_dir: Path,
        now_ms: Callable[[], int],
        publish: Callable[[Event], object] = lambda event: None,
    ) -> None:
        self._prices = prices
        self._shipped = shipped
        self._folder = data_dir / FOLDER
        self._now_ms = now_ms
        self._publish = publish
        self._raw: Mapping[str, Any] = {}
        self._source = "shipped"
        self._lock = asyncio.Lock()

    @property
    def view(self) -> CatalogueView:
        return CatalogueView(self._source, _date(self._raw), len(_models(self._raw)))

    async def load(self) -> None:
        """What the last run used, unless a later one ships. An unreadable update is not used."""
        self._take(*await asyncio.to_thread(self._read))

    async def preview(self, content: bytes, *, replace: bool = False) -> CatalogueUpdate:
        """What a file of ours or LiteLLM's would change; with ``replace`` what it does not name
        goes. Raises ServiceError ``bad_prices``.
        """
        return await asyncio.to_thread(_update, self._raw, content, self._today(), replace)

    async def apply(self, update: CatalogueUpdate) -> CatalogueView:
        """Puts an update in force, for the next request on. Raises OSError where it cannot."""
        async with self._lock:
            models = await asyncio.to_thread(read_catalogue, update.merged)
            await asyncio.to_thread(self._write, _encode(update.merged))
            self._take(update.merged, "updated", models)
            return self.view

    async def revert(self) -> CatalogueView:
        """Back to the update before, or to what ships."""
        async with self._lock:
            await asyncio.to_thread(self._step_back)
            await self.load()
            return self.view

    async def ship(self) -> CatalogueView:
        """Back to what ships, past every update."""
        async with self._lock:
            await asyncio.to_thread(self._forget)
            await self.load()
            return self.view

    def _take(
        self, raw: Mapping[str, Any], source: str, models: Mapping[str, CatalogueModel]
    ) -> None:
        self._raw, self._source = raw, source
        self._prices.set_catalogue(models)
        self._publish(SettingsChanged(("prices",)))

    def _read(self) -> tuple[Mapping[str, Any], str, Mapping[str, CatalogueModel]]:
        when = self._shipped.stat().st_mtime_ns
        shipped, models = _as_shipped(self._shipped, when)
        try:
            stored = decoded(self._current.read_bytes())
            _check(stored)
        except (OSError, ServiceError):
            return shipped, "shipped", models
        if _date(shipped) > _date(stored):
            return shipped, "shipped", models
        return stored, "updated", read_catalogue(stored)

    @property
    def _current(self) -> Path:
        return self._folder / "prices.json"

    @property
    def _before(self) -> Path:
        return self._folder / "prices.before.json"

    def _write(self, content: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        fresh = self._folder / "prices.new.json"
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if self._source == "updated" and self._current.exists():
            os.replace(self._current, self._before)
        os.replace(fresh, self._current)

    def _step_back(self) -> None:
        if self._before.exists():
            os.replace(self._before, self._current)
        else:
            self._current.unlink(missing_ok=True)

    def _forget(self) -> None:
        for path in (self._before, self._current):
            path.unlink(missing_ok=True)

    def _today(self) -> str:
        return datetime.fromtimestamp(self._now_ms() / 1000, UTC).date().isoformat()


@lru_cache(maxsize=1)
def _as_shipped(
    path: Path, modified_ns: int
) -> tuple[Mapping[str, Any], Mapping[str, CatalogueModel]]:
    """What ships, read once: a gateway may be started again in its process (after a restore)."""
    raw = decoded(path.read_bytes())
    return raw, read_catalogue(raw)


async def open_catalogue(
    prices: PriceBook, data_dir: Path, now_ms: Callable[[], int], events: EventBus
) -> CatalogueService:
    """The service of a program, with its catalogue in force."""
    shipped = resources.root() / "prices.json"
    service = CatalogueService(prices, shipped, data_dir, now_ms, events.publish)
    await service.load()
    return service


def _update(raw: Mapping[str, Any], content: bytes, today: str, replace: bool) -> CatalogueUpdate:
    if len(content) > MAX_BYTES:
        raise _bad(f"it is longer than {MAX_BYTES} bytes")
    given = decoded(content)
    try:
        entries = converted(given) if is_litellm(given) else _models(given)
    except ValueError as error:
        raise _bad(str(error)) from error
    _check(entries)
    before = _models(raw)
    meta = {"date": _date(given) or today}
    merged = {"_meta": meta, **({} if replace else before), **entries}
    known = read_catalogue({"_meta": {}, **before})  # dated snapshots are known by their own name
    new = tuple(sorted(name for name in entries if name not in known))
    absent = tuple(sorted(before.keys() - entries.keys()))
    changes = tuple(_changes(before, entries))
    removed = absent if replace else ()
    return CatalogueUpdate(new, changes, len(merged) - 1, merged, absent, removed)


def _changes(before: Mapping[str, Any], entries: Mapping[str, Any]) -> list[PriceChange]:
    found: list[PriceChange] = []
    for name in sorted(entries.keys() & before.keys()):
        old, new = _prices(before[name]), _prices(entries[name])
        found += [
            PriceChange(name, kind, old.get(kind), new.get(kind))
            for kind in sorted(old.keys() | new.keys())
            if old.get(kind) != new.get(kind)
        ]
    return found


def _prices(entry: Mapping[str, Any], prefix: str = "") -> dict[str, Decimal]:
    """Every price of an entry, those of its tiers as ``above_200k.input_per_mtok``."""
    prices = {
        prefix + key: Decimal(value)
        for key, value in entry.items()
        if _PRICE.fullmatch(key) and value is not None
    }
    for label, fields in (entry.get("long_context") or {}).items():
        prices |= _prices(fields, f"{prefix}{label}.")
    for tier in entry.get("tiered") or ():
        prices |= _prices(tier, f"{prefix}from_{tier['range'][0]}.")
    return prices


def _check(raw: Mapping[str, Any]) -> None:
    models = _models(raw)
    if not models:
        raise _bad("it holds no models")
    if len(models) > _MOST_MODELS:
        raise _bad(f"it holds more than {_MOST_MODELS} models")
    for name, entry in models.items():
        if not name or len(name) > 255:
            raise _bad(f"{name[:40]!r} is no name of a model")
        try:
            known = msgspec.convert(entry, _Entry)
            for fields in (entry, *(known.long_context or {}).values(), *(known.tiered or ())):
                _check_prices(fields)
            for tier in known.tiered or ():
                msgspec.convert(tier.get("range"), tuple[int | Decimal, int | Decimal])
        except (ValueError, msgspec.ValidationError) as error:
            raise _bad(f"{name}: {error}") from error
        for count in (known.context, known.max_output):
            if count is not None and not 0 <= count <= _MOST_TOKENS:
                raise _bad(f"{name}: {count} tokens are out of range")


def _check_prices(fields: Mapping[str, Any]) -> None:
    for key, value in fields.items():
        if not _PRICE.fullmatch(key) or value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise ValueError(f"{key} is no number")
        if not Decimal(value).is_finite() or not 0 <= value <= _MOST_DOLLARS:
            raise ValueError(f"{key} is out of range: {value}")


def _models(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {name: entry for name, entry in raw.items() if name != "_meta"}


def _date(raw: Mapping[str, Any]) -> str:
    """The day or month a catalogue is of, '' where it does not say."""
    meta = raw.get("_meta")
    said = meta.get("date") or meta.get("wheel_built") if isinstance(meta, dict) else ""
    found = _DATE.match(said) if isinstance(said, str) else None
    return found[0] if found else ""


def decoded(content: bytes) -> dict[str, Any]:
    """A catalogue's JSON, its figures exact. Raises ServiceError ``bad_prices``."""
    try:
        return msgspec.json.Decoder(dict[str, Any], float_hook=_decimal).decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _bad(f"it is no JSON object: {error}") from error


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise msgspec.DecodeError(f"not a number: {text[:40]}") from error


def _bad(why: str) -> ServiceError:
    return ServiceError("bad_prices", f"these prices cannot be used: {why}")
