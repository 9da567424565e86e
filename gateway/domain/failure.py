"""How an upstream attempt can fail, and what follows from each way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FailureClass(StrEnum):
    """Classes of upstream errors, told apart by what follows from them."""

    BAD_KEY = "bad_key"
    NO_MONEY = "no_money"
    RATE_LIMIT = "rate_limit"
    OVERLOADED = "overloaded"
    NETWORK = "network"
    TIMEOUT = "timeout"
    MODEL_NOT_FOUND = "model_not_found"
    CONTEXT_TOO_LONG = "context_too_long"
    CONTENT_FILTER = "content_filter"
    BAD_REQUEST = "bad_request"
    PROTOCOL = "protocol"
    """An answer that is not what the dialect says: HTML, broken JSON, a stream without its end."""

    @property
    def tries_next(self) -> bool:
        """Whether another candidate may answer where this one failed."""
        return self not in _FINAL


_FINAL = frozenset(
    {FailureClass.CONTEXT_TOO_LONG, FailureClass.CONTENT_FILTER, FailureClass.BAD_REQUEST}
)


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed attempt in a form that any dialect can word.

    ``status`` is the upstream's HTTP status (0 when there was none); ``message`` is its own text
    without secrets; ``retry_after_s`` what it asked to wait;
    ``error_type``/``error_code``/``param`` the fields of its error object where it had them.
    """

    kind: FailureClass
    status: int
    message: str
    retry_after_s: float | None = None
    error_type: str = ""
    error_code: str = ""
    param: str = ""
