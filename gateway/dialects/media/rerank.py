"""``/rerank`` as Cohere began it and Jina, Voyage, vLLM and others speak it (references of 2026).

There is no OpenAI endpoint; errors are OpenAI's, as everywhere under /v1.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from gateway.dialects import wire
from gateway.dialects.base import Peek
from gateway.dialects.media.base import MediaDialect, no_answer
from gateway.dialects.openai_chat.usage import count, decode_usage
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError

_DOCUMENTS_A_SEARCH = 100
"""Cohere's search unit: a query with up to so many documents."""


class Head(Struct):
    model: str | None = None
    query: Any = None
    documents: list[Any] | None = None


class _Answer(Struct):
    results: Any = None
    data: Any = None
    usage: Any = None
    meta: Any = None


_head: msgspec.json.Decoder[Head] = msgspec.json.Decoder(Head)
_answer: msgspec.json.Decoder[_Answer] = msgspec.json.Decoder(_Answer)


class Rerank(MediaDialect):
    name = "rerank"

    def peek(self, body: bytes) -> Peek:
        head = wire.decode(_head, body)
        if not head.query:
            raise DialectError("The request has no query", "query")
        if not head.documents:
            raise DialectError("The request has no documents", "documents")
        searches = -(-len(head.documents) // _DOCUMENTS_A_SEARCH)
        return Peek(
            model=self._model(head.model, body),
            max_output=0,
            likely=Usage(units=(("queries", searches),)),
        )

    def prompt_texts(self, body: bytes) -> tuple[list[str], int]:
        """The documents, and the query once for each: models read them in pairs."""
        head = wire.decode(_head, body)
        documents = head.documents or []
        query = _text(head.query)
        again = -(-len(query) // 4) * max(0, len(documents) - 1)
        return [query, *(_text(document) for document in documents)], again

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        answer = wire.decode(_answer, body)
        if not isinstance(answer.results, list) and not isinstance(answer.data, list):
            return None, [], no_answer(body, "results")
        meta = answer.meta if isinstance(answer.meta, dict) else {}
        billed = meta.get("billed_units") if isinstance(meta.get("billed_units"), dict) else {}
        said = decode_usage(answer.usage) or Usage()
        tokens = said.total or count(billed, "input_tokens")
        if not tokens and isinstance(meta.get("tokens"), dict):
            tokens = count(meta["tokens"], "input_tokens")
        searches = count(billed, "search_units")
        if not tokens and not searches:
            return None, [], None
        units = (("queries", searches),) if searches else ()
        return Usage(input=tokens, units=units), [], None


def _text(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("text")
    return value if isinstance(value, str) else ""
