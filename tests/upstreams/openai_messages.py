"""What OpenAI refuses in the messages of a chat request, and the text it reads in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.upstreams.call import dumps
from tests.upstreams.openai_errors import refuse

_ROLES = ("system", "assistant", "user", "function", "tool", "developer")
_PARTS = {
    "system": ("text",),
    "developer": ("text",),
    "tool": ("text",),
    "assistant": ("text", "refusal"),
    "user": ("text", "image_url", "input_audio", "file"),
}
_MAX_CALL_ID = 40


def prompt_texts(messages: Sequence[Any]) -> list[str]:
    """The text of each message, its tool calls as JSON."""
    return [_text(message) for message in messages if isinstance(message, Mapping)]


def _text(message: Mapping[str, Any]) -> str:
    content = message.get("content")
    said = [content] if isinstance(content, str) else []
    if isinstance(content, list):
        said = [str(part.get("text", "")) for part in content if isinstance(part, Mapping)]
    if message.get("tool_calls"):
        said.append(dumps(message["tool_calls"]))
    return " ".join(said)


def check_messages(messages: Any) -> None:
    """Refuse what OpenAI refuses.

    Raises:
        Refused: the first rule that is broken.
    """
    if not isinstance(messages, list):
        refuse(
            "Invalid type for 'messages': expected an array of objects.", "messages", "invalid_type"
        )
    if not messages:
        refuse(
            "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an "
            "empty array instead.",
            "messages",
            "empty_array",
        )
    for index, message in enumerate(messages):
        _check_message(message, f"messages[{index}]")
    _check_tool_answers(messages)


def _check_message(message: Any, at: str) -> None:
    role = message.get("role") if isinstance(message, Mapping) else None
    if role is None:
        refuse(
            f"Missing required parameter: '{at}.role'.", f"{at}.role", "missing_required_parameter"
        )
    if role not in _ROLES:
        supported = ", ".join(f"'{r}'" for r in _ROLES[:-1]) + f", and '{_ROLES[-1]}'"
        refuse(
            f"Invalid value: '{role}'. Supported values are: {supported}.",
            f"{at}.role",
            "invalid_value",
        )
    if role == "tool" and not isinstance(message.get("tool_call_id"), str):
        missing = f"{at}.tool_call_id"
        refuse(f"Missing required parameter: '{missing}'.", missing, "missing_required_parameter")
    calls = message.get("tool_calls")
    if calls is not None:
        _check_calls(calls, role, at)
    _check_content(message, role, at)


def _check_content(message: Mapping[str, Any], role: str, at: str) -> None:
    content = message.get("content")
    if content is None:
        speaks = any(message.get(name) for name in ("tool_calls", "function_call", "refusal"))
        if role == "assistant" and (speaks or message.get("audio")):
            return
        if role == "function":
            return
        refuse("Invalid value for 'content': expected a string, got null.", f"{at}.content")
    if isinstance(content, str):
        return
    if not isinstance(content, list):
        refuse(
            f"Invalid type for '{at}.content': expected one of a string or array of objects.",
            f"{at}.content",
            "invalid_type",
        )
    if not content:
        refuse(
            f"Invalid '{at}.content': empty array. Expected an array with minimum length 1, but "
            "got an empty array instead.",
            f"{at}.content",
            "empty_array",
        )
    for index, part in enumerate(content):
        _check_part(part, role, f"{at}.content[{index}]")


def _check_part(part: Any, role: str, at: str) -> None:
    kind = part.get("type") if isinstance(part, Mapping) else None
    known = _PARTS.get(role, ("text",))
    if kind not in known:
        supported = " and ".join(f"'{k}'" for k in known)
        refuse(
            f"Invalid value: '{kind}'. Supported values are: {supported}.",
            f"{at}.type",
            "invalid_value",
        )
    if kind in ("text", "refusal") and not isinstance(part.get(kind), str):
        refuse(
            f"Missing required parameter: '{at}.{kind}'.",
            f"{at}.{kind}",
            "missing_required_parameter",
        )
    if kind == "image_url":
        _check_image(part.get("image_url"), at)
    if kind == "input_audio":
        audio = part.get("input_audio")
        if not isinstance(audio, Mapping) or audio.get("format") not in ("wav", "mp3"):
            refuse(
                "Invalid value. Supported values are: 'wav' and 'mp3'.",
                f"{at}.input_audio.format",
                "invalid_value",
            )
    if kind == "file":
        file = part.get("file")
        if not isinstance(file, Mapping) or not (file.get("file_id") or file.get("file_data")):
            refuse(
                f"Missing required parameter: '{at}.file.file_id'.",
                f"{at}.file.file_id",
                "missing_required_parameter",
            )


def _check_image(image: Any, at: str) -> None:
    if not isinstance(image, Mapping):
        refuse(
            f"Invalid type for '{at}.image_url': expected an object, but got a string instead.",
            f"{at}.image_url",
            "invalid_type",
        )
    url = image.get("url")
    if not isinstance(url, str) or not url.startswith(("https://", "http://", "data:image/")):
        refuse(
            f"Invalid '{at}.image_url.url'. Expected a base64-encoded data URL with an image MIME "
            "type (e.g. 'data:image/png;base64,aW1nIGJ5dGVzIGhlcmU='), but got a value without "
            "the 'data:' prefix.",
            f"{at}.image_url.url",
            "invalid_image_url",
        )


def _check_calls(calls: Any, role: str, at: str) -> None:
    if role != "assistant":
        refuse(f"Unknown parameter: '{at}.tool_calls'.", f"{at}.tool_calls", "unknown_parameter")
    if not isinstance(calls, list) or not calls:
        refuse(
            f"Invalid '{at}.tool_calls': empty array. Expected an array with minimum length 1, "
            "but got an empty array instead.",
            f"{at}.tool_calls",
            "empty_array",
        )
    for index, call in enumerate(calls):
        here = f"{at}.tool_calls[{index}]"
        for name in ("id", "type"):
            if not isinstance(call.get(name), str):
                refuse(
                    f"Missing required parameter: '{here}.{name}'.",
                    f"{here}.{name}",
                    "missing_required_parameter",
                )
        if len(call["id"]) > _MAX_CALL_ID:
            refuse(
                f"Invalid '{here}.id': string too long. Expected a string with maximum length "
                f"{_MAX_CALL_ID}, but got a string with length {len(call['id'])} instead.",
                f"{here}.id",
                "string_above_max_length",
            )
        inner = call.get(call["type"])
        if call["type"] == "function" and not (
            isinstance(inner, Mapping) and isinstance(inner.get("arguments"), str)
        ):
            refuse(
                f"Invalid type for '{here}.function.arguments': expected a string, but got an "
                "object instead.",
                f"{here}.function.arguments",
                "invalid_type",
            )


def _check_tool_answers(messages: Sequence[Mapping[str, Any]]) -> None:
    """Each tool message answers a call of the assistant's turn before it, and none is left out."""
    waiting: list[str] = []
    asked: set[str] = set()
    for index, message in enumerate(messages):
        at = f"messages.[{index}].role"
        if message["role"] == "tool":
            if not asked:
                refuse(
                    "Invalid parameter: messages with role 'tool' must be a response to a "
                    "preceeding message with 'tool_calls'.",
                    at,
                )
            if message["tool_call_id"] not in asked:
                refuse(
                    "Invalid parameter: 'tool_call_id' of "
                    f"'{message['tool_call_id']}' not found in 'tool_calls' of previous message.",
                    at.replace("role", "tool_call_id"),
                )
            waiting = [call for call in waiting if call != message["tool_call_id"]]
            continue
        _check_none_waits(waiting, at)
        calls = message.get("tool_calls") or ()
        waiting = [call["id"] for call in calls]
        asked = set(waiting)
    _check_none_waits(waiting, f"messages.[{len(messages)}].role")


def _check_none_waits(waiting: Sequence[str], at: str) -> None:
    if waiting:
        refuse(
            "An assistant message with 'tool_calls' must be followed by tool messages responding "
            "to each 'tool_call_id'. The following tool_call_ids did not have response messages: "
            + ", ".join(waiting),
            at,
        )
