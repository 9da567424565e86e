"""What these dialects share. One is made for each request: an answer is read by what was asked."""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec
from msgspec import Struct

from gateway.dialects import wire
from gateway.dialects.base import RequestEdits, StreamPipe
from gateway.dialects.media.pipes import EventPipe
from gateway.dialects.openai_chat import OpenAIChat, content, schema
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError


class _Named(Struct):
    model: Any = None


_named: msgspec.json.Decoder[_Named] = msgspec.json.Decoder(_Named)


class MediaDialect(OpenAIChat):
    """A request of one of these endpoints, with OpenAI's errors.

    ``body`` is the request, or the summary of its form. It is read when it is asked about, so that
    a bad one is refused where refusals are told.
    """

    default_model: ClassVar[str] = ""
    """What OpenAI takes where a request names no model; '' where it takes none."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def edit_request(self, body: bytes, edits: RequestEdits) -> bytes:
        named = wire.decode(_named, body).model
        model = edits.model or named or self.default_model
        return body if named == model else wire.edit(body, {"model": model})

    def edit_answer(self, body: bytes, model: str) -> bytes:
        """Under ``model`` where the answer names one."""
        if body.lstrip()[:1] != b"{":
            return body
        named = wire.decode(_named, body).model
        return body if named is None or named == model else wire.edit(body, {"model": model})

    def pipe(self, content_type: str, told: Usage | None = None) -> StreamPipe:
        """For an answer that comes in pieces of this type; ``told`` is what its vendor said beside
        it that it consumed.
        """
        return EventPipe(self.event_usage)

    def event_usage(self, usage: Any) -> Usage | None:
        """What the ending of a stream says that the request consumed."""
        return None

    def keep_alive(self) -> bytes:
        """Nothing: an upstream may answer in one piece after all, under its own content type."""
        return b""

    def _model(self, named: str | None, body: bytes) -> str:
        wire.check_spelling(body, ("model",))
        model = named or self.default_model
        if not model:
            raise DialectError("The request names no model", "model")
        return model


def no_answer(body: bytes, member: str) -> Failure:
    """The error that stands in the place of an answer; raises DialectError where there is none."""
    failure = content.error_of(wire.decode(schema.body, body), body)
    if failure is None:
        raise DialectError(f"The answer has no {member}", member)
    return failure
