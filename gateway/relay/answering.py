"""Before the pipeline: what was answered already is answered again, at no charge.

Two ways lead there: an idempotency key, by which a client sends the same request again, and the
cache of answers, where the owner has switched it on. Everything else goes straight on.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from gateway.dialects.base import Peek
from gateway.errors import DialectError, GatewayError
from gateway.relay.answer_cache import AnswerCache
from gateway.relay.call import Call, Sink
from gateway.relay.exchange import Exchange
from gateway.relay.off_loop import LARGE_BODY, off_loop
from gateway.relay.planner import Plan
from gateway.relay.recording import Recorded, Recording, play
from gateway.relay.replays import HEADER, Replays, fingerprint
from gateway.relay.routing import Routing
from gateway.relay.settling import Outcome, Settler, store_unavailable

REPLAY, CACHE = "replay", "cache"
"""How the log calls answers that no channel was asked for."""
_REPLAYED: Mapping[str, str] = {"x-homeport-replayed": "true"}
_HIT: Mapping[str, str] = {"x-homeport-cache": "hit"}
_MISS: Mapping[str, str] = {"x-homeport-cache": "miss"}

Run = Callable[[Call, Sink], Awaitable[None]]


class Answering:
    """``run`` is the pipeline's."""

    def __init__(
        self, replays: Replays, cache: AnswerCache, routing: Routing, settler: Settler, run: Run
    ) -> None:
        self._routing = routing
        self._replays = replays
        self._cache = cache
        self._settler = settler
        self._run = run

    async def run(self, call: Call, sink: Sink) -> None:
        """Answers one call, as the pipeline does. Raises GatewayError for a key that cannot be."""
        key = call.headers.get(HEADER)
        if key and self._replays.on:
            await self._keyed(call, sink, key)
        elif self._cache.on:
            await self._cached(call, sink)
        else:
            await self._run(call, sink)

    async def _keyed(self, call: Call, sink: Sink, key: str) -> None:
        token_id = call.caller.token.id
        digest, found = await self._replays.claim(token_id, key, await _asked(call))
        if found is not None:
            await self._again(call, sink, found, REPLAY, _REPLAYED)
            return

        def done(recorded: Recorded | None, status: str) -> None:
            self._replays.settle(token_id, key, digest, recorded)

        await self._recorded(call, sink, Recording(sink, call.dialect, done))

    async def _cached(self, call: Call, sink: Sink) -> None:
        unchanged = self._routing.unchanged()
        key = await off_loop(len(call.body), self._cache.key, call, self._routing.answers)
        if key is None:
            await self._run(call, sink)
            return
        found = self._cache.get(key)
        if found is not None and call.caller.token.allows_model(_peek(call).model):
            await self._again(call, sink, found, CACHE, _HIT)
            return

        def done(recorded: Recorded | None, status: str) -> None:
            # What was made while a channel changed was made by nobody knows which settings.
            if recorded is not None and status == "done" and unchanged():
                self._cache.put(key, recorded)

        await self._recorded(call, sink, Recording(sink, call.dialect, done, _MISS))

    async def _recorded(self, call: Call, sink: Sink, recording: Recording) -> None:
        call.recording = recording
        try:
            await self._run(call, recording)
        finally:
            recording.leave()

    async def once(self, call: Call, begin: Callable[[], Awaitable[str]]) -> tuple[str, bool]:
        """The id of what ``begin`` begins ('' where it was refused), and whether an earlier request
        with the call's key began it. Raises GatewayError.
        """
        key = call.headers.get(HEADER)
        if not key or not self._replays.on:
            return await begin(), False
        token_id = call.caller.token.id
        digest, found = await self._replays.claim(token_id, key, await _asked(call))
        if found is not None:
            self._note(call, REPLAY)
            return (found.body or b"").decode(), True
        ident = ""
        try:
            ident = await begin()
        finally:
            begun = Recorded({}, ident.encode()) if ident else None
            self._replays.settle(token_id, key, digest, begun)
        return ident, False

    async def _again(
        self, call: Call, sink: Sink, found: Recorded, served: str, headers: Mapping[str, str]
    ) -> None:
        if found.body is None:
            raise GatewayError(
                "idempotency_key_in_use",
                "this Idempotency-Key was answered, with more than is kept; to ask again takes "
                "another key",
                should_retry=False,
            )
        if not self._settler.working:
            raise store_unavailable()
        gauge = call.caller.gauge
        if gauge is not None and served == CACHE:
            gauge.check()
            admission = gauge.enter(0, 0)
            admission.leave()
            admission.used(0)
        self._note(call, served)
        await play(found, sink, headers)

    def _note(self, call: Call, served: str) -> None:
        """A line of the log that costs nothing."""
        peek = _peek(call)
        exchange = Exchange(call, peek, Plan(call.caller.group, peek.model, ()))
        exchange.served = served
        self._settler.submit(exchange, Outcome("done", 200))


def _peek(call: Call) -> Peek:
    try:
        peek = call.dialect.peek(call.body)
    except DialectError:  # a background response, which only its own pipeline's call can be
        peek = Peek("", call.stream)
    return replace(peek, model=call.model, stream=call.stream) if call.model else peek


async def _asked(call: Call) -> bytes:
    """The digest of a request: where it went, and what it says."""
    size = LARGE_BODY + 1 if call.form is not None else len(call.body)
    asked = call.form or (call.continued.asked if call.continued is not None else call.body)
    where = f"{call.endpoint}\0{call.model}\0{call.stream}"
    return await off_loop(size, fingerprint, where, asked)
