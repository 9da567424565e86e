"""Pictures, rankings and transcripts of Workers AI, in its own words, for OpenAI's clients."""

from __future__ import annotations

import base64
import json
from typing import Any

import openai
import pytest

from gateway.domain.capability import Capability
from gateway.domain.money import NANO
from gateway.providers.base import Endpoint, Operation
from gateway.providers.registry import provider
from tests.gateway.house import House
from tests.gateway.server.media_stage import client, wav
from tests.upstreams import Reply, Upstreams
from tests.upstreams.cloudflare import ACCOUNT, WorkersAIMock
from tests.upstreams.workers_ai import (
    FLUX,
    FLUX_2,
    JPEG,
    NOVA,
    PNG,
    RERANKER,
    SAID,
    SDXL,
    WHISPER,
    WHISPER_TURBO,
    refused,
)

SETTINGS = {"account_id": ACCOUNT}
HEARS = [WHISPER, WHISPER_TURBO, NOVA]


async def workers(home: House, up: Upstreams, *models: str) -> WorkersAIMock:
    mock = up.add(WorkersAIMock())
    await home.channel(mock, *models, provider="workers_ai", settings=SETTINGS)
    return mock


async def priced(home: House, **prices: Any) -> None:
    """By the models' last names."""
    full = {FLUX: "flux", SDXL: "sdxl", RERANKER: "reranker", FLUX_2: "flux2"}
    table = {model: prices[name] for model, name in full.items() if name in prices}
    await home.gateway.settings_service.set_option("ModelPrice", json.dumps(table))


@pytest.mark.parametrize(
    ("model", "sent", "made"),
    [
        (FLUX, {"prompt": "A 母港"}, JPEG),
        (FLUX_2, {"prompt": "A 母港", "width": "1536", "height": "1024"}, JPEG),
        (SDXL, {"prompt": "A 母港", "width": 1536, "height": 1024}, PNG),
    ],
)
async def test_a_picture_is_data(
    home: House, up: Upstreams, model: str, sent: dict[str, Any], made: bytes
) -> None:
    mock = await workers(home, up, model)
    await priced(
        home, flux={"per_image": 0.01}, sdxl={"per_image": 0.01}, flux2={"per_image": 0.01}
    )
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        found = await sdk.images.generate(model=model, prompt="A 母港", size="1536x1024")
    (picture,) = found.data or []
    assert base64.b64decode(picture.b64_json or "") == made
    assert mock.last.json == sent
    assert mock.last.path == f"/client/v4/accounts/{ACCOUNT}/ai/run/{model}"
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (10_000_000, False)
    assert home.balance(token) == NANO - 10_000_000
    await home.check_ledger()


@pytest.mark.parametrize(("model", "head"), [(FLUX, "jpeg"), (SDXL, "png")])
async def test_a_picture_at_an_address_holds_it(
    home: House, up: Upstreams, model: str, head: str
) -> None:
    await workers(home, up, model)
    async with client(home) as sdk:
        found = await sdk.images.generate(model=model, prompt="x", response_format="url")
    (picture,) = found.data or []
    url = picture.url or ""
    assert url.startswith(f"data:image/{head};base64,")
    assert base64.b64decode(url.partition(",")[2]) == (JPEG if head == "jpeg" else PNG)


async def test_the_vendors_own_members_are_kept(home: House, up: Upstreams) -> None:
    mock = await workers(home, up, FLUX)
    body = {"model": FLUX, "prompt": "x", "steps": 8, "quality": "hd", "user": "me"}
    assert (await home.post("/v1/images/generations", body))[0] == 200
    assert mock.last.json == {"prompt": "x", "steps": 8}


async def test_several_pictures_are_refused_before_they_are_asked_for(
    home: House, up: Upstreams
) -> None:
    mock = await workers(home, up, FLUX)
    body = {"model": FLUX, "prompt": "x", "n": 2}
    status, _, said = await home.post("/v1/images/generations", body)
    assert (status, b"one picture" in said, mock.requests) == (400, True, [])
    await home.check_ledger()


async def test_without_a_price_nobody_with_a_limit_is_drawn_for(home: House, up: Upstreams) -> None:
    mock = await workers(home, up, FLUX)
    _, key = await home.token(NANO)
    body = {"model": FLUX, "prompt": "x"}
    status, _, said = await home.post("/v1/images/generations", body, key)
    assert (status >= 400, b"price" in said, mock.requests) == (True, True, [])
    assert (await home.post("/v1/images/generations", body))[0] == 200
    assert json.loads((await home.log())[-1].request.price_json)["source"] == "unpriced"


