"""POST /moderations of the OpenAI mock, and /rerank as Cohere and Jina answer it.

After OpenAI's API reference (Moderations), Cohere's (Rerank v2) and Jina's (Reranker).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.upstreams.call import Call
from tests.upstreams.compose import count
from tests.upstreams.openai_errors import refuse
from tests.upstreams.openai_rules import check_range
from tests.upstreams.script import Unset

if TYPE_CHECKING:
    from tests.upstreams.openai import OpenAIMock

CATEGORIES = (
    *("harassment", "harassment/threatening", "hate", "hate/threatening", "illicit"),
    *("illicit/violent", "self-harm", "self-harm/intent", "self-harm/instructions", "sexual"),
    *("sexual/minors", "violence", "violence/graphic"),
)
_COHERE = {"model", "query", "documents", "top_n", "max_tokens_per_doc", "priority"}
_JINA = {"model", "query", "documents", "top_n", "return_documents", "truncation"}


async def moderate(mock: OpenAIMock, call: Call) -> web.StreamResponse:
    """Whatever says `violence` is flagged for it."""
    model = mock.model({"model": "omni-moderation-latest", **call.body}, "moderation")
    for name in call.body:
        if name not in ("model", "input"):
            refuse(f"Unknown parameter: '{name}'.", name, "unknown_parameter")
    given = call.body.get("input")
    if not given:
        refuse("Missing required parameter: 'input'.", "input", "missing_required_parameter")
    call.accept()
    texts = given if isinstance(given, list) and isinstance(given[0], str) else [str(given)]
    results = [_result("violence" in text) for text in texts]
    body = {"id": call.id("modr-"), "model": model.snapshot, "results": results}
    return await call.send(200, body)


def _result(violent: bool) -> dict[str, Any]:
    flags = {name: violent and name == "violence" for name in CATEGORIES}
    return {
        "flagged": violent,
        "categories": flags,
        "category_scores": {name: 0.9 if flag else 0.01 for name, flag in flags.items()},
        "category_applied_input_types": {name: ["text"] for name in CATEGORIES},
    }


async def rerank(mock: OpenAIMock, call: Call) -> web.StreamResponse:
    """Documents by how many of the query's words they hold; the model's maker decides the form."""
    body = call.body
    model = mock.model(body, "rerank")
    cohere = model.id.startswith("rerank-")
    for name in body:
        if name not in (_COHERE if cohere else _JINA):
            refuse(f"Unknown parameter: '{name}'.", name, "unknown_parameter")
    documents = body.get("documents")
    if not body.get("query") or not isinstance(documents, list) or not documents:
        refuse("query and documents are required", "query")
    if body.get("top_n") is not None:
        check_range(body["top_n"], "top_n", 1, None, whole=True)
    reply = call.accept()
    texts = [item["text"] if isinstance(item, dict) else item for item in documents]
    results = ranked(body["query"], texts, body.get("top_n"))
    if cohere:
        searches = {"search_units": -(-len(texts) // 100)}
        meta = {"api_version": {"version": "2"}, "billed_units": searches}
        return await call.send(200, {"id": call.id(""), "results": results, "meta": meta})
    tokens = sum(count(body["query"]) + count(text) for text in texts)
    answer = {"model": model.id, "object": "list", "results": results}
    if isinstance(reply.usage, Unset):
        answer["usage"] = {"total_tokens": tokens, "prompt_tokens": tokens}
    return await call.send(200, answer)


def ranked(query: str, texts: Sequence[str], most: int | None) -> list[dict[str, Any]]:
    """The ``most`` best texts, by the share of the query's words that each holds."""
    wanted = set(query.lower().split())
    scores = [len(wanted & set(text.lower().split())) / len(wanted) for text in texts]
    order = sorted(range(len(texts)), key=lambda index: -scores[index])
    return [
        {"index": index, "relevance_score": scores[index]} for index in order[: most or len(order)]
    ]
