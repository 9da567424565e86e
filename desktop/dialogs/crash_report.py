"""Something went wrong inside: what it was, to copy for whoever mends it. Nothing is sent."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme import px
from desktop.widgets.buttons import Button
from desktop.widgets.copying import CopyButton
from desktop.widgets.inputs import TextArea
from desktop.widgets.labels import Label

WIDTH = 640


class CrashReport(QDialog):
    """Opened, never executed. `closed` comes however it is closed."""

    copy_wanted = Signal()
    logs_wanted = Signal()
    quit_wanted = Signal()
    closed = Signal()

    def __init__(self, details: str, *, last_run: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash-report")
        self._last_run = last_run
        self._title = Label("", "section")
        self._text = Label("", "body", "text2", wrap=True)
        self._details = TextArea(details, rows=12, mono=True)
        self._details.setObjectName("crash-details")
        self._details.setReadOnly(True)
        self._details.setLineWrapMode(TextArea.LineWrapMode.NoWrap)
        self._copy = CopyButton("plain")
        self._copy.setObjectName("crash-copy")
        self._logs = Button("", icon="folder-open")
        self._logs.setObjectName("crash-logs")
        self._quit = Button("")
        self._quit.setObjectName("crash-quit")
        self._continue = Button("", "primary")
        self._continue.setObjectName("crash-continue")
        self._lay_out()
        self._copy.clicked.connect(self.copy_wanted)
        self._logs.clicked.connect(self.logs_wanted)
        self._continue.clicked.connect(self.accept)
        self._quit.clicked.connect(self._on_quit_clicked)
        self.finished.connect(self.closed)
        self._retranslate()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(20), px(24), px(20))
        layout.setSpacing(px(8))
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        for button in (self._copy, self._logs):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self._quit, self._continue):
            buttons.addWidget(button)
        for button in (self._copy, self._logs, self._quit, self._continue):
            button.setAutoDefault(True)  # Return is the one with the focus
        self._continue.setDefault(True)
        self._continue.setFocus()
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addSpacing(px(4))
        layout.addWidget(self._details, 1)
        layout.addSpacing(px(8))
        layout.addLayout(buttons)
        self.setMinimumWidth(px(WIDTH))
        # The end of a traceback says what happened.
        bar = self._details.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Homeport: an error"))
        if self._last_run:
            self._title.setText(self.tr("Homeport crashed the last time"))
            text = self.tr(
                "Requests that were interrupted are booked. What is below helps to mend the cause; "
                "keys are taken out of it, and nothing is sent by itself."
            )
        else:
            self._title.setText(self.tr("Something went wrong inside Homeport"))
            text = self.tr(
                "You can go on; your apps are still answered. What is below helps to mend the "
                "cause; keys are taken out of it, and nothing is sent by itself."
            )
        self._text.setText(text)
        self._details.setAccessibleName(self.tr("Details"))
        self._copy.set_name(self.tr("Copy the report"))
        self._logs.setText(self.tr("Open logs folder"))
        self._quit.setText(self.tr("Quit"))
        self._continue.setText(self.tr("Continue"))
        for button in (self._logs, self._quit, self._continue):
            button.updateGeometry()

    def _on_quit_clicked(self) -> None:
        self.accept()
        self.quit_wanted.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
