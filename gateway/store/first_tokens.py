"""How long first tokens took, request by request, where the log still has all of them."""

from __future__ import annotations

import math
from typing import Any

from gateway.store import schema

MOST = 20_000
"""Requests that are looked at one by one; sums have to do for more."""


def median_and_p95(start_ms: int, end_ms: int, count: int) -> tuple[int, int] | None:
    """Milliseconds, by nearest rank; runs inside a read.

    ``count`` is how many first tokens the sums know. None where the log has fewer, because it was
    pruned, or where there are none or too many.
    """
    if not 0 < count <= MOST:
        return None
    request = schema.Request
    query: Any = (
        request.select(request.first_token_ms)
        .where((request.at >= start_ms) & (request.at < end_ms) & (request.first_token_ms > 0))
        .order_by(request.first_token_ms)
        .tuples()
    )
    values = [int(ms) for (ms,) in query]
    if len(values) != count:
        return None
    return _at(values, 0.5), _at(values, 0.95)


def _at(values: list[int], share: float) -> int:
    return values[math.ceil(len(values) * share) - 1]
