"""The Voyage mock: embeddings and ranking, whose answers count tokens in all alone.

After https://docs.voyageai.com/reference/embeddings-api, .../reranker-api and the voyageai package.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from aiohttp import web

from tests.upstreams.call import Call, Refused, WireError
from tests.upstreams.compose import count
from tests.upstreams.embeddings import base64_floats, vector
from tests.upstreams.mock import Mock, Route
from tests.upstreams.openai_small import ranked
from tests.upstreams.script import ErrorKind

EMBEDDER, RANKER = "voyage-3.5", "rerank-2.5"
_EMBED = frozenset(
    ("input", "model", "input_type", "truncation", "output_dimension", "output_dtype")
) | {"encoding_format"}
_RANK = frozenset(("query", "documents", "model", "top_k", "return_documents", "truncation"))
_ERRORS: dict[ErrorKind, tuple[int, str]] = {
    "bad_request": (400, "The request body is not valid."),
    "bad_key": (401, "Provided API key is invalid."),
    "permission": (403, "The IP address is not allowed."),
    "not_found": (404, "Not Found"),
    "model": (400, "Model nobody is not supported."),
    "rate_limit": (429, "You have exceeded your rate limit."),
    "server": (500, "An unexpected error occurred."),
    "overloaded": (503, "The service is overloaded."),
}


class VoyageMock(Mock):
    """An account; every error is one ``detail``."""

    prefix = "/v1"
    default_key = "pa-" + "V0yage" * 8

    def __init__(self, name: str = "voyage", keys: Iterable[str] | None = None) -> None:
        super().__init__(name, keys)

    def route(self, call: Call) -> Route:
        routes = {"/v1/embeddings": Route(self.embed), "/v1/rerank": Route(self.rank)}
        if call.exchange.method != "POST" or call.exchange.path not in routes:
            raise self._refusal("not_found")
        return routes[call.exchange.path]

    def authenticate(self, call: Call) -> str | None:
        scheme, _, key = call.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or key not in self.keys:
            raise self._refusal("bad_key")
        return key

    def bad_json(self, call: Call) -> Refused:
        return self._refusal("bad_request")

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        own, message = _ERRORS.get(kind, _ERRORS["server"])
        return WireError(status or own, {"detail": message}, {})

    def _refusal(self, kind: ErrorKind) -> Refused:
        status, message = _ERRORS[kind]
        return Refused(status, {"detail": message})

    async def embed(self, call: Call) -> web.StreamResponse:
        """POST /embeddings."""
        body = call.body
        self._check(body, _EMBED, EMBEDDER)
        if body.get("encoding_format") not in (None, "base64"):
            _refuse("Value for 'encoding_format' is not valid: it is null or 'base64'.")
        size = body.get("output_dimension") or 1024
        if size not in (256, 512, 1024, 2048):
            _refuse(f"Value '{size}' for 'output_dimension' is not valid.")
        given = body.get("input")
        texts = [given] if isinstance(given, str) else given
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            _refuse("The input is not a text or a list of texts.")
        call.accept()
        found = [vector(text, size) for text in texts]
        packed = body.get("encoding_format") == "base64"
        data = [
            {"object": "embedding", "embedding": base64_floats(v) if packed else v, "index": at}
            for at, v in enumerate(found)
        ]
        usage = {"total_tokens": sum(count(text) for text in texts)}
        whole = {"object": "list", "data": data, "model": EMBEDDER, "usage": usage}
        return await call.send(200, whole)

    async def rank(self, call: Call) -> web.StreamResponse:
        """POST /rerank."""
        body = call.body
        self._check(body, _RANK, RANKER)
        documents = body.get("documents")
        if not body.get("query") or not isinstance(documents, list) or not documents:
            _refuse("The query and the documents are required.")
        call.accept()
        data = ranked(body["query"], documents, body.get("top_k"))
        if body.get("return_documents"):
            data = [each | {"document": documents[each["index"]]} for each in data]
        usage = {"total_tokens": sum(count(body["query"] + text) for text in documents)}
        whole = {"object": "list", "data": data, "model": RANKER, "usage": usage}
        return await call.send(200, whole)

    def _check(self, body: dict[str, Any], known: frozenset[str], model: str) -> None:
        for name in body.keys() - known:
            _refuse(f"Argument '{name}' is not supported by our API.")
        if body.get("model") != model:
            _refuse(f"Model {body.get('model')} is not supported.")


def _refuse(detail: str) -> NoReturn:
    raise Refused(400, {"detail": detail})
