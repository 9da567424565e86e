"""Claude at the clouds: Anthropic's body with its model in the path, its version in the body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from gateway.providers.bodies import edited

DIALECT = "anthropic"
# Members that only Anthropic's own service takes, and that an answer is as good without.
_OWN_MEMBERS = ("model", "service_tier", "inference_geo", "speed")
# A beta that a cloud does not know is refused with the whole request.
_BETAS = frozenset(
    {
        "computer-use-2025-01-24",
        "computer-use-2025-11-24",
        "token-efficient-tools-2025-02-19",
        "output-128k-2025-02-19",
        "interleaved-thinking-2025-05-14",
        "dev-full-thinking-2025-05-14",
        "context-1m-2025-08-07",
        "context-management-2025-06-27",
        "effort-2025-11-24",
        "tool-search-tool-2025-10-19",
        "tool-examples-2025-10-29",
    }
)
_NAME = re.compile(r"claude")


def is_claude(model: str) -> bool:
    return _NAME.search(model.lower()) is not None


def betas(client_headers: Mapping[str, str]) -> list[str]:
    """The betas a client asks for that the clouds know too."""
    asked = (each.strip() for each in client_headers.get("anthropic-beta", "").split(","))
    return [each for each in asked if each in _BETAS]


def cloud_body(body: bytes, version: str, *, without: tuple[str, ...] = (), **more: Any) -> bytes:
    """An encoded Anthropic body as a cloud takes it; ``version`` is its ``anthropic_version``."""
    return edited(body, {"anthropic_version": version, **more}, (*_OWN_MEMBERS, *without))
