"""The parts that services work with, put together once by the gateway."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo

from gateway.config import Config, Settings
from gateway.events import EventBus
from gateway.ledger.ledger import Ledger
from gateway.ledger.tally import Tallies
from gateway.providers.base import Provider
from gateway.relay.callers import Callers
from gateway.relay.counting import TokenCounter
from gateway.relay.credentials import Credentials
from gateway.relay.daily import DailyTokens
from gateway.relay.limits import CallerGauges
from gateway.relay.live import Live
from gateway.relay.memory import Memory
from gateway.relay.planner import Planner
from gateway.relay.prices import PriceBook
from gateway.relay.rests import Rests
from gateway.relay.routing import Routing
from gateway.relay.transport import Transport
from gateway.store.database import Database
from gateway.vault.vault import Vault


@dataclass(slots=True, kw_only=True)
class Context:
    """Everything below the services, by name. ``now_ms`` is Unix milliseconds."""

    config: Config
    database: Database
    vault: Vault
    ledger: Ledger
    prices: PriceBook
    planner: Planner
    rests: Rests
    routing: Routing
    daily: DailyTokens
    callers: Callers
    caller_gauges: CallerGauges
    tallies: Tallies
    transport: Transport
    credentials: Credentials
    local_transport: Transport
    """Answers for providers that live in this process (Echo)."""
    counter: TokenCounter
    events: EventBus
    settings: Settings
    live: Live
    memory: Memory
    provider: Callable[[str], Provider]
    """A provider by its id. Raises NotFound."""
    now_ms: Callable[[], int]
    zone: tzinfo
    """Whose calendar budgets follow."""

    def relay_proxy(self) -> str:
        """The proxy for channels without one of their own."""
        return str(self.settings.relay_proxy)
