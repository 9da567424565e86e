"""How attempts went, by channel and hour. Runs inside :meth:`Database.read`."""

from __future__ import annotations

from typing import Any

from peewee import OP, Case, Expression, fn

from gateway.domain.failure import FailureClass
from gateway.store import schema
from gateway.store.booking import HOUR_MS

_REQUESTS_OWN = tuple(kind.value for kind in FailureClass if not kind.tries_next)
"""Failures that say nothing about the channel: any other would have refused too."""

Counts = tuple[int, int, int]


def by_channel_and_hour(start_ms: int, slow_ms: int) -> dict[tuple[int, int], Counts]:
    """(channel id, start of the hour) -> attempts that were quick, slow, and failed.

    Of requests that began at ``start_ms`` or later; slow is a first token after ``slow_ms``.
    """
    request, attempt = schema.Request, schema.Attempt
    answered = (attempt.error_class == "") & attempt.status.in_(("done", "cut_short"))
    slow = answered & (attempt.first_token_ms > slow_ms)
    failed = (attempt.error_class != "") & attempt.error_class.not_in(_REQUESTS_OWN)
    # In Peewee the percent sign of Python is LIKE.
    hour = request.at - Expression(request.at, OP.MOD, HOUR_MS)
    rows: Any = (
        attempt.select(attempt.channel_id, hour, _sum(answered), _sum(slow), _sum(failed))
        .join(request, on=(request.id == attempt.log_id))
        .where(request.at >= start_ms)
        .group_by(attempt.channel_id, hour)
        .tuples()
    )
    return {
        (channel_id, at): (int(fine) - int(late), int(late), int(bad))
        for channel_id, at, fine, late, bad in rows
    }


def used_by_key(start_ms: int) -> dict[tuple[int, int], int]:
    """(channel id, key id) -> tokens in and out of requests that began at ``start_ms`` or later."""
    request, attempt = schema.Request, schema.Attempt
    tokens = fn.SUM(attempt.input_tokens + attempt.output_tokens)
    rows: Any = (
        attempt.select(attempt.channel_id, attempt.key_id, tokens)
        .join(request, on=(request.id == attempt.log_id))
        .where(request.at >= start_ms)
        .group_by(attempt.channel_id, attempt.key_id)
        .tuples()
    )
    return {(channel_id, key_id): int(used or 0) for channel_id, key_id, used in rows}


def _sum(condition: Any) -> Any:
    return fn.SUM(Case(None, ((condition, 1),), 0))
