"""What becomes of a request that something goes wrong with: proved by the tests beside this file.

docs/faults.md is written from these tables. A cell says what the client gets, how the request is
booked and paid, and whether the connection to the upstream is kept.
"""

from __future__ import annotations

from collections.abc import Mapping

ANSWER = "the answer"
DONE = "done, paid in full"
WHOLE = f"{ANSWER}; {DONE}"


def _failed(status: int, why: str) -> str:
    return f"{status} `all_channels_failed`; failed ({why}), free"


def _cut(why: str) -> str:
    return f"error event; cut short ({why}), paid as far as it came"


def _both(words: str, connection: str, backed: str = ANSWER) -> tuple[str, str, str]:
    return (f"{words}; {connection}", f"{words}; {connection}", backed)


def _begun(plain: str, stream: str, connection: str) -> tuple[str, str, str]:
    """A stream had begun when it went wrong: too late for another channel."""
    return (f"{plain}; {connection}", f"{stream}; {connection}", "error event")


NETWORK, SILENCE = _failed(502, "network"), _failed(504, "timeout")
NONSENSE, BUSY = _failed(502, "protocol"), _failed(503, "overloaded")

STAGES: Mapping[str, Mapping[str, tuple[str, str, str, str]]] = {
    "No connection": {
        "unknown-name": ("its name does not resolve", *_both(NETWORK, "closed")),
        "refused": ("nobody listens there", *_both(NETWORK, "closed")),
        "never-accepts": ("the connection is neither taken nor refused", *_both(SILENCE, "closed")),
        "untrusted": ("TLS: a certificate nobody vouches for", *_both(NETWORK, "closed")),
        "without-tls": ("TLS: it speaks none", *_both(NETWORK, "closed")),
        "silent-handshake": ("TLS: the handshake never ends", *_both(SILENCE, "closed")),
    },
    "Before the answer": {
        "closed": ("it closes the connection without a word", *_both(NETWORK, "closed")),
        "reset": ("it resets the connection", *_both(NETWORK, "closed")),
        "silent": ("it says nothing", *_both(SILENCE, "closed")),
        "slow-head": (
            "its headers never come to an end, a byte at a time",
            *_both(SILENCE, "closed"),
        ),
        "half-a-head": ("it closes in the middle of its headers", *_both(NETWORK, "closed")),
        "endless-head": ("headers without a limit", *_both(NONSENSE, "closed")),
        "garbage": ("bytes that are not HTTP", *_both(NONSENSE, "closed")),
    },
    "Instead of the answer": {
        "error-429": ("429 with Retry-After", *_both(_failed(429, "rate limit"), "kept")),
        "error-500": ("500", *_both(BUSY, "kept")),
        "error-400": (
            "400, a refusal of the request itself",
            *_both(
                "400 `upstream_refused`; failed (bad request), free",
                "kept",
                "400 `upstream_refused`",
            ),
        ),
        "error-in-200": ("200 with an error as its body", *_both(BUSY, "kept")),
        "waf-403": ("403, HTML of a firewall before the provider", *_both(NONSENSE, "kept")),
        "waf-200": ("200, HTML of a firewall or a login page", *_both(NONSENSE, "kept")),
        "bad-gateway": ("502, HTML of a proxy before the provider", *_both(BUSY, "kept")),
        "redirect": ("a redirect to another host", *_both(NONSENSE, "kept")),
        "empty": ("200 without a body", *_both(NONSENSE, "kept")),
    },
    "How the answer is framed": {
        "byte-by-byte": ("a byte at a time", *_both(WHOLE, "kept")),
        "slow": ("piece by piece, each within the time for silence", *_both(WHOLE, "kept")),
        "length-short": (
            "Content-Length below the body's",
            *_begun(NONSENSE, _cut("protocol"), "closed"),
        ),
        "length-long": (
            "Content-Length above the body's, then the connection closes",
            *_begun(NETWORK, _cut("network"), "closed"),
        ),
        "two-lengths": ("two values of Content-Length", *_both(NONSENSE, "closed")),
        "both-framings": ("Content-Length and chunks together", *_both(NONSENSE, "closed")),
        "bad-chunk": (
            "a chunk whose size is no number",
            *_begun(NONSENSE, _cut("protocol"), "closed"),
        ),
        "bad-gzip": ("a coding that does not unpack", *_both(NETWORK, "kept")),
    },
    "Inside the answer": {
        "half-closed": ("it closes half-way", *_begun(NETWORK, _cut("network"), "closed")),
        "half-reset": (
            "it resets the connection half-way",
            *_begun(NETWORK, _cut("network"), "closed"),
        ),
        "half-silent": ("it falls silent half-way", *_begun(SILENCE, _cut("timeout"), "closed")),
        "error-inside": ("an error inside the stream", *_begun(BUSY, _cut("overloaded"), "kept")),
        "bad-json": ("JSON that is none", *_begun(NONSENSE, _cut("protocol"), "kept")),
        "not-utf8": ("bytes that are not UTF-8", *_both(WHOLE, "kept")),
        "huge": ("a frame of four megabytes", *_both(WHOLE, "kept")),
        "endless-frame": ("a frame without an end", *_begun(NONSENSE, _cut("protocol"), "closed")),
    },
    "At its end": {
        "no-end": (
            "a stream that ends well-formed in the middle of the text",
            *_begun(NONSENSE, _cut("protocol"), "kept"),
        ),
        "no-last-chunk": (
            "everything, and the connection closes before the last chunk",
            f"{NETWORK}; closed",
            f"{WHOLE}; closed",
            ANSWER,
        ),
        "silent-end": (
            "everything, and no last chunk follows",
            f"{SILENCE}; closed",
            f"{WHOLE}; closed",
            ANSWER,
        ),
        "more-behind": ("bytes behind the answer", *_both(WHOLE, "closed")),
    },
}
"""What the upstream does; what comes of it for a plain request, for a stream, and what the client
gets where another channel could answer.
"""

