"""The question a sheet asks before it loses what was changed. Inline, never a dialog."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme import px, theme
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button
from desktop.widgets.labels import IconLabel, Label


class DiscardBar(QWidget):
    """`kept` and `discarded` tell the answer; who shows it hides it."""

    kept = Signal()
    discarded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("discard-bar")
        self._words = Label("", "body", "text", wrap=True)
        self.keep = Button("", "plain")
        self.keep.setObjectName("discard-keep")
        self.discard = Button("", "danger")
        self.discard.setObjectName("discard-now")
        self.keep.clicked.connect(self.kept)
        self.discard.clicked.connect(self.discarded)
        self._line = QHBoxLayout()
        self._line.addWidget(IconLabel("triangle-alert", "warn", 18))
        self._line.addWidget(self._words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.discard)
        self._buttons.addWidget(self.keep)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._line)
        self._column.addLayout(self._buttons)
        self._retranslate()
        follow_theme(self)

    def _retranslate(self) -> None:
        self._words.setText(self.tr("Your changes are not saved yet."))
        self.keep.setText(self.tr("Keep editing"))
        self.discard.setText(self.tr("Discard changes"))
        for button in (self.keep, self.discard):
            button.updateGeometry()
        self.setAccessibleName(self._words.text())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def restyle(self) -> None:
        self._column.setContentsMargins(px(24), px(12), px(24), px(12))
        self._column.setSpacing(px(8))
        self._line.setSpacing(px(10))
        self._buttons.setSpacing(px(8))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        tones = colours.status("warn")
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), tones.tint)
            edge = tones.solid if colours.high_contrast else colours.border.line
            painter.fillRect(0, 0, self.width(), theme().metrics.hairline, edge)
