"""Tests in the request log: the owner's own requests, whose cost is seen but charged to nobody."""

from __future__ import annotations

import asyncio

from gateway.domain.failure import Failure
from gateway.domain.person import OWNER_ID
from gateway.domain.price import ONE, Price
from gateway.domain.usage import Usage
from gateway.events import RequestFinished
from gateway.relay.money import applied_price
from gateway.relay.settling import count
from gateway.services.channel_test_request import TestRun
from gateway.services.context import Context
from gateway.store.journal import AttemptRow, RequestRow, Settlement

ENDPOINT = "test"
"""What stands as the endpoint of a test in the request log."""
CLIENT = "Homeport"


def log_test(
    context: Context,
    run: TestRun,
    price: Price | None,
    status: str,
    usage: Usage,
    failure: Failure | None,
) -> asyncio.Future[int]:
    """Queues a test for the log. The future is its log id, once committed."""
    factor = run.channel.cost_factor
    cost = price.nano(usage, factor) if price is not None and run.answered else 0
    request = _request_row(context, run, status, usage, failure)
    request.cost_nano = cost
    if run.answered:
        unpriced = '{"source":"unpriced","lines":[]}'
        request.price_json = unpriced if price is None else applied_price(price, ONE, usage)
    settlement = Settlement(request, [_attempt_row(run, request, failure)], [])
    future = context.database.submit(settlement)
    future.add_done_callback(lambda done: _booked(context, settlement, done))
    return future


def _request_row(
    context: Context, run: TestRun, status: str, usage: Usage, failure: Failure | None
) -> RequestRow:
    return RequestRow(
        request_id=run.request_id,
        at=run.at,
        finished_at=context.now_ms(),
        token_id=0,
        person_id=OWNER_ID,
        channel_id=run.channel.id,
        channel_name=run.channel.name,
        provider=run.provider.id,
        requested_model=run.model,
        sent_model=run.sent,
        dialect_in=run.dialect,
        dialect_out=run.dialect,
        endpoint=ENDPOINT,
        stream=bool(run.meter.texts),
        status=status,
        http_status=run.http_status,
        error_class=failure.kind.value if failure else "",
        error_code=failure.error_code if failure else "",
        error_message=failure.message if failure else "",
        first_token_ms=run.first_token_ms,
        duration_ms=run.elapsed_ms,
        input_tokens=usage.input,
        output_tokens=usage.output,
        cache_read_tokens=usage.cache_read,
        cache_write_tokens=usage.cache_write + usage.cache_write_1h,
        reasoning_tokens=usage.reasoning,
        estimated=usage.estimated,
        client=CLIENT,
        upstream_request_id=run.upstream_id,
        attempts=1,
    )


def _attempt_row(run: TestRun, request: RequestRow, failure: Failure | None) -> AttemptRow:
    return AttemptRow(
        request_id=run.request_id,
        number=1,
        channel_id=run.channel.id,
        channel_name=run.channel.name,
        key_id=run.key.id if run.key else 0,
        key_hint=run.key.hint if run.key else "",
        sent_model=run.sent,
        status=request.status,
        http_status=request.http_status,
        error_class=request.error_class,
        error_message=request.error_message,
        connect_ms=run.connect_ms,
        first_token_ms=run.first_token_ms,
        duration_ms=request.duration_ms,
        input_tokens=request.input_tokens,
        output_tokens=request.output_tokens,
        cost_nano=request.cost_nano,
        upstream_request_id=run.upstream_id,
    )


def _booked(context: Context, settlement: Settlement, done: asyncio.Future[int]) -> None:
    if done.cancelled() or done.exception() is not None:
        return
    if context.tallies:
        count(context.tallies, settlement, done.result())
    row = settlement.request
    if not context.events.watched:
        return
    context.events.publish(
        RequestFinished(
            request_id=row.request_id,
            log_id=done.result(),
            at=row.finished_at,
            model=row.requested_model,
            channel_id=row.channel_id,
            channel_name=row.channel_name,
            token_id=0,
            token_name="",
            client=row.client,
            status=row.status,
            http_status=row.http_status,
            input_tokens=row.input_tokens,
            output_tokens=row.output_tokens,
            charge_nano=0,
            first_token_ms=row.first_token_ms,
            duration_ms=row.duration_ms,
        )
    )
