"""Whether the ledger is in order: at the start and once an hour, since it was last looked at."""

from __future__ import annotations

import asyncio
import logging
from functools import partial

from gateway.errors import StoreUnavailable
from gateway.events import ServerChanged
from gateway.services.context import Context
from gateway.store import ledger_checkpoint
from gateway.store.ledger_checkpoint import Since
from gateway.store.ledger_rows import Difference

log = logging.getLogger(__name__)

_EVERY_S = 3600.0


class LedgerCheck:
    """Looks at the ledger and remembers what it found."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.differences: tuple[Difference, ...] = ()
        """Accounts that are not what their entries add up to, when that was last looked at."""

    async def run(self) -> None:
        """Looks now. What is wrong is logged and told, and stops nobody: the owner decides."""
        found: Since = await self._context.database.write(
            partial(ledger_checkpoint.keep, self._context.now_ms())
        )
        if found.differences == self.differences:
            return
        self.differences = found.differences
        for difference in found.differences:
            log.error("the ledger is not in order: %s", difference)
        self._context.events.publish(ServerChanged())

    async def run_hourly(self) -> None:
        """For ever."""
        while True:
            await asyncio.sleep(_EVERY_S)
            try:
                await self.run()
            except StoreUnavailable as error:
                log.warning("the ledger could not be looked at: %s", error)
