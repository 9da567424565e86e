"""Batches of OpenAI and Anthropic: put where their models are, booked before results are shown."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

import msgspec

from gateway.dialects import batches
from gateway.domain.upstream_object import ObjectKind, UpstreamObject
from gateway.errors import DialectError, GatewayError
from gateway.relay.batch_booking import BatchBooking
from gateway.relay.callers import Caller, Callers
from gateway.relay.objects import Ask, ObjectKeepers
from gateway.relay.once import Made, Once
from gateway.relay.planner import Candidate
from gateway.relay.settling import Settler
from gateway.relay.transport import TransportError, UpstreamAnswer
from gateway.services.context import Context
from gateway.services.objects import FileService, Headers, ObjectService
from gateway.store import upstream_objects
from gateway.store.database import Database
from gateway.tasks import TaskGroup

log = logging.getLogger(__name__)

LOOK_EVERY_S = 600.0
"""How often batches that nobody asks for are looked at."""
_AT_ONCE = 500
_JSON = "application/json"
_Put = Callable[[], Awaitable[tuple[Candidate, bytes]]]
"""Puts a batch somewhere; tells where, and what was told of it."""
_ENDED = frozenset({"completed", "failed", "expired", "cancelled", "ended"})


class _Family(NamedTuple):
    """Where a vendor's batches are, and where their results."""

    kind: ObjectKind
    keeps: str
    path: str


OPENAI = _Family(ObjectKind.BATCH, "batches", "batches")
ANTHROPIC = _Family(ObjectKind.MESSAGE_BATCH, "message_batches", "v1/messages/batches")
_FAMILIES = {family.kind: family for family in (OPENAI, ANTHROPIC)}


