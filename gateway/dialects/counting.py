"""The parts of a prompt's estimate that dialects share: images, tool definitions, message overhead.

After OpenAI's cookbook, "How to count tokens": 3 tokens a message and its role's one, 3 to prime
the answer, 1 for a name. Tools as the namespace of TypeScript functions that models are shown.
"""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import unquote_to_bytes

from gateway.dialects import images

MESSAGE_TOKENS = 4
"""A message's frame of 3 and its role."""
REPLY_TOKENS = 3
CALL_TOKENS = 3
TOOLS_TOKENS = 9
AUDIO_TOKENS_PER_BYTE = 10 / 16000
"""Ten tokens a second of sound at 128 kbit/s; uncompressed sound is estimated high."""
FILE_BASE64_PER_TOKEN = 40
"""Characters of base64 a token of a PDF is taken to need: about 1,500 tokens a page of 45 KB."""


def data_url_parts(url: str) -> tuple[str, str] | None:
    """Media type and base64 text of a ``data:`` URL; None for any other URL."""
    if url[:5].lower() != "data:":
        return None
    head, comma, data = url.partition(",")
    if not comma:
        return None
    parameters = head[5:].split(";")
    mime = parameters[0].strip().lower()
    if not any(parameter.strip().lower() == "base64" for parameter in parameters[1:]):
        return mime, _percent_to_base64(data)
    return mime, data


def _percent_to_base64(data: str) -> str:
    return base64.b64encode(unquote_to_bytes(data)).decode()


def url_image_tokens(model: str, url: str, detail: str = "") -> int:
    parts = data_url_parts(url)
    size = images.size_of_base64(parts[1]) if parts else None
    return images.image_tokens(model, size, detail)


def base64_image_tokens(model: str, data: str) -> int:
    return images.image_tokens(model, images.size_of_base64(data))


def file_tokens(base64_length: int) -> int:
    return base64_length // FILE_BASE64_PER_TOKEN


def audio_tokens(base64_length: int) -> int:
    return int(base64_length * 3 / 4 * AUDIO_TOKENS_PER_BYTE)


def tool_text(name: Any, description: Any, schema: Any) -> str:
    """A function's definition as a model is shown it."""
    lines = [f"// {line}" for line in description.split("\n")] if _is_text(description) else []
    properties = schema.get("properties") if isinstance(schema, dict) else None
    if not isinstance(properties, dict) or not properties:
        lines.append(f"type {name} = () => any;")
    else:
        lines.append(f"type {name} = (_: {{")
        lines += _members(schema, properties, 0)
        lines.append("}) => any;")
    return "\n".join(lines)


def _members(schema: dict[str, Any], properties: dict[str, Any], depth: int) -> list[str]:
    required = schema.get("required")
    names = required if isinstance(required, list) else []
    lines: list[str] = []
    for name, value in properties.items():
        value = value if isinstance(value, dict) else {}
        if _is_text(value.get("description")):
            lines.append(f"// {value['description']}")
        mark = "" if name in names else "?"
        lines.append(f"{name}{mark}: {_type(value, depth)},")
    return lines


def _type(schema: Any, depth: int) -> str:
    if not isinstance(schema, dict) or depth > 30:
        return "any"
    choices = schema.get("enum")
    if isinstance(choices, list):
        return " | ".join(f'"{choice}"' for choice in choices)
    for name in ("anyOf", "oneOf"):
        if isinstance(schema.get(name), list):
            return " | ".join(_type(choice, depth + 1) for choice in schema[name])
    kind = schema.get("type")
    if isinstance(kind, list):
        return " | ".join(str(item) for item in kind)
    if kind == "array":
        return f"{_type(schema.get('items'), depth + 1)}[]"
    properties = schema.get("properties")
    if kind == "object" and isinstance(properties, dict) and properties:
        return "{\n" + "\n".join(_members(schema, properties, depth + 1)) + "\n}"
    return "number" if kind == "integer" else str(kind or "any")


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def dicts(value: Any) -> list[dict[str, Any]]:
    """The objects in a list; [] for what is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
