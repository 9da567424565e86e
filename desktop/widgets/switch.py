"""Switch: on and off read by position, fill and knob size; busy turns the knob into a spinner."""

from __future__ import annotations

from PySide6.QtCore import (
    QEasingCurve,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    QVariantAnimation,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.theme import Tone, font, px, theme
from desktop.theme.colour import mix
from desktop.widgets import paint
from desktop.widgets.base import KeyboardFocus, follow_theme
from desktop.widgets.spinner import Spinner

GAP = 10


class Switch(KeyboardFocus, QAbstractButton):
    """A switch, 36 x 20 or 44 x 24 (`large`); `toggled(bool)` tells.

    `name` is its accessible name; with `show_name` it also stands to the right as a label.
    """

    def __init__(
        self,
        name: str,
        *,
        checked: bool = False,
        large: bool = False,
        show_name: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._large = large
        self._show_name = show_name
        self._busy = False
        self._spinner: Spinner | None = None
        self._spin_later = QTimer(self, singleShot=True)
        self._spin_later.timeout.connect(self._show_spinner)
        self._travel = QVariantAnimation(self)
        self._travel.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._travel.valueChanged.connect(self._moved)
        self.setCheckable(True)
        self.setChecked(checked)
        self._position = 1.0 if checked else 0.0
        self.setText(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._animate)
        follow_theme(self)

    def set_busy(self, busy: bool, *, at_once: bool = False) -> None:
        """While busy it cannot be operated; after 150 ms, or `at_once`, its knob turns."""
        self._busy = busy
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, busy)
        if busy:
            self._spin_later.start(theme().tokens.motion_ms.spinner_after)
            if at_once:
                self._show_spinner()
            return
        self._spin_later.stop()
        if self._spinner is not None:
            self._spinner.deleteLater()
            self._spinner = None
        self.update()

    def set_checked_quietly(self, checked: bool) -> None:
        """Show a state that came from elsewhere, without telling."""
        blocked = self.blockSignals(True)
        self.setChecked(checked)
        self.blockSignals(blocked)
        self._animate(checked)

    def _animate(self, checked: bool) -> None:
        target = 1.0 if checked else 0.0
        milliseconds = theme().duration("switch") if self.isVisible() else 0
        self._travel.stop()
        if milliseconds == 0:
            self._moved(target)
            return
        self._travel.setDuration(milliseconds)
        self._travel.setStartValue(self._position)
        self._travel.setEndValue(target)
        self._travel.start()

    def _moved(self, position: float) -> None:
        self._position = float(position)
        self.update()

    def _show_spinner(self) -> None:
        if self._busy and self._spinner is None:
            tone: Tone = "on_accent" if self.isChecked() else "text2"
            self._spinner = Spinner(12, tone, parent=self)
            self._place_spinner()
            self._spinner.show()
            self.update()

    def _place_spinner(self) -> None:
        if self._spinner is not None:
            side = px(16 if self._large else 14)
            area = QRectF(0, 0, side, side)
            area.moveCenter(self._knob_centre())
            self._spinner.setGeometry(area.toRect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_spinner()

    def restyle(self) -> None:
        self.setFont(font("body", "emphasis"))
        self.updateGeometry()
        self.update()

    def _track(self) -> QRect:
        width, height = (44, 24) if self._large else (36, 20)
        track = QRect(0, 0, px(width), px(height))
        track.moveTop((self.height() - track.height()) // 2)
        return track

    def ring_rect(self) -> QRect:
        return self._track()

    def ring_radius(self) -> int:
        return self._track().height() // 2

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def sizeHint(self) -> QSize:
        track = self._track()
        size = QSize(track.width(), track.height())
        if self._show_name:
            metrics = self.fontMetrics()
            extra = px(GAP) + metrics.horizontalAdvance(self.text())
            size = QSize(track.width() + extra, max(track.height(), metrics.height()))
        return size

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._busy:
            event.ignore()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def _knob_centre(self) -> QPointF:
        track = self._track()
        half = track.height() / 2
        travel = track.width() - track.height()
        return QPointF(track.left() + half + travel * self._position, track.top() + half)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        track = self._track()
        with QPainter(self) as painter:
            paint.begin(painter)
            on = self.isChecked()
            if not self.isEnabled():
                fill, border = colours.surface.neutral_tint, colours.border.line_strong
                knob = colours.text.disabled
            elif on:
                fill = colours.accent.hover if self.underMouse() else colours.accent.fill
                border, knob = None, colours.accent.on
            else:
                under = colours.surface.card
                fill = mix(under, colours.text.primary, 0.06) if self.underMouse() else under
                border, knob = colours.border.control, colours.border.control
            paint.box(painter, track, track.height() / 2, fill, border)
            if self._spinner is None:
                full = track.height() - px(8)
                small = track.height() - px(10)
                side = small + (full - small) * self._position
                area = QRectF(0, 0, side, side)
                area.moveCenter(self._knob_centre())
                paint.box(painter, area, side / 2, knob)
            if self._show_name:
                left = track.right() + px(GAP)
                name = QRectF(left, 0, self.width() - left, self.height())
                ink = colours.text.primary if self.isEnabled() else colours.text.disabled
                paint.text(painter, name, self.text(), self.font(), ink)
