"""Where each provider is asked for what it declares beside conversations: a mock, and its models.

A new medium is a line here: ``"vendor": [made(TheMock, speech="its-model")]``, or ``wire(...)`` for
those who have OpenAI's paths, whose members and answers stand in tests/upstreams/vendor_media.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from gateway.providers.registry import PROVIDERS
from tests.gateway.server.cloud_channels import GEMINI, TITAN
from tests.gateway.suite.media_makers import (
    OPENAIS,
    Make,
    MediaStand,
    asked,
    behind_gateway,
    made,
    openai,
    wire,
)
from tests.gateway.suite.stands import PortkeyMock
from tests.upstreams import (
    COMPATIBLE,
    OPENAI,
    Upstreams,
    app_sound,
    bedrock_pictures,
    dashscope_sound,
    drawers,
    mistral_sound,
    replicate_sound,
    workers_ai,
    workers_ai_speech,
    xai_sound,
)
from tests.upstreams import fireworks as fireworks_mock
from tests.upstreams import nvidia as nvidia_mock
from tests.upstreams import perplexity as perplexity_mock
from tests.upstreams import replicate as replicate_mock
from tests.upstreams.cloudflare import ACCOUNT, WorkersAIMock
from tests.upstreams.cohere import CohereMock
from tests.upstreams.dashscope import DashScopeMock
from tests.upstreams.ernie import ErnieMock
from tests.upstreams.huggingface import EDITS, SERVED, row
from tests.upstreams.huggingface import EMBEDDER as HF_EMBEDDER
from tests.upstreams.huggingface import MODEL as HF_PAINTER
from tests.upstreams.huggingface_sound import EARS, VOICE, HuggingFaceSoundMock
from tests.upstreams.minimax_speech import SPEAKS, MiniMaxSpeechMock
from tests.upstreams.mistral import MistralMock
from tests.upstreams.mock import Mock
from tests.upstreams.openai import OpenAIMock
from tests.upstreams.openai_models import MEDIA_MODELS, OPENAI_MODELS, OpenAIModel
from tests.upstreams.spark_media import SparkMediaMock
from tests.upstreams.tencent_pictures import TencentPicturesMock
from tests.upstreams.vendor_edits import EDITORS
from tests.upstreams.vendor_pictures import MODELS, PicturesMock
from tests.upstreams.vendor_sound import SOUNDING, SoundMock
from tests.upstreams.voyage import EMBEDDER, RANKER, VoyageMock
from tests.upstreams.xai_sound import XAISoundMock


def sounding(own: str) -> Make:
    """Speech and transcripts of a vendor who has OpenAI's paths and fewer forms."""
    each = SOUNDING[own]
    return made(lambda: SoundMock(own), speech=each.speaks, transcription=each.hears)


_ALL = openai(rerank="jina-reranker-v2-base-multilingual")


def _azure(up: Upstreams, ident: str) -> MediaStand:
    models = {name: model for name, model in OPENAIS.items() if name not in ("variations",)}
    del models["moderation"]
    deployments = {"gpt-image-1": "painter", "tts-1": "voice", "whisper-1": "ears"}
    return MediaStand(up.clouds.azure, asked(models), {"settings": {"deployments": deployments}})


def _bedrock(up: Upstreams, ident: str) -> MediaStand:
    models = {
        "embeddings": TITAN,
        "pictures": bedrock_pictures.CORE,
        "edits": bedrock_pictures.LARGE,
    }
    models["rerank"] = bedrock_pictures.RANKERS[0]
    return MediaStand(up.clouds.bedrock, asked(models))


_GOOGLES = {
    "pictures": "gemini-2.5-flash-image",
    "edits": "gemini-2.5-flash-image",
    "speech": "gemini-3.8-flash-tts",
    "transcription": GEMINI,
    "translation": GEMINI,
}


def _gemini(up: Upstreams, ident: str) -> MediaStand:
    return MediaStand(up.gemini, asked({"embeddings": "gemini-embedding-001", **_GOOGLES}))


def _vertex(up: Upstreams, ident: str) -> MediaStand:
    mock = up.clouds.vertex
    mock.models |= {name: up.gemini.models[name] for name in _GOOGLES.values()}
    keys = (json.dumps(up.clouds.google.service_account()),)
    return MediaStand(mock, asked({"embeddings": "text-embedding-005", **_GOOGLES}), {"keys": keys})


def _ollama(up: Upstreams, ident: str) -> MediaStand:
    keys = {"0123456789abcdef0123456789abcdef.Cloud"} if ident == "ollama_cloud" else ()
    mock = up.add_ollama(f"{ident}-media", keys=keys)
    embedder = next(name for name, each in mock.models.items() if each.kind == "embedding")
    return MediaStand(mock, asked({"embeddings": embedder}))


