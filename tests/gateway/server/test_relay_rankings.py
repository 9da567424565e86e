"""Moderation and reranking; and endpoints that a model's channel does not have."""

from __future__ import annotations

import json

from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.media_stage import client, media_mock
from tests.upstreams import Reply, Upstreams

COHERE, JINA = "rerank-v3.5", "jina-reranker-v2-base-multilingual"
QUERY = {"query": "blue sky", "documents": ["green grass", "the sky is blue"], "top_n": 1}


async def test_moderation_is_free_where_the_catalogue_says_so(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(mock, "omni-moderation-latest", aliases={"guard": "omni-moderation-latest"})
    token, key = await home.token(1)
    async with client(home, key) as sdk:
        answer = await sdk.moderations.create(model="guard", input=["hello", "violence!"])
        assert [result.flagged for result in answer.results] == [False, True]
        assert answer.model == "guard"
        await sdk.moderations.create(input="hello")
    assert mock.last.json["model"] == "omni-moderation-latest"
    rows = await home.log()
    assert [row.request.charge_nano for row in rows] == [0, 0]
    assert rows[1].request.requested_model == "omni-moderation-latest"
    await home.check_ledger()
    assert home.balance(token) == 1


async def test_rerank_is_paid_by_the_search(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(mock, COHERE, aliases={"sorter": COHERE})
    token, key = await home.token(NANO)
    many = {**QUERY, "documents": ["text"] * 101}
    for path, body, charge in (
        ("/v1/rerank", QUERY, 2_000_000),
        ("/v2/rerank", QUERY, 2_000_000),
        ("/rerank", many, 4_000_000),
    ):
        before = home.balance(token)
        status, _, answer = await home.post(path, {"model": "sorter", **body}, key)
        assert status == 200
        assert len(json.loads(answer)["results"]) == 1
        await home.check_ledger()
        assert before - home.balance(token) == charge
    assert mock.last.path == "/v1/rerank"
    assert mock.last.json["model"] == COHERE
    row = (await home.log())[-1]
    assert json.loads(row.request.price_json)["lines"] == [["queries", 2, "2000"]]
    assert not row.request.estimated


async def test_rerank_is_paid_by_tokens_where_they_have_a_price(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(mock, JINA, COHERE, aliases={"sorter": JINA})
    await home.price(**{COHERE: {"input": 1}})
    mock.script(Reply(), Reply(usage=None))
    status, _, answer = await home.post("/v1/rerank", {"model": "sorter", **QUERY})
    assert status == 200
    assert json.loads(answer)["model"] == "sorter"
    assert json.loads(answer)["results"][0]["index"] == 1
    await home.post("/v1/rerank", {"model": "sorter", **QUERY})
    await home.post("/v1/rerank", {"model": COHERE, **QUERY})
    told, counted, searched = await home.log()
    assert told.request.charge_nano == told.request.input_tokens * 50
    assert (told.request.estimated, counted.request.estimated) == (False, True)
    assert counted.request.input_tokens > 5
    assert counted.request.charge_nano == counted.request.input_tokens * 50
    assert searched.request.estimated
    assert searched.request.charge_nano == searched.request.input_tokens * 1_000 > 0
    await home.check_ledger()


MISSING = (
    ("/v1/rerank", {"model": COHERE, "query": "x", "documents": []}, "documents"),
    ("/v1/rerank", {"model": COHERE, "documents": ["x"]}, "query"),
    ("/v1/rerank", {"query": "x", "documents": ["x"]}, "model"),
    ("/v1/rerank", {"model": COHERE, "query": "x", "documents": "x"}, "documents"),
    ("/v1/moderations", {}, "input"),
    ("/v1/audio/speech", {"model": "tts-1"}, "input"),
    ("/v1/audio/speech", {"input": "x"}, "model"),
    ("/v1/completions", {"prompt": "x"}, "model"),
)


async def test_what_is_missing_is_named(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(mock, COHERE, "omni-moderation-latest", "tts-1")
    for path, body, param in MISSING:
        status, _, answer = await home.post(path, body)
        assert status == 400
        assert json.loads(answer)["error"]["param"] == param
    assert mock.requests == []


async def test_a_price_by_the_picture_is_none_for_a_chat(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    await home.price(**{"gpt-4o": {"per_image": 0.04}})
    _, key = await home.token(NANO)
    status, headers, _ = await home.chat("gpt-4o", key=key)
    assert (status, headers["x-homeport-error"]) == (403, "model_unpriced")
    status, _, _ = await home.chat("gpt-4o")
    assert status == 200
    row = (await home.log())[-1]
    assert json.loads(row.request.price_json)["source"] == "unpriced"


async def test_channels_without_the_endpoint_are_passed_over(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await home.channel(up.anthropic, "dall-e-2", priority=9)
    body = {"model": "dall-e-2", "prompt": "a cat"}
    status, headers, answer = await home.post("/v1/images/generations", body)
    assert (status, headers["x-homeport-error"]) == (501, "not_implemented")
    assert b"Anthropic has no images/generations" in answer
    await home.channel(mock, "dall-e-2")
    status, _, _ = await home.post("/v1/images/generations", body)
    assert status == 200
    assert up.anthropic.requests == []
    await home.check_ledger()


async def test_a_page_or_an_error_in_place_of_an_answer_costs_nothing(
    home: House, up: Upstreams
) -> None:
    mock = media_mock(up)
    for model in (COHERE, "tts-1", "dall-e-2", "omni-moderation-latest"):
        await home.channel(mock, model)
    token, key = await home.token(NANO)
    for path, body in (
        ("/v1/rerank", {"model": COHERE, **QUERY}),
        ("/v1/audio/speech", {"model": "tts-1", "voice": "alloy", "input": "Hi"}),
        ("/v1/images/generations", {"prompt": "a cat"}),
        ("/v1/moderations", {"input": "x"}),
    ):
        for reply in (Reply(html=True, error_status=200), Reply(body_error_200=True)):
            mock.always(reply)
            status, _, answer = await home.post(path, body, key)
            assert status in (502, 503), answer
    await home.check_ledger()
    assert home.balance(token) == NANO
