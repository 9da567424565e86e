"""Cohere's ``finish_reason``."""

from __future__ import annotations

from typing import Any

from gateway.dialects import failures
from gateway.domain.conversation import Finish
from gateway.domain.failure import Failure

_DECODE = {
    "COMPLETE": Finish.STOP,
    "STOP_SEQUENCE": Finish.STOP_SEQUENCE,
    "MAX_TOKENS": Finish.LENGTH,
    "TOOL_CALL": Finish.TOOL_CALL,
    "ERROR_LIMIT": Finish.CONTEXT_FULL,
    "ERROR_TOXIC": Finish.FILTERED,
}
_FAULTS = ("ERROR", "TIMEOUT", "USER_CANCEL")


def decode_finish(reason: Any) -> Finish:
    """The neutral finish; an unknown word counts as a natural stop."""
    return _DECODE.get(str(reason), Finish.STOP)


def fault_of(reason: Any, error: Any = None) -> Failure | None:
    """The failure that a finish is; None for one that ends an answer."""
    if reason not in _FAULTS:
        return None
    said = error if isinstance(error, str) and error else "the model broke off"
    code = "timeout" if reason == "TIMEOUT" else "server_error"
    return failures.from_error({"message": said, "code": code})
