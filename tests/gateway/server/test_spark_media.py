"""iFlytek's vectors and pictures, whose addresses are signed as its WebSocket's are."""

from __future__ import annotations

import base64
import json
from array import array
from typing import Any

import pytest

from gateway.domain.capability import Capability
from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.media_stage import client
from tests.upstreams import Reply, Upstreams
from tests.upstreams.embeddings import vector
from tests.upstreams.spark import CLOCK
from tests.upstreams.spark_media import LENGTH, PICTURE, SparkMediaMock

PAINTER, TELLS, ASKS = "tti", "llm-embedding-para", "llm-embedding-query"
PER_PICTURE = 1_000_000


@pytest.fixture
async def mock(home: House, up: Upstreams) -> SparkMediaMock:
    made = up.add(SparkMediaMock())
    await home.channel(made, PAINTER, TELLS, ASKS, provider="spark_websocket")
    prices = {PAINTER: {"per_image": 0.001}, TELLS: {"input": 1}, ASKS: {"input": 1}}
    await home.gateway.settings_service.set_option("ModelPrice", json.dumps(prices))
    return made


@pytest.mark.parametrize("form", ["b64_json", "url"])
async def test_a_picture_is_drawn_and_counted(home: House, mock: SparkMediaMock, form: Any) -> None:
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        made = await sdk.images.generate(
            model=PAINTER, prompt="母港", size="1024x1024", style="vivid", response_format=form
        )
    (picture,) = made.data or []
    packed = base64.b64encode(PICTURE).decode()
    if form == "url":
        assert picture.url == f"data:image/jpeg;base64,{packed}"
    else:
        assert picture.b64_json == packed
    assert mock.last.json == {
        "header": {"app_id": "1a2b3c4d"},
        "parameter": {"chat": {"domain": "general", "width": 1024, "height": 1024}},
        "payload": {"message": {"text": [{"role": "user", "content": "母港"}]}},
    }
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (PER_PICTURE, False)
    assert home.balance(token) == NANO - PER_PICTURE
    await home.check_ledger()


@pytest.mark.parametrize(
    ("asked", "drawn"),
    [
        ({}, (None, None)),
        ({"size": "auto"}, (None, None)),
        ({"size": "256x256"}, (512, 512)),
        ({"size": "1536x1024"}, (680, 512)),
        ({"size": "1024x1536"}, (512, 680)),
        ({"size": "1792x1024"}, (1280, 720)),
        ({"size": "1024x1792"}, (720, 1280)),
        ({"width": 768, "height": 768}, (768, 768)),
    ],
)
async def test_sizes_are_the_nearest_that_are_drawn(
    home: House, mock: SparkMediaMock, asked: dict[str, Any], drawn: tuple[int | None, ...]
) -> None:
    body = {"model": PAINTER, "prompt": "x", **asked}
    status, _, said = await home.post("/v1/images/generations", body)
    assert status == 200, said
    chat = mock.last.json["parameter"]["chat"]
    assert (chat.get("width"), chat.get("height")) == drawn


async def test_one_picture_a_request(home: House, mock: SparkMediaMock) -> None:
    body = {"model": PAINTER, "prompt": "x", "n": 2}
    status, _, said = await home.post("/v1/images/generations", body)
    assert (status, json.loads(said)["error"]["param"]) == (400, "n")
    assert not mock.requests


@pytest.mark.parametrize("form", ["float", "base64"])
@pytest.mark.parametrize(("model", "domain"), [(TELLS, "para"), (ASKS, "query")])
async def test_a_text_becomes_a_vector(
    home: House, mock: SparkMediaMock, model: str, domain: str, form: Any
) -> None:
    token, key = await home.token(NANO)
    async with client(home, key, strict=form == "float") as sdk:
        made = await sdk.embeddings.create(model=model, input=["母港"], encoding_format=form)
    got: list[Any] = [each.embedding for each in made.data]
    if form == "base64":
        got = [array("f", base64.b64decode(each)).tolist() for each in got]
    assert got == [vector("母港", LENGTH)]
    assert mock.last.path == "/"
    assert mock.said == {"messages": [{"content": "母港", "role": "user"}]}
    assert mock.last.json["parameter"]["emb"]["domain"] == domain
    (row,) = await home.log()
    assert row.request.estimated  # it does not say what it counted
    assert row.request.charge_nano > 0
    assert home.balance(token) == NANO - row.request.charge_nano
    await home.check_ledger()


