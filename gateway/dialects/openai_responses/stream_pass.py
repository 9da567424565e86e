"""Responses on both sides: events pass as they came, read on the way."""

from __future__ import annotations

from typing import Any

from gateway.dialects import failures, sse, wire
from gateway.dialects.openai_chat.usage import decode_usage
from gateway.dialects.openai_responses import schema
from gateway.dialects.openai_responses.echo import Echo
from gateway.dialects.openai_responses.finish import CALLS, decode_finish, error_of, event_error
from gateway.dialects.openai_responses.surface import item_texts
from gateway.dialects.openai_responses.writer import Writer
from gateway.dialects.passing import PassPipe
from gateway.domain.conversation import Finish
from gateway.domain.failure import Failure, FailureClass
from gateway.domain.usage import Usage

_KEPT_ITEM = 1 << 20
"""Bytes of a finished item (a picture) beyond which it is not repeated when a stream is cut."""
_ENDS = frozenset({"response.completed", "response.incomplete"})
_FAILURES = frozenset({"response.failed", "response.cancelled"})
_PLAIN = frozenset({"message", "reasoning"})
"""Items that begin empty; any other is content as soon as it begins."""


class ResponsesPipe(PassPipe):
    """See :class:`~gateway.dialects.base.StreamPipe`.

    The ending is the event with the whole response. It carries its usage, so nothing is dropped or
    added; a terminator that compatible servers send behind it is not passed on.
    """

    def __init__(self, model: str | None, echo: Echo, writer: Writer | None = None) -> None:
        super().__init__()
        self._model = model
        self._echo = echo
        self._writer = writer or Writer()
        self._open: dict[int, tuple[dict[str, Any], int]] = {}
        """Items under way as they were announced, and where their texts begin in the meter's."""
        self._shown: set[int] = set()
        self._called = False

    def _read(self, frame: sse.Frame, data: bytes) -> None:
        if data.startswith(b"[DONE]"):
            return  # strict clients of this dialect choke on it
        event = wire.decode(schema.event, data)
        kind = event.type
        if kind == "error" or event.error is not None or frame.event == "error":
            self._fail(event_error(event))
            return
        if kind in _FAILURES:
            failure = error_of(event.response or schema.Body())
            self._fail(failure or Failure(FailureClass.OVERLOADED, 0, "The response failed"))
            return
        if isinstance(event.sequence_number, int):
            self._writer.number = event.sequence_number + 1
        if kind in _ENDS:
            self._end(frame, data, event)
        elif event.response is not None:
            self._begin(event.response, data)
            self._send(self._named(frame, data, event.response))
        else:
            self._content(event, data)
            self._send(frame.raw)

    def _begin(self, response: schema.Body, data: bytes) -> None:
        meter = self.meter
        meter.upstream_model = meter.upstream_model or str(response.model or "")
        meter.upstream_id = meter.upstream_id or str(response.id or "")
        if self._writer.response is None:
            announced = wire.loads(wire.members(data)["response"])
            if self._model is not None and isinstance(announced, dict):
                announced["model"] = self._model
            self._writer.response = announced

    def _named(self, frame: sse.Frame, data: bytes, response: schema.Body) -> bytes:
        if self._model is None or response.model is None or response.model == self._model:
            return frame.raw
        named = wire.edit(bytes(wire.members(data)["response"]), {"model": self._model})
        return frame.with_data(wire.edit(data, {"response": wire.as_raw(named)}))

    def _content(self, event: schema.Event, data: bytes) -> None:
        index = event.output_index if isinstance(event.output_index, int) else 0
        if type(event.delta) is str and event.delta:
            self._shown.add(index)
            self.meter.add_text(event.delta)
        elif event.item is None:
            if "_call" in str(event.type):
                self.meter.started = True  # a tool at work upstream
        elif event.type == "response.output_item.added":
            self._added(index, event.item, data)
        elif event.type == "response.output_item.done":
            self._done(index, event.item, data)

    def _added(self, index: int, item: schema.ItemWire, data: bytes) -> None:
        meter = self.meter
        self._called |= item.type in CALLS
        if item.type not in _PLAIN:
            meter.started = True
            meter.add_text(str(item.name or ""))
        announced = wire.loads(wire.members(data)["item"])
        if isinstance(announced, dict):
            self._open[index] = (announced, len(meter.texts))

    def _done(self, index: int, item: schema.ItemWire, data: bytes) -> None:
        meter = self.meter
        self._called |= item.type in CALLS
        if index not in self._shown:
            named = index in self._open and item.type in CALLS
            for text in item_texts(item)[1 if named else 0 :]:
                meter.add_text(text)
        if item.encrypted_content:
            meter.started = True
        self._open.pop(index, None)
        whole = wire.members(data)["item"]
        if len(bytes(whole)) <= _KEPT_ITEM:
            self._writer.done[index] = whole

    def _end(self, frame: sse.Frame, data: bytes, event: schema.Event) -> None:
        response = event.response
        if response is None:
            self._fail(failures.protocol("The last event has no response"))
            return
        failure = error_of(response)
        if failure is not None:
            self._fail(failure)
            return
        self._begin(response, data)
        meter = self.meter
        meter.usage = decode_usage(response.usage, response.service_tier) or meter.usage
        meter.finish = decode_finish(response, called=self._called).value
        meter.finished = meter.complete = self._ended = True
        self._writer.final = (data, self._model)
        self._hold(self._named(frame, data, response))

    def _cut(self, usage: Usage) -> bytes:
        out = b""
        for index, (item, start) in sorted(self._open.items()):
            out += self._close(index, item, "".join(self.meter.texts[start:]))
        self._open.clear()
        if self._writer.response is None:
            out = self._writer.begin(self._echo.response("resp_0", self._model or "")) + out
        return out + self._writer.end(Finish.LENGTH, usage, 0)

    def _close(self, index: int, item: dict[str, Any], text: str) -> bytes:
        """An item that was announced, as far as it came."""
        place = {"item_id": item.get("id"), "output_index": index}
        out = b""
        if item.get("type") == "message":
            part = {"type": "output_text", "text": text, "annotations": [], "logprobs": []}
            if text:
                where = {**place, "content_index": 0}
                out = self._writer.event("response.output_text.done", **where, text=text,
                                         logprobs=[])  # fmt: skip
                out += self._writer.event("response.content_part.done", **where, part=part)
            item = {**item, "content": [part] if text else []}
        elif item.get("type") == "reasoning":
            item = {**item, "summary": [{"type": "summary_text", "text": text}] if text else []}
        elif str(item.get("type")) in CALLS:
            name = "arguments" if "arguments" in item else "input"
            item = {**item, name: text}
        if "status" in item:
            item = {**item, "status": "incomplete"}
        return out + self._writer.item_done(index, item)

    def _at_end(self) -> None:
        return  # a stream without its last event was cut
