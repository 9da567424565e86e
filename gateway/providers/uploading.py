"""Apps that look at pictures which were uploaded before: the uploads go first, then the chat.

A dialect leaves a picture's data where the id of its upload has to stand. Each picture is one
request, with the channel's key and by its way; the chat alone costs. A chat whose stream is left
goes on there unless it is ended.

https://docs.dify.ai/en/api-reference/files/upload-file,
https://docs.dify.ai/en/api-reference/chat-messages/stop-chat-message-generation,
https://www.coze.com/docs/developer_guides/upload_files,
https://www.coze.com/docs/developer_guides/chat_cancel
"""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from gateway.domain.failure import Failure, FailureClass
from gateway.errors import Unconvertible
from gateway.providers.abilities import TaskStep
from gateway.providers.app_sound import CozeSound, DifySound, Sounding
from gateway.providers.apps import App, AppPreset
from gateway.providers.base import Endpoint, Operation, UpstreamRequest
from gateway.providers.bodies import dumped, edited, members
from gateway.providers.headers import assemble
from gateway.providers.media.packed import Attached, as_form
from gateway.providers.media.picture_edits import bytes_of
from gateway.providers.urls import join

_PICTURE = "data:"
_ENDINGS = {"jpeg": "jpg", "svg+xml": "svg"}
_LARGE = "a picture is larger than this Dify takes"
_MOST = 20
"""Pictures of one chat that are uploaded."""
Put = Callable[[Any], Any]
"""From what stands in the place of an upload's id to what shall stand there."""


class Uploading(Sounding):
    """See Provider and Tasking. What an upload ``asked`` is the chat that waits for it, in which
    the pictures before it are ids already; a chat has ``asked`` nothing.
    """

    upload_path: str
    streams_always = False
    named_in_streams = True
    last_events: frozenset[str]
    """Names of events behind which a chat is over."""

    def request(
        self,
        operation: Operation,
        dialect: str,
        endpoint: Endpoint,
        body: bytes,
        client_headers: Mapping[str, str],
        *,
        stream: bool,
    ) -> UpstreamRequest:
        if operation is Operation.SPEECH:
            return self.speech(endpoint, body)
        self.check(operation, dialect)
        pictures = set(self._pictures(_asked(body)))
        if len(pictures) > _MOST:
            raise Unconvertible(f"More than {_MOST} images as data", "messages")
        for each in pictures:
            bytes_of(each, "messages")  # all of them, before any is uploaded
        return self._next(endpoint, body, stream or self.streams_always)

    def is_task(self, request: UpstreamRequest) -> bool:
        """A chat alone is answered at once."""
        return bool(request.asked)

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """See Tasking: the next upload, or the chat. What tells of no upload is a refusal."""
        if request.operation is not Operation.CHAT:
            return self.sounded(request, body)
        ident = self._uploaded(_object(body)) if request.asked else ""
        if not ident:
            return None
        chat = _object(request.asked)
        picture = self._pictures(chat)[0]
        # A picture that is shown twice is uploaded once.
        self._each_id(chat, lambda stands: ident if stands == picture else stands)
        following = self._next(endpoint, dumped(chat), stream or self.streams_always)
        return TaskStep(following, costs="later" if following.asked else "asked", instead=following)

    def cancel(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes
    ) -> UpstreamRequest | None:
        """See Tasking."""
        if request.operation is not Operation.CHAT:
            return None
        events = list(_events(body))
        if any(name in self.last_events for name, _ in events):
            return None
        found = next(filter(None, (self._ending(request, each) for _, each in events)), None)
        if found is None:
            return None
        path, said = found
        told = dumped(said)
        headers = assemble(endpoint, self._auth(endpoint), body=told)
        return UpstreamRequest("POST", join(endpoint.base_url, path), headers, told)

    def _next(self, endpoint: Endpoint, body: bytes, stream: bool) -> UpstreamRequest:
        """The upload of the first picture that has no id yet, else the chat."""
        chat = _asked(body)
        pictures = self._pictures(chat)
        if not pictures:
            return self._chat(endpoint, body, stream)
        mime, data = bytes_of(pictures[0])
        ending = mime.partition("/")[2]
        name = f"picture.{_ENDINGS.get(ending, ending)}"
        file = Attached("file", name, mime, data)
        form, kind = as_form(self._beside(chat), file)
        url = join(endpoint.base_url, self.upload_path)
        headers = assemble(endpoint, self._auth(endpoint), {"Content-Type": kind}, body=form)
        return UpstreamRequest("POST", url, headers, form, asked=body)

    def _pictures(self, chat: dict[str, Any]) -> list[str]:
        """Those that have no id yet, in order."""
        found: list[str] = []

        def look(stands: Any) -> Any:
            if isinstance(stands, str) and stands.startswith(_PICTURE):
                found.append(stands)
            return stands

        self._each_id(chat, look)
        return found

    def _chat(self, endpoint: Endpoint, body: bytes, stream: bool) -> UpstreamRequest:
        headers = assemble(endpoint, self._auth(endpoint), body=body, stream=stream)
        return UpstreamRequest("POST", self._url(endpoint), headers, body)

    @abstractmethod
    def _each_id(self, chat: dict[str, Any], put: Put) -> None:
        """Puts something into every place where a chat has the id of an upload."""

    def _beside(self, chat: Mapping[str, Any]) -> dict[str, str]:
        """The texts of an upload's form."""
        return {}

    @abstractmethod
    def _ending(
        self, request: UpstreamRequest, event: Mapping[str, Any]
    ) -> tuple[str, dict[str, Any]] | None:
        """The path and the body that end the chat ``request``; None where its ``event`` does not
        name it.
        """

    @abstractmethod
    def _uploaded(self, told: Mapping[str, Any]) -> str:
        """The id of an upload that this answer tells of; '' where it tells of none."""


