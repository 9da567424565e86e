"""What clients make of a base URL, brought back to the path that was meant.

``/v1`` written twice or not at all, slashes too many, another gateway's prefix. Pure; nothing here
leads to the management API, whose paths count only as they are.
"""

from __future__ import annotations

import re

_SLASHES = re.compile(r"/{2,}")
_VERSIONS = re.compile(r"^(/anthropic|/gemini)?(?:/v1(?:beta)?)+(/v1(?:beta)?)(?=/|$)")
_OPENAI = re.compile(r"^(?:/v1)?(?:/openai|/v1beta/openai)(?:/v1)?(?=/|$)")
"""As Azure, Google and other gateways have it before OpenAI's paths."""
_NESTED = re.compile(r"^(?:/v1)+(?=/(?:anthropic|gemini)/)")
_BARE = (
    *("/chat/completions", "/completions", "/responses", "/embeddings", "/models", "/messages"),
    *("/images", "/audio", "/moderations", "/files", "/batches", "/realtime"),
)
"""First parts of OpenAI's and Anthropic's paths that clients ask for without ``/v1``."""


def canonical(path: str) -> str:
    """The path as the routes know it; another one stays as it is, without needless slashes."""
    path = _SLASHES.sub("/", path).rstrip("/") or "/"
    path = _OPENAI.sub("/v1", path)
    path = _NESTED.sub("", path)
    path = _VERSIONS.sub(r"\1\2", path)
    if path.startswith("/anthropic/messages"):
        return path.replace("/anthropic", "/anthropic/v1", 1)
    for first in _BARE:
        if path == first or path.startswith((f"{first}/", f"{first}:")):
            return f"/v1{path}"
    return path
