"""What a gateway is made of, and how its parts know each other. :mod:`gateway.app` runs them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import tzinfo
from functools import partial

from gateway.config import Config, Settings
from gateway.domain.calendar import Calendar
from gateway.domain.channel import Channel
from gateway.domain.sharing import Place
from gateway.errors import GatewayError, VaultError
from gateway.events import EventBus, ServerChanged
from gateway.lan.interfaces import read_places
from gateway.ledger.ledger import Ledger
from gateway.ledger.tally import Tallies
from gateway.lock import DataLock
from gateway.providers.registry import provider
from gateway.relay.accounting import Tools
from gateway.relay.answering import Answering
from gateway.relay.background import Backgrounds
from gateway.relay.call import new_request_id
from gateway.relay.callers import Caller, Callers
from gateway.relay.channel_gauges import ChannelGauges
from gateway.relay.choosing import TYPICAL
from gateway.relay.counting import TokenCounter
from gateway.relay.credentials import Credentials
from gateway.relay.daily import DailyTokens
from gateway.relay.echo import EchoTransport
from gateway.relay.limits import CallerGauges
from gateway.relay.live import Live
from gateway.relay.memory import Memory
from gateway.relay.pictures import PictureFetcher
from gateway.relay.pipeline import Pipeline
from gateway.relay.planner import Planner
from gateway.relay.prices import PriceBook
from gateway.relay.queueing import Queue
from gateway.relay.rests import Rests
from gateway.relay.routing import Routing
from gateway.relay.settling import Settler
from gateway.relay.token_counts import TokenCounts
from gateway.relay.transport_choice import UpstreamTransport
from gateway.server.door import Door
from gateway.server.listeners import Bound, Listeners
from gateway.services.batches import object_services
from gateway.services.catalogue import CatalogueService
from gateway.services.channels import ChannelService
from gateway.services.context import Context
from gateway.services.data import DataService
from gateway.services.diagnostics import DiagnosticsService
from gateway.services.ledger_export import LedgerExport
from gateway.services.limits import LimitService
from gateway.services.local_days import day_start_ms, system_zone
from gateway.services.log_export import LogExport
from gateway.services.logs import LogService
from gateway.services.models import ModelService
from gateway.services.pause import PauseService
from gateway.services.people import PeopleService
from gateway.services.price_updates import PriceUpdates
from gateway.services.probes import Probes
from gateway.services.responses import ResponseService
from gateway.services.restore import RestoreService
from gateway.services.routes import RouteService
from gateway.services.sessions import realtime_sessions
from gateway.services.settings import SettingsService
from gateway.services.sharing import SharingService
from gateway.services.state import State
from gateway.services.statements import StatementService
from gateway.services.tokens import TokenService
from gateway.services.transfer import TransferService
from gateway.services.updates import UpdateService
from gateway.services.usage import UsageService
from gateway.services.vault import VaultService
from gateway.store.database import Database
from gateway.store.progress import Progress
from gateway.tasks import TaskGroup
from gateway.vault import Vault
from gateway.version import __version__


def wall_ms() -> int:
    """Unix milliseconds (UTC)."""
    return time.time_ns() // 1_000_000


class Parts:
    """Every part of a gateway: made when it is, when its store is open, and when it is loaded."""

    database: Database
    progress: Progress
    vault: Vault
    catalogue: CatalogueService
    state: State

    def __init__(
        self,
        config: Config,
        *,
        networks: Callable[[], Sequence[Place]] = read_places,
        now_ms: Callable[[], int] = wall_ms,
        zone: tzinfo | None = None,
    ) -> None:
        self.now_ms = now_ms
        self.zone = zone or system_zone()
        self.config = config
        self.version = __version__
        self.settings: Settings = config.settings
        self.events = EventBus()
        # A database elsewhere is guarded where it lies: two writers would mean wrong money.
        folders = dict.fromkeys((config.data_dir, config.database_path.parent))
        self._locks = [DataLock(folder) for folder in folders]
        self._networks = networks
        self._make_parts()

    def _make_parts(self) -> None:
        """What lives from a start to a stop."""
        self.draining = False
        self.started_at = 0
        self.rests = Rests(time.monotonic)
        self.ledger = Ledger()
        self.tallies = Tallies(Calendar(self.zone))
        self.queue = Queue(lambda: self.settings.queue_s, lambda: self.settings.queue_places)
        self.channel_gauges = ChannelGauges(time.monotonic, self.tallies, self.now_ms)
        self.caller_gauges = CallerGauges(time.monotonic, self.queue)
        self.daily = DailyTokens(self.now_ms, self._today)
        self.planner = Planner(self.rests, self.channel_gauges, daily=self.daily)
        self.routing = Routing(self.planner, self._typical_cost, time.monotonic)
        self.counter = TokenCounter()
        self.live = Live(lambda: self.settings.keep_alive_s)
        self._transport = UpstreamTransport()
        self._credentials = Credentials(self._transport, partial(self._setting, "relay_proxy"))
        self._listeners = Listeners()
        self.door = Door(self.settings, self._listeners, self.events, self.now_ms)
        self._tasks = TaskGroup("gateway")
        self._opened = False

    def _today(self) -> tuple[int, int]:
        now = self.now_ms()
        return day_start_ms(now, self.zone), day_start_ms(now, self.zone, 1)

    def _build_relay(self, prices: PriceBook) -> None:
        """What serves requests, once the store is open."""
        database = self.database
        self.prices = prices
        self.callers = Callers(self._token_hash, self.now_ms)
        self.settler = Settler(
            database,
            self.progress,
            self.ledger,
            self.tallies,
            self.events,
            self.now_ms,
            database.node,
            database.epoch,
        )
        self.settler.counts = self.daily.count
        database.on_health_change(self._store_changed)
        self.memory = Memory(database, self.vault, self.settings, self.now_ms)
        echo, proxy = EchoTransport(), partial(self._setting, "relay_proxy")
        credentials = self._credentials
        tools = self._tools(prices, echo)
        self.pipeline = Pipeline(
            tools,
            self.planner,
            self.rests,
            self.routing,
            provider,
            lambda: self.settings.max_attempts,
        )
        self.answering = Answering(
            self.memory.replays, self.memory.cache, self.routing, self.settler, self.pipeline.run
        )
        self.token_counts = TokenCounts(
            self.planner, provider, self._transport, credentials, self.counter, proxy
        )
        self._context = Context(
            config=self.config,
            database=database,
            vault=self.vault,
            ledger=self.ledger,
            prices=prices,
            planner=self.planner,
            rests=self.rests,
            routing=self.routing,
            daily=self.daily,
            callers=self.callers,
            caller_gauges=self.caller_gauges,
            tallies=self.tallies,
            transport=self._transport,
            credentials=credentials,
            local_transport=echo,
            counter=self.counter,
            events=self.events,
            settings=self.settings,
            live=self.live,
            memory=self.memory,
            now_ms=self.now_ms,
            zone=self.zone,
            provider=provider,
        )

    def _tools(self, prices: PriceBook, echo: EchoTransport) -> Tools:
        """What attempts work with."""
        return Tools(
            transport=self._transport,
            credentials=self._credentials,
            local=echo,
            prices=prices,
            ledger=self.ledger,
            tallies=self.tallies,
            settler=self.settler,
            counter=self.counter,
            events=self.events,
            live=self.live,
            relay_proxy=partial(self._setting, "relay_proxy"),
            relay_timeout_s=lambda: float(self.settings.relay_timeout_s),
            memory=self.memory,
            queue_s=lambda: float(self.settings.queue_s),
            pictures=PictureFetcher(lambda: str(self.settings.fetch_images)),
        )

    def _build_services(self) -> None:
        """What owners do, once the state is loaded."""
        context, state = self._context, self.state
        self.channels = ChannelService(context, state)
        self.probes = Probes(context, state, self.channels.balances)
        self.routes = RouteService(context, state)
        self.tokens = TokenService(context, state)
        self.people = PeopleService(context, state)
        self.limits = LimitService(context, state)
        self.logs = LogService(context, state)
        self.log_export = LogExport(context)
        self.ledger_export = LedgerExport(context)
        self.statements = StatementService(context, state)
        self.usage = UsageService(context, state)
        self.models = ModelService(context, state)
        self.settings_service = SettingsService(context, state)
        self.price_updates = PriceUpdates(context, state, self.catalogue, self.settings_service)
        self.data = DataService(context)
        self.backgrounds = Backgrounds(self.memory.continuations, self.live, self.pipeline.run)
        self.responses = ResponseService(context, self.backgrounds)
        self.pause = PauseService(context, state, self._tasks)
        self.updates = UpdateService(context, state)
        self.diagnostics = DiagnosticsService(context, state, self.usage)
        self.restore = RestoreService(context)
        self.transfer = TransferService(
            context,
            state,
            self.settings_service,
            self.people,
            self.channels,
            self.tokens,
            self.limits,
            self.routes,
        )
        self.vault_service = VaultService(context)
        self.files, self.batches = object_services(context, self.settler)
        self.realtime = realtime_sessions(context, self.settler, self._transport, new_request_id)
        self.sharing = SharingService(
            context, self.settings_service, self._listeners, self.door.bans, self._networks
        )

    @property
    def bound(self) -> Bound | None:
        """Where it listens, None while it does not."""
        return self._listeners.bound

    def models_for(self, caller: Caller) -> list[str]:
        """Models a caller may ask for, in channel order."""
        models = self.planner.snapshot.models(caller.group)
        return [name for name in models if caller.token.allows_model(name)]

    def _token_hash(self, bare: str) -> bytes:
        try:
            return self.vault.token_hash(bare)
        except VaultError as error:
            raise GatewayError(
                "vault_locked",
                "Homeport's vault is locked, so it cannot tell whose key this is; "
                "unlock the system's keyring on the computer it runs on",
                retry_after_s=10,
            ) from error

    def _typical_cost(self, channel: Channel, sent_model: str) -> int | None:
        price = self.prices.price(channel.provider, sent_model)
        return None if price is None else price.nano(TYPICAL, channel.cost_factor)

    def _setting(self, name: str) -> str:
        return str(getattr(self.settings, name))

    def _store_changed(self, healthy: bool) -> None:
        if healthy:
            self.settler.store_recovered()
        self.events.publish(ServerChanged())
