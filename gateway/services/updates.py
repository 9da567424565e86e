"""Asks an address of the owner's choice, once a week, whether there is a newer version; and tells.

Nothing is downloaded or installed. Without an address, which is the default, nothing is asked. The
address answers with ``{"version": "1.2.0", "url": "https://...", "notes": "..."}``.
"""

from __future__ import annotations

import asyncio
import logging
import platform
import re
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

import msgspec

from gateway.errors import ServiceError
from gateway.events import Event, SettingsChanged, UpdateFound
from gateway.providers.base import UpstreamRequest
from gateway.relay.transport import Timeouts, TransportError, UpstreamAnswer
from gateway.services.context import Context
from gateway.services.state import State
from gateway.store import options as option_rows
from gateway.version import __version__

log = logging.getLogger(__name__)

WEEK_MS = 7 * 86_400_000
_RETRY_MS = 86_400_000
_FIRST_MS = 60_000
"""After the start: not while everything else wants to be first."""
MAX_BYTES = 64 * 1024
TIMEOUTS = Timeouts(connect=10.0, first_byte=10.0, idle=10.0)
TOTAL_S = 20.0
_OPTION = "update_check"
_NOTES_CHARS = 2000
_VERSION = re.compile(r"v?(\d{1,6}(?:\.\d{1,6}){0,3})(?:[-.]?([A-Za-z][A-Za-z0-9.]{0,31}))?")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Manifest(msgspec.Struct, frozen=True):
    """What the address answers. ``url`` is a page for people, opened only by their click."""

    version: str
    url: str = ""
    notes: str = ""


class _Stored(msgspec.Struct):
    at: int = 0
    version: str = ""
    url: str = ""
    notes: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class UpdateView:
    """``checked_at`` in Unix ms, 0 for never. ``version`` is '' unless a newer one is known.

    ``error`` is the code of the last check's failure, '' if it went well: ``update_unreachable``,
    ``update_bad_manifest``, ``update_bad_address``.
    """

    configured: bool
    checked_at: int
    version: str
    url: str
    notes: str
    error: str


def newer(candidate: str, current: str) -> bool:
    """Whether one version follows another; what is no version follows none."""
    there, here = _parse(candidate), _parse(current)
    return there is not None and here is not None and there > here


def _parse(version: str) -> tuple[tuple[int, ...], bool, str] | None:
    found = _VERSION.fullmatch(version.strip())
    if found is None:
        return None
    numbers = tuple(int(part) for part in found[1].split("."))
    # 1.2.0rc1 comes before 1.2.0.
    return (*numbers, 0, 0, 0)[:4], found[2] is None, found[2] or ""


