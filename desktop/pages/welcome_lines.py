"""Lines of the result card: something that takes time, how it went, what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.pages.welcome_words import ACTIONS
from desktop.theme import Tone, font, px
from desktop.widgets import paint
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import ElidedLabel, IconLabel, Label
from desktop.widgets.spinner import Spinner

Look = Literal["waiting", "running", "ok", "warn", "error"]
_ICONS: dict[Look, tuple[str, Tone]] = {
    "waiting": ("circle-dashed", "text3"),
    "running": ("circle-dashed", "text3"),
    "ok": ("circle-check", "ok"),
    "warn": ("triangle-alert", "warn"),
    "error": ("circle-alert", "error"),
}


class CheckLine(QWidget):
    """A label, a sentence with its state, then ``extra`` and the actions below it.

    ``action`` carries the key of what was clicked (see ``welcome_words.ACTIONS``).
    """

    action = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._keys: tuple[str, ...] = ()
        self._label = Label("", "small", "text2", weight="emphasis")
        self._spinner = Spinner(16)
        self._spinner.hide()
        self._icon = IconLabel("circle-dashed", "text3", 16)
        self._text = Label("", "body", "text", wrap=True, numbers=True)
        self._text.setObjectName(f"{name}-text")
        self._detail = ElidedLabel("", "body", "text3", numbers=True)
        self._detail.setObjectName(f"{name}-detail")
        self._link = Button("", "link")
        self._link.setObjectName(f"{name}-link")
        self._link.hide()
        self._first = QHBoxLayout()
        top = Qt.AlignmentFlag.AlignTop
        self._signs = QVBoxLayout()
        self._signs.addWidget(self._spinner)
        self._signs.addWidget(self._icon)
        self._signs.addStretch(1)
        self._first.addLayout(self._signs)
        self._first.addWidget(self._text, 0, top)
        self._first.addWidget(self._detail, 1, top)
        self._first.addWidget(self._link, 0, top)
        self.extra = QVBoxLayout()
        self._actions = QWidget()
        self._flow = FlowLayout(self._actions, gap=8, row_gap=8)
        self._actions.hide()
        self._column = QVBoxLayout()
        self._column.addLayout(self._first)
        self._column.addLayout(self.extra)
        self._column.addWidget(self._actions)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._label, 0, top)
        self._row.addLayout(self._column, 1)
        follow_theme(self)

    @property
    def link(self) -> Button:
        """A quiet action at the line's end."""
        return self._link

    @property
    def text(self) -> str:
        return self._text.text()

    def set_label(self, text: str) -> None:
        self._label.setText(text)

    def set_state(
        self, look: Look, text: str, detail: str = "", actions: Sequence[str] = ()
    ) -> None:
        """Says how it stands; ``actions`` are keys, offered in their order."""
        icon, tone = _ICONS[look]
        self._icon.set_icon(icon, tone)
        self._icon.setVisible(look != "running")
        self._spinner.setVisible(look == "running")
        self._text.setText(text)
        self._text.set_tone(
            "error" if look == "error" else "text3" if look == "waiting" else "text"
        )
        # A long sentence wraps over the whole line; a short one shares it with its detail.
        self._text.setWordWrap(not detail)
        self._first.setStretch(1, 0 if detail else 1)
        self._detail.setVisible(bool(detail))
        self._detail.setText(detail)
        self._offer(tuple(actions))

    def _offer(self, keys: tuple[str, ...]) -> None:
        if keys == self._keys:
            return
        self._keys = keys
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for key in keys:
            button = Button("", "plain", size="compact", icon=ACTIONS[key].icon)
            button.setObjectName(f"{self.objectName()}-{key}")
            button.clicked.connect(lambda _checked=False, key=key: self.action.emit(key))
            self._flow.addWidget(button)
        self._actions.setVisible(bool(keys))
        self._word_actions()

    def _word_actions(self) -> None:
        for index, key in enumerate(self._keys):
            item = self._flow.itemAt(index)
            button = item.widget() if item is not None else None
            if isinstance(button, Button):
                button.setText(ACTIONS[key].word())
                button.setAccessibleName(button.text())
                button.updateGeometry()

    def restyle(self) -> None:
        self._label.setFixedWidth(px(72))
        line = paint.line_height(font("body"))
        # The icon stands in the middle of the sentence's first line.
        self._signs.setContentsMargins(0, max(0, (line - px(16)) // 2), 0, 0)
        self._label.setMinimumHeight(line)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(8))
        self._first.setSpacing(px(8))
        self._column.setSpacing(px(8))
        self.extra.setSpacing(px(8))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word_actions()
