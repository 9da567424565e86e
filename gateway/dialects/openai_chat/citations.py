"""Citations between Anthropic's text citations and OpenAI's ``url_citation`` annotations."""

from __future__ import annotations

from typing import Any


def searched(search_results: Any, citations: Any) -> list[dict[str, Any]]:
    """Perplexity's sources, each address once, as citations of the whole answer."""
    found: dict[str, dict[str, Any]] = {}
    for page in search_results if isinstance(search_results, list) else ():
        url = page.get("url") if isinstance(page, dict) else None
        if isinstance(url, str) and url:
            title = page.get("title")
            found[url] = {"url": url, "title": title if isinstance(title, str) else url}
    for url in citations if isinstance(citations, list) else ():
        if isinstance(url, str) and url:
            found.setdefault(url, {"url": url, "title": url})
    return [{"type": "perplexity", **source} for source in found.values()]


def annotation(citation: Any, start: int, end: int) -> dict[str, Any] | None:
    """``citation`` as an annotation of the characters from ``start`` to ``end``.

    None for a citation without an address (one of a document in the request), for which OpenAI has
    no form.
    """
    if not isinstance(citation, dict):
        return None
    if citation.get("type") == "url_citation":
        return citation
    url = citation.get("url") or citation.get("source")
    if not isinstance(url, str) or "://" not in url:
        return None
    return {
        "type": "url_citation",
        "url_citation": {
            "start_index": start,
            "end_index": end,
            "title": str(citation.get("title") or url),
            "url": url,
        },
    }
