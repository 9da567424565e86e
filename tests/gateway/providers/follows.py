"""What follows from each class of failure: who rests, for how long, and what the client hears."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gateway.domain.channel import KeyState
from gateway.domain.failure import FailureClass


@dataclass(frozen=True, slots=True)
class Follows:
    """``rests``: the key, or the channel's model, or nothing; ``alone`` is the client's status
    where nobody else has the model, 0 for the upstream's own.
    """

    rests: str
    seconds: float
    hard: bool
    asks_next: bool
    state: KeyState
    alone: int


_READY = KeyState.READY
FOLLOWS: Mapping[FailureClass, Follows] = {
    FailureClass.BAD_KEY: Follows("key", 600, True, True, KeyState.REJECTED, 502),
    FailureClass.NO_MONEY: Follows("key", 1800, True, True, KeyState.NO_MONEY, 502),
    FailureClass.RATE_LIMIT: Follows("key", 15, True, True, _READY, 429),
    FailureClass.OVERLOADED: Follows("model", 5, False, True, _READY, 503),
    FailureClass.NETWORK: Follows("model", 5, False, True, _READY, 502),
    FailureClass.TIMEOUT: Follows("model", 5, False, True, _READY, 504),
    FailureClass.PROTOCOL: Follows("model", 5, False, True, _READY, 502),
    FailureClass.MODEL_NOT_FOUND: Follows("model", 300, True, True, _READY, 502),
    FailureClass.CONTEXT_TOO_LONG: Follows("", 0, False, False, _READY, 0),
    FailureClass.CONTENT_FILTER: Follows("", 0, False, False, _READY, 0),
    FailureClass.BAD_REQUEST: Follows("", 0, False, False, _READY, 0),
}
