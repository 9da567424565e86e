"""Converse's ``stopReason``."""

from __future__ import annotations

from typing import Any

from gateway.domain.conversation import Finish

_DECODE = {
    "end_turn": Finish.STOP,
    "stop_sequence": Finish.STOP_SEQUENCE,
    "max_tokens": Finish.LENGTH,
    "model_context_window_exceeded": Finish.CONTEXT_FULL,
    "tool_use": Finish.TOOL_CALL,
    "guardrail_intervened": Finish.FILTERED,
    "content_filtered": Finish.FILTERED,
    "refusal": Finish.FILTERED,
    "pause_turn": Finish.PAUSE,
}
FAULTS = frozenset({"malformed_model_output", "malformed_tool_use"})
"""The model broke off; another candidate may do better."""


def decode_finish(reason: str) -> Finish:
    """The neutral finish; an unknown word counts as a natural stop."""
    return _DECODE.get(reason, Finish.STOP)


def stop_text(fields: Any) -> str:
    """The stop text that matched, where Claude was asked to say it."""
    found = fields.get("stop_sequence") if isinstance(fields, dict) else None
    return found if isinstance(found, str) else ""
