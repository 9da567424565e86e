"""A pause: new requests get 503 with Retry-After, running ones finish, a restart keeps it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from gateway.errors import ServiceError
from gateway.events import ServerChanged
from gateway.services.pause import LONGEST_S
from gateway.tasks import spawn
from tests.gateway.house import House, house
from tests.gateway.server.api import Api
from tests.upstreams import Reply, Upstreams

MESSAGES = [{"role": "user", "content": "Hi"}]


async def ask(home: House, path: str = "/v1/chat/completions") -> tuple[int, dict[str, str], bytes]:
    body = {"model": "echo", "max_tokens": 16, "messages": MESSAGES}
    return await home.post(path, body)


async def test_new_requests_are_refused_in_their_dialect_with_a_time_to_come_back(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as home:
        await home.channel("", "echo", provider="echo", keys=())
        assert (await ask(home))[0] == 200
        await home.gateway.pause.pause(900)
        for path in ("/v1/chat/completions", "/v1/embeddings"):
            status, headers, body = await ask(home, path)
            assert (status, headers["x-homeport-error"]) == (503, "paused")
            assert 890 < int(headers["retry-after"]) <= 900
            assert json.loads(body)["error"]["code"] == "paused"
        for path in ("/v1/messages", "/v1/messages/count_tokens"):
            status, headers, body = await ask(home, path)
            assert (status, headers["x-homeport-error"]) == (503, "paused")
            assert json.loads(body)["error"]["type"] == "overloaded_error"
        async with home.session.get(home.url + "/health") as answer:
            assert answer.status == 200, "the program is well; its owner wants quiet"
        await home.gateway.pause.resume()
        assert (await ask(home))[0] == 200


async def test_without_an_end_a_client_is_told_to_ask_in_a_minute(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        await home.gateway.pause.pause()
        status, headers, body = await ask(home)
        assert (status, headers["retry-after"]) == (503, "60")
        assert b"until they resume it" in body
        assert home.gateway.status().paused
        assert home.gateway.status().paused_until == 0


async def test_what_runs_finishes(tmp_path: Path) -> None:
    async with Upstreams() as up, house(tmp_path) as home:
        mock = up.openai
        await home.channel(mock, "gpt-4o-mini")
        mock.script(Reply(text="one two three", stall_after=1))
        running = spawn(home.chat("gpt-4o-mini", stream=True), "client")
        while mock.open_streams != 1:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        await home.gateway.pause.pause(60)
        assert (await home.chat("gpt-4o-mini"))[0] == 503
        mock.release()
        status, _, body = await running
        assert status == 200
        assert b"three" in body
        assert b"[DONE]" in body


async def test_a_body_that_arrives_after_the_pause_starts_nothing(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        await home.channel("", "echo", provider="echo", keys=())
        bound = home.gateway.bound
        assert bound is not None
        reader, writer = await asyncio.open_connection("127.0.0.1", bound.port)
        body = json.dumps({"model": "echo", "messages": MESSAGES}).encode()
        from tests.gateway.house import ROOT_KEY

        head = (
            "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: Bearer {ROOT_KEY}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body[:5])
        await writer.drain()
        assert (await ask(home))[0] == 200, "the head before it was read"
        await home.gateway.pause.pause()
        writer.write(body[5:])
        answer = await reader.readuntil(b"\r\n\r\n")
        assert b" 503 " in answer
        assert b"x-homeport-error: paused" in answer.lower()
        writer.close()
        await writer.wait_closed()


async def test_a_restart_keeps_it_and_the_clock_ends_it(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        await home.gateway.pause.pause(3600)
        until = home.gateway.pause.until
    async with house(tmp_path) as home:
        assert home.gateway.pause.paused
        assert home.gateway.pause.until == until
        await home.gateway.pause.pause(0.02)
        ended = asyncio.Event()
        home.gateway.events.subscribe(
            lambda event: ended.set() if isinstance(event, ServerChanged) else None
        )
        await ended.wait()
        assert not home.gateway.pause.paused
    async with house(tmp_path) as home:
        assert not home.gateway.pause.paused


async def test_each_change_is_told_once_and_a_later_pause_replaces_an_earlier(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as home:
        told: list[object] = []
        home.gateway.events.subscribe(told.append)
        await home.gateway.pause.pause(60)
        await home.gateway.pause.pause()
        assert home.gateway.pause.until == 0
        await home.gateway.pause.resume()
        await home.gateway.pause.resume()
        assert told == [ServerChanged()] * 3


@pytest.mark.parametrize("seconds", [0, -1, LONGEST_S + 1, float("nan"), float("inf")])
async def test_a_pause_has_a_sensible_length(tmp_path: Path, seconds: float) -> None:
    async with house(tmp_path) as home:
        with pytest.raises(ServiceError) as refused:
            await home.gateway.pause.pause(seconds)
        assert refused.value.code == "invalid_pause"
        assert not home.gateway.pause.paused


async def test_scripts_see_it_begin_it_and_end_it(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        api = Api(home)
        assert (await api.get("/api/status")).data["paused"] is False
        begun = (await api.post("/api/pause/", {"seconds": 120})).data
        assert begun["paused"]
        status = (await api.get("/api/status")).data
        assert (status["paused"], status["paused_until"]) == (True, begun["paused_until"])
        assert (await api.post("/api/pause/", {})).data["paused_until"] == 0
        assert (await api.post("/api/pause/", {"seconds": -5})).body["code"] == "invalid_pause"
        assert (await api.delete("/api/pause")).data == {"paused": False, "paused_until": 0}
        anybody = Api(home, access_token="")
        assert (await anybody.post("/api/pause/", {})).status == 401