def _workers(up: Upstreams, ident: str) -> MediaStand:
    embedder, mock = "@cf/baai/bge-m3", WorkersAIMock("workers-ai-media")
    mock.models[embedder] = OpenAIModel(embedder, embedder, kind="embedding", dimensions=4)
    models = {
        **{"embeddings": embedder, "pictures": workers_ai.FLUX, "rerank": workers_ai.RERANKER},
        "speech": workers_ai_speech.AURA,
        "edits": workers_ai.FLUX_2,
        **dict.fromkeys(("transcription", "translation"), workers_ai.WHISPER_TURBO),
    }
    return MediaStand(up.add(mock), asked(models), {"settings": {"account_id": ACCOUNT}})


def _huggingface(up: Upstreams, ident: str) -> MediaStand:
    mock = HuggingFaceSoundMock()
    mock.mapping = [
        {**row(SERVED["nscale"]), "provider": "nscale"},
        {**row(EDITS["fal-ai"], task="image-to-image"), "provider": "fal-ai"},
    ]
    mock.speaks = {"fal-ai": mock.speaks["fal-ai"]}
    mock.hears = {"hf-inference": mock.hears["hf-inference"]}
    models = {"embeddings": HF_EMBEDDER, **dict.fromkeys(("pictures", "edits"), HF_PAINTER)}
    models |= {"speech": VOICE, "transcription": EARS}
    return MediaStand(up.add(mock), asked(models))


def _portkey(up: Upstreams, ident: str) -> MediaStand:
    models_there = (*OPENAI_MODELS, *MEDIA_MODELS)
    mock = up.add(PortkeyMock("portkey-media", models=models_there, flavour=COMPATIBLE))
    keys = {"keys": (f"{mock.portkey}|{mock.key}",)}
    return MediaStand(mock, asked({**OPENAIS, "rerank": "rerank-v3.5"}), keys)


def _openai_mock() -> Mock:
    return OpenAIMock("openai", models=(*OPENAI_MODELS, *MEDIA_MODELS))


def _painter(own: str, *operations: str) -> Make:
    """One of those with words of their own for pictures."""
    models = {"pictures": MODELS[own], "edits": EDITORS.get(own, MODELS[own])}
    return made(lambda: PicturesMock(own), **{name: models[name] for name in operations})


