"""Responses that are made in the background: nobody waits for them, whoever asks may follow.

Each is a request like any other, admitted, paid, logged and cancelled as one, whose answer goes
into a :class:`Job` instead of a connection. What it has said is kept when it ends; one that a
restart has interrupted is known by being kept as under way while nobody makes it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol

import msgspec

from gateway.dialects import wire
from gateway.dialects.openai_responses.background import Track, asked_for
from gateway.errors import GatewayError
from gateway.relay.call import Call, Sink
from gateway.relay.continuing import Continuations, Continued
from gateway.relay.live import Live
from gateway.tasks import TaskGroup

log = logging.getLogger(__name__)

MOST_RUNNING = 256
MOST_OF_ONE = 32
"""Background responses under way at a time, in all and of one token."""

_KEEP_ALIVE = b": keep-alive\n\n"

Run = Callable[[Call, Sink], Awaitable[None]]


class _Error(msgspec.Struct):
    message: str = ""


class _ErrorBody(msgspec.Struct):
    error: _Error = msgspec.field(default_factory=_Error)


_error: msgspec.json.Decoder[_ErrorBody] = msgspec.json.Decoder(_ErrorBody)


class Reader(Protocol):
    """Who reads along, or is told why nothing is made."""

    async def whole(self, status: int, headers: Mapping[str, str], body: bytes) -> None: ...


class Job:
    """One response under way, and the sink of its request. ``taken``: it will be made."""

    def __init__(self, call: Call, continued: Continued, ident: str) -> None:
        self.call = call
        self.continued = continued
        self.ident = ident
        self.track = Track(call.body, ident, continued.previous)
        self.taken = asyncio.Event()
        self.refusal: tuple[int, Mapping[str, str], bytes] | None = None
        self.is_unwanted = False
        """Its client has cancelled it."""
        self.is_deleted = False
        self.ended = asyncio.Event()
        self.announced: Mapping[str, Any] = {}
        """The response as it was when it was taken."""
        self.task: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()
        self._started = False

    # As a sink

    @property
    def started(self) -> bool:
        return self._started

    async def whole(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        if not self.taken.is_set():
            self.refusal = (status, headers, body)
            return
        code = {429: "rate_limit_exceeded", 400: "invalid_prompt"}.get(status, "server_error")
        self.track.fail(code, wire.decode(_error, body).error.message)
        self._change()

    async def start(self, content_type: str, headers: Mapping[str, str]) -> None:
        self._started = True

    async def write(self, data: bytes) -> None:
        self.write_now(data)

    def write_now(self, data: bytes) -> bool:
        self.track.take(data)
        self._change()
        return True

    async def ready(self) -> None:
        return  # whoever follows is not waited for

    async def finish(self, data: bytes) -> None:
        await self.write(data)

    def abort(self) -> None:
        """It was ended from outside, or cannot be booked."""
        if not self.track.ended:
            if self.is_unwanted:
                self.track.cancel()
            else:
                self.track.fail("server_error", "Homeport ended this response")
            self._change()

    def _change(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    # For readers

    async def events(self, after: int, keep_alive_s: float) -> AsyncIterator[bytes]:
        """The frames behind number ``after``, as they come, until the response has ended."""
        at = after + 1
        frames = self.track.frames
        if at >= len(frames) and not self.track.ended:
            yield _KEEP_ALIVE  # an answer's head leaves with the first of its body
        while True:
            changed = self._changed
            if at < len(frames):
                new = b"".join(frames[at:])
                at = len(frames)
                yield new
            elif self.track.ended:
                return
            else:
                try:
                    async with asyncio.timeout(keep_alive_s):
                        await changed.wait()
                except TimeoutError:
                    yield _KEEP_ALIVE


class Backgrounds:
    """All of a gateway's. ``run`` is the pipeline's."""

    def __init__(self, continuations: Continuations, live: Live, run: Run) -> None:
        self._continuations = continuations
        self._live = live
        self._run_call = run
        self._jobs: dict[tuple[int, str], Job] = {}
        self._tasks = TaskGroup("background")

    def find(self, token_id: int, ident: str) -> Job | None:
        """A response of that token's that is under way."""
        return self._jobs.get((token_id, ident))

    async def begin(self, call: Call, continued: Continued, reader: Reader) -> Job | None:
        """Has a response made; None where it was refused, which ``reader`` is told.

        Returns once it is admitted and its money is held. Raises GatewayError.
        """
        self._admit(continued)
        job = Job(_asked(call, continued), continued, continued.ident)
        key = (continued.token_id, job.ident)
        self._jobs[key] = job

        def taken() -> None:
            if not job.taken.is_set():
                self._keep(job)
                job.announced = job.track.response()
                job.track.begin()
                job.taken.set()

        job.call.on_asked = taken
        job.task = task = self._tasks.spawn(self._run(key, job), "response")
        waiting = self._tasks.spawn(job.taken.wait(), "taken")
        try:
            await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            task.cancel()  # who has left was never told its name
            raise
        finally:
            waiting.cancel()
        if job.refusal is not None:
            await reader.whole(*job.refusal)
            return None
        if not job.taken.is_set():
            raise GatewayError("draining", "Homeport is shutting down", retry_after_s=5)
        return job

    def _admit(self, continued: Continued) -> None:
        """Raises GatewayError for what cannot be made in the background."""
        if not continued.store:
            raise _bad("A background response is asked for again by its id: store must be true")
        if not self._continuations.keeps:
            raise _bad(
                "Homeport keeps no responses (a setting of its owner's), so nothing can be made in "
                "the background"
            )
        own = sum(token_id == continued.token_id for token_id, _ in self._jobs)
        if own >= MOST_OF_ONE or len(self._jobs) >= MOST_RUNNING:
            raise GatewayError(
                "rate_limit_exceeded",
                f"{own} responses of this key are being made in the background already",
                retry_after_s=10,
            )

    async def _run(self, key: tuple[int, str], job: Job) -> None:
        try:
            await self._run_call(job.call, job)
        finally:
            if job.taken.is_set():
                job.abort()  # whatever has not ended it has left it
                if not job.is_deleted:
                    self._keep(job)
            self._jobs.pop(key, None)
            job.ended.set()

    def _keep(self, job: Job) -> None:
        """Raises GatewayError, at its beginning, for one that cannot be kept."""
        track = job.track
        kept = self._continuations.keep_background(
            job.continued, job.ident, track.response(), track.frames if track.ended else ()
        )
        if not kept and not job.taken.is_set():
            raise GatewayError(
                "request_too_large",
                "this response cannot be kept, so it is not made in the background",
                param="background",
            )

    async def cancel(self, job: Job) -> dict[str, Any]:
        """Ends it as if its client had left: what was said is paid. Returns once it has ended."""
        job.is_unwanted = True
        self._live.cancel(job.call.request_id)
        await job.ended.wait()
        return job.track.response()

    async def delete(self, job: Job) -> None:
        """Cancels it and keeps nothing."""
        job.is_deleted = True
        await self.cancel(job)

    async def close(self) -> None:
        """Ends what is under way and waits until all of it is booked and kept."""
        for job in tuple(self._jobs.values()):
            if not self._live.cancel(job.call.request_id) and job.task and not job.taken.is_set():
                job.task.cancel()
        await self._tasks.wait()


def _asked(call: Call, continued: Continued) -> Call:
    """The request for a stream, of which nothing is kept but by its job."""
    asked = asked_for(continued.asked)
    body = asked if continued.body is continued.asked else asked_for(continued.body)
    continued = replace(continued, asked=asked, body=body, store=False)
    return replace(call, body=body, continued=continued)


def _bad(message: str) -> GatewayError:
    return GatewayError("invalid_request", message, param="background")
