"""NVIDIA's rankings in its own words, for clients of /v1/rerank."""

from __future__ import annotations

import json

import pytest

from gateway.domain.capability import Capability
from gateway.domain.money import NANO
from gateway.providers.base import Endpoint, Operation
from gateway.providers.registry import provider
from tests.gateway.house import House
from tests.upstreams import Reply, Upstreams
from tests.upstreams.nvidia import COUNTED, MODEL, NvidiaMock

DOCUMENTS = ["Bread is baked", {"text": "Paris is the capital of France"}, "the sea"]
ASKED = {"model": MODEL, "query": "the capital of France", "documents": DOCUMENTS}


async def ranker(home: House, up: Upstreams) -> NvidiaMock:
    mock = up.add(NvidiaMock())
    await home.channel(mock, MODEL, provider="nvidia")
    price = json.dumps({MODEL: {"input": 1}})
    await home.gateway.settings_service.set_option("ModelPrice", price)
    return mock


@pytest.mark.parametrize("counts", [True, False])
async def test_documents_are_ranked_and_paid_by_what_was_read(
    home: House, up: Upstreams, counts: bool
) -> None:
    mock = await ranker(home, up)
    mock.counts = counts
    token, key = await home.token(NANO)
    status, _, said = await home.post("/v1/rerank", {**ASKED, "truncate": "END"}, key)
    assert status == 200, said
    results = json.loads(said)["results"]
    assert [(each["index"], each["relevance_score"]) for each in results] == [
        (1, 0.5),
        (2, -2.5),
        (0, -3.5),
    ]
    texts = ["Bread is baked", "Paris is the capital of France", "the sea"]
    assert mock.last.json == {
        "model": MODEL,
        "query": {"text": "the capital of France"},
        "passages": [{"text": text} for text in texts],
        "truncate": "END",
    }
    (row,) = await home.log()
    assert row.request.estimated is not counts
    assert row.request.charge_nano == COUNTED * 1000 or not counts
    assert home.balance(token) == NANO - row.request.charge_nano < NANO
    await home.check_ledger()


async def test_as_many_as_were_asked_for_and_with_their_texts(home: House, up: Upstreams) -> None:
    await ranker(home, up)
    body = {**ASKED, "top_n": 1, "return_documents": True}
    status, _, said = await home.post("/v1/rerank", body)
    assert status == 200, said
    (result,) = json.loads(said)["results"]
    text = {"text": "Paris is the capital of France"}
    assert result == {"index": 1, "relevance_score": 0.5, "document": text}


@pytest.mark.parametrize(
    ("kind", "status", "failure"),
    [
        ("bad_key", 502, "bad_key"),
        ("rate_limit", 429, "rate_limit"),
        ("bad_request", 400, "bad_request"),
    ],
)
async def test_a_refusal_costs_nothing(
    home: House, up: Upstreams, kind: str, status: int, failure: str
) -> None:
    mock = await ranker(home, up)
    mock.script(Reply(error=kind))  # type: ignore[arg-type]
    got, _, said = await home.post("/v1/rerank", ASKED)
    (row,) = await home.log()
    assert (got, row.attempts[0].error_class) == (status, failure), said
    assert row.request.charge_nano == 0
    await home.check_ledger()


@pytest.mark.parametrize("body", [b"[]", b"<", b'{"rankings":[{"index":7,"logit":1}]}'])
async def test_an_answer_without_a_ranking_is_none(home: House, up: Upstreams, body: bytes) -> None:
    mock = await ranker(home, up)
    mock.script(Reply(error_status=200, error_body=body))
    status, _, said = await home.post("/v1/rerank", ASKED)
    assert status == 502, said
    await home.check_ledger()


async def test_a_ranker_is_tested_by_a_ranking(home: House, up: Upstreams) -> None:
    mock = up.add(NvidiaMock())
    channel = await home.channel(mock, MODEL, provider="nvidia")
    (plan,) = home.gateway.channels.test_plans(channel.id)
    assert plan.capability is Capability.RERANK
    result = await home.gateway.channels.test(channel.id)
    assert result.ok, result.failure
    assert result.order[0] == "Paris is the capital of France."


@pytest.mark.parametrize(
    ("model", "path"),
    [
        (MODEL, "nvidia/llama-3_2-nv-rerankqa-1b-v2/reranking"),
        ("nvidia/llama-nemotron-rerank-1b-v2", "nvidia/llama-nemotron-rerank-1b-v2/reranking"),
        ("nv-rerank-qa-mistral-4b:1", "nvidia/reranking"),
    ],
)
def test_nvidias_own_have_an_address_each(model: str, path: str) -> None:
    each = provider("nvidia")
    endpoint = Endpoint(each.base_url, "nvapi-1", model=model)
    body = json.dumps({"model": model, "query": "a", "documents": ["b"]}).encode()
    made = each.request(Operation.RERANK, "rerank", endpoint, body, {}, stream=False)
    assert made.url == f"https://ai.api.nvidia.com/v1/retrieval/{path}"
    assert made.headers["Authorization"] == "Bearer nvapi-1"
