"""The client API's refusals, with the reason in words: who could have answered, why nobody did."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from gateway.domain.failure import Failure, FailureClass
from gateway.domain.route import Bar, Route
from gateway.domain.token import Token
from gateway.errors import GatewayError
from gateway.relay.planner import Candidate
from gateway.relay.route_words import barred_words

_STATUS = {
    FailureClass.RATE_LIMIT: 429,
    FailureClass.OVERLOADED: 503,
    FailureClass.TIMEOUT: 504,
}
_SHOWN = 5


def model_not_allowed(token: Token, model: str) -> GatewayError:
    allowed = ", ".join(token.models[:_SHOWN]) + (", ..." if len(token.models) > _SHOWN else "")
    return GatewayError(
        "model_not_allowed",
        f"the key '{token.name}' may not use '{model}'; it may use {allowed}",
        param="model",
    )


def model_not_found(model: str, known: Sequence[str]) -> GatewayError:
    if not known:
        hint = "no channel is switched on for this key's group"
    else:
        shown = ", ".join(known[:_SHOWN]) + (", ..." if len(known) > _SHOWN else "")
        hint = f"there is {shown}"
    return GatewayError(
        "model_not_found", f"no channel has the model '{model}'; {hint}", param="model"
    )


def unpriced(model: str, skipped: Sequence[str]) -> GatewayError:
    return GatewayError(
        "model_unpriced",
        f"'{model}' has no price, so a key with a limited balance cannot use it "
        f"({'; '.join(skipped)}). Set its price in Homeport, or use a key without a limit.",
        param="model",
    )


def unserved(model: str, reasons: Sequence[str]) -> GatewayError:
    return GatewayError(
        "not_implemented",
        f"no channel with '{model}' has this endpoint ({'; '.join(reasons)})",
    )


def none_available(route: Route) -> GatewayError:
    """Channels offer the model, none can answer now: why each of them cannot."""
    reasons = [
        f"{each.name}: {barred_words(each.barred)}"
        for each in route.barred
        if each.barred.bar not in (Bar.MODEL, Bar.GROUP)
    ]
    wait_s = route.wait_s
    return GatewayError(
        "no_available_channel",
        f"no channel can serve '{route.model}' now. " + "; ".join(reasons),
        retry_after_s=math.ceil(wait_s) if wait_s is not None else 30,
        should_retry=wait_s is not None,
    )


def all_failed(model: str, failures: Sequence[tuple[Candidate, Failure]]) -> GatewayError:
    """The last failure's own class decides the status; each failure is told."""
    last = failures[-1][1]
    told = "; ".join(
        f"{candidate.channel.name}: {_words(failure)}" for candidate, failure in failures
    )
    waits = [f.retry_after_s for _, f in failures if f.retry_after_s is not None]
    return GatewayError(
        "all_channels_failed",
        f"every channel that was tried for '{model}' failed. {told}",
        status=_STATUS.get(last.kind, 502),
        retry_after_s=min(waits) if waits else None,
    )


def channel_failed(name: str, failure: Failure) -> GatewayError:
    """The one channel that could answer did not."""
    return GatewayError(
        "all_channels_failed",
        f"{name}: {_words(failure)}",
        status=_STATUS.get(failure.kind, 502),
        retry_after_s=failure.retry_after_s,
    )


def _words(failure: Failure) -> str:
    status = f" (HTTP {failure.status})" if failure.status else ""
    return f"{failure.kind.value.replace('_', ' ')}{status}: {failure.message}"


def passed_on(failure: Failure) -> GatewayError:
    """The upstream's refusal of the request itself, with its own status and words."""
    return GatewayError(
        "upstream_refused",
        failure.message,
        status=failure.status if 400 <= failure.status < 500 else 400,
        type=failure.error_type,
        upstream_code=failure.error_code,
        param=failure.param or None,
        should_retry=False,
    )


def interrupted(failure: Failure) -> GatewayError:
    return GatewayError(
        "upstream_interrupted",
        f"the answer broke off: {failure.message}",
        status=_STATUS.get(failure.kind, 502),
    )


def headers(error: GatewayError) -> Mapping[str, str]:
    """Headers of a refusal, the same in every dialect."""
    values = {"x-homeport-error": error.code, "content-type": "application/json"}
    if error.retry_after_s is not None:
        values["retry-after"] = str(max(1, math.ceil(error.retry_after_s)))
    if error.should_retry is not None:
        values["x-should-retry"] = "true" if error.should_retry else "false"
    return values


def draining() -> GatewayError:
    return GatewayError("draining", "Homeport is shutting down", retry_after_s=5)
