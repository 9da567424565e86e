"""The gateway: owns every part, starts and stops them in order. The one object the window holds."""

from __future__ import annotations

import asyncio
import logging
from functools import partial

from gateway.errors import EXIT_STORE, StartError, StoreUnavailable
from gateway.events import ServerChanged, VaultChanged
from gateway.ledger.recovery import recover
from gateway.parts import Parts
from gateway.providers.registry import is_local, numeric_types
from gateway.relay.prices import PriceBook
from gateway.server.factory import make_server
from gateway.server.listeners import Bound
from gateway.services.catalogue import open_catalogue
from gateway.services.first_run import FirstRun, ensure_owner
from gateway.services.ledger_check import LedgerCheck
from gateway.services.state import State
from gateway.services.upkeep import forget_old
from gateway.status import GatewayStatus
from gateway.store import ledger_rows
from gateway.store.database import Database
from gateway.store.journal import Intent
from gateway.store.progress import Progress
from gateway.store.vault_rows import VaultRows
from gateway.vault import Vault

log = logging.getLogger(__name__)

DRAIN_S = 10.0


class Gateway(Parts):
    """Everything but the window. ``start`` and ``stop`` run on the loop that will serve."""

    # Start

    async def start(self, *, first_run_file: bool = False, listen: bool = True) -> FirstRun | None:
        """Opens everything and, unless told not to, listens. Raises StartError, nothing open.

        Returns what the first start made (password, keys), None on later ones.
        """
        try:
            for lock in self._locks:
                lock.acquire()
            await self._open_store()
            first_run = await self._build(first_run_file=first_run_file)
            if listen:
                await self.listen()
        except BaseException:
            await self._close()
            self._make_parts()
            raise
        self.started_at = self.now_ms()
        self._tasks.spawn(forget_old(self._context), "retention")
        self._tasks.spawn(self.data.keep_backups(), "daily backups")
        self._tasks.spawn(self.updates.run(), "updates")
        self._tasks.spawn(self.channels.balances.run(), "balances")
        paused = lambda: self.pause.paused  # noqa: E731 - it is asked again and again
        self._tasks.spawn(self.channels.scheduled_tests.run(paused), "channel tests")
        self._tasks.spawn(self.batches.run(), "batches")
        self._tasks.spawn(self.probes.run(), "probes")
        self._tasks.spawn(self.ledger_check.run_hourly(), "ledger check")
        self.events.publish(ServerChanged())
        return first_run

    async def _open_store(self) -> None:
        self.database = database = Database(self.config.database_path)
        self.progress = Progress(database.path, lambda: database.outlives_power)
        await asyncio.get_running_loop().run_in_executor(None, self.database.open)
        self._opened = True
        self.vault = Vault(
            self.config.data_dir,
            VaultRows(self.database),
            key_file=self.config.master_key_file,
            on_change=self._vault_changed,
        )
        await self.vault.open()

    async def _build(self, *, first_run_file: bool) -> FirstRun | None:
        """Puts the parts together on the open store, loads them, books what a crash left."""
        book, data = PriceBook({}, is_local, numeric_types), self.config.data_dir
        self.catalogue = await open_catalogue(book, data, self.now_ms, self.events)
        self._build_relay(book)
        self.ledger_check = LedgerCheck(self._context)
        self._first_run_file = first_run_file
        self.state = State(self._context)
        first_run = None
        if self.vault.state.is_open:
            first_run = await ensure_owner(self._context, write_file=first_run_file)
        await self.state.load()
        await self._recover()
        await self.ledger_check.run()
        self.pipeline.on_key_change(self.state.note_key)
        self._build_services()
        await self.memory.load()
        await self.pause.load()
        await self.updates.load()
        return first_run

    def _vault_changed(self) -> None:
        """The owner answered the keyring's prompt, or the vault was locked."""
        self.events.publish(VaultChanged())
        if self.started_at and self.vault.state.is_open:
            self._tasks.spawn(self._take_secrets(), "vault-opened")

    async def _take_secrets(self) -> None:
        """What could not be opened at the start:

        The owner's keys if they are new, all channels' keys.
        """
        await ensure_owner(self._context, write_file=self._first_run_file)
        await self.state.reload_tokens()
        await self.state.reload_channels()
        await self.memory.load()

    async def _recover(self) -> None:
        """Books what a crash interrupted before anything new is taken."""
        database = self.database
        intents = await database.read(
            partial(ledger_rows.open_intents, database.node, database.epoch)
        )
        if intents:
            await self._book_interrupted(intents)
        self.progress.begin()

    async def _book_interrupted(self, intents: list[Intent]) -> None:
        log.warning("%d requests were interrupted by the last end; booking them", len(intents))
        await asyncio.to_thread(self.progress.raise_intents, intents)
        futures = [
            self.database.submit(settlement)
            for settlement in recover(self.ledger, intents, self.now_ms())
        ]
        # One that cannot be booked stays an intent and must not keep the program from starting.
        for outcome in await asyncio.gather(*futures, return_exceptions=True):
            if isinstance(outcome, StoreUnavailable):
                raise StartError(f"what a crash left cannot be booked: {outcome}", EXIT_STORE)
            if isinstance(outcome, BaseException):
                log.error("an interrupted request cannot be booked", exc_info=outcome)
        await self.state.load()

    async def listen(self) -> Bound:
        """Listens where the settings say, and shares. Raises StartError (exit 5)."""
        bound = await self._listeners.start(
            make_server(self),
            self.settings.host,
            self.settings.port,
            fallback=self.config.port_fallback,
        )
        await self.sharing.start()
        return bound

    async def restart_listener(self) -> Bound:
        """Listens where the settings say now; see :meth:`Listeners.rebind`."""
        try:
            bound = await self._listeners.rebind(self.settings.host, self.settings.port)
        finally:
            self.events.publish(ServerChanged())
        await self.sharing.refresh()
        return bound

    # While it runs

    def status(self) -> GatewayStatus:
        bound = self.bound
        return GatewayStatus(
            running=bound is not None and not self.draining,
            draining=self.draining,
            store_healthy=self._opened and self.settler.working,
            vault=self.vault.state.value,
            url=bound.url if bound else "",
            port=bound.port if bound else 0,
            wanted_port=bound.wanted_port if bound else 0,
            port_holder=bound.holder if bound else "",
            in_flight=len(self.live),
            started_at=self.started_at,
            paused=self.pause.paused,
            paused_until=self.pause.until,
            port_reserved=bool(bound and bound.reserved),
            ledger_differences=len(self.ledger_check.differences) if self._opened else 0,
        )

    # Stop

    async def suspend(self, drain_s: float = DRAIN_S) -> None:
        """Stops as :meth:`stop`, but keeps the data directory: :meth:`start` goes on in it."""
        await self.stop(drain_s, keep_locks=True)
        self._make_parts()

    async def stop(self, drain_s: float = DRAIN_S, *, keep_locks: bool = False) -> None:
        """Takes nothing new, lets what runs finish for ``drain_s`` seconds, settles, closes."""
        self.draining = True
        self.events.publish(ServerChanged())
        await self._listeners.stop_accepting()
        if self._opened:
            await self.sharing.close()
            try:
                async with asyncio.timeout(drain_s):
                    await self.live.wait_empty()
            except TimeoutError:
                self.live.cancel_all()
            await self._listeners.close()  # whoever slipped in since must be booked, too
            await self.batches.drain()
            await self.channels.close()
            await self.backgrounds.close()
            await self.pipeline.drain()
            await self.settler.close()
            await self.memory.drain()
            await self.state.drain()
        await self._close(keep_locks=keep_locks)

    async def _close(self, *, keep_locks: bool = False) -> None:
        await self._tasks.close()
        await self._listeners.close()
        self.live.close()
        self.counter.drop()
        await self._credentials.close()
        await self._transport.close()
        if self._opened:
            self._opened = False
            await self.progress.close()
            await self.vault.close()
            await self.database.close()
        if not keep_locks:
            for lock in self._locks:
                lock.release()
