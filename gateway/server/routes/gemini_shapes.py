"""Which paths are Gemini's, and how its clients are shown models."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from gateway.providers.model_list import kind_of

LISTS = ("/v1beta/models", "/gemini/v1beta/models", "/gemini/v1/models")
MODEL_PREFIXES = tuple(f"{path}/" for path in LISTS)
METHOD_PATH = re.compile(r"(?:/gemini)?/v1(?:beta)?/((?:models|tunedModels)/.+):([A-Za-z]+)")


def is_path(path: str, headers: Mapping[str, str]) -> bool:
    """Whether whoever asks there expects Gemini's errors."""
    if path.startswith(("/v1beta", "/gemini", "/upload/v1beta")):
        return True
    under_models = path.startswith(("/v1/models", "/v1/tunedModels"))
    return under_models and ("x-goog-api-key" in headers or METHOD_PATH.fullmatch(path) is not None)


def model_view(name: str) -> dict[str, Any]:
    """A model in Gemini's list."""
    methods = ["generateContent", "streamGenerateContent", "countTokens"]
    if kind_of(name) == "embedding":
        methods = ["embedContent", "batchEmbedContents"]
    return {
        "name": name if name.startswith("tunedModels/") else f"models/{name}",
        "version": "001",
        "displayName": name,
        "supportedGenerationMethods": methods,
    }
