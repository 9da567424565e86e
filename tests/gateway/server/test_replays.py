"""Requests sent again under their idempotency key get the answer they had got, at no charge."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import openai
import pytest

from gateway.domain.money import NANO
from gateway.relay import recording, replays
from tests.gateway.house import ROOT_KEY, House, house
from tests.gateway.server.media_stage import media_mock, wav
from tests.upstreams import Reply, Upstreams, Usage

MODEL = "gpt-4o"
PRICE = {"input": 2, "output": 8}
ONE = 100 * 2000 + 50 * 8000
BODY: dict[str, Any] = {"model": MODEL, "messages": [{"role": "user", "content": "Hi"}]}
CLAUDE = {**BODY, "max_tokens": 100}
REQUESTS = {
    "chat": ("/v1/chat/completions", BODY),
    "chat, streamed": ("/v1/chat/completions", {**BODY, "stream": True}),
    "messages": ("/v1/messages", CLAUDE),
    "messages, streamed": ("/v1/messages", {**CLAUDE, "stream": True}),
    "responses": ("/v1/responses", {"model": MODEL, "input": "Hi"}),
    "responses, streamed": ("/v1/responses", {"model": MODEL, "input": "Hi", "stream": True}),
    "gemini": (
        f"/v1beta/models/{MODEL}:generateContent",
        {"contents": [{"parts": [{"text": "Hi"}]}]},
    ),
    "gemini, as an array": (
        f"/v1beta/models/{MODEL}:streamGenerateContent",
        {"contents": [{"parts": [{"text": "Hi"}]}]},
    ),
}


async def served(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, MODEL)
    await home.price(gpt_4o=PRICE)
    up.openai.always(Reply(text="Hello you", usage=Usage(100, 50)))


async def send(
    home: House, key: str, name: str, path: str = "/v1/chat/completions", body: Any = None
) -> tuple[int, dict[str, str], bytes]:
    return await home.post(path, BODY if body is None else body, key, **{"Idempotency-Key": name})


async def test_the_same_answer_at_no_charge(home: House, up: Upstreams) -> None:
    await served(home, up)
    token, key = await home.token(NANO)
    for number, (name, (path, body)) in enumerate(REQUESTS.items(), 1):
        status, first, content = await send(home, key, name, path, body)
        assert (status, "x-homeport-replayed" in first) == (200, False), name
        status, again, replayed = await send(home, key, name, path, body)
        assert (status, again["x-homeport-replayed"]) == (200, "true"), name
        assert replayed == content
        assert b"Hello" in content
        assert again["content-type"] == first["content-type"]
        assert again["x-request-id"] != first["x-request-id"]
        assert len(up.openai.requests) == number
        rows = [row.request for row in await home.log(2)]
        assert [row.served for row in rows] == ["", "replay"]
        assert (rows[1].charge_nano, rows[1].cost_nano) == (0, 0)
        assert (rows[1].requested_model, rows[1].stream) == (MODEL, rows[0].stream)
    assert home.balance(token) == NANO - len(REQUESTS) * ONE
    await home.check_ledger()


async def test_another_request_under_the_key_is_refused(home: House, up: Upstreams) -> None:
    await served(home, up)
    _, key = await home.token(NANO)
    await send(home, key, "one")
    other = {**BODY, "temperature": 1}
    status, headers, body = await send(home, key, "one", body=other)
    assert (status, headers["x-homeport-error"]) == (422, "idempotency_key_reused")
    assert json.loads(body)["error"]["code"] == "idempotency_key_reused"
    status, _, body = await send(home, key, "one", "/v1/messages", CLAUDE)
    assert (status, json.loads(body)["type"]) == (422, "error")
    status, _, _ = await send(home, key, "ü" * 3)
    assert status == 400
    assert len(up.openai.requests) == 1
    # Another's key is another key, and so is another name.
    _, yours = await home.token(NANO)
    assert "x-homeport-replayed" not in (await send(home, yours, "one", body=other))[1]
    assert "x-homeport-replayed" not in (await send(home, key, "two", body=other))[1]
    assert len(up.openai.requests) == 3


@pytest.mark.parametrize("stream", [False, True])
async def test_who_comes_while_the_first_runs_waits(
    home: House, up: Upstreams, stream: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    await served(home, up)
    body = {**BODY, "stream": stream}
    up.openai.script(Reply(text="Hello you", stall_after=1, usage=Usage(100, 50)))
    sent = [asyncio.ensure_future(send(home, ROOT_KEY, "one", body=body))]
    await up.openai.wait_stalled()
    with monkeypatch.context() as patched:
        patched.setattr(replays, "WAIT_S", 0.0)
        status, headers, _ = await send(home, ROOT_KEY, "one", body=body)
    assert (status, headers["x-homeport-error"]) == (409, "idempotency_key_in_use")
    sent += [asyncio.ensure_future(send(home, ROOT_KEY, "one", body=body)) for _ in range(3)]
    up.openai.release()
    answers = await asyncio.gather(*sent)
    assert {answer[2] for answer in answers} == {answers[0][2]}
    assert sum("x-homeport-replayed" in answer[1] for answer in answers) == 3
    assert len(up.openai.requests) == 1
    await home.check_ledger()


async def test_what_failed_or_was_left_counts_as_not_sent(home: House, up: Upstreams) -> None:
    await served(home, up)
    _, key = await home.token(NANO)
    up.openai.script(Reply(error="bad_request"))
    assert (await send(home, key, "one"))[0] == 400
    body = {**BODY, "stream": True}
    up.openai.script(Reply(chunks=["a", "b", "c"], cut_after=2))
    assert b"error" in (await send(home, key, "two", body=body))[2]
    up.openai.script(Reply(chunks=["a", "b", "c"], stall_after=2))
    leaving = asyncio.ensure_future(send(home, key, "three", body=body))
    await up.openai.wait_stalled()
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    await home.settled()
    for name, asked in (("one", BODY), ("two", body), ("three", body)):
        status, headers, _ = await send(home, key, name, body=asked)
        assert (status, "x-homeport-replayed" in headers) == (200, False)
    assert len(up.openai.requests) == 6
    await home.check_ledger()


async def test_who_leaves_at_the_very_end_finds_the_answer(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is paid for: asked again it costs nothing, although nobody has got it yet."""
    await served(home, up)
    token, key = await home.token(NANO)

    async def lost(*given: Any) -> None:
        raise ConnectionResetError

    with monkeypatch.context() as patch:
        patch.setattr("gateway.server.sink.ResponseSink.whole", lost)
        with pytest.raises(Exception):  # noqa: B017 - whatever aiohttp calls it
            await send(home, key, "one")
    await home.settled()
    status, headers, body = await send(home, key, "one")
    assert (status, headers["x-homeport-replayed"]) == (200, "true")
    assert b"Hello you" in body
    assert home.balance(token) == NANO - ONE
    assert len(up.openai.requests) == 1


