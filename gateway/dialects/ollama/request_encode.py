"""Neutral conversations as Ollama's chat requests."""

from __future__ import annotations

from typing import Any

from gateway.dialects import efforts, wire
from gateway.dialects.foreign import as_text, block_text, instructions
from gateway.dialects.lossy import refuse_foreign, refuse_several, unconvertible
from gateway.dialects.offered_tools import functions
from gateway.dialects.ollama.answer import encode_call
from gateway.dialects.ollama.request_decode import NAME
from gateway.domain.conversation import (
    Block,
    Conversation,
    Image,
    Reasoning,
    Thinking,
    ToolCall,
    ToolChoice,
    ToolResult,
    Turn,
)

Wire = dict[str, Any]

_OPENAI = ("openai_chat", "openai_responses")
"""Dialects whose clients name an effort only where they mean it."""


def encode_request(conversation: Conversation, model: str) -> bytes:
    """See :meth:`gateway.dialects.base.Dialect.encode_request`."""
    refuse_foreign(conversation, NAME)
    refuse_several(conversation)
    own = conversation.dialect == NAME
    extra = dict(conversation.extra) if own else {}
    body: Wire = {"model": model, "messages": _messages(conversation)}
    body["stream"] = conversation.stream  # absent means true
    choice = conversation.tool_choice or ToolChoice()
    tools = functions(conversation.tools, choice)
    if tools:
        body["tools"] = tools
        if choice.mode in ("required", "named"):
            note = "Answer by calling a tool, not with text."
            body["messages"].append({"role": "system", "content": note})
    wanted = conversation.output_format
    if wanted is not None:
        body["format"] = "json" if wanted.kind == "json" else wanted.schema
    think = _think(conversation.thinking, conversation.dialect, model)
    if think is not None:
        body["think"] = think
    for name, value in (
        ("logprobs", conversation.logprobs),
        ("top_logprobs", conversation.top_logprobs),
    ):
        if value is not None:
            body[name] = value
    options = {**extra.pop("options", {}), **_options(conversation)}
    if options:
        body["options"] = options
    return wire.dumps(body | {name: value for name, value in extra.items() if name not in body})


def _options(conversation: Conversation) -> Wire:
    values: Wire = {
        "num_predict": conversation.max_output,
        "temperature": conversation.temperature,
        "top_p": conversation.top_p,
        "top_k": conversation.top_k,
        "stop": conversation.stop or None,
        "seed": conversation.seed,
        "presence_penalty": conversation.presence_penalty,
        "frequency_penalty": conversation.frequency_penalty,
    }
    return {name: value for name, value in values.items() if value is not None}


def _think(thinking: Thinking | None, dialect: str, model: str) -> bool | str | None:
    """Ollama's ``think``. Models that cannot think refuse it, so it is sent where it was asked for
    in so many words; an Anthropic client's effort is none (Claude Code always sends one).
    """
    if thinking is None:
        return None
    effort = efforts.wanted_effort(thinking)
    if effort == "none":
        return False
    if dialect == NAME and thinking.effort:
        return thinking.effort
    if "gpt-oss" in model.lower() and effort:
        levels = {"minimal": "low", "xhigh": "high", "max": "high"}
        return levels.get(effort, effort)
    asked = thinking.enabled is True and not thinking.adaptive
    return True if asked or (thinking.effort and dialect in _OPENAI) else None


def _messages(conversation: Conversation) -> list[Wire]:
    own = conversation.dialect == NAME
    messages: list[Wire] = []
    for turn in conversation.turns:
        if turn.role == "assistant":
            messages.append(_assistant(turn, own))
        elif turn.role == "system":
            blocks = turn.blocks if own else instructions(turn.blocks)
            messages.append(_message("system", blocks))
        else:
            messages += _user(turn)
    return messages


def _user(turn: Turn) -> list[Wire]:
    """Results come first, each in a message of its own; what they show besides text follows."""
    messages: list[Wire] = []
    others: list[Block] = []
    for block in turn.blocks:
        if isinstance(block, ToolResult):
            seen = [part for part in block.content if block_text(part) is None]
            told = "\n".join(block_text(part) or "" for part in block.content if part not in seen)
            content = "Error: " + told if block.is_error else told
            result = {"role": "tool", "content": content, "tool_call_id": block.id}
            messages.append(result | ({"tool_name": block.name} if block.name else {}))
            others += seen
        else:
            others.append(block)
    if others or not turn.blocks:
        messages.append(_message("user", others))
    return messages


def _message(role: str, blocks: list[Block]) -> Wire:
    images = [block for block in blocks if isinstance(block, Image)]
    if any(not image.data for image in images):
        raise unconvertible("An image without its data (by web address or file id)", "messages")
    texts = [as_text(block) for block in blocks if not isinstance(block, Image)]
    message: Wire = {"role": role, "content": "\n\n".join(text for text in texts if text)}
    if images:
        message["images"] = [image.data for image in images]
    return message


def _assistant(turn: Turn, own: bool) -> Wire:
    parts = [block for block in turn.blocks if not isinstance(block, Reasoning | ToolCall | Image)]
    texts = [as_text(block) for block in parts]
    message: Wire = {"role": "assistant", "content": "".join(text for text in texts if text)}
    thinking = [
        block.text
        for block in turn.blocks
        if isinstance(block, Reasoning) and not (block.signature or block.redacted)
    ]
    if any(thinking):
        message["thinking"] = "".join(thinking)
    images = [block.data for block in turn.blocks if isinstance(block, Image) and block.data]
    if images and own:
        message["images"] = images
    calls = [encode_call(block) for block in turn.blocks if isinstance(block, ToolCall)]
    if calls:
        message["tool_calls"] = calls
    return message
