"""Endpoints that exist elsewhere but not here: 501 in words, without needing a model or a key."""

from __future__ import annotations

from gateway.errors import GatewayError

KNOWN_PREFIXES = (
    "/v1/responses", "/v1/files", "/v1/batches", "/v1/uploads", "/v1/fine_tuning", "/v1/fine-tunes",
    "/v1/assistants", "/v1/threads", "/v1/vector_stores", "/v1/realtime", "/v1/videos",
    "/v1/conversations", "/v1/containers", "/v1/evals", "/v1/graders", "/v1/chatkit", "/v1/skills",
    "/v1/audio/voice", "/v1/chat/completions/", "/v1/messages/batches", "/v1/engines",
    "/v1/organization", "/v1/projects", "/v1/dashboard", "/dashboard/billing", "/v1beta", "/gemini",
    "/upload/v1beta", "/v1/tunedModels",
)  # fmt: skip


def refusal(method: str, path: str) -> GatewayError:
    """501 for an endpoint that other gateways have, 404 for one that nobody knows."""
    if path.startswith(KNOWN_PREFIXES):
        return GatewayError("not_implemented", f"Homeport does not serve {method} {path} yet")
    return GatewayError(
        "not_found",
        f"there is nothing at {method} {path}; OpenAI clients use /v1 as their base, "
        "Anthropic clients the address without it",
    )
