"""The owner's pause, as the overview, the footer and the tray show and change it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.aio import Jobs
from desktop.bridge import EventBridge
from desktop.models.channel_status import until
from gateway.app import Gateway

QUARTER_S, HOUR_S = 900.0, 3600.0
CHOICES: tuple[float | None, ...] = (QUARTER_S, HOUR_S, None)
"""Seconds to pause for, in the order they are offered; None until it is resumed."""


class PauseModel(QObject):
    """Any number of these show the same: the gateway's state is the only one."""

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self, gateway: Gateway, bridge: EventBridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self, self._fail)
        bridge.server_changed.connect(self.changed)

    @property
    def paused(self) -> bool:
        return self._gateway.pause.paused

    def words(self) -> str:
        """Until when: ``until 14:02``, ``until you resume``; '' while nothing is paused."""
        if not self.paused:
            return ""
        end = self._gateway.pause.until
        if not end:
            return self.tr("until you resume")
        return self.tr("until {time}").format(time=until(end))

    def choice_words(self, seconds: float | None) -> str:
        """What one of CHOICES is called."""
        return {
            QUARTER_S: self.tr("For 15 minutes"),
            HOUR_S: self.tr("For 1 hour"),
        }.get(seconds or 0.0, self.tr("Until I resume"))

    def pause(self, seconds: float | None = None) -> None:
        """Refuses new requests for so long, or until resumed; what runs finishes."""
        self._jobs.run("pause", self._gateway.pause.pause(seconds))

    def resume(self) -> None:
        self._jobs.run("pause", self._gateway.pause.resume())

    @property
    def busy(self) -> bool:
        return self._jobs.busy("pause")

    def _fail(self, error: Exception) -> None:
        self.failed.emit(error)
        self.changed.emit()
