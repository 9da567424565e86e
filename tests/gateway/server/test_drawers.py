"""Pictures of OpenRouter, ModelScope and Novita in their own words, and Novita's rankings."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

import openai
import pytest

from gateway.domain.capability import Capability
from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.media_stage import client
from tests.upstreams import Reply, Upstreams
from tests.upstreams.drawers import (
    CHECKPOINT,
    DRAWN_TOKENS,
    FLUX,
    PACKED,
    PICTURE,
    QWEN,
    QWEN_EDIT,
    RANKED_TOKENS,
    RANKER,
    READ_TOKENS,
    SEEDREAM,
    THOUGHT_TOKENS,
    DrawerMock,
    ModelScopeMock,
    NovitaMock,
    OpenRouterMock,
)
from tests.upstreams.openai_images import PIXEL

PER_PICTURE = 1_000_000
DATA = "data:image/png;base64," + base64.b64encode(PIXEL).decode()
MOCKS = {"openrouter": OpenRouterMock, "modelscope": ModelScopeMock, "novita": NovitaMock}
MODELS = {
    "openrouter": (SEEDREAM,),
    "modelscope": (QWEN, QWEN_EDIT),
    "novita": (FLUX, CHECKPOINT, RANKER),
}
EACH = pytest.mark.parametrize("own", sorted(MOCKS))
LATER = pytest.mark.parametrize(("own", "model"), [("modelscope", QWEN), ("novita", CHECKPOINT)])
FORMS = pytest.mark.parametrize("form", ["b64_json", "url"])


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks are asked for often."""
    for vendor in ("modelscope._AGAIN_S", "novita._AGAIN_S"):
        monkeypatch.setattr(f"gateway.providers.{vendor}", 0.005)


async def drawer(home: House, up: Upstreams, own: str) -> Any:
    mock = up.add(MOCKS[own]())
    await home.channel(mock, *MODELS[own], provider=own)
    prices: dict[str, Any] = {each: {"per_image": 0.001} for each in MODELS[own]}
    prices |= {RANKER: {"input": 1}, SEEDREAM: {"input": 1, "output": 2, "image_out": 30}}
    await home.gateway.settings_service.set_option("ModelPrice", json.dumps(prices))
    return mock


@FORMS
async def test_openrouter_draws(home: House, up: Upstreams, form: Any) -> None:
    mock = await drawer(home, up, "openrouter")
    async with client(home) as sdk:
        made = await sdk.images.generate(
            model=SEEDREAM,
            prompt="A 母港",
            n=2,
            size="1536x1024",
            quality="hd",
            style="vivid",
            response_format=form,
            extra_body={"seed": 7},
        )
    told = {"model": SEEDREAM, "prompt": "A 母港", "n": 2, "size": "1536x1024", "quality": "high"}
    assert mock.last.json == {**told, "seed": 7}
    assert len(made.data or []) == 2
    for each in made.data or []:
        assert (each.b64_json or (each.url or "").partition(",")[2]) == PACKED
    assert made.usage is not None
    assert made.usage.output_tokens_details is not None
    assert made.usage.output_tokens_details.text_tokens == THOUGHT_TOKENS
    (row,) = await home.log()
    cost = READ_TOKENS * 1_000 + THOUGHT_TOKENS * 2_000 + 2 * DRAWN_TOKENS * 30_000
    assert (row.request.charge_nano, row.request.estimated) == (cost, False)
    await home.check_ledger()


async def test_openrouter_draws_in_pieces(home: House, up: Upstreams) -> None:
    await drawer(home, up, "openrouter")
    async with client(home, strict=False) as sdk:  # it tells no size and no background
        events = await sdk.images.generate(
            model=SEEDREAM, prompt="x", stream=True, partial_images=1
        )
        kinds = [each.type async for each in events]
    assert kinds == ["image_generation.partial_image", "image_generation.completed"]
    (row,) = await home.log()
    assert row.request.charge_nano > DRAWN_TOKENS * 30_000
    assert not row.request.estimated
    await home.check_ledger()


async def test_openrouter_edits(home: House, up: Upstreams) -> None:
    mock = await drawer(home, up, "openrouter")
    async with client(home) as sdk:
        made = await sdk.images.edit(
            model=SEEDREAM, image=[PIXEL, PIXEL], prompt="wider", size="auto"
        )
    assert base64.b64decode((made.data or [])[0].b64_json or "") == PICTURE
    picture = {"type": "image_url", "image_url": {"url": DATA}}
    assert mock.last.json == {
        "model": SEEDREAM,
        "prompt": "wider",
        "input_references": [picture, picture],
    }
    await home.check_ledger()


