"""Whole chat answers, both ways."""

from __future__ import annotations

import time
from typing import Any

from gateway.dialects import wire
from gateway.dialects.openai_chat import content, schema
from gateway.dialects.openai_chat.calls import arguments_text, new_call_id, signature_of
from gateway.dialects.openai_chat.citations import annotation, searched
from gateway.dialects.openai_chat.images import image_block, image_part
from gateway.dialects.openai_chat.stream_encode import answer_id
from gateway.dialects.openai_chat.usage import decode_usage, encode_usage
from gateway.domain.conversation import (
    Answer,
    Block,
    Choice,
    Finish,
    Image,
    Reasoning,
    Refusal,
    Text,
    ToolCall,
)
from gateway.errors import DialectError


def decode_answer(body: bytes) -> Answer:
    """See :meth:`gateway.dialects.base.Dialect.decode_answer`."""
    answer = wire.decode(schema.body, body)
    failure = content.error_of(answer, body)
    if failure is not None:
        raise DialectError(failure.message)
    if answer.choices is None:
        raise DialectError("The answer has no choices", "choices")
    usage = decode_usage(answer.usage, answer.service_tier)
    for choice in answer.choices:
        usage = usage or decode_usage(choice.usage)
    choices = [_decode_choice(choice) for choice in answer.choices]
    _cite(choices, searched(answer.search_results, answer.citations))
    return Answer(
        id=answer.id if isinstance(answer.id, str) else "",
        model=answer.model if isinstance(answer.model, str) else "",
        choices=choices,
        usage=usage,
        created=answer.created if isinstance(answer.created, int) else 0,
    )


def _cite(choices: list[Choice], sources: list[dict[str, Any]]) -> None:
    """Sources that stand beside the choices belong to their texts."""
    for choice in choices if sources else ():
        texts = [block for block in choice.blocks if isinstance(block, Text)]
        if texts and not texts[-1].citations:
            texts[-1].citations = list(sources)


def _decode_choice(choice: schema.ChoiceWire) -> Choice:
    message = choice.message or schema.MessageWire()
    blocks = decode_message(message)
    finish = content.decode_finish(str(choice.finish_reason or "stop"))
    stop = ""
    if finish is Finish.STOP and any(isinstance(block, ToolCall) for block in blocks):
        finish = Finish.TOOL_CALL
    elif finish is Finish.STOP and content.is_stop_text(choice.stop_reason):
        finish, stop = Finish.STOP_SEQUENCE, str(choice.stop_reason)
    return Choice(blocks, finish, stop, choice.logprobs)


def decode_message(message: schema.MessageWire) -> list[Block]:
    """An answer's blocks: reasoning comes first, tool calls last."""
    blocks: list[Block] = decode_reasoning(message)
    if text := content.text_of(message.content):
        blocks.append(Text(text, citations=list(content.dicts(message.annotations))))
    refusals = [message.refusal, *_refusals(message.content)]
    blocks += [Refusal(text) for text in refusals if isinstance(text, str) and text]
    blocks += [image_block(address) for address in content.image_addresses(message)]
    return [*blocks, *decode_calls(message)]


def decode_calls(message: schema.MessageWire, default_id: str = "") -> list[ToolCall]:
    """The tool calls of an assistant message; calls without a name are none.

    Calls without an id get ``default_id`` and their number, else a new one.
    """
    calls: list[ToolCall] = []
    for number, call in enumerate(content.calls_of(message)):
        body = call.function or call.custom
        if body is None or not isinstance(body.name, str):
            continue
        missing = f"{default_id}{number}" if default_id else new_call_id()
        calls.append(
            ToolCall(
                id=call.id if isinstance(call.id, str) and call.id else missing,
                name=body.name,
                arguments=arguments_text(body),
                kind="custom" if call.custom is not None else "function",
                signature=signature_of(call),
            )
        )
    return calls


