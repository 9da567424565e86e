"""What the relay works with, in memory: loaded from the store, changed with each commit.

A change is one write and what follows from it in memory. The two cannot be separated: not by time
(memory follows before anybody learns that the write succeeded), nor by a caller who stops waiting.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Generic, TypeVar

from gateway.domain.budget import NOTHING
from gateway.domain.calendar import WEEK_STARTS, Calendar
from gateway.domain.channel import KeyState
from gateway.domain.routing import Strategy
from gateway.errors import StoreUnavailable
from gateway.events import SettingsChanged
from gateway.relay.planner import Candidate
from gateway.services.channel_state import ChannelState
from gateway.services.context import Context
from gateway.services.overrides import Overrides
from gateway.services.routing_rules import OPTION as RULES
from gateway.services.routing_rules import stored_rules
from gateway.services.token_state import TokenState
from gateway.store import budget_use
from gateway.store import channels as channel_rows
from gateway.store import options as option_rows
from gateway.store import people as people_rows
from gateway.store import tokens as token_rows
from gateway.tasks import TaskGroup

T = TypeVar("T")
Prices = tuple[dict[str, Fraction], Overrides]
"""The groups' multipliers, and the owner's prices and ratios."""


@dataclass(frozen=True, slots=True)
class _Outcome(Generic[T]):
    value: T | None = None
    error: Exception | None = None


class State:
    """Channels, tokens, people, groups, prices and settings in force."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._tasks = TaskGroup("state")
        self.channels = ChannelState(context, self.change, self._tasks)
        self.tokens = TokenState(context)
        self.groups: dict[str, Fraction] = {}
        self.overrides = Overrides()

    async def load(self) -> None:
        """Everything, balances included: before the first request. Raises StoreUnavailable."""
        await self.reload_settings()
        self.context.tallies.forget(self._calendar())
        await self.reload_prices()
        await self._load_tokens(balances=True)
        await self.reload_channels()

    async def reload_channels(self) -> None:
        """All channels and their secrets anew: at the start, and when the vault has changed."""
        await self.change(
            lambda: (channel_rows.list_all(), channel_rows.sealed_keys()),
            lambda rows: self.channels.load(*rows),
        )

    async def reload_tokens(self) -> None:
        """All people and tokens. Balances of accounts already known stay the ledger's."""
        await self._load_tokens(balances=False)

    async def _load_tokens(self, *, balances: bool) -> None:
        await self.change(
            lambda: (
                people_rows.list_all(),
                people_rows.access_hashes(),
                token_rows.list_all(),
                people_rows.group_limits(),
            ),
            lambda rows: self.tokens.load(*rows, balances=balances),
        )

    async def reload_prices(self) -> None:
        """Price overrides, one-api's ratios, and the groups' multipliers."""
        await self.change(read_prices, self.take_prices)

    async def reload_settings(self) -> None:
        await self.change(option_rows.get_all, self.take_settings)

    def take_prices(self, rows: Prices) -> None:
        self.groups, self.overrides = rows
        overrides = self.overrides
        self.context.prices.set_overrides(overrides.prices, overrides.maps, self.groups)
        self.context.events.publish(SettingsChanged(("prices",)))

    def take_settings(self, stored: dict[str, str]) -> None:
        settings = self.context.settings
        settings.load(stored)
        self.context.routing.take(
            stored_rules(stored.get(RULES, "")),
            Strategy(settings.routing_strategy),
            settings.sticky_minutes * 60.0,
            float(settings.hedge_after_s),
        )
        self.context.database.outlive_power(settings.durability == "power")
        calendar, tallies = self._calendar(), self.context.tallies
        if calendar.week_start != tallies.calendar.week_start:
            tallies.forget(calendar)

    def _calendar(self) -> Calendar:
        return Calendar(self.context.zone, WEEK_STARTS[self.context.settings.week_start])

    async def _load_tallies(self) -> None:
        """What was used of budgets that are new, or that another calendar counts."""
        tallies = self.context.tallies.unloaded
        if not tallies:
            return
        now = self.context.now_ms()
        since = min(tally.reaches_back_to(now) for tally in tallies)
        wanted = [(tally.scope, tally.key) for tally in tallies]
        in_all = [(tally.scope, tally.key) for tally in tallies if tally.counts_in_all]
        sums = await self.context.database.read(partial(budget_use.load, since, wanted, in_all))
        for tally in tallies:
            key = (tally.scope, tally.key)
            tally.load(now, sums.rows.get(key, ()), sums.totals.get(key, NOTHING), sums.log_id)

    def group_names(self) -> list[str]:
        """``default``, groups with a multiplier or limits, and those of channels and people."""
        known = sorted({*self.groups, *self.tokens.groups})
        used = [group for channel in self.channels.all for group in channel.groups]
        used += [person.group for person in self.tokens.people.values()]
        return list(dict.fromkeys(["default", *known, *used]))

    async def change(self, write: Callable[[], T], take: Callable[[T], None]) -> T:
        """Runs ``write`` in the store and, once it is committed, ``take`` on the loop.

        Both happen or neither, even if the caller is cancelled. Raises what ``write`` raised.
        """
        outcome = await asyncio.shield(self._tasks.spawn(self._change(write, take), "change"))
        if outcome.error is not None:
            raise outcome.error
        return outcome.value  # type: ignore[return-value]  # T may itself be None

    async def _change(self, write: Callable[[], T], take: Callable[[T], None]) -> _Outcome[T]:
        try:
            value = await self.context.database.write(write)
        except Exception as error:
            return _Outcome(error=error)
        take(value)
        try:
            await self._load_tallies()
        except StoreUnavailable as error:
            return _Outcome(error=error)
        return _Outcome(value)

    def note_key(self, candidate: Candidate, state: KeyState, reason: str, seconds: float) -> None:
        """The pipeline's callback; see :meth:`ChannelState.note_key`."""
        self.channels.note_key(candidate, state, reason, seconds)

    async def drain(self) -> None:
        """Waits for changes under way; call it before the store closes."""
        await self._tasks.wait()


def read_prices() -> Prices:
    """Runs inside a write or read."""
    return people_rows.groups(), Overrides.parse(
        option_rows.price_overrides(), option_rows.get_all()
    )
