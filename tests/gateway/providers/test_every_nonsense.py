"""Every way of asking beside conversations, given anything: what cannot be asked or read is said to
be so, and nothing else is raised. One provider stands for all that are spoken to alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.errors import DialectError, GatewayError, ServiceError
from gateway.providers.abilities import Tasking, TaskStep, TellingUsage
from gateway.providers.base import MEDIA, Endpoint, Operation, Provider, UpstreamRequest
from gateway.providers.registry import PROVIDERS

WAYS = MEDIA | {Operation.EMBEDDINGS}
MODELS = {
    **{"novita": "flux-1-schnell", "fireworks": "flux-kontext-pro", "minimax": "image-01"},
    **{"aws_bedrock": "stability.sd3-5-large-v1:0", "tencent": "hunyuan-image"},
    **{"gemini": "gemini-2.5-flash-image", "vertex_ai": "imagen-4.0-generate-001"},
    **{"workers_ai": "@cf/black-forest-labs/flux-2-dev", "dashscope": "wan2.2-t2i-plus"},
    **{"replicate": "google/nano-banana", "nvidia": "black-forest-labs/flux.1-dev"},
    **{"siliconflow": "Qwen/Qwen-Image", "xai": "grok-imagine-image"},
}
KEYS = {
    "aws_bedrock": "AKIAIOSFODNN7EXAMPLE|wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY|us-east-1",
    "tencent": "1250000000|AKIDEXAMPLEEXAMPLEEXAMPLEEXAMPLEEX|EXAMPLEEXAMPLEEXAMPLEEXAMPLEEX12",
}
WORDS = (
    *("data", "images", "output", "results", "result", "url", "b64_json", "image", "status"),
    *("task_id", "task", "task_status", "output_images", "image_url", "reason", "error", "code"),
    *("Response", "JobId", "JobStatusCode", "ResultImage", "RevisedPrompt", "JobErrorCode"),
    *("artifacts", "base64", "finishReason", "finish_reasons", "index", "relevance_score"),
    *("meta", "billed_units", "search_units", "usage", "prompt_tokens", "completion_tokens"),
    *("completion_tokens_details", "image_tokens", "media_type", "embedding", "audio"),
    *("extra_info", "usage_characters", "audio_length", "candidates", "content", "parts"),
    *("inlineData", "mimeType", "usageMetadata", "candidatesTokenCount", "predictions"),
    *("bytesBase64Encoded", "promptFeedback", "text", "vtt", "segments", "start", "end", "choices"),
    *("message", "rankings", "logit", "response", "id", "score", "transcription_info", "duration"),
    *("_id", "inferenceProviderMapping", "provider", "providerId", "request_id", "response_url"),
)
TEXTS = (
    *("succeeded", "SUCCEEDED", "FAILED", "TASK_STATUS_SUCCEED", "5", "4", "1", "completed"),
    *("https://[", "file:///etc/passwd", "https://x.example/1.png", "audio/L16;rate=0000"),
    *("data:image/png;base64,A", "image/png", "AA==", "A", "UklGRg==", "ff", "\ud800", ""),
    *("9" * 5_000 + "x1", "1x" + "9" * 400, "1024x1024", "9" * 400 + ".1 --> 1.0", "nan", "1e999"),
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 3),
    st.sampled_from((10**400, -(10**400), float("inf"), float("nan"), 1e300, 0.5)),
    st.sampled_from(TEXTS),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4)
    ),
    max_leaves=12,
)
ANSWERS = st.dictionaries(st.sampled_from(WORDS), VALUES, max_size=5) | VALUES
DATA = "data:image/png;base64,iVBORw0KGgo="
MEMBERS = (
    *("prompt", "size", "n", "quality", "style", "response_format", "output_format", "seed"),
    *("voice", "instructions", "speed", "top_n", "return_documents", "dimensions", "extra"),
    *("encoding_format", "user", "resolution", "language", "temperature", "voice_setting"),
)
ASKED = st.dictionaries(st.sampled_from(MEMBERS), VALUES, max_size=5)
GIVEN: dict[Operation, dict[str, Any]] = {
    Operation.IMAGE_EDITS: {"images": [DATA], "prompt": "x"},
    Operation.SPEECH: {"input": "x"},
    Operation.RERANK: {"query": "x", "documents": ["a", {"text": "b"}, 7]},
    Operation.EMBEDDINGS: {"input": ["a"]},
    Operation.TRANSCRIPTIONS: {"file": "data:audio/wav;base64,UklGRg=="},
    Operation.TRANSLATIONS: {"file": "data:audio/wav;base64,UklGRg=="},
}
SAMPLES = settings(max_examples=12, deadline=None)


def spoken_alike() -> Iterator[str]:
    seen = set()
    for ident, each in PROVIDERS.items():
        words = getattr(getattr(each, "preset", None), "images", "")
        if (type(each), words) not in seen and each.operations & WAYS:
            seen.add((type(each), words))
            yield ident


ALIKE = tuple(spoken_alike())
TASKING = tuple(each for each in ALIKE if isinstance(PROVIDERS[each], Tasking))
each_provider = pytest.mark.parametrize("ident", ALIKE)


def at(ident: str) -> tuple[Provider, Endpoint]:
    each = PROVIDERS[ident]
    base_url = each.base_url or "https://x.example/v1"
    settings = {"account_id": "a", "project": "p", "gateway_id": "g"}
    key = KEYS.get(ident, "key")
    return each, Endpoint(base_url, key, settings, model=MODELS.get(ident, "m"), access="token")


@each_provider
@SAMPLES
@given(asked=ASKED)
def test_requests(ident: str, asked: dict[str, Any]) -> None:
    each, where = at(ident)
    for operation in sorted(each.operations & WAYS):
        body = json.dumps({"model": where.model, **GIVEN.get(operation, {}), **asked}).encode()
        try:
            made = each.request(operation, operation.value, where, body, {}, stream=False)
        except (DialectError, GatewayError, ServiceError):
            continue
        made.url.encode("ascii")
        assert not any("\n" in value or "\r" in value for value in made.headers.values())


@pytest.mark.parametrize("ident", TASKING)
@SAMPLES
@given(answer=ANSWERS, more=ASKED)
def test_answers(ident: str, answer: Any, more: dict[str, Any]) -> None:
    each, where = at(ident)
    assert isinstance(each, Tasking)
    body = json.dumps(answer).encode()
    for operation in sorted(each.operations & WAYS):
        asked = json.dumps({**more, **GIVEN.get(operation, {}), "prompt": "x"}).encode()
        url = f"{where.base_url}/x"
        request = UpstreamRequest("POST", url, {}, asked=asked, operation=operation)
        try:
            step = each.follow(request, where, body, stream=False)
            if step is not None and step.ask is None and not step.fetch and not step.again:
                step.answer(())
            assert isinstance(step, TaskStep | None)
            each.cancel(request, where, body)
        except DialectError:
            continue


@SAMPLES
@given(count=st.sampled_from(TEXTS) | st.just("9" * 4_400))
def test_usage_told_in_headers(count: str) -> None:
    for ident in ALIKE:
        each, where = at(ident)
        if isinstance(each, TellingUsage):
            request = UpstreamRequest("POST", where.base_url, {}, operation=Operation.EMBEDDINGS)
            each.told_usage(request, {"x-amzn-bedrock-input-token-count": count})
