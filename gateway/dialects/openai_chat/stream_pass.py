"""OpenAI chat on both sides: frames pass as they came, read on the way."""

from __future__ import annotations

from gateway.dialects import failures, sse, wire
from gateway.dialects.openai_chat import content, schema
from gateway.dialects.openai_chat.usage import decode_usage, encode_usage
from gateway.dialects.passing import PassPipe
from gateway.domain.conversation import Finish
from gateway.domain.usage import Usage

DONE = b"data: [DONE]\n\n"


class ChatPipe(PassPipe):
    """See :class:`~gateway.dialects.base.StreamPipe`.

    The ending begins with the frame in which the last unfinished choice finishes. What compatible
    upstreams leave out of it is put in: a finish reason, usage in a chunk of its own (from the
    finish chunk, else from ``meter.usage``, which the relay may have set to an estimate) where the
    client asked for it, ``[DONE]``.
    """

    def __init__(self, model: str | None, *, include_usage: bool) -> None:
        super().__init__()
        self._edit = wire.ModelEdit(model) if model is not None else None
        self._model = model
        self._include_usage = include_usage
        self._open: set[int] = set()
        self._finished: set[int] = set()
        self._usage_chunk = False
        self._finish_usage: int | None = None
        self._done = b""
        self._tools = False
        self._reasoned = False
        self._created = 0

    def ending(self) -> bytes:
        if not self._finished:
            reason = "tool_calls" if self._tools else "stop"
            choice = {"index": 0, "delta": {}, "finish_reason": reason}
            self._held.insert(0, self._chunk([choice]))
        if self._include_usage and not self._usage_chunk and self.meter.usage is not None:
            self._move_usage()
            self._held.append(self._chunk([], usage=encode_usage(self.meter.usage)))
        self._held.append(self._done or DONE)
        return super().ending()

    def _cut(self, usage: Usage) -> bytes:
        indexes = sorted(self._open or {0})
        choices = [{"index": index, "delta": {}, "finish_reason": "length"} for index in indexes]
        usage_chunk = self._chunk([], usage=encode_usage(usage)) if self._include_usage else b""
        return self._chunk([*choices]) + usage_chunk + DONE

    def _read(self, frame: sse.Frame, data: bytes) -> None:
        if data.startswith(b"[DONE]"):
            self._done, self._ended = frame.raw, True
            self._at_end()
            return
        chunk = wire.decode(schema.body, data)
        if (
            chunk.error is not None
            or chunk.choices is None
            or chunk.base_resp is not None
            or chunk.x_groq is not None
            or frame.event == "error"
        ):
            failure = content.error_of(chunk, data)
            if failure is None and frame.event == "error":
                failure = failures.from_error(wire.loads(data))
            if failure is not None:
                self._fail(failure)
                return
        usage = chunk.usage
        if usage is None and isinstance(chunk.x_groq, dict):
            usage = chunk.x_groq.get("usage")
        if usage is not None:
            self.meter.usage = decode_usage(usage, chunk.service_tier) or self.meter.usage
        if chunk.id == "" and not usage and _only_verdicts(chunk.choices or []):
            return
        raw = frame.raw
        if chunk.model:
            raw = self._named(frame, data, chunk)
        if not chunk.choices:
            if not usage:
                self._send(raw)
            elif self._include_usage:
                self._usage_chunk = True
                self._hold(raw)
        else:
            self._choices(chunk, chunk.choices, raw)

    def _named(self, frame: sse.Frame, data: bytes, chunk: schema.Body) -> bytes:
        meter = self.meter
        if not meter.upstream_model:
            meter.upstream_model = str(chunk.model)
            meter.upstream_id = str(chunk.id or "")
            self._created = chunk.created if isinstance(chunk.created, int) else 0
        if self._edit is None or chunk.model == self._model:
            return frame.raw
        return frame.with_data(self._edit.apply(data))

    def _choices(self, chunk: schema.Body, choices: list[schema.ChoiceWire], raw: bytes) -> None:
        shown = False
        finishing = False
        for choice in choices:
            index = choice.index if isinstance(choice.index, int) else 0
            delta = choice.delta
            if delta is None:
                delta = self._delta_of(choice)
            if index not in self._finished:
                self._open.add(index)
            if delta is not None and self._meter(delta):
                shown = True
                self._finished.discard(index)
                self._open.add(index)
            if choice.usage:
                self.meter.usage = decode_usage(choice.usage) or self.meter.usage
            reason = choice.finish_reason
            if reason:
                if str(reason) in content.FAULTS:
                    self._fail(content.fault(choice))
                    return
                finishing = True
                self._finish(index, str(reason))
        if shown and self._held:
            self._release()
            self._finish_usage = None
        if not finishing or self._open:
            self._send(raw)
            return
        if isinstance(chunk.usage, dict):
            self._finish_usage = len(self._held)
        self._hold(raw)

    def _delta_of(self, choice: schema.ChoiceWire) -> schema.MessageWire | None:
        """What a choice without a delta says: MiniMax repeats the whole message at its end."""
        return None if self.meter.started else choice.message

    def _meter(self, delta: schema.MessageWire) -> bool:
        """Whether the delta shows content."""
        if content.is_plain(delta):
            self.meter.add_text(delta.content)
            return bool(delta.content)
        texts = content.texts_of(delta, reasoned=self._reasoned)
        if content.plain_thinking_of(delta):
            self._reasoned = True
        for text in texts:
            self.meter.add_text(text)
        if delta.tool_calls or delta.function_call:
            self._tools = True
        if texts or content.has_content(delta):
            self.meter.started = True
            return True
        return False

    def _finish(self, index: int, reason: str) -> None:
        meter = self.meter
        self._open.discard(index)
        self._finished.add(index)
        finish = content.decode_finish(reason)
        if finish is Finish.STOP and self._tools:
            finish = Finish.TOOL_CALL
        meter.finish = finish.value
        meter.finished = not self._open

    def _at_end(self) -> None:
        meter = self.meter
        if self._finished and not self._open:
            meter.complete = True
        elif self._ended and meter.started:
            meter.complete = meter.finished = True
        elif self._ended:
            self._fail(failures.protocol("The stream ended before it began an answer"))

    def _move_usage(self) -> None:
        """Usage goes into a chunk of its own; strict clients want exactly one."""
        if self._finish_usage is None or self._finish_usage >= len(self._held):
            return
        frame = sse.parse(self._held[self._finish_usage])
        if frame.data is not None:
            self._held[self._finish_usage] = frame.with_data(wire.edit(frame.data, {"usage": None}))

    def _chunk(self, choices: list[object], usage: object = None) -> bytes:
        meter = self.meter
        return sse.write(
            wire.dumps(
                {
                    "id": meter.upstream_id or "chatcmpl-0",
                    "object": "chat.completion.chunk",
                    "created": self._created,
                    "model": self._model or meter.upstream_model,
                    "choices": choices,
                    "usage": usage,
                }
            )
        )


def _only_verdicts(choices: list[schema.ChoiceWire]) -> bool:
    """Whether a chunk without id holds nothing but what Azure's content filters thought: by
    OpenAI's types it is no chunk, and clients break at its missing choice or delta.
    """
    return all(
        choice.delta is None and choice.message is None and not choice.finish_reason
        for choice in choices
    )
