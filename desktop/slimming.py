"""A hidden window gives back what it only needs to be quick: rows, pixels, words, free heap."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.theme import theme
from desktop.widgets import paint
from gateway import heap

AFTER_MS = 1500
"""Hidden for so long: not for a moment between two clicks on the tray."""


class Slimmer(QObject):
    """``look`` is called whenever the window shows or hides.

    Pages that can let something go have a method ``slim()``; they load it again when shown.
    """

    def __init__(self, window: QWidget, pages: QStackedWidget) -> None:
        super().__init__(window)
        self._window = window
        self._pages = pages
        self._timer = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._timer.timeout.connect(self._slim)

    def look(self) -> None:
        """The window came or went."""
        if self._window.isVisible():
            self._timer.stop()
        else:
            self._timer.start()

    def _slim(self) -> None:
        for index in range(self._pages.count()):
            slim = getattr(self._pages.widget(index), "slim", None)
            if callable(slim):
                slim()
        theme().icons.clear()
        paint.forget_texts()
        QPixmapCache.clear()
        gc.collect()
        heap.trim()
