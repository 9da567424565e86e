"""Text: labels by role and tone, icons as labels, separators."""

from __future__ import annotations

from html import escape
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.theme import RoleName, Tone, Weight, font, px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme

# 1.45 em, as a share of the fonts' natural line (1.21 em).
PARAGRAPH_LINE: Final = 120


class Label(QLabel):
    """Text in a font role and a tone, plain unless `rich`; `wrap` makes it a paragraph."""

    def __init__(
        self,
        text: str = "",
        role: RoleName = "body",
        tone: Tone = "text",
        *,
        weight: Weight = "regular",
        mono: bool = False,
        numbers: bool = False,
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role: RoleName = role
        self._weight: Weight = weight
        self._mono = mono
        self._numbers = numbers
        # Names come from other people: no markup unless asked for with setTextFormat.
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setProperty("tone", tone)
        self.setText(text)
        follow_theme(self)

    def set_tone(self, tone: Tone) -> None:
        """Change the colour."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            # A style sheet reads dynamic properties only when polished.
            self.style().unpolish(self)
            self.style().polish(self)

    def set_role(self, role: RoleName, weight: Weight = "regular") -> None:
        """Change the font."""
        self._role, self._weight = role, weight
        self.restyle()

    def restyle(self) -> None:
        self.setFont(font(self._role, self._weight, numbers=self._numbers, mono=self._mono))


class Paragraph(QLabel):
    """Wrapped sentences with the line height of a paragraph (1.45)."""

    def __init__(
        self,
        text: str = "",
        role: RoleName = "body",
        tone: Tone = "text2",
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role: RoleName = role
        self._plain = text
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setProperty("tone", tone)
        self.set_text(text)
        follow_theme(self)

    def set_text(self, text: str) -> None:
        """Show other sentences; line breaks stay, markup is shown as it is written."""
        self._plain = text
        self.setAccessibleName(text)
        lines = escape(text).replace("\n", "<br>")
        self.setText(f'<p style="line-height:{PARAGRAPH_LINE}%; margin:0">{lines}</p>')

    def restyle(self) -> None:
        self.setFont(font(self._role))


class ElidedLabel(Label):
    """One line that shortens with an ellipsis; the whole text is its tooltip when shortened."""

    def __init__(
        self,
        text: str = "",
        role: RoleName = "body",
        tone: Tone = "text",
        *,
        weight: Weight = "regular",
        mono: bool = False,
        numbers: bool = False,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        self._elide = elide
        super().__init__(text, role, tone, weight=weight, mono=mono, numbers=numbers, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(24), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        short = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(self.text() if short else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        tone = theme().colours.tone(self.property("tone"))
        if not self.isEnabled():
            tone = theme().colours.text.disabled
        with QPainter(self) as painter:
            align = self.alignment() | Qt.AlignmentFlag.AlignVCenter
            paint.text(
                painter, self.rect(), self.text(), self.font(), tone, align, elide=self._elide
            )


class IconLabel(QWidget):
    """An icon that is not a button."""

    def __init__(
        self,
        name: str,
        tone: Tone = "text2",
        size: int = 16,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = theme().icons.require(name)
        self._tone: Tone = tone
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self)

    def set_icon(self, name: str, tone: Tone | None = None) -> None:
        """Show another icon or tone."""
        self._name = theme().icons.require(name)
        self._tone = tone or self._tone
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.icon(painter, self.rect(), self._name, theme().colours.tone(self._tone))


class Separator(QWidget):
    """A hairline, horizontal unless `vertical`."""

    def __init__(
        self, *, vertical: bool = False, strong: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._vertical = vertical
        self._strong = strong
        fixed, wide = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(fixed if vertical else wide, wide if vertical else fixed)

    def sizeHint(self) -> QSize:
        side = theme().metrics.hairline
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        border = theme().colours.border
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), border.line_strong if self._strong else border.line)
