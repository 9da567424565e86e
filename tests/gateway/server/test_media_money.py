"""Money beside conversations, as an attacker and an accountant look at it: what is held, what is
paid, and that nobody is paid for nothing.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from aiohttp import web

from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.media_stage import wav
from tests.gateway.server.test_app_pictures import asking
from tests.gateway.server.test_apps import connect
from tests.upstreams import OpenAIMock, Reply, Upstreams
from tests.upstreams.call import HTML_PAGE, Call
from tests.upstreams.cloudflare import ACCOUNT
from tests.upstreams.drawers import CHECKPOINT, NovitaMock
from tests.upstreams.mock import Route
from tests.upstreams.openai_models import MEDIA_MODELS
from tests.upstreams.replicate import PAINTER, ReplicateMock
from tests.upstreams.workers_ai_speech import AURA

PICTURES = "/v1/images/generations"
PER_PICTURE = 3_000_000
HUGE = ({"input_tokens": 1e300, "output_tokens": 3}, {"input_tokens": 10**40, "output_tokens": -3})


class Saying(OpenAIMock):
    """Answers everything with HTTP 200 and ``said``."""

    said = b"{}"
    kind = "application/json"

    def route(self, call: Call) -> Route:
        return Route(self.say, json_only=False)

    async def say(self, call: Call) -> web.StreamResponse:
        return await call.send(200, self.said, self.kind)


async def saying(home: House, up: Upstreams, model: str, said: Any) -> Saying:
    mock = up.add(Saying("saying", models=MEDIA_MODELS))
    mock.said = json.dumps(said).encode()
    await home.channel(mock, model)
    return mock


@pytest.mark.parametrize(
    "data",
    [[], [{"error": {"code": "InputImageSensitiveContentDetected", "message": "no"}}], [None]],
)
async def test_an_answer_without_pictures_costs_nothing(
    home: House, up: Upstreams, data: list[Any]
) -> None:
    await saying(home, up, "dall-e-3", {"created": 1, "data": data})
    token, key = await home.token(NANO)
    status, _, said = await home.post(PICTURES, {"model": "dall-e-3", "prompt": "x", "n": 3}, key)
    assert status == 200, said
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.cost_nano, row.request.estimated) == (0, 0, False)
    assert home.balance(token) == NANO
    await home.check_ledger()


async def test_fewer_and_more_pictures_than_asked_for_are_paid_as_they_come(
    home: House, up: Upstreams
) -> None:
    mock = await saying(home, up, "dall-e-3", {})
    token, key = await home.token(NANO)
    paid = 0
    for number in (1, 2, 5):
        mock.said = json.dumps({"data": [{"url": f"https://x.example/{number}"}] * number}).encode()
        asked = {"model": "dall-e-3", "prompt": "x", "n": 2}
        status, _, said = await home.post(PICTURES, asked, key)
        assert status == 200, said
        paid += number * 40_000_000
        await home.settled()
        assert home.balance(token) == NANO - paid
    await home.check_ledger()


@pytest.mark.parametrize("usage", HUGE, ids=["float", "int"])
@pytest.mark.parametrize("limited", [True, False])
async def test_usage_that_cannot_be_is_counted_here(
    home: House, up: Upstreams, usage: dict[str, Any], limited: bool
) -> None:
    mock = up.add_openai("media", models=MEDIA_MODELS)
    await home.channel(mock, "gpt-image-1")
    mock.always(Reply(usage=usage))
    _, key = await home.token(NANO if limited else None)
    status, _, said = await home.post(PICTURES, {"model": "gpt-image-1", "prompt": "x"}, key)
    assert status == 200, said
    (row,) = await home.log()
    assert row.request.estimated
    assert 0 < row.request.charge_nano < NANO
    await home.check_ledger()


async def test_a_transcript_of_endless_sound_is_counted_here(home: House, up: Upstreams) -> None:
    await saying(home, up, "whisper-1", {"text": "x", "duration": 1e300})
    token, key = await home.token(NANO)
    form = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n'
    body = form + wav(2) + b"\r\n--b--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    status, _, said = await home.post("/v1/audio/transcriptions", body, key, **kind)
    assert status == 200, said
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.estimated) == (200_000, True)
    assert home.balance(token) == NANO - 200_000
    await home.check_ledger()


@pytest.mark.parametrize("more", [{"num_outputs": 4}, {"n": 4}, {"num_outputs": "4"}], ids=str)
async def test_pictures_asked_for_in_a_vendors_words_are_held_for(
    home: House, up: Upstreams, more: dict[str, Any]
) -> None:
    mock = up.add(ReplicateMock())
    await home.channel(mock, PAINTER, provider="replicate")
    token, key = await home.token(4 * PER_PICTURE - 1)
    body = {"model": PAINTER, "prompt": "x", **more}
    status, _, said = await home.post(PICTURES, body, key)
    assert status == 402, said
    assert not mock.requests
    assert home.balance(token) == 4 * PER_PICTURE - 1
    await home.check_ledger()


@pytest.mark.parametrize(
    "more",
    [
        *({"partial_images": -1_000_000}, {"n": -4}, {"n": 0}, {"n": "9" * 400}),
        *({"num_outputs": 129}, {"partial_images": 10**30}),
    ],
    ids=str,
)
async def test_a_price_cannot_be_turned_around(
    home: House, up: Upstreams, more: dict[str, Any]
) -> None:
    mock = up.add_openai("media", models=MEDIA_MODELS)
    await home.channel(mock, "gpt-image-1")
    token, key = await home.token(NANO)
    status, _, said = await home.post(
        PICTURES, {"model": "gpt-image-1", "prompt": "x", **more}, key
    )
    assert status == 400, said
    assert not mock.requests
    assert (home.balance(token), home.reserved(token)) == (NANO, 0)


async def test_vectors_whose_vendor_says_that_nothing_was_read_are_counted_here(
    home: House, up: Upstreams
) -> None:
    row = {"object": "embedding", "index": 0, "embedding": [0.5]}
    usage = {"prompt_tokens": 0, "total_tokens": 0}
    await saying(home, up, "text-embedding-3-small", {"data": [row], "usage": usage})
    token, key = await home.token(NANO)
    body = {"model": "text-embedding-3-small", "input": "words " * 100}
    status, _, said = await home.post("/v1/embeddings", body, key)
    assert status == 200, said
    (entry,) = await home.log()
    assert entry.request.input_tokens >= 100
    assert entry.request.estimated
    assert home.balance(token) == NANO - entry.request.charge_nano < NANO
    await home.check_ledger()


async def test_an_error_in_place_of_sound_is_no_sound(home: House, up: Upstreams) -> None:
    mock = await saying(home, up, "tts-1", {"error": {"message": "no voice", "code": "x"}})
    mock.kind = "Application/JSON; charset=utf-8"
    token, key = await home.token(NANO)
    body = {"model": "tts-1", "input": "x", "voice": "alloy"}
    status, _, said = await home.post("/v1/audio/speech", body, key)
    assert status >= 400, said
    assert home.balance(token) == NANO
    await home.check_ledger()


async def test_a_page_in_place_of_sound_is_no_sound(home: House, up: Upstreams) -> None:
    mock = up.add(Saying("saying"))
    mock.said, mock.kind = HTML_PAGE, "text/html"
    settings = {"account_id": ACCOUNT}
    await home.channel(mock, AURA, provider="workers_ai", settings=settings)
    token, key = await home.token(NANO)
    body = {"model": AURA, "input": "x", "voice": "alloy"}
    status, _, said = await home.post("/v1/audio/speech", body, key)
    assert status == 502, said
    assert home.balance(token) == NANO
    await home.check_ledger()


@pytest.mark.parametrize("name", ["url", "file_url", "file_id"])
async def test_sound_that_lies_elsewhere_too_is_refused(
    home: House, up: Upstreams, name: str
) -> None:
    """It would be heard, and the short file beside it be paid."""
    mock = await saying(home, up, "whisper-1", {"text": "x"})
    field = b'--b\r\nContent-Disposition: form-data; name="%s"'
    body = field % b"file" + b'; filename="a.wav"\r\n\r\n' + wav(1) + b"\r\n"
    body += field % name.encode() + b"\r\n\r\nhttps://x.example/long.wav\r\n--b--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    status, _, said = await home.post("/v1/audio/transcriptions", body, **kind)
    assert status == 400, said
    assert not mock.requests


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (PICTURES, {"prompt": "x"}),
        ("/v1/images/edits", {"prompt": "x", "images": [{"image_url": "https://x.example"}]}),
        ("/v1/audio/speech", {"input": "x", "voice": "alloy"}),
        ("/v1/rerank", {"query": "x", "documents": ["x"]}),
        ("/v1/embeddings", {"input": "x"}),
    ],
)
async def test_who_pays_from_a_limit_is_refused_what_has_no_price(
    home: House, up: Upstreams, path: str, body: dict[str, Any]
) -> None:
    mock = await saying(home, up, "nobody-knows-its-price", {})
    _, key = await home.token(NANO)
    status, _, said = await home.post(path, {"model": "nobody-knows-its-price", **body}, key)
    assert status >= 400, said
    assert json.loads(said)["error"]["message"]
    assert not mock.requests
    await home.check_ledger()


OTHER_SPELLINGS = ("Model", "MODEL", "\\u004dodel", "modeL")


@pytest.mark.parametrize("spelt", OTHER_SPELLINGS)
@pytest.mark.parametrize(
    ("path", "rest"),
    [
        (PICTURES, '"prompt":"x"'),
        ("/v1/audio/speech", '"input":"x","voice":"alloy"'),
        ("/v1/rerank", '"query":"x","documents":["x"]'),
        ("/v1/embeddings", '"input":"x"'),
        ("/v1/moderations", '"input":"x"'),
    ],
)
async def test_a_second_model_in_other_letters_is_refused(
    home: House, up: Upstreams, path: str, rest: str, spelt: str
) -> None:
    """Servers in Go read it as the model, whatever stands in ``model``."""
    mock = await saying(home, up, "dall-e-2", {})
    body = f'{{"model":"dall-e-2","{spelt}":"dall-e-3",{rest}}}'.encode()
    status, _, said = await home.post(path, body)
    assert status == 400, said
    assert not mock.requests


async def test_a_checkpoint_of_novitas_is_the_one_that_is_paid(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.providers.novita._AGAIN_S", 0.0)
    mock = up.add(NovitaMock())
    await home.channel(mock, CHECKPOINT, provider="novita")
    body = {"model": CHECKPOINT, "prompt": "x", "model_name": "dear.safetensors"}
    await home.post(PICTURES, body)
    assert mock.requests[0].json["request"]["model_name"] == CHECKPOINT


@pytest.mark.parametrize("name", ["dify", "coze"])
@pytest.mark.parametrize("data", ["A", "%%%%", "AA==\nAA"])
async def test_a_picture_that_is_no_base64_is_refused_before_any_is_uploaded(
    home: House, up: Upstreams, name: str, data: str
) -> None:
    mock, model = await connect(home, up, name)
    whole = {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}
    shown = {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{data}"}}
    status, _, said = await home.chat(model, messages=[asking("What?", whole, shown)])
    assert status == 400, said
    assert not mock.requests
    await home.check_ledger()
