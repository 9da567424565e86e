"""Pictures, sound and what else stands behind Cloudflare's AI Gateway, for OpenAI's clients."""

from __future__ import annotations

import base64
import json
from typing import Any

import openai
import pytest

from gateway.domain.money import NANO
from gateway.providers.abilities import operations_of
from gateway.providers.base import MEDIA, Operation
from gateway.providers.cloudflare.ai_gateway import BEHIND
from gateway.providers.registry import provider
from tests.gateway.house import House
from tests.gateway.server.media_stage import client, media_mock, wav
from tests.gateway.server.test_cloudflare import connect_behind
from tests.gateway.server.world_clients import say, stream
from tests.upstreams import Reply, Upstreams, Usage, faults
from tests.upstreams.cloudflare import MODEL, AIGatewayMock, WorkersAIMock
from tests.upstreams.openai_audio import TEXT, sound
from tests.upstreams.openai_images import PIXEL
from tests.upstreams.replicate import MODEL as LLAMA
from tests.upstreams.replicate import PAINTER, ReplicateMock
from tests.upstreams.workers_ai import FLUX as WORKERS_FLUX
from tests.upstreams.workers_ai import FLUX_2, JPEG, RERANKER, SAID, WHISPER

SOUNDS = pytest.mark.parametrize("behind", ["openai", "groq"])
ADDRESS = "https://api.replicate.com/v1"
KONTEXT_PRO = "black-forest-labs/flux-kontext-pro"


async def prices(home: House, **table: Any) -> None:
    await home.gateway.settings_service.set_option("ModelPrice", json.dumps(table["of"]))


def per_image(*models: str) -> dict[str, Any]:
    return {each: {"per_image": 0.01} for each in models}


@SOUNDS
async def test_speech_is_passed_as_it_comes(home: House, up: Upstreams, behind: str) -> None:
    mock = media_mock(up)
    await connect_behind(home, up, behind, mock, "tts-1")
    token, key = await home.token(NANO)
    async with client(home, key) as sdk:
        answer = await sdk.audio.speech.create(model="tts-1", voice="alloy", input="Good morning")
        kind = "wav" if behind == "groq" else "mp3"  # as their models speak where nobody says
        assert answer.content == sound(kind, 12)
    assert mock.last.headers["authorization"] == f"Bearer {mock.key}"
    assert home.balance(token) == NANO - 12 * 15_000
    (row,) = await home.log()
    assert row.request.stream
    await home.check_ledger()


@SOUNDS
async def test_sound_is_heard(home: House, up: Upstreams, behind: str) -> None:
    mock = media_mock(up)
    await connect_behind(home, up, behind, mock, "whisper-1")
    file = ("a.wav", wav(30.0))
    async with client(home) as sdk:
        told = await sdk.audio.transcriptions.create(model="whisper-1", file=file)
        assert told.text == TEXT
        with pytest.warns(DeprecationWarning, match="deprecated"):
            asked = sdk.audio.translations.create(model="whisper-1", file=file)
        assert (await asked).text == TEXT
    paths = [each.path for each in mock.requests]
    assert paths == ["/v1/audio/transcriptions", "/v1/audio/translations"]
    assert all(each.files["file"][0].data == file[1] for each in mock.requests)
    assert [row.request.charge_nano for row in await home.log()] == [3_000_000] * 2
    await home.check_ledger()


async def test_openais_pictures_are_drawn_and_edited(home: House, up: Upstreams) -> None:
    mock = media_mock(up)
    await connect_behind(home, up, "openai", mock, "gpt-image-1")
    async with client(home) as sdk:
        made = await sdk.images.generate(model="gpt-image-1", prompt="a harbour")
        edited = await sdk.images.edit(
            model="gpt-image-1", prompt="at night", image=("a.png", b"\x89PNG\r\n\x1a\n")
        )
    assert all((each.data or [])[0].b64_json for each in (made, edited))
    rows = await home.log()
    assert all(row.request.charge_nano > 0 for row in rows)
    await home.check_ledger()


@SOUNDS
async def test_a_refusal_costs_nothing(home: House, up: Upstreams, behind: str) -> None:
    mock = media_mock(up)
    await connect_behind(home, up, behind, mock, "tts-1", "whisper-1")
    mock.always(faults.failing("bad_request"))
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError):
            await sdk.audio.speech.create(model="tts-1", voice="alloy", input="Good morning")
        with pytest.raises(openai.BadRequestError):
            await sdk.audio.transcriptions.create(model="whisper-1", file=("a.wav", wav(1.0)))
    assert [row.request.charge_nano for row in await home.log()] == [0, 0]
    await home.check_ledger()


