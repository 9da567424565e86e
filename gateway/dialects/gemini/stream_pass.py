"""Gemini on both sides: frames pass as they came, read on the way."""

from __future__ import annotations

from typing import Any

from gateway.dialects import sse, wire
from gateway.dialects.gemini import schema
from gateway.dialects.gemini.answer import candidate, head
from gateway.dialects.gemini.finish import decode_finish
from gateway.dialects.gemini.surface import error_of, part_texts
from gateway.dialects.gemini.usage import decode_usage, encode_usage, merge
from gateway.dialects.passing import PassPipe
from gateway.domain.conversation import Finish
from gateway.domain.usage import Usage


class GeneratePipe(PassPipe):
    """See :class:`~gateway.dialects.base.StreamPipe`.

    The ending begins with the frame in which the last open candidate finishes. Clients of this
    dialect split lines by hand: comments are dropped, and ``data:`` gets its space.
    """

    def __init__(self, model: str | None) -> None:
        super().__init__()
        self._model = model
        self._usage: dict[str, Any] = {}
        self._open: set[int] = set()
        self._finished: set[int] = set()
        self._called = False

    def ending(self) -> bytes:
        if not self._usage and self.meter.usage is not None and self._held:
            frame = sse.parse(self._held[-1])
            if frame.data is not None:
                counted = {"usageMetadata": encode_usage(self.meter.usage)}
                self._held[-1] = frame.with_data(wire.edit(frame.data, counted))
        return super().ending()

    def _take(self, frame: sse.Frame) -> None:
        if frame.data and not frame.data.isspace():
            super()._take(frame)

    def _read(self, frame: sse.Frame, data: bytes) -> None:
        if data.startswith(b"[DONE]"):
            return  # compatible gateways add it; Google's own package chokes on it
        response = wire.decode(schema.response, data)
        failure = error_of(response)
        if failure is not None:
            self._fail(failure)
            return
        meter = self.meter
        merge(self._usage, response.usage_metadata)
        meter.usage = decode_usage(self._usage)
        meter.upstream_model = meter.upstream_model or schema.text(response.model_version)
        meter.upstream_id = meter.upstream_id or schema.text(response.response_id)
        raw = self._named(frame, data, response)
        shown = False
        for each in response.candidates or ():
            shown |= self._candidate(each)
        if response.blocked and not self._open and not self._finished:
            self._finished.add(0)
            meter.started = True
            meter.finish = Finish.FILTERED.value
        if shown and self._held:
            self._release()
        meter.finished = bool(self._finished) and not self._open
        if meter.finished:
            self._hold(raw)
        else:
            self._send(raw)

    def _named(self, frame: sse.Frame, data: bytes, response: schema.Response) -> bytes:
        renamed = self._model is not None and response.model_version not in (None, self._model)
        if renamed:
            data = wire.edit(data, {"modelVersion": self._model})
        if not frame.raw.startswith(b"data: ") or b"\n:" in frame.raw:
            return sse.write(data)
        return frame.with_data(data) if renamed else frame.raw

    def _candidate(self, each: schema.CandidateWire) -> bool:
        """Whether it shows content."""
        meter, index = self.meter, each.number
        shown = False
        for part in each.parts:
            texts = part_texts(part)
            for text in texts:
                meter.add_text(text)
            if part.function_call is not None:
                self._called = meter.started = True
            if part.inline_data is not None:
                meter.started = True
            shown |= bool(texts) or part.inline_data is not None
        if shown or index not in self._finished:
            self._finished.discard(index)
            self._open.add(index)
        if each.reason:
            self._open.discard(index)
            self._finished.add(index)
            meter.finish = decode_finish(each.reason, called=self._called).value
        return shown

    def _cut(self, usage: Usage) -> bytes:
        meter = self.meter
        indexes = sorted(self._open or {0})
        ends = [candidate([{"text": ""}], index, "MAX_TOKENS") for index in indexes]
        named = head(meter.upstream_id, self._model or meter.upstream_model)
        body = {"candidates": ends, "usageMetadata": encode_usage(usage), **named}
        return sse.write(wire.dumps(body))

    def _at_end(self) -> None:
        self.meter.complete = self.meter.finished
