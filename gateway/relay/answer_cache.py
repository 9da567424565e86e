"""Answers to the very same request: off unless the owner switches it on, in memory alone.

In memory, because what was asked and answered then lies nowhere, and a restart forgets it. An
answer is given again to the same person in the same group, to others only where the owner says so.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from gateway.dialects import wire
from gateway.errors import DialectError
from gateway.providers.base import Operation
from gateway.relay.call import Call
from gateway.relay.recording import Recorded

_ABOUT_WHO_ASKS = (
    *("user", "metadata", "safety_identifier", "store"),
    *("prompt_cache_key", "prompt_cache_options", "prompt_cache_retention"),
)
"""Members of a request that do not change its answer."""
_SETTINGS = ("generationConfig", "generation_config", "options")
"""Where dialects have a temperature, if not at the top."""
_ENTRY_BYTES = 500
"""What an entry takes beside its body."""
_encoder = msgspec.json.Encoder(order="sorted")


@dataclass(frozen=True, slots=True)
class CacheLimits:
    """The owner's wishes. ``which``: ``off``, ``deterministic`` (temperature 0, embeddings) or
    ``all``; ``shared``: also between persons.
    """

    which: str = "off"
    minutes: int = 60
    most_bytes: int = 64 * 2**20
    shared: bool = False


class AnswerCache:
    """One a gateway. ``limits`` is asked each time; ``clock`` tells seconds."""

    def __init__(
        self, limits: Callable[[], CacheLimits], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limits = limits
        self._clock = clock
        self._entries: dict[bytes, tuple[float, Recorded]] = {}
        """By request, the oldest first."""
        self._bytes = 0

    @property
    def on(self) -> bool:
        return self._limits().which != "off"

    def __len__(self) -> int:
        return len(self._entries)

    def key(self, call: Call, answers: tuple[bytes, str] = (b"", "")) -> bytes | None:
        """The digest of what is asked, for whom, and of what decides the answer (``answers``, see
        :attr:`Routing.answers`); None for what is always asked anew.
        """
        continued = call.continued
        if call.operation not in (Operation.CHAT, Operation.EMBEDDINGS) or call.form is not None:
            return None
        if continued is not None and (continued.store or continued.previous):
            return None  # a response that is kept is its token's, and goes on by its id
        wish = call.headers.get("Cache-Control", "").lower()
        if "no-cache" in wish or "no-store" in wish:
            return None
        try:
            asked = wire.loads(call.body)
        except DialectError:
            return None
        if not isinstance(asked, dict):
            return None
        limits, caller = self._limits(), call.caller
        if limits.which != "all" and not (
            call.operation is Operation.EMBEDDINGS or _temperature(asked) == 0
        ):
            return None
        for name in _ABOUT_WHO_ASKS:
            asked.pop(name, None)
        person = 0 if limits.shared else caller.person.id
        place = (person, caller.group, caller.pin, call.dialect.name, call.model, call.stream)
        return hashlib.blake2b(_encoder.encode([place, answers, asked]), digest_size=32).digest()

    def get(self, key: bytes) -> Recorded | None:
        found = self._entries.get(key)
        if found is None:
            return None
        at, recorded = found
        if at + 60 * self._limits().minutes <= self._clock():
            self._drop(key)
            return None
        return recorded

    def put(self, key: bytes, recorded: Recorded) -> None:
        """Keeps an answer, the newest for longest."""
        limits = self._limits()
        size = recorded.size + _ENTRY_BYTES
        if recorded.body is None or size > limits.most_bytes // 4 or limits.which == "off":
            return
        self._drop(key)
        self._entries[key] = (self._clock(), recorded)
        self._bytes += size
        while self._bytes > limits.most_bytes:
            self._drop(next(iter(self._entries)))

    def _drop(self, key: bytes) -> None:
        found = self._entries.pop(key, None)
        if found is not None:
            self._bytes -= found[1].size + _ENTRY_BYTES

    def clear(self) -> None:
        """Forgets everything."""
        self._entries.clear()
        self._bytes = 0


def _temperature(asked: dict[str, Any]) -> Any:
    for place in (asked, *(asked.get(name) for name in _SETTINGS)):
        if isinstance(place, dict) and place.get("temperature") is not None:
            return place["temperature"]
    return None