async def test_openais_package_sends_it_again(home: House, up: Upstreams) -> None:
    await served(home, up)
    async with openai.AsyncOpenAI(
        base_url=f"{home.url}/v1", api_key=ROOT_KEY, _strict_response_validation=True
    ) as sdk:
        headers = {"Idempotency-Key": "stainless-python-retry-1"}
        first = await sdk.chat.completions.create(**BODY, extra_headers=headers)
        assert await sdk.chat.completions.create(**BODY, extra_headers=headers) == first
        texts = []
        for _ in range(2):
            stream = await sdk.responses.create(
                model=MODEL, input="Hi", stream=True, extra_headers={"Idempotency-Key": "s"}
            )
            texts.append([event async for event in stream])
        assert texts[0] == texts[1]
        ids = set()
        for _ in range(2):
            begun = await sdk.responses.create(
                model=MODEL, input="Hi", background=True, extra_headers={"Idempotency-Key": "b"}
            )
            ids.add(begun.id)
        (ident,) = ids
        events = [event async for event in await sdk.responses.retrieve(ident, stream=True)]
        assert events[-1].type == "response.completed"
    assert len(up.openai.requests) == 3
    # What a package's own key was answered is written nowhere.
    await home.gateway.memory.replays.drain()
    assert len(home.gateway.memory.replays._stored) == 2


async def test_a_form_is_the_same_under_another_boundary(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(mock, "whisper-1", provider="openai")
    async with openai.AsyncOpenAI(base_url=f"{home.url}/v1", api_key=ROOT_KEY) as sdk:
        texts = []
        for sound in (wav(1), wav(1), wav(2)):
            try:
                found = await sdk.audio.transcriptions.create(
                    model="whisper-1",
                    file=("a.wav", sound),
                    extra_headers={"Idempotency-Key": "one"},
                )
                texts.append(found.text)
            except openai.UnprocessableEntityError as refused:
                texts.append(str(refused.code))
    assert texts == [texts[0], texts[0], "idempotency_key_reused"]
    assert len(mock.requests) == 1


async def test_answers_outlive_a_restart_sealed_and_bounded(tmp_path: Path, up: Upstreams) -> None:
    async with house(tmp_path) as home:
        await served(home, up)
        up.openai.always(Reply(text="Ferdinand", usage=Usage(100, 50)))
        _, _, first = await send(home, ROOT_KEY, "one")
    raw = b"".join(path.read_bytes() for path in (tmp_path / "data").glob("homeport.db*"))
    assert b"Ferdinand" not in raw
    async with house(tmp_path) as home:
        status, headers, again = await send(home, ROOT_KEY, "one")
        assert (status, headers["x-homeport-replayed"], again) == (200, "true", first)
        service = home.gateway.settings_service
        # Older than the owner wants.
        later = home.gateway.now_ms() + 2 * 3_600_000
        await service.set("replay_hours", 1)
        home.gateway.memory.replays._now_ms = lambda: later
        assert "x-homeport-replayed" not in (await send(home, ROOT_KEY, "one"))[1]
        # Switched off, nothing is kept and nothing given again.
        await service.set("replay_answers", False)
        for _ in range(2):
            assert "x-homeport-replayed" not in (await send(home, ROOT_KEY, "one"))[1]
        await service.set("replay_answers", True)
        assert "x-homeport-replayed" not in (await send(home, ROOT_KEY, "one"))[1]
    assert len(up.openai.requests) == 5


async def test_too_large_an_answer_is_not_asked_for_twice(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    await served(home, up)
    monkeypatch.setattr(recording, "MOST_BODY", 100)
    assert (await send(home, ROOT_KEY, "one"))[0] == 200
    status, headers, _ = await send(home, ROOT_KEY, "one")
    assert (status, headers["x-homeport-error"]) == (409, "idempotency_key_in_use")
    assert headers["x-should-retry"] == "false"
    assert len(up.openai.requests) == 1


async def test_the_oldest_give_way(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    await served(home, up)
    kept = home.gateway.memory.replays
    monkeypatch.setattr(replays, "MOST_ROWS", 3)
    for number in range(6):
        await send(home, ROOT_KEY, f"key {number}")
        await kept.drain()
    await kept.tidy()
    again = [
        "x-homeport-replayed" in (await send(home, ROOT_KEY, f"key {number}"))[1]
        for number in (3, 4, 5, 0)
    ]
    assert again == [True, True, True, False]
