"""Kept responses, for their own clients: read, listed, deleted. After OpenAI's API reference."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from gateway.dialects import wire
from gateway.dialects.openai_responses import background, history
from gateway.dialects.openai_responses.replay import replayed
from gateway.errors import DialectError, GatewayError
from gateway.providers.abilities import KeepsResponses
from gateway.relay.background import Backgrounds, Reader
from gateway.relay.call import Call
from gateway.relay.callers import Caller
from gateway.relay.continuing import Content, Continued, conversation_of, read
from gateway.relay.keeping import Found
from gateway.relay.transport import Timeouts, TransportError
from gateway.relay.ways import channel_endpoint, send
from gateway.services.context import Context

log = logging.getLogger(__name__)

_TIMEOUTS = Timeouts(connect=10.0, first_byte=30.0, idle=30.0)
_LISTED = 20


class ResponseService:
    """A response is its token's: to every other it is not there. Every method raises GatewayError,
    404 ``not_found`` for a response that is not kept.
    """

    def __init__(self, context: Context, backgrounds: Backgrounds) -> None:
        self._context = context
        self._continuations = context.memory.continuations
        self._backgrounds = backgrounds

    async def open(
        self, caller: Caller, body: bytes, request_id: str, *, keeps: bool = True
    ) -> Continued:
        """See :class:`gateway.relay.continuing.Continuations`; the id tells the request's."""
        ident = f"resp_{request_id.removeprefix('req_')}"
        most = self._context.settings.max_body_mb * 2**20
        return await self._continuations.open(caller, body, ident, most, keeps=keeps)

    async def open_to_compact(self, caller: Caller, body: bytes, request_id: str) -> Continued:
        """A conversation that is to be made short, as :meth:`open`."""
        opened = await self.open(caller, body, request_id, keeps=False)
        whole = opened.body
        opened.dialect = self._context.memory.compactions.dialect(
            caller.token.id, whole, continued=whole is not body
        )
        return opened

    async def begin(self, call: Call, continued: Continued, reader: Reader) -> str:
        """The id of the response; '' where it was refused. See :class:`Backgrounds`."""
        job = await self._backgrounds.begin(call, continued, reader)
        return job.ident if job is not None else ""

    async def get(
        self, caller: Caller, name: str, *, as_announced: bool = False
    ) -> Mapping[str, Any]:
        """The response as it was given, or as it is now; ``as_announced``: as it was begun."""
        job = self._backgrounds.find(caller.token.id, name)
        if job is not None and job.taken.is_set():
            return job.announced if as_announced else job.track.response()
        found, content = await self._content(caller, name)
        response: dict[str, Any] = wire.loads(content.response)
        response["store"] = True
        if found.row.previous:
            response["previous_response_id"] = found.row.previous
        unended = response.get("background") and response.get("status") not in background.ENDED
        return background.lost(response) if unended else response

    async def stream(self, caller: Caller, name: str, after: int = -1) -> AsyncIterator[bytes]:
        """The events of a response behind number ``after``: as they come where it is being made in
        the background, else all that there are.
        """
        job = self._backgrounds.find(caller.token.id, name)
        if job is not None and job.taken.is_set():
            return job.events(after, float(self._context.settings.keep_alive_s))
        response = await self.get(caller, name)
        frames = await self._continuations.frames(caller.token.id, name)
        return _all(frames or replayed(response), after)

    async def input_items(
        self, caller: Caller, name: str, *, after: str = "", limit: int = 0, order: str = ""
    ) -> dict[str, Any]:
        """What the response was made of, the conversation before it included, a page at a time.

        ``limit`` 1 to 100, 0 for 20; ``order`` ``asc`` or ``desc`` (newest first, the default).
        """
        if not 0 <= limit <= history.MOST_LISTED:
            raise _bad("limit must be between 1 and 100", "limit")
        if order not in ("", "asc", "desc"):
            raise _bad("order must be asc or desc", "order")
        chain = await self._continuations.find(caller.token.id, name)
        items = conversation_of(chain, answered=False) if chain else None
        if items is None or chain[-1].row.previous:
            found, content = await self._content(caller, name)
            own = history.own_items(wire.loads(content.input))
            items = history.listed(found.row.name, own)
        try:
            return history.page(items, after, limit or _LISTED, newest_first=order != "asc")
        except DialectError as error:
            raise _bad(str(error), error.param or "after") from error

    async def cancel(self, caller: Caller, name: str) -> Mapping[str, Any]:
        """Ends a background response; one that has ended stays as it is."""
        job = self._backgrounds.find(caller.token.id, name)
        if job is not None:
            return await self._backgrounds.cancel(job)
        if not await self._continuations.find(caller.token.id, name, most=1):
            raise _not_found(name)
        response = await self.get(caller, name)
        if not response.get("background"):
            raise GatewayError("invalid_request", "Cannot cancel a synchronous response.")
        return response

    async def delete(self, caller: Caller, name: str) -> dict[str, Any]:
        """Deletes it here, and first where it was made, if that keeps it too."""
        job = self._backgrounds.find(caller.token.id, name)
        if job is not None:
            await self._backgrounds.delete(job)
        chain = await self._continuations.find(caller.token.id, name, most=1)
        if not chain:
            raise _not_found(name)
        await self._delete_upstream(chain[0])
        await self._context.memory.keeper.delete(caller.token.id, name)
        return {"id": name, "object": "response", "deleted": True}

    async def _delete_upstream(self, found: Found) -> None:
        row = found.row
        channel = self._context.planner.snapshot.channel(row.channel_id) if row.channel_id else None
        if channel is None:
            return
        key = next((key for key in channel.keys if key.id == row.key_id), None)
        provider = self._context.provider(channel.provider)
        if not isinstance(provider, KeepsResponses) or (key is None and row.key_id):
            return
        secret = key.secret.reveal() if key is not None and key.secret else ""
        endpoint = channel_endpoint(channel, secret)
        context, credentials = self._context, self._context.credentials
        try:
            endpoint = await credentials.opened(provider, endpoint)
            request = provider.delete_response(endpoint, row.name)
            request = credentials.signed(provider, endpoint, request)
            answer = await send(
                context.transport, request, endpoint, _TIMEOUTS, context.relay_proxy
            )
            try:
                await answer.read()
            finally:
                answer.close()
        except TransportError as error:
            raise _not_deleted(channel.name, str(error)) from error
        # 404, 405: it is gone there already, or that server keeps nothing.
        if answer.status >= 300 and answer.status not in (404, 405, 501):
            raise _not_deleted(channel.name, f"HTTP {answer.status}")

    async def _content(self, caller: Caller, name: str) -> tuple[Found, Content]:
        chain = await self._continuations.find(caller.token.id, name, most=1)
        if not chain or chain[0].content is None:
            raise _not_found(name)
        return chain[0], read(chain[0].content)


async def _all(frames: Sequence[bytes], after: int) -> AsyncIterator[bytes]:
    yield b"".join(frames[after + 1 :])


def _bad(message: str, param: str) -> GatewayError:
    return GatewayError("invalid_request", message, param=param)


def _not_found(name: str) -> GatewayError:
    return GatewayError("not_found", f"Response with id '{name}' not found.", param="id")


def _not_deleted(channel: str, why: str) -> GatewayError:
    return GatewayError(
        "upstream_interrupted",
        f"the channel '{channel}' made this response and could not delete it ({why}); nothing was "
        "deleted",
    )
