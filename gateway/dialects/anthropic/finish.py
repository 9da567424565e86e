"""Anthropic's ``stop_reason`` (facts: finish reason table)."""

from __future__ import annotations

from gateway.domain.conversation import Finish

_DECODE = {
    "end_turn": Finish.STOP,
    "stop_sequence": Finish.STOP_SEQUENCE,
    "max_tokens": Finish.LENGTH,
    "model_context_window_exceeded": Finish.CONTEXT_FULL,
    "tool_use": Finish.TOOL_CALL,
    "refusal": Finish.FILTERED,
    "pause_turn": Finish.PAUSE,
}
_ENCODE = {finish: reason for reason, finish in _DECODE.items()}


def decode_finish(reason: object) -> Finish:
    """The neutral finish; an unknown word counts as a natural stop."""
    return _DECODE.get(str(reason), Finish.STOP)


def encode_finish(finish: Finish) -> str:
    return _ENCODE.get(finish, "end_turn")
