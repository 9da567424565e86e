"""Schemas as Google's own subset: whatever comes in, the mock's strict reading accepts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gateway.dialects.gemini.schemas import from_gemini, to_gemini
from tests.upstreams.gemini_schema import check_schema

NODE = {"type": "object", "properties": {"next": {"$ref": "#/definitions/node"}}}


@pytest.mark.parametrize(
    ("schema", "found"),
    [
        ({"type": "string", "const": "a"}, {"type": "STRING", "enum": ["a"]}),
        ({"enum": ["a", None]}, {"type": "STRING", "enum": ["a"]}),
        ({"type": "integer", "enum": [1, 2]}, {"type": "INTEGER"}),
        ({"type": ["integer", "null"]}, {"type": "INTEGER", "nullable": True}),
        (
            {"type": ["integer", "string"]},
            {"anyOf": [{"type": "INTEGER"}, {"type": "STRING"}]},
        ),
        (
            {"anyOf": [{"type": "string"}, {"type": "null"}]},
            {"type": "STRING", "nullable": True},
        ),
        (
            {"oneOf": [{"type": "string"}, {"type": "number", "format": "int32"}]},
            {"anyOf": [{"type": "STRING"}, {"type": "NUMBER"}]},
        ),
        ({"type": "string", "format": "uuid"}, {"type": "STRING"}),
        ({"type": "string", "format": "date-time"}, {"type": "STRING", "format": "date-time"}),
        ({"type": "array"}, {"type": "ARRAY", "items": {"type": "STRING"}}),
        (
            {"type": "object", "properties": {}, "additionalProperties": False, "$schema": "x"},
            {"type": "OBJECT"},
        ),
        (
            {
                "properties": {"a": {"exclusiveMinimum": 1, "type": "integer"}},
                "required": ["a", "b"],
            },
            {"type": "OBJECT", "properties": {"a": {"type": "INTEGER"}}, "required": ["a"]},
        ),
        (
            {
                "allOf": [
                    {"properties": {"a": {"type": "string"}}, "required": ["a"]},
                    {"$ref": "#/$defs/b"},
                ],
                "$defs": {"b": {"properties": {"b": {"type": "boolean"}}, "required": ["b"]}},
            },
            {
                "type": "OBJECT",
                "properties": {"a": {"type": "STRING"}, "b": {"type": "BOOLEAN"}},
                "required": ["a", "b"],
            },
        ),
        (
            {
                "$ref": "#/definitions/node",
                "definitions": {
                    "node": {
                        "type": "object",
                        "properties": {"next": {"$ref": "#/definitions/node"}},
                    }
                },
            },
            {"type": "OBJECT", "properties": {"next": {"type": "OBJECT"}}},
        ),
        ({"$ref": "#/nowhere"}, {"type": "OBJECT"}),
    ],
)
def test_json_schema_as_googles(schema: dict[str, Any], found: dict[str, Any]) -> None:
    assert to_gemini(schema) == found


_TYPES = st.sampled_from(["string", "integer", "number", "boolean", "object", "array", "null"])
_NAME = st.sampled_from(["a", "b", "c"])
_LEAF = st.fixed_dictionaries(
    {"type": _TYPES | st.lists(_TYPES, min_size=1, max_size=2, unique=True)},
    optional={
        "enum": st.lists(st.sampled_from(["x", "y", 1, None]), min_size=1, max_size=3),
        "const": st.sampled_from(["x", 1, True]),
        "format": st.sampled_from(["date-time", "uuid", "int64", "email"]),
        "minimum": st.integers(0, 5),
        "exclusiveMinimum": st.integers(0, 5),
        "additionalProperties": st.booleans(),
        "$comment": st.just("x"),
        "patternProperties": st.just({}),
    },
)


def _grown(inner: Any) -> Any:
    properties = st.dictionaries(_NAME, inner, max_size=3)
    required = st.lists(_NAME, max_size=3)
    return (
        st.builds(
            lambda found, names: {"type": "object", "properties": found, "required": names},
            properties,
            required,
        )
        | st.builds(lambda items: {"type": "array", "items": items}, inner)
        | st.builds(
            lambda word, choices: {word: choices},
            st.sampled_from(["anyOf", "oneOf", "allOf"]),
            st.lists(inner, min_size=1, max_size=3),
        )
    )


@given(st.recursive(_LEAF, _grown, max_leaves=10))
@example(
    {
        "allOf": [
            {"type": ["string", "integer"]},
            {"anyOf": [{"type": "string", "enum": ["x"]}]},
        ]
    }
)
def test_google_takes_whatever_comes_out(schema: dict[str, Any]) -> None:
    converted = {"type": "OBJECT", "properties": {"x": to_gemini(schema)}}
    check_schema(converted, "parameters")


@given(st.recursive(st.none() | st.booleans() | st.text(max_size=4), lambda inner: (
    st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["type", "properties", "items", "anyOf", "allOf", "$ref", "$defs", "enum", "required",
         "nullable", "minItems"]), inner, max_size=4)), max_leaves=12))  # fmt: skip
def test_no_schema_raises(schema: Any) -> None:
    to_gemini(schema)
    from_gemini(schema)


def test_depth_has_an_end() -> None:
    deep: dict[str, Any] = {"type": "string"}
    for _ in range(500):
        deep = {"type": "array", "items": deep}
    to_gemini(deep)
    from_gemini(deep)


@pytest.mark.parametrize(
    "part",
    [
        {"$ref": {}},
        {"$ref": []},
        {"properties": {"b": {}}},
        {"required": ["b"]},
    ],
)
def test_what_cannot_be_merged_is_not_a_reason_to_fail(part: dict[str, Any]) -> None:
    """Draft 4's ``required: true`` still occurs, and so does anything else."""
    for there in (True, None, "x", ["a"], {"a": {}}):
        schema = {"type": "object", "properties": there, "required": there, "allOf": [part, part]}
        check_schema(to_gemini(schema), "schema")


def test_references_that_double_end_somewhere() -> None:
    """Forty levels of two would be a million million schemas."""
    levels = {
        f"l{at}": {
            "type": "object",
            "properties": {name: {"$ref": f"#/$defs/l{at + 1}"} for name in "ab"},
        }
        for at in range(40)
    }
    found = to_gemini({"$ref": "#/$defs/l0", "$defs": levels})
    assert found["type"] == "OBJECT"
    assert len(str(found)) < 2**22
