"""Realtime sessions, by OpenAI's own package: frames both ways, and every response paid for."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
from pathlib import Path
from typing import Any

import aiohttp
import openai
import pytest
from openai.resources.realtime.realtime import AsyncRealtimeConnection

from gateway.domain.money import NANO
from gateway.services.channels import ChannelChanges
from tests.gateway.house import ROOT_KEY, House, house
from tests.upstreams import Upstreams
from tests.upstreams.openai_realtime import usage

MODEL = "gpt-realtime"
PRICE = {"input": 4, "output": 16, "cached_input": 0.4, "audio_in": 32, "audio_out": 64}
SAY = {
    "type": "conversation.item.create",
    "item": {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hi"}]},
}
ANSWER = {"type": "response.create"}
SECOND = bytes(48_000)
"""One second of PCM: 20 tokens spoken."""


@pytest.fixture
async def served(home: House, up: Upstreams) -> House:
    await home.channel(up.openai, MODEL, provider="openai")
    await home.price(gpt_realtime=PRICE)
    return home


def client_of(home: House, key: str = ROOT_KEY) -> openai.AsyncOpenAI:
    return openai.AsyncOpenAI(base_url=f"{home.url}/v1", api_key=key, max_retries=0)


def socket_of(home: House, key: str = ROOT_KEY, model: str = MODEL) -> Any:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return home.session.ws_connect(f"{home.url}/v1/realtime?model={model}", headers=headers)


async def until(connection: AsyncRealtimeConnection, kind: str) -> list[Any]:
    events: list[Any] = []
    async with asyncio.timeout(5):
        async for event in connection:
            events.append(event)
            if event.type == kind:
                return events
    raise AssertionError([event.type for event in events])


async def frames(socket: aiohttp.ClientWebSocketResponse, kind: str = "") -> list[dict[str, Any]]:
    """Events up to one of that kind, or to the end of the session."""
    found: list[dict[str, Any]] = []
    async with asyncio.timeout(8):
        while True:
            message = await socket.receive()
            if message.type is not aiohttp.WSMsgType.TEXT:
                assert not kind, found
                return found
            found.append(json.loads(message.data))
            if found[-1]["type"] == kind:
                return found


async def ended(home: House, up: Upstreams) -> None:
    """The session is over on both sides, and nothing is held any more."""
    await up.openai.realtime.until(lambda: up.openai.realtime.open == 0)
    await home.check_ledger()


async def test_a_conversation_by_openais_own_client(served: House, up: Upstreams) -> None:
    up.openai.realtime.pieces = ["Bon", "jour"]
    up.openai.realtime.usage = usage(text_in=100, audio_in=50, text_out=10, audio_out=40, cached=60)
    token, key = await served.token(NANO)
    async with client_of(served, key) as client:
        async with client.realtime.connect(model=MODEL) as connection:
            await connection.session.update(
                session={"type": "realtime", "instructions": "Be brief."}
            )
            for turn in range(2):
                await connection.conversation.item.create(item=SAY["item"])  # type: ignore[arg-type]
                await connection.response.create()
                events = await until(connection, "response.done")
                texts = [e.delta for e in events if e.type == "response.output_text.delta"]
                assert texts == ["Bon", "jour"]
                assert events[-1].response.usage.total_tokens == 200
                await served.settled()
                assert len(await served.log()) == turn + 1
    # 40 fresh text, 60 cached, 50 heard; 10 written, 40 spoken.
    charge = 40 * 4000 + 60 * 400 + 50 * 32_000 + 10 * 16_000 + 40 * 64_000
    entries = await served.log()
    for entry in entries:
        request = entry.request
        assert (request.charge_nano, request.cost_nano, request.status) == (charge, charge, "done")
        assert (request.endpoint, request.dialect_in) == ("/v1/realtime", "openai_realtime")
        assert request.upstream_request_id.startswith("resp_")
    await up.openai.realtime.until(lambda: up.openai.realtime.open == 0)
    assert served.balance(token) == NANO - 2 * charge
    await served.check_ledger()


async def test_a_browser_puts_its_key_into_the_subprotocol(served: House, up: Upstreams) -> None:
    url = f"{served.url}/v1/realtime?model={MODEL}"
    protocols = ("realtime", f"openai-insecure-api-key.{ROOT_KEY}", "openai-beta.realtime-v1")
    headers = {"Origin": "https://app.example"}
    async with served.session.ws_connect(url, protocols=protocols, headers=headers) as socket:
        assert socket.protocol == "realtime"
        assert (await frames(socket, "session.created"))[0]["session"]["model"] == MODEL
    sent = up.openai.last
    assert sent.headers["authorization"] == f"Bearer {up.openai.key}"
    assert ROOT_KEY not in str(sent.raw_headers)


async def test_what_is_refused_is_an_error_before_the_session(served: House, up: Upstreams) -> None:
    _, poor = await served.token(1)
    _, narrow = await served.token(models=("other",))
    await served.channel(up.anthropic, "claude-sonnet-4-6")
    await served.channel(up.openai, "gpt-realtime-nope", provider="openai", name="odd")
    url = f"{served.url}/v1/realtime"
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade"}
    for key, query, headers, status, code in (
        ("sk-none", f"?model={MODEL}", upgrade, 401, "invalid_api_key"),
        (poor, f"?model={MODEL}", upgrade, 402, "insufficient_quota"),
        (narrow, f"?model={MODEL}", upgrade, 403, "model_not_allowed"),
        (ROOT_KEY, "?model=nope", upgrade, 404, "model_not_found"),
        (ROOT_KEY, "", upgrade, 400, "invalid_request"),
        (ROOT_KEY, f"?model={MODEL}", {}, 426, "invalid_request"),
        (ROOT_KEY, "?model=claude-sonnet-4-6", upgrade, 501, "not_implemented"),
        (ROOT_KEY, "?model=gpt-realtime-nope", upgrade, 502, "all_channels_failed"),
    ):
        sent = {"Authorization": f"Bearer {key}", **headers}
        async with served.session.get(url + query, headers=sent) as answer:
            told = await answer.json()
            assert (answer.status, told["error"]["code"]) == (status, code), told
    await served.check_ledger()


async def test_the_last_cent_ends_a_response_with_an_error_event(
    served: House, up: Upstreams
) -> None:
    """1,024 spoken tokens are held before it begins; the rest is topped up as it comes."""
    up.openai.realtime.sounds = [SECOND] * 100
    up.openai.realtime.hold = asyncio.Event()
    token, key = await served.token(1100 * 64_000)
    async with socket_of(served, key) as socket:
        await socket.send_json(ANSWER)
        events = await frames(socket)
        assert socket.close_code == 1008
    assert events[-1]["type"] == "error"
    assert events[-1]["error"]["code"] == "insufficient_quota"
    heard = sum(event["type"] == "response.output_audio.delta" for event in events)
    assert 50 <= heard <= 55
    await up.openai.realtime.until(lambda: up.openai.realtime.open == 0)
    (entry,) = await served.log()
    assert (entry.request.status, entry.request.estimated) == ("cut_short", True)
    assert entry.request.output_tokens >= 20 * heard
    assert 0 <= served.balance(token) <= 40 * 64_000
    await served.check_ledger()


async def test_too_little_for_another_response_ends_the_session_behind_the_last(
    served: House, up: Upstreams
) -> None:
    up.openai.realtime.usage = usage(audio_in=100, audio_out=900)
    token, key = await served.token(1500 * 64_000)
    async with socket_of(served, key) as socket:
        await socket.send_json(ANSWER)
        events = await frames(socket)
    assert [event["type"] for event in events[-2:]] == ["response.done", "error"]
    assert events[-1]["error"]["code"] == "insufficient_quota"
    assert served.balance(token) == 1500 * 64_000 - 100 * 32_000 - 900 * 64_000
    await served.check_ledger()


async def test_who_leaves_pays_for_what_was_said_and_the_upstream_stops(
    served: House, up: Upstreams
) -> None:
    up.openai.realtime.pieces = ["Bonjour le monde"]
    up.openai.realtime.hold = asyncio.Event()
    token, key = await served.token(NANO)
    async with socket_of(served, key) as socket:
        await socket.send_json(SAY)
        await socket.send_json(ANSWER)
        await frames(socket, "response.output_text.delta")
        (running,) = served.gateway.live.view()
        assert (running.model, running.channel_name) == (MODEL, "openai 1")
    await up.openai.realtime.until(lambda: up.openai.realtime.open == 0)
    (entry,) = await served.log()
    assert (entry.request.status, entry.request.estimated) == ("cancelled", True)
    assert entry.request.output_tokens == 8
    assert served.balance(token) < NANO
    assert len(served.gateway.live) == 0
    await served.check_ledger()


async def test_an_upstream_that_breaks_off_is_told_as_such(served: House, up: Upstreams) -> None:
    up.openai.realtime.pieces = ["a", "b", "c"]
    up.openai.realtime.leave_after = 2
    async with socket_of(served) as socket:
        await socket.send_json(ANSWER)
        events = await frames(socket)
        assert socket.close_code == 1011
    assert events[-1]["error"]["code"] == "upstream_interrupted"
    (entry,) = await served.log()
    assert entry.request.status == "cut_short"
    await served.check_ledger()


async def test_an_alias_is_what_the_client_sees(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "voice", provider="openai", aliases={"voice": MODEL})
    async with socket_of(home, model="voice") as socket:
        assert (await frames(socket, "session.created"))[0]["session"]["model"] == "voice"
        session = {"type": "realtime", "model": "voice", "instructions": "x"}
        await socket.send_json({"type": "session.update", "session": session})
        updated = (await frames(socket, "session.updated"))[-1]
        assert updated["session"]["model"] == "voice"
        assert up.openai.realtime.received[-1]["session"]["model"] == MODEL
        other = {"type": "session.update", "session": {"model": "gpt-realtime-mini"}}
        await socket.send_json(other)
        assert (await frames(socket, "error"))[-1]["error"]["param"] == "session.model"
        await socket.send_json(ANSWER)
        await frames(socket, "response.done")
    assert up.openai.last.query == {"model": MODEL}
    assert [entry.request.requested_model for entry in await home.log()] == ["voice"]


async def test_transcriptions_have_a_price_of_their_own(served: House, up: Upstreams) -> None:
    await served.price(gpt_4o_transcribe={"input": 6, "output": 10})
    up.openai.realtime.transcription = {"type": "tokens", **usage(audio_in=100, text_out=20)}
    token, key = await served.token(NANO)

    def update(model: str) -> dict[str, Any]:
        heard = {"input": {"transcription": {"model": model}}}
        return {"type": "session.update", "session": {"type": "realtime", "audio": heard}}

    async with socket_of(served, key) as socket:
        await socket.send_json(update("nobody-knows-its-price"))
        assert (await frames(socket, "error"))[-1]["error"]["code"] == "model_unpriced"
        await socket.send_json(update("gpt-4o-transcribe"))
        await frames(socket, "session.updated")
        await socket.send_json({"type": "input_audio_buffer.append", "audio": "AAAA"})
        await socket.send_json({"type": "input_audio_buffer.commit"})
        await frames(socket, "conversation.item.input_audio_transcription.completed")
    (entry,) = await served.log()
    assert entry.request.requested_model == "gpt-4o-transcribe"
    assert entry.request.charge_nano == 100 * 6_000 + 20 * 10_000
    assert served.balance(token) == NANO - entry.request.charge_nano
    assert len(up.openai.realtime.received) == 3
    await ended(served, up)


async def test_rubbish_is_answered_here_and_the_session_goes_on(
    served: House, up: Upstreams
) -> None:
    chance = random.Random(7)
    async with socket_of(served) as socket:
        await frames(socket, "session.created")
        rubbish = ["", "{", "[]", "null", "1", '{"type":3}', '{"type":""}', '{"type":null}']
        rubbish += ['{"type":"session.update","session":[]}', "[" * 5000, '{"type":"\\ud800"']
        for _ in range(40):
            letters = [
                chr(chance.choice((34, 123, 125, 58, 44, 0x4E16, 92, 48))) for _ in range(30)
            ]
            rubbish.append("".join(letters))
        for frame in rubbish:
            await socket.send_str(frame)
            assert (await frames(socket, "error"))[-1]["error"]["code"] == "invalid_request"
        await socket.send_bytes(b"\x00\x01")
        assert up.openai.realtime.received == []
        await socket.send_json({"type": "nobody.knows"})
        assert (await frames(socket, "error"))[-1]["error"]["code"] == "invalid_event"
        await socket.send_json(ANSWER)
        await frames(socket, "response.done")
    await ended(served, up)


async def test_frames_have_a_limit(served: House, up: Upstreams) -> None:
    async with socket_of(served) as socket:
        await frames(socket, "session.created")
        large = {"type": "input_audio_buffer.append", "audio": "A" * (15 << 20)}
        await socket.send_json(large)
        await socket.send_json(ANSWER)
        await frames(socket, "response.done")
        with contextlib.suppress(ConnectionError):  # reset while it is still being sent
            await socket.send_str("x" * (17 << 20))
            await frames(socket)
            assert socket.close_code == 1009
    await ended(served, up)


async def test_a_token_that_is_switched_off_says_no_more(served: House) -> None:
    token, key = await served.token()
    async with socket_of(served, key) as socket:
        await frames(socket, "session.created")
        await served.gateway.tokens.set_enabled(token.id, False)
        await socket.send_json(ANSWER)
        assert (await frames(socket))[-1]["error"]["code"] == "token_disabled"
    await served.check_ledger()


async def test_limits_hold(served: House) -> None:
    _, key = await served.token(rpm=1)
    async with socket_of(served, key) as socket:
        await socket.send_json(ANSWER)
        await frames(socket, "response.done")
        await socket.send_json(ANSWER)
        assert (await frames(socket))[-1]["error"]["code"] == "rate_limit_exceeded"
    await served.check_ledger()


async def test_the_owner_ends_a_session(served: House, up: Upstreams) -> None:
    up.openai.realtime.hold = asyncio.Event()
    async with socket_of(served) as socket:
        await socket.send_json(ANSWER)
        await frames(socket, "response.output_text.delta")
        (running,) = served.gateway.live.view()
        assert served.gateway.live.cancel(running.request_id)
        assert (await frames(socket))[-1]["error"]["code"] == "draining"
    await served.check_ledger()


async def test_the_program_ends_in_spite_of_open_sessions(tmp_path: Path, up: Upstreams) -> None:
    async with aiohttp.ClientSession() as outside:
        async with house(tmp_path) as home:
            await home.channel(up.openai, MODEL, provider="openai")
            url = f"{home.url}/v1/realtime?model={MODEL}"
            headers = {"Authorization": f"Bearer {ROOT_KEY}"}
            socket = await outside.ws_connect(url, headers=headers)
            await frames(socket, "session.created")
        await frames(socket)
        assert socket.closed
    await up.openai.realtime.until(lambda: up.openai.realtime.open == 0)


async def test_a_channels_limit_holds_for_sessions_that_open_at_once(
    served: House, up: Upstreams
) -> None:
    channel = served.gateway.planner.snapshot.channels[0]
    await served.gateway.channels.update(channel.id, ChannelChanges(concurrency=2))
    opened = await asyncio.gather(*(socket_of(served) for _ in range(8)), return_exceptions=True)
    sockets = [each for each in opened if isinstance(each, aiohttp.ClientWebSocketResponse)]
    refused = [each for each in opened if isinstance(each, aiohttp.WSServerHandshakeError)]
    assert (len(sockets), [each.status for each in refused]) == (2, [503] * 6)
    for socket in sockets:
        await socket.close()
    await ended(served, up)
    assert served.gateway.channel_gauges.running(channel.id) == 0
    async with socket_of(served) as socket:
        await frames(socket, "session.created")
