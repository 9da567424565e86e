"""Google: where requests go, native and compatible; its model list; what its refusals mean."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.domain.failure import FailureClass
from gateway.errors import DialectError, GatewayError
from gateway.providers.abilities import Paged
from gateway.providers.base import Endpoint, ModelInfo, Operation
from gateway.providers.google import media as google_media
from gateway.providers.google.gemini import Gemini
from gateway.providers.registry import PROVIDERS
from tests.upstreams.gemini_errors import error

KEY = "AIzaSyTheChannelsOwn"
HOME = "https://generativelanguage.googleapis.com/v1beta"
GEMINI = PROVIDERS["gemini"]


def url(operation: Operation, dialect: str, base: str = HOME, **rest: Any) -> str:
    endpoint = Endpoint(base, KEY, model=rest.pop("model", "gemini-2.5-pro"))
    body = rest.pop("body", b"{}")
    sent = GEMINI.request(operation, dialect, endpoint, body, {}, stream=rest.pop("stream", False))
    assert sent.headers["x-goog-api-key"] == KEY
    assert "Authorization" not in sent.headers
    return sent.url


def test_the_model_and_the_method_are_the_path() -> None:
    model = f"{HOME}/models/gemini-2.5-pro"
    assert url(Operation.CHAT, "gemini") == f"{model}:generateContent"
    assert url(Operation.CHAT, "gemini", stream=True) == f"{model}:streamGenerateContent?alt=sse"
    assert url(Operation.COUNT_TOKENS, "gemini") == f"{model}:countTokens"
    assert url(Operation.EMBEDDINGS, "gemini_embeddings") == f"{model}:embedContent"
    batch = url(Operation.EMBEDDINGS, "gemini_embeddings", body=b'{"requests":[]}')
    assert batch == f"{model}:batchEmbedContents"
    assert url(Operation.CHAT, "gemini", model="tunedModels/x") == (
        f"{HOME}/tunedModels/x:generateContent"
    )
    assert url(Operation.CHAT, "gemini", model="models/x") == f"{HOME}/models/x:generateContent"
    assert url(Operation.CHAT, "gemini", model="a b?c#d") == (
        f"{HOME}/models/a%20b%3Fc%23d:generateContent"
    )


@pytest.mark.parametrize(
    ("base", "found"),
    [
        (f"{HOME}/openai", f"{HOME}/models/m:streamGenerateContent?alt=sse"),
        (
            "https://gw.example/v1beta",
            "https://gw.example/v1beta/models/m:streamGenerateContent?alt=sse",
        ),
        (
            "https://gw.example/g?a=1",
            "https://gw.example/g/models/m:streamGenerateContent?a=1&alt=sse",
        ),
        (
            "https://gw.example/g?alt=json",
            "https://gw.example/g/models/m:streamGenerateContent?alt=sse",
        ),
    ],
)
def test_older_and_foreign_bases(base: str, found: str) -> None:
    assert GEMINI.dialects_for(Endpoint(base)) == ("gemini",)
    assert url(Operation.CHAT, "gemini", base, model="m", stream=True) == found


def test_a_foreign_compatible_endpoint_stays_one() -> None:
    endpoint = Endpoint("https://gw.example/v1beta/openai", KEY, model="m")
    assert GEMINI.dialects_for(endpoint) == ("openai_chat",)
    for operation, dialect, path in (
        (Operation.CHAT, "openai_chat", "chat/completions"),
        (Operation.EMBEDDINGS, "openai_embeddings", "embeddings"),
    ):
        sent = GEMINI.request(operation, dialect, endpoint, b"{}", {}, stream=False)
        assert sent.url == f"https://gw.example/v1beta/openai/{path}"
        assert sent.headers["Authorization"] == f"Bearer {KEY}"
    with pytest.raises(GatewayError):
        GEMINI.request(Operation.CHAT, "gemini", endpoint, b"{}", {}, stream=False)
    (models,) = GEMINI.models_requests(endpoint)
    assert models.url == "https://gw.example/v1beta/openai/models"


@pytest.mark.parametrize("dialect", ["openai_chat", "anthropic", "openai_embeddings"])
@pytest.mark.parametrize("operation", list(Operation))
def test_other_dialects_are_refused(operation: Operation, dialect: str) -> None:
    if operation in (Operation.MODELS, *google_media.OPERATIONS):
        return  # they have one way alone, whatever the dialect
    with pytest.raises(GatewayError) as caught:
        url(operation, dialect)
    assert caught.value.code == "not_implemented"


def test_models_come_in_pages_with_what_they_can_do() -> None:
    assert isinstance(GEMINI, Gemini)
    assert isinstance(GEMINI, Paged)
    (request,) = GEMINI.models_requests(Endpoint(f"{HOME}/openai", KEY))
    assert request.url == f"{HOME}/models?pageSize=1000"
    page: dict[str, Any] = {
        "models": [
            {"name": "models/gemini-3-pro", "displayName": "Gemini 3 Pro",
             "supportedGenerationMethods": ["generateContent", "countTokens"]},
            {"name": "models/gemini-embedding-001", "supportedGenerationMethods": ["embedContent"]},
            {"name": "models/imagen-4", "supportedGenerationMethods": ["predict"]},
            {"name": "models/veo-3", "supportedGenerationMethods": ["predictLongRunning"]},
            {"name": "models/aqa", "supportedGenerationMethods": ["generateAnswer"]},
            {"name": "models/live", "supportedGenerationMethods": ["bidiGenerateContent"]},
            {"name": "models/older"},
            {"name": "models/older"},
            {"name": 7},
            7,
        ],
        "nextPageToken": "a b",
    }  # fmt: skip
    assert GEMINI.parse_models(json.dumps(page).encode()) == [
        ModelInfo("gemini-3-pro", "Gemini 3 Pro"),
        ModelInfo("gemini-embedding-001", kind="embedding"),
        ModelInfo("imagen-4", kind="image"),
        *(ModelInfo(name, kind="other") for name in ("veo-3", "aqa", "live")),
        ModelInfo("older"),
    ]
    following = GEMINI.next_page(request, json.dumps(page).encode())
    assert following is not None
    assert following.url == f"{HOME}/models?pageSize=1000&pageToken=a+b"
    assert following.headers == request.headers
    last = GEMINI.next_page(following, json.dumps(page | {"nextPageToken": "c"}).encode())
    assert last is not None
    assert last.url.endswith("&pageToken=c")
    for end in (b"{}", b"[]", b"x", b'{"nextPageToken":""}'):
        assert GEMINI.next_page(request, end) is None
    for bad in (b"{}", b"x", b'{"models":7}', b'{"error":{}}'):
        with pytest.raises(DialectError):
            GEMINI.parse_models(bad)


@pytest.mark.parametrize(
    ("kind", "found", "wait"),
    [
        ("bad_key", FailureClass.BAD_KEY, None),
        ("permission", FailureClass.MODEL_NOT_FOUND, None),
        ("model", FailureClass.MODEL_NOT_FOUND, None),
        ("rate_limit", FailureClass.RATE_LIMIT, 17.0),
        ("overloaded", FailureClass.OVERLOADED, None),
        ("server", FailureClass.OVERLOADED, None),
        ("context", FailureClass.CONTEXT_TOO_LONG, None),
        ("bad_request", FailureClass.BAD_REQUEST, None),
    ],
)
@pytest.mark.parametrize("array", [False, True])
def test_refusals(kind: Any, found: FailureClass, wait: float | None, array: bool) -> None:
    wire = error(kind)
    body = b"[" + wire.raw + b"]" if array else wire.raw
    failure = GEMINI.classify(wire.status, {}, body)
    assert (failure.kind, failure.retry_after_s) == (found, wait)
