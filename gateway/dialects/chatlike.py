"""Vendors' own formats that say what OpenAI's chat says in other words.

Such a dialect turns a chat request into its own, and its answers and frames into chat's, whose
decoders do the rest: tool calls, reasoning, usage, errors inside HTTP 200.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from gateway.dialects import sse, wire
from gateway.dialects.base import StreamDecoder
from gateway.dialects.lossy import unconvertible
from gateway.dialects.openai_chat.answer import decode_answer
from gateway.dialects.openai_chat.request_encode import encode_request
from gateway.dialects.openai_chat.stream_decode import ChatDecoder
from gateway.dialects.openai_chat.surface import answer_usage
from gateway.domain.conversation import Answer, Conversation, StreamEvent
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError

Wire = dict[str, Any]
Reader = Callable[[Wire], Iterable[Wire]]
"""A frame's value -> chat chunks, or ``{"error": ...}``, and :data:`END` behind the last."""
END: Wire = {}
_DONE = b"[DONE]"

# Words whose class every dialect's reader of errors knows.
BAD_KEY = "authentication_error"
NO_MONEY = "insufficient_quota"
RATE_LIMIT = "rate_limit_error"
OVERLOADED = "overloaded_error"
TOO_LONG = "context_length_exceeded"
FILTERED = "content_filter"
NO_MODEL = "model_not_found"
BAD_REQUEST = "invalid_request_error"


def fault(message: Any, code: Any, words: Mapping[str, str]) -> Wire:
    """A vendor's error as chat's. ``words`` are classes by codes; one that ends with ``*`` fits all
    that begin so.
    """
    name = str(code)
    kind = words.get(name) or next(
        (word for start, word in words.items() if start[-1] == "*" and name.startswith(start[:-1])),
        OVERLOADED,
    )
    text = message if isinstance(message, str) and message else f"The upstream refused ({name})"
    # A number alone would be taken for a status.
    return {
        "error": {"message": text, "type": kind, "code": f"error {name}" if _digits(name) else name}
    }


def _digits(name: str) -> bool:
    return name.lstrip("-").isdigit()


class ChatLike(ABC):
    """An :class:`~gateway.dialects.base.UpstreamDialect`."""

    name: str

    @abstractmethod
    def request(self, chat: Wire, model: str) -> Wire:
        """A chat request's body as this format's. Raises Unconvertible."""

    @abstractmethod
    def answer(self, body: bytes) -> Wire:
        """A whole answer as chat's, or ``{"error": ...}``. Raises DialectError."""

    @abstractmethod
    def reader(self) -> Reader:
        """What reads the frames of one stream."""

    def encode_request(self, conversation: Conversation, model: str) -> bytes:
        chat = wire.loads(encode_request(conversation, model))
        return wire.dumps(self.request(chat, model))

    def decode_answer(self, body: bytes) -> Answer:
        return decode_answer(self._chat(body))

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        return answer_usage(self._chat(body))

    def stream_decoder(self) -> StreamDecoder:
        return ChatLikeDecoder(self.reader())

    def _chat(self, body: bytes) -> bytes:
        return wire.dumps(self.answer(body))


class ChatLikeDecoder:
    """See :class:`~gateway.dialects.base.StreamDecoder`. Frames come as server-sent events."""

    def __init__(self, read: Reader) -> None:
        self._parser = sse.Parser()
        self._chat = ChatDecoder()
        self._read = read

    def feed(self, data: bytes) -> list[StreamEvent]:
        events: list[StreamEvent] = []
        for frame in self._parser.feed(data):
            events += self._frame(frame)
        return events

    def close(self) -> list[StreamEvent]:
        events: list[StreamEvent] = []
        frame = self._parser.close()
        if frame is not None:
            try:
                events += self._frame(frame)
            except DialectError:
                events = []  # cut in the middle of a frame
        return events + self._chat.close()

    def _frame(self, frame: sse.Frame) -> list[StreamEvent]:
        data = frame.data
        if not data or data.isspace():
            return []
        if data.startswith(_DONE):
            return self._chat.feed(sse.write(_DONE))
        events: list[StreamEvent] = []
        for chunk in self._read(object_of(data)):
            events += self._chat.feed(sse.write(wire.dumps(chunk) if chunk else _DONE))
        return events


def an_object(value: Any) -> Wire:
    if not isinstance(value, dict):
        raise DialectError("The answer is no JSON object")
    return value


def object_of(body: bytes) -> Wire:
    return an_object(wire.loads(body))


def objects(value: Any) -> list[Wire]:
    """The objects of a list; a single one counts as a list of it."""
    if isinstance(value, dict):
        return [value]
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def functions_of(chat: Wire) -> list[Wire]:
    """The functions a chat request offers. Raises Unconvertible for a tool that is none."""
    found = []
    for tool in objects(chat.get("tools")):
        function = tool.get("function")
        if not isinstance(function, dict) or not isinstance(function.get("name"), str):
            raise unconvertible("A tool that is no function", "tools")
        found.append(function)
    return found


def chosen_function(chat: Wire) -> str:
    """The name of the function that has to be called, '' where the choice is free."""
    choice = chat.get("tool_choice")
    if not isinstance(choice, dict):
        return ""
    function = choice.get("function")
    name = function.get("name") if isinstance(function, dict) else None
    if not isinstance(name, str) or not name:
        raise unconvertible("A choice of a tool that is no function", "tool_choice")
    return name


def kind_of(part: Wire) -> str:
    return str(part.get("type"))


def address_of(part: Wire, member: str) -> str:
    """The address in a part of this kind. Raises DialectError where there is none."""
    value = part.get(member)
    url = value.get("url") if isinstance(value, dict) else value
    if not isinstance(url, str) or not url:
        raise DialectError(f"{member} has no url", "messages")
    return url


def as_text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def parts_of(content: Any) -> list[Wire]:
    """A message's content as a list of parts, none for no content."""
    if isinstance(content, str):
        return [{"type": "text", "text": content}] if content else []
    return objects(content)


def text_of(content: Any) -> str:
    """The text of a message's content; what is no text is left out."""
    return "".join(as_text(part.get("text")) for part in parts_of(content))
