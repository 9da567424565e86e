"""Tests of channels that a person asked for: one, or all that are on, three at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from desktop.aio import Jobs
from desktop.models.channel_status import Standing
from gateway.app import Gateway
from gateway.domain.capability import Capability
from gateway.errors import HomeportError, ServiceError
from gateway.services.channels import TestPlan, TestResult

AT_ONCE = 3
PICTURE_SIDE = 256
"""Pixels: what is shown of a picture that was made."""


class ChannelTests(QObject):
    """What is being tested; results come as signals."""

    changed = Signal()
    ended = Signal(int)
    """A channel's test is over, however it ended."""
    tested = Signal(int, object)
    """The TestResult of one channel that was asked for alone."""
    refused = Signal(int, object)
    """Why a channel that was asked for alone could not be tested."""
    asked = Signal(int, object)
    """The TestPlan of one that costs more than a chat: it is sent once somebody agreed."""
    round_ended = Signal(int, list)
    """After a round: how many work, and the ids of those that do not."""

    def __init__(self, gateway: Gateway, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self)
        self._standings: dict[int, Standing] = {}
        self.pictures: dict[int, QImage] = {}
        """What the last test of a channel has drawn, at most 256 pixels wide and high."""
        self._round: tuple[int, int] | None = None

    @property
    def round(self) -> tuple[int, int] | None:
        """Of a round under way: how many are done, how many there are."""
        return self._round

    def standing(self, channel_id: int) -> Standing | None:
        """``TESTING``, ``WAITING``, or None."""
        return self._standings.get(channel_id)

    def plans(self, channel_id: int) -> list[TestPlan]:
        """What a channel can be tested for; empty for one that is gone."""
        try:
            return self._gateway.channels.test_plans(channel_id)
        except HomeportError:
            return []

    def run(self, channel_id: int, capability: Capability | None = None) -> None:
        """A real request through one channel; ``tested``, ``refused`` or ``asked`` tells how it
        went. Naming a capability agrees to its cost.
        """
        if channel_id not in self._standings:
            self._standings[channel_id] = Standing.TESTING
            self._jobs.run(_name(channel_id), self._alone(channel_id, capability))
            self.changed.emit()

    def cancel(self, channel_id: int) -> None:
        self._jobs.cancel(_name(channel_id))
        # A task that is cancelled before its first step cleans nothing up.
        if self._standings.get(channel_id) is Standing.TESTING and self._round is None:
            del self._standings[channel_id]
            self.changed.emit()

    async def _alone(self, channel_id: int, capability: Capability | None) -> None:
        self.pictures.pop(channel_id, None)
        try:
            result = await self._test(channel_id, capability)
            if result.picture:
                drawn = await asyncio.to_thread(thumbnail, result.picture)
                if drawn is not None:
                    self.pictures[channel_id] = drawn
        except HomeportError as error:
            plan = self._plan(channel_id, error)
            if plan is not None:
                self.asked.emit(channel_id, plan)
            else:
                self.refused.emit(channel_id, error)
        else:
            self.tested.emit(channel_id, result)

    def _plan(self, channel_id: int, error: HomeportError) -> TestPlan | None:
        if not isinstance(error, ServiceError) or error.code != "paid_test":
            return None
        wanted = error.fields["capability"]
        return next((each for each in self.plans(channel_id) if each.capability == wanted), None)

    async def _test(self, channel_id: int, capability: Capability | None = None) -> TestResult:
        self._standings[channel_id] = Standing.TESTING
        self.changed.emit()
        try:
            return await self._gateway.channels.test(channel_id, capability=capability)
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


def thumbnail(data: bytes) -> QImage | None:
    """A picture file, made small while it is read; None for what Qt cannot read. Any thread."""
    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size, most = reader.size(), QSize(PICTURE_SIDE, PICTURE_SIDE)
    if size.isValid() and (size.width() > most.width() or size.height() > most.height()):
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


def _name(channel_id: int) -> str:
    return f"test {channel_id}"
