"""Prices that vendors publish and the catalogue's source (LiteLLM) does not have, or no longer.

What is billed by more than one number (tiles and steps, time on a machine) has none here. A
catalogue that names one of these models wins.

- OpenAI's, Google's: what the source dropped and others may still serve, at their list prices.
- Mistral's, xAI's, Alibaba's sound: LiteLLM 1.110.2, which is newer than the catalogue here;
  qwen3-asr-flash: https://www.alibabacloud.com/help/en/model-studio/qwen3-asr-flash (Singapore).
- Workers AI: https://developers.cloudflare.com/workers-ai/platform/pricing/ (2026-08-28).
- Replicate: https://replicate.com/pricing (2026-10-07) and the models' own pages.
- xAI: what the source has wrong of pictures that are read and made.
- Fireworks: https://fireworks.ai/pricing and the models' own pages (2026).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

Entries = Mapping[str, Mapping[str, Any]]

_GONE = {"deprecation_date": "2026-08-17"}
_DROPPED: Entries = {
    "dall-e-2": {
        "provider": "openai",
        "mode": "image_generation",
        "per_image": "0.02",
        "image_sizes": {"256x256": "0.016", "512x512": "0.018", "1024x1024": "0.02"},
    },
    "dall-e-3": {
        "provider": "openai",
        "mode": "image_generation",
        "per_image": "0.04",
        "image_sizes": {
            **{"1024x1024": "0.04", "1024x1792": "0.08", "1792x1024": "0.08"},
            **{"hd 1024x1024": "0.08", "hd 1024x1792": "0.12", "hd 1792x1024": "0.12"},
        },
    },
    **{
        name: {"provider": "gemini", "mode": "image_generation", "per_image": dollars, **more}
        for name, dollars, more in (
            ("imagen-4.0-fast-generate-001", "0.02", _GONE),
            ("imagen-4.0-generate-001", "0.04", _GONE),
            ("imagen-4.0-ultra-generate-001", "0.06", _GONE),
            ("imagen-3.0-fast-generate-001", "0.02", {}),
            ("imagen-3.0-generate-001", "0.04", {}),
            ("imagen-3.0-generate-002", "0.04", {}),
            ("imagen-3.0-capability-001", "0.04", {}),
            ("imagegeneration@006", "0.02", {}),
        )
    },
}
"""``image_sizes``: dollars an image by size, or by quality and size; an Imagen's pictures cost the
same at 1K and at 2K.
"""


def _heard(provider: str, per_minute: str) -> dict[str, Any]:
    """A model that transcribes, at dollars per minute of sound."""
    second = Fraction(per_minute) / 60
    return {"provider": provider, "mode": "audio_transcription", "per_second_in": second}


def _read(mode: str, per_mtok: str) -> dict[str, Any]:
    """A model that only reads, at dollars per million tokens."""
    return {"provider": "cloudflare", "mode": mode, "input_per_mtok": per_mtok}


def _spoken(provider: str, per_million: str) -> dict[str, Any]:
    """A model that speaks, at dollars per million characters."""
    character = Fraction(per_million) / 1_000_000
    return {"provider": provider, "mode": "audio_speech", "per_char_in": character}


def _drawn(provider: str, per_image: str) -> dict[str, Any]:
    return {"provider": provider, "mode": "image_generation", "per_image": per_image}


_WORKERS_AI: Entries = {
    "@cf/deepgram/nova-3": _heard("cloudflare", "0.0052"),
    "@cf/deepgram/aura-1": _spoken("cloudflare", "15"),
    "@cf/deepgram/aura-2-en": _spoken("cloudflare", "30"),
    "@cf/deepgram/aura-2-es": _spoken("cloudflare", "30"),
    "@cf/myshell-ai/melotts": {
        **{"provider": "cloudflare", "mode": "audio_speech"},
        "per_second_out": Fraction("0.0002") / 60,
    },
    "@cf/baai/bge-reranker-base": _read("rerank", "0.003"),
    "@cf/baai/bge-small-en-v1.5": _read("embedding", "0.020"),
    "@cf/baai/bge-base-en-v1.5": _read("embedding", "0.067"),
    "@cf/baai/bge-large-en-v1.5": _read("embedding", "0.204"),
    "@cf/baai/bge-m3": _read("embedding", "0.012"),
    "@cf/pfnet/plamo-embedding-1b": _read("embedding", "0.019"),
    "@cf/qwen/qwen3-embedding-0.6b": _read("embedding", "0.012"),
}
_SOUND: Entries = {
    "mistral/voxtral-mini-tts-3": _spoken("mistral", "13"),
    "mistral/voxtral-mini-tts-3-0": _spoken("mistral", "13"),
    "mistral/voxtral-mini-tts-latest": _spoken("mistral", "16"),
    "mistral/voxtral-mini-tts-2603": _spoken("mistral", "16"),
    "xai/grok-voice-transcribe-1.0": _heard("xai", "1/600"),
    "xai/grok-voice-transcribe-2.0": _heard("xai", "1/600"),
    "dashscope/qwen3-tts-flash": _spoken("dashscope", "10"),
    "dashscope/qwen-audio-3.0-tts-flash": _spoken("dashscope", "15"),
    "dashscope/qwen-audio-3.0-tts-plus": _spoken("dashscope", "20"),
    "dashscope/qwen-audio-3.1-tts-plus": _spoken("dashscope", "30"),
    "dashscope/qwen-audio-3.1-tts-flash": {
        **{"provider": "dashscope", "mode": "audio_speech"},
        **{"input_per_mtok": "0.23", "output_per_mtok": "1.87"},
    },
    "dashscope/qwen3-asr-flash": _heard("dashscope", "0.0021"),
}
_REPLICATE: Mapping[str, str] = {
    "black-forest-labs/flux-schnell": "0.003",
    "black-forest-labs/flux-dev": "0.025",
    "black-forest-labs/flux-pro": "0.055",
    "black-forest-labs/flux-1.1-pro": "0.04",
    "black-forest-labs/flux-1.1-pro-ultra": "0.06",
    "black-forest-labs/flux-kontext-pro": "0.04",
    "black-forest-labs/flux-kontext-max": "0.08",
    "ideogram-ai/ideogram-v3-quality": "0.09",
}
_FIREWORKS: Entries = {
    "flux-kontext-pro": _drawn("fireworks_ai", "0.04"),
    "flux-kontext-max": _drawn("fireworks_ai", "0.08"),
    "whisper-v3-turbo": _heard("fireworks_ai", "0.0009"),
}
FIREWORKS_HOUSE = "fireworks_ai/accounts/fireworks/models/"

_IMAGINE_2 = {"1k": "0.06", "2k": "0.08", "medium 1k": "0.06", "medium 2k": "0.08"}
_LOW = {"1k": "0.04", "2k": "0.06"}
XAI: Entries = {
    "xai/grok-imagine-image": {"per_image_in": "0.002"},
    "xai/grok-imagine-image-2.0": {
        "per_image_in": "0.01",
        "image_sizes": {**_IMAGINE_2, "low 1k": "0.04", "low 2k": "0.06"},
    },
    **{
        f"xai/grok-imagine-image-{name}": {"per_image_in": "0.01", "image_sizes": _LOW}
        for name in ("pro", "quality", "quality-latest")
    },
}
"""What xAI takes for a picture that is edited, and by quality and resolution for one that is made
(https://docs.x.ai/developers/model-capabilities/images: both are billed). Since 2026-11-02 Imagine
2.0 at its low quality serves what was ``quality`` and ``pro``.
"""

LISTED: Entries = {
    **_DROPPED,
    **_SOUND,
    **{f"cloudflare/{name}": entry for name, entry in _WORKERS_AI.items()},
    **{f"replicate/{name}": _drawn("replicate", each) for name, each in _REPLICATE.items()},
    "replicate/minimax/speech-2.6-turbo": _spoken("replicate", "60"),
    **{f"{FIREWORKS_HOUSE}{name}": entry for name, entry in _FIREWORKS.items()},
}
