"""Embeddings of Perplexity and of those behind Hugging Face, as OpenAI's clients read them."""

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
from tests.upstreams.huggingface import COUNTED, EMBEDDER, EMBEDS, LENGTH, HuggingFaceMock, row
from tests.upstreams.perplexity import COUNTED as READ
from tests.upstreams.perplexity import MODEL, PerplexityMock, numbers

TEXTS = ["Ahoj", "母港"]


async def perplexity(home: House, up: Upstreams) -> PerplexityMock:
    mock = up.add(PerplexityMock())
    await home.channel(mock, MODEL, provider="perplexity")
    await home.gateway.settings_service.set_option("ModelPrice", json.dumps({MODEL: {"input": 1}}))
    return mock


async def router(home: House, up: Upstreams, model: str) -> HuggingFaceMock:
    mock = up.add(HuggingFaceMock())
    await home.channel(mock, model, provider="huggingface")
    await home.gateway.settings_service.set_option("ModelPrice", json.dumps({model: {"input": 1}}))
    return mock


@pytest.mark.parametrize("form", ["float", "base64"])
async def test_perplexitys_bytes_become_numbers(home: House, up: Upstreams, form: Any) -> None:
    mock = await perplexity(home, up)
    token, key = await home.token(NANO)
    async with client(home, key, strict=form == "float") as sdk:
        made = await sdk.embeddings.create(
            model=MODEL, input=TEXTS, dimensions=128, encoding_format=form, user="u"
        )
    got: list[Any] = [each.embedding for each in made.data]
    if form == "base64":
        got = [array("f", base64.b64decode(each)).tolist() for each in got]
    assert got == [numbers(each, 128) for each in TEXTS]
    assert made.usage.prompt_tokens == READ
    asked = {"model": MODEL, "input": TEXTS, "dimensions": 128}
    assert mock.last.json == {**asked, "encoding_format": "base64_int8"}
    assert mock.last.path == "/v1/embeddings"
    (entry,) = await home.log()
    assert (entry.request.charge_nano, entry.request.estimated) == (READ * 1_000, False)
    assert home.balance(token) == NANO - READ * 1_000
    await home.check_ledger()


async def test_who_knows_perplexitys_encodings_gets_them(home: House, up: Upstreams) -> None:
    mock = await perplexity(home, up)
    body = {"model": MODEL, "input": "Ahoj", "encoding_format": "base64_binary"}
    status, _, said = await home.post("/v1/embeddings", body)
    assert status == 200, said
    assert len(base64.b64decode(json.loads(said)["data"][0]["embedding"])) == 128
    assert mock.last.json == body
    (entry,) = await home.log()
    assert entry.request.charge_nano == READ * 1_000


async def test_geminis_clients_embed_at_perplexity(home: House, up: Upstreams) -> None:
    await perplexity(home, up)
    body = {"content": {"parts": [{"text": "Ahoj"}]}, "outputDimensionality": 128}
    status, _, said = await home.post(f"/v1beta/models/{MODEL}:embedContent", body)
    assert status == 200, said
    assert json.loads(said)["embedding"]["values"] == numbers("Ahoj", 128)


@pytest.mark.parametrize(
    ("kind", "failure"),
    [("bad_key", "bad_key"), ("rate_limit", "rate_limit"), ("bad_request", "bad_request")],
)
async def test_refusals_cost_nothing(home: House, up: Upstreams, kind: Any, failure: str) -> None:
    mock = await perplexity(home, up)
    mock.script(Reply(error=kind))
    status, _, said = await home.post("/v1/embeddings", {"model": MODEL, "input": "x"})
    (entry,) = await home.log()
    assert (status >= 400, entry.attempts[0].error_class) == (True, failure), said
    assert entry.request.charge_nano == 0
    await home.check_ledger()


@pytest.mark.parametrize(
    "body", [b"<", b"[]", b"{}", b'{"data":[{"embedding":7}]}', b'{"data":[{"embedding":"%"}]}']
)
async def test_what_is_no_vector_is_none(home: House, up: Upstreams, body: bytes) -> None:
    mock = await perplexity(home, up)
    mock.script(Reply(error_status=200, error_body=body))
    status, _, said = await home.post("/v1/embeddings", {"model": MODEL, "input": "x"})
    assert status == 502, said
    await home.check_ledger()


