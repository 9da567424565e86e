"""Which citations are Anthropic's own; those of other dialects have no place in its blocks."""

from __future__ import annotations

from typing import Any

_TYPES = frozenset(
    {
        "char_location",
        "page_location",
        "content_block_location",
        "web_search_result_location",
        "search_result_location",
    }
)


def is_own(citation: Any) -> bool:
    kind = citation.get("type") if isinstance(citation, dict) else None
    return isinstance(kind, str) and kind in _TYPES
