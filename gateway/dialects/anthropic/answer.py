"""Whole answers of Anthropic's messages, both ways."""

from __future__ import annotations

from typing import Any

from gateway.dialects import custom_tools, wire
from gateway.dialects.anthropic import schema
from gateway.dialects.anthropic.citations import is_own
from gateway.dialects.anthropic.finish import decode_finish, encode_finish
from gateway.dialects.anthropic.stream_encode import call_id, message_id
from gateway.dialects.anthropic.surface import error_of
from gateway.dialects.anthropic.usage import decode_usage, encode_usage
from gateway.domain.conversation import (
    Answer,
    Block,
    Choice,
    Finish,
    Image,
    Opaque,
    Reasoning,
    Refusal,
    Text,
    ToolCall,
)
from gateway.domain.usage import NO_USAGE
from gateway.errors import DialectError


def decode_answer(body: bytes) -> Answer:
    """See :meth:`gateway.dialects.base.Dialect.decode_answer`."""
    answer = wire.decode(schema.message, body)
    failure = error_of(answer)
    if failure is not None:
        raise DialectError(failure.message)
    if answer.content is None:
        raise DialectError("The answer has no content", "content")
    blocks = [_decode_block(block, body, index) for index, block in enumerate(answer.content)]
    finish = decode_finish(answer.stop_reason)
    details = answer.stop_details
    if finish is Finish.FILTERED and isinstance(details, dict) and details.get("explanation"):
        blocks.append(Refusal(str(details["explanation"])))
    stop = answer.stop_sequence if isinstance(answer.stop_sequence, str) else ""
    return Answer(
        id=_text(answer.id),
        model=_text(answer.model),
        choices=[Choice(blocks, finish, stop)],
        usage=decode_usage(answer.usage),
        extra={"stop_details": details} if isinstance(details, dict) else {},
    )


def _decode_block(block: schema.BlockWire, body: bytes, index: int) -> Block:
    if block.type == "text":
        citations = block.citations if isinstance(block.citations, list) else []
        return Text(_text(block.text), citations=citations)
    if block.type == "thinking":
        return Reasoning(_text(block.thinking), _text(block.signature))
    if block.type == "redacted_thinking":
        return Reasoning(redacted=_text(block.data))
    if block.type == "tool_use":
        return decode_call(block)
    return Opaque("anthropic", wire.loads(wire.members(body)["content"])[index])


def decode_call(block: schema.BlockWire) -> ToolCall:
    """A ``tool_use``; its input keeps its bytes, so numbers of any size survive."""
    arguments = wire.as_text(block.input)
    if arguments in ("", "null"):
        arguments = "{}"
    text = custom_tools.unwrap(arguments)
    if text is not None:
        return ToolCall(_text(block.id), _text(block.name), text, "custom")
    return ToolCall(_text(block.id), _text(block.name), arguments)


def encode_answer(answer: Answer, model: str) -> bytes:
    """See :meth:`gateway.dialects.base.Dialect.encode_answer`. Only the first choice is carried."""
    choice = answer.choices[0] if answer.choices else Choice([])
    encoded = [_encode_block(block) for block in choice.blocks]
    finish = choice.finish
    if finish is Finish.STOP:
        if any(isinstance(block, Refusal) for block in choice.blocks):
            finish = Finish.FILTERED
        elif any(isinstance(block, ToolCall) for block in choice.blocks):
            finish = Finish.TOOL_CALL
    body: dict[str, Any] = {
        "id": message_id(answer.id),
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": [block for block in encoded if block is not None],
        "stop_reason": encode_finish(finish),
        "stop_sequence": choice.stop_sequence or None,
    }
    if answer.extra.get("stop_details"):
        body["stop_details"] = answer.extra["stop_details"]
    body["usage"] = encode_usage(answer.usage or NO_USAGE)
    return wire.dumps(body)


def _encode_block(block: Block) -> dict[str, Any] | None:
    if isinstance(block, Text | Refusal):
        if not block.text:
            return None
        encoded: dict[str, Any] = {"type": "text", "text": block.text}
        citations = [] if isinstance(block, Refusal) else block.citations
        own = [citation for citation in citations if is_own(citation)]
        return {**encoded, "citations": own} if own else encoded
    if isinstance(block, Reasoning):
        if block.redacted:
            return {"type": "redacted_thinking", "data": block.redacted}
        return {"type": "thinking", "thinking": block.text, "signature": block.signature}
    if isinstance(block, ToolCall):
        return encode_call(block)
    if isinstance(block, Image) and block.url:
        return {"type": "text", "text": f"![image]({block.url})"}
    if isinstance(block, Opaque) and block.dialect == "anthropic":
        return dict(block.value)
    return None


def encode_call(call: ToolCall, legal_id: str = "") -> dict[str, Any]:
    """A ``tool_use``; arguments that are no JSON object are wrapped instead of lost."""
    arguments = custom_tools.wrap(call.arguments) if call.kind == "custom" else call.arguments
    return {
        "type": "tool_use",
        "id": legal_id or call_id(call.id),
        "name": call.name,
        "input": wire.as_object(arguments),
    }


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
