"""Whole answers of Cohere's chat."""

from __future__ import annotations

from gateway.dialects import custom_tools, failures, wire
from gateway.dialects.cohere import schema
from gateway.dialects.cohere.citations import decode_citations
from gateway.dialects.cohere.finish import decode_finish, fault_of
from gateway.dialects.cohere.usage import decode_usage
from gateway.dialects.openai_chat.calls import new_call_id
from gateway.domain.conversation import Answer, Block, Choice, Reasoning, Text, ToolCall
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError


def decode_answer(body: bytes) -> Answer:
    """See :meth:`gateway.dialects.base.UpstreamDialect.decode_answer`."""
    answer = wire.decode(schema.body, body)
    message = _message(answer)
    fault = fault_of(answer.finish_reason)
    if fault is not None:
        raise DialectError(fault.message)
    return Answer(
        id=schema.text(answer.id),
        model="",
        choices=[Choice(_blocks(message), decode_finish(answer.finish_reason))],
        usage=decode_usage(answer.usage),
    )


def _message(answer: schema.Body) -> schema.Message:
    if isinstance(answer.message, schema.Message):
        return answer.message
    raise DialectError(answer.message or "The answer has no message", "message")


def _blocks(message: schema.Message) -> list[Block]:
    blocks: list[Block] = []
    for part in message.content or ():
        if thought := schema.text(part.thinking):
            blocks.append(Reasoning(thought))
        if said := schema.text(part.text):
            blocks.append(Text(said))
    if plan := schema.text(message.tool_plan):
        blocks.append(Text(plan))
    if cited := decode_citations(message.citations):
        texts = [block for block in blocks if isinstance(block, Text)]
        if texts:
            texts[-1].citations = list(cited)
    return [*blocks, *(decode_call(call) for call in message.tool_calls or ())]


def decode_call(call: schema.Call) -> ToolCall:
    function = call.function or schema.Function()
    arguments = schema.text(function.arguments) or "{}"
    custom = custom_tools.unwrap(arguments)
    ident, name = schema.text(call.id) or new_call_id(), schema.text(function.name)
    if custom is not None:
        return ToolCall(ident, name, custom, "custom")
    return ToolCall(ident, name, arguments)


def answer_usage(body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
    """See :meth:`gateway.dialects.base.UpstreamDialect.answer_usage`."""
    answer = wire.decode(schema.body, body)
    if isinstance(answer.message, str):
        return None, [], failures.from_error({"message": answer.message})
    message = _message(answer)
    texts = [
        told
        for part in message.content or ()
        for told in (schema.text(part.thinking), schema.text(part.text))
        if told
    ]
    texts += [plan] if (plan := schema.text(message.tool_plan)) else []
    calls = [call.function for call in message.tool_calls or () if call.function is not None]
    texts += [schema.text(call.name) + schema.text(call.arguments) for call in calls]
    return decode_usage(answer.usage), texts, fault_of(answer.finish_reason)
