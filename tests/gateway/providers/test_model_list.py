"""Model lists in every vendor's shape, and what a model's name says about its kind."""

import json
from typing import Any

import pytest

from gateway.errors import DialectError
from gateway.providers.base import ModelInfo
from gateway.providers.model_list import kind_of, parse_model_list
from gateway.providers.registry import PROVIDERS, provider


@pytest.mark.parametrize(
    ("ident", "body", "models"),
    [
        (
            "openai",
            {"object": "list", "data": [{"id": "gpt-5", "object": "model", "owned_by": "openai"}]},
            [ModelInfo("gpt-5")],
        ),
        (
            "anthropic",
            {
                "data": [
                    {
                        "type": "model",
                        "id": "claude-sonnet-5",
                        "display_name": "Claude Sonnet 5",
                        "lifecycle": "active",
                    }
                ],
                "has_more": False,
            },
            [ModelInfo("claude-sonnet-5", "Claude Sonnet 5")],
        ),
        (
            "ollama",
            {
                "models": [
                    {"name": "qwen3:8b", "model": "qwen3:8b", "size": 1},
                    {"name": "nomic-embed-text:latest", "model": "nomic-embed-text:latest"},
                ]
            },
            [ModelInfo("qwen3:8b"), ModelInfo("nomic-embed-text:latest", "", "embedding")],
        ),
        ("ollama", {"object": "list", "data": None}, []),
        (
            "together",
            [
                {"id": "meta/Llama-4", "type": "chat", "display_name": "Llama 4"},
                {"id": "black-forest/pro", "type": "image"},
                {"id": "x/guard", "type": "moderation"},
            ],
            [
                ModelInfo("meta/Llama-4", "Llama 4"),
                ModelInfo("black-forest/pro", "", "image"),
                ModelInfo("x/guard", "", "other"),
            ],
        ),
        (
            "gemini",
            {"data": [{"id": "models/gemini-3-pro"}, {"id": "models/gemini-embedding-001"}]},
            [ModelInfo("gemini-3-pro"), ModelInfo("gemini-embedding-001", "", "embedding")],
        ),
        (
            "cohere",
            {
                "models": [
                    {"name": "command-a", "endpoints": ["chat"]},
                    {"name": "embed-v4", "endpoints": ["embed"]},
                ]
            },
            [ModelInfo("command-a"), ModelInfo("embed-v4", "", "embedding")],
        ),
        (
            "openrouter",
            {
                "data": [
                    {
                        "id": "openai/gpt-5-image",
                        "name": "OpenAI: GPT-5 Image",
                        "architecture": {"output_modalities": ["image", "text"]},
                    },
                    {"id": "x/painter", "architecture": {"output_modalities": ["image"]}},
                ]
            },
            [
                ModelInfo("openai/gpt-5-image", "OpenAI: GPT-5 Image"),
                ModelInfo("x/painter", "", "image"),
            ],
        ),
        (
            "vllm",
            {"data": [{"id": "models/my-tune", "max_model_len": 8192}]},
            [ModelInfo("models/my-tune")],
        ),
        (
            "openai_compatible",
            {"data": [{"id": "a"}, {"id": "a"}, {"id": ""}, {}, None, 7, "b", {"model": "c"}]},
            [ModelInfo("a"), ModelInfo("b"), ModelInfo("c")],
        ),
        ("openai_compatible", {"data": []}, []),
        ("openai_compatible", [], []),
    ],
)
def test_a_model_list(ident: str, body: Any, models: list[ModelInfo]) -> None:
    assert provider(ident).parse_models(json.dumps(body).encode()) == models


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html></html>",
        b"null",
        b"{}",
        b'"models"',
        b'{"data":"x"}',
        b'{"error":"Unexpected endpoint or method. (GET /v1/models)"}',
        b'{"error":{"message":"no"},"data":[]}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_model_list(body: bytes) -> None:
    with pytest.raises(DialectError):
        parse_model_list(body)
    for each in PROVIDERS.values():
        with pytest.raises(DialectError):
            each.parse_models(body)


@pytest.mark.parametrize(
    ("model", "kind"),
    [
        ("gpt-4o", "chat"),
        ("gpt-4o-audio-preview", "chat"),
        ("gemini-2.5-flash-image", "chat"),
        ("claude-opus-5", "chat"),
        ("qwen2.5-vl-72b-instruct", "chat"),
        ("deepseek-ocr", "chat"),
        ("speechless-llama2-13b", "chat"),
        ("command-a-vision", "chat"),
        ("text-embedding-3-large", "embedding"),
        ("BAAI/bge-m3", "embedding"),
        ("intfloat/multilingual-e5-large", "embedding"),
        ("BAAI/bge-reranker-v2-m3", "rerank"),
        ("rerank-v3.5", "rerank"),
        ("dall-e-3", "image"),
        ("gpt-image-1", "image"),
        ("black-forest-labs/FLUX.1-dev", "image"),
        ("stabilityai/stable-diffusion-xl", "image"),
        ("Kwai-Kolors/Kolors", "image"),
        ("whisper-1", "audio"),
        ("gpt-4o-mini-tts", "audio"),
        ("gpt-4o-transcribe", "audio"),
        ("tts-1-hd", "audio"),
        ("omni-moderation-latest", "other"),
        ("gpt-realtime", "other"),
        ("sora-2", "other"),
        ("babbage-002", "other"),
        ("gpt-3.5-turbo-instruct", "other"),
    ],
)
def test_a_kind_is_guessed_only_from_a_plain_name(model: str, kind: str) -> None:
    assert kind_of(model) == kind
