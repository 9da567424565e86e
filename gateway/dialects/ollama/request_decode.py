"""Ollama's chat requests as neutral conversations."""

from __future__ import annotations

from typing import Any

from gateway.dialects import counting, wire
from gateway.dialects.members import Members
from gateway.dialects.ollama import schema
from gateway.dialects.ollama.answer import decode_calls, text
from gateway.domain.conversation import (
    Block,
    Conversation,
    Image,
    OutputFormat,
    Reasoning,
    Text,
    Thinking,
    Tool,
    ToolCall,
    ToolResult,
    Turn,
)
from gateway.errors import DialectError

NAME = "ollama"


def decode_request(body: bytes) -> Conversation:
    """See :meth:`gateway.dialects.base.Dialect.decode_request`."""
    encoded = wire.members(body)
    messages: list[schema.MessageWire] = []
    if "messages" in encoded:
        messages = wire.decode(schema.messages, encoded.pop("messages"))
    members = Members({name: wire.loads(value) for name, value in encoded.items()})
    model = members.text("model")
    if not model:
        raise DialectError("The request names no model", "model")
    options = Members(members.object("options") or {}, "options")
    limit = options.integer("num_predict")
    stream = members.flag("stream")
    conversation = Conversation(
        model=model,
        turns=_turns(messages),
        stream=stream is not False,
        stream_usage=True,
        tools=[_tool(tool) for tool in members.objects("tools")],
        max_output=limit if limit is not None and limit >= 0 else None,
        temperature=options.number("temperature"),
        top_p=options.number("top_p"),
        top_k=options.integer("top_k"),
        stop=options.texts("stop"),
        seed=options.integer("seed"),
        presence_penalty=options.number("presence_penalty"),
        frequency_penalty=options.number("frequency_penalty"),
        logprobs=members.flag("logprobs"),
        top_logprobs=members.integer("top_logprobs"),
        thinking=_thinking(members.take("think")),
        output_format=_format(members.take("format")),
        dialect=NAME,
        extra=members.rest,
    )
    if options.rest:
        members.rest["options"] = options.rest
    return conversation


def _turns(messages: list[schema.MessageWire]) -> list[Turn]:
    turns: list[Turn] = []
    pending: list[ToolCall] = []
    for index, message in enumerate(messages):
        role = message.role
        if role == "tool":
            result = _result(message, pending)
            if turns and turns[-1].role == "user" and _only_results(turns[-1]):
                turns[-1].blocks.append(result)
            else:
                turns.append(Turn("user", [result]))
        elif role in ("system", "user", "assistant"):
            blocks = _blocks(message)
            if role == "assistant":
                pending = decode_calls(message, f"call_{index}_")
                blocks += pending
                pending = list(pending)
            turns.append(Turn(role, blocks))  # type: ignore[arg-type]
        else:
            where = f"messages[{index}].role"
            raise DialectError(f"{where} is not a role: {role!r}", where)
    return turns


def _only_results(turn: Turn) -> bool:
    return all(isinstance(block, ToolResult) for block in turn.blocks)


def _blocks(message: schema.MessageWire) -> list[Block]:
    blocks: list[Block] = []
    if thinking := text(message.thinking):
        blocks.append(Reasoning(thinking))
    if content := text(message.content):
        blocks.append(Text(content))
    images = message.images if isinstance(message.images, list) else []
    return blocks + [_image(data) for data in images if isinstance(data, str)]


def _image(data: str) -> Image:
    parts = counting.data_url_parts(data)
    if parts is not None:
        return Image(mime=parts[0], data=parts[1])
    return Image(mime=_mime(data), data=data)


def _mime(data: str) -> str:
    """The type of base64 image data by its first bytes."""
    signs = {"/9j/": "image/jpeg", "R0lG": "image/gif", "UklG": "image/webp"}
    return signs.get(data[:4], "image/png")


def _result(message: schema.MessageWire, pending: list[ToolCall]) -> ToolResult:
    """A result; without an id it belongs to the first open call of its tool, else to the first."""
    name, call_id = text(message.tool_name), text(message.tool_call_id)
    fitting = [
        call for call in pending if call.id == call_id or (not call_id and call.name == name)
    ]
    call = next(iter(fitting or ([] if call_id else pending)), None)
    if call is not None:
        pending.remove(call)
        call_id, name = call.id, call.name
    content = text(message.content)
    return ToolResult(call_id or name, [Text(content)] if content else [], name=name)


def _tool(tool: dict[str, Any]) -> Tool:
    function = Members(tool.get("function"), "tools[].function")
    name = function.text("name")
    if not name:
        raise DialectError("A function has no name", "tools[].function.name")
    return Tool(name, function.text("description"), function.object("parameters"))


def _thinking(think: Any) -> Thinking | None:
    if isinstance(think, bool):
        return Thinking(enabled=think)
    return Thinking(effort=think) if isinstance(think, str) and think else None


def _format(value: Any) -> OutputFormat | None:
    if value == "json":
        return OutputFormat("json")
    return OutputFormat("schema", schema=value) if isinstance(value, dict) else None