class Dify(DifySound, Uploading):
    """An upload may be shown by the user alone whose it is."""

    upload_path = "files/upload"
    last_events = frozenset({"message_end", "error"})

    def _each_id(self, chat: dict[str, Any], put: Put) -> None:
        for file in _objects(chat.get("files")):
            if file.get("transfer_method") == "local_file":
                file["upload_file_id"] = put(file.get("upload_file_id"))

    def _beside(self, chat: Mapping[str, Any]) -> dict[str, str]:
        return {"user": str(chat.get("user") or "")}

    def _uploaded(self, told: Mapping[str, Any]) -> str:
        return _text(told.get("id"))

    def _ending(
        self, request: UpstreamRequest, event: Mapping[str, Any]
    ) -> tuple[str, dict[str, Any]] | None:
        ident, user = _text(event.get("task_id")), _text(_object(request.body).get("user"))
        return (f"{self.app.path}/{quote(ident, safe='')}/stop", {"user": user}) if ident else None

    def classify(
        self,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        endpoint: Endpoint | None = None,
    ) -> Failure:
        """See Provider. Of a picture that is too large Dify says no word beside its code, and a
        recording that is too long is no conversation.
        """
        failure = super().classify(status, headers, body, endpoint)
        if failure.error_code == "audio_too_large":
            return replace(failure, kind=FailureClass.BAD_REQUEST)
        if failure.error_code != "file_too_large":
            return failure
        return replace(failure, kind=FailureClass.BAD_REQUEST, message=_LARGE)


class Coze(CozeSound, Uploading):
    """Streams always: a plain client gets what was collected. A conversation that goes on is named
    in the query; as long as a chat in it runs, it takes no other, and an ended one is paid whole.
    """

    upload_path = "v1/files/upload"
    last_events = frozenset(
        {f"conversation.chat.{each}" for each in ("completed", "failed", "requires_action")}
        | {"error", "done"}
    )
    streams_always = True

    def _each_id(self, chat: dict[str, Any], put: Put) -> None:
        for message in _objects(chat.get("additional_messages")):
            if message.get("content_type") != "object_string":
                continue
            shown = _list(message.get("content"))
            for each in _objects(shown):
                if "file_id" in each:
                    each["file_id"] = put(each["file_id"])
            message["content"] = dumped(shown).decode()

    def _uploaded(self, told: Mapping[str, Any]) -> str:
        data = told.get("data")
        return _text(data.get("id")) if isinstance(data, dict) and not told.get("code") else ""

    def _ending(
        self, request: UpstreamRequest, event: Mapping[str, Any]
    ) -> tuple[str, dict[str, Any]] | None:
        kept_as = _text(event.get("conversation_id"))
        ident = _text(event.get("chat_id") or event.get("id"))
        said = {"conversation_id": kept_as, "chat_id": ident}
        return (f"{self.app.path}/cancel", said) if kept_as and ident else None

    def _chat(self, endpoint: Endpoint, body: bytes, stream: bool) -> UpstreamRequest:
        kept_as = (members(body) or {}).get("conversation_id")
        if kept_as is None:
            return super()._chat(endpoint, body, stream)
        request = super()._chat(endpoint, edited(body, {}, ("conversation_id",)), stream)
        query = urlencode({"conversation_id": msgspec.json.decode(kept_as, type=str)})
        url = f"{request.url}{'&' if '?' in request.url else '?'}{query}"
        return replace(request, url=url)


def _asked(body: bytes) -> dict[str, Any]:
    """A chat with pictures; empty for one that cannot have any, which most are."""
    return _object(body) if _PICTURE.encode() in body else {}


def _events(stream: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """The events in the beginning of a stream: names, which may stand in them, and objects."""
    name = ""
    for line in stream.splitlines():
        if line.startswith(b"event:"):
            name = line.removeprefix(b"event:").strip().decode("utf-8", "replace")
        elif line.startswith(b"data:"):
            value = _object(line.removeprefix(b"data:"))
            yield name or _text(value.get("event")), value
        elif not line:
            name = ""


def _object(body: bytes) -> dict[str, Any]:
    """Empty for what is no JSON object."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _list(text: Any) -> list[Any]:
    try:
        value = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        value = None
    return value if isinstance(value, list) else []


def _objects(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


UPLOADING: tuple[App, ...] = (
    Dify(
        AppPreset(
            id="dify",
            name="Dify",
            tile="Di",
            base_url="https://api.dify.ai/v1",
            key_url="https://cloud.dify.ai/apps",
            path="chat-messages",
            mount="/v1",
            below=("/completion-messages", "/workflows/run", "/text-to-audio", "/audio-to-text"),
            catalogue=("dify",),
        )
    ),
    Coze(
        AppPreset(
            id="coze",
            name="Coze",
            tile="Cz",
            base_url="https://api.coze.com",
            key_url="https://www.coze.com/open/oauth/pats",
            path="v3/chat",
            below=("/open_api/v2/chat", "/v3", "/open_api", "/v1"),
            numeric_types=(34,),
            catalogue=("bot-ID",),
        )
    ),
)
