"""Dropping on the window: text and small text files go where pasting goes, to be looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
)
from PySide6.QtWidgets import QWidget

from desktop import format
from desktop.aio import Jobs
from desktop.viewmodels.dropped import LONGEST, MOST_FILES, Dropped, Refusal, take_files, take_text
from desktop.widgets.drop_overlay import DropOverlay

Take = Callable[[str], bool]


class FrameDrop(QObject):
    """``take`` is given the text and tells whether it holds a connection; ``tell`` words a refusal.

    Fields that take text themselves still do: they get the drag before the window does, until the
    overlay shows.
    """

    def __init__(
        self, window: QWidget, cover: QWidget, take: Take, tell: Callable[[str], object]
    ) -> None:
        super().__init__(window)
        self._take = take
        self._tell = tell
        self._jobs = Jobs(self)
        self.overlay = DropOverlay(cover)
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        self.overlay.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._let_go(event)
            return True
        if isinstance(event, QDragEnterEvent):
            self._entered(event)
            return True
        if isinstance(event, QDragMoveEvent):
            event.acceptProposedAction()
            return True
        if isinstance(event, QDragLeaveEvent):
            self.overlay.hide()
            return True
        return False

    def _entered(self, event: QDragEnterEvent) -> None:
        # What is dragged inside the window, as words from field to field, is no news.
        if event.source() is not None or not _offers(event.mimeData()):
            event.ignore()
            return
        event.acceptProposedAction()
        self.overlay.set_words(
            self.tr("Drop to add channels"),
            self.tr("Keys, a .env or JSON file, a curl command. You see what it is first."),
        )
        self.overlay.cover()

    def _let_go(self, event: QDropEvent) -> None:
        self.overlay.hide()
        data = event.mimeData()
        if event.source() is not None or not _offers(data):
            event.ignore()
            return
        event.acceptProposedAction()
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self._jobs.run("read", self._read(paths))
        else:
            self._receive(take_text(data.text()))

    async def _read(self, paths: list[Path]) -> None:
        self._receive(await take_files(paths))

    def _receive(self, dropped: Dropped) -> None:
        if dropped.refusal is not None:
            self._tell(self._refused(dropped))
        elif not self._take(dropped.text):
            self._tell(self.tr("No key, address or curl command was found in what you dropped."))

    def _refused(self, dropped: Dropped) -> str:
        name = dropped.name or self.tr("The text")
        match dropped.refusal:
            case Refusal.TOO_LONG:
                text = self.tr("{name} is too long to look through. At most {size} KB are taken.")
                return text.format(name=name, size=format.count(LONGEST // 1024))
            case Refusal.NOT_TEXT:
                text = self.tr("{name} is not a text file. Drop keys, a .env, JSON or curl text.")
            case Refusal.FOLDER:
                text = self.tr("{name} is a folder. Drop the file that holds the keys.")
            case Refusal.TOO_MANY:
                text = self.tr("These are too many files. At most {n} are taken at once.")
                return text.format(n=format.count(MOST_FILES))
            case Refusal.EMPTY:
                text = self.tr("{name} is empty.")
            case _:
                text = self.tr("{name} cannot be read.")
        return text.format(name=name)


def _offers(data: QMimeData) -> bool:
    return data.hasUrls() or data.hasText()
