"""Conversations that stay where their prompt cache is warm: with one channel and one key.

Vendors cache prompts from about a thousand tokens on, for some minutes, by account. A conversation
is known by its token, its model and the first thousand tokens or so of its prompt, which stay the
same while it grows.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b

from gateway.relay.planner import Plan

LEAST_CHARS = 4096
"""Of the prompt; what is shorter is cached nowhere."""
_MOST = 4096


@dataclass(frozen=True, slots=True)
class _Kept:
    maker: tuple[int, int]
    until: float


class Conversations:
    """The last few thousand, in memory alone, by a hash."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._kept: OrderedDict[bytes, _Kept] = OrderedDict()
        self.keep_s = 0.0
        """How long one stays after its last answer; 0 for not at all."""

    def matter(self, plan: Plan, body: bytes) -> bool:
        """Whether there is a choice that a long prompt could depend on. Cheap."""
        if not self.keep_s or len(body) < LEAST_CHARS:
            return False
        tiers = plan.tiers
        return len(tiers) > 1 or len(tiers[0]) > 1 or len(tiers[0][0].keys) > 1

    def find(self, name: bytes) -> tuple[int, int] | None:
        """The ids of the channel and key that answered last; None if that is too long ago."""
        kept = self._kept.get(name)
        if kept is None or kept.until <= self._clock():
            return None
        return kept.maker

    def keep(self, name: bytes, maker: tuple[int, int]) -> None:
        """An answer came from there."""
        self._kept[name] = _Kept(maker, self._clock() + self.keep_s)
        self._kept.move_to_end(name)
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)


def conversation_name(token_id: int, model: str, texts: Iterable[str]) -> bytes:
    """What a conversation is known by, from its prompt; b'' for one that is too short."""
    beginning, length = [], 0
    for text in texts:
        beginning.append(text[: LEAST_CHARS - length])
        length += len(beginning[-1])
        if length >= LEAST_CHARS:
            name = blake2b(f"{token_id}|{model}|".encode(), digest_size=16)
            name.update("\0".join(beginning).encode("utf-8", "replace"))
            return name.digest()
    return b""
