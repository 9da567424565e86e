"""What OpenAI refuses in the input items of a response, and the text it reads in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NoReturn

from tests.upstreams.call import dumps
from tests.upstreams.openai_errors import refuse

Item = Mapping[str, Any]

_ROLES = ("assistant", "system", "developer", "user")
_PARTS = {
    "user": ("input_text", "input_image", "input_file", "input_audio"),
    "system": ("input_text",),
    "developer": ("input_text",),
    "assistant": ("output_text", "refusal"),
}
_OUTPUTS = ("input_text", "input_image", "input_file")
_ENCRYPTED = re.compile(r"gAAAAA[0-9a-f]{128}")
_MAX_CALL_ID = 64


def tools_of(body: Item) -> Iterator[tuple[str, str, Item]]:
    """Name as tests script it (`namespace.name`), namespace, and tool, of every function."""
    for tool in body.get("tools") or ():
        if tool.get("type") == "namespace":
            for inner in tool.get("tools") or ():
                yield f"{tool['name']}.{inner['name']}", tool["name"], inner
        elif tool.get("type") in ("function", "custom"):
            yield tool["name"], "", tool


def namespaces(body: Item) -> dict[str, tuple[str, str]]:
    """Namespace and type of each tool by its scripted name."""
    return {name: (namespace, tool["type"]) for name, namespace, tool in tools_of(body)}


def prompt_texts(body: Item) -> list[str]:
    """The text of instructions and of each item, calls as JSON."""
    texts = [body["instructions"]] if body.get("instructions") else []
    given = body.get("input")
    if isinstance(given, str):
        return [*texts, given]
    return texts + [_text(item) for item in given or () if isinstance(item, Mapping)]


def _text(item: Item) -> str:
    content = item.get("content") or item.get("output")
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return " ".join(str(part.get("text", "")) for part in content if isinstance(part, Mapping))
    if item.get("type") in ("function_call", "custom_tool_call"):
        return dumps({name: item[name] for name in ("name", "arguments", "input") if name in item})
    return ""


def check_items(given: Any) -> None:
    """Refuse what OpenAI refuses.

    Raises:
        Refused: the first rule that is broken.
    """
    if isinstance(given, str):
        return
    if not isinstance(given, list):
        refuse(
            "Invalid type for 'input': expected one of a string or array of objects.",
            "input",
            "invalid_type",
        )
    for index, item in enumerate(given):
        _check_item(item, f"input[{index}]")
    _check_pairs(given)


def _check_item(item: Any, at: str) -> None:
    if not isinstance(item, Mapping):
        refuse(f"Invalid type for '{at}': expected an object.", at, "invalid_type")
    kind = item.get("type") or "message"
    checks: dict[str, Callable[[Item, str], None]] = {
        "message": _check_message,
        "reasoning": _check_reasoning,
        "function_call": _check_call,
        "custom_tool_call": _check_call,
        "function_call_output": _check_output,
        "custom_tool_call_output": _check_output,
        "item_reference": _check_reference,
        "web_search_call": lambda item, at: None,
    }
    if kind not in checks:
        refuse(f"Invalid value: '{kind}'.", f"{at}.type", "invalid_value")
    checks[kind](item, at)


def _check_message(item: Item, at: str) -> None:
    role = item.get("role")
    if role not in _ROLES:
        supported = ", ".join(f"'{r}'" for r in _ROLES[:-1]) + f", and '{_ROLES[-1]}'"
        refuse(
            f"Invalid value: '{role}'. Supported values are: {supported}.",
            f"{at}.role",
            "invalid_value",
        )
    for name in item:
        if name not in ("type", "role", "content", "id", "status", "phase"):
            refuse(f"Unknown parameter: '{at}.{name}'.", f"{at}.{name}", "unknown_parameter")
    content = item.get("content")
    if isinstance(content, str):
        return
    if not isinstance(content, list):
        _missing(f"{at}.content")
    for index, part in enumerate(content):
        _check_part(part, _PARTS[role], f"{at}.content[{index}]")


def _check_part(part: Any, known: Sequence[str], at: str) -> None:
    kind = part.get("type") if isinstance(part, Mapping) else None
    if kind not in known:
        supported = ", ".join(f"'{k}'" for k in known)
        refuse(
            f"Invalid value: '{kind}'. Supported values are: {supported}.",
            at,
            "invalid_value",
        )
    if kind in ("input_text", "output_text") and not isinstance(part.get("text"), str):
        _missing(f"{at}.text")
    if kind == "input_image" and not part.get("file_id"):
        url = part.get("image_url")
        if not isinstance(url, str):
            refuse(
                f"Invalid type for '{at}.image_url': expected an image URL, but got an object "
                "instead.",
                f"{at}.image_url",
                "invalid_type",
            )
        if not url.startswith(("https://", "http://", "data:image/")):
            refuse(
                f"Invalid '{at}.image_url'. Expected a valid URL.",
                f"{at}.image_url",
                "invalid_value",
            )
    if kind == "input_file" and not any(
        part.get(name) for name in ("file_id", "file_data", "file_url")
    ):
        _missing(f"{at}.file_id")


def _check_reasoning(item: Item, at: str) -> None:
    if not isinstance(item.get("summary"), list):
        _missing(f"{at}.summary")
    encrypted = item.get("encrypted_content")
    if encrypted is None:
        refuse(
            f"Item with id '{item.get('id')}' not found. Items are not persisted when `store` is "
            "set to false. Try again with `store` set to true, or remove this item from your "
            "input.",
            "input",
            status=404,
        )
    if not isinstance(encrypted, str) or not _ENCRYPTED.fullmatch(encrypted):
        refuse(
            f"The encrypted content for item {item.get('id')} could not be verified. Reason: "
            "Encrypted content could not be decrypted or parsed.",
            None,
            "invalid_encrypted_content",
        )


def _check_call(item: Item, at: str) -> None:
    text = "input" if item["type"] == "custom_tool_call" else "arguments"
    for name in ("call_id", "name", text):
        if not isinstance(item.get(name), str):
            _missing(f"{at}.{name}")
    _check_call_id(item["call_id"], at)


def _check_output(item: Item, at: str) -> None:
    if not isinstance(item.get("call_id"), str):
        _missing(f"{at}.call_id")
    _check_call_id(item["call_id"], at)
    output = item.get("output")
    if isinstance(output, str):
        return
    if not isinstance(output, list):
        _missing(f"{at}.output")
    for index, part in enumerate(output):
        _check_part(part, _OUTPUTS, f"{at}.output[{index}]")


def _check_call_id(call_id: str, at: str) -> None:
    if not call_id:
        refuse(
            f"Invalid '{at}.call_id': empty string. Expected a string with minimum length 1, but "
            "got an empty string instead.",
            f"{at}.call_id",
            "empty_string",
        )
    if len(call_id) > _MAX_CALL_ID:
        refuse(
            f"Invalid '{at}.call_id': string too long. Expected a string with maximum length "
            f"{_MAX_CALL_ID}, but got a string with length {len(call_id)} instead.",
            f"{at}.call_id",
            "string_above_max_length",
        )


def _check_reference(item: Item, at: str) -> None:
    """This provider stores nothing."""
    refuse(
        f"Item with id '{item.get('id')}' not found. Items are not persisted when `store` is set "
        "to false. Try again with `store` set to true, or remove this item from your input.",
        "input",
        status=404,
    )


def _check_pairs(given: Sequence[Item]) -> None:
    """Each output answers a call before it, and no call is left without its output."""
    kinds = {"function_call": "function", "custom_tool_call": "custom tool"}
    called: dict[str, str] = {}
    waiting: dict[str, str] = {}
    for item in given:
        kind = item.get("type") or ""
        if kind in kinds:
            called[item["call_id"]] = waiting[item["call_id"]] = kind
        elif kind.removesuffix("_output") in kinds:
            what = kinds[kind.removesuffix("_output")]
            if called.get(item["call_id"]) != kind.removesuffix("_output"):
                refuse(
                    f"No tool call found for {what} call output with call_id {item['call_id']}.",
                    "input",
                )
            waiting.pop(item["call_id"], None)
    for call_id, kind in waiting.items():
        refuse(f"No tool output found for {kinds[kind]} call {call_id}.", "input")


def _missing(path: str) -> NoReturn:
    refuse(f"Missing required parameter: '{path}'.", path, "missing_required_parameter")
