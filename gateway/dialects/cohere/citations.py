"""Cohere's citations, those with a web address."""

from __future__ import annotations

from typing import Any


def decode_citations(citations: Any) -> list[dict[str, Any]]:
    """What is cited, once for each address; documents of the request without one are left out."""
    listed = citations if isinstance(citations, list) else [citations]
    found: dict[str, dict[str, Any]] = {}
    for citation in listed:
        sources = citation.get("sources") if isinstance(citation, dict) else None
        for source in sources if isinstance(sources, list) else ():
            document = _document(source)
            url = document.get("url")
            if isinstance(url, str) and "://" in url:
                title = document.get("title")
                told = {"url": url, "title": title if isinstance(title, str) else url}
                found.setdefault(url, {"type": "cohere", **told})
    return list(found.values())


def _document(source: Any) -> dict[str, Any]:
    if not isinstance(source, dict):
        return {}
    value = source.get("document") or source.get("tool_output")
    return value if isinstance(value, dict) else {}
