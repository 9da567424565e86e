"""What rests, until when and why: a circuit breaker of three states for keys, models and channels.

A failure opens a circuit for as long as the upstream said, else for a time that doubles. After it
the circuit is half-open: one request tries (:class:`Trial`), and closes or opens it again. A hard
rest (a key rejected, out of money, rate limited) excludes; a soft one (overloaded, unreachable)
only puts a candidate behind those that work.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from gateway.domain.circuit import Circuit, CircuitState
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
KEY_WIDE = frozenset({FailureClass.BAD_KEY, FailureClass.NO_MONEY})
"""What is wrong with a key whatever it is asked for. Rate limits are a key's for one model."""
_HARD = KEY_WIDE | {FailureClass.RATE_LIMIT, FailureClass.MODEL_NOT_FOUND}

Scope = tuple[str, int, str]
Probed = Callable[[int, int, FailureClass], bool]


@dataclass(slots=True, eq=False)
class Rest:
    """``until`` on the monotonic clock;

    ``seconds`` its length, doubled by the next failure in a row.
    """

    channel_id: int
    until: float
    seconds: float
    failure: Failure
    hard: bool
    by_owner: bool = False
    """Nothing failed: its owner let it rest."""
    learned: bool = False
    """Nothing failed: an answer's headers said that the limit is used up."""
    held: bool = False
    """Until a probe lets it go, whatever the time."""
    failures: int = 1
    trial: Trial | None = None

    @property
    def failed(self) -> bool:
        return not (self.by_owner or self.learned)


class Trial:
    """One request's try at half-open circuits. Ending it may be repeated."""

    __slots__ = ("_done", "_rests")

    def __init__(self, rests: list[Rest]) -> None:
        self._rests = rests
        self._done = asyncio.Event()
        for rest in rests:
            rest.trial = self

    def end(self) -> None:
        """It has answered, failed or given up: the next may ask."""
        for rest in self._rests:
            if rest.trial is self:
                rest.trial = None
        self._done.set()

    async def wait(self, seconds: float) -> bool:
        """Until it has ended; False if that took longer."""
        try:
            async with asyncio.timeout(seconds):
                await self._done.wait()
        except TimeoutError:
            return False
        return True


