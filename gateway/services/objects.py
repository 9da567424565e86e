"""Files and batches of tokens, kept at providers: every token sees its own alone."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from functools import partial

import msgspec

from gateway.dialects import batches
from gateway.dialects.media import Form
from gateway.domain.upstream_object import ObjectKind, UpstreamObject
from gateway.errors import DialectError, GatewayError
from gateway.relay.callers import Caller
from gateway.relay.objects import Ask, ObjectKeepers
from gateway.relay.once import Made, Once
from gateway.relay.planner import Candidate
from gateway.relay.transport import UpstreamAnswer
from gateway.store import upstream_objects
from gateway.store.database import Database

Headers = Mapping[str, str]
MOST_LISTED = 100
_ID = re.compile(r"[A-Za-z0-9_.:-]{1,255}")
"""What may stand in a path as it is."""


class ObjectService:
    """What files and batches have in common: whose they are, where they lie."""

    def __init__(
        self, database: Database, keepers: ObjectKeepers, once: Once, now_ms: Callable[[], int]
    ) -> None:
        self._database = database
        self.keepers = keepers
        self.once = once
        self._now_ms = now_ms

    async def own(self, caller: Caller, kind: ObjectKind, object_id: str) -> UpstreamObject:
        """Raises GatewayError ``not_found``, also for what is another token's."""
        found = await self._database.read(
            partial(upstream_objects.get, caller.token.id, kind, object_id)
        )
        if found is None:
            word = kind.value.replace("_", " ")
            raise GatewayError("not_found", f"this key has no {word} {object_id[:100]!r}")
        return found

    async def page(
        self, caller: Caller, kind: ObjectKind, *, after: str, limit: int, oldest_first: bool
    ) -> list[UpstreamObject]:
        """One more than ``limit``, if there are more."""
        ask = partial(
            upstream_objects.page,
            caller.token.id,
            kind,
            after=after,
            limit=limit + 1,
            oldest_first=oldest_first,
        )
        return await self._database.read(ask)

    async def note(
        self,
        kind: ObjectKind,
        token_id: int,
        home: Candidate,
        object_json: bytes,
        *,
        asked: batches.Asked | None = None,
        settled: bool = True,
    ) -> None:
        """Remembers an object that a provider has told."""
        found = UpstreamObject(
            kind=kind,
            object_id=id_of(object_json),
            token_id=token_id,
            channel_id=home.channel.id,
            key_id=home.key.id,
            created_at=self._now_ms(),
            object_json=object_json,
            models=asked.models if asked else (),
            endpoint=asked.endpoint if asked else "",
            settled=settled,
        )
        await self._database.write(partial(upstream_objects.put, found))

    async def forget(self, found: UpstreamObject) -> None:
        await self._database.write(partial(upstream_objects.delete, found.id))


class FileService(ObjectService):
    """OpenAI's files. Batch inputs are read, so that their models are known and allowed."""

    async def upload(self, caller: Caller, form: Form, headers: Headers) -> Made:
        """The file object as the provider tells it; once, under an idempotency key. ``form`` may
        lie on the disk, and has to stay there until this ends. Raises GatewayError.
        """
        make = partial(self._upload, caller, form, headers)
        return await self.once.make(caller, headers, "files", form, make)

    async def _upload(self, caller: Caller, form: Form, headers: Headers) -> bytes:
        try:
            by_name = {part.name: part for part in form.parts}
            file, purpose = by_name.get("file"), by_name.get("purpose")
            if file is None or purpose is None:
                raise DialectError("An upload has the fields file and purpose", "file")
            asked = None
            if form.value(purpose).strip() == b"batch":
                asked = await asyncio.to_thread(lambda: batches.asked_by_file(form.value(file)))
            models = asked.models if asked else ()

            async def ask_of(home: Candidate) -> Ask:
                sent_model, sent = home.channel.sent_model, form.whole()
                if any(sent_model(model) != model for model in models):
                    renamed = await asyncio.to_thread(
                        lambda: batches.renamed_file(form.value(file), sent_model)
                    )
                    sent = form.whole(file, renamed)
                return Ask("POST", "files", headers, b"", form.content_type, sent)

            plan = self.keepers.plan(caller, "files", models)
            home, told = await self.keepers.put(plan, "files", ask_of)
        except DialectError as error:
            raise GatewayError("invalid_request", str(error), param=error.param) from error
        await self.note(ObjectKind.FILE, caller.token.id, home, told, asked=asked)
        return told

    async def retrieve(self, caller: Caller, file_id: str, headers: Headers) -> bytes:
        found = await self.own(caller, ObjectKind.FILE, file_id)
        home = self.keepers.home(found)
        told = await self.keepers.read(home, Ask("GET", f"files/{found.object_id}", headers))
        await self.note(ObjectKind.FILE, caller.token.id, home, told)
        return told

    async def delete(self, caller: Caller, file_id: str, headers: Headers) -> bytes:
        found = await self.own(caller, ObjectKind.FILE, file_id)
        ask = Ask("DELETE", f"files/{found.object_id}", headers)
        told = await self.keepers.read(self.keepers.home(found), ask)
        await self.forget(found)
        return told

    async def content(self, caller: Caller, file_id: str, headers: Headers) -> UpstreamAnswer:
        """The file as it comes; close the answer. Raises GatewayError."""
        found = await self.own(caller, ObjectKind.FILE, file_id)
        ask = Ask("GET", f"files/{found.object_id}/content", headers)
        return await self.keepers.send(self.keepers.home(found), ask)


def id_of(object_json: bytes) -> str:
    """The id of an object that a provider told. Raises GatewayError for none."""
    try:
        value = msgspec.json.decode(object_json)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        value = None
    found = value.get("id") if isinstance(value, dict) else None
    if not isinstance(found, str) or not _ID.fullmatch(found):
        raise GatewayError("all_channels_failed", "the channel's answer is no object with an id")
    return found
