"""The error table, condition by condition, in the caller's dialect."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from tests.gateway.house import ROOT_KEY, House
from tests.upstreams import Upstreams

CHAT = "/v1/chat/completions"
MESSAGES = "/v1/messages"


def body(model: str = "gpt-4o") -> dict[str, Any]:
    return {"model": model, "max_tokens": 10, "messages": [{"role": "user", "content": "Hi"}]}


async def refused(
    home: House, path: str, sent: Any, key: str = ROOT_KEY, **headers: str
) -> tuple[int, str, str]:
    """Status, our stable code, and the dialect's own type or code."""
    status, got, content = await home.post(path, sent, key, **headers)
    error = json.loads(content)["error"]
    assert got["x-request-id"]
    assert error["message"]
    if path == MESSAGES:
        parsed = json.loads(content)
        assert parsed["type"] == "error"
        assert parsed["request_id"] == got["x-request-id"]
        return status, got["x-homeport-error"], error["type"]
    assert set(error) >= {"message", "type", "param", "code"}
    return status, got["x-homeport-error"], error["code"]


async def test_keys(home: House) -> None:
    _, off = await home.token(enabled=False)
    _, expired = await home.token(expires_at=1)
    for key, code in (
        ("sk-wrong", "invalid_api_key"),
        (off, "token_disabled"),
        (expired, "token_expired"),
    ):
        assert await refused(home, CHAT, body(), key) == (401, code, code)
        assert await refused(home, MESSAGES, body(), key) == (401, code, "authentication_error")


async def test_permissions(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o", "gpt-4o-mini")
    _, narrow = await home.token(models=("gpt-4o-mini",))
    assert await refused(home, CHAT, body(), narrow) == (
        403,
        "model_not_allowed",
        "model_not_allowed",
    )
    assert (await refused(home, MESSAGES, body(), narrow))[2] == "permission_error"
    _, elsewhere = await home.token(subnets=("10.0.0.0/8",))
    assert (await refused(home, CHAT, body(), elsewhere))[:2] == (403, "address_not_allowed")


async def test_models(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    assert await refused(home, CHAT, body("nope")) == (404, "model_not_found", "model_not_found")
    assert await refused(home, MESSAGES, body("nope")) == (
        404,
        "model_not_found",
        "not_found_error",
    )


async def test_money(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    _, poor = await home.token(1)
    assert await refused(home, CHAT, body(), poor) == (
        402,
        "insufficient_quota",
        "insufficient_quota",
    )
    assert await refused(home, MESSAGES, body(), poor) == (
        402,
        "insufficient_quota",
        "billing_error",
    )


async def test_switched_off_channels(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, "gpt-4o", name="mine")
    await home.gateway.channels.set_enabled(channel.id, False)
    status, headers, content = await home.post(CHAT, body())
    assert (status, headers["x-homeport-error"]) == (503, "no_available_channel")
    assert "mine: switched off" in json.loads(content)["error"]["message"]
    assert (await refused(home, MESSAGES, body()))[2] == "overloaded_error"


@pytest.mark.parametrize("sent", [b"{", b"", b"[]", b'{"messages":[]}', b"\xff\xfe"])
async def test_malformed_bodies_cost_nothing(home: House, sent: bytes) -> None:
    assert (await refused(home, CHAT, sent))[:2] == (400, "invalid_request")
    assert await refused(home, MESSAGES, sent) == (400, "invalid_request", "invalid_request_error")
    await home.check_ledger()


async def test_too_large(home: House) -> None:
    await home.gateway.settings_service.set("max_body_mb", 1)
    assert (await refused(home, CHAT, io.BytesIO(b" " * (2**20 + 1))))[:2] == (
        413,
        "request_too_large",
    )


async def test_endpoints_that_are_not_served_need_no_model_and_no_key(home: House) -> None:
    for path in (
        "/v1/conversations",
        "/v1/fine_tuning/jobs",
        "/v1/assistants",
        "/v1/threads/thread_1/runs",
        "/v1/vector_stores",
        "/v1/videos",
        "/v1/evals",
        "/v1/containers",
        "/v1/uploads",
    ):
        assert (await refused(home, path, {}, key=""))[:2] == (501, "not_implemented")
    assert (await refused(home, "/nothing/here", {}, key=""))[:2] == (404, "not_found")


async def test_what_clients_probe_with(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    session, url = home.session, home.url
    for path in ("/", "/v1", "/v1/"):
        for method in ("GET", "HEAD"):
            async with session.request(method, url + path) as answer:
                assert answer.status == 200
                assert answer.headers["x-request-id"]
    async with session.get(f"{url}/health") as answer:
        assert (await answer.json())["status"] == "ok"
    async with session.get(f"{url}{CHAT}") as answer:
        assert answer.status == 405
        assert answer.headers["allow"] == "POST"
    preflight = {
        "Origin": "https://app.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    async with session.options(url + CHAT, headers=preflight) as answer:
        assert answer.status == 204
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Access-Control-Allow-Headers"] == "authorization,content-type"
    async with session.get(
        f"{url}/api/status", headers={"Origin": "https://evil.example"}
    ) as answer:
        assert answer.status == 403
        assert "Access-Control-Allow-Origin" not in answer.headers


async def test_models_in_both_shapes(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o", "org/nested-model")
    auth = {"Authorization": f"Bearer {ROOT_KEY}"}
    async with home.session.get(f"{home.url}/v1/models", headers=auth) as answer:
        listed = await answer.json()
    assert [m["id"] for m in listed["data"]] == ["gpt-4o", "org/nested-model"]
    async with home.session.get(
        f"{home.url}/v1/models", headers={**auth, "anthropic-version": "2023-06-01"}
    ) as answer:
        listed = await answer.json()
    assert (listed["first_id"], listed["data"][0]["type"]) == ("gpt-4o", "model")
    async with home.session.get(f"{home.url}/v1/models/org/nested-model", headers=auth) as answer:
        assert (await answer.json())["id"] == "org/nested-model"
    async with home.session.get(f"{home.url}/v1/models/none", headers=auth) as answer:
        assert answer.status == 404
    narrow = (await home.token(models=("gpt-4o",)))[1]
    async with home.session.get(f"{home.url}/v1/models", headers={"x-api-key": narrow}) as answer:
        assert [m["id"] for m in (await answer.json())["data"]] == ["gpt-4o"]


async def test_draining(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    home.gateway.draining = True
    assert (await refused(home, CHAT, body()))[:2] == (503, "draining")
    async with home.session.get(f"{home.url}/health") as answer:
        assert answer.status == 503
