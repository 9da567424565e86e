"""Asked when the window is closed and nobody knows yet what that means."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop import format
from desktop.theme import px
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label

TEXT_WIDTH = 420


class CloseQuestion(QDialog):
    """Closing it without an answer leaves the window open."""

    keep_chosen = Signal()
    quit_chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("close-question")
        self.setModal(True)
        self._tray = False
        self._title = Label("", "section")
        self._text = Label("", "body", "text2", wrap=True)
        self._text.setMinimumWidth(px(TEXT_WIDTH))
        self._keep = Button("", "primary")
        self._quit = Button("", "plain")
        self._keep.setObjectName("close-keep")
        self._quit.setObjectName("close-quit")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(20), px(24), px(20))
        layout.setSpacing(px(8))
        for button in (self._keep, self._quit):
            button.setAutoDefault(True)  # Return is the one with the focus
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._quit)
        buttons.addWidget(self._keep)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addSpacing(px(12))
        layout.addLayout(buttons)
        self._keep.clicked.connect(self._on_keep_clicked)
        self._quit.clicked.connect(self._on_quit_clicked)

    def ask(self, *, tray: bool) -> None:
        """Shows the question; with a ``tray``, the way back is its icon."""
        self._tray = tray
        self._retranslate()
        self.open()
        self._keep.setFocus()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Close the window"))
        self._title.setText(self.tr("Keep Homeport running?"))
        back = (
            self.tr("Its icon in the tray brings the window back.")
            if self._tray
            else self.tr("This desktop shows no tray icons: start Homeport again to see it.")
        )
        lasting = self.tr("You can change this in Settings.")
        self._text.setText(
            format.sentences(
                self.tr("Without the window your apps are still answered."), back, lasting
            )
        )
        self._keep.setText(self.tr("Keep running"))
        self._quit.setText(self.tr("Quit"))
        for button in (self._keep, self._quit):
            button.updateGeometry()

    def _on_keep_clicked(self) -> None:
        self.accept()
        self.keep_chosen.emit()

    def _on_quit_clicked(self) -> None:
        self.accept()
        self.quit_chosen.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
