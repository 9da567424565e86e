"""Responses that go on from kept ones: found, put together, and kept in their turn.

What a response was told and what it said is kept here, sealed, for its own token. A conversation
goes on wherever a channel can serve it: where the upstream made the previous response itself and
has it still, by its id alone; everywhere else with the whole conversation as the request's input.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import msgspec

from gateway.dialects import sse, wire
from gateway.dialects.openai_responses import OpenAIResponses, history
from gateway.dialects.openai_responses.compaction import MARK as COMPACTED
from gateway.dialects.openai_responses.echo import KeptAs
from gateway.dialects.openai_responses.ids import response_of
from gateway.errors import DialectError, GatewayError, StoreUnavailable, VaultError
from gateway.relay.callers import Caller
from gateway.relay.compactions import Compactions
from gateway.relay.keeping import Found, Keeper, new_thread
from gateway.relay.off_loop import off_loop
from gateway.store.kept import EVENTS, LONGEST_CHAIN, RESPONSE, KeptRow

log = logging.getLogger(__name__)
T = TypeVar("T")

_ENDED = ("completed", "incomplete")
_PREVIOUS = b'"previous_response_id"'


class _Head(msgspec.Struct):
    previous_response_id: Any = None
    store: Any = None
    background: Any = None
    stream: Any = None


class Content(msgspec.Struct):
    """What is kept of a response: what it was told itself, and the response.

    ``whole``: the two say everything; nothing of it is kept elsewhere.
    """

    input: msgspec.Raw
    response: msgspec.Raw
    whole: bool = True


_head: msgspec.json.Decoder[_Head] = msgspec.json.Decoder(_Head)
_content: msgspec.json.Decoder[Content] = msgspec.json.Decoder(Content)


@dataclass(slots=True, eq=False)
class Continued:
    """One Responses request. ``asked`` is its body as it came, ``body`` with all that it goes on
    from, as far as that is known here. ``maker`` are the channel and the key that have the previous
    response themselves: they are asked as it came.
    """

    asked: bytes
    body: bytes
    dialect: OpenAIResponses
    token_id: int = 0
    previous: str = ""
    thread: str = ""
    maker: tuple[int, int] | None = None
    store: bool = False
    ident: str = ""
    """The id of the response that is kept here."""
    background: bool = False
    stream: bool = False

    @property
    def only_there(self) -> bool:
        """Whether nobody but its maker knows what it goes on from."""
        return self.maker is not None and self.body is self.asked

    def is_forgotten_by(self, channel_id: int, key_id: int, code: str) -> bool:
        """Whether an upstream's refusal only means that it has not kept what it made.

        From here on the conversation goes to it whole.
        """
        made = self.maker == (channel_id, key_id) and not self.only_there
        if not made or code != "previous_response_not_found":
            return False
        self.maker = None
        return True


class Continuations:
    """Finds what requests go on from, and keeps what came of them."""

    def __init__(self, keeper: Keeper, compactions: Compactions) -> None:
        self._keeper = keeper
        self._compactions = compactions

    async def open(
        self, caller: Caller, body: bytes, ident: str, most_bytes: int, *, keeps: bool = True
    ) -> Continued:
        """A request with what it goes on from. ``ident`` is the id of a response that is kept.

        Raises GatewayError: 400 ``previous_response_not_found`` and for compactions that are not
        this token's, 413 for a conversation larger than
        ``most_bytes``, 503 where what is kept cannot be read just now.
        """
        try:
            head = wire.decode(_head, body)
        except DialectError:  # whoever reads all of it tells what is wrong
            return Continued(body, body, OpenAIResponses(body))
        previous = head.previous_response_id or ""
        if not isinstance(previous, str):
            raise GatewayError(
                "invalid_request",
                "previous_response_id must be a string",
                param="previous_response_id",
            )
        store = keeps and head.store is not False
        kept = KeptAs(ident, previous) if store and self._keeper.limits.on else KeptAs("", previous)
        head_says = (ident, keeps and head.background is True, head.stream is True)
        token_id = caller.token.id
        came, body = body, await self._resolved(token_id, body)
        if COMPACTED in body:
            body = await off_loop(len(body), self._compactions.expand, token_id, body)
        if not previous:
            dialect = OpenAIResponses(body, kept, continued=body is not came)
            return Continued(
                *(body, body, dialect, token_id, "", new_thread(), None, store, *head_says)
            )
        chain = await self.find(token_id, previous)
        if not chain:
            raise self.previous_not_found(previous)
        if not _has_ended(chain[0]):
            raise GatewayError(
                "invalid_request",
                f"Response '{previous}' was not completed: nothing goes on from it.",
                param="previous_response_id",
            )
        row = chain[0].row
        maker = (row.channel_id, row.key_id) if row.channel_id else None
        size = len(body) + sum(len(found.content or b"") for found in chain)
        try:
            whole = await off_loop(size, lambda: _put_together(body, chain))
        except DialectError as error:
            raise GatewayError("invalid_request", str(error), param=error.param) from error
        if whole is None and maker is None:
            raise self.previous_not_found(previous)
        if whole is not None and len(whole) > most_bytes:
            raise GatewayError(
                "request_too_large",
                "the conversation is larger than the largest request; begin a new one",
                param="previous_response_id",
            )
        full = body if whole is None else whole
        dialect = OpenAIResponses(full, kept, continued=whole is not None)
        return Continued(
            *(body, full, dialect, token_id, previous, row.thread, maker, store, *head_says)
        )

    async def _resolved(self, token_id: int, body: bytes) -> bytes:
        """A request with the items that it refers to, as far as they are kept here."""
        try:
            wanted = history.references(body)
        except DialectError:
            return body
        known: dict[str, dict[str, Any]] = {}
        for name in sorted({response_of(each) for each in wanted} - {""}):
            for found in await self.find(token_id, name, most=1):
                items = outputs(read(found.content)) if found.content is not None else []
                known |= {str(item.get("id")): item for item in items}
        return history.resolved(body, known) if known else body

    async def find(self, token_id: int, name: str, most: int = LONGEST_CHAIN) -> list[Found]:
        """A response and those before it, newest first. Raises GatewayError 503."""
        return await self._read(self._keeper.chain(token_id, name, most))

    async def _read(self, asked: Awaitable[T]) -> T:
        try:
            return await asked
        except StoreUnavailable as error:
            raise GatewayError(
                "store_unavailable", "kept responses cannot be read just now", retry_after_s=5
            ) from error
        except VaultError as error:
            raise GatewayError(
                "vault_locked",
                "Homeport's vault is locked, so it cannot open the responses it kept; unlock the "
                "system's keyring on the computer it runs on",
                retry_after_s=10,
            ) from error

    def previous_not_found(self, name: str) -> GatewayError:
        """OpenAI's own error; where nothing is kept, with the reason."""
        why = ""
        if not self._keeper.limits.on:
            why = " Homeport keeps no responses (a setting of its owner's): send the conversation."
        return GatewayError(
            "previous_response_not_found",
            f"Previous response with id '{name}' not found.{why}",
            param="previous_response_id",
        )

    async def keep(
        self, continued: Continued | None, maker: tuple[int, int] | None, response: bytes
    ) -> None:
        """Keeps what came of a request. ``maker`` has it too. Never raises: it is only a copy."""
        if continued is None or not continued.store:
            return
        try:
            response = response or continued.dialect.final()
            size = len(response) + len(continued.asked)
            found = await off_loop(size, lambda: _packed(continued.asked, response))
        except DialectError as error:
            log.warning("a response is not kept: %s", error)
            return
        if found is None:
            return
        name, content = found
        self._keeper.keep(_row(continued, name, maker), content)

    @property
    def keeps(self) -> bool:
        """Whether what was said is kept at all."""
        return self._keeper.limits.on

    def keep_background(
        self,
        continued: Continued,
        ident: str,
        response: Mapping[str, Any],
        frames: Sequence[bytes] = (),
    ) -> bool:
        """Keeps a background response as it is now, and its stream; False where there is no room.

        Raises DialectError.
        """
        given = wire.members(continued.asked).get("input", wire.as_raw(b"[]"))
        whole = history.is_whole(continued.asked)
        content = Content(given, wire.as_raw(wire.dumps(response)), whole)
        row = _row(continued, ident, None)
        if frames:
            self._keeper.keep(replace(row, kind=EVENTS, previous=""), b"".join(frames))
        return self._keeper.keep(row, wire.encode(content))

    async def frames(self, token_id: int, name: str) -> list[bytes]:
        """The events of a kept background response by their numbers; none where they are not kept.

        Raises GatewayError 503.
        """
        found = await self._read(self._keeper.one(EVENTS, token_id, name))
        content = found.content if found is not None else None
        return [frame.raw for frame in sse.Parser().feed(content)] if content else []


