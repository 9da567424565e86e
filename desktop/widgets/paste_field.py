"""The paste field: 60 high, icon, 15 px text, a chip at the right, ring and halo when focused."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from desktop.theme import font, px, theme
from desktop.theme.colour import with_alpha
from desktop.widgets import paint
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button
from desktop.widgets.labels import IconLabel
from desktop.widgets.visibility import hide_unless


class _PasteLine(QLineEdit):
    """A line edit that hands pasted text on whole: `curl` commands and .env files have lines."""

    pasted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("bare", True)
        self.setFrame(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            board = QGuiApplication.clipboard().text()
            if "\n" in board.strip():
                self.pasted.emit(board)
                return
        super().keyPressEvent(event)


class PasteField(QWidget):
    """Paste first, forms second. `submitted(text)` on Enter, `changed(text)` while typing,

    `pasted(text)` for text of several lines (which a line edit would join), `chip_clicked` for the
    chip. 4 px on each side are kept for the halo: give the rest of the column the same margin.
    """

    changed = Signal(str)
    submitted = Signal(str)
    pasted = Signal(str)
    chip_clicked = Signal()
    HALO = 4

    def __init__(
        self,
        placeholder: str,
        *,
        chip: str = "",
        chip_icon: str = "clipboard-paste",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = IconLabel("clipboard-paste", "accent", 20)
        self._line = _PasteLine(self)
        self._line.setPlaceholderText(placeholder)
        self._line.setAccessibleName(placeholder)
        self._line.textChanged.connect(self.changed)
        self._line.returnPressed.connect(self._submit)
        self._line.pasted.connect(self.pasted)
        self._line.installEventFilter(self)
        self._chip = Button(chip, "plain", icon=chip_icon)
        hide_unless(self._chip, bool(chip))
        self._chip.clicked.connect(self.chip_clicked)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._line, 1)
        self._row.addWidget(self._chip)
        self.setFocusProxy(self._line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._chip.setCursor(Qt.CursorShape.PointingHandCursor)
        follow_theme(self)

    @property
    def text(self) -> str:
        """What was typed."""
        return self._line.text()

    def set_text(self, text: str) -> None:
        """Replace the text."""
        self._line.setText(text)

    def set_placeholder(self, text: str) -> None:
        """Change what stands in the empty field (a language change)."""
        self._line.setPlaceholderText(text)
        self._line.setAccessibleName(text)

    def set_chip(self, text: str) -> None:
        """Name the chip; empty removes it."""
        self._chip.setText(text)
        self._chip.updateGeometry()
        self._chip.setVisible(bool(text))

    def _submit(self) -> None:
        if self._line.text().strip():
            self.submitted.emit(self._line.text())

    def restyle(self) -> None:
        halo = px(self.HALO)
        self._line.setFont(font("lead"))
        self._row.setContentsMargins(halo + px(16), halo, halo + px(12), halo)
        self._row.setSpacing(px(12))
        line = paint.line_height(self._line.font())
        self.setFixedHeight(max(theme().metrics.height.paste_field, line + px(28)) + 2 * halo)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(480), self.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._line.setFocus(Qt.FocusReason.MouseFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, metrics = theme().colours, theme().metrics
        halo = px(self.HALO)
        area = QRectF(self.rect()).adjusted(halo, halo, -halo, -halo)
        radius = metrics.radius.banner
        with QPainter(self) as painter:
            paint.begin(painter)
            if self._line.hasFocus():
                tokens = metrics.focus
                glow = with_alpha(colours.focus, tokens.paste_field_halo.alpha)
                outer = QRectF(self.rect())
                paint.box(painter, outer, radius + halo, glow)
                width = tokens.width
                paint.box(painter, area, radius, colours.surface.card, colours.focus, width)
            else:
                paint.box(painter, area, radius, colours.surface.card, colours.border.control)
