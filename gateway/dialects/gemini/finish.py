"""Gemini's ``finishReason`` (facts: finish reason table)."""

from __future__ import annotations

from gateway.domain.conversation import Finish

_FILTERED = frozenset(
    {
        *("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MODEL_ARMOR"),
        *("IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION"),
    }
)
FAULTS = frozenset({"OTHER", "LANGUAGE", "IMAGE_OTHER", "NO_IMAGE"})
"""Reasons that mean the upstream broke off."""

_ENCODE = {
    Finish.LENGTH: "MAX_TOKENS",
    Finish.CONTEXT_FULL: "MAX_TOKENS",
    Finish.FILTERED: "SAFETY",
    Finish.FAULT: "OTHER",
}


def decode_finish(reason: str, *, called: bool) -> Finish:
    """The neutral finish; ``called`` tells that function calls came, which Gemini does not."""
    if reason in ("MAX_TOKENS", "CONTINUATION"):
        return Finish.LENGTH
    if reason in _FILTERED:
        return Finish.FILTERED
    if reason in FAULTS:
        return Finish.FAULT
    return Finish.TOOL_CALL if called else Finish.STOP


def encode_finish(finish: Finish, *, refused: bool = False) -> str:
    """Gemini's word; ``refused`` tells that the answer is a refusal in words."""
    if finish is Finish.STOP and refused:
        return "SAFETY"
    return _ENCODE.get(finish, "STOP")


def refusal_text(reason: str, message: object) -> str:
    """What a block says: Google's own words, else the reason."""
    if isinstance(message, str) and message:
        return message
    return f"Blocked by Google ({reason})"
