"""Perplexity's embeddings: POST /v1/embeddings, whose numbers are signed bytes in base64.

After the types of perplexityai 0.46 and https://docs.perplexity.ai/api-reference/embeddings-post.
"""

from __future__ import annotations

import base64
from array import array
from typing import Any

from aiohttp import web

from tests.upstreams.call import Call, Refused
from tests.upstreams.embeddings import vector
from tests.upstreams.mock import Route
from tests.upstreams.openai_models import OpenAIModel
from tests.upstreams.vendors import VendorMock, with_message
from tests.upstreams.vendors_west import PERPLEXITY

MODEL = "pplx-embed-v1-0.6b"
COUNTED, LONGEST = 9, 1024


def numbers(text: str, dimensions: int) -> list[int]:
    """A vector of whole numbers from -128 to 127."""
    return [max(-128, min(127, round(each * 400))) for each in vector(text, dimensions)]


class PerplexityMock(VendorMock):
    """An account that may also embed."""

    def __init__(self) -> None:
        super().__init__(PERPLEXITY)
        self.models = {**self.models, MODEL: OpenAIModel(MODEL, MODEL, kind="embedding")}

    def route(self, call: Call) -> Route:
        if call.exchange.method == "POST" and call.exchange.path == "/v1/embeddings":
            return Route(self.embed_packed)
        return super().route(call)

    async def embed_packed(self, call: Call) -> web.StreamResponse:
        """POST /v1/embeddings."""
        body = call.body
        unknown = sorted(set(body) - {"model", "input", "dimensions", "encoding_format"})
        encoding = body.get("encoding_format", "base64_int8")
        texts = body.get("input")
        texts = [texts] if isinstance(texts, str) else texts
        size = body.get("dimensions", LONGEST)
        taken = isinstance(texts, list) and all(isinstance(x, str) and x for x in texts)
        if unknown or body.get("model") != MODEL or not taken or not 128 <= size <= LONGEST:
            self._refuse(call, f"Invalid request: {unknown or 'model, input or dimensions'}")
        if encoding not in ("base64_int8", "base64_binary"):
            self._refuse(call, f"Invalid encoding_format: {encoding}")
        call.accept()
        rows = [
            {"object": "embedding", "index": at, "embedding": _packed(numbers(x, size), encoding)}
            for at, x in enumerate(texts)
        ]
        cost = {"input_cost": 0.0001, "total_cost": 0.0001, "currency": "USD"}
        usage = {"prompt_tokens": COUNTED, "total_tokens": COUNTED, "cost": cost}
        told = {"object": "list", "data": list(reversed(rows)), "model": MODEL, "usage": usage}
        return await call.send(200, told)

    def _refuse(self, call: Call, message: str) -> None:
        error = self.error("bad_request", call)
        raise Refused(error.status, with_message(error.body, message))


def _packed(values: list[int], encoding: str) -> str:
    if encoding == "base64_int8":
        return base64.b64encode(array("b", values).tobytes()).decode()
    bits: Any = [
        sum((values[at + bit] > 0) << bit for bit in range(8)) for at in range(0, len(values), 8)
    ]
    return base64.b64encode(bytes(bits)).decode()