_SILICONFLOW = wire(
    embeddings="BAAI/bge-m3",
    speech="FunAudioLLM/CosyVoice2-0.5B",
    transcription="FunAudioLLM/SenseVoiceSmall",
    rerank="BAAI/bge-reranker-v2-m3",
)
_DASHSCOPE = [
    wire(embeddings="text-embedding-v4", rerank="qwen3-rerank"),
    made(
        DashScopeMock,
        pictures="qwen-image-2.0",
        edits="qwen-image-edit-plus",
        speech=dashscope_sound.SPEAKS,
        transcription=dashscope_sound.HEARS,
    ),
]
_MINIMAX = [
    _painter("minimax", "pictures", "edits"),
    made(MiniMaxSpeechMock, speech=SPEAKS),
]
_STEPFUN = [
    wire(
        pictures="step-2x-large",
        edits="step-1x-edit",
        speech="step-tts-mini",
        transcription="step-asr",
    )
]
STANDS: Mapping[str, Sequence[Make]] = {
    "openai": [openai(OPENAI)],
    "gemini": [_gemini],
    "vertex_ai": [_vertex],
    "azure_openai": [_azure],
    "aws_bedrock": [_bedrock],
    "openrouter": [
        wire(
            embeddings="openai/text-embedding-3-small",
            speech="openai/gpt-4o-mini-tts",
            rerank="cohere/rerank-v3.5",
        ),
        made(lambda: SoundMock("openrouter"), transcription=SOUNDING["openrouter"].hears),
        made(drawers.OpenRouterMock, pictures=drawers.SEEDREAM, edits=drawers.SEEDREAM),
    ],
    "mistral": [
        wire(embeddings="mistral-embed", moderation="mistral-moderation-latest"),
        made(MistralMock, speech=mistral_sound.SPEAKS, transcription=mistral_sound.HEARS),
    ],
    "groq": [sounding("groq"), wire(translation="whisper-large-v3")],
    "xai": [
        wire(embeddings="v1"),
        made(XAISoundMock, speech=xai_sound.SPEAKS, transcription=xai_sound.HEARS),
        _painter("xai", "pictures", "edits"),
    ],
    "ollama": [_ollama],
    "ollama_cloud": [_ollama],
    "dashscope": _DASHSCOPE,
    "dashscope_intl": _DASHSCOPE,
    "zhipu": [
        wire(
            embeddings="embedding-3",
            pictures="cogview-4-250304",
            speech="glm-tts",
            transcription="glm-asr-2512",
            rerank="rerank",
        )
    ],
    "zai": [wire(pictures="cogview-4-250304", transcription="glm-asr-2512")],
    "siliconflow": [_SILICONFLOW, _painter("siliconflow", "pictures", "edits")],
    "siliconflow_intl": [_SILICONFLOW, _painter("siliconflow", "pictures")],
    "doubao": [
        wire(embeddings="doubao-embedding-large-text-250515"),
        _painter("doubao", "pictures", "edits"),
    ],
    "together": [
        wire(
            embeddings="BAAI/bge-base-en-v1.5",
            translation="openai/whisper-large-v3",
            rerank="Salesforce/Llama-Rank-V1",
        ),
        sounding("together"),
        _painter("together", "pictures", "edits"),
    ],
    "fireworks": [
        wire(
            embeddings="nomic-ai/nomic-embed-text-v1.5",
            translation="whisper-v3",
            rerank="accounts/fireworks/models/qwen3-reranker-8b",
        ),
        made(
            fireworks_mock.FireworksMock,
            pictures=fireworks_mock.FLUX,
            edits=fireworks_mock.KONTEXT,
            transcription=fireworks_mock.WHISPER,
        ),
    ],
    "nvidia": [
        wire(embeddings="nvidia/nv-embedqa-e5-v5"),
        made(nvidia_mock.NvidiaMock, pictures=nvidia_mock.FLUX, rerank=nvidia_mock.MODEL),
    ],
    "perplexity": [made(perplexity_mock.PerplexityMock, embeddings=perplexity_mock.MODEL)],
    "huggingface": [_huggingface],
    "cohere": [
        made(
            CohereMock,
            embeddings="embed-v4.0",
            transcription="cohere-transcribe-03-2026",
            rerank="rerank-v3.5",
        )
    ],
    "workers_ai": [_workers],
    "portkey": [_portkey],
    "jina": [wire(embeddings="jina-embeddings-v4", rerank="jina-reranker-v3")],
    "voyage": [made(VoyageMock, embeddings=EMBEDDER, rerank=RANKER)],
    "deepinfra": [
        wire(
            embeddings="BAAI/bge-m3",
            pictures="black-forest-labs/FLUX-1-schnell",
            edits="Qwen/Qwen-Image-Edit",
            variations="Qwen/Qwen-Image-Edit",
            speech="hexgrad/Kokoro-82M",
            transcription="openai/whisper-large-v3",
            translation="openai/whisper-large-v3",
        )
    ],
    "novita": [
        wire(embeddings="baai/bge-m3"),
        made(drawers.NovitaMock, pictures=drawers.CHECKPOINT, rerank=drawers.RANKER),
    ],
    "sambanova": [wire(embeddings="E5-Mistral-7B-Instruct")],
    "github": [wire(embeddings="openai/text-embedding-3-small")],
    "minimax": _MINIMAX,
    "minimax_intl": _MINIMAX,
    "stepfun": _STEPFUN,
    "stepfun_intl": _STEPFUN,
    "baichuan": [wire(embeddings="Baichuan-Text-Embedding")],
    "hunyuan": [wire(embeddings="hunyuan-embedding")],
    "qianfan": [
        wire(embeddings="embedding-v1", pictures="qwen-image", rerank="bce-reranker-base"),
        _painter("qianfan", "edits"),
    ],
    "zhinao": [wire(embeddings="embedding_s1_v1.2")],
    "modelscope": [
        wire(embeddings="Qwen/Qwen3-Embedding-0.6B"),
        made(drawers.ModelScopeMock, pictures=drawers.QWEN, edits=drawers.QWEN_EDIT),
    ],
    "tencent": [
        made(
            TencentPicturesMock,
            embeddings="hunyuan-embedding",
            **dict.fromkeys(("pictures", "edits"), "hunyuan-image"),
        )
    ],
    "spark_websocket": [
        made(SparkMediaMock, embeddings="llm-embedding-para", pictures="tti"),
    ],
    "qianfan_v1": [made(ErnieMock, embeddings="Embedding-V1")],
    "dify": [
        made(
            app_sound.DifySoundMock,
            **dict.fromkeys(("speech", "transcription"), "dify"),
        )
    ],
    "coze": [
        made(
            app_sound.CozeSoundMock,
            **dict.fromkeys(("speech", "transcription"), f"voice-{app_sound.VOICE}"),
        )
    ],
    "replicate": [
        made(
            replicate_mock.ReplicateMock,
            pictures=replicate_mock.PAINTER,
            edits="black-forest-labs/flux-kontext-pro",
        ),
        made(
            replicate_sound.ReplicateSoundMock,
            speech=replicate_sound.MINIMAX,
            transcription=replicate_sound.GPT,
            translation=replicate_sound.FAST,
        ),
    ],
    "cloudflare_gateway": [
        behind_gateway("openai", _openai_mock, **OPENAIS),
        behind_gateway("cohere", CohereMock, rerank="rerank-v3.5"),
    ],
    **{
        ident: [_ALL]
        for ident in (
            *("lmstudio", "llamacpp", "vllm", "xinference", "one_api", "litellm", "homeport"),
            "openai_compatible",
        )
    },
}
MEDIA_SUITE = tuple(ident for ident in PROVIDERS if ident in STANDS)
