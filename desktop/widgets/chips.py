"""Chips: small words in rounded boxes; a row of them; and an input that makes them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSizePolicy, QWidget

from desktop.theme import font, px, theme
from desktop.widgets import paint
from desktop.widgets.base import KeyboardFocus, follow_theme
from desktop.widgets.flow import FlowLayout


class Chip(KeyboardFocus, QAbstractButton):
    """A word, 26 high. `removable` adds a cross (Delete key too); `checkable` makes it a choice."""

    removed = Signal()

    def __init__(
        self,
        text: str,
        *,
        mono: bool = True,
        removable: bool = False,
        checkable: bool = False,
        clickable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mono = mono
        self._removable = removable
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(checkable)
        live = removable or checkable or clickable
        policy = Qt.FocusPolicy.StrongFocus if live else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        self._live = checkable or clickable
        if self._live:
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        if removable:
            self.setAccessibleDescription(self.tr("Delete removes it"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self)

    def restyle(self) -> None:
        self.setFont(font("small", mono=self._mono))
        self.updateGeometry()
        self.update()

    def ring_radius(self) -> int:
        return self.height() // 2

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + 2 * px(10)
        if self._removable:
            width += px(14)
        return QSize(width, max(theme().metrics.height.chip, metrics.height() + px(8)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(24), self.sizeHint().height())

    def _cross(self) -> QRect:
        side = px(14)
        return QRect(self.width() - px(8) - side, (self.height() - side) // 2, side, side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        near = self._cross().adjusted(-px(6), -px(6), px(8), px(6))
        if self._removable and near.contains(event.position().toPoint()):
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        surface = colours.surface
        with QPainter(self) as painter:
            paint.begin(painter)
            fill, border, ink = surface.neutral_tint, colours.border.line, colours.text.secondary
            if self.isCheckable():
                fill = surface.card
                border = colours.border.line_strong
            if self.isChecked():
                fill, border, ink = colours.accent.tint, colours.accent.fill, colours.accent.text
            elif self._live and self.underMouse():
                fill, ink = surface.hover, colours.text.primary
            if not self.isEnabled():
                ink = colours.text.disabled
            paint.box(painter, self.rect(), self.height() / 2, fill, border)
            right = self.width() - px(10)
            if self._removable:
                paint.icon(painter, self._cross(), "x", colours.text.tertiary)
                right = self._cross().left() - px(2)
            area = QRectF(px(10), 0, right - px(10) + 1, self.height())
            paint.text(painter, area, self.text(), self.font(), ink)


class ChipRow(QWidget):
    """Chips that flow. With `limit` the rest becomes one "+2" chip whose click tells `more`."""

    chosen = Signal(str)
    more = Signal()

    def __init__(
        self,
        texts: Sequence[str] = (),
        *,
        mono: bool = True,
        limit: int = 0,
        clickable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mono, self._limit, self._clickable = mono, limit, clickable
        self._flow = FlowLayout(self, gap=6, row_gap=6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.set_texts(texts)
        follow_theme(self)

    def restyle(self) -> None:
        self._flow.invalidate()

    def set_texts(self, texts: Sequence[str]) -> None:
        """Show other chips."""
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = texts[: self._limit] if self._limit else texts
        for text in shown:
            chip = Chip(text, mono=self._mono, clickable=self._clickable)
            chip.clicked.connect(lambda _checked=False, word=text: self.chosen.emit(word))
            self._flow.addWidget(chip)
        rest = texts[len(shown) :]
        if rest:
            tail = Chip(self.tr("+%n", None, len(rest)), mono=self._mono, clickable=True)
            tail.setToolTip("\n".join(rest[:40]))
            tail.clicked.connect(self.more)
            self._flow.addWidget(tail)


class TagInput(QWidget):
    """An input whose words become chips on Enter, comma or paste; Backspace takes the last back.

    `changed` carries the list, `typed` what is not a word yet. Words are trimmed and never doubled.
    """

    changed = Signal(list)
    typed = Signal(str)

    def __init__(
        self,
        tags: Sequence[str] = (),
        *,
        name: str = "",
        placeholder: str = "",
        mono: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mono = mono
        self._tags: list[str] = []
        self._chips: list[Chip] = []
        self._flow = FlowLayout(self, gap=6, row_gap=6)
        self._line = QLineEdit()
        self._line.setProperty("bare", True)
        self._line.setFrame(False)
        self._line.setPlaceholderText(placeholder)
        self._line.setAccessibleName(name or placeholder)
        self._line.installEventFilter(self)
        self._line.returnPressed.connect(self.commit)
        self._line.textEdited.connect(self._edited)
        self._flow.addWidget(self._line)
        self.setFocusProxy(self._line)
        if name:
            self.setAccessibleName(name)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.set_tags(tags)
        follow_theme(self)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._line.setAccessibleName(name or self._line.placeholderText())

    @property
    def tags(self) -> list[str]:
        """The words."""
        return list(self._tags)

    def set_tags(self, tags: Sequence[str]) -> None:
        """Replace the words quietly."""
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips.clear()
        self._tags.clear()
        for tag in tags:
            self._add(tag)

    def _add(self, text: str) -> bool:
        tag = text.strip()
        if not tag or tag in self._tags:
            return False
        chip = Chip(tag, mono=self._mono, removable=True)
        chip.removed.connect(lambda: self._remove(tag))
        self._flow.insert_widget(len(self._chips), chip)
        self._chips.append(chip)
        self._tags.append(tag)
        chip.show()
        self.updateGeometry()
        return True

    def _remove(self, tag: str) -> None:
        if tag not in self._tags:
            return
        index = self._tags.index(tag)
        self._tags.pop(index)
        chip = self._chips.pop(index)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self._line.setFocus()
        self.updateGeometry()
        self.changed.emit(self.tags)

    def _edited(self, text: str) -> None:
        if any(mark in text for mark in ",;\n，；"):
            self.commit()
        else:
            self.typed.emit(text)

    def commit(self) -> None:
        """Turns what is typed into words."""
        text = self._line.text()
        for mark in ";\n，；":
            text = text.replace(mark, ",")
        added = [self._add(part) for part in text.split(",")]
        self._line.clear()
        if any(added):
            self.changed.emit(self.tags)

    def restyle(self) -> None:
        self._line.setFont(font("body", mono=self._mono))
        self._line.setFixedHeight(theme().metrics.height.chip)
        self._line.setMinimumWidth(px(96))
        self._flow.setContentsMargins(px(8), px(5), px(8), px(5))
        self._flow.invalidate()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._line.setFocus(Qt.FocusReason.MouseFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            if kind == QEvent.Type.FocusOut:
                self.commit()
            self.update()
        elif (
            isinstance(event, QKeyEvent)
            and kind == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Backspace
            and not self._line.text()
            and self._tags
        ):
            self._remove(self._tags[-1])
            return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, metrics = theme().colours, theme().metrics
        with QPainter(self) as painter:
            paint.begin(painter)
            border, width = colours.border.control, 1
            if self._line.hasFocus():
                border, width = colours.focus, 2
            if self.property("invalid"):
                border, width = colours.status("error").solid, 2
            radius = metrics.radius.control
            paint.box(painter, self.rect(), radius, colours.surface.card, border, width)
