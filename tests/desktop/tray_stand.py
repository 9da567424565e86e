"""A tray on Qt's offscreen platform, which has none: what was asked of the system is kept."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QMenu

from desktop.theme.mark import MarkState
from desktop.tray_host import TrayHost


@dataclass(frozen=True, slots=True)
class Said:
    title: str
    text: str
    problem: bool


class TrayStand(TrayHost):
    """``there`` is whether this desktop has a tray."""

    def __init__(self, *, there: bool = True) -> None:
        super().__init__()
        self.there = there
        self.menu: QMenu | None = None
        self.state: MarkState = "running"
        self.tip = ""
        self.said: list[Said] = []
        self.states: list[MarkState] = []

    @property
    def available(self) -> bool:
        return self.there and self.menu is not None

    def start(self, menu: QMenu) -> None:
        self.menu = menu

    def set_state(self, state: MarkState) -> None:
        if not self.states or state != self.state:
            self.states.append(state)
        self.state = state

    def set_tip(self, text: str) -> None:
        self.tip = text

    def message(self, title: str, text: str, *, problem: bool = False) -> None:
        if self.there:
            self.said.append(Said(title, text, problem))

    def stop(self) -> None:
        self.menu = None