async def test_a_refusal_is_cloudflares_and_costs_nothing(home: House, up: Upstreams) -> None:
    mock = await workers(home, up, FLUX)
    await priced(home, flux={"per_image": 0.01})
    body = {"model": FLUX, "prompt": "x", "steps": 9}
    status, _, said = await home.post("/v1/images/generations", body)
    assert (status, b"steps" in said) == (400, True)
    mock.script(Reply(error_status=429, error_body=refused("you have used up", 3036).error.body))
    status, _, said = await home.post("/v1/images/generations", {"model": FLUX, "prompt": "x"})
    assert (status, b"used up" in said) == (429, True), said
    assert [row.attempts[0].error_class for row in await home.log()] == [
        "bad_request",
        "rate_limit",
    ]
    assert not any(row.request.charge_nano for row in await home.log())
    await home.check_ledger()


async def test_documents_are_ranked(home: House, up: Upstreams) -> None:
    mock = await workers(home, up, RERANKER)
    await priced(home, reranker={"input": 1000})
    documents = ["Bread is baked", {"text": "Paris is the capital of France"}, "the sea"]
    body = {"model": RERANKER, "query": "the capital of France", "documents": documents}
    status, _, said = await home.post("/v1/rerank", {**body, "top_n": 2, "return_documents": True})
    assert status == 200, said
    assert json.loads(said) == {
        "model": RERANKER,
        "results": [
            {
                "index": 1,
                "relevance_score": 0.4,
                "document": {"text": "Paris is the capital of France"},
            },
            {"index": 2, "relevance_score": 0.1, "document": {"text": "the sea"}},
        ],
    }
    contexts = [
        {"text": text} for text in (documents[0], "Paris is the capital of France", "the sea")
    ]
    assert mock.last.json == {"query": body["query"], "contexts": contexts, "top_k": 2}
    (row,) = await home.log()
    assert row.request.estimated  # Cloudflare does not tell what it read
    assert row.request.charge_nano
    await home.check_ledger()


@pytest.mark.parametrize("model", HEARS)
async def test_sound_is_heard(home: House, up: Upstreams, model: str) -> None:
    mock = await workers(home, up, model)
    sound = wav(2.5)
    async with client(home) as sdk:
        heard = await sdk.audio.transcriptions.create(
            model=model, file=("a.wav", sound), language="cs", prompt="harbours"
        )
    assert heard.text == SAID
    if model == WHISPER_TURBO:
        assert mock.last.json == {
            "task": "transcribe",
            "language": "cs",
            "initial_prompt": "harbours",
            "audio": base64.b64encode(sound).decode(),
        }
    else:
        assert mock.last.body == sound
    if model == NOVA:
        assert mock.last.query == {"smart_format": "true", "language": "cs"}
        assert mock.last.headers["content-type"] in ("audio/x-wav", "audio/wav")
    await home.check_ledger()


async def test_whisper_is_paid_by_the_second_it_heard(home: House, up: Upstreams) -> None:
    await workers(home, up, WHISPER_TURBO, WHISPER)
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        for model in (WHISPER_TURBO, WHISPER):
            await sdk.audio.transcriptions.create(model=model, file=("a.wav", wav(2.5)))
    told, counted = await home.log()
    assert (told.request.charge_nano, told.request.estimated) == (21_250, False)
    assert (counted.request.charge_nano, counted.request.estimated) == (18_750, True)
    assert home.balance(token) == NANO - 40_000
    await home.check_ledger()


async def test_a_large_file_is_packed_while_it_leaves(home: House, up: Upstreams) -> None:
    mock = await workers(home, up, WHISPER_TURBO)
    sound = wav(100)
    assert len(sound) > 2**20
    async with client(home) as sdk:
        await sdk.audio.transcriptions.create(model=WHISPER_TURBO, file=("a.wav", sound))
    assert base64.b64decode(mock.last.json["audio"]) == sound


@pytest.mark.parametrize("model", HEARS)
async def test_a_transcript_has_the_form_that_was_asked_for(
    home: House, up: Upstreams, model: str
) -> None:
    await workers(home, up, model)
    lines = ["Ahoj, 世界."] if model == NOVA else ["Ahoj,", "世界."]
    async with client(home, strict=False) as sdk:

        async def asked(form: Any, **more: Any) -> Any:
            return await sdk.audio.transcriptions.create(
                model=model, file=("a.wav", wav(1)), response_format=form, **more
            )

        assert await asked("text") == f"{SAID}\n"
        vtt = await asked("vtt")
        assert vtt.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:0")
        srt = await asked("srt")
        assert srt.startswith("1\n00:00:00,000 --> 00:00:0")
        assert [line for line in srt.split("\n") if line in lines] == lines
        told = await asked("verbose_json")
        assert [each.text.strip() for each in told.segments] == lines
        assert told.words is None
        words = await asked("verbose_json", timestamp_granularities=["word"])
        assert [(each.word, each.end) for each in words.words] == [("Ahoj,", 1.2), ("世界.", 2.5)]
        if model == WHISPER_TURBO:
            assert (told.language, told.duration) == ("cs", 2.5)
            assert told.segments[0].avg_logprob == -0.2
        with pytest.raises(openai.BadRequestError, match="can be had"):
            await asked("diarized_json")


