"""Where files and batches are put, and how they are asked for again: always the same key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus

from gateway.dialects.media.forms import Pieces
from gateway.domain.channel import Channel
from gateway.domain.failure import Failure
from gateway.domain.upstream_object import UpstreamObject
from gateway.errors import GatewayError, HomeportError
from gateway.providers.abilities import Exchanging, Keeper, Signing
from gateway.providers.base import Provider
from gateway.relay import refusals
from gateway.relay.callers import Caller
from gateway.relay.explaining import explain_plan
from gateway.relay.planner import NO_KEY, Candidate, Plan, Planner
from gateway.relay.refused import read_refusal
from gateway.relay.transport import Transport, TransportError, UpstreamAnswer
from gateway.relay.ways import channel_endpoint, channel_timeouts, send

_PASSED_ON = frozenset({400, 404, 409, 413, 415, 422})
"""Statuses of refusals that are about the request and not about the channel."""
_UNCLEAR = frozenset({408, 502, 504})
"""Statuses of whoever stands before an upstream and does not know what became of the request."""
_UNKNOWN_SHAPE = "openai_compatible"
"""May keep files, or not: asked only where nobody is known to."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request below a channel's base URL. ``headers`` are the client's, in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""
    content_type: str = ""
    pieces: Pieces | None = None
    """What is sent instead of ``body``, where that would be too large to hold."""


AskOf = Callable[[Candidate], Awaitable[Ask]]


class _Failed(HomeportError):
    """``taken``: the upstream may have done what was asked."""

    def __init__(self, failure: Failure, *, taken: bool) -> None:
        super().__init__(failure.message)
        self.failure = failure
        self.taken = taken


