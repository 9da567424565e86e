"""Schemas between JSON Schema and the subset of OpenAPI 3.0 that Gemini's ``Schema`` is.

After Google's reference of ``Schema`` (v1beta): upper-case types, ``nullable``, no references.
"""

from __future__ import annotations

import contextlib
from typing import Any

from gateway.dialects.gemini.fields import camel

_MAX_DEPTH = 60
_MOST_NODES = 20_000
"""Schemas inside a schema, references put in: each may be put in twice by each that holds it."""
_COUNTS = frozenset(
    ("minItems", "maxItems", "minProperties", "maxProperties", "minLength", "maxLength")
)
_KEPT = _COUNTS | {
    *("title", "description", "enum", "minimum", "maximum", "pattern", "example", "default"),
    *("propertyOrdering", "required", "nullable"),
}
_FORMATS = {
    "string": ("enum", "date-time"),
    "number": ("float", "double"),
    "integer": ("int32", "int64"),
}


def to_gemini(schema: Any) -> dict[str, Any]:
    """A JSON Schema as Gemini's ``Schema``; what that cannot say is left out.

    References are put in; one that leads back to itself ends as any object.
    """
    definitions: dict[str, Any] = {}
    if isinstance(schema, dict):
        for holder in ("definitions", "$defs"):
            found = schema.get(holder)
            for name, value in found.items() if isinstance(found, dict) else ():
                definitions[f"#/{holder}/{name}"] = value
    return _Converter(definitions).convert(schema, ())


class _Converter:
    def __init__(self, definitions: dict[str, Any]) -> None:
        self._definitions = definitions
        self._left = _MOST_NODES

    def convert(self, schema: Any, seen: tuple[str, ...]) -> dict[str, Any]:
        self._left -= 1
        if not isinstance(schema, dict) or len(seen) > _MAX_DEPTH or self._left < 0:
            return {}
        reference = schema.get("$ref")
        if isinstance(reference, str):
            if reference in seen or reference not in self._definitions:
                return {"type": "OBJECT"}
            others = {key: value for key, value in schema.items() if key != "$ref"}
            target = self._definitions[reference]
            merged = {**target, **others} if isinstance(target, dict) else others
            return self.convert(merged, (*seen, reference))
        seen = (*seen, "")
        schema = self._merged(schema)
        kinds = _kinds(schema)
        if len([kind for kind in kinds if kind != "null"]) > 1:
            several = [{**schema, "type": kind} for kind in kinds]
            out: dict[str, Any] = {}
            self._choices(several, out, seen)
            return out
        out = {key: value for key, value in schema.items() if key in _KEPT}
        kind = self._type(schema, out)
        if "const" in schema:
            out["enum"] = [schema["const"]]
        if isinstance(out.get("enum"), list):
            out["enum"] = [str(value) for value in out["enum"] if value is not None]
            if kind in ("", "string"):
                out["type"] = "STRING"
            else:
                del out["enum"]  # only texts can be enumerated there
        if schema.get("format") in _FORMATS.get(kind, ()):
            out["format"] = schema["format"]
        self._children(schema, out, seen)
        return out

    def _merged(self, schema: dict[str, Any]) -> dict[str, Any]:
        """``allOf`` laid over the schema that has it."""
        parts = schema.get("allOf")
        if not isinstance(parts, list):
            return schema
        merged = {key: value for key, value in schema.items() if key != "allOf"}
        for part in parts:
            target = part
            reference = part.get("$ref") if isinstance(part, dict) else None
            if isinstance(reference, str):
                target = self._definitions.get(reference, part)
            for key, value in target.items() if isinstance(target, dict) else ():
                there = merged.get(key)
                if key == "properties" and isinstance(value, dict):
                    merged[key] = {**there, **value} if isinstance(there, dict) else value
                elif key == "required" and isinstance(value, list):
                    merged[key] = [*there, *value] if isinstance(there, list) else value
                else:
                    merged.setdefault(key, value)
        return merged

    def _type(self, schema: dict[str, Any], out: dict[str, Any]) -> str:
        """Puts the type into ``out``; returns its lower-case word, '' for none."""
        names = _kinds(schema)
        known = next((name for name in names if name != "null"), "")
        if "null" in names and known:
            out["nullable"] = True
        if not known and "properties" in schema:
            known = "object"
        if known or names:
            out["type"] = (known or "null").upper()
        return known

    def _children(self, schema: dict[str, Any], out: dict[str, Any], seen: tuple[str, ...]) -> None:
        properties = schema.get("properties")
        if isinstance(properties, dict) and properties:
            out["properties"] = {
                name: self.convert(value, seen) for name, value in properties.items()
            }
        required = out.pop("required", None)  # in draft 4 a property's own was true or false
        if isinstance(required, list):
            names = out.get("properties", {})
            found = [name for name in required if isinstance(name, str) and name in names]
            if found:
                out["required"] = list(dict.fromkeys(found))
        if "items" in schema:
            items = schema["items"]
            first = items[0] if isinstance(items, list) and items else items
            out["items"] = self.convert(first, seen)
        elif out.get("type") == "ARRAY":
            out["items"] = {"type": "STRING"}  # an array without items is refused
        for word in ("anyOf", "oneOf"):
            if isinstance(schema.get(word), list):
                self._choices(schema[word], out, seen)

    def _choices(self, choices: list[Any], out: dict[str, Any], seen: tuple[str, ...]) -> None:
        converted = [self.convert(choice, seen) for choice in choices]
        kept = [choice for choice in converted if choice.get("type") != "NULL"]
        if len(kept) < len(converted):
            out["nullable"] = True
        if len(kept) == 1:
            sole = kept[0]
            if "type" not in out or sole.get("type", out["type"]) == out["type"]:
                out |= {key: value for key, value in sole.items() if key not in out}
        elif kept:
            out["anyOf"] = kept


def _kinds(schema: dict[str, Any]) -> list[str]:
    """The types a schema names, in lower case."""
    kinds = schema.get("type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return [kind.lower() for kind in named if isinstance(kind, str) and kind]


def from_gemini(schema: Any, depth: int = 0) -> Any:
    """Gemini's ``Schema`` as a JSON Schema."""
    if not isinstance(schema, dict) or depth > _MAX_DEPTH:
        return {}
    known = {camel(key): value for key, value in schema.items()}
    out: dict[str, Any] = {}
    for key, value in known.items():
        if key == "properties" and isinstance(value, dict):
            out[key] = {name: from_gemini(item, depth + 1) for name, item in value.items()}
        elif key == "items":
            out[key] = from_gemini(value, depth + 1)
        elif key == "anyOf" and isinstance(value, list):
            out[key] = [from_gemini(item, depth + 1) for item in value]
        elif key == "type" and isinstance(value, str):
            if value != "TYPE_UNSPECIFIED":
                out[key] = value.lower()
        elif key in _COUNTS:
            out[key] = _whole(value)
        elif key == "format" and value == "enum":
            continue
        elif key not in ("nullable", "propertyOrdering", "example"):
            out[key] = value
    if known.get("nullable") is True:
        _nullable(out)
    return out


def _nullable(schema: dict[str, Any]) -> None:
    if isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
        if isinstance(schema.get("enum"), list):
            schema["enum"] = [*schema["enum"], None]
    elif isinstance(schema.get("anyOf"), list):
        schema["anyOf"] = [*schema["anyOf"], {"type": "null"}]


def _whole(value: Any) -> Any:
    """Proto-JSON writes 64-bit numbers as texts."""
    if isinstance(value, str):
        with contextlib.suppress(ValueError):
            return int(value)
    return value
