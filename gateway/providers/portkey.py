"""Portkey's gateway in front of other providers, hosted or one's own.

https://portkey.ai/docs/api-reference/inference-api/headers
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gateway.domain.credentials import SEPARATOR
from gateway.providers.base import Endpoint, Operation, UpstreamRequest
from gateway.providers.openai_compatible import OpenAICompatible


class Portkey(OpenAICompatible):
    """See Provider. A key is Portkey's, or it and the provider's: ``key|provider key``."""

    key_example = "portkey-key|sk-..."

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
        behind = _behind(endpoint)
        return super().request(operation, dialect, behind, body, client_headers, stream=stream)

    def models_requests(self, endpoint: Endpoint) -> Sequence[UpstreamRequest]:
        return super().models_requests(_behind(endpoint))


def _behind(endpoint: Endpoint) -> Endpoint:
    """Portkey's key in its own header, the provider's where providers look for it."""
    own, _, key = endpoint.key.partition(SEPARATOR)
    if "x-portkey-api-key" in endpoint.headers:
        return endpoint  # seen to already: models are asked for by a request
    headers = {"x-portkey-api-key": own.strip(), **endpoint.headers}
    return replace(endpoint, key=key.strip(), headers=headers)
