"""iFlytek's vectors: one text a request, in base64 both ways.

https://www.xfyun.cn/doc/spark/Embedding_api.html and what the package spark_ai_python 0.4.5 sends.
"""

from __future__ import annotations

import base64
import binascii
import sys
from array import array
from typing import Any

from gateway.dialects import chatlike, wire
from gateway.dialects.chatlike import Wire, an_object
from gateway.dialects.embeddinglike import EmbeddingLike
from gateway.dialects.lossy import unconvertible
from gateway.dialects.spark import ERRORS
from gateway.errors import DialectError

_ASKS, _TELLS = "query", "para"
_WIDTH = 4
"""Bytes of a float."""


class SparkEmbeddings(EmbeddingLike):
    """A question and a text that answers it have domains of their own, which the model's name ends
    with. The application's id is the key's, so the provider puts it in.
    """

    name = "spark_embeddings"
    most = 1

    def request(self, texts: list[str], dimensions: int | None, model: str) -> Wire:
        if dimensions is not None:
            raise unconvertible("A number of dimensions", "dimensions")
        said = {"messages": [{"content": text, "role": "user"} for text in texts]}
        feature = {"encoding": "utf8", "compress": "raw", "format": "plain"}
        domain = _ASKS if model.lower().endswith(_ASKS) else _TELLS
        told = base64.b64encode(wire.dumps(said)).decode()
        kind = {"encoding": "utf8", "compress": "raw", "format": "json", "status": 3}
        return {
            "header": {"status": 3},
            "parameter": {"emb": {"domain": domain, "feature": feature}},
            "payload": {"messages": {**kind, "text": told}},
        }

    def answer(self, value: Wire) -> Wire:
        header = an_object(value.get("header"))
        if header.get("code"):
            return chatlike.fault(header.get("message"), header["code"], ERRORS)
        payload: Any = value.get("payload")
        feature: Any = payload.get("feature") if isinstance(payload, dict) else None
        told = feature.get("text") if isinstance(feature, dict) else None
        return {"data": [{"index": 0, "embedding": _numbers(told)}]}


def _numbers(told: Any) -> list[float]:
    """Little-endian float32. Raises DialectError."""
    try:
        data = base64.b64decode(told if isinstance(told, str) else "", validate=True)
    except (ValueError, binascii.Error):
        data = b""
    if not data or len(data) % _WIDTH:
        raise DialectError("a vector cannot be read", "payload")
    floats = array("f", data)
    if sys.byteorder == "big":
        floats.byteswap()
    return floats.tolist()