UPSTREAM = {name: row[1:] for stage in STAGES.values() for name, row in stage.items()}

_LEFT = "cancelled, paid as far as it came; closed"

CLIENT: Mapping[str, tuple[str, ...]] = {
    "headers": ("in the middle of its headers", *["not in the log; closed"] * 2),
    "body": ("in the middle of its body", *["not in the log; closed"] * 2),
    "before": ("before the upstream answers", *["cancelled, free; closed"] * 2),
    "waiting": ("before the first content", _LEFT, _LEFT),
    "middle": ("in the middle of the answer", _LEFT, _LEFT),
    "deaf": ("while it takes nothing of a long stream", "", _LEFT),
    "settling": ("while the answer's settlement is written", *[f"{DONE}; kept"] * 2),
}
"""When it leaves; how a plain request and a stream are booked, and the upstream's connection."""

_UNTIL_THEN = "until then 503 `store_unavailable`"
_STORE = (
    f"503 `store_unavailable`; interrupted, paid in full; kept; {_UNTIL_THEN}",
    f"error event; interrupted, paid in full; kept; {_UNTIL_THEN}",
)
_AS_EVER = (f"{WHOLE}; kept", f"{WHOLE}; kept")

HERE: Mapping[str, tuple[str, ...]] = {
    "disk-full": ("the disk is full", *_STORE),
    "write-errors": ("writing fails", *_STORE),
    "read-only": ("the database becomes read-only", *_STORE),
    "locked": ("another program locks the database for long", *_STORE),
    "locked-briefly": ("another program locks it briefly", *_AS_EVER),
    "clock-back": ("the clock is set back by 30 hours", *_AS_EVER),
    "clock-ahead": ("the clock is set ahead by 30 hours", *_AS_EVER),
    "sleep": ("the computer slept for 8 hours, and kept connections are dead", *_AS_EVER),
    "network": (
        "the network changed, and kept connections are dead",
        *[f"{SILENCE}; kept"] * 2,
    ),
}

_RECOVERED = "interrupted, paid by its reservation"

KILLED: Mapping[str, tuple[str, str]] = {
    "body": ("in the middle of its body", "not in the log"),
    "before": ("before the upstream answers", _RECOVERED),
    "middle": ("in the middle of the answer", _RECOVERED),
    "settling": ("while the answer's settlement waits for its commit", _RECOVERED),
}
"""When the program is killed, and how the next start has booked the request."""
