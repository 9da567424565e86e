"""Ready replies for what goes wrong upstream, and for what is merely unusual.

Each works on every mock, which words it as its provider does. `LEGAL` are liberties that a client
has to take, `BEFORE_CONTENT` failures that leave room for another channel, `AFTER_CONTENT` failures
that come too late for that.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.upstreams.script import BEFORE_HEADERS, ErrorKind, Reply

TEXT = "Ahoj, 世界: one two three four five"


def failing(kind: ErrorKind, status: int | None = None) -> Reply:
    """The provider's own error of that class; `status` where it has several."""
    return Reply(error=kind, error_status=status)


def rate_limited(after: float | str | None = 2, ms: int | None = None) -> Reply:
    """429 with `retry-after` (seconds or an HTTP date) and `retry-after-ms`; None leaves it out."""
    headers = {"retry-after": "" if after is None else f"{after}"}
    headers["retry-after-ms"] = "" if ms is None else str(ms)
    return Reply(error="rate_limit", headers=headers)


def error_in_ok(kind: ErrorKind = "server") -> Reply:
    """Status 200 with an error body."""
    return Reply(error=kind, body_error_200=True)


def bad_gateway(status: int = 502) -> Reply:
    """An HTML page of a proxy in front of the provider."""
    return Reply(html=True, error_status=status)


def login_page() -> Reply:
    """An HTML page with status 200: a captive portal, a wrong path, a firewall."""
    return Reply(html=True, error_status=200)


def empty_body(status: int = 200) -> Reply:
    """A status, JSON as its type, and no body."""
    return Reply(error_status=status, error_body="")


def refused_at_once() -> Reply:
    """The connection is reset before a byte of the answer."""
    return Reply(cut_after=BEFORE_HEADERS)


def closed_at_once() -> Reply:
    """The connection is closed before a byte of the answer."""
    return Reply(cut_after=BEFORE_HEADERS, cut="eof")


def silent() -> Reply:
    """Not even headers, until the client leaves or `release()`."""
    return Reply(text=TEXT, stall_after=BEFORE_HEADERS)


def silent_stream() -> Reply:
    """Headers, then nothing, until the client leaves or `release()`."""
    return Reply(text=TEXT, stall_after=0)


def stalled(after: int = 4) -> Reply:
    """Silence after that many frames, until the client leaves or `release()`."""
    return Reply(text=TEXT, stall_after=after)


def reset(after: int = 4) -> Reply:
    """TCP reset after that many frames; after that many bytes of a plain answer."""
    return Reply(text=TEXT, cut_after=after)


def hung_up(after: int = 4) -> Reply:
    """FIN inside the body after that many frames or bytes."""
    return Reply(text=TEXT, cut_after=after, cut="eof")


def ended_early(after: int = 4) -> Reply:
    """A stream whose body ends well-formed, in the middle of the text."""
    return Reply(text=TEXT, cut_after=after, cut="clean")


def unfinished() -> Reply:
    """A stream with its whole text, without finish reason, usage and end marker."""
    return Reply(text=TEXT, finish_chunk=False, usage=None, done=False)


def error_in_stream(after: int = 4, kind: ErrorKind = "overloaded") -> Reply:
    """The provider's in-band error after that many frames."""
    return Reply(text=TEXT, error=kind, error_in_stream_after=after)


def malformed(after: int = 4) -> Reply:
    """A frame of broken JSON in the middle of the stream."""
    return Reply(text=TEXT, insert={after: b'data: {"choices": [{"delta"\n\n'})


def not_utf8(after: int = 4) -> Reply:
    """A frame with bytes that are not UTF-8."""
    return Reply(text=TEXT, insert={after: b'data: {"text": "\xff\xfe"}\n\n'})


LEGAL: Mapping[str, Reply] = {
    "crlf": Reply(text=TEXT, crlf=True),
    "crlf-bytes": Reply(text=TEXT, crlf=True, split="bytes"),
    "comments": Reply(text=TEXT, comments=True),
    "no-space": Reply(text=TEXT, data_space=False),
    "bytes": Reply(text=TEXT, split="bytes"),
    "sevens": Reply(text=TEXT, split=7),
    "merged": Reply(text=TEXT, split=1000),
    "all": Reply(text=TEXT, split="all"),
    "no-role": Reply(text=TEXT, role_chunk=False),
    "empty-deltas": Reply(text=TEXT, empty_deltas=True),
    "no-choices-first": Reply(text=TEXT, no_choices_first=True),
    "usage-in-finish": Reply(text=TEXT, usage_place="finish"),
    "usage-everywhere": Reply(text=TEXT, usage_place="every"),
    "gzip": Reply(text=TEXT, gzip=True),
    "long-frame": Reply(chunks=[TEXT, "x" * 600_000, TEXT]),
}

BEFORE_CONTENT: Mapping[str, Reply] = {
    "bad-key": failing("bad_key"),
    "no-money": failing("money"),
    "forbidden": failing("permission"),
    "unknown-model": failing("model"),
    "rate-limited": rate_limited(),
    "rate-limited-ms": rate_limited(after=None, ms=1500),
    "server-error": failing("server"),
    "overloaded": failing("overloaded"),
    "timeout": failing("timeout"),
    "html-502": bad_gateway(),
    "html-200": login_page(),
    "error-in-200": error_in_ok(),
    "empty-200": empty_body(),
    "reset-at-once": refused_at_once(),
    "closed-at-once": closed_at_once(),
}

AFTER_CONTENT: Mapping[str, Reply] = {
    "reset": reset(),
    "hung-up": hung_up(),
    "ended-early": ended_early(),
    "unfinished": unfinished(),
    "error-in-stream": error_in_stream(),
    "malformed": malformed(),
}