async def test_whisper_large_translates_and_no_other(home: House, up: Upstreams) -> None:
    mock = await workers(home, up, WHISPER_TURBO, WHISPER)
    async with client(home) as sdk:
        with pytest.warns(DeprecationWarning, match="deprecated"):
            asked = sdk.audio.translations.create(model=WHISPER_TURBO, file=("a.wav", wav(1)))
        assert (await asked).text == SAID
        assert mock.last.json["task"] == "translate"
        with pytest.warns(DeprecationWarning, match="deprecated"):
            asked = sdk.audio.translations.create(model=WHISPER, file=("a.wav", wav(1)))
        with pytest.raises(openai.BadRequestError, match="translates"):
            await asked
    assert len(mock.requests) == 1
    await home.check_ledger()


@pytest.mark.parametrize(
    ("model", "capability"),
    [
        (SDXL, Capability.IMAGE),
        (RERANKER, Capability.RERANK),
        (WHISPER_TURBO, Capability.TRANSCRIPTION),
    ],
)
async def test_each_is_tested_by_what_it_does(
    home: House, up: Upstreams, model: str, capability: Capability
) -> None:
    mock = up.add(WorkersAIMock())
    channel = await home.channel(mock, model, provider="workers_ai", settings=SETTINGS)
    (plan,) = home.gateway.channels.test_plans(channel.id)
    assert plan.capability is capability
    result = await home.gateway.channels.test(channel.id, capability=capability)
    assert result.ok, result.failure
    assert (result.picture == PNG) is (capability is Capability.IMAGE)
    assert bool(result.order) is (capability is Capability.RERANK)
    assert bool(result.sound_ms) is (capability is Capability.TRANSCRIPTION)
    await home.check_ledger()


async def test_what_cannot_be_read_is_a_bad_request(home: House, up: Upstreams) -> None:
    mock = await workers(home, up, FLUX, RERANKER)
    deep = b"[" * 20_000 + b"]" * 20_000
    rank = b'{"model":"%s","query":"a","documents":["b"],"x":' % RERANKER.encode()
    draw = b'{"model":"%s","prompt":"a","x":' % FLUX.encode()
    for path, head in (("/v1/rerank", rank), ("/v1/images/generations", draw)):
        status, _, said = await home.post(path, head + deep + b"}")
        assert status == 400, said
    assert not mock.requests
    await home.check_ledger()


async def test_half_a_character_is_none_and_breaks_nothing(home: House, up: Upstreams) -> None:
    mock = await workers(home, up, FLUX)
    body = b'{"model":"%s","prompt":"a","seed":"\\ud800"}' % FLUX.encode()
    status, _, said = await home.post("/v1/images/generations", body)
    assert (status, mock.last.json) == (200, {"prompt": "a", "seed": "?"}), said


@pytest.mark.parametrize("body", [b"[]", b"\xff\xfe", b'{"result":[]}', b'{"result":{"image":7}}'])
async def test_an_answer_that_is_none_is_said_so(home: House, up: Upstreams, body: bytes) -> None:
    mock = await workers(home, up, FLUX, RERANKER)
    asked: dict[str, Any] = {"prompt": "x", "query": "a", "documents": ["b"]}
    for path, model in (("/v1/rerank", RERANKER), ("/v1/images/generations", FLUX)):
        mock.script(Reply(error_status=200, error_body=body))
        status, _, said = await home.post(path, {"model": model, **asked})
        assert status == 502, said
    assert not any(row.request.charge_nano for row in await home.log())
    await home.check_ledger()


def test_behind_the_ai_gateway_models_stand_below_its_name() -> None:
    home = "https://gateway.ai.cloudflare.com/v1/account/gate/workers-ai"
    each = provider("workers_ai")
    endpoint = Endpoint(home, "key", model=FLUX)
    made = each.request(
        Operation.IMAGES, "openai_images", endpoint, b'{"prompt":"x"}', {}, stream=False
    )
    assert made.url == f"{home}/{FLUX}"
