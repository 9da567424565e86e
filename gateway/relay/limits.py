"""Limits of tokens, people and groups at work: how full each of them is, and the words for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from gateway.domain.budget import Scope
from gateway.domain.limits import Admission, Full, Gauge, LimitKind, Limits, Remaining
from gateway.errors import GatewayError

OUTPUT_HELD = 1024
"""Tokens of an answer that a request holds of its token's minute until it is known, at most."""
_NEVER_S = 60.0
_WHO = {
    Scope.TOKEN: "the key '{name}'",
    Scope.PERSON: "all keys of '{name}' together",
    Scope.GROUP: "the group '{name}'",
}


class Line(Protocol):
    """Where requests wait for room."""

    def may_wait(self, entrance: Entrance, full: Full) -> bool:
        """Whether it takes one more, and room may come while that waits."""

    async def enter(self, entrance: Entrance, prompt: int, output: int | None) -> Seat:
        """Room, at once or soon. Raises GatewayError ``rate_limit_exceeded``."""

    def wake(self) -> None:
        """A request left, or told what it used."""


class CallerGauge:
    """A token's, person's or group's limits with what it has under way. Requests see a change of
    the limits at once.
    """

    __slots__ = ("_gauge", "_scope", "limits", "name")

    def __init__(self, scope: Scope, clock: Callable[[], float]) -> None:
        self._scope = scope
        self._gauge = Gauge(clock)
        self.limits = Limits()
        self.name = ""

    @property
    def running(self) -> int:
        return self._gauge.running

    @property
    def requests_left(self) -> Remaining | None:
        return self._gauge.requests_left(self.limits) if self.limits.rpm else None

    @property
    def tokens_left(self) -> Remaining | None:
        return self._gauge.tokens_left(self.limits) if self.limits.tpm else None

    def held(self, prompt: int, output: int | None) -> int:
        """Tokens that a request holds until it is known what it used."""
        if not self.limits.tpm:
            return 0
        answer = min(OUTPUT_HELD, OUTPUT_HELD if output is None else output)
        # An answer that may be longer than the whole minute allows must not stop its request.
        return max(prompt, min(prompt + answer, self.limits.tpm))

    def full(self, tokens: int = 0) -> Full | None:
        return self._gauge.full(self.limits, tokens)

    def take(self, tokens: int) -> Admission:
        return self._gauge.enter(tokens)

    def refusal(self, full: Full) -> GatewayError:
        """GatewayError ``rate_limit_exceeded``, in words."""
        return _refusal(_WHO[self._scope].format(name=self.name), full)


class Seat:
    """One request inside. Leaving and telling what it used may be repeated: once counts."""

    __slots__ = ("_admissions", "_queue")

    def __init__(self, admissions: Sequence[Admission], queue: Line) -> None:
        self._admissions = admissions
        self._queue = queue

    def leave(self) -> None:
        """It is no longer under way."""
        for admission in self._admissions:
            admission.leave()
        self._queue.wake()

    def used(self, tokens: int) -> None:
        """What it read and wrote in all."""
        for admission in self._admissions:
            admission.used(tokens)
        self._queue.wake()


class Entrance:
    """Where a token's requests come in: past its own limits, its person's and its group's."""

    __slots__ = ("_queue", "gauges", "key")

    def __init__(self, key: int, gauges: tuple[CallerGauge, ...], queue: Line) -> None:
        self.key = key
        self.gauges = gauges
        self._queue = queue

    def full(self, prompt: int, output: int | None) -> tuple[CallerGauge, Full] | None:
        """The first limit in the way."""
        for gauge in self.gauges:
            full = gauge.full(gauge.held(prompt, output))
            if full is not None:
                return gauge, full
        return None

    def take(self, prompt: int, output: int | None) -> Seat:
        admissions = [gauge.take(gauge.held(prompt, output)) for gauge in self.gauges]
        return Seat(admissions, self._queue)

    def check(self) -> None:
        """Before a request's prompt is counted. Raises GatewayError ``rate_limit_exceeded`` where
        waiting would not help it.
        """
        for gauge in self.gauges:
            full = gauge.full()
            if full is not None and not self._queue.may_wait(self, full):
                raise gauge.refusal(full)

    def enter(self, prompt: int, output: int | None) -> Seat:
        """Takes a request in at once, or raises GatewayError ``rate_limit_exceeded``.

        ``prompt`` is counted or estimated; ``output`` the answer's limit if the client set one.
        """
        found = self.full(prompt, output)
        if found is not None:
            gauge, full = found
            raise gauge.refusal(full)
        return self.take(prompt, output)

    async def wait(self, prompt: int, output: int | None) -> Seat:
        """The same, after waiting for room as long as the settings say."""
        return await self._queue.enter(self, prompt, output)


class CallerGauges:
    """Gauges of those that have limits, or had some since the program began."""

    def __init__(self, clock: Callable[[], float], queue: Line) -> None:
        self._clock = clock
        self.queue = queue
        self._gauges: dict[tuple[Scope, str], CallerGauge] = {}

    def put(self, scope: Scope, key: int | str, name: str, limits: Limits) -> None:
        """Limits in force from now on."""
        gauge = self._gauges.get((scope, str(key)))
        if gauge is None:
            if not limits:
                return
            gauge = self._gauges[scope, str(key)] = CallerGauge(scope, self._clock)
        gauge.limits, gauge.name = limits, name

    def get(self, scope: Scope, key: int | str) -> CallerGauge | None:
        """None without limits."""
        gauge = self._gauges.get((scope, str(key)))
        return gauge if gauge is not None and gauge.limits else None

    def entrance(self, token_id: int, person_id: int, group: str) -> Entrance | None:
        """None without limits, so that requests of such a token count nothing."""
        found = (
            self.get(Scope.TOKEN, token_id),
            self.get(Scope.PERSON, person_id),
            self.get(Scope.GROUP, group),
        )
        gauges = tuple(gauge for gauge in found if gauge is not None)
        return Entrance(token_id, gauges, self.queue) if gauges else None


def _refusal(who: str, full: Full) -> GatewayError:
    if full.kind is LimitKind.CONCURRENCY:
        text = f"{who} may have {full.limit} requests at once, and has; wait for one"
    elif full.kind is LimitKind.REQUESTS:
        text = f"{who} may send {full.limit} requests a minute, and did"
    elif full.wait_s is None:
        text = f"{who} may use {full.limit} tokens a minute, and this request alone would need more"
    else:
        text = f"{who} may use {full.limit} tokens a minute, and did"
    never = full.wait_s is None
    return GatewayError(
        "rate_limit_exceeded",
        text,
        retry_after_s=_NEVER_S if full.wait_s is None else full.wait_s,
        should_retry=False if never else None,
    )