@pytest.mark.parametrize("by", sorted(EMBEDS))
@pytest.mark.parametrize("form", ["float", "base64"])
async def test_each_behind_the_router_is_asked_in_its_own_words(
    home: House, up: Upstreams, by: str, form: Any
) -> None:
    model = f"{EMBEDDER}:{by}"
    mock = await router(home, up, model)
    async with client(home, strict=form == "float") as sdk:
        made = await sdk.embeddings.create(model=model, input=TEXTS, encoding_format=form)
    got: list[Any] = [each.embedding for each in made.data]
    if form == "base64":
        got = [array("f", base64.b64decode(each)).tolist() for each in got]
    assert got == [vector(each, LENGTH) for each in TEXTS]
    lists, asks = mock.requests
    assert lists.path == f"/api/models/{EMBEDDER}"
    sent = {"inputs": TEXTS} if by == "hf-inference" else {"model": EMBEDS[by], "input": TEXTS}
    assert (asks.path.split("/")[1], asks.json) == (by, sent)
    (entry,) = await home.log()
    assert entry.request.estimated is (by == "hf-inference")
    assert entry.request.charge_nano == COUNTED * 1_000 or by == "hf-inference"
    assert entry.request.charge_nano > 0
    await home.check_ledger()


async def test_who_does_the_same_by_another_name_is_asked_too(home: House, up: Upstreams) -> None:
    mock = await router(home, up, EMBEDDER)
    mock.embeds = {
        "wavespeed": row("x", task="feature-extraction"),
        "together": row("x"),
        "hf-inference": row(EMBEDDER, task="sentence-similarity"),
    }
    status, _, said = await home.post("/v1/embeddings", {"model": EMBEDDER, "input": "Ahoj"})
    assert status == 200, said
    assert mock.last.json == {"inputs": ["Ahoj"]}


@pytest.mark.parametrize("asked", [{"dimensions": 4}, {"input": [1, 2]}])
async def test_what_cannot_be_embedded_is_refused(
    home: House, up: Upstreams, asked: dict[str, Any]
) -> None:
    model = f"{EMBEDDER}:hf-inference"
    mock = await router(home, up, model)
    status, _, said = await home.post("/v1/embeddings", {"model": model, "input": "x", **asked})
    (entry,) = await home.log()
    assert (status, entry.request.charge_nano, len(mock.requests)) == (400, 0, 1), said
    await home.check_ledger()


@pytest.mark.parametrize("mapping", [None, {"hf-inference": row("m")}])
async def test_a_model_that_nobody_embeds_with_is_not_found(
    home: House, up: Upstreams, mapping: Any
) -> None:
    mock = await router(home, up, EMBEDDER)
    mock.embeds = mapping
    status, _, said = await home.post("/v1/embeddings", {"model": EMBEDDER, "input": "x"})
    (entry,) = await home.log()
    assert (status, entry.attempts[0].error_class) == (502, "model_not_found"), said
    assert entry.request.charge_nano == 0
    await home.check_ledger()


@pytest.mark.parametrize("body", [b"[]", b"[[]]", b"[[[1.0]]]", b'["x"]', b"<"])
async def test_what_the_router_tells_and_is_no_vector_is_none(
    home: House, up: Upstreams, body: bytes
) -> None:
    mock = await router(home, up, EMBEDDER)
    mock.embeds = {"hf-inference": row(EMBEDDER, task="feature-extraction")}
    mock.script(Reply(error_status=200, error_body=body))
    status, _, said = await home.post("/v1/embeddings", {"model": EMBEDDER, "input": "x"})
    assert status == 502, said
    await home.check_ledger()


async def test_a_model_that_embeds_is_tested_by_a_vector(home: House, up: Upstreams) -> None:
    for mock, model, own, length in (
        (up.add(PerplexityMock()), MODEL, "perplexity", 1024),
        (up.add(HuggingFaceMock()), EMBEDDER, "huggingface", LENGTH),
    ):
        channel = await home.channel(mock, model, provider=own)
        result = await home.gateway.channels.test(channel.id, capability=Capability.EMBEDDING)
        assert result.ok, result.failure
        assert result.dimensions == length