def decode_reasoning(message: schema.MessageWire) -> list[Block]:
    """Thinking blocks with their signatures where the message has them, else the plain text."""
    blocks: list[Block] = []
    for block in content.dicts(message.thinking_blocks):
        if block.get("type") == "redacted_thinking":
            blocks.append(Reasoning(redacted=str(block.get("data") or "")))
        else:
            thinking, signature = block.get("thinking"), block.get("signature")
            blocks.append(Reasoning(str(thinking or ""), str(signature or "")))
    if blocks:
        return blocks
    thinking = content.thinking_of(message)
    proofs = content.proofs_of(message)
    signature = next((proof for proof, _ in proofs if proof), "")
    if thinking or signature:
        blocks.append(Reasoning(thinking, signature))
    return blocks + [Reasoning(redacted=redacted) for _, redacted in proofs if redacted]


def _refusals(parts: Any) -> list[Any]:
    return [part.get("refusal") for part in content.dicts(parts) if part.get("type") == "refusal"]


def encode_answer(answer: Answer, model: str) -> bytes:
    """See :meth:`gateway.dialects.base.Dialect.encode_answer`."""
    body: dict[str, Any] = {
        "id": answer_id(answer.id),
        "object": "chat.completion",
        "created": answer.created or int(time.time()),
        "model": model,
        "choices": [
            {
                "index": index,
                "message": _encode_message(choice.blocks),
                "logprobs": choice.logprobs,
                "finish_reason": content.encode_finish(
                    choice.finish,
                    called=any(isinstance(block, ToolCall) for block in choice.blocks),
                ),
            }
            for index, choice in enumerate(answer.choices)
        ],
    }
    if answer.usage is not None:
        body["usage"] = encode_usage(answer.usage)
    return wire.dumps(body)


def _encode_message(blocks: list[Block]) -> dict[str, Any]:
    texts: list[str] = []
    annotations: list[dict[str, Any]] = []
    length = 0
    for block in blocks:
        if isinstance(block, Text):
            end = length + len(block.text)
            found = [annotation(citation, length, end) for citation in block.citations]
            annotations += [item for item in found if item is not None]
            texts.append(block.text)
            length = end
    refusal = "".join(block.text for block in blocks if isinstance(block, Refusal))
    message: dict[str, Any] = {
        "role": "assistant",
        "content": "".join(texts) if texts else None,
        "refusal": refusal or None,
    }
    if annotations:
        message["annotations"] = annotations
    message |= encode_reasoning(blocks)
    images = [block for block in blocks if isinstance(block, Image)]
    if images:
        message["images"] = [image_part(image) for image in images]
    calls = [encode_call(block) for block in blocks if isinstance(block, ToolCall)]
    if calls:
        message["tool_calls"] = calls
    return message


def encode_reasoning(blocks: list[Block]) -> dict[str, Any]:
    """``reasoning_content`` with all thinking, and ``thinking_blocks`` where there are proofs."""
    reasoning = [block for block in blocks if isinstance(block, Reasoning)]
    members: dict[str, Any] = {}
    if any(block.text for block in reasoning):
        members["reasoning_content"] = "".join(block.text for block in reasoning)
    if any(block.signature or block.redacted for block in reasoning):
        members["thinking_blocks"] = [
            {"type": "redacted_thinking", "data": block.redacted}
            if block.redacted
            else {"type": "thinking", "thinking": block.text, "signature": block.signature}
            for block in reasoning
        ]
    return members


def encode_call(call: ToolCall) -> dict[str, Any]:
    if call.kind == "custom":
        return {
            "id": call.id,
            "type": "custom",
            "custom": {"name": call.name, "input": call.arguments},
        }
    encoded: dict[str, Any] = {
        "id": call.id,
        "type": "function",
        "function": {"name": call.name, "arguments": call.arguments or "{}"},
    }
    if call.signature:
        encoded["extra_content"] = {"google": {"thought_signature": call.signature}}
    return encoded
