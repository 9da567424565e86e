"""Apps, translation and predictions behind every kind of client."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.tasks import spawn
from tests.gateway.house import House
from tests.gateway.server.world_clients import CLIENTS, say, stream
from tests.upstreams import Reply, Upstreams, Usage, faults
from tests.upstreams.apps import DeepLMock, PalmMock
from tests.upstreams.mock import Mock
from tests.upstreams.picture_apps import CozeMock, DifyMock
from tests.upstreams.replicate import MODEL, ReplicateMock

PRICE = {"input": 2, "output": 8}
SAID = "Ahoj, 世界: one two"
MOCKS: dict[str, tuple[type[Mock], str]] = {
    "dify": (DifyMock, "dify"),
    "coze": (CozeMock, "bot-7370000000000000001"),
    "deepl": (DeepLMock, "deepl-de"),
    "palm": (PalmMock, "chat-bison-001"),
    "replicate": (ReplicateMock, MODEL),
}
COUNTING = ("dify", "coze")
EVERY = pytest.mark.parametrize("name", MOCKS)


async def connect(home: House, up: Upstreams, name: str, **fields: Any) -> tuple[Any, str]:
    kind, model = MOCKS[name]
    mock = up.add(kind())  # type: ignore[call-arg]
    await home.channel(mock, model, provider=name, **fields)
    await home.gateway.settings_service.set_option("ModelPrice", json.dumps({model: PRICE}))
    return mock, model


@EVERY
@pytest.mark.parametrize("client", CLIENTS)
async def test_every_client_gets_its_answer_plain_and_streamed(
    home: House, up: Upstreams, name: str, client: str
) -> None:
    mock, model = await connect(home, up, name)
    mock.always(Reply(text=SAID, usage=Usage(1000, 300), split=7))
    asked = model.replace("/", "%2F") if client == "gemini" else model
    heard = [await say(home, client, asked), await stream(home, client, asked)]
    assert [text for text, _ in heard] == [SAID, SAID]
    rows = await home.log()
    if name in COUNTING:
        assert [counts for _, counts in heard] == [(1000, 300)] * 2
        charge = 1000 * 2000 + 300 * 8000
        assert [row.request.charge_nano for row in rows] == [charge] * 2
    else:
        assert all(row.request.charge_nano > 0 for row in rows)
    await home.check_ledger()


@EVERY
@pytest.mark.parametrize(
    ("kind", "means"),
    [
        ("bad_key", "bad_key"),
        ("money", "no_money"),
        ("rate_limit", "rate_limit"),
        ("server", "overloaded"),
        ("context", "context_too_long"),
    ],
)
async def test_each_error_means_what_it_says_and_costs_nothing(
    home: House, up: Upstreams, name: str, kind: Any, means: str
) -> None:
    mock, model = await connect(home, up, name)
    mock.always(faults.failing(kind))
    for streamed in (False, True):
        status, _, _ = await home.chat(model, stream=streamed)
        assert status >= 400
        await home.gateway.channels.resume(1)
    rows = await home.log()
    assert [row.attempts[0].error_class for row in rows] == [means] * 2
    assert not any(row.request.charge_nano for row in rows)
    await home.check_ledger()


@pytest.mark.parametrize("name", ["dify", "coze", "replicate"])
async def test_an_error_in_the_stream_is_told_and_no_ending_made_up(
    home: House, up: Upstreams, name: str
) -> None:
    mock, model = await connect(home, up, name)
    mock.always(Reply(text="one two three four", error="server", error_in_stream_after=2))
    with pytest.raises((AssertionError, KeyError, StopIteration, IndexError)):
        await stream(home, "openai_chat", model)
    (row,) = await home.log()
    assert row.request.status in ("failed", "cut_short")
    assert row.attempts[-1].error_class == "overloaded"
    await home.check_ledger()


@EVERY
async def test_tools_are_refused_before_anything_is_sent(
    home: House, up: Upstreams, name: str
) -> None:
    mock, model = await connect(home, up, name)
    tool = {"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}
    status, _, body = await home.chat(model, tools=[tool])
    assert status == 400
    assert b"tools" in body
    assert not mock.requests


@EVERY
async def test_a_test_of_the_channel_works(home: House, up: Upstreams, name: str) -> None:
    await connect(home, up, name)
    result = await home.gateway.channels.test(1)
    assert result.ok, result.failure
    assert result.reply


TURNS = [
    {"role": "system", "content": "Be kind."},
    {"role": "user", "content": "Hello"},
    {"role": "assistant", "content": "Hi there"},
    {"role": "user", "content": "How are you?"},
]


@EVERY
async def test_a_conversation_becomes_what_each_of_them_takes(
    home: House, up: Upstreams, name: str
) -> None:
    mock, model = await connect(home, up, name)
    status, _, body = await home.chat(model, messages=TURNS, temperature=0.5)
    assert status == 200, body
    sent = mock.last.json
    match name:
        case "dify":
            assert sent["query"] == (
                "System: Be kind.\n\nUser: Hello\n\nAssistant: Hi there\n\nUser: How are you?"
            )
            assert sent["conversation_id"] == ""
        case "coze":
            assert sent["bot_id"] == "7370000000000000001"
            told = [(each["role"], each["content"]) for each in sent["additional_messages"]]
            assert told[0] == ("user", "Be kind.")
            assert told[-1] == ("user", "How are you?")
            assert len(told) == 4
        case "deepl":
            assert sent["text"] == ["How are you?"]
            assert sent["target_lang"] == "DE"
            assert json.loads(body)["usage"]["prompt_tokens"] == len("How are you?")
        case "palm":
            assert sent["prompt"]["context"] == "Be kind."
            authors = [each["author"] for each in sent["prompt"]["messages"]]
            assert authors == ["0", "1", "0"]
            assert sent["temperature"] == 0.5
        case _:
            assert sent["input"]["system_prompt"] == "Be kind."
            assert sent["input"]["prompt"].endswith("User: How are you?")


async def test_what_palm_filters_is_a_refusal(home: House, up: Upstreams) -> None:
    mock, model = await connect(home, up, "palm")
    mock.always(Reply(refusal="no"))
    status, _, body = await home.chat(model)
    assert status == 200
    assert json.loads(body)["choices"][0]["finish_reason"] == "content_filter"


async def test_a_slow_prediction_is_asked_for_until_it_is_done(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.providers.replicate.provider._AGAIN_S", 0.0)
    mock, model = await connect(home, up, "replicate")
    mock.slow = 3
    mock.always(Reply(text=SAID, usage=Usage(1000, 300)))
    assert await say(home, "openai_chat", model) == (SAID, (1000, 300))
    assert [each.method for each in mock.requests] == ["POST", "GET", "GET", "GET"]
    await home.check_ledger()


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])
async def test_a_client_that_leaves_ends_the_prediction(
    home: House, up: Upstreams, streamed: bool
) -> None:
    mock, model = await connect(home, up, "replicate")
    mock.slow = 1_000_000
    mock.always(Reply(text="one two three four"))
    mock.streams = Reply(stall_after=2)
    asking = spawn(home.chat(model, stream=streamed), "asking")
    await mock.wait_requests(2)  # the prediction has begun, and is asked for, or its stream read
    if streamed:
        await mock.wait_stalled()
    asking.cancel()
    await mock.told.wait()
    assert len(mock.cancelled) == 1
    assert mock.last.headers["authorization"] == f"Bearer {mock.key}"
    (row,) = await home.log()
    assert row.request.status == "cancelled"
    assert row.request.charge_nano > 0  # its time until then is paid
    await home.check_ledger()


async def test_a_prediction_that_takes_too_long_is_ended(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.providers.replicate.provider._AGAIN_S", 0.0)
    mock, model = await connect(home, up, "replicate", first_token_timeout_s=0.05)
    mock.slow = 1_000_000
    status, _, _ = await home.chat(model)
    assert status == 504
    await mock.told.wait()
    await home.check_ledger()


async def test_a_whole_answer_ends_no_prediction(home: House, up: Upstreams) -> None:
    mock, model = await connect(home, up, "replicate")
    for streamed in (False, True):
        status, _, _ = await home.chat(model, stream=streamed)
        assert status == 200
    await home.settled()
    assert mock.cancelled == []


async def test_a_version_of_a_model_is_named_by_its_own_endpoint(
    home: House, up: Upstreams
) -> None:
    mock, _ = await connect(home, up, "replicate")
    await home.channel(mock, "somebody/model:abc123", provider="replicate")
    status, _, body = await home.chat("somebody/model:abc123")
    assert status == 200, body
    assert mock.last.path == "/v1/predictions"
    assert mock.last.json["version"] == "abc123"


@pytest.mark.parametrize(
    "elsewhere",
    ["http://127.0.0.1:9/v1", "https://replicate.com.evil.example", "http://x.replicate.com"],
)
async def test_a_key_is_not_sent_to_an_address_that_is_not_replicates(
    home: House, up: Upstreams, elsewhere: str
) -> None:
    mock, model = await connect(home, up, "replicate")
    mock.elsewhere = elsewhere
    status, _, body = await home.chat(model, stream=True)
    assert status == 502, body
    (row,) = await home.log()
    assert row.attempts[0].error_class == "protocol"
    assert len(mock.requests) == 2
    assert mock.cancelled  # at its own address: nobody will read it
    await home.check_ledger()


@pytest.mark.parametrize(
    ("kind", "means"),
    [("bad_key", "bad_key"), ("money", "no_money"), ("rate_limit", "rate_limit")],
)
@pytest.mark.parametrize("streamed", [False, True])
async def test_coze_says_errors_with_status_200_too(
    home: House, up: Upstreams, kind: Any, means: str, streamed: bool
) -> None:
    mock, model = await connect(home, up, "coze")
    mock.always(faults.error_in_ok(kind))
    status, _, _ = await home.chat(model, stream=streamed)
    assert status >= 400
    (row,) = await home.log()
    assert row.attempts[0].error_class == means
    assert row.request.charge_nano == 0
    await home.check_ledger()


@pytest.mark.parametrize(
    "body",
    [
        {"status": ["starting"], "urls": {"stream": "http://[", "get": "http://["}},
        {"status": "starting", "urls": {"stream": "http://[", "get": "http://["}},
        {"status": "starting", "urls": [1]},
        {"status": "starting"},
        {"detail": 1},
    ],
)
async def test_a_prediction_that_makes_no_sense_is_an_upstreams_failure(
    home: House, up: Upstreams, body: dict[str, Any]
) -> None:
    mock, model = await connect(home, up, "replicate")
    mock.always(Reply(error_status=200, error_body=body))
    for streamed in (False, True):
        status, _, _ = await home.chat(model, stream=streamed)
        assert 500 < status < 600
    await home.check_ledger()
