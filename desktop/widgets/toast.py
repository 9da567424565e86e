"""Toasts: a sentence at the bottom centre of the page, 4 s, or 10 s with Undo and a time line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from desktop.theme import StatusName, px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.labels import IconLabel, Label

SHADOW = 8
TICK_MS = 50
ICONS = {
    "ok": "circle-check",
    "warn": "triangle-alert",
    "error": "circle-x",
    "info": "info",
    "neutral": "info",
}


class Toast(QWidget):
    """One message. `action` is signalled by its button, `closed(bool)` says whether it was used."""

    action = Signal()
    closed = Signal(bool)
    resized = Signal()
    """It needs another place."""

    def __init__(
        self,
        text: str,
        *,
        action: str = "",
        stays_ms: int = 0,
        status: StatusName | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._stays = stays_ms
        self._left = stays_ms
        self._done = False
        self._row = QHBoxLayout(self)
        if status is not None:
            tone = "text2" if status == "neutral" else status
            self._row.addWidget(IconLabel(ICONS[status], tone, 16))
        self._text = Label(text, "body", wrap=True)
        self._row.addWidget(self._text, 1)
        self.button: Button | None = None
        if action:
            self.button = Button(action, "link")
            self.button.clicked.connect(self._act)
            self._row.addWidget(self.button)
        self._close = IconButton("x", self.tr("Close"), compact=True)
        self._close.clicked.connect(self.dismiss)
        self._row.addWidget(self._close)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.setAccessibleName(text)
        follow_theme(self)

    @property
    def text(self) -> str:
        """The sentence."""
        return self._text.text()

    @property
    def remaining_ms(self) -> int:
        """Time until it goes by itself; stands still under the mouse or with focus inside."""
        return self._left

    def set_text(self, text: str) -> None:
        """Say something else, without counting anew."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.resized.emit()

    def hold(self, action: str = "") -> None:
        """Stay until it is closed: for what goes on. ``action`` adds a button."""
        self._stays = 0
        self._timer.stop()
        if action and self.button is None:
            self.button = Button(action, "link")
            self.button.clicked.connect(self._act)
            self._row.insertWidget(self._row.indexOf(self._close), self.button)
        self.resized.emit()

    def size_within(self, room: int) -> QSize:
        """On one line if there is room for it, else as high as its lines."""
        margins = self._row.contentsMargins()
        width = margins.left() + margins.right() + paint.advance(self._text.font(), self.text) + 2
        for index in range(self._row.count()):
            item = self._row.itemAt(index)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self._text:
                width += widget.sizeHint().width() + self._row.spacing()
        width = min(width, room)
        return QSize(width, max(self._row.heightForWidth(width), self.minimumHeight()))

    def start(self) -> None:
        """Begin the countdown and let screen readers say the text."""
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def restyle(self) -> None:
        margin = px(SHADOW)
        self._row.setContentsMargins(margin + px(16), margin, margin + px(6), margin)
        self._row.setSpacing(px(10))
        self.setMinimumHeight(2 * margin + px(44))
        self.adjustSize()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._close.set_name(self.tr("Close"))

    def _tick(self) -> None:
        focus: QWidget | None = QApplication.focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            return
        self._left -= TICK_MS
        if self.button is not None:
            self.update()
        if self._left <= 0:
            self.dismiss()

    def _act(self) -> None:
        if not self._done:
            self._finish(True)
            self.action.emit()

    def dismiss(self) -> None:
        """Close without the action."""
        self._finish(False)

    def _finish(self, used: bool) -> None:
        if self._done:
            return
        self._done = True
        self._timer.stop()
        self.closed.emit(used)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, metrics = theme().colours, theme().metrics
        margin = px(SHADOW)
        area = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        with QPainter(self) as painter:
            paint.begin(painter)
            alpha = 0.50 if colours.dark else 0.16
            paint.soft_shadow(painter, area, metrics.radius.banner, margin, alpha)
            border = colours.border.line_strong
            paint.box(painter, area, metrics.radius.banner, colours.surface.overlay, border)
            if self.button is not None and self._stays:
                share = max(0.0, self._left / self._stays)
                inset = metrics.radius.banner
                width = (area.width() - 2 * inset) * share
                line = QRectF(area.left() + inset, area.bottom() - px(3), width, px(2))
                paint.box(painter, line, 1, colours.accent.fill)


class ToastHost(QObject):
    """Shows one toast at a time at the bottom centre of `surface`; a new one replaces the last.

    Replacing or timing out an undo toast lets its action lapse, which is what its caller wants:
    the deletion has already happened.
    """

    def __init__(self, surface: QWidget, area: Callable[[], QRect] | None = None) -> None:
        super().__init__(surface)
        self._surface = surface
        self._area = area or surface.rect
        self._toast: Toast | None = None
        surface.installEventFilter(self)
        theme().changed.connect(self.place)

    @property
    def current(self) -> Toast | None:
        """The toast that shows."""
        return self._toast

    def show(
        self,
        text: str,
        *,
        action: str = "",
        stays_ms: int | None = None,
        status: StatusName | None = None,
    ) -> Toast:
        """Show a sentence, with one optional action; connect to the toast's `action`."""
        if stays_ms is None:
            motion = theme().tokens.motion_ms
            stays_ms = motion.undo_stays if action else motion.toast_stays
        self.clear()
        toast = Toast(text, action=action, stays_ms=stays_ms, status=status, parent=self._surface)
        self._toast = toast
        toast.closed.connect(lambda _used: self._forget(toast))
        toast.resized.connect(self.place)
        toast.show()
        self.place()
        toast.start()
        return toast

    def undo(self, text: str) -> Toast:
        """A toast with Undo for 10 s; connect to its `action`."""
        return self.show(text, action=self.tr("Undo"))

    def clear(self) -> None:
        """Put the current toast away, if any."""
        if self._toast is not None:
            self._toast.dismiss()

    def _forget(self, toast: Toast) -> None:
        if self._toast is toast:
            self._toast = None
        toast.hide()
        toast.deleteLater()

    def place(self) -> None:
        """Bottom centre, above the footer."""
        toast = self._toast
        if toast is None:
            return
        area = self._area()
        size = toast.size_within(area.width() - px(24))
        width, height = size.width(), size.height()
        x = area.x() + (area.width() - width) // 2
        toast.setGeometry(x, area.bottom() - height - px(12), width, height)
        toast.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._surface and event.type() == QEvent.Type.Resize:
            self.place()
        return False
