"""Whole answers of Gemini, both ways, and the parts that its streams share with them."""

from __future__ import annotations

import secrets
from typing import Any

from gateway.dialects import custom_tools, wire
from gateway.dialects.gemini import schema
from gateway.dialects.gemini.finish import FAULTS, decode_finish, encode_finish, refusal_text
from gateway.dialects.gemini.surface import error_of
from gateway.dialects.gemini.thoughts import seal
from gateway.dialects.gemini.usage import decode_usage, encode_usage
from gateway.dialects.openai_chat.calls import new_call_id
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

Wire = dict[str, Any]


def decode_answer(body: bytes) -> Answer:
    """See :meth:`gateway.dialects.base.Dialect.decode_answer`."""
    answer = wire.decode(schema.response, body)
    failure = error_of(answer)
    if failure is not None:
        raise DialectError(failure.message)
    choices = [_decode_choice(candidate) for candidate in answer.candidates or ()]
    if answer.blocked:
        choices = [Choice([Refusal(blocked_text(answer))], Finish.FILTERED)]
    if not choices:
        raise DialectError("The answer has no candidates", "candidates")
    return Answer(
        id=schema.text(answer.response_id),
        model=schema.text(answer.model_version),
        choices=choices,
        usage=decode_usage(answer.usage_metadata),
    )


def blocked_text(answer: schema.Response) -> str:
    feedback = answer.prompt_feedback
    return refusal_text(answer.blocked, feedback.block_reason_message if feedback else None)


def _decode_choice(candidate: schema.CandidateWire) -> Choice:
    blocks: list[Block] = []
    for part in candidate.parts:
        block = decode_part(part)
        last = blocks[-1] if blocks else None
        if isinstance(block, Text | Reasoning) and type(block) is type(last):
            last.text += block.text
        elif block is not None:
            blocks.append(block)
    reason = candidate.reason
    if reason in FAULTS:
        raise DialectError(f"The answer broke off: {fault_text(candidate)}")
    called = any(isinstance(block, ToolCall) for block in blocks)
    finish = decode_finish(reason, called=called)
    if finish is Finish.FILTERED and (not blocks or candidate.finish_message):
        blocks.append(Refusal(refusal_text(reason, candidate.finish_message)))
    return Choice(blocks, finish)


def fault_text(candidate: schema.CandidateWire) -> str:
    return schema.text(candidate.finish_message) or candidate.reason


def decode_part(part: schema.PartWire) -> Block | None:
    """A part of an answer; arguments keep their bytes, so numbers of any size survive."""
    if part.function_call is not None:
        return decode_call(part)
    if text := schema.text(part.text):
        return Reasoning(text) if part.thought is True else Text(text)
    blob = part.inline_data
    if blob is not None and schema.text(blob.mime_type).startswith("image/"):
        return Image(mime=schema.text(blob.mime_type), data=schema.text(blob.data))
    for code in (part.executable_code, part.code_execution_result):
        if code is not None and (told := schema.text(code.code) or schema.text(code.output)):
            return Text(f"\n```\n{told}\n```\n")
    return None


def decode_call(part: schema.PartWire) -> ToolCall | None:
    call = part.function_call
    if call is None or not schema.text(call.name):
        return None
    arguments = wire.as_text(call.args)
    if arguments in ("", "null"):
        arguments = "{}"
    text = custom_tools.unwrap(arguments)
    return ToolCall(
        id=schema.text(call.id) or new_call_id(),
        name=schema.text(call.name),
        arguments=arguments if text is None else text,
        kind="function" if text is None else "custom",
        signature=schema.text(part.thought_signature),
    )


def encode_answer(answer: Answer, model: str) -> bytes:
    """See :meth:`gateway.dialects.base.Dialect.encode_answer`."""
    body: Wire = {"candidates": [_encode_choice(each, i) for i, each in enumerate(answer.choices)]}
    if answer.usage is not None:
        body["usageMetadata"] = encode_usage(answer.usage)
    return wire.dumps(body | head(answer.id, model))


def head(answer_id: str, model: str) -> Wire:
    """What names an answer, in each of its frames."""
    return {"modelVersion": model, "responseId": answer_id or secrets.token_urlsafe(16)}


def _encode_choice(choice: Choice, index: int) -> Wire:
    _prove(choice.blocks)
    parts = [part for part in map(encode_part, choice.blocks) if part is not None]
    refused = any(isinstance(block, Refusal) for block in choice.blocks)
    return candidate(parts, index, encode_finish(choice.finish, refused=refused))


def _prove(blocks: list[Block]) -> None:
    """Puts the proofs of the thoughts into the first call, unless that has one of its own."""
    call = next((block for block in blocks if isinstance(block, ToolCall)), None)
    if call is not None and not call.signature:
        call.signature = seal([block for block in blocks if isinstance(block, Reasoning)])


def candidate(parts: list[Wire], index: int, reason: str = "") -> Wire:
    wanted: Wire = {"content": {"parts": parts, "role": "model"}}
    if reason:
        wanted["finishReason"] = reason
    return {**wanted, "index": index}


def encode_part(block: Block) -> Wire | None:
    if isinstance(block, Text | Refusal):
        return {"text": block.text} if block.text else None
    if isinstance(block, Reasoning):
        return {"text": block.text, "thought": True} if block.text else None
    if isinstance(block, ToolCall):
        return encode_call(block)
    if isinstance(block, Image) and block.data:
        return {"inlineData": {"mimeType": block.mime or "image/png", "data": block.data}}
    if isinstance(block, Image) and block.url:
        return {"text": f"![image]({block.url})"}
    return None


def encode_call(call: ToolCall) -> Wire:
    """A ``functionCall``; arguments that are no JSON object are wrapped instead of lost."""
    arguments = custom_tools.wrap(call.arguments) if call.kind == "custom" else call.arguments
    function: Wire = {"name": call.name, "args": wire.as_object(arguments)}
    if call.id:
        function = {"id": call.id, **function}
    part: Wire = {"functionCall": function}
    if call.signature:
        part["thoughtSignature"] = call.signature
    return part
