"""The models of the Ollama mock."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class OllamaModel:
    """A pulled model, by its name with tag."""

    name: str
    family: str
    parameters: str
    capabilities: tuple[str, ...]
    """Of completion, tools, thinking, vision, embedding."""
    dimensions: int = 0
    context: int = 40_960

    def tag(self) -> dict[str, Any]:
        """The entry of `/api/tags`."""
        return {
            "name": self.name,
            "model": self.name,
            "modified_at": "2026-01-02T03:04:05.123456789+01:00",
            "size": 5_225_388_164,
            "digest": hashlib.sha256(self.name.encode()).hexdigest(),
            "details": self.details(),
        }

    def details(self) -> dict[str, Any]:
        """Format, family and size."""
        return {
            "parent_model": "",
            "format": "gguf",
            "family": self.family,
            "families": [self.family],
            "parameter_size": self.parameters,
            "quantization_level": "Q4_K_M",
        }

    def show(self) -> dict[str, Any]:
        """The answer of `/api/show`."""
        return {
            "license": "Apache License 2.0",
            "modelfile": f"FROM {self.name}",
            "parameters": "temperature 0.6",
            "template": "{{ .Prompt }}",
            "details": self.details(),
            "model_info": {
                "general.architecture": self.family,
                f"{self.family}.context_length": self.context,
                f"{self.family}.embedding_length": self.dimensions or 4096,
            },
            "capabilities": list(self.capabilities),
            "modified_at": "2026-01-02T03:04:05.123456789+01:00",
        }


OLLAMA_MODELS = (
    OllamaModel("qwen3:8b", "qwen3", "8.2B", ("completion", "tools", "thinking")),
    OllamaModel("llama3.2:latest", "llama", "3.2B", ("completion", "tools")),
    OllamaModel("gemma3:4b", "gemma3", "4.3B", ("completion", "vision")),
    OllamaModel("nomic-embed-text:latest", "nomic-bert", "137M", ("embedding",), dimensions=768),
)
