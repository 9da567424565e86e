"""Testing channels by themselves, as often as the settings say: chats and embeddings alone.

Whoever rests or was refused is asked too, so that what works again is used again; what its owner
has switched off, or lets rest, is left alone.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from gateway.domain.channel import Channel, ChannelKey, KeyState
from gateway.errors import HomeportError
from gateway.services.channel_tests import ChannelTester
from gateway.services.context import Context
from gateway.services.state import State
from gateway.tasks import TaskGroup

log = logging.getLogger(__name__)

AT_ONCE = 2
APART_S = 2.0
"""Seconds between the beginnings of two channels' tests."""
_LOOK_EVERY_S = 60.0
_MINUTE_MS = 60_000


class ScheduledTests:
    """Each key of a channel is tested, because each may be another account's. Nothing is sent while
    the owner has paused requests.
    """

    def __init__(self, context: Context, state: State, tester: ChannelTester) -> None:
        self._context = context
        self._state = state
        self._tester = tester
        self._tasks = TaskGroup("scheduled tests")
        self._round_at = context.now_ms()  # a start is no reason to spend
        self.apart_s = APART_S

    async def run(self, paused: Callable[[], bool]) -> None:
        """Starts a round as often as the settings say."""
        while True:
            self.look(paused)
            await asyncio.sleep(_LOOK_EVERY_S)

    def look(self, paused: Callable[[], bool]) -> bool:
        """Starts a round if one is due and nothing is paused."""
        minutes = int(self._context.settings.channel_test_minutes)
        due = minutes and self._context.now_ms() - self._round_at >= minutes * _MINUTE_MS
        if not due or len(self._tasks) or paused():
            return False
        self._round_at = self._context.now_ms()
        channels = [each.id for each in self._state.channels.all if self._wants(each)]
        self._tasks.spawn(self._round(channels, paused), "round")
        return True

    async def wait(self) -> None:
        """Until no round is under way."""
        await self._tasks.wait()

    async def close(self) -> None:
        await self._tasks.close()

    def _wants(self, channel: Channel) -> bool:
        return channel.enabled and not self._context.rests.by_owner(channel.id)

    async def _round(self, channel_ids: list[int], paused: Callable[[], bool]) -> None:
        slots = asyncio.Semaphore(AT_ONCE)

        async def test(place: int, channel_id: int) -> None:
            await asyncio.sleep(place * self.apart_s)
            async with slots:
                await self._test(channel_id, paused)

        await asyncio.gather(*(test(place, each) for place, each in enumerate(channel_ids)))

    async def _test(self, channel_id: int, paused: Callable[[], bool]) -> None:
        """Its keys one after another: what the last of them said stands in the channel, so those
        that were refused come first.
        """
        try:
            keys = _keys(self._state.channels.get(channel_id))
            for key in keys:
                channel = self._state.channels.get(channel_id)
                if paused() or not self._wants(channel):
                    return
                mine = next((each for each in channel.keys if key and each.id == key.id), None)
                if key is not None and (mine is None or mine.state is KeyState.OFF):
                    continue  # taken away, or switched off, since the round began
                await self._tester.test(channel, key=mine, scheduled=True)
        except HomeportError as error:
            log.info("channel %d was not tested: %s", channel_id, error)


def _keys(channel: Channel) -> list[ChannelKey | None]:
    """Those that are on and can be opened; one without a key is asked without."""
    if not channel.keys:
        return [None]
    usable = [
        each for each in channel.keys if each.state is not KeyState.OFF and each.secret is not None
    ]
    return [*sorted(usable, key=lambda each: each.state is KeyState.READY)]