@FORMS
async def test_modelscope_draws(home: House, up: Upstreams, form: Any) -> None:
    mock = await drawer(home, up, "modelscope")
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        made = await sdk.images.generate(
            model=QWEN,
            prompt="A 母港",
            size="1328x1328",
            response_format=form,
            user="u",
            extra_body={"steps": 30, "negative_prompt": "dark"},
        )
    (picture,) = made.data or []
    if form == "url":
        assert picture.url == f"{mock.origin}/{mock.name}/made/0.png"
    else:
        assert base64.b64decode(picture.b64_json or "") == PICTURE
        assert "authorization" not in mock.last.headers
    own = {"steps": 30, "negative_prompt": "dark"}
    assert mock.requests[0].json == {
        **{"model": QWEN, "prompt": "A 母港", "size": "1328x1328"},
        **own,
    }
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (PER_PICTURE, False)
    assert home.balance(token) == NANO - PER_PICTURE
    await home.check_ledger()


@pytest.mark.parametrize("number", [1, 2])
async def test_modelscope_edits(home: House, up: Upstreams, number: int) -> None:
    mock = await drawer(home, up, "modelscope")
    async with client(home) as sdk:
        made = await sdk.images.edit(
            model=QWEN_EDIT,
            image=[PIXEL] * number,
            prompt="wider",
            response_format="b64_json",
            extra_body={"seed": 7},
        )
    assert base64.b64decode((made.data or [])[0].b64_json or "") == PICTURE
    given = DATA if number == 1 else [DATA] * number
    sent = {"model": QWEN_EDIT, "prompt": "wider", "seed": 7, "image_url": given}
    assert mock.requests[0].json == sent
    (row,) = await home.log()
    assert row.request.charge_nano == PER_PICTURE
    await home.check_ledger()


@FORMS
@pytest.mark.parametrize("model", [FLUX, CHECKPOINT])
async def test_novita_draws(home: House, up: Upstreams, model: str, form: Any) -> None:
    mock = await drawer(home, up, "novita")
    async with client(home) as sdk:
        made = await sdk.images.generate(
            model=model,
            prompt="A 母港",
            n=2,
            size="1536x1024",
            response_format=form,
            output_format="png",
            extra_body={"seed": 7, "steps": 5},
        )
    urls = [f"{mock.origin}/{mock.name}/made/{at}.png" for at in range(2)]
    if form == "url":
        assert [each.url for each in made.data or []] == urls
    else:
        assert [base64.b64decode(each.b64_json or "") for each in made.data or []] == [PICTURE] * 2
    told = {"prompt": "A 母港", "width": 1536, "height": 1024, "image_num": 2}
    told |= {"seed": 7, "steps": 5}
    if model == FLUX:
        assert mock.requests[0].json == {**told, "response_image_type": "png"}
    else:
        drawn = {"sampler_name": "Euler a", "guidance_scale": 7.5, "model_name": CHECKPOINT}
        extra = {"response_image_type": "png"}
        assert mock.requests[0].json == {"extra": extra, "request": {**drawn, **told}}
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (2 * PER_PICTURE, False)
    await home.check_ledger()


@LATER
async def test_a_task_that_fails_costs_nothing(
    home: House, up: Upstreams, own: str, model: str
) -> None:
    mock: DrawerMock = await drawer(home, up, own)
    mock.failed = "the GPU is on fire"
    token, key = await home.token(NANO)
    body = {"model": model, "prompt": "x"}
    status, _, said = await home.post("/v1/images/generations", body, key)
    assert (status, b"the GPU is on fire" in said) == (503, True), said
    (row,) = await home.log()
    assert (row.request.charge_nano, home.balance(token)) == (0, NANO)
    await home.check_ledger()


@LATER
async def test_who_leaves_pays_for_what_is_being_made(
    home: House, up: Upstreams, own: str, model: str
) -> None:
    mock: DrawerMock = await drawer(home, up, own)
    mock.waits = 1_000_000
    token, key = await home.token(NANO)
    body = {"model": model, "prompt": "x"}
    asked = asyncio.create_task(home.post("/v1/images/generations", body, key))
    await mock.wait_requests(3)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (PER_PICTURE, True)
    assert home.balance(token) == NANO - PER_PICTURE
    await home.check_ledger()


