"""A body sent to another dialect's endpoint, recognised by its members.

Clients take one wrong turn more often than one would think: a base URL of the other vendor, a
provider type left as it was, an editor (Cursor) that sends Responses bodies to chat completions.
Serving an honest body in the wrong dialect would be worse than refusing a stray one, so a body is
only taken for another dialect's where it cannot be its endpoint's: it lacks what that one demands
or holds what that one does not know, and nothing in it speaks for the endpoint.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from gateway.dialects import wire
from gateway.errors import DialectError

Kind = Literal["openai_chat", "openai_responses", "anthropic"]

_CHAT_ROLES = ("tool", "developer", "function")
_CHAT_PARTS = ("image_url", "input_audio", "file", "refusal")
_MESSAGES_PARTS = ("tool_use", "tool_result")
_SOURCED = ("image", "document")
"""Parts that are Anthropic's where they have a ``source``."""


class _Head(Struct):
    """The members that tell; each stays as its bytes."""

    messages: Raw | UnsetType = UNSET
    input: Raw | UnsetType = UNSET
    prompt: Raw | UnsetType = UNSET
    instructions: Raw | UnsetType = UNSET
    previous_response_id: Raw | UnsetType = UNSET
    conversation: Raw | UnsetType = UNSET
    system: Raw | UnsetType = UNSET
    tools: Raw | UnsetType = UNSET
    max_tokens: Raw | UnsetType = UNSET
    stop_sequences: Raw | UnsetType = UNSET
    stream_options: Raw | UnsetType = UNSET
    max_completion_tokens: Raw | UnsetType = UNSET
    response_format: Raw | UnsetType = UNSET
    stop: Raw | UnsetType = UNSET
    n: Raw | UnsetType = UNSET
    functions: Raw | UnsetType = UNSET


class _Message(Struct):
    role: Any = None
    content: Raw | UnsetType = UNSET
    tool_calls: Raw | UnsetType = UNSET
    tool_call_id: Raw | UnsetType = UNSET


class _Part(Struct):
    type: Any = None
    source: Raw | UnsetType = UNSET


class _Tool(Struct):
    function: Raw | UnsetType = UNSET
    input_schema: Raw | UnsetType = UNSET


class _StreamOptions(Struct):
    include_usage: Any = None


_head = msgspec.json.Decoder(_Head)
_messages = msgspec.json.Decoder(list[_Message])
_parts = msgspec.json.Decoder(list[_Part])
_tools = msgspec.json.Decoder(list[_Tool])
_options = msgspec.json.Decoder(_StreamOptions)


def kind_of(body: bytes, endpoint: Kind) -> Kind:
    """The dialect of ``body``: its ``endpoint``'s, unless it is plainly another's.

    Never raises: what cannot be read is for its own endpoint to refuse.
    """
    try:
        head = wire.decode(_head, body)
        if endpoint == "openai_responses":
            return _at_responses(head)
        if _is_responses(head):
            return "openai_responses"
        return _at_chat(head) if endpoint == "openai_chat" else _at_messages(head)
    except DialectError:
        return endpoint


def wants_chat_answer(body: bytes) -> bool:
    """Whether a Responses body asks for its stream in chat's words.

    Cursor sends ``input`` to chat completions, asks for ``stream_options.include_usage``, which is
    chat's alone, and reads chat chunks
    (https://forum.cursor.com/t/159298, https://docs.litellm.ai/docs/proxy/cursor).
    """
    try:
        options = wire.decode(_head, body).stream_options
        return not _null(options) and wire.decode(_options, _raw(options)).include_usage is not None
    except DialectError:
        return False


def _is_responses(head: _Head) -> bool:
    """No messages, which chat and Messages demand, but an input."""
    return head.messages is UNSET and _starts(head.input, b'["')


def _at_responses(head: _Head) -> Kind:
    """Messages are not known there; what is must be absent."""
    known = (head.input, head.prompt, head.instructions, head.previous_response_id)
    if not _starts(head.messages, b"[") or any(not _null(each) for each in known):
        return "openai_responses"
    if not _null(head.conversation):
        return "openai_responses"
    return "anthropic" if _is_messages(head) else "openai_chat"


def _at_chat(head: _Head) -> Kind:
    return "anthropic" if _is_messages(head) else "openai_chat"


def _at_messages(head: _Head) -> Kind:
    own = (head.system, head.stop_sequences, head.input)
    if not _starts(head.messages, b"[") or any(not _null(each) for each in own):
        return "anthropic"
    messages, tools = _listed(head)
    if _speaks_messages(messages, tools) or not _speaks_chat(head, messages, tools):
        return "anthropic"
    return "openai_chat"


def _is_messages(head: _Head) -> bool:
    """Anthropic's limit, which it demands, something of Anthropic's, and nothing of chat's."""
    if _null(head.max_tokens) or not _starts(head.messages, b"[") or not _null(head.input):
        return False
    # The cheap question first: most bodies hold nothing of Anthropic's at their top.
    if _chat_members(head) or (
        _null(head.system) and _null(head.tools) and not _mentions_parts(head)
    ):
        return False
    messages, tools = _listed(head)
    if messages and messages[0].role == "system":  # chat's way; Claude Code's come later
        return False
    if _speaks_chat(head, messages, tools):
        return False
    return _starts(head.system, b'["') or _speaks_messages(messages, tools)


def _mentions_parts(head: _Head) -> bool:
    text = bytes(_raw(head.messages))
    return b'"tool_use"' in text or b'"tool_result"' in text or b'"source"' in text


def _speaks_messages(messages: list[_Message], tools: list[_Tool]) -> bool:
    """Whether tools or parts stand in the body that only Anthropic's Messages knows."""
    if any(tool.input_schema is not UNSET and tool.function is UNSET for tool in tools):
        return True
    return any(
        part.type in _MESSAGES_PARTS or (part.type in _SOURCED and part.source is not UNSET)
        for message in messages
        for part in _parts_of(message)
    )


def _speaks_chat(head: _Head, messages: list[_Message], tools: list[_Tool]) -> bool:
    """Whether something stands in the body that only chat completions knows."""
    if any(tool.function is not UNSET for tool in tools):
        return True
    for message in messages:
        if message.role in _CHAT_ROLES or message.tool_call_id is not UNSET:
            return True
        if not _null(message.tool_calls):
            return True
        if any(part.type in _CHAT_PARTS for part in _parts_of(message)):
            return True
    # Members alone, where Anthropic's own limit is missing: it demands one.
    return _null(head.max_tokens) and _chat_members(head)


def _chat_members(head: _Head) -> bool:
    members = (head.stream_options, head.max_completion_tokens, head.response_format)
    others = (head.stop, head.n, head.functions)
    return any(not _null(member) for member in (*members, *others))


def _listed(head: _Head) -> tuple[list[_Message], list[_Tool]]:
    messages = wire.decode(_messages, _raw(head.messages))
    tools = wire.decode(_tools, _raw(head.tools)) if _starts(head.tools, b"[") else []
    return messages, tools


def _parts_of(message: _Message) -> list[_Part]:
    if not _starts(message.content, b"["):
        return []
    return wire.decode(_parts, _raw(message.content))


def _raw(value: Raw | UnsetType) -> Raw:
    return Raw() if value is UNSET else value


def _null(value: Raw | UnsetType) -> bool:
    """Whether a member is missing or null."""
    return value is UNSET or bytes(memoryview(value)[:5]) == b"null"


def _starts(value: Raw | UnsetType, begins: bytes) -> bool:
    """Whether a member's JSON begins with one of these bytes: which type it has."""
    return value is not UNSET and memoryview(value)[0] in begins
