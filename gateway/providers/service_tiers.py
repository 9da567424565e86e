"""Google's service tiers, as far as they stand in headers.

AI Studio takes ``serviceTier`` in the body and says in a header too which one it served; Vertex
AI takes it in a header (https://cloud.google.com/vertex-ai/generative-ai/docs/priority-paygo).
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from gateway.providers.bodies import edited, members

ASKED = "X-Vertex-AI-LLM-Shared-Request-Type"
_SERVED = "x-gemini-service-tier"
_NAMES = ("serviceTier", "service_tier")
_TIERS = ("flex", "priority")


def served_tier(headers: Mapping[str, str]) -> str:
    """The tier with prices of its own that an answer's headers name; '' for any other."""
    said = headers.get(_SERVED, "").strip().lower()
    return said if said in _TIERS else ""


def taken_out(body: bytes) -> tuple[bytes, str]:
    """The request without its tier, and that tier; '' for the standard one."""
    found = members(body) or {}
    given = [name for name in _NAMES if name in found]
    if not given:
        return body, ""
    said = msgspec.json.decode(found[given[0]])
    word = said.lower().removeprefix("service_tier_") if isinstance(said, str) else ""
    return edited(body, {}, without=tuple(given)), word if word in _TIERS else ""