class UpdateService:
    """``run`` is the weekly look; ``check`` asks now."""

    def __init__(self, context: Context, state: State) -> None:
        self._context = context
        self._state = state
        self._stored = _Stored()
        self._error = ""
        self._tried_at = 0
        self._changed = asyncio.Event()

    @property
    def view(self) -> UpdateView:
        known = self._stored
        found = self.configured and newer(known.version, __version__)
        return UpdateView(
            self.configured,
            known.at,
            known.version if found else "",
            known.url if found else "",
            known.notes if found else "",
            self._error,
        )

    @property
    def configured(self) -> bool:
        return bool(self._address)

    @property
    def _address(self) -> str:
        return str(self._context.settings.update_url)

    async def load(self) -> None:
        """What the last run knew. Raises StoreUnavailable."""
        text = await self._context.database.read(partial(option_rows.get, _OPTION))
        try:
            self._stored = msgspec.json.decode(text, type=_Stored) if text else _Stored()
        except msgspec.MsgspecError:
            self._stored = _Stored()

    async def check(self) -> UpdateView:
        """Asks now and remembers the answer.

        Raises ServiceError ``update_not_configured``, ``update_bad_address``,
        ``update_unreachable``, ``update_bad_manifest``.
        """
        self._tried_at = self._context.now_ms()
        try:
            manifest = await self._fetch()
        except ServiceError as error:
            self._error = error.code
            raise
        self._error = ""
        await self._remember(manifest)
        return self.view

    async def run(self) -> None:
        """Until cancelled: waits for the week to end, for a new address, and for nothing else."""
        unsubscribe = self._context.events.subscribe(self._hear, SettingsChanged)
        try:
            await asyncio.sleep(_FIRST_MS / 1000)
            while True:
                if not self.configured:
                    await self._changed.wait()
                else:
                    await self._wait_until_due()
                self._changed.clear()
                if self.configured and self._due_in_ms() <= 0:
                    await self._look()
        finally:
            unsubscribe()

    async def _wait_until_due(self) -> None:
        try:
            async with asyncio.timeout(max(0.0, self._due_in_ms() / 1000)):
                await self._changed.wait()
        except TimeoutError:
            pass

    def _due_in_ms(self) -> int:
        """A week after the last answer; a day after an attempt that failed."""
        now = self._context.now_ms()
        due = self._stored.at + WEEK_MS
        if self._error:
            due = max(due, self._tried_at + _RETRY_MS)
        # A clock that was set back does not put it off for years.
        return min(due - now, WEEK_MS)

    async def _look(self) -> None:
        try:
            await self.check()
        except ServiceError as error:
            log.info("the weekly look for a new version failed: %s", error.code)

    def _hear(self, event: Event) -> None:
        if isinstance(event, SettingsChanged) and "update_url" in event.names:
            self._error = ""
            self._stored.at = 0
            self._changed.set()

    async def _remember(self, manifest: Manifest) -> None:
        found = newer(manifest.version, __version__)
        tell = found and manifest.version != self._stored.told
        stored = _Stored(
            self._context.now_ms(),
            manifest.version,
            manifest.url,
            manifest.notes[:_NOTES_CHARS],
            manifest.version if found else self._stored.told,
        )
        text = msgspec.json.encode(stored).decode()

        def take(_: None) -> None:
            self._stored = stored
            if tell:
                self._context.events.publish(UpdateFound(manifest.version))

        await self._state.change(partial(option_rows.set_value, _OPTION, text), take)

    # Asking

    async def _fetch(self) -> Manifest:
        address = self._address
        if not address:
            raise ServiceError("update_not_configured", "no address to ask for updates is set")
        if not _may_ask(address):
            raise ServiceError("update_bad_address", "an update address begins with https://")
        body = await self._get(address)
        try:
            manifest = msgspec.json.decode(body, type=Manifest)
        except (msgspec.MsgspecError, RecursionError) as error:
            raise _bad_manifest("it is not the JSON of a release") from error
        if _parse(manifest.version) is None:
            raise _bad_manifest("its version is none")
        if manifest.url and not _may_ask(manifest.url):
            raise _bad_manifest("its page does not begin with https://")
        return manifest

    async def _get(self, address: str) -> bytes:
        headers = {
            "Accept": "application/json",
            "User-Agent": f"Homeport/{__version__} ({platform.system()})",
        }
        request = UpstreamRequest("GET", address, headers)
        proxy = str(self._context.settings.relay_proxy)
        try:
            async with asyncio.timeout(TOTAL_S):
                answer = await self._context.transport.send(request, TIMEOUTS, proxy)
                try:
                    return await _read(answer)
                finally:
                    answer.close()
        except TimeoutError as error:
            raise _unreachable("it takes too long") from error
        except TransportError as error:
            raise _unreachable(str(error)) from error


async def _read(answer: UpstreamAnswer) -> bytes:
    if answer.status != 200:
        raise _unreachable(f"it answers with HTTP {answer.status}")
    parts: list[bytes] = []
    size = 0
    async for part in answer.chunks():
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise _bad_manifest(f"it is longer than {MAX_BYTES} bytes")
    return b"".join(parts)


def _may_ask(address: str) -> bool:
    """Encrypted, or on this computer; nothing that only a browser understands."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    if not address.isascii() or any(letter.isspace() for letter in address):
        return False
    return bool(host) and (
        parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    )


def _unreachable(why: str) -> ServiceError:
    return ServiceError("update_unreachable", f"the update address cannot be asked: {why}")


def _bad_manifest(why: str) -> ServiceError:
    return ServiceError("update_bad_manifest", f"the update address answered, but {why}")