class Rests:
    """Rests by key (bad key, no money), by key and model (rate limit), by channel and model (all
    else), by channel.

    Whole channels rest when their owner says so, and those without keys where a key would rest.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._rests: dict[Scope, Rest] = {}
        self._troubled: frozenset[int] = frozenset()
        self._probed: Probed = lambda channel_id, key_id, kind: False
        self._on_held: Callable[[], None] = lambda: None

    # What happens

    def failed(self, channel_id: int, key_id: int, model: str, failure: Failure) -> Rest | None:
        """Notes a failure; the rest it causes, None for failures that are the request's own."""
        first = _FIRST_S.get(failure.kind)
        if first is None:
            return None
        scope = self._scope(channel_id, key_id, model, failure.kind)
        before = self._rests.get(scope)
        now = self._clock()
        if before is not None and before.by_owner and before.until > now:
            return before
        seconds, failures = first, 1
        if before is not None and before.failed:
            # What failed beside the first is the same trouble, and no second one in a row.
            again = before.until <= now
            longest = _LONGEST_S.get(failure.kind, _LONGEST_DEFAULT_S)
            seconds = min(longest, before.seconds * (2 if again else 1))
            failures = before.failures + 1
        told = failure.retry_after_s
        if told is not None:
            seconds = max(0.0, told)
        rest = Rest(
            channel_id,
            now + seconds,
            max(seconds, first),
            failure,
            hard=failure.kind in _HARD or told is not None,
            held=failure.kind in KEY_WIDE and self._probed(channel_id, key_id, failure.kind),
            failures=failures,
        )
        self._set(scope, rest)
        if rest.held:
            self._on_held()
        return rest

    def used_up(self, channel_id: int, key_id: int, model: str, seconds: float) -> None:
        """An answer's headers said that no more is left for this key and model until then."""
        scope = self._scope(channel_id, key_id, model, FailureClass.RATE_LIMIT)
        before = self._rests.get(scope)
        until = self._clock() + seconds
        if before is None or before.until < until:
            said = Failure(FailureClass.RATE_LIMIT, 0, "its rate limit is used up")
            rest = Rest(channel_id, until, seconds, said, hard=True, learned=True, failures=0)
            self._set(scope, rest)

    def put_back(self, channel_id: int, key_id: int, failure: Failure, seconds: float) -> None:
        """A key's rest from before the program began; a refused one waits for its probe."""
        held = failure.kind in KEY_WIDE and self._probed(channel_id, key_id, failure.kind)
        first = _FIRST_S.get(failure.kind, seconds)
        rest = Rest(channel_id, self._clock() + seconds, first, failure, hard=True, held=held)
        self._set(("key", key_id, ""), rest)
        if held:
            self._on_held()

    def rest_channel(self, channel_id: int, seconds: float) -> None:
        """Its owner spares a channel for a while."""
        spared = Failure(FailureClass.OVERLOADED, 0, "")
        until = self._clock() + seconds
        rest = Rest(channel_id, until, seconds, spared, hard=True, by_owner=True, failures=0)
        self._set(("channel", channel_id, ""), rest)

    def succeeded(self, channel_id: int, key_id: int, model: str) -> bool:
        """Ends what rested here after a failure; True if anything did."""
        if channel_id not in self._troubled:
            return False
        ended = False
        for scope in _scopes(channel_id, key_id, model):
            rest = self._rests.get(scope)
            if rest is not None and rest.failed:
                self._drop(scope)
                ended = True
        return ended

    def resume(self, channel_id: int, key_ids: tuple[int, ...]) -> None:
        """Ends every rest of a channel: the owner said so, or changed it."""
        for kind, ident, model in list(self._rests):
            mine = ident in key_ids if kind == "key" else ident == channel_id
            if mine:
                self._drop((kind, ident, model))

    # Trials and probes

    def try_again(self, channel_id: int, key_id: int, model: str) -> Trial | None:
        """The trial that a request to this candidate is; None where all circuits are closed."""
        if channel_id not in self._troubled:
            return None
        now = self._clock()
        found = []
        for scope in _scopes(channel_id, key_id, model):
            rest = self._rests.get(scope)
            if rest is None or rest.until > now:
                continue
            if not rest.failed:
                self._drop(scope)
            elif rest.trial is None and not rest.held:
                found.append(rest)
        return Trial(found) if found else None

    def leave_to_probes(self, probed: Probed, on_held: Callable[[], None]) -> None:
        """From now on a probe, and no client's request, finds out whether a refused key is good
        again, if ``probed`` says so of its channel, itself and its failure.
        """
        self._probed, self._on_held = probed, on_held
        for (kind, ident, _), rest in self._rests.items():
            if kind == "key" and rest.failure.kind in KEY_WIDE:
                rest.held = probed(rest.channel_id, ident, rest.failure.kind)
        on_held()

    def held(self) -> list[tuple[int, int, Rest]]:
        """Channel, key and rest of every key that waits for a probe."""
        return [
            (rest.channel_id, ident, rest)
            for (kind, ident, _), rest in self._rests.items()
            if kind == "key" and rest.held
        ]

    def let_go(self, key_id: int) -> None:
        """A probe found the key good, or could not tell: the next request tries it."""
        rest = self._rests.get(("key", key_id, ""))
        if rest is not None and rest.held:
            rest.held, rest.until = False, min(rest.until, self._clock())

    def postpone(self, key_id: int, seconds: float) -> None:
        """Its probe found nothing out; it is due again later."""
        rest = self._rests.get(("key", key_id, ""))
        if rest is not None and rest.held:
            rest.until = self._clock() + seconds

    # What is asked

    def resting(self, channel_id: int, key_id: int, model: str) -> Rest | None:
        """The longest rest in force for this candidate."""
        if channel_id not in self._troubled:
            return None
        now = self._clock()
        found: Rest | None = None
        for scope in _scopes(channel_id, key_id, model):
            rest = self._rests.get(scope)
            if rest is None or not (rest.until > now or rest.held or rest.trial is not None):
                continue
            if found is None or (rest.hard, rest.until) > (found.hard, found.until):
                found = rest
        return found

    def left(self, rest: Rest) -> float:
        """Seconds until ``rest`` ends."""
        return max(0.0, rest.until - self._clock())

    def of_key(self, key_id: int) -> Rest | None:
        """The longest rest of the key, for all or for one model."""
        return self._longest(lambda scope: scope[0] == "key" and scope[1] == key_id)

    def knows(self, key_id: int) -> bool:
        """Whether anything of a key is noted, its rest over or not."""
        return any(scope[0] == "key" and scope[1] == key_id for scope in self._rests)

    def of_channel(self, channel_id: int) -> Rest | None:
        """The longest rest of the channel or any of its models."""
        return self._longest(lambda scope: scope[0] != "key" and scope[1] == channel_id)

    def by_owner(self, channel_id: int) -> float:
        """Seconds for which its owner spares a channel; 0 if it does not rest."""
        rest = self._rests.get(("channel", channel_id, ""))
        return self.left(rest) if rest is not None and rest.by_owner else 0.0

    def circuits(self, channel_id: int) -> list[Circuit]:
        """Every circuit of a channel that is not closed."""
        if channel_id not in self._troubled:
            return []
        now = self._clock()
        return [
            _circuit(scope, rest, now)
            for scope, rest in self._rests.items()
            if rest.channel_id == channel_id and (rest.failed or rest.until > now)
        ]

    # Inside

    def _longest(self, wanted: Callable[[Scope], bool]) -> Rest | None:
        now = self._clock()
        rests = [rest for scope, rest in self._rests.items() if rest.until > now and wanted(scope)]
        return max(rests, key=lambda rest: rest.until, default=None)

    def _set(self, scope: Scope, rest: Rest) -> None:
        self._rests[scope] = rest
        self._troubled |= {rest.channel_id}

    def _drop(self, scope: Scope) -> None:
        del self._rests[scope]
        self._troubled = frozenset(rest.channel_id for rest in self._rests.values())

    @staticmethod
    def _scope(channel_id: int, key_id: int, model: str, kind: FailureClass) -> Scope:
        if kind in KEY_WIDE:
            # Without a key it is the channel: no other one's business.
            return ("key", key_id, "") if key_id else ("channel", channel_id, "")
        if kind is FailureClass.RATE_LIMIT and key_id:
            return ("key", key_id, model)
        return ("model", channel_id, model)


def _scopes(channel_id: int, key_id: int, model: str) -> tuple[Scope, ...]:
    return (
        ("key", key_id, ""),
        ("key", key_id, model),
        ("model", channel_id, model),
        ("channel", channel_id, ""),
    )


def _circuit(scope: Scope, rest: Rest, now: float) -> Circuit:
    kind, ident, model = scope
    shut = rest.until > now or rest.held
    return Circuit(
        CircuitState.OPEN if shut else CircuitState.HALF_OPEN,
        rest.channel_id,
        ident if kind == "key" else 0,
        model,
        max(0.0, rest.until - now),
        None if rest.by_owner else rest.failure.kind,
        rest.failure.message,
        rest.failures,
        trying=rest.trial is not None,
        probed=rest.held,
    )
