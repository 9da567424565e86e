"""JSON Schemas as Anthropic takes them: for tools, and the stricter kind for guaranteed output.

The strict rules are those of Anthropic's structured outputs guide, as its SDK applies them: closed
objects, ``anyOf`` instead of ``oneOf``, limits on values told in the description.
"""

from __future__ import annotations

from typing import Any

from gateway.dialects import wire

_COMBINERS = ("allOf", "anyOf", "oneOf")
_MAX_DEPTH = 60
_FORMATS = frozenset(
    ("date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid")
)
_KEPT = frozenset(("type", "description", "title", "enum", "const", "$ref", "required", "default"))


def tool_schema(schema: Any) -> dict[str, Any]:
    """A tool's ``input_schema``: an object at its root, without a choice between schemas there.

    The properties of the choices are laid side by side; what all of them require stays required.
    """
    if not isinstance(schema, dict) or not schema:
        return {"type": "object", "properties": {}}
    root = {key: value for key, value in schema.items() if key not in _COMBINERS}
    root["type"] = "object"
    for combiner in _COMBINERS:
        choices = schema.get(combiner)
        if isinstance(choices, list):
            _merge(root, [item for item in choices if isinstance(item, dict)], combiner)
    return root


def _merge(root: dict[str, Any], choices: list[dict[str, Any]], combiner: str) -> None:
    properties = root.get("properties")
    merged = dict(properties) if isinstance(properties, dict) else {}
    required: list[set[str]] = []
    for choice in choices:
        own = choice.get("properties")
        if isinstance(own, dict):
            for name, value in own.items():
                merged.setdefault(name, value)
        names = choice.get("required")
        required.append({str(name) for name in names} if isinstance(names, list) else set())
    root["properties"] = merged
    if required:
        join = set.union if combiner == "allOf" else set.intersection
        known = root.get("required")
        names = {str(name) for name in known} if isinstance(known, list) else set()
        root["required"] = sorted(names | join(*required))


def strict_schema(schema: Any, depth: int = 0) -> Any:
    """A schema that Anthropic can guarantee."""
    if not isinstance(schema, dict) or depth > _MAX_DEPTH:
        return schema
    strict: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for key, value in schema.items():
        if key in ("properties", "$defs", "definitions") and isinstance(value, dict):
            strict[key] = {name: strict_schema(item, depth + 1) for name, item in value.items()}
        elif key in _COMBINERS and isinstance(value, list):
            name = "anyOf" if key == "oneOf" else key
            strict[name] = [strict_schema(item, depth + 1) for item in value]
        elif key == "items":
            strict[key] = strict_schema(value, depth + 1)
        elif key in _KEPT or _allowed(key, value):
            strict[key] = value
        elif key not in ("additionalProperties", "$schema"):
            others[key] = value
    if schema.get("type") == "object" or "properties" in schema:
        strict["additionalProperties"] = False
    if others:
        hint = wire.dumps(others).decode()
        described = strict.get("description")
        strict["description"] = f"{described}\n\n{hint}" if described else hint
    return strict


def _allowed(key: str, value: Any) -> bool:
    if key == "format":
        return isinstance(value, str) and value in _FORMATS
    return key == "minItems" and value in (0, 1)
