"""Ids as OpenAI's look. An upstream's own stay visible in them."""

from __future__ import annotations

import secrets


def response_id(upstream_id: str) -> str:
    if upstream_id.startswith("resp_"):
        return upstream_id
    return "resp_" + (upstream_id or secrets.token_hex(24))


def item_id(prefix: str) -> str:
    """A new item's id; ``prefix`` is ``msg``, ``rs``, ``fc``, ``ctc`` or ``ig``."""
    return f"{prefix}_{secrets.token_hex(24)}"