@pytest.mark.parametrize(
    ("more", "param"), [({"input": ["a", "b"]}, "input"), ({"dimensions": 64}, "dimensions")]
)
async def test_what_it_cannot_embed_is_said(
    home: House, mock: SparkMediaMock, more: dict[str, Any], param: str
) -> None:
    status, _, said = await home.post("/v1/embeddings", {"model": TELLS, "input": "a", **more})
    assert (status, json.loads(said)["error"]["param"]) == (400, param)
    assert not mock.requests


@pytest.mark.parametrize("model", [PAINTER, TELLS])
@pytest.mark.parametrize(
    ("kind", "failure"),
    [
        ("bad_request", "bad_request"),
        ("money", "no_money"),
        ("rate_limit", "rate_limit"),
        ("overloaded", "overloaded"),
        ("content_filter", "content_filter"),
        ("context", "context_too_long"),
    ],
)
async def test_codes_in_the_head_are_failures_that_cost_nothing(
    home: House, mock: SparkMediaMock, model: str, kind: Any, failure: str
) -> None:
    mock.always(Reply(error=kind))
    token, key = await home.token(NANO)
    path = "images/generations" if model == PAINTER else "embeddings"
    body = {"model": model, "prompt": "x"} if model == PAINTER else {"model": model, "input": "x"}
    status, _, _ = await home.post(f"/v1/{path}", body, key)
    assert status >= 400
    (row,) = await home.log()
    assert row.request.error_class == failure
    assert (row.request.charge_nano, home.balance(token)) == (0, NANO)
    await home.check_ledger()


async def test_a_picture_that_is_not_shown_costs_nothing(home: House, mock: SparkMediaMock) -> None:
    mock.blocked = True
    token, key = await home.token(NANO)
    body = {"model": PAINTER, "prompt": "x"}
    status, _, _ = await home.post("/v1/images/generations", body, key)
    (row,) = await home.log()
    assert (status, row.request.error_class) == (400, "content_filter")
    assert home.balance(token) == NANO


async def test_a_channel_test_draws_and_embeds(home: House, mock: SparkMediaMock) -> None:
    (channel,) = await home.gateway.channels.list()
    for model, capability in ((PAINTER, Capability.IMAGE), (TELLS, Capability.EMBEDDING)):
        result = await home.gateway.channels.test(channel.id, model, capability=capability)
        assert result.ok, result.failure


async def test_models_are_tested_by_what_their_names_say(home: House, mock: SparkMediaMock) -> None:
    (channel,) = home.gateway.planner.snapshot.channels
    plans = home.gateway.channels.test_plans(channel.id)
    assert {each.capability for each in plans} == {Capability.EMBEDDING, Capability.IMAGE}


@pytest.mark.parametrize("model", [PAINTER, TELLS])
@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{}",
        b'{"header":[]}',
        b'{"header":{"code":0}}',
        b'{"header":{"code":0},"payload":{"choices":{"text":[7]},"feature":{"text":7}}}',
        b'{"header":{"code":0},"payload":{"choices":[],"feature":{"text":"AAA="}}}',
        b'{"header":{"code":0},"payload":{"choices":{"text":7},"feature":{"text":"!"}}}',
    ],
)
async def test_an_answer_that_holds_nothing_is_none(
    home: House, mock: SparkMediaMock, model: str, body: bytes
) -> None:
    mock.script(Reply(error_status=200, error_body=body))
    path = "images/generations" if model == PAINTER else "embeddings"
    asked = {"model": model, "prompt": "x"} if model == PAINTER else {"model": model, "input": "x"}
    status, _, said = await home.post(f"/v1/{path}", asked)
    assert status == 502, said
    await home.check_ledger()


@pytest.mark.parametrize(
    ("status", "message", "failure"),
    [(403, CLOCK, "network"), (401, "HMAC signature does not match", "bad_key")],
    ids=["clock", "key"],
)
async def test_a_wrong_clock_is_no_wrong_key(
    home: House, mock: SparkMediaMock, status: int, message: str, failure: str
) -> None:
    body = json.dumps({"message": message}).encode()
    mock.script(Reply(error_status=status, error_body=body))
    await home.post("/v1/embeddings", {"model": TELLS, "input": "x"})
    (row,) = await home.log()
    assert row.attempts[0].error_class == failure
