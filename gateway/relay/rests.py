"""Which keys and channels rest, until when and why.

A hard rest (a key rejected, out of money, or told when to come back) excludes; a soft one
(overloaded, unreachable) only puts a candidate behind those that work. Every rest ends by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gateway.domain.failure import Failure, FailureClass

_FIRST_S = {
    FailureClass.BAD_KEY: 600.0,
    FailureClass.NO_MONEY: 1800.0,
    FailureClass.RATE_LIMIT: 15.0,
    FailureClass.OVERLOADED: 5.0,
    FailureClass.NETWORK: 5.0,
    FailureClass.TIMEOUT: 5.0,
    FailureClass.PROTOCOL: 5.0,
    FailureClass.MODEL_NOT_FOUND: 300.0,
}
_LONGEST_S = {FailureClass.BAD_KEY: 21600.0, FailureClass.NO_MONEY: 21600.0}
_LONGEST_DEFAULT_S = 300.0
_KEY_WIDE = frozenset({FailureClass.BAD_KEY, FailureClass.NO_MONEY, FailureClass.RATE_LIMIT})
_HARD = _KEY_WIDE | {FailureClass.MODEL_NOT_FOUND}

Scope = tuple[str, int, str]


@dataclass(slots=True)
class Rest:
    """``until`` on the monotonic clock;

    ``seconds`` its length, doubled by the next failure in a row.
    """

    until: float
    seconds: float
    failure: Failure
    hard: bool
    by_owner: bool = False
    """Nothing failed: its owner let it rest."""


class Rests:
    """Rests by key (bad key, no money, rate limit), by channel and model (all else), by channel.

    Whole channels rest when their owner says so, and those without keys where a key would rest.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._rests: dict[Scope, Rest] = {}

    def failed(self, channel_id: int, key_id: int, model: str, failure: Failure) -> Rest | None:
        """Notes a failure; the rest it causes, None for failures that are the request's own."""
        first = _FIRST_S.get(failure.kind)
        if first is None:
            return None
        scope = self._scope(channel_id, key_id, model, failure.kind)
        before = self._rests.get(scope)
        longest = _LONGEST_S.get(failure.kind, _LONGEST_DEFAULT_S)
        seconds = min(longest, before.seconds * 2) if before else first
        told = failure.retry_after_s
        if told is not None:
            seconds = max(0.0, told)
        hard = failure.kind in _HARD or told is not None
        rest = Rest(self._clock() + seconds, max(seconds, first), failure, hard)
        self._rests[scope] = rest
        return rest

    def rest_channel(self, channel_id: int, seconds: float) -> None:
        """Its owner spares a channel for a while."""
        spared = Failure(FailureClass.OVERLOADED, 0, "")
        rest = Rest(self._clock() + seconds, seconds, spared, hard=True, by_owner=True)
        self._rests["channel", channel_id, ""] = rest

    def succeeded(self, channel_id: int, key_id: int, model: str) -> bool:
        """Ends what rested here, but for what its owner wanted; True if anything did."""
        ended = False
        for scope in _scopes(channel_id, key_id, model):
            rest = self._rests.get(scope)
            if rest is not None and not rest.by_owner:
                del self._rests[scope]
                ended = True
        return ended

    def resting(self, channel_id: int, key_id: int, model: str) -> Rest | None:
        """The longest rest in force for this candidate."""
        if not self._rests:
            return None
        now = self._clock()
        scopes = _scopes(channel_id, key_id, model)
        rests = [rest for scope in scopes if (rest := self._rests.get(scope)) and rest.until > now]
        return max(rests, key=lambda rest: (rest.hard, rest.until), default=None)

    def left(self, rest: Rest) -> float:
        """Seconds until ``rest`` ends."""
        return max(0.0, rest.until - self._clock())

    def of_key(self, key_id: int) -> Rest | None:
        rest = self._rests.get(("key", key_id, ""))
        return rest if rest and rest.until > self._clock() else None

    def of_channel(self, channel_id: int) -> Rest | None:
        """The longest rest of the channel or any of its models."""
        now = self._clock()
        rests = [
            rest
            for (kind, ident, _), rest in self._rests.items()
            if kind != "key" and ident == channel_id and rest.until > now
        ]
        return max(rests, key=lambda rest: rest.until, default=None)

    def by_owner(self, channel_id: int) -> float:
        """Seconds for which its owner spares a channel; 0 if it does not rest."""
        rest = self._rests.get(("channel", channel_id, ""))
        return self.left(rest) if rest is not None and rest.by_owner else 0.0

    def resume(self, channel_id: int, key_ids: tuple[int, ...]) -> None:
        """Ends every rest of a channel: the owner said so, or changed it."""
        for kind, ident, model in list(self._rests):
            mine = ident in key_ids if kind == "key" else ident == channel_id
            if mine:
                del self._rests[(kind, ident, model)]

    @staticmethod
    def _scope(channel_id: int, key_id: int, model: str, kind: FailureClass) -> Scope:
        if kind not in _KEY_WIDE:
            return ("model", channel_id, model)
        # Without a key it is the channel: no other one's business.
        return ("key", key_id, "") if key_id else ("channel", channel_id, "")


def _scopes(channel_id: int, key_id: int, model: str) -> tuple[Scope, ...]:
    return ("key", key_id, ""), ("model", channel_id, model), ("channel", channel_id, "")
