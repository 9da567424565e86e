"""Schemas that are none are no reason to fail: their words are told, or dropped."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.dialects.anthropic.schemas import strict_schema, tool_schema


@pytest.mark.parametrize("format_", [{}, [], ["date"], None, 1, "regex"])
def test_a_format_that_is_none_is_told_in_the_description(format_: Any) -> None:
    found = strict_schema({"type": "string", "format": format_})
    assert found == {"type": "string", "description": json.dumps({"format": format_}, indent=None)
                     .replace(": ", ":").replace(", ", ",")}  # fmt: skip


def test_required_names_that_are_none_do_not_stop_a_merge() -> None:
    choices = [{"properties": {"a": {}}, "required": ["a", 1, {}]}]
    found = tool_schema({"required": [{}, 2, "b"], "allOf": choices})
    assert {"a", "b"} <= set(found["required"])
    assert found["properties"] == {"a": {}}
