"""The palette over the window: its model's hits as lines, and what is done with the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from desktop.shortcuts import shown
from desktop.ui_state import UiState
from desktop.viewmodels.actions import Actions
from desktop.viewmodels.palette import Hit, PaletteModel
from desktop.widgets.palette import Palette, PaletteEntry


class FramePalette(QObject):
    """Opened by Ctrl+K and by the magnifier of every page."""

    def __init__(self, cover: QWidget, actions: Actions, ui_state: UiState) -> None:
        super().__init__(cover)
        self.model = PaletteModel(actions, ui_state, self)
        self.widget = Palette(cover)
        self.widget.typed.connect(self._typed)
        self.widget.chosen.connect(self._chosen)
        self.model.changed.connect(self._show)
        self.widget.installEventFilter(self)
        self._retranslate()

    def open(self) -> None:
        """Nothing typed; what was used lately on top."""
        self.widget.open()
        self.model.open()

    def close(self) -> None:
        """Without a choice."""
        self.widget.close_palette()

    @property
    def is_open(self) -> bool:
        return not self.widget.isHidden()

    def _typed(self, text: str) -> None:
        if self.is_open:
            self.model.search(text)
            self.widget.set_entries([_entry(hit) for hit in self.model.hits()])

    def _show(self) -> None:
        if self.is_open:
            self.widget.set_entries([_entry(hit) for hit in self.model.hits()], keep=True)

    def _chosen(self, key: str) -> None:
        action = self.model.use(key)
        if action is not None:
            action.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        return False

    def _retranslate(self) -> None:
        self.widget.set_words(
            self.tr("Find anything"),
            self.tr("Find a page, a channel, a setting, something to do…"),
            self.tr("Nothing has this name."),
        )
        self._show()


def _entry(hit: Hit) -> PaletteEntry:
    action = hit.action
    keys = action.keys or shown(action.shortcut)
    return PaletteEntry(action.key, hit.words, hit.detail, action.icon, keys, hit.positions)
