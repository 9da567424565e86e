"""Whole answers of Ollama, both ways, and the parts that its streams share with them."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

from gateway.dialects import custom_tools, failures, wire
from gateway.dialects.ollama import schema
from gateway.dialects.ollama.clock import Clock
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
from gateway.domain.failure import Failure
from gateway.domain.usage import NO_USAGE, Usage
from gateway.errors import DialectError


def decode_answer(body: bytes) -> Answer:
    """See :meth:`gateway.dialects.base.Dialect.decode_answer`."""
    answer = wire.decode(schema.body, body)
    failure = error_of(answer)
    if failure is not None:
        raise DialectError(failure.message)
    if answer.message is None:
        raise DialectError("The answer has no message", "message")
    blocks = decode_message(answer.message)
    called = any(isinstance(block, ToolCall) for block in blocks)
    return Answer(
        id="",
        model=text(answer.model),
        choices=[Choice(blocks, decode_finish(answer.done_reason, called=called))],
        usage=decode_usage(answer),
        created=decode_time(answer.created_at),
    )


def decode_message(message: schema.MessageWire) -> list[Block]:
    blocks: list[Block] = []
    if thinking := text(message.thinking):
        blocks.append(Reasoning(thinking))
    if content := text(message.content):
        blocks.append(Text(content))
    return [*blocks, *decode_calls(message)]


def decode_calls(message: schema.MessageWire, default_id: str = "") -> list[ToolCall]:
    """The tool calls; older servers give them no id. ``default_id`` begins the ids of those."""
    calls: list[ToolCall] = []
    for number, call in enumerate(message.tool_calls or ()):
        if call.function is None or not isinstance(call.function.name, str):
            continue
        missing = f"{default_id}{number}" if default_id else new_call_id()
        arguments = wire.as_text(call.function.arguments)
        if arguments.startswith('"'):  # some clients send the text of the object
            arguments = str(wire.loads(call.function.arguments))
        custom = custom_tools.unwrap(arguments)
        calls.append(
            ToolCall(
                id=text(call.id) or missing,
                name=call.function.name,
                arguments=arguments or "{}" if custom is None else custom,
                kind="function" if custom is None else "custom",
            )
        )
    return calls


def decode_finish(reason: Any, *, called: bool) -> Finish:
    if reason == "length":
        return Finish.LENGTH
    return Finish.TOOL_CALL if called else Finish.STOP


def decode_usage(body: schema.Body) -> Usage | None:
    """None where a count is missing (a fully cached prompt's is): then both are counted here."""
    prompt, output = body.prompt_eval_count, body.eval_count
    if not isinstance(prompt, int) or not isinstance(output, int):
        return None
    return Usage(input=max(0, prompt), output=max(0, output))


def decode_time(value: Any) -> int:
    """An RFC 3339 time in Unix seconds, 0 for none."""
    try:
        return int(datetime.fromisoformat(text(value)).timestamp())
    except ValueError:
        return 0


def error_of(body: schema.Body) -> Failure | None:
    return failures.from_error(body.error) if body.error else None


def encode_answer(answer: Answer, model: str, clock: Clock) -> bytes:
    """See :meth:`gateway.dialects.base.Dialect.encode_answer`. Only the first choice is carried."""
    choice = answer.choices[0] if answer.choices else Choice([])
    message = {"role": "assistant", "content": "", **encode_message(choice.blocks)}
    body = {"model": model, "created_at": encode_time(answer.created), "message": message}
    return wire.dumps(body | encode_ending(choice.finish, answer.usage or NO_USAGE, clock))


def encode_message(blocks: list[Block]) -> dict[str, Any]:
    content = "".join(block.text for block in blocks if isinstance(block, Text | Refusal))
    thinking = "".join(block.text for block in blocks if isinstance(block, Reasoning))
    calls = [encode_call(block) for block in blocks if isinstance(block, ToolCall)]
    images = [block.data for block in blocks if isinstance(block, Image) and block.data]
    others = {"thinking": thinking, "tool_calls": calls, "images": images}
    return {"content": content} | {name: value for name, value in others.items() if value}


def encode_call(call: ToolCall) -> dict[str, Any]:
    arguments = custom_tools.wrap(call.arguments) if call.kind == "custom" else call.arguments
    function = {"name": call.name, "arguments": wire.as_object(arguments)}
    return {"id": call.id, "function": function}


def encode_ending(finish: Finish, usage: Usage, clock: Clock) -> dict[str, Any]:
    cut = finish in (Finish.LENGTH, Finish.CONTEXT_FULL)
    return {
        "done": True,
        "done_reason": "length" if cut else "stop",
        "prompt_eval_count": usage.input,
        "eval_count": usage.output,
        **clock.durations(),
    }


_YEAR_10000 = 253_402_300_800


def encode_time(created: int) -> str:
    """RFC 3339; now for what is no time of this calendar."""
    told = created if 0 < created < _YEAR_10000 else time.time()
    moment = datetime.fromtimestamp(told, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def text(value: Any) -> str:
    return value if isinstance(value, str) else ""
