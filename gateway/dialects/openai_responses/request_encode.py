"""Neutral conversations as Responses requests (facts: mapping tables)."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from gateway.dialects import efforts, wire
from gateway.dialects.lossy import refuse_foreign, refuse_several
from gateway.dialects.openai_responses.items_encode import ItemsEncode
from gateway.dialects.openai_responses.tools import NAME, encode_choice, encode_tool
from gateway.domain.conversation import Conversation, OutputFormat

MIN_OUTPUT = 16
"""The smallest ``max_output_tokens`` that OpenAI takes."""
ENCRYPTED = "reasoning.encrypted_content"
_CHAT = "openai_chat"
_USER_LENGTH = 64
_TIERS = ("flex", "priority")
_REASONS = re.compile(r"(?:o\d|gpt-[5-9]|gpt-[1-9]\d|codex)")
_OF_CHAT = (
    "prompt_cache_key",
    "prompt_cache_options",
    "prompt_cache_retention",
    "safety_identifier",
)
"""Members that mean the same in OpenAI's chat."""

Wire = dict[str, Any]


def reasons(model: str) -> bool:
    """Whether an OpenAI model thinks: it then refuses sampling and has thoughts to give back."""
    name = efforts.base_name(model).removeprefix("ft:")
    return bool(_REASONS.match(name)) and "-chat" not in name


def encode_request(conversation: Conversation, model: str) -> bytes:
    """See :meth:`gateway.dialects.base.Dialect.encode_request`.

    Nothing is stored at the upstream, and a thinking model's thoughts come back encrypted, so that
    the client can return them.
    """
    refuse_foreign(conversation, NAME)
    refuse_several(conversation)
    own = conversation.dialect == NAME
    parts = ItemsEncode(conversation)
    parts.encode()
    body: Wire = {"model": model, "input": parts.items}
    if parts.instructions:
        body["instructions"] = parts.instructions
    if conversation.stream:
        body["stream"] = True
    _limits(conversation, model, body)
    _tools(conversation, body)
    _text(conversation, body)
    _reasoning(conversation, model, body)
    _identity(conversation, body)
    if own:
        _own_extra(conversation, body)
    else:
        body["store"] = False
        if reasons(model):
            body["include"] = [ENCRYPTED]
    return wire.dumps(body)


def _own_extra(conversation: Conversation, body: Wire) -> None:
    for name, value in conversation.extra.items():
        if name in ("reasoning", "text") and isinstance(value, dict):
            body[name] = {**value, **body.get(name, {})}
        elif name not in body:
            body[name] = value


def _limits(conversation: Conversation, model: str, body: Wire) -> None:
    own = conversation.dialect == NAME
    limit = conversation.max_output
    if limit is not None:
        body["max_output_tokens"] = limit if own else max(MIN_OUTPUT, limit)
    values: Wire = {"top_logprobs": conversation.top_logprobs}
    if own or not reasons(model):
        values |= {"temperature": conversation.temperature, "top_p": conversation.top_p}
    if conversation.logprobs and not own:
        body["include"] = ["message.output_text.logprobs"]
    body |= {name: value for name, value in values.items() if value is not None}


def _tools(conversation: Conversation, body: Wire) -> None:
    own = conversation.dialect == NAME
    encoded = [encode_tool(tool, own) for tool in conversation.tools]
    tools = [tool for tool in encoded if tool is not None]
    if tools:
        body["tools"] = tools
    choice = conversation.tool_choice
    if choice is None or not (tools or own):
        return
    if not (own and "tool_choice" in conversation.extra):
        kinds = {tool.name: tool.kind for tool in conversation.tools}
        body["tool_choice"] = encode_choice(choice, kinds)
    if choice.parallel is not None:
        body["parallel_tool_calls"] = choice.parallel


def _text(conversation: Conversation, body: Wire) -> None:
    text: Wire = {}
    if conversation.output_format is not None:
        text["format"] = _format(conversation.output_format)
    if conversation.verbosity:
        text["verbosity"] = conversation.verbosity
    if text:
        body["text"] = text


def _format(wanted: OutputFormat) -> Wire:
    if wanted.kind == "json":
        return {"type": "json_object"}
    encoded: Wire = {
        "type": "json_schema",
        "name": wanted.name or "answer",
        "schema": wanted.schema,
    }
    if wanted.description:
        encoded["description"] = wanted.description
    if wanted.strict is not None:
        encoded["strict"] = wanted.strict
    return encoded


def _reasoning(conversation: Conversation, model: str, body: Wire) -> None:
    thinking = conversation.thinking
    if thinking is None:
        return
    if conversation.dialect in (NAME, _CHAT):
        effort = thinking.effort
    else:
        effort = efforts.chat_effort(thinking, model)
    if effort:
        body["reasoning"] = {"effort": effort}
        if thinking.display == "summarized" and conversation.dialect != NAME:
            body["reasoning"]["summary"] = "auto"


def _identity(conversation: Conversation, body: Wire) -> None:
    own = conversation.dialect == NAME
    user = conversation.user
    if user and conversation.extra.get("safety_identifier") != user:
        if len(user) > _USER_LENGTH and not own:
            user = hashlib.sha256(user.encode("utf-8", "replace")).hexdigest()
        body["user"] = user
    tier = conversation.service_tier
    if tier and (conversation.dialect in (NAME, _CHAT) or tier in _TIERS):
        body["service_tier"] = tier
    if conversation.dialect not in (NAME, _CHAT):
        return
    if conversation.metadata:
        body["metadata"] = conversation.metadata
    if not own:
        body |= {name: conversation.extra[name] for name in _OF_CHAT if name in conversation.extra}