@EACH
@pytest.mark.parametrize(
    ("kind", "failure"),
    [("bad_key", "bad_key"), ("rate_limit", "rate_limit"), ("bad_request", "bad_request")],
)
async def test_refusals_cost_nothing(
    home: House, up: Upstreams, own: str, kind: Any, failure: str
) -> None:
    mock = await drawer(home, up, own)
    mock.script(Reply(error=kind))
    body = {"model": MODELS[own][0], "prompt": "x"}
    status, _, said = await home.post("/v1/images/generations", body)
    (row,) = await home.log()
    assert (status >= 400, row.attempts[0].error_class) == (True, failure), said
    assert (row.request.charge_nano, row.attempts[0].cost_nano) == (0, 0)
    await home.check_ledger()


@pytest.mark.parametrize(("kind", "failure"), [("money", "no_money")])
@pytest.mark.parametrize("own", ["openrouter", "novita"])
async def test_an_empty_account_is_known_as_one(
    home: House, up: Upstreams, own: str, kind: Any, failure: str
) -> None:
    mock = await drawer(home, up, own)
    mock.script(Reply(error=kind))
    await home.post("/v1/images/generations", {"model": MODELS[own][0], "prompt": "x"})
    (row,) = await home.log()
    assert row.attempts[0].error_class == failure


@EACH
@pytest.mark.parametrize("body", [b"[]", b"<", b"{}", b'{"data":[7],"images":[7],"task":7}'])
async def test_an_answer_without_a_picture_is_none(
    home: House, up: Upstreams, own: str, body: bytes
) -> None:
    mock = await drawer(home, up, own)
    mock.script(Reply(error_status=200, error_body=body))
    asked = {"model": MODELS[own][0], "prompt": "x"}
    status, _, said = await home.post("/v1/images/generations", asked)
    assert status == 502, said
    await home.check_ledger()


@pytest.mark.parametrize(
    ("own", "asked", "param"),
    [
        ("openrouter", {"mask": PIXEL}, "mask"),
        ("modelscope", {"mask": PIXEL}, "mask"),
        ("modelscope", {"n": 2}, "n"),
    ],
)
async def test_what_cannot_be_edited_is_refused_before_anything_is_sent(
    home: House, up: Upstreams, own: str, asked: dict[str, Any], param: str
) -> None:
    mock = await drawer(home, up, own)
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError) as refused:
            await sdk.images.edit(model=MODELS[own][-1], image=PIXEL, prompt="x", **asked)
    assert (refused.value.param, mock.requests) == (param, [])
    await home.check_ledger()


async def test_what_novita_draws_otherwise_is_refused(home: House, up: Upstreams) -> None:
    mock = up.add(NovitaMock())
    await home.channel(mock, "qwen-image", provider="novita")
    await home.price(qwen_image={"per_image": 1})
    body = {"model": "qwen-image", "prompt": "x"}
    status, _, said = await home.post("/v1/images/generations", body)
    assert (status, mock.requests) == (400, []), said


async def test_novita_ranks(home: House, up: Upstreams) -> None:
    mock = await drawer(home, up, "novita")
    documents = ["Bread is baked", "Paris is the capital of France"]
    body = {"model": RANKER, "query": "the capital", "documents": documents, "top_n": 1}
    status, _, said = await home.post("/v1/rerank", body)
    assert status == 200, said
    assert [each["index"] for each in json.loads(said)["results"]] == [1]
    assert (mock.last.path, mock.last.json) == ("/openai/v1/rerank", body)
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (RANKED_TOKENS * 1_000, False)
    await home.check_ledger()


@EACH
async def test_a_model_that_draws_is_tested_by_a_picture(
    home: House, up: Upstreams, own: str
) -> None:
    mock = up.add(MOCKS[own]())
    channel = await home.channel(mock, MODELS[own][0], provider=own)
    plans = home.gateway.channels.test_plans(channel.id)
    assert [each.capability for each in plans] == [Capability.IMAGE]
    result = await home.gateway.channels.test(channel.id, capability=Capability.IMAGE)
    assert result.ok, result.failure
    assert result.picture == (PICTURE if own == "openrouter" else b"")  # none from this computer
