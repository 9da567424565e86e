"""OpenAI-like ``/rerank`` in the words of vendors that rank otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gateway.providers.abilities import TaskStep
from gateway.providers.bodies import number
from gateway.providers.media.picture_answers import answered

_RERANKS = frozenset({"model", "query", "documents", "top_n", "return_documents", "user"})


def texts(documents: Any) -> list[str]:
    """What is ranked: texts, or objects with a ``text``."""
    found: list[str] = []
    for each in documents if isinstance(documents, list) else ():
        text = each.get("text") if isinstance(each, dict) else each
        found.append(text if isinstance(text, str) else "")
    return found


def text(value: Any) -> str:
    return next(iter(texts([value])))


def own_members(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What of a request is the vendor's alone, and known to the client."""
    return {name: value for name, value in asked.items() if name not in _RERANKS}


def ranked(
    asked: Mapping[str, Any],
    scores: Iterable[tuple[Any, Any]],
    usage: Mapping[str, Any] | None = None,
) -> TaskStep | None:
    """The answer with documents by their places and ``scores``, the best first, as many as were
    asked for; None where there is none.
    """
    documents = texts(asked.get("documents"))
    found = [
        (at, value)
        for at, score in scores
        if type(at) is int and 0 <= at < len(documents) and (value := number(score)) is not None
    ]
    if not found:
        return None
    found.sort(key=lambda each: -each[1])
    most = asked.get("top_n")
    if type(most) is int and most > 0:
        found = found[:most]
    results: list[dict[str, Any]] = [{"index": at, "relevance_score": s} for at, s in found]
    if asked.get("return_documents"):
        for each in results:
            each["document"] = {"text": documents[each["index"]]}
    answer: dict[str, Any] = {"model": asked.get("model"), "results": results}
    if usage:
        answer["usage"] = dict(usage)
    return answered(answer)
