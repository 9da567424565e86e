"""What Anthropic refuses in the messages, and the text it reads in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.upstreams.anthropic_errors import invalid
from tests.upstreams.anthropic_models import AnthropicModel, is_signed
from tests.upstreams.call import dumps

_TOOL_ID = re.compile(r"^[a-zA-Z0-9_-]+$")
_IMAGE_TYPES = ("image/jpeg", "image/png", "image/gif", "image/webp")
_USER_BLOCKS = (
    "text",
    "image",
    "document",
    "tool_result",
    "search_result",
    "container_upload",
)
_ASSISTANT_BLOCKS = (
    "text",
    "thinking",
    "redacted_thinking",
    "tool_use",
    "document",
    "server_tool_use",
    "web_search_tool_result",
    "web_fetch_tool_result",
    "code_execution_tool_result",
    "mcp_tool_use",
    "mcp_tool_result",
    "compaction",
)
_MAX_BREAKPOINTS = 4


def prompt_texts(body: Mapping[str, Any]) -> list[str]:
    """The text of system, tools and each message; what the model hid from itself included."""
    texts = [dumps(tool) for tool in body.get("tools") or ()]
    if body.get("system"):
        texts.insert(0, _text(body["system"]))
    return texts + [_text(message["content"]) for message in body["messages"]]


def _text(content: Any) -> str:
    if isinstance(content, str):
        return content
    return " ".join(filter(None, (_block_text(block) for block in content)))


def _block_text(block: Mapping[str, Any]) -> str:
    match block.get("type"):
        case "text":
            return str(block["text"])
        case "tool_result":
            return _text(block.get("content") or "")
        case "tool_use":
            return dumps(block.get("input"))
        case "thinking":
            return str(block.get("thinking"))
    return ""


def check_messages(messages: Any, model: AnthropicModel, version: str) -> None:
    """Refuse what Anthropic refuses.

    Raises:
        Invalid: the first rule that is broken.
    """
    if messages is None:
        invalid("messages: Field required")
    if not isinstance(messages, list):
        invalid("messages: Input should be a valid list")
    if not messages:
        invalid("messages: at least one message is required")
    for index, message in enumerate(messages):
        _check_message(message, index, index == len(messages) - 1, model, version)
    if messages[0]["role"] != "user":
        invalid('messages: first message must use the "user" role')
    _check_tool_results(messages)
    _check_ending(messages[-1], model)


def _check_message(
    message: Any, index: int, last: bool, model: AnthropicModel, version: str
) -> None:
    at = f"messages.{index}"
    if not isinstance(message, Mapping):
        invalid(f"{at}: Input should be a valid dictionary")
    for name in message:
        if name not in ("role", "content"):
            invalid(f"{at}.{name}: Extra inputs are not permitted")
    role = message.get("role")
    if role == "system" and not model.system_inside:
        invalid(
            'messages: Unexpected role "system". The Messages API accepts a top-level `system` '
            'parameter, not "system" as an input message role.'
        )
    if role not in ("user", "assistant", "system"):
        invalid(f"{at}.role: Input should be 'user' or 'assistant'")
    content = message.get("content")
    if content is None:
        invalid(f"{at}.content: Field required")
    if not isinstance(content, (str, list)):
        invalid(f"{at}.content: Input should be a valid list")
    if not content and not (last and role == "assistant"):
        invalid(
            f"{at}: all messages must have non-empty content except for the optional final "
            "assistant message"
        )
    if isinstance(content, str):
        if content and not content.strip():
            invalid("messages: text content blocks must contain non-whitespace text")
        return
    for number, block in enumerate(content):
        _check_block(block, role, f"{at}.content.{number}", version)


def _check_block(block: Any, role: str, at: str, version: str) -> None:
    kind = block.get("type") if isinstance(block, Mapping) else None
    known = _ASSISTANT_BLOCKS if role == "assistant" else _USER_BLOCKS
    if kind in ("tool_use", "tool_result") and kind not in known:
        owner = "assistant" if kind == "tool_use" else "user"
        invalid(f"{at}: `{kind}` blocks can only be in `{owner}` messages")
    if kind not in known:
        expected = ", ".join(f"'{name}'" for name in known)
        invalid(
            f"{at}: Input tag '{kind}' found using 'type' does not match any of the expected "
            f"tags: {expected}"
        )
    match kind:
        case "text":
            check_text_block(block, "messages", at)
            if role == "user" and block.get("citations") and version != "2023-06-01":
                invalid(f"{at}.text.citations: citations are not permitted in user messages")
        case "image":
            _check_image(block.get("source"), at)
        case "document" if role == "assistant" and version != "2023-06-01":
            invalid(f"{at}: `document` blocks can only be in `user` messages")
        case "tool_use":
            _check_tool_use(block, at)
        case "tool_result":
            _check_tool_result(block, at, version)
        case "thinking":
            _check_thinking(block, at)
        case "redacted_thinking":
            if not is_signed("redacted", str(block.get("data"))):
                invalid(f"{at}: Invalid `data` in `redacted_thinking` block")


def check_text_block(block: Mapping[str, Any], owner: str, at: str) -> None:
    """A text block with text in it."""
    text = block.get("text")
    if not isinstance(text, str):
        invalid(f"{at}.text.text: Field required")
    if not text:
        invalid(f"{owner}: text content blocks must be non-empty")
    if not text.strip():
        invalid(f"{owner}: text content blocks must contain non-whitespace text")


def _check_image(source: Any, at: str) -> None:
    kind = source.get("type") if isinstance(source, Mapping) else None
    if kind not in ("base64", "url", "file"):
        invalid(
            f"{at}.image.source: Input tag '{kind}' found using 'type' does not match any of the "
            "expected tags: 'base64', 'url', 'file'"
        )
    if kind == "base64":
        if source.get("media_type") not in _IMAGE_TYPES:
            expected = ", ".join(f"'{name}'" for name in _IMAGE_TYPES)
            invalid(f"{at}.image.source.base64.media_type: Input should be {expected}")
        data = source.get("data")
        if not isinstance(data, str) or not data or data.startswith("data:"):
            invalid(f"{at}.image.source.base64.data: Invalid base64 data")
    if kind == "url" and not str(source.get("url")).startswith("https://"):
        invalid(f"{at}.image.source.url.url: Only HTTPS URLs are supported.")


def _check_tool_use(block: Mapping[str, Any], at: str) -> None:
    for name in ("id", "name", "input"):
        if name not in block:
            invalid(f"{at}.tool_use.{name}: Field required")
    if not isinstance(block["id"], str) or not _TOOL_ID.match(block["id"]):
        invalid(f"{at}.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'")
    if not isinstance(block["input"], Mapping):
        invalid(f"{at}.tool_use.input: Input should be a valid dictionary")


def _check_tool_result(block: Mapping[str, Any], at: str, version: str) -> None:
    if "tool_use_id" not in block:
        invalid(f"{at}.tool_result.tool_use_id: Field required")
    content = block.get("content")
    if content is None or isinstance(content, str):
        return
    for index, inner in enumerate(content):
        kind = inner.get("type") if isinstance(inner, Mapping) else None
        if kind not in ("text", "image", "document", "search_result"):
            invalid(f"{at}.tool_result.content.{index}: Input tag '{kind}' is not expected")
        _check_block(inner, "user", f"{at}.tool_result.content.{index}", version)


def _check_thinking(block: Mapping[str, Any], at: str) -> None:
    for name in ("thinking", "signature"):
        if not isinstance(block.get(name), str):
            invalid(f"{at}.thinking.{name}: Field required")
    if not is_signed(block["thinking"], block["signature"]):
        invalid(f"{at}: Invalid `signature` in `thinking` block")


def _blocks(message: Mapping[str, Any], kind: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if isinstance(message["content"], list):
        for index, block in enumerate(message["content"]):
            if block.get("type") == kind:
                yield index, block


def _check_tool_results(messages: Sequence[Mapping[str, Any]]) -> None:
    """Every tool_use is answered in the next message, before anything else in it."""
    asked: list[str] = []
    for index, message in enumerate(messages):
        answered = list(_blocks(message, "tool_result"))
        for number, block in answered:
            if block["tool_use_id"] not in asked:
                invalid(
                    f"messages.{index}.content.{number}: unexpected `tool_use_id` found in "
                    f"`tool_result` blocks: {block['tool_use_id']}. Each `tool_result` block must "
                    "have a corresponding `tool_use` block in the previous message."
                )
        # Results that stand behind another block are not "immediately after".
        in_front = [b["tool_use_id"] for at, (number, b) in enumerate(answered) if at == number]
        missing = [tool_id for tool_id in asked if tool_id not in in_front]
        if missing:
            _without_results(index - 1, missing)
        asked = [str(block["id"]) for _, block in _blocks(message, "tool_use")]
        if len(set(asked)) < len(asked):
            invalid(f"messages.{index}: `tool_use` ids must be unique")
    if asked:
        _without_results(len(messages) - 1, asked)


def _without_results(index: int, missing: Sequence[str]) -> None:
    invalid(
        f"messages.{index}: `tool_use` ids were found without `tool_result` blocks immediately "
        f"after: {', '.join(missing)}. Each `tool_use` block must have a corresponding "
        "`tool_result` block in the next message."
    )


def _check_ending(last: Mapping[str, Any], model: AnthropicModel) -> None:
    if last["role"] != "assistant":
        return
    if not model.prefill:
        invalid(
            "This model does not support assistant message prefill. The conversation must end "
            "with a user message."
        )
    content = last["content"]
    text = content if isinstance(content, str) else ""
    if isinstance(content, list) and content and content[-1].get("type") == "text":
        text = content[-1]["text"]
    if text != text.rstrip():
        invalid("messages: final assistant content cannot end with trailing whitespace")


def check_cache(body: Mapping[str, Any]) -> None:
    """Refuse malformed cache breakpoints, and more than four."""
    found = [cache for cache in _breakpoints(body) if cache is not None]
    for cache in found:
        if not isinstance(cache, Mapping) or cache.get("type") != "ephemeral":
            invalid("cache_control.type: Input should be 'ephemeral'")
        if cache.get("ttl") not in (None, "5m", "1h"):
            invalid("cache_control.ephemeral.ttl: Input should be '5m' or '1h'")
    if len(found) > _MAX_BREAKPOINTS:
        invalid(
            f"A maximum of {_MAX_BREAKPOINTS} blocks with cache_control may be provided. Found "
            f"{len(found)}."
        )


def _breakpoints(body: Mapping[str, Any]) -> Iterator[Any]:
    for tool in body.get("tools") or ():
        yield tool.get("cache_control")
    blocks = list(body["system"]) if isinstance(body.get("system"), list) else []
    for message in body["messages"]:
        blocks += message["content"] if isinstance(message["content"], list) else []
    for block in blocks:
        yield block.get("cache_control")
