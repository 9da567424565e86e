"""Asked once, when the window is closed while requests run."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop import format
from desktop.theme import px
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label


class QuitQuestion(QDialog):
    """Opened, not executed: a nested loop would freeze the very requests it asks about."""

    quit_chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("quit-question")
        self.setModal(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(20), px(24), px(20))
        layout.setSpacing(px(8))
        self._title = Label("", "section")
        self._text = Label("", "body", "text2")
        self._stay = Button("", "plain")
        self._quit = Button("", "primary")
        self._stay.setObjectName("quit-stay")
        self._quit.setObjectName("quit-now")
        for button in (self._stay, self._quit):
            button.setAutoDefault(True)  # Return is the one with the focus
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._stay)
        buttons.addWidget(self._quit)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addSpacing(px(12))
        layout.addLayout(buttons)
        self._live = 0
        self._stay.clicked.connect(self.reject)
        self._quit.clicked.connect(self._chosen)

    def ask(self, live: int) -> None:
        """Shows the question for so many running requests."""
        self._live = live
        self._retranslate()
        self.open()
        self._quit.setFocus()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Quit Homeport?"))
        one, many = self.tr("1 request is still running"), self.tr("{n} requests are still running")
        self._title.setText(format.plural(self._live, one, many))
        self._text.setText(
            self.tr("Homeport waits up to 10 seconds for them to finish, then quits.")
        )
        for button, words in (
            (self._stay, self.tr("Keep running")),
            (self._quit, self.tr("Quit when finished")),
        ):
            button.setText(words)
            button.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _chosen(self) -> None:
        self.accept()
        self.quit_chosen.emit()
