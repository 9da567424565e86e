"""Why a channel is not asked, in the words of an error."""

from __future__ import annotations

import math

from gateway.domain.failure import FailureClass
from gateway.domain.route import Bar, Barred

_PLAIN = {
    Bar.OFF: "switched off",
    Bar.MODEL: "does not have the model",
    Bar.NO_KEY: "has no key",
    Bar.KEY_OFF: "its key is switched off",
    Bar.KEY_LOCKED: "its key cannot be opened (the vault is locked)",
    Bar.TRYING: "being tried by another request after its rest",
    Bar.NO_PRICE: "its model has no price, and the key's balance is limited",
    Bar.NO_ENDPOINT: "its provider does not have this endpoint",
    Bar.TRIED: "was tried",
}


def barred_words(barred: Barred) -> str:
    """One phrase, without the channel's name."""
    wait = math.ceil(barred.wait_s or 0)
    match barred.bar:
        case Bar.GROUP:
            return f"serves other groups ({barred.detail})"
        case Bar.FULL if barred.detail.endswith("at once"):
            return f"full (its limit is {barred.detail})"
        case Bar.FULL:
            return f"full for {wait} s (its limit is {barred.detail})"
        case Bar.BUDGET:
            return f"its budget of {barred.detail} is used up"
        case Bar.HOURS:
            return f"closed for {_span(wait)} (it is open {barred.detail})"
        case Bar.DAILY_CAP:
            return f"its {barred.detail} tokens of today are used up, for {_span(wait)}"
        case Bar.SPARED:
            return f"resting for {barred.wait_s or 0:.0f} s (its owner lets it rest)"
        case Bar.USED_UP:
            return f"resting for {barred.wait_s or 0:.0f} s (its rate limit is used up)"
        case Bar.PROBED:
            return f"waiting for a probe of its key ({_failure(barred)})"
        case Bar.RESTING:
            return f"resting for {barred.wait_s or 0:.0f} s ({_failure(barred)})"
        case plain:
            return _PLAIN[plain]


def _failure(barred: Barred) -> str:
    status = f"HTTP {barred.status} " if barred.status else ""
    kind = barred.kind or FailureClass.NETWORK
    return f"{status}{kind.value.replace('_', ' ')}"


def _span(seconds: int) -> str:
    if seconds < 3600:
        return f"{math.ceil(seconds / 60)} min"
    return f"{seconds // 3600} h {seconds % 3600 // 60} min"
