"""Pictures and sound at the clouds: Azure's deployments in both families of addresses, Imagen."""

from __future__ import annotations

from typing import Any

import openai
import pytest

from gateway.domain.capability import Capability
from gateway.domain.failure import FailureClass
from gateway.services.channels import ChannelChanges
from tests.gateway.house import House
from tests.gateway.server.cloud_channels import connect
from tests.gateway.server.media_stage import client, wav
from tests.upstreams import Reply, Upstreams
from tests.upstreams.azure import AzureMock
from tests.upstreams.openai_images import PIXEL
from tests.upstreams.vertex import IMAGEN

MODELS = ("gpt-image-1", "tts-1", "whisper-1", "gpt-4o-mini")
DEPLOYMENTS = {"gpt-image-1": "painter", "tts-1": "voice", "whisper-1": "ears"}
VERSIONS = pytest.mark.parametrize("version", ["v1", "2024-10-21"])


async def azure(home: House, up: Upstreams, version: str) -> tuple[AzureMock, int]:
    mock = up.add(AzureMock("azure-media"))
    settings: dict[str, Any] = {"api_version": version, "deployments": DEPLOYMENTS}
    channel = await home.channel(mock, *MODELS, provider="azure_openai", settings=settings)
    return mock, channel.id


@VERSIONS
async def test_azure_draws_speaks_and_listens_at_deployments(
    home: House, up: Upstreams, version: str
) -> None:
    mock, _ = await azure(home, up, version)
    at = "/openai/v1" if version == "v1" else "/openai/deployments/{}"
    async with client(home) as sdk:
        drawn = await sdk.images.generate(model="gpt-image-1", prompt="a cat", quality="low")
        assert drawn.data is not None
        assert drawn.data[0].b64_json
        assert mock.last.path == f"{at.format('painter')}/images/generations"
        await sdk.images.edit(model="gpt-image-1", image=PIXEL, prompt="wider")
        assert mock.last.path == f"{at.format('painter')}/images/edits"
        spoken = await sdk.audio.speech.create(model="tts-1", input="Hello", voice="alloy")
        assert len(spoken.content) == 16 * 60 * 5
        assert mock.last.path == f"{at.format('voice')}/audio/speech"
        heard = await sdk.audio.transcriptions.create(
            model="whisper-1", file=("hello.wav", wav(2.0))
        )
        assert heard.text == "Hello from the recording."
        assert mock.last.path == f"{at.format('ears')}/audio/transcriptions"
        assert mock.last.headers["api-key"] == mock.key
    if version == "v1":
        named = [each.json["model"] for each in mock.requests]
        assert named == ["painter", "painter", "voice", "ears"]
    rows = await home.log()
    assert [row.request.status for row in rows] == ["done"] * 4
    charges = [row.request.charge_nano for row in rows]
    assert all(charges), charges
    assert charges[2] == 5 * 15_000
    assert charges[3] == 2 * 100_000
    await home.check_ledger()


async def test_a_channel_of_azures_is_tested_for_them(home: House, up: Upstreams) -> None:
    mock, channel_id = await azure(home, up, "v1")
    for capability in (Capability.IMAGE, Capability.SPEECH, Capability.TRANSCRIPTION):
        result = await home.gateway.channels.test(channel_id, capability=capability)
        assert result.ok, (capability, result.failure)
    assert [each.json["model"] for each in mock.requests] == ["painter", "voice", "ears"]


async def test_azure_has_no_moderations(home: House, up: Upstreams) -> None:
    mock, _ = await azure(home, up, "v1")
    async with client(home) as sdk:
        with pytest.raises(openai.APIStatusError):
            await sdk.moderations.create(model="gpt-4o-mini", input="Hi")
    assert mock.requests == []


async def vertex(home: House, up: Upstreams, patch: pytest.MonkeyPatch) -> Any:
    mock, _ = await connect(home, up, patch, "gemini-at-vertex")
    (channel,) = await home.gateway.channels.list()
    await home.gateway.channels.update(channel.id, ChannelChanges(models=(*channel.models, IMAGEN)))
    return mock


@pytest.mark.parametrize(
    ("size", "ratio", "k"),
    [
        (None, None, None),
        ("1024x1024", "1:1", None),
        ("1792x1024", "16:9", None),
        ("1024x1536", "3:4", None),
        ("2048x2048", "1:1", "2K"),
    ],
)
async def test_imagen_is_asked_as_openai_is(
    home: House,
    up: Upstreams,
    monkeypatch: pytest.MonkeyPatch,
    size: Any,
    ratio: str | None,
    k: str | None,
) -> None:
    mock = await vertex(home, up, monkeypatch)
    more = {"size": size} if size else {}
    async with client(home) as sdk:
        made = await sdk.images.generate(model=IMAGEN, prompt="a cat", n=2, **more)
    assert made.data is not None
    assert len(made.data) == 2
    assert made.data[0].b64_json
    sent = mock.last.json
    assert mock.last.path.endswith(f"/publishers/google/models/{IMAGEN}:predict")
    assert sent["instances"] == [{"prompt": "a cat"}]
    assert sent["parameters"]["sampleCount"] == 2
    assert sent["parameters"].get("aspectRatio") == ratio
    assert sent["parameters"].get("sampleImageSize") == k
    (row,) = await home.log()
    assert row.request.charge_nano == 80_000_000
    await home.check_ledger()


async def test_imagen_gives_an_address_that_holds_the_picture_where_one_is_asked_for(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    await vertex(home, up, monkeypatch)
    async with client(home) as sdk:
        made = await sdk.images.generate(model=IMAGEN, prompt="a cat", response_format="url")
    assert made.data is not None
    assert str(made.data[0].url).startswith("data:image/png;base64,iVBOR")


async def test_what_imagen_filters_is_a_refusal_that_costs_nothing(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock = await vertex(home, up, monkeypatch)
    mock.script(Reply(refusal="no"))
    async with client(home) as sdk:
        with pytest.raises(openai.BadRequestError) as refused:
            await sdk.images.generate(model=IMAGEN, prompt="a cat")
    assert "filtered" in str(refused.value)
    (row,) = await home.log()
    assert row.attempts[0].error_class == FailureClass.CONTENT_FILTER
    assert row.request.charge_nano == 0
    await home.check_ledger()
