"""NVIDIA: OpenAI's interface, and rankings and pictures in words of its own, at an address of each
model's.

https://docs.nvidia.com/nim/nemo-retriever/text-reranking/latest/using-reranking.html,
https://docs.api.nvidia.com/nim/reference/nvidia-llama-3_2-nv-rerankqa-1b-v2-infer,
https://docs.nvidia.com/nim/visual-genai/latest/
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlsplit

from gateway.providers.abilities import Tasking, TaskStep
from gateway.providers.base import Endpoint, Operation, UpstreamRequest
from gateway.providers.bodies import dumped
from gateway.providers.media import rankings
from gateway.providers.media.picture_answers import object_of, request_of
from gateway.providers.nvidia import pictures as nvidia_pictures
from gateway.providers.openai_compatible import OPENAI_CHAT, OpenAICompatible

_THERE = "https://ai.api.nvidia.com/v1"
_OWN = {Operation.RERANK: "ranking", Operation.IMAGES: "infer"}
"""Where a NIM of one's own is asked."""
_HELD, _HELD_S = "NVCF-POLL-SECONDS", "300"
"""So long a request is held open before it is answered by a number to ask for."""
_FIRST = "nv-rerank-qa-mistral-4b:1"
"""The model that is older than the models' own addresses."""


class Nvidia(OpenAICompatible, Tasking):
    """See Provider. A NIM of one's own has its models at one address."""

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
        if operation not in _OWN:
            return super().request(
                operation, dialect, endpoint, body, client_headers, stream=stream
            )
        path, there = _OWN[operation], endpoint
        hosted = urlsplit(endpoint.base_url).hostname in self.hosts
        ranks = operation is Operation.RERANK
        if hosted:
            path = _path(endpoint.model) if ranks else f"genai/{quote(endpoint.model)}"
            there = replace(endpoint, base_url=_THERE)
        own = (
            _ranking(body)
            if ranks
            else nvidia_pictures.picture(body, endpoint.model, hosted=hosted)
        )
        made = self.sent(path, OPENAI_CHAT, there, own, client_headers, stream=False)
        held = {**made.headers, _HELD: _HELD_S} if hosted and not ranks else made.headers
        return replace(made, headers=held, asked=body, operation=operation)

    def is_task(self, request: UpstreamRequest) -> bool:
        """Rankings and pictures keep what was asked."""
        return bool(request.asked)

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """See Tasking."""
        value = object_of(body)
        if request.operation is Operation.IMAGES:
            return nvidia_pictures.drawn(request.asked, value)
        listed = value.get("rankings")
        rows = listed if isinstance(listed, list) else []
        scores = [(each.get("index"), each.get("logit")) for each in rows if isinstance(each, dict)]
        usage = value.get("usage")
        counted = usage if isinstance(usage, dict) else None
        return rankings.ranked(request_of(request.asked), scores, counted)


def _path(model: str) -> str:
    if model == _FIRST:
        return "retrieval/nvidia/reranking"
    return f"retrieval/{quote(model.replace('.', '_'))}/reranking"


def _ranking(body: bytes) -> bytes:
    asked = request_of(body)
    made: dict[str, Any] = {
        "model": asked.get("model"),
        "query": {"text": rankings.text(asked.get("query"))},
        "passages": [{"text": each} for each in rankings.texts(asked.get("documents"))],
        **rankings.own_members(asked),
    }
    return dumped(made)