class BatchService(ObjectService):
    """A batch's cost is known when it has ended, so only tokens without a limit may have one."""

    def __init__(
        self,
        database: Database,
        keepers: ObjectKeepers,
        once: Once,
        now_ms: Callable[[], int],
        files: FileService,
        booking: BatchBooking,
        callers: Callers,
    ) -> None:
        super().__init__(database, keepers, once, now_ms)
        self._files = files
        self._booking = booking
        self._callers = callers
        self._locks: dict[int, asyncio.Lock] = {}
        self._orders = TaskGroup("batches")

    async def drain(self) -> None:
        """Waits for batches that are just being started."""
        await self.once.drain()
        await self._orders.wait()

    async def create(self, caller: Caller, body: bytes, headers: Headers) -> Made:
        """An OpenAI batch of a file of the caller's; once, under an idempotency key.

        Raises GatewayError.
        """
        make = partial(self._create, caller, body, headers)
        return await self.once.make(caller, headers, OPENAI.path, body, make, outlives=True)

    async def create_messages(self, caller: Caller, body: bytes, headers: Headers) -> Made:
        """An Anthropic batch, in the same way. Raises GatewayError."""
        make = partial(self._create_messages, caller, body, headers)
        return await self.once.make(caller, headers, ANTHROPIC.path, body, make, outlives=True)

    async def _create(self, caller: Caller, body: bytes, headers: Headers) -> bytes:
        self._admit(caller)
        file_id = _member(body, "input_file_id")
        if not isinstance(file_id, str) or not file_id:
            raise GatewayError(
                "invalid_request", "a batch has an input_file_id", param="input_file_id"
            )
        file = await self._files.own(caller, ObjectKind.FILE, file_id)
        if not file.models:
            raise GatewayError(
                "invalid_request",
                f"{file_id} was not uploaded with the purpose batch",
                param="input_file_id",
            )
        if _member(body, "endpoint") != file.endpoint:
            raise GatewayError(
                "invalid_request", f"the file's requests are for {file.endpoint}", param="endpoint"
            )
        for model in file.models:
            if not caller.token.allows_model(model):
                raise GatewayError(
                    "model_not_allowed", f"the key may not use {model!r}", param="model"
                )
        home = self.keepers.home(file)
        asked = batches.Asked(file.models, file.endpoint)
        ask = Ask("POST", OPENAI.path, headers, body, _JSON)

        async def put() -> tuple[Candidate, bytes]:
            return home, await self.keepers.read(home, ask)

        return await self._created(caller, OPENAI, put, asked)

    async def _create_messages(self, caller: Caller, body: bytes, headers: Headers) -> bytes:
        self._admit(caller)
        try:
            asked = await asyncio.to_thread(batches.asked_by_order, body)
        except DialectError as error:
            raise GatewayError("invalid_request", str(error), param=error.param) from error

        async def ask_of(home: Candidate) -> Ask:
            sent_model, sent = home.channel.sent_model, body
            if any(sent_model(model) != model for model in asked.models):
                sent = await asyncio.to_thread(batches.renamed_order, body, sent_model)
            return Ask("POST", ANTHROPIC.path, headers, sent, _JSON)

        plan = self.keepers.plan(caller, ANTHROPIC.keeps, asked.models)
        put = partial(self.keepers.put, plan, ANTHROPIC.keeps, ask_of)
        return await self._created(caller, ANTHROPIC, put, asked)

    async def _created(
        self,
        caller: Caller,
        family: _Family,
        put: _Put,
        asked: batches.Asked,
    ) -> bytes:
        # From here on a batch may cost: it is remembered even if the client has left meanwhile.
        told = await asyncio.shield(
            self._orders.spawn(self._order(caller, family, put, asked), "order")
        )
        if isinstance(told, GatewayError):
            raise told
        return told

    async def _order(
        self,
        caller: Caller,
        family: _Family,
        put: _Put,
        asked: batches.Asked,
    ) -> bytes | GatewayError:
        try:
            home, told = await put()
            token_id = caller.token.id
            await self.note(family.kind, token_id, home, told, asked=asked, settled=False)
        except GatewayError as error:
            return error
        return told

    def _admit(self, caller: Caller) -> None:
        """Raises GatewayError for who may not start a batch now."""
        self._booking.check()
        if caller.payer.counted:
            raise GatewayError(
                "batch_not_allowed",
                "what a batch costs is known when it has ended, so a key with a limited balance "
                "or a budget cannot start one; use a key without a limit",
            )
        if caller.gauge is not None:
            admission = caller.gauge.enter(0, 0)
            admission.leave()
            admission.used(0)

    async def retrieve(
        self, caller: Caller, kind: ObjectKind, batch_id: str, headers: Headers
    ) -> bytes:
        """The batch now; booked first, if it has ended. Raises GatewayError."""
        return await self._refresh(caller, await self.own(caller, kind, batch_id), headers)

    async def listed(
        self, caller: Caller, kind: ObjectKind, headers: Headers, *, after: str, limit: int
    ) -> tuple[list[bytes], bool]:
        """Batches, newest first, and whether there are more; those that may have changed anew."""
        found = await self.page(caller, kind, after=after, limit=limit, oldest_first=False)
        shown = []
        for each in found[:limit]:
            told = each.object_json
            if not each.settled:
                told = await self._refresh(caller, each, headers)
            shown.append(told)
        return shown, len(found) > limit

    async def cancel(
        self, caller: Caller, kind: ObjectKind, batch_id: str, headers: Headers
    ) -> bytes:
        found = await self.own(caller, kind, batch_id)
        home = self.keepers.home(found)
        path = f"{_FAMILIES[kind].path}/{found.object_id}/cancel"
        told = await self.keepers.read(home, Ask("POST", path, headers))
        await self.note(kind, caller.token.id, home, told)
        return told

    async def delete(
        self, caller: Caller, kind: ObjectKind, batch_id: str, headers: Headers
    ) -> bytes:
        """Only of a batch that is booked: what is gone cannot be."""
        found = await self._booked(caller, kind, batch_id, headers)
        path = f"{_FAMILIES[kind].path}/{found.object_id}"
        told = await self.keepers.read(self.keepers.home(found), Ask("DELETE", path, headers))
        await self.forget(found)
        return told

    async def results(
        self, caller: Caller, kind: ObjectKind, batch_id: str, headers: Headers
    ) -> UpstreamAnswer:
        """An Anthropic batch's results as they come; close the answer. Raises GatewayError."""
        found = await self._booked(caller, kind, batch_id, headers)
        path = f"{_FAMILIES[kind].path}/{found.object_id}/results"
        return await self.keepers.send(self.keepers.home(found), Ask("GET", path, headers))

    async def _booked(
        self, caller: Caller, kind: ObjectKind, batch_id: str, headers: Headers
    ) -> UpstreamObject:
        found = await self.own(caller, kind, batch_id)
        if not found.settled:
            await self._refresh(caller, found, headers)
            found = await self.own(caller, kind, batch_id)
        if not found.settled:
            raise GatewayError("invalid_request", f"{batch_id} is still in progress")
        return found

    async def look(self) -> None:
        """Books what has ended without being asked for. Never raises."""
        for found in await self._database.read(partial(upstream_objects.unsettled, _AT_ONCE)):
            caller = self._callers.of_token(found.token_id)
            if caller is None:
                log.warning("the token of batch %s is gone; it is not booked", found.object_id)
                await self._database.write(partial(upstream_objects.set_settled, found.id))
                continue
            try:
                await self._refresh(caller, found, {})
            except GatewayError as error:
                log.info("batch %s cannot be looked at: %s", found.object_id, error)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            await self.look()

    async def _refresh(self, caller: Caller, found: UpstreamObject, headers: Headers) -> bytes:
        """Asks the provider, books what has ended, and only then tells where results are."""
        family = _FAMILIES[found.kind]
        home = self.keepers.home(found)
        told = await self.keepers.read(
            home, Ask("GET", f"{family.path}/{found.object_id}", headers)
        )
        batch = _members(told)
        if not found.settled and (batch.get("status") or batch.get("processing_status")) in _ENDED:
            lock = self._locks.setdefault(found.id, asyncio.Lock())
            async with lock:
                await self._settle(caller, found, home, batch, headers)
            self._locks.pop(found.id, None)
        await self.note(found.kind, found.token_id, home, told)
        for name in ("output_file_id", "error_file_id"):
            await self._note_file(found.token_id, home, batch.get(name), headers)
        return told

    async def _settle(
        self,
        caller: Caller,
        found: UpstreamObject,
        home: Candidate,
        batch: Mapping[str, Any],
        headers: Headers,
    ) -> None:
        consumed = batches.Consumed(found.endpoint)
        path = ""
        if found.kind is ObjectKind.MESSAGE_BATCH:
            path = f"{ANTHROPIC.path}/{found.object_id}/results" * bool(batch.get("results_url"))
        elif isinstance(batch.get("output_file_id"), str):
            path = f"files/{batch['output_file_id']}/content"
        if path:
            await self._sum_up(home, Ask("GET", path, headers), consumed)
        keeper = self.keepers.keeper(home.channel)
        share = keeper.batch_share if keeper is not None else 100
        await self._booking.book(caller, home, found, consumed.usage, share)
        await self._database.write(partial(upstream_objects.set_settled, found.id))

    async def _sum_up(self, home: Candidate, ask: Ask, consumed: batches.Consumed) -> None:
        """Reads results piece by piece. Raises GatewayError: unread ones are not free."""
        answer = await self.keepers.send(home, ask)
        try:
            async for piece in answer.chunks():
                consumed.feed(piece)
            consumed.close()
        except (TransportError, DialectError) as error:
            raise GatewayError(
                "all_channels_failed",
                f"{home.channel.name}: the batch's results cannot be read ({error}); "
                "they are shown once what they cost is known",
            ) from error
        finally:
            answer.close()

    async def _note_file(
        self, token_id: int, home: Candidate, file_id: Any, headers: Headers
    ) -> None:
        """Results become the token's own file."""
        if not isinstance(file_id, str) or not file_id:
            return
        known = await self._database.read(
            partial(upstream_objects.get, token_id, ObjectKind.FILE, file_id)
        )
        if known is None:
            try:
                told = await self.keepers.read(home, Ask("GET", f"files/{file_id}", headers))
            except GatewayError:
                return  # it is gone already
            await self.note(ObjectKind.FILE, token_id, home, told)


def object_services(context: Context, settler: Settler) -> tuple[FileService, BatchService]:
    """Both, over the same channels."""
    keepers = ObjectKeepers(
        context.planner,
        context.provider,
        context.transport,
        lambda: str(context.settings.relay_proxy),
    )
    database, now_ms = context.database, context.now_ms
    once = Once(context.memory.replays)
    files = FileService(database, keepers, once, now_ms)
    booking = BatchBooking(database, context.ledger, context.prices, settler, now_ms)
    return files, BatchService(database, keepers, once, now_ms, files, booking, context.callers)


def _members(body: bytes) -> dict[str, Any]:
    """Raises GatewayError for what is no JSON object."""
    try:
        value = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise GatewayError("invalid_request", f"the body is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise GatewayError("invalid_request", "the body must be a JSON object")
    return value


def _member(body: bytes, name: str) -> Any:
    return _members(body).get(name)
