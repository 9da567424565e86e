"""What an upstream's refusal means: its own words first, then its status.

The classes are those of failover: which key rests, which candidate is next, what goes back to the
client. See :mod:`gateway.providers.refusals.rules` for the table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from gateway.domain.failure import Failure, FailureClass
from gateway.providers.base import Endpoint
from gateway.providers.refusals.limit_headers import reset_s
from gateway.providers.refusals.masking import clean, secrets_of
from gateway.providers.refusals.rules import RULES, by_status, by_status_of_page
from gateway.providers.refusals.upstream_error import UpstreamError, read_error
from gateway.providers.refusals.waiting import google_retry_s, retry_after_s

_LONGEST_NAME = 100
_WAITS = frozenset({FailureClass.RATE_LIMIT, FailureClass.OVERLOADED, FailureClass.NO_MONEY})
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,300})", re.IGNORECASE)


def classify(
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    *,
    vendor: str = "",
    endpoint: Endpoint | None = None,
    now: datetime | None = None,
) -> Failure:
    """The failure that this answer is; ``status`` 200 for an error inside a success.

    ``headers`` has lower-case names; ``vendor`` says whose numeric codes the body's are;
    ``endpoint`` is where the request went: what it holds is masked in the message.
    """
    now = now or datetime.now(UTC)
    secrets = secrets_of(endpoint)
    if _is_page(headers, body):
        kind, message = by_status_of_page(status, vendor), _page_message(status, body)
        error = UpstreamError(message=message)
    else:
        found = read_error(body, vendor)
        error = found or UpstreamError(message=_plain_text(status, body))
        kind = _kind(status, headers, error, vendor, is_json=found is not None)
        message = error.message or f"HTTP {status} without a message"
    return Failure(
        kind=kind,
        status=_claimed(status, error),
        message=clean(message, secrets),
        retry_after_s=_wait(kind, headers, error, now),
        error_type=clean(error.type, secrets, _LONGEST_NAME),
        error_code=clean(error.code, secrets, _LONGEST_NAME),
        param=clean(error.param, secrets, _LONGEST_NAME),
    )


def _kind(
    status: int,
    headers: Mapping[str, str],
    error: UpstreamError,
    vendor: str,
    *,
    is_json: bool,
) -> FailureClass:
    claimed = _claimed(status, error)
    told_to_wait = "retry-after" in headers or "retry-after-ms" in headers
    for rule in RULES:
        if rule.fits(claimed, error.names, error.message, told_to_wait):
            return rule.kind
    if claimed in (400, 422) and error.param == "model":
        return FailureClass.MODEL_NOT_FOUND
    if claimed == 404:
        return _kind_of_404(error, is_json=is_json)
    return by_status(claimed, vendor)


def _claimed(status: int, error: UpstreamError) -> int:
    """The status that an error inside a success says it would have had (OpenRouter's ``code``)."""
    return error.status if status < 400 and error.status else status


def _kind_of_404(error: UpstreamError, *, is_json: bool) -> FailureClass:
    """No such model, no such path (the base URL is wrong), or no such object the request names."""
    if not is_json:
        return FailureClass.PROTOCOL
    if error.param not in ("", "model"):
        return FailureClass.BAD_REQUEST
    return FailureClass.MODEL_NOT_FOUND


def _wait(
    kind: FailureClass, headers: Mapping[str, str], error: UpstreamError, now: datetime
) -> float | None:
    if kind not in _WAITS:
        return None
    headers = {**error.headers, **headers} if error.headers else headers
    seconds = retry_after_s(headers, now)
    if seconds is None and kind is FailureClass.RATE_LIMIT:
        seconds = google_retry_s(error.details, now)
        if seconds is None:
            seconds = reset_s(headers, now)
    return seconds


def _is_page(headers: Mapping[str, str], body: bytes) -> bool:
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<head", b"<?xml")):
        return True
    return "text/html" in headers.get("content-type", "") and not start.startswith((b"{", b"["))


def _page_message(status: int, body: bytes) -> str:
    title = _TITLE.search(body[:65536].decode("utf-8", "replace"))
    said = f": {title[1].strip()[:80]}" if title and title[1].strip() else ""
    return f"a web page came back instead of an answer (HTTP {status}{said})"


def _plain_text(status: int, body: bytes) -> str:
    text = body[:65536].decode("utf-8", "replace").strip()
    if status < 400 and text.startswith(("{", "[")):
        return "the answer is neither a result nor an error"
    return text
