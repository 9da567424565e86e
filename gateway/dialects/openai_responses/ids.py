"""Ids as OpenAI's look. An upstream's own stay visible in them, where nothing is kept here."""

from __future__ import annotations

import re
import secrets

_HEX = 48
_STEM = 24
_OF_RESPONSE = re.compile(rf"[a-z]+_([0-9a-f]{{{_STEM}}})[0-9a-f]{{{_HEX - _STEM}}}")


def response_id(upstream_id: str) -> str:
    if upstream_id.startswith("resp_"):
        return upstream_id
    return "resp_" + (upstream_id or secrets.token_hex(_HEX // 2))


class Ids:
    """Names the items of one response. Those of a kept one tell its id (``resp_`` and 24 hex
    digits), so that it is found by a reference to any of them.
    """

    def __init__(self, kept: str = "") -> None:
        stem = kept.removeprefix("resp_")
        self._stem = stem if len(stem) == _STEM else ""

    def new(self, prefix: str) -> str:
        """``prefix`` is ``msg``, ``rs``, ``fc``, ``ctc`` or ``ig``."""
        return f"{prefix}_{self._stem}{secrets.token_hex((_HEX - len(self._stem)) // 2)}"


def response_of(item_id: str) -> str:
    """The id of the kept response that an item may be of; '' for an id that is not one of ours."""
    found = _OF_RESPONSE.fullmatch(item_id)
    return f"resp_{found[1]}" if found else ""
