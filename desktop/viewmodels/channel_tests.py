"""Tests of channels that a person asked for: one, or all that are on, three at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop.aio import Jobs
from desktop.models.channel_status import Standing
from gateway.app import Gateway
from gateway.errors import HomeportError
from gateway.services.channels import TestResult

AT_ONCE = 3


class ChannelTests(QObject):
    """What is being tested; results come as signals."""

    changed = Signal()
    ended = Signal(int)
    """A channel's test is over, however it ended."""
    tested = Signal(int, object)
    """The TestResult of one channel that was asked for alone."""
    refused = Signal(int, object)
    """Why a channel that was asked for alone could not be tested."""
    round_ended = Signal(int, list)
    """After a round: how many work, and the ids of those that do not."""

    def __init__(self, gateway: Gateway, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self)
        self._standings: dict[int, Standing] = {}
        self._round: tuple[int, int] | None = None

    @property
    def round(self) -> tuple[int, int] | None:
        """Of a round under way: how many are done, how many there are."""
        return self._round

    def standing(self, channel_id: int) -> Standing | None:
        """``TESTING``, ``WAITING``, or None."""
        return self._standings.get(channel_id)

    def run(self, channel_id: int) -> None:
        """A real request through one channel; ``tested`` or ``refused`` tells how it went."""
        if channel_id not in self._standings:
            self._standings[channel_id] = Standing.TESTING
            self._jobs.run(_name(channel_id), self._alone(channel_id))
            self.changed.emit()

    def cancel(self, channel_id: int) -> None:
        self._jobs.cancel(_name(channel_id))
        # A task that is cancelled before its first step cleans nothing up.
        if self._standings.get(channel_id) is Standing.TESTING and self._round is None:
            del self._standings[channel_id]
            self.changed.emit()

    async def _alone(self, channel_id: int) -> None:
        try:
            result = await self._test(channel_id)
        except HomeportError as error:
            self.refused.emit(channel_id, error)
        else:
            self.tested.emit(channel_id, result)

    async def _test(self, channel_id: int) -> TestResult:
        self._standings[channel_id] = Standing.TESTING
        self.changed.emit()
        try:
            return await self._gateway.channels.test(channel_id)
        finally:
            self._standings.pop(channel_id, None)
            self.ended.emit(channel_id)
            self.changed.emit()

    def run_all(self, channel_ids: Sequence[int]) -> None:
        """A round; without effect while one is under way."""
        wanted = [ident for ident in channel_ids if ident not in self._standings]
        if wanted and self._round is None:
            self._jobs.run("round", self._test_round(wanted))

    def cancel_round(self) -> None:
        """Ends the tests under way; what they have found stays."""
        self._jobs.cancel("round")

    async def _test_round(self, wanted: Sequence[int]) -> None:
        slots = asyncio.Semaphore(AT_ONCE)
        done = works = 0
        failed: list[int] = []

        def note() -> None:
            self._round = (done, len(wanted))
            self.changed.emit()

        async def test(channel_id: int) -> None:
            nonlocal done, works
            async with slots:
                try:
                    ok = (await self._test(channel_id)).ok
                except HomeportError:
                    ok = False  # it cannot be tested now: its keys cannot be opened, or it is gone
            works += ok
            if not ok:
                failed.append(channel_id)
            done += 1
            note()

        self._standings.update(dict.fromkeys(wanted, Standing.WAITING))
        note()
        try:
            await asyncio.gather(*(test(channel_id) for channel_id in wanted))
            self.round_ended.emit(works, [ident for ident in wanted if ident in failed])
        finally:
            self._round = None
            for channel_id in wanted:
                self._standings.pop(channel_id, None)
            self.changed.emit()


def _name(channel_id: int) -> str:
    return f"test {channel_id}"
