"""A text about this program for whoever helps its owner: versions, states, counts, the last log.

Channels appear by name and provider, settings that hold text only as set or not. Whatever is a
secret here, by its looks or because it is one of ours, is taken out of every line.
"""

from __future__ import annotations

import asyncio
import os
import platform
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from gateway.config import SETTINGS
from gateway.domain.channel import Channel
from gateway.domain.credentials import secret_parts
from gateway.errors import ServiceError, StoreUnavailable
from gateway.logs import FILE, redact
from gateway.services.context import Context
from gateway.services.sealing import open_token
from gateway.services.state import State
from gateway.services.usage import UsageService
from gateway.version import __version__

LOG_LINES = 200
_TAIL_BYTES = 128 * 1024
_SHORTEST = 6
"""Shorter values would take innocent words out of the text."""
MASK = "••••"


class DiagnosticsService:
    """Nothing is ever sent: the owner copies the text."""

    def __init__(self, context: Context, state: State, usage: UsageService) -> None:
        self._context = context
        self._state = state
        self._usage = usage

    async def text(self, facts: Mapping[str, str] | None = None) -> str:
        """``facts`` are what the window knows of itself: Qt, platform, screens."""
        lines = [*_versions(), *_pairs(facts or {}), ""]
        lines += [*self._settings(), "", *self._channels(), "", *await self._counts(), ""]
        log_dir = self._context.config.log_dir
        tail = await asyncio.to_thread(read_tail, log_dir / FILE, LOG_LINES)
        lines += [f"last {len(tail)} lines of the log:", *tail]
        return self.redact("\n".join(lines)) + "\n"

    def redact(self, text: str) -> str:
        """``text`` without what looks like a credential and without any that is kept here."""
        # The longest first: one may begin like another.
        for secret in sorted(set(self._secrets()), key=len, reverse=True):
            text = text.replace(secret, MASK)
        home = str(Path.home())
        text = text.replace(home, "~") if len(home) > 1 else text
        return redact(text)

    def _secrets(self) -> Iterator[str]:
        for secret in self._known():
            if len(secret) >= _SHORTEST:
                yield secret

    def _known(self) -> Iterator[str]:
        for channel in self._state.channels.all:
            for key in channel.keys:
                if key.secret is not None:
                    # A key may be a whole document, which a log quotes line by line.
                    value = key.secret.reveal()
                    yield from (value, *value.split(), *secret_parts(value))
            yield from channel.headers.values()
            yield urlsplit(channel.proxy).password or ""
            yield from (value for _, value in parse_qsl(urlsplit(channel.base_url).query))
        config = self._context.config
        yield from (config.root_access_token, config.root_token)
        yield urlsplit(str(self._context.settings.relay_proxy)).password or ""
        for stored in self._state.tokens.stored.values():
            try:
                token = open_token(self._context.vault, stored)
            except ServiceError:
                return
            yield from (token, token.removeprefix("sk-"))

    def _settings(self) -> Iterator[str]:
        settings = self._context.settings
        yield "settings:"
        for setting in SETTINGS:
            value = getattr(settings, setting.name)
            if setting.kind in ("text", "proxy", "names", "networks"):
                value = "as it was" if value == setting.default else "set"
            yield f"  {setting.name}: {value} ({settings.source(setting.name)})"

    def _channels(self) -> Iterator[str]:
        channels = self._state.channels.all
        yield f"channels: {len(channels)}"
        for channel in channels:
            yield f"  {_describe(channel)}"

    async def _counts(self) -> list[str]:
        vault, state = self._context.vault, self._state
        lines = [
            f"vault: {vault.state.value} ({vault.backend_name})",
            f"people: {len(state.tokens.people)}, tokens: {len(state.tokens.stored)}",
            f"requests in flight: {len(self._context.live)}",
        ]
        try:
            today = await self._usage.today()
        except StoreUnavailable as error:
            return [*lines, f"requests today: unknown ({error})"]
        return [*lines, f"requests today: {today.requests}, of them failed: {today.errors}"]


def _versions() -> Iterator[str]:
    yield f"Homeport {__version__}"
    yield f"Python {platform.python_version()} ({platform.python_implementation()})"
    yield f"System: {platform.platform()} ({platform.machine()}, {os.cpu_count()} cores)"


def _pairs(facts: Mapping[str, str]) -> Iterator[str]:
    for name, value in facts.items():
        yield f"{name}: {value}"


def _describe(channel: Channel) -> str:
    states = Counter(key.state.value for key in channel.keys)
    keys = ", ".join(f"{count} {state}" for state, count in sorted(states.items())) or "none"
    switch = "on" if channel.enabled else "off"
    return (
        f"{channel.name} ({channel.provider}): {switch}, {len(channel.models)} models, keys: {keys}"
    )


def read_tail(path: Path, lines: int) -> list[str]:
    """The last lines of a file; none where it cannot be read. Blocks."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL_BYTES))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return []
    found = text.splitlines()
    if size > _TAIL_BYTES:
        found = found[1:]  # cut in the middle
    return found[-lines:]
