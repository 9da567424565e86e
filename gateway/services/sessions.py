"""Realtime sessions, put together from the gateway's parts."""

from __future__ import annotations

from collections.abc import Callable

from gateway.relay.objects import ObjectKeepers
from gateway.relay.realtime import Connects, Realtime
from gateway.relay.realtime_turns import TurnTools
from gateway.relay.settling import Settler
from gateway.services.context import Context


def realtime_sessions(
    context: Context, settler: Settler, connects: Connects, new_id: Callable[[], str]
) -> Realtime:
    """``new_id`` makes the id of a response in the log."""

    def proxy() -> str:
        return str(context.settings.relay_proxy)

    tools = TurnTools(
        ledger=context.ledger,
        tallies=context.tallies,
        settler=settler,
        prices=context.prices,
        live=context.live,
        events=context.events,
        now_ms=context.now_ms,
        new_id=new_id,
    )
    keepers = ObjectKeepers(context.planner, context.provider, context.transport, proxy)
    return Realtime(tools, keepers, context.planner, context.provider, connects, proxy)
