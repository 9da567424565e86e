"""Whole responses, both ways."""

from __future__ import annotations

from typing import Any

from gateway.dialects import proofs, wire
from gateway.dialects.openai_chat.usage import decode_usage
from gateway.dialects.openai_responses import output, schema
from gateway.dialects.openai_responses.echo import Echo
from gateway.dialects.openai_responses.finish import CALLS, decode_finish, encode_finish, error_of
from gateway.dialects.openai_responses.ids import response_id
from gateway.dialects.openai_responses.tools import NAME, flat_name
from gateway.dialects.openai_responses.usage import encode_usage
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
from gateway.errors import DialectError


def decode_answer(body: bytes) -> Answer:
    """See :meth:`gateway.dialects.base.Dialect.decode_answer`."""
    answer = wire.decode(schema.body, body)
    failure = error_of(answer)
    if failure is not None:
        raise DialectError(failure.message)
    if answer.output is None:
        raise DialectError("The response has no output", "output")
    blocks: list[Block] = []
    whole: list[Any] | None = None
    for index, item in enumerate(answer.output):
        found = decode_item(item)
        if found is None:
            whole = whole or wire.loads(wire.members(body)["output"])
            found = [Opaque(NAME, whole[index])]
        blocks += found
    called = any(item.type in CALLS for item in answer.output)
    return Answer(
        id=_text(answer.id),
        model=_text(answer.model),
        choices=[Choice(blocks, decode_finish(answer, called=called))],
        usage=decode_usage(answer.usage, answer.service_tier),
        created=int(answer.created_at) if isinstance(answer.created_at, int | float) else 0,
    )


def decode_item(item: schema.ItemWire) -> list[Block] | None:
    """An item's blocks; None for a tool that ran at the upstream."""
    if item.type == "message":
        return [block for part in item.content or () for block in _part(part)]
    if item.type == "reasoning":
        return [decode_reasoning(item)]
    if item.type in CALLS:
        return [decode_call(item)]
    if item.type == "image_generation_call" and _text(item.result):
        return [Image(mime="image/png", data=_text(item.result))]
    return None


def _part(part: schema.PartWire) -> list[Block]:
    if part.type == "refusal":
        return [Refusal(_text(part.refusal))]
    citations = part.annotations if isinstance(part.annotations, list) else []
    return [Text(_text(part.text), citations=list(citations))]


def decode_reasoning(item: schema.ItemWire) -> Reasoning:
    texts = [_text(part.text) for part in (item.summary or []) + (item.content or [])]
    return Reasoning("\n\n".join(text for text in texts if text), signature_of(item))


def signature_of(item: schema.ItemWire) -> str:
    """A reasoning item's proof, for dialects that have one place for it; '' for none."""
    encrypted = _text(item.encrypted_content)
    if not encrypted:
        return ""
    return proofs.seal(proofs.OPENAI, f"{_text(item.id)}#{encrypted}")


def decode_call(item: schema.ItemWire) -> ToolCall:
    custom = item.type == "custom_tool_call"
    return ToolCall(
        id=_text(item.call_id) or _text(item.id),
        name=flat_name(_text(item.namespace), _text(item.name)),
        arguments=_text(item.input if custom else item.arguments),
        kind="custom" if custom else "function",
    )


def encode_answer(answer: Answer, model: str, echo: Echo) -> bytes:
    """See :meth:`gateway.dialects.base.Dialect.encode_answer`. Only the first choice is carried."""
    choice = answer.choices[0] if answer.choices else Choice([])
    status, details = encode_finish(choice.finish)
    body = echo.response(
        response_id(answer.id), model, created=answer.created, status=status, whole=True
    )
    body["incomplete_details"] = details
    body["output"] = _Output(choice, echo).items()
    if answer.usage is not None:
        body["usage"] = encode_usage(answer.usage)
    return wire.dumps(body)


class _Output:
    """One choice's blocks as items; texts and refusals side by side are one message."""

    def __init__(self, choice: Choice, echo: Echo) -> None:
        self._choice = choice
        self._names = echo.names
        self._ids = echo.ids
        cut = encode_finish(choice.finish)[0] == "incomplete"
        self._status = "incomplete" if cut and choice.finish is not Finish.FILTERED else "completed"
        self._items: list[dict[str, Any]] = []
        self._content: list[dict[str, Any]] = []

    def items(self) -> list[dict[str, Any]]:
        for block in self._choice.blocks:
            if isinstance(block, Text):
                self._content.append(_text_part(block))
            elif isinstance(block, Refusal):
                self._content.append(output.refusal_part(block.text))
            else:
                item = self._item(block)
                if item is not None:
                    self._close("completed")
                    self._items.append(item)
        self._close(self._status)
        return self._items

    def _item(self, block: Block) -> dict[str, Any] | None:
        if isinstance(block, Reasoning):
            return output.reasoning(block, self._ids)
        if isinstance(block, ToolCall):
            return output.call(block, self._names, self._ids)
        if isinstance(block, Image):
            return output.image(block, self._ids)
        if isinstance(block, Opaque) and block.dialect == NAME:
            return dict(block.value)
        return None

    def _close(self, status: str) -> None:
        if self._content:
            self._items.append(output.message(self._ids.new("msg"), status, self._content))
            self._content = []


def _text_part(block: Text) -> dict[str, Any]:
    found = [output.annotation(citation, 0, len(block.text)) for citation in block.citations]
    return output.text_part(block.text, [item for item in found if item is not None])


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
