"""Perplexity: OpenAI's interface for answers; embeddings, whose numbers come packed as bytes.

https://docs.perplexity.ai/api-reference/embeddings-post
"""

from __future__ import annotations

import base64
import binascii
from array import array
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from gateway.errors import DialectError
from gateway.providers.abilities import Tasking, TaskStep
from gateway.providers.base import Endpoint, Operation, UpstreamRequest
from gateway.providers.bodies import edited
from gateway.providers.media.embedding_answers import embedded
from gateway.providers.media.picture_answers import object_of, request_of
from gateway.providers.openai_compatible import OPENAI_CHAT, OpenAICompatible

_BYTES = "base64_int8"
_OWN = frozenset({_BYTES, "base64_binary"})
"""Encodings that a client of Perplexity's knows, and gets as they come."""


class Perplexity(OpenAICompatible, Tasking):
    """See Provider. Numbers are whole, from -128 to 127, and not of length one."""

    def request(
        self,
        operation: Operation,
        dialect: str,
        endpoint: Endpoint,
        body: bytes,
        client_headers: Mapping[str, str],
        *,
        stream: bool,
    ) -> UpstreamRequest:
        if operation is not Operation.EMBEDDINGS:
            return super().request(
                operation, dialect, endpoint, body, client_headers, stream=stream
            )
        encoding = str(request_of(body).get("encoding_format"))
        own = edited(body, {"encoding_format": encoding if encoding in _OWN else _BYTES}, ("user",))
        versioned = urlsplit(endpoint.base_url).path.rstrip("/").endswith("/v1")
        path = "embeddings" if versioned else "v1/embeddings"
        made = self.sent(path, OPENAI_CHAT, endpoint, own, client_headers, stream=False)
        return made if encoding in _OWN else replace(made, asked=body)

    def is_task(self, request: UpstreamRequest) -> bool:
        """Embeddings alone keep what was asked, where their numbers are to be unpacked."""
        return bool(request.asked)

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """See Tasking. What holds no vector is the answer: a refusal."""
        value = object_of(body)
        listed = value.get("data")
        rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
        if not rows:
            return None
        rows.sort(key=lambda row: row["index"] if type(row.get("index")) is int else 0)
        vectors = [_numbers(row.get("embedding")) for row in rows]
        usage = value.get("usage")
        counts = usage if isinstance(usage, dict) else None
        return embedded(request_of(request.asked), vectors, counts)


def _numbers(told: Any) -> list[float]:
    """Of signed bytes in base64."""
    if not isinstance(told, str):
        raise DialectError("a vector cannot be read", "data")
    try:
        return [float(each) for each in array("b", base64.b64decode(told, validate=True))]
    except (binascii.Error, ValueError):
        raise DialectError("a vector cannot be read", "data") from None
