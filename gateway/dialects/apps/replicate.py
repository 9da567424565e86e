"""Replicate's predictions of language models (https://replicate.com/docs/reference/http).

A stream stands at an address of its own, which the first answer tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gateway.dialects import failures, wire
from gateway.dialects.apps.events import AppDecoder, member, object_of, text, usage
from gateway.dialects.apps.transcript import check, images_of, system_text, whole_text
from gateway.dialects.lossy import unconvertible
from gateway.domain.conversation import (
    Answer,
    Choice,
    Conversation,
    Ended,
    Finish,
    Finished,
    Image,
    Started,
    StreamEvent,
    Text,
    TextDelta,
)
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError


class Replicate:
    """See :class:`~gateway.dialects.base.UpstreamDialect`. Inputs are those that language models
    there have in common.
    """

    name = "replicate"

    def encode_request(self, conversation: Conversation, model: str) -> bytes:
        check(conversation, self.name)
        values: dict[str, Any] = {
            "prompt": whole_text(conversation, system=False),
            "system_prompt": system_text(conversation) or None,
            "max_tokens": conversation.max_output,
            "temperature": conversation.temperature,
            "top_p": conversation.top_p,
            "top_k": conversation.top_k,
            "presence_penalty": conversation.presence_penalty,
            "frequency_penalty": conversation.frequency_penalty,
            "stop_sequences": ",".join(conversation.stop) or None,
            "seed": conversation.seed,
        }
        images = images_of(conversation)
        if len(images) > 1:
            raise unconvertible("More than one image", "messages")
        values["image"] = _address(images[0]) if images else None
        given = {name: value for name, value in values.items() if value is not None}
        return wire.dumps({"input": given, "stream": conversation.stream})

    def decode_answer(self, body: bytes) -> Answer:
        value = object_of(body)
        failure = failure_of(value)
        if failure is not None:
            raise DialectError(failure.message)
        said = _output(value)
        if said is None:
            raise DialectError("The prediction has no text", "output")
        return Answer(text(value.get("id")), "", [Choice([Text(said)])], _usage(value))

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        value = object_of(body)
        said = _output(value)
        return _usage(value), [said] if said else [], failure_of(value)

    def stream_decoder(self) -> ReplicateDecoder:
        return ReplicateDecoder()


def _address(image: Image) -> str:
    if image.url:
        return image.url
    if not image.data:
        raise unconvertible("An image by its file id", "messages")
    return f"data:{image.mime or 'image/png'};base64,{image.data}"


def failure_of(value: dict[str, Any]) -> Failure | None:
    """The failure that a prediction is; None for one that has succeeded."""
    status = value.get("status")
    if status == "succeeded":
        return None
    if status in ("failed", "canceled", "aborted"):
        said = text(value.get("error")) or f"the prediction has {status}"
        return failures.from_error({"message": said})
    if status is None:
        return failures.from_error({"message": text(value.get("detail")) or "no prediction"})
    return failures.from_error({"message": "the prediction is not done", "code": "timeout"})


def _output(value: dict[str, Any]) -> str | None:
    output = value.get("output")
    if isinstance(output, list):
        return "".join(piece for piece in output if isinstance(piece, str))
    return output if isinstance(output, str) else None


def _usage(value: dict[str, Any]) -> Usage | None:
    told = value.get("metrics")
    return usage(member(told, "input_token_count"), member(told, "output_token_count"))


class ReplicateDecoder(AppDecoder):
    """``output`` events are raw text; ``done`` ends them. Tokens are not told."""

    def __init__(self) -> None:
        super().__init__()
        self._started = False

    def _event(self, name: str, data: bytes) -> Iterator[StreamEvent]:
        if not self._started and name in ("output", "done"):
            self._started = True
            yield Started()
        match name:
            case "output":
                if data:
                    yield TextDelta(data.decode("utf-8", "replace"))
            case "done":
                reason = object_of(data).get("reason") if data.strip() else None
                self._ended = True
                if reason in ("error", "canceled"):
                    failure = failures.from_error({"message": f"the prediction ended: {reason}"})
                    yield failures.to_stream_error(failure)
                    return
                yield Finished(Finish.STOP)
                yield Ended()
            case "error":
                self._ended = True
                said = _detail(data)
                yield failures.to_stream_error(failures.from_error({"message": said}))


def _detail(data: bytes) -> str:
    try:
        return text(object_of(data).get("detail")) or "the prediction failed"
    except DialectError:
        return data.decode("utf-8", "replace")[:500] or "the prediction failed"
