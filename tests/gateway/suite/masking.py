"""What differs from run to run, as placeholders: keys, ports, signatures, moments and ids.

An id keeps its prefix and gets a number by the order in which an exchange shows it, so that one
that comes back can be told from another.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any

_ORIGIN = re.compile(r"(?:(?:https?|wss?)://)?127\.0\.0\.1:\d+(?:/[\w-]+(?=/))?")
"""With the name of the mock there."""
_TOKEN = re.compile(r"\b(?:eyJ[\w-]+\.[\w-]+(?:\.[\w-]+)?|eyJ0eXAi\.[\w-]+|ya29\.[\w.-]+)")
_MOMENTS = (
    re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?"),
    re.compile(r"\b\d{8}T\d{6}Z\b"),
    re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT"),
)
_DAY = re.compile(r"(?<=/)\d{4}-?\d\d-?\d\d(?=/)")
_SIGNATURE = re.compile(r"(?<=Signature=)[0-9a-f]{64}")
_BOUNDARY = re.compile(r"(?<=boundary=)[\w'()+,./:=?-]+")
_QUERY = {
    "access_token": "<token>",
    "authorization": "<signature>",
    "date": "<time>",
    "host": "<host>",
}
_REGION = re.compile(r"[a-z]{2}-[a-z]+-\d")
_UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_PREFIXED = re.compile(
    r"\b((?:chatcmpl|cmpl|resp|msg|req|call|toolu|tooluse|fc|rs|modr|gen|run|pred)[-_]"
    r"(?:bdrk_|vrtx_)?)([A-Za-z0-9]{8,})\b"
)
_ID_KEYS = frozenset(
    {
        *("id", "requestid", "callid", "toolcallid", "itemid", "tooluseid", "responseid", "sid"),
        *("messageid", "conversationid", "chatid", "taskid", "jobid", "traceid", "generationid"),
        *("xrequestid", "xkongrequestid"),
    }
)
_ID = re.compile(r"((?:[A-Za-z]+[-_:.])*)([A-Za-z0-9_-]+)")
_HEX = re.compile(r"[0-9a-f]{3,}")
_SECONDS, _MILLISECONDS = range(1_600_000_000, 2_000_000_000), range(16 * 10**11, 2 * 10**12)
_LONG, _MANY = 300, 8
_PACKED = re.compile(r"[A-Za-z0-9+/=_-]+")


class Masker:
    """One exchange's; ``secrets`` are the keys that a channel holds, ``ident`` its provider."""

    def __init__(self, secrets: Iterable[str], ident: str = "") -> None:
        self._ident = ident
        parts = {part for each in secrets for part in (each, *each.split("|")) if len(part) > 5}
        found = [part for part in parts if not _REGION.fullmatch(part)]
        self._secrets = sorted(found, key=len, reverse=True)
        self._ids: dict[str, str] = {}

    def value(self, value: Any, key: str = "") -> Any:
        """``value``, which JSON can hold, with placeholders."""
        if isinstance(value, dict):
            return {name: self.value(each, name) for name, each in value.items()}
        if isinstance(value, list):
            if len(value) > _MANY and all(isinstance(each, int | float) for each in value):
                return f"<{len(value)} numbers>"
            return [self.value(each, key) for each in value]
        if isinstance(value, str):
            return self.text(value, key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return value
        moment = int(value) in _SECONDS or int(value) in _MILLISECONDS
        return "<time>" if moment else value

    def text(self, text: str, key: str = "") -> str:
        """One string of it; ``key`` is the member or the header that holds it."""
        for secret in self._secrets:
            text = text.replace(secret, "<key>")
        for ident, known in self._ids.items():
            text = re.sub(rf"(?<![A-Za-z0-9]){re.escape(ident)}(?![A-Za-z0-9])", known, text)
        if self._ident:
            text = text.replace(f"suite-{self._ident}", "suite-<provider>")
            text = text.replace(f" failed. {self._ident}:", " failed. <provider>:")
        text = _TOKEN.sub("<token>", _ORIGIN.sub("<origin>", text))
        for pattern in _MOMENTS:
            text = pattern.sub("<time>", text)
        text = _SIGNATURE.sub("<signature>", _DAY.sub("<day>", text))
        text = _BOUNDARY.sub("<boundary>", text)
        text = _PREFIXED.sub(lambda found: self._numbered(found[1], found[0]), text)
        text = _UUID.sub(lambda found: self._numbered("uuid ", found[0]), text)
        if re.sub(r"[-_]", "", key.lower()) in _ID_KEYS:
            text = self._id(text)
        if key == "obfuscation":  # random letters against who counts bytes
            return "<letters>"
        if key.lower() in ("x-tc-timestamp", "created_at", "created") and text.isdigit():
            return "<time>"
        return packed(text)

    def query(self, query: dict[str, str]) -> str:
        """The query's text; what is signed or secret in it masked whole."""
        shown = [f"{name}={_QUERY.get(name) or self.text(each)}" for name, each in query.items()]
        return f"?{'&'.join(shown)}" if shown else ""

    def _id(self, text: str) -> str:
        found = _ID.fullmatch(text)
        if found is None:
            return text
        prefix, rest = found.groups()
        made = len(rest) > 5 and any(letter.isdigit() for letter in rest)
        made = made or (_HEX.fullmatch(rest) is not None and bool(prefix or len(rest) > 5))
        return self._numbered(prefix, text) if made else text

    def _numbered(self, prefix: str, ident: str) -> str:
        known = self._ids.setdefault(ident, f"{prefix}<{len(self._ids) + 1}>")
        return known if prefix != "uuid " else known.replace("uuid <", "<")


def packed(text: str) -> str:
    """Long data by its length and its digest; everything else as it is."""
    head, comma, data = text.partition("base64,") if text.startswith("data:") else ("", "", text)
    if len(data) < _LONG or not _PACKED.fullmatch(data):
        return text
    return f"{head}{comma}{digest(data.encode(), 'letters')}"


def digest(data: bytes, what: str = "bytes") -> str:
    """Data by its length and its digest."""
    return f"<{len(data)} {what}, sha256 {hashlib.sha256(data).hexdigest()[:8]}>"
