"""What a client is sent while its answer is waited for."""

from __future__ import annotations

from gateway.relay.call import Sink
from gateway.relay.exchange import Exchange
from gateway.tasks import spawn


def keep_alive(exchange: Exchange, sink: Sink) -> None:
    """Writes one keep-alive, in a task of its own."""
    spawn(_write(exchange, sink), "keep-alive")


async def _write(exchange: Exchange, sink: Sink) -> None:
    """Fixes the status, nothing more: candidates are still tried until the first content event."""
    if exchange.write_keep_alive is None:
        return  # it ended in the moment before
    dialect = exchange.call.dialect
    frames = dialect.keep_alive()
    if not frames:
        return  # a dialect without one: the status stays open
    try:
        await sink.start(dialect.stream_content_type, {})
        if exchange.write_keep_alive is not None:
            await sink.write(frames)
    except ConnectionError:
        return
