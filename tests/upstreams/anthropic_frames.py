"""Anthropic's message: the whole object, and the same as an event stream."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tests.upstreams.anthropic_models import sign
from tests.upstreams.call import Call, dumps
from tests.upstreams.compose import Answer, fragments
from tests.upstreams.script import Reply, Usage
from tests.upstreams.wire import Frame

Display = Literal["summarized", "omitted"]


def wire_usage(usage: Usage | Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The usage object: input without what the cache read or was given."""
    if usage is None:
        return None
    if isinstance(usage, Mapping):
        return dict(usage)
    written = usage.cache_write + usage.cache_write_1h
    return {
        "input_tokens": usage.prompt - usage.cached - written,
        "cache_creation_input_tokens": written,
        "cache_read_input_tokens": usage.cached,
        "cache_creation": {
            "ephemeral_5m_input_tokens": usage.cache_write,
            "ephemeral_1h_input_tokens": usage.cache_write_1h,
        },
        "output_tokens": usage.completion,
        "output_tokens_details": {"thinking_tokens": usage.reasoning},
        "service_tier": "standard",
        "inference_geo": "not_available",
    }


@dataclass(frozen=True, slots=True)
class MessageAnswer:
    """One message, ready to be put on the wire either way."""

    call: Call
    reply: Reply
    answer: Answer
    model: str
    display: Display

    def whole(self) -> dict[str, Any]:
        """The `message` object."""
        message = self._head() | {"content": list(self._blocks()), "stop_reason": self.stop_reason}
        message |= self._stop()
        usage = wire_usage(self.answer.usage)
        if usage is not None:
            message["usage"] = usage
        return message

    def frames(self) -> list[Frame]:
        """The events, `message_start` to `message_stop`."""
        return [Frame(dumps(event), event["type"]) for event in self._events()]

    @property
    def stop_reason(self) -> str:
        """Why the message ended."""
        if self.reply.finish is not None:
            return self.reply.finish
        if self.reply.refusal is not None:
            return "refusal"
        if self.answer.cut_by_limit:
            return "max_tokens"
        if self.answer.stop is not None:
            return "stop_sequence"
        return "tool_use" if self.answer.tool_calls else "end_turn"

    def _head(self) -> dict[str, Any]:
        return {
            "id": self.call.id("msg_01"),
            "type": "message",
            "role": "assistant",
            "model": self.model,
            "content": [],
            "stop_reason": None,
            "stop_sequence": None,
            "stop_details": None,
            "container": None,
        }

    def _stop(self) -> dict[str, Any]:
        details = None
        if self.reply.refusal is not None:
            explanation = self.reply.refusal
            details = {"type": "refusal", "category": None, "explanation": explanation}
        return {"stop_sequence": self.answer.stop, "stop_details": details}

    def _blocks(self) -> Iterator[dict[str, Any]]:
        if self.answer.reasoning is not None:
            thought = self.answer.reasoning
            shown, hidden = (thought, "") if self.display == "summarized" else ("", thought)
            yield {"type": "thinking", "thinking": shown, "signature": sign(shown, hidden)}
        if self.reply.redacted:
            yield {"type": "redacted_thinking", "data": sign("redacted", "what was not to be seen")}
        if self.answer.text:
            yield {"type": "text", "text": self.answer.text, "citations": None}
        for index, call in enumerate(self.answer.tool_calls):
            yield {
                "type": "tool_use",
                "id": call.id or self.call.id("toolu_01", 22, part=index),
                "name": call.name,
                "input": call.object,
                "caller": {"type": "direct"},
            }

    def _events(self) -> Iterator[dict[str, Any]]:
        usage = wire_usage(self.answer.usage)
        yield {"type": "message_start", "message": self._head() | self._start_usage(usage)}
        pinged = False
        for index, block in enumerate(self._blocks()):
            start, deltas = self._split(block)
            yield {"type": "content_block_start", "index": index, "content_block": start}
            if not pinged:
                yield {"type": "ping"}
                pinged = True
            for delta in deltas:
                yield {"type": "content_block_delta", "index": index, "delta": delta}
                if self.reply.empty_deltas:
                    yield {"type": "ping"}
            yield {"type": "content_block_stop", "index": index}
        if not self.reply.finish_chunk:
            return
        if usage is not None and self.reply.usage_place == "every":
            part = usage | {"output_tokens": usage["output_tokens"] // 2}
            nothing = {"stop_reason": None, "stop_sequence": None}
            yield {"type": "message_delta", "delta": nothing, "usage": _delta_usage(part)}
        end = {"stop_reason": self.stop_reason} | self._stop() | {"container": None}
        last: dict[str, Any] = {"type": "message_delta", "delta": end}
        yield last | ({} if usage is None else {"usage": _delta_usage(usage)})
        if self.reply.done:
            yield {"type": "message_stop"}

    def _start_usage(self, usage: Mapping[str, Any] | None) -> dict[str, Any]:
        """Usage of `message_start`: the input is known, of the output one token at most."""
        if usage is None:
            return {}
        if self.reply.usage_place == "finish":
            return {"usage": {"input_tokens": 0, "output_tokens": 0}}
        start = {name: n for name, n in usage.items() if name != "output_tokens_details"}
        return {"usage": start | {"output_tokens": min(1, usage.get("output_tokens", 0))}}

    def _split(self, block: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """A block as it starts, and the deltas that fill it."""
        match block["type"]:
            case "thinking":
                deltas: list[dict[str, Any]] = [
                    {"type": "thinking_delta", "thinking": piece}
                    for piece in fragments(block["thinking"], 12)
                ]
                deltas.append({"type": "signature_delta", "signature": block["signature"]})
                return block | {"thinking": "", "signature": ""}, deltas
            case "text":
                texts = [{"type": "text_delta", "text": piece} for piece in self.answer.pieces]
                return block | {"text": ""}, texts
            case "tool_use":
                whole = dumps(block["input"]) if block["input"] else ""
                pieces = ["", *fragments(whole, self.reply.argument_size)]
                parts = [{"type": "input_json_delta", "partial_json": piece} for piece in pieces]
                return block | {"input": {}}, parts
        return block, []


def _delta_usage(usage: Mapping[str, Any]) -> dict[str, Any]:
    """Usage of `message_delta`: cumulative counts, no tiers."""
    hidden = ("cache_creation", "service_tier", "inference_geo")
    return {name: value for name, value in usage.items() if name not in hidden}
