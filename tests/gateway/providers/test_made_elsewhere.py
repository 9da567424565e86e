"""Where pictures are fetched from that an answer names, and where not."""

from __future__ import annotations

import json

import pytest

from gateway.errors import DialectError
from gateway.providers.base import Operation, UpstreamRequest
from gateway.providers.dashscope.images import answer_with
from gateway.providers.registry import provider
from tests.gateway.providers.test_media_nonsense import endpoint

AT_HOME = "http://127.0.0.1:8080/v1/images"
ABROAD = "https://api.vendor.example/v1/images"


def fetched(api: str, url: str) -> UpstreamRequest:
    asked = b'{"response_format": "b64_json"}'
    request = UpstreamRequest("POST", api, {"Authorization": "Bearer secret"}, asked=asked)
    (fetch,) = answer_with(request, [{"url": url}]).fetch
    return fetch


@pytest.mark.parametrize(
    ("api", "url"),
    [
        (ABROAD, "https://storage.elsewhere.example/1.png?signature=x"),
        (ABROAD, "https://8.8.8.8/1.png"),
        (ABROAD, "https://api.vendor.example/1.png"),
        (AT_HOME, "http://127.0.0.1:8080/made/1.png"),
        (AT_HOME, "https://storage.elsewhere.example/1.png"),
    ],
)
def test_pictures_are_fetched_without_a_key(api: str, url: str) -> None:
    found = fetched(api, url)
    assert (found.method, found.url) == ("GET", url)
    assert {name.lower() for name in found.headers} == {"user-agent"}


@pytest.mark.parametrize(
    "url",
    [
        *("http://storage.elsewhere.example/1.png", "http://api.vendor.example/1.png"),
        *("file://api.vendor.example/etc/passwd", "ftp://api.vendor.example/x", "/made/1.png"),
        *("https://127.0.0.1/x", "https://192.168.1.1/x", "https://10.0.0.8:8443/x"),
        *("https://169.254.169.254/latest/meta-data", "https://[::1]/x", "https://[fe80::1]/x"),
        *("https://[::ffff:192.168.1.1]/x", "https://2130706433/x", "https://0x7f.1/x"),
        *("https://127.1/x", "https://localhost/x", "https://localhost./x", "https://router/x"),
        *("https://nas.local/x", "https://db.internal/x", "https://u:p@storage.example/x"),
        *("https://[/x", "https://", "data:image/png;base64,AA==", ""),
    ],
)
def test_nothing_else_is_looked_at(url: str) -> None:
    with pytest.raises(DialectError):
        fetched(ABROAD, url)


def test_the_owners_other_machines_are_not_looked_at_either() -> None:
    for url in ("http://127.0.0.1:9/x", "https://127.0.0.1:8080/x", "https://192.168.1.1/x"):
        with pytest.raises(DialectError):
            fetched(AT_HOME, url)


@pytest.mark.parametrize(
    "url", ["https://192.168.1.1/1.wav", "http://storage.example/1.wav", "http://["]
)
def test_sound_is_fetched_by_the_same_rule(url: str) -> None:
    where = endpoint("dashscope", "qwen3-tts-flash")
    asked = b'{"input": "x"}'
    request = UpstreamRequest("POST", ABROAD, {}, asked=asked, operation=Operation.SPEECH)
    body = json.dumps({"output": {"audio": {"url": url}}}).encode()
    with pytest.raises(DialectError):
        provider("dashscope").follow(request, where, body, stream=False)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("ident", "model"),
    [
        *(
            ("xai", "grok-tts"),
            ("mistral", "voxtral-mini-tts-latest"),
            ("minimax", "speech-2.6-hd"),
        ),
        *(("workers_ai", "@cf/deepgram/aura-2-en"), ("workers_ai", "@cf/myshell-ai/melotts")),
        *(("dashscope", "qwen3-tts-flash"), ("dashscope", "cosyvoice-v3-flash")),
        ("gemini", "gemini-2.5-flash-preview-tts"),
    ],
)
def test_what_is_spoken_is_what_is_paid(ident: str, model: str) -> None:
    asked = {"model": model, "input": "short", "text": "zzzz" * 99, "prompt": "zzzz" * 99}
    request = provider(ident).request(
        Operation.SPEECH,
        "openai_speech",
        endpoint(ident, model),
        json.dumps(asked).encode(),
        {},
        stream=False,
    )
    assert b"short" in request.body
    assert b"zzzz" not in request.body