async def test_workers_ai_draws_edits_ranks_and_hears_behind_it(home: House, up: Upstreams) -> None:
    mock = WorkersAIMock()
    up.add(mock)
    models = (WORKERS_FLUX, FLUX_2, RERANKER, WHISPER)
    await connect_behind(home, up, "workers-ai", mock, MODEL, *models)
    await prices(home, of={**per_image(WORKERS_FLUX, FLUX_2), RERANKER: {"input": 1}})
    mock.script(Reply(text="Ahoj", usage=Usage(1000, 300)))
    assert await say(home, "openai_chat", MODEL) == ("Ahoj", (1000, 300))
    async with client(home) as sdk:
        drawn = await sdk.images.generate(model=WORKERS_FLUX, prompt="a harbour")
        assert base64.b64decode((drawn.data or [])[0].b64_json or "") == JPEG
        edited = await sdk.images.edit(model=FLUX_2, image=PIXEL, prompt="at night")
        assert (edited.data or [])[0].b64_json
        assert mock.last.files["input_image_0"][0].data == PIXEL
        told = await sdk.audio.transcriptions.create(model=WHISPER, file=("a.wav", wav(2.5)))
        assert told.text == SAID
    asked = {"model": RERANKER, "query": "boats", "documents": ["a ship", "a tree"]}
    status, _, said = await home.post("/v1/rerank", asked)
    assert (status, len(json.loads(said)["results"])) == (200, 2)
    await home.check_ledger()


@pytest.mark.parametrize("slow", [0, 3])
async def test_replicates_predictions_are_asked_for_by_the_gateway(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch, slow: int
) -> None:
    monkeypatch.setattr("gateway.providers.replicate.provider._AGAIN_S", 0.0)
    mock = up.add(ReplicateMock())
    mock.public, mock.elsewhere, mock.slow = ADDRESS, "https://stream.replicate.com/v1", slow
    await connect_behind(home, up, "replicate", mock, LLAMA)
    await prices(home, of={LLAMA: {"input": 2, "output": 8}})
    mock.always(Reply(text=SAID, usage=Usage(1000, 300)))
    assert await say(home, "openai_chat", LLAMA) == (SAID, (1000, 300))
    assert await stream(home, "openai_chat", LLAMA) == (SAID, (1000, 300))
    token = AIGatewayMock.default_key
    assert {each.headers["cf-aig-authorization"] for each in mock.requests} == {f"Bearer {token}"}
    await home.check_ledger()


async def test_replicates_models_draw_and_edit_behind_it(home: House, up: Upstreams) -> None:
    mock = up.add(ReplicateMock())
    mock.public = ADDRESS
    await connect_behind(home, up, "replicate", mock, PAINTER, KONTEXT_PRO)
    await prices(home, of=per_image(PAINTER, KONTEXT_PRO))
    async with client(home) as sdk:
        drawn = await sdk.images.generate(model=PAINTER, prompt="a harbour")
        edited = await sdk.images.edit(model=KONTEXT_PRO, image=PIXEL, prompt="at night")
    assert all("/pictures/0." in str((made.data or [])[0].url) for made in (drawn, edited))
    assert mock.last.json["input"]["input_image"].startswith("data:image/png;base64,")
    assert [row.request.charge_nano for row in await home.log()] == [10_000_000] * 2
    await home.check_ledger()


def test_each_has_what_stands_behind_it() -> None:
    gateway = provider("cloudflare_gateway")
    has = {slug: operations_of(gateway, {"behind": slug}) & MEDIA for slug in BEHIND}
    assert not has["compat"] | has["baseten"] | has["cerebras"]
    assert has["groq"] == {Operation.SPEECH, Operation.TRANSCRIPTIONS, Operation.TRANSLATIONS}
    assert has["replicate"] == {
        *(Operation.IMAGES, Operation.IMAGE_EDITS, Operation.SPEECH),
        *(Operation.TRANSCRIPTIONS, Operation.TRANSLATIONS),
    }
    assert has["workers-ai"] == {
        *(Operation.IMAGES, Operation.IMAGE_EDITS, Operation.RERANK, Operation.SPEECH),
        *(Operation.TRANSCRIPTIONS, Operation.TRANSLATIONS),
    }
