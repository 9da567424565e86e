"""Banner: one per page, under the title. Tint, icon, one sentence, one action, close."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme import StatusName, px, theme
from desktop.theme.colour import mix
from desktop.widgets import paint
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button, IconButton, Kind
from desktop.widgets.labels import IconLabel, Label
from desktop.widgets.visibility import hide_unless

ICONS = {
    "ok": "circle-check",
    "warn": "triangle-alert",
    "error": "circle-alert",
    "info": "info",
    "neutral": "info",
}


class Banner(QWidget):
    """`action_clicked` and `closed` tell; the page hides it. `detail` is a quieter second line.

    `stacked` puts the action below the words, where there is little room (side sheets). `below`
    stands under the words: a picture they are about.
    """

    action_clicked = Signal()
    closed = Signal()

    def __init__(
        self,
        text: str,
        status: StatusName = "warn",
        *,
        detail: str = "",
        action: str = "",
        action_trailing: str = "",
        closable: bool = True,
        stacked: bool = False,
        below: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._status: StatusName = status
        tone = "text2" if status == "neutral" else status
        self._icon = IconLabel(ICONS[status], tone, 18)
        self._text = Label(text, "strong" if detail else "body", "text", wrap=True)
        self._detail = Label(detail, "small", "text2", wrap=True)
        hide_unless(self._detail, bool(detail))
        kind: Kind = "link" if stacked else "ghost"
        self._button = Button(action, kind, trailing=action_trailing)
        hide_unless(self._button, bool(action))
        self._close = IconButton("x", self.tr("Close"), compact=True)
        hide_unless(self._close, closable)
        self._lines = QVBoxLayout()
        self._lines.addWidget(self._text)
        self._lines.addWidget(self._detail)
        if below is not None:
            self._lines.addSpacing(px(4))
            self._lines.addWidget(below, 0, Qt.AlignmentFlag.AlignLeft)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(self._lines, 1)
        if stacked:
            self._lines.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._row.addWidget(self._button)
        self._row.addWidget(self._close)
        self._button.clicked.connect(self.action_clicked)
        self._close.clicked.connect(self.closed)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(text)
        follow_theme(self)

    def set_message(
        self, text: str, status: StatusName, *, detail: str = "", action: str = ""
    ) -> None:
        """Show another message in place."""
        self._status = status
        self._icon.set_icon(ICONS[status], "text2" if status == "neutral" else status)
        self._text.setText(text)
        self._text.set_role("strong" if detail else "body")
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._button.setText(action)
        self._button.updateGeometry()
        self._button.setVisible(bool(action))
        self.setAccessibleName(text)
        self._fit()
        self.update()

    def set_closable(self, closable: bool) -> None:
        """Whether it has a cross."""
        self._close.setVisible(closable)

    @property
    def status(self) -> StatusName:
        """What it is coloured by."""
        return self._status

    @property
    def text(self) -> str:
        """The sentence."""
        return self._text.text()

    @property
    def detail(self) -> str:
        """The quieter line, '' for none."""
        return self._detail.text()

    @property
    def button(self) -> Button:
        """The action's button (for a busy state)."""
        return self._button

    def restyle(self) -> None:
        self._row.setContentsMargins(px(14), px(4), px(8), px(4))
        self._row.setSpacing(px(10))
        self._lines.setSpacing(px(2))
        self._lines.setContentsMargins(0, px(2), 0, px(2))
        self._fit()
        self.update()

    def _fit(self) -> None:
        """Keeps the height its words need at this width: a crowded layout gives labels less."""
        least = px(52 if self._detail.text() else 40)
        self.setMinimumHeight(max(least, self._row.heightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._close.set_name(self.tr("Close"))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        tones = colours.status(self._status)
        border = mix(tones.tint, tones.solid, 1.0 if colours.high_contrast else 0.35)
        with QPainter(self) as painter:
            paint.begin(painter)
            radius = theme().metrics.radius.banner
            paint.box(painter, self.rect(), radius, tones.tint, border)