def _row(continued: Continued, name: str, maker: tuple[int, int] | None) -> KeptRow:
    return KeptRow(
        kind=RESPONSE,
        token_id=continued.token_id,
        name=name,
        at=0,
        thread=continued.thread,
        previous=continued.previous,
        channel_id=maker[0] if maker else 0,
        key_id=maker[1] if maker else 0,
    )


def _has_ended(found: Found) -> bool:
    """Whether a response can be gone on from; what only its channel has can."""
    if found.content is None:
        return True
    status = wire.members(read(found.content).response).get("status")
    return status is None or wire.loads(status) in _ENDED


def _packed(asked: bytes, response: bytes) -> tuple[str, bytes] | None:
    """A response's id and its content; None for one that did not end or cannot be named."""
    members = wire.members(response)
    name, status = (wire.loads(members.get(each, b"null")) for each in ("id", "status"))
    if not isinstance(name, str) or not name or status not in _ENDED:
        return None
    given = wire.members(asked).get("input", wire.as_raw(b"[]"))
    content = Content(given, wire.as_raw(response), history.is_whole(asked))
    return name, wire.encode(content)


def _put_together(body: bytes, chain: Sequence[Found]) -> bytes | None:
    """The request with the whole conversation; None where part of it is not known here."""
    if chain[-1].row.previous or not history.is_whole(body):
        return None
    items = conversation_of(chain)
    return None if items is None else history.continued(body, items)


def conversation_of(
    chain: Sequence[Found], *, answered: bool = True
) -> list[dict[str, Any]] | None:
    """All items of a chain, oldest first; without the last response's own if not ``answered``.

    None where part of them is not known here.
    """
    items: list[dict[str, Any]] = []
    for number, found in enumerate(reversed(chain), 1):
        if found.content is None:
            return None
        content = read(found.content)
        if not content.whole:
            return None
        given = history.own_items(wire.loads(content.input))
        items += given if answered else history.listed(found.row.name, given)
        if answered or number < len(chain):
            items += outputs(content)
    return items


def read(content: bytes) -> Content:
    return wire.decode(_content, content)


def outputs(content: Content) -> list[dict[str, Any]]:
    """The items that a response said."""
    found = wire.loads(wire.members(content.response).get("output", b"[]"))
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []
