"""Testing many channels in the background, a few at a time."""

from __future__ import annotations

import asyncio
import logging

from gateway.domain.channel import Channel, KeyState
from gateway.errors import HomeportError
from gateway.services.channel_tests import ChannelTester
from gateway.services.state import State
from gateway.tasks import TaskGroup

log = logging.getLogger(__name__)

AT_ONCE = 3
_REFUSED = (KeyState.REJECTED, KeyState.NO_MONEY)


class TestRounds:
    """At most one round at a time."""

    def __init__(self, state: State, tester: ChannelTester) -> None:
        self._state = state
        self._tester = tester
        self._tasks = TaskGroup("channel tests")

    @property
    def running(self) -> bool:
        return len(self._tasks) > 0

    def start(self, *, only_failing: bool) -> bool:
        """False while a round is under way."""
        if self.running:
            return False
        wanted = _is_failing if only_failing else _is_on
        channels = [channel for channel in self._state.channels.all if wanted(channel)]
        self._tasks.spawn(self._round(channels), "round")
        return True

    async def wait(self) -> None:
        """Until no round is under way."""
        await self._tasks.wait()

    async def close(self) -> None:
        await self._tasks.close()

    async def _round(self, channels: list[Channel]) -> None:
        slots = asyncio.Semaphore(AT_ONCE)

        async def test(channel: Channel) -> None:
            async with slots:
                try:
                    await self._tester.test(channel, "")
                except HomeportError as error:
                    log.info("channel %d was not tested: %s", channel.id, error)

        await asyncio.gather(*(test(channel) for channel in channels))


def _is_on(channel: Channel) -> bool:
    return channel.enabled


def _is_failing(channel: Channel) -> bool:
    return not channel.enabled or any(key.state in _REFUSED for key in channel.keys)