class ObjectKeepers:
    """Finds the channel and asks it. Holds nothing of its own."""

    def __init__(
        self,
        planner: Planner,
        provider: Callable[[str], Provider],
        transport: Transport,
        relay_proxy: Callable[[], str],
    ) -> None:
        self._planner = planner
        self._provider = provider
        self._transport = transport
        self._relay_proxy = relay_proxy

    def keeper(self, channel: Channel) -> Keeper | None:
        """The channel's provider, if it may keep anything and takes its key as it is."""
        found = self._provider(channel.provider)
        if not isinstance(found, Keeper) or isinstance(found, Signing | Exchanging):
            return None
        return found

    def plan(self, caller: Caller, what: str, models: Sequence[str] = ()) -> Plan:
        """Where something new may be put: channels that keep ``what`` and serve all ``models``.

        Raises GatewayError.
        """
        for model in models:
            if not caller.token.allows_model(model):
                raise refusals.model_not_allowed(caller.token, model)
        snapshot = self._planner.snapshot
        pinned = snapshot.channel(caller.pin) if caller.pin else None
        if caller.pin:
            fit = [pinned] if pinned is not None else []
        else:
            fit = [c for c in snapshot.channels if caller.group in c.groups and c.enabled]
        fit = [c for c in fit if self._keeps(c, what) and _serves(c, models)]
        fit = [c for c in fit if c.provider != _UNKNOWN_SHAPE] or fit
        if not fit:
            serving = f" and serves {', '.join(models)}" if models else ""
            raise GatewayError(
                "not_implemented", f"no channel of this key's group keeps {what}{serving}"
            )
        tiers = tuple(
            tuple(c for c in fit if c.priority == priority)
            for priority in sorted({c.priority for c in fit}, reverse=True)
        )
        return Plan(caller.group, models[0] if models else "", tiers)

    def candidates(self, plan: Plan, what: str) -> Iterator[Candidate]:
        """One after another, as long as those before have failed. Raises GatewayError for none."""
        candidate = self._planner.next(plan)
        if candidate is None:
            route = explain_plan(self._planner, plan)
            raise refusals.none_available(replace(route, model=plan.model or what))
        while candidate is not None:
            yield candidate
            candidate = self._planner.next(plan)

    async def put(self, plan: Plan, what: str, ask_of: AskOf) -> tuple[Candidate, bytes]:
        """Where something new was put, and what was told of it; ``ask_of`` makes the request for a
        channel. Where one has surely not taken it the next is asked. Raises GatewayError.
        """
        failed: list[tuple[Candidate, Failure]] = []
        for candidate in self.candidates(plan, what):
            try:
                return candidate, await self._told(candidate, await ask_of(candidate))
            except _Failed as error:
                failed.append((candidate, error.failure))
                if error.taken or not is_of_channel(error.failure):
                    break
                plan.failed(candidate, error.failure)
        if len(failed) == 1:
            raise _refusal(failed[0][0].channel, failed[0][1])
        raise refusals.all_failed(plan.model or what, failed)

    def _keeps(self, channel: Channel, what: str) -> bool:
        keeper = self.keeper(channel)
        return keeper is not None and what in keeper.keeps

    def home(self, found: UpstreamObject) -> Candidate:
        """The channel and key that hold an object. Raises GatewayError where they are gone."""
        channel = self._planner.snapshot.channel(found.channel_id)
        if channel is None:
            raise GatewayError("not_found", f"the channel that holds {found.object_id} is gone")
        if not channel.enabled:
            raise GatewayError(
                "no_available_channel",
                f"{channel.name}, which holds {found.object_id}, is switched off",
            )
        keys = channel.keys or (NO_KEY,)
        key = next((key for key in keys if key.id == found.key_id), None)
        if key is None:
            raise GatewayError("not_found", f"the key under which {found.object_id} lies is gone")
        return Candidate(channel, key, found.models[0] if found.models else "")

    async def send(self, home: Candidate, ask: Ask) -> UpstreamAnswer:
        """An answer of success; close it. Raises GatewayError for any other."""
        try:
            return await self._sent(home, ask)
        except _Failed as error:
            raise _refusal(home.channel, error.failure) from error

    async def _sent(self, home: Candidate, ask: Ask) -> UpstreamAnswer:
        """Raises _Failed, GatewayError for a channel that keeps nothing any more."""
        channel = home.channel
        keeper = self.keeper(channel)
        if keeper is None:
            raise GatewayError("not_implemented", f"{channel.name} keeps nothing")
        secret = home.key.secret.reveal() if home.key.secret else ""
        endpoint = channel_endpoint(channel, secret)
        request = keeper.plain_request(
            ask.method, ask.path, endpoint, ask.headers, ask.body, ask.content_type
        )
        if ask.pieces is not None:
            request = replace(request, pieces=ask.pieces)
        timeouts = channel_timeouts(channel)
        try:
            answer = await send(self._transport, request, endpoint, timeouts, self._relay_proxy)
        except TransportError as error:
            raise _Failed(error.failure, taken=error.sent) from error
        if 200 <= answer.status < 300:
            return answer
        try:
            body = await read_refusal(answer)
        finally:
            answer.close()
        provider = self._provider(channel.provider)
        failure = provider.classify(answer.status, answer.headers, body, endpoint)
        raise _Failed(failure, taken=answer.status in _UNCLEAR)

    async def read(self, home: Candidate, ask: Ask) -> bytes:
        """The whole body of an answer of success. Raises GatewayError."""
        try:
            return await self._told(home, ask)
        except _Failed as error:
            raise _refusal(home.channel, error.failure) from error

    async def _told(self, home: Candidate, ask: Ask) -> bytes:
        """Raises _Failed."""
        answer = await self._sent(home, ask)
        try:
            return await answer.read()
        except TransportError as error:
            raise _Failed(error.failure, taken=True) from error
        finally:
            answer.close()


def is_of_channel(failure: Failure) -> bool:
    """Whether a failure is about the channel, so that another may do."""
    about_request = failure.status in _PASSED_ON and failure.status != HTTPStatus.NOT_FOUND
    return failure.kind.tries_next and not about_request


def _serves(channel: Channel, models: Sequence[str]) -> bool:
    return all(model in channel.models or model in channel.aliases for model in models)


def _refusal(channel: Channel, failure: Failure) -> GatewayError:
    if failure.status in _PASSED_ON:
        return refusals.passed_on(failure)
    return refusals.channel_failed(channel.name, failure)
