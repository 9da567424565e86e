"""Servers on this computer: what is asked, and what is taken for an answer of theirs."""

import json
from typing import Any

import pytest

from gateway.providers.base import ModelInfo
from gateway.providers.local import PROBES, TIMEOUT_S, LocalServer, Probe

BY_PORT = {probe.port: probe for probe in PROBES}
OLLAMA = {"models": [{"name": "qwen3:8b", "model": "qwen3:8b"}]}
OPENAI = {"object": "list", "data": [{"id": "m", "owned_by": "organization_owner"}]}
LLAMACPP = {"object": "list", "data": [{"id": "m.gguf", "owned_by": "llamacpp"}]}


def recognise(port: int, status: int, body: Any, **headers: str) -> LocalServer | None:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return BY_PORT[port].recognise(status, headers, raw)


def test_what_is_asked() -> None:
    assert [(probe.provider, probe.request.url) for probe in PROBES] == [
        ("ollama", "http://127.0.0.1:11434/api/tags"),
        ("lmstudio", "http://127.0.0.1:1234/v1/models"),
        ("llamacpp", "http://127.0.0.1:8080/v1/models"),
        ("llamacpp", "http://127.0.0.1:9931/v1/models"),
    ]
    assert TIMEOUT_S <= 0.3


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: str(probe.port))
def test_a_probe_is_harmless(probe: Probe) -> None:
    """Whatever listens there gets one read from loopback, without a credential."""
    assert probe.request.method == "GET"
    assert probe.request.body == b""
    assert "Authorization" not in probe.request.headers
    assert probe.request.url.startswith("http://127.0.0.1:")
    assert probe.base_url.startswith("http://127.0.0.1:")


def test_ollama() -> None:
    assert recognise(11434, 200, OLLAMA) == LocalServer(
        "ollama", "http://127.0.0.1:11434", (ModelInfo("qwen3:8b"),)
    )
    assert recognise(11434, 200, {"models": None}) == LocalServer(
        "ollama", "http://127.0.0.1:11434"
    )
    assert recognise(11434, 200, OPENAI) is None
    assert recognise(11434, 404, {"error": "no"}) is None


def test_lm_studio() -> None:
    found = recognise(1234, 200, OPENAI)
    assert found == LocalServer("lmstudio", "http://127.0.0.1:1234/v1", (ModelInfo("m"),))
    locked = recognise(1234, 401, {"error": {"message": "An LM Studio API token is required"}})
    assert locked == LocalServer("lmstudio", "http://127.0.0.1:1234/v1", locked=True)
    assert recognise(1234, 200, {"error": "Unexpected endpoint or method."}) is None


def test_llama_cpp_is_known_by_its_name_only() -> None:
    """Half the world's development servers listen on 8080."""
    for port in (8080, 9931):
        base = f"http://127.0.0.1:{port}/v1"
        assert recognise(port, 200, LLAMACPP) == LocalServer(
            "llamacpp", base, (ModelInfo("m.gguf"),)
        )
        loading = {"error": {"code": 503, "message": "Loading model", "type": "unavailable_error"}}
        assert recognise(port, 503, loading, server="llama.cpp") == LocalServer("llamacpp", base)
        locked = recognise(port, 401, {"error": {}}, server="llama.cpp")
        assert locked is not None
        assert locked.locked
        assert recognise(port, 200, OPENAI) is None
        assert recognise(port, 503, loading) is None


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: str(probe.port))
@pytest.mark.parametrize("status", [200, 301, 401, 404, 500, 503])
@pytest.mark.parametrize(
    "body", [b"", b"<html></html>", b"null", b"[]", b"7", b'{"ok":true}', b"{" * 50_000]
)
def test_another_program_is_not_taken_for_one(probe: Probe, status: int, body: bytes) -> None:
    assert probe.recognise(status, {"server": "nginx"}, body) is None
