"""How a request went, in a word: its status's name, colour and icon, and why attempts fail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desktop.i18n import translate
from gateway.services.logs import LiveRequest, LogRow

Look = Literal["ok", "warn", "error", "info", "neutral", "live"]
_CONTEXT = "request"


@dataclass(frozen=True, slots=True)
class Word:
    """``look`` is a status of the theme, or ``live``; ``icon`` is '' for the look's own."""

    source: object
    look: Look
    icon: str = ""

    @property
    def text(self) -> str:
        """In the language of now."""
        return translate(_CONTEXT, str(self.source))


WAITING = Word(QT_TRANSLATE_NOOP("request", "Waiting"), "live", "clock")
STREAMING = Word(QT_TRANSLATE_NOOP("request", "Streaming"), "live")
STATUSES: Mapping[str, Word] = {
    "done": Word(QT_TRANSLATE_NOOP("request", "Done"), "ok"),
    "cut_short": Word(QT_TRANSLATE_NOOP("request", "Cut short"), "warn"),
    "cancelled": Word(QT_TRANSLATE_NOOP("request", "Cancelled"), "neutral", "circle-off"),
    "failed": Word(QT_TRANSLATE_NOOP("request", "Failed"), "error"),
    "refused": Word(QT_TRANSLATE_NOOP("request", "Refused"), "error"),
    "interrupted": Word(QT_TRANSLATE_NOOP("request", "Interrupted"), "error", "zap"),
}
_NO_MONEY = Word(QT_TRANSLATE_NOOP("request", "No money"), "error")
_OVER_BUDGET = Word(QT_TRANSLATE_NOOP("request", "Over budget"), "error")
_CODES = {
    "insufficient_quota": _NO_MONEY,
    "budget_exceeded": _OVER_BUDGET,
    "request_too_expensive": Word(QT_TRANSLATE_NOOP("request", "Too expensive"), "error"),
}

_REASONS: Mapping[str, object] = {
    "bad_key": QT_TRANSLATE_NOOP("request", "key rejected"),
    "no_money": QT_TRANSLATE_NOOP("request", "no money left"),
    "rate_limit": QT_TRANSLATE_NOOP("request", "rate limit reached"),
    "overloaded": QT_TRANSLATE_NOOP("request", "provider overloaded"),
    "network": QT_TRANSLATE_NOOP("request", "connection failed"),
    "timeout": QT_TRANSLATE_NOOP("request", "no answer in time"),
    "model_not_found": QT_TRANSLATE_NOOP("request", "model unknown there"),
    "context_too_long": QT_TRANSLATE_NOOP("request", "conversation too long"),
    "content_filter": QT_TRANSLATE_NOOP("request", "content filter"),
    "bad_request": QT_TRANSLATE_NOOP("request", "request refused"),
    "protocol": QT_TRANSLATE_NOOP("request", "broken answer"),
}


def status_word(row: LogRow) -> Word:
    """A logged request's word; want of money, the client's or the channel's, says so."""
    if row.status == "refused" and row.error_code in _CODES:
        return _CODES[row.error_code]
    if row.status == "failed" and row.error_class == "no_money":
        return _NO_MONEY
    return STATUSES.get(row.status, STATUSES["failed"])


def live_word(request: LiveRequest) -> Word:
    """Waiting until the first token came, then streaming."""
    return STREAMING if request.first_token_ms else WAITING


def failure_reason(error_class: str, http_status: int, message: str) -> str:
    """``429 rate limit reached``; the upstream's own message where the class is unknown."""
    words = _REASONS.get(error_class)
    text = translate(_CONTEXT, str(words)) if words else message
    return f"{http_status} {text}" if http_status and http_status != 200 else text
