"""What the Cohere mock does beside chat: embeddings and ranking, and the models there are.

After https://docs.cohere.com/reference/embed, .../rerank.
"""

from __future__ import annotations

from typing import NoReturn

from aiohttp import web

from tests.upstreams.call import Call, Refused
from tests.upstreams.compose import count
from tests.upstreams.embeddings import vector
from tests.upstreams.openai_small import ranked

MODELS = {
    "command-a-03-2025": ["chat"],
    "command-a-reasoning-08-2025": ["chat"],
    "embed-v4.0": ["embed"],
    "rerank-v3.5": ["rerank"],
    "cohere-transcribe-03-2026": ["transcribe"],
}


def refuse(message: str, status: int = 400) -> NoReturn:
    """Raises Cohere's refusal."""
    raise Refused(status, {"id": "00000000", "message": message})


async def embed(call: Call) -> web.StreamResponse:
    """POST /v2/embed."""
    body = call.body
    unknown = body.keys() - {
        "model", "texts", "input_type", "embedding_types", "output_dimension", "truncate",
    }  # fmt: skip
    if unknown:
        refuse(f"unknown field: parameter '{min(unknown)}' is not a valid field", 422)
    if body.get("model") not in MODELS or "embed" not in MODELS[body["model"]]:
        refuse(f"model '{body.get('model')}' not found", 404)
    texts = body.get("texts")
    if not isinstance(texts, list) or not 0 < len(texts) <= 96:
        refuse("invalid request: texts must have 1 to 96 items")
    if body.get("input_type") not in (
        "search_document", "search_query", "classification", "clustering", "image",
    ):  # fmt: skip
        refuse("invalid request: valid input_type must be provided with the provided model")
    if body.get("embedding_types") != ["float"]:
        refuse("invalid request: this mock embeds as floats")
    call.accept()
    size = int(body.get("output_dimension") or 8)
    billed = {"input_tokens": sum(count(text) for text in texts)}
    return await call.send(
        200,
        {
            "id": call.id("", 8),
            "embeddings": {"float": [vector(text, size) for text in texts]},
            "texts": texts,
            "meta": {"api_version": {"version": "2"}, "billed_units": billed},
        },
    )


async def rerank(call: Call) -> web.StreamResponse:
    """POST /v2/rerank."""
    body = call.body
    unknown = body.keys() - {
        "model", "query", "documents", "top_n", "max_tokens_per_doc", "priority",
    }  # fmt: skip
    if unknown:
        refuse(f"unknown field: parameter '{min(unknown)}' is not a valid field", 422)
    if "rerank" not in MODELS.get(body.get("model", ""), ()):
        refuse(f"model '{body.get('model')}' not found", 404)
    documents = body.get("documents")
    if not body.get("query") or not isinstance(documents, list) or not documents:
        refuse("invalid request: query and documents must not be empty")
    if not all(isinstance(document, str) for document in documents):
        refuse("invalid request: documents must be texts")
    if body.get("top_n") is not None and body["top_n"] < 1:
        refuse("invalid request: top_n must be at least 1")
    call.accept()
    results = ranked(body["query"], documents, body.get("top_n"))
    billed = {"search_units": -(-len(documents) // 100)}
    meta = {"api_version": {"version": "2"}, "billed_units": billed}
    return await call.send(200, {"id": call.id("", 8), "results": results, "meta": meta})
