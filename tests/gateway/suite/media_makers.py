"""How a stand for media is made: of a provider's own mock, of OpenAI's wire, behind a gateway."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gateway.providers.base import Operation
from tests.gateway.suite.stands import vendor_of
from tests.upstreams import COMPATIBLE, Upstreams
from tests.upstreams.cloudflare import ACCOUNT, GATEWAY, AIGatewayMock
from tests.upstreams.mock import Mock
from tests.upstreams.openai_models import MEDIA_MODELS, OPENAI_MODELS
from tests.upstreams.vendor_media import MediaMock


@dataclass(frozen=True, slots=True)
class MediaStand:
    """``models`` says which model is asked for what; the channel leads to ``base``, or ``mock``."""

    mock: Any
    models: Mapping[Operation, str]
    fields: Mapping[str, Any] = field(default_factory=dict)
    base: Mock | None = None

    @property
    def secrets(self) -> tuple[str, ...]:
        """The channel's keys."""
        return tuple(self.fields.get("keys") or ((self.base or self.mock).key,))


Make = Callable[[Upstreams, str], MediaStand]
_NAMES = {
    "embeddings": Operation.EMBEDDINGS,
    "pictures": Operation.IMAGES,
    "edits": Operation.IMAGE_EDITS,
    "variations": Operation.IMAGE_VARIATIONS,
    "speech": Operation.SPEECH,
    "transcription": Operation.TRANSCRIPTIONS,
    "translation": Operation.TRANSLATIONS,
    "moderation": Operation.MODERATIONS,
    "rerank": Operation.RERANK,
}


def asked(models: Mapping[str, str]) -> dict[Operation, str]:
    """Models by operation, of their names here."""
    return {_NAMES[name]: model for name, model in models.items()}


def made(make: Callable[[], Mock], fields: Mapping[str, Any] | None = None, **models: str) -> Make:
    """A mock of the provider's own."""
    return lambda up, ident: MediaStand(up.add(_named(make(), ident)), asked(models), fields or {})


def _named(mock: Mock, ident: str) -> Mock:
    mock.name = f"{ident}-{mock.name}-{type(mock).__name__}"
    return mock


def wire(**models: str) -> Make:
    """OpenAI's media at the vendor's own path."""

    def make(up: Upstreams, ident: str) -> MediaStand:
        found = asked(models)
        serves = {operation.value: model for operation, model in found.items()}
        return MediaStand(up.add(MediaMock(vendor_of(ident), serves, ident)), found)

    return make


def openai(flavour: Any = COMPATIBLE, **models: str) -> Make:
    """OpenAI itself, or a server that has all its paths and models."""

    def make(up: Upstreams, ident: str) -> MediaStand:
        models_there = (*OPENAI_MODELS, *MEDIA_MODELS)
        mock = up.add_openai(f"{ident}-media", models=models_there, flavour=flavour)
        return MediaStand(mock, asked(OPENAIS | models))

    return make


OPENAIS = {
    "embeddings": "text-embedding-3-small",
    "pictures": "gpt-image-1",
    "edits": "gpt-image-1",
    "variations": "dall-e-2",
    "speech": "tts-1",
    "transcription": "whisper-1",
    "translation": "whisper-1",
    "moderation": "omni-moderation-latest",
}


def behind_gateway(slug: str, behind: Callable[[], Mock], **models: str) -> Make:
    """Cloudflare's gateway before another mock."""

    def make(up: Upstreams, ident: str) -> MediaStand:
        mock = up.add(_named(behind(), ident))
        gateway = up.add(AIGatewayMock({slug: mock}, f"{ident}-{slug}"))
        settings = {"account_id": ACCOUNT, "gateway_id": GATEWAY, "behind": slug}
        fields = {"settings": settings, "keys": (f"{mock.key}|{gateway.key}",)}
        return MediaStand(mock, asked(models), fields, gateway)

    return make
