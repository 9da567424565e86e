"""Whole answers of Converse."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.dialects import custom_tools, failures, wire
from gateway.dialects.bedrock import schema
from gateway.dialects.bedrock.finish import FAULTS, decode_finish, stop_text
from gateway.dialects.bedrock.usage import decode_usage
from gateway.domain.conversation import Answer, Block, Choice, Image, Reasoning, Text, ToolCall
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError


def decode_answer(body: bytes) -> Answer:
    """See :meth:`gateway.dialects.base.UpstreamDialect.decode_answer`."""
    answer = wire.decode(schema.answer, body)
    reason = schema.text(answer.stop_reason)
    if reason in FAULTS:
        raise DialectError(f"The model broke off: {reason}")
    blocks = [found for block in _content(answer) if (found := _block(block)) is not None]
    stop = stop_text(answer.additional_model_response_fields)
    return Answer(
        id="",
        model="",
        choices=[Choice(blocks, decode_finish(reason), stop)],
        usage=decode_usage(answer.usage),
    )


def _content(answer: schema.Answer) -> list[schema.Block]:
    if answer.output is None or answer.output.message is None:
        raise DialectError(schema.text(answer.message) or "The answer has no message", "output")
    return answer.output.message.content


def _block(block: schema.Block) -> Block | None:
    if block.tool_use is not None:
        return _call(block.tool_use)
    thought = block.reasoning_content
    if thought is not None:
        if thought.redacted_content:
            return Reasoning(redacted=schema.text(thought.redacted_content))
        told = thought.reasoning_text or schema.ReasoningText()
        return Reasoning(schema.text(told.text), schema.text(told.signature))
    if block.image is not None:
        return picture(block.image)
    said = _said(block)
    return Text(said) if said else None


def _said(block: schema.Block) -> str:
    cited = block.citations_content.content if block.citations_content is not None else None
    return schema.text(block.text) + "".join(schema.text(each.text) for each in cited or ())


def picture(image: schema.Picture) -> Image | None:
    data = schema.text(image.source.bytes) if image.source is not None else ""
    return Image(mime=f"image/{schema.text(image.format) or 'png'}", data=data) if data else None


def _call(call: schema.ToolUse) -> ToolCall:
    """Arguments keep their bytes, so numbers of any size survive."""
    arguments = wire.as_text(call.input)
    if arguments in ("", "null"):
        arguments = "{}"
    ident, name = schema.text(call.tool_use_id), schema.text(call.name)
    text = custom_tools.unwrap(arguments)
    if text is not None:
        return ToolCall(ident, name, text, "custom")
    return ToolCall(ident, name, arguments)


def answer_usage(body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
    """See :meth:`gateway.dialects.base.UpstreamDialect.answer_usage`."""
    answer = wire.decode(schema.answer, body)
    if answer.output is None and answer.message is not None:
        return None, [], failures.from_error({"message": answer.message})
    texts = [text for block in _content(answer) for text in _texts(block)]
    usage = decode_usage(answer.usage)
    reason = schema.text(answer.stop_reason)
    if reason in FAULTS:
        return usage, texts, failures.protocol(f"The model broke off: {reason}")
    return usage, texts, None


def _texts(block: schema.Block) -> Iterator[str]:
    """What a block costs output tokens for."""
    if said := _said(block):
        yield said
    if block.tool_use is not None:
        yield schema.text(block.tool_use.name) + wire.as_text(block.tool_use.input)
    thought = block.reasoning_content
    if thought is not None and thought.reasoning_text is not None:
        yield schema.text(thought.reasoning_text.text)
