"""The models of the Gemini mock and the signatures of their thoughts."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

_SECRET = b"the models of the Gemini mock"
SKIPPED = "skip_thought_signature_validator"
"""What stands for a signature that a client has lost; as it is, or in base64."""


@dataclass(frozen=True, slots=True)
class GeminiModel:
    """A model and what it allows; ``version`` is that of its generation."""

    id: str
    version: tuple[int, int]
    context: int = 1_048_576
    max_output: int = 65_536
    embeds: bool = False
    dimensions: int = 3072
    instructions: bool = True
    """Takes a systemInstruction."""
    draws: bool = False

    @property
    def signs(self) -> bool:
        """Proves the thoughts behind its function calls, and wants the proof back."""
        return self.version >= (3, 0)

    def info(self) -> dict[str, Any]:
        """The Model of ``GET /models``."""
        methods = ["generateContent", "countTokens", "createCachedContent", "batchGenerateContent"]
        if self.embeds:
            methods = ["embedContent", "countTextTokens", "countTokens", "asyncBatchEmbedContent"]
        return {
            "name": f"models/{self.id}",
            "version": "001",
            "displayName": self.id.replace("-", " ").title(),
            "description": f"The {self.id} of the mock",
            "inputTokenLimit": self.context,
            "outputTokenLimit": self.max_output,
            "supportedGenerationMethods": methods,
            "temperature": 1,
            "topP": 0.95,
            "topK": 64,
            "maxTemperature": 2,
        }


GEMINI_MODELS = (
    GeminiModel("gemini-2.5-pro", (2, 5)),
    GeminiModel("gemini-2.5-flash", (2, 5)),
    GeminiModel("gemini-2.0-flash", (2, 0), max_output=8192),
    GeminiModel("gemini-3-pro-preview", (3, 0)),
    GeminiModel("gemini-3.5-flash", (3, 5)),
    GeminiModel("gemma-3-27b-it", (0, 0), context=131_072, max_output=8192, instructions=False),
    GeminiModel("gemini-embedding-001", (2, 0), context=2048, embeds=True),
    GeminiModel("gemini-2.5-flash-image", (2, 5), context=32_768, max_output=32_768, draws=True),
    GeminiModel("gemini-3-pro-image", (3, 0), context=65_536, max_output=32_768, draws=True),
)


def sign(model: str, thought: str) -> str:
    """A signature that only this model takes back."""
    proof = hmac.new(_SECRET, f"{model}\0{thought}".encode(), hashlib.sha256).digest()
    return base64.b64encode(hashlib.sha256(thought.encode()).digest()[:12] + proof).decode()


def is_signed(model: str, signature: str, thoughts: set[str]) -> bool:
    """Whether ``signature`` is one this model gave, or Google's word for a lost one.

    Proto-JSON reads both alphabets of base64.
    """
    if signature in (SKIPPED, base64.b64encode(SKIPPED.encode()).decode()):
        return True
    signature = signature.replace("-", "+").replace("_", "/")
    return any(hmac.compare_digest(sign(model, thought), signature) for thought in thoughts)
