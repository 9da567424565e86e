"""Voyage end to end: what it takes of OpenAI's members, and that its one total is paid as input."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.gateway.house import House
from tests.gateway.server.media_stage import client
from tests.upstreams import Upstreams
from tests.upstreams.voyage import EMBEDDER, RANKER, VoyageMock

MEMBERS: tuple[dict[str, Any], ...] = (
    {},
    {"encoding_format": "float", "user": "me"},
    {"encoding_format": "base64", "dimensions": 256},
)


@pytest.mark.parametrize("members", MEMBERS)
async def test_embeddings_are_paid_by_the_total(
    home: House, up: Upstreams, members: dict[str, Any]
) -> None:
    mock = up.add(VoyageMock())
    await home.channel(mock, EMBEDDER, provider="voyage")
    await home.price(**{EMBEDDER: {"input": 1, "output": 100}})
    _, key = await home.token(10**9)
    packed = members.get("encoding_format") == "base64"
    async with client(home, key, strict=False) as sdk:  # it unpacks vectors after it has looked
        answer = await sdk.embeddings.create(model=EMBEDDER, input=["one", "two"], **members)
    assert (answer.usage.prompt_tokens, answer.usage.total_tokens) == (2, 2)
    assert [each.index for each in answer.data] == [0, 1]
    sizes = [len(each.embedding) for each in answer.data]
    assert sizes == ([1368] * 2 if packed else [1024] * 2)  # 256 numbers as text
    (row,) = await home.log()
    assert (row.request.input_tokens, row.request.output_tokens) == (2, 0)
    assert (row.request.charge_nano, row.request.estimated) == (2_000, False)
    await home.check_ledger()


async def test_an_alias_is_told_both_counts_too(home: House, up: Upstreams) -> None:
    mock = up.add(VoyageMock())
    await home.channel(mock, provider="voyage", aliases={"mine": EMBEDDER})
    async with client(home, strict=False) as sdk:
        answer = await sdk.embeddings.create(model="mine", input="one")
    assert answer.model == "mine"
    assert (answer.usage.prompt_tokens, answer.usage.total_tokens) == (1, 1)


async def test_ranking_is_paid_by_the_total(home: House, up: Upstreams) -> None:
    mock = up.add(VoyageMock())
    await home.channel(mock, RANKER, provider="voyage")
    await home.price(**{RANKER: {"input": 1}})
    body = {"model": RANKER, "query": "blue", "documents": ["red", "blue"], "top_n": 1}
    status, _, answer = await home.post("/v1/rerank", body)
    assert status == 200, answer
    told = json.loads(answer)
    assert [each["index"] for each in told["data"]] == [1]
    (row,) = await home.log()
    assert row.request.charge_nano == told["usage"]["total_tokens"] * 1_000 > 0
    await home.check_ledger()
