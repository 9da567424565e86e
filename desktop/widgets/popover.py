"""A small panel over the window, by what was clicked; it goes with the next click elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.theme import px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme
from desktop.widgets.labels import Label
from desktop.widgets.visibility import hide_unless

SHADOW = 10
EDGE = 4


def _host(widget: QWidget) -> QWidget:
    """The window it lies over. Asked for each time: a reference would outlive its owner's."""
    window = widget.parentWidget()
    assert window is not None  # noqa: S101 - narrows for the type checker
    return window


class _Veil(QWidget):
    """Covers the window below a popover: whatever is clicked there closes it, and nothing else."""

    def __init__(self, popover: Popover, window: QWidget) -> None:
        super().__init__(window)
        self._popover = popover
        self.setGeometry(window.rect())
        window.installEventFilter(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._popover.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self.setGeometry(_host(self).rect())
            self._popover.place()
        return False


class Popover(QWidget):
    """Add to `body`, then `open_by`. Escape, a click elsewhere or focus elsewhere closes it.

    Part of its window, not a window of its own: those come and go differently on every system, and
    with some they cannot be placed. Once closed it is deleted; the focus goes back to where it was.
    """

    closed = Signal()

    def __init__(self, title: str, window: QWidget, *, width: int = 300) -> None:
        super().__init__(window)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._width = width
        self._back: QWidget | None = None
        self._anchor: QWidget | None = None
        self._veil: _Veil | None = None
        self._title = Label(title, "section")
        hide_unless(self._title, bool(title))
        self.body = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        self._column.addLayout(self.body)
        self.hide()
        follow_theme(self)

    def set_title(self, title: str) -> None:
        """The heading; an empty one takes no room."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def restyle(self) -> None:
        margin = px(SHADOW)
        self.setFixedWidth(px(self._width) + 2 * margin)
        side, top = px(16) + margin, px(14) + margin
        self._column.setContentsMargins(side, top, side, top)
        self._column.setSpacing(px(12))
        self.body.setSpacing(px(8))
        if self._anchor is not None:
            self.place()
        self.update()

    def open_by(self, anchor: QWidget, focus: QWidget | None = None) -> None:
        """Below `anchor`, above where there is no room, with the keyboard in `focus`."""
        self._back = QApplication.focusWidget()
        self._anchor = anchor
        anchor.installEventFilter(self)
        self._veil = _Veil(self, _host(self))
        self._veil.show()
        self._veil.raise_()
        self.place()
        self.show()
        self.raise_()
        (focus or self).setFocus(Qt.FocusReason.PopupFocusReason)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def place(self) -> None:
        """Takes the size of what it holds, beside its anchor and inside its window."""
        if self._anchor is None or not isValid(self._anchor):
            return
        margin, window = px(SHADOW), _host(self)
        self._column.activate()
        height = self._column.totalHeightForWidth(self.width())
        self.resize(self.width(), height if height > 0 else self.sizeHint().height())
        at = self._anchor.mapTo(window, QPoint(0, 0))
        below = at.y() + self._anchor.height() + px(EDGE) - margin
        above = at.y() - px(EDGE) + margin - self.height()
        y = below if below + self.height() <= window.height() else max(0, above)
        x = min(at.x() - margin, window.width() - self.width())
        self.move(max(0, x), y)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # what it holds wants another size
            self.place()
        return done

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Tab leads out of it, too. That another program has the keyboard changes nothing."""
        if now is not None and now is not self and not self.isAncestorOf(now):
            self._back = None
            self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Where its anchor goes, on another page or with its row, it goes."""
        if watched is self._anchor and event.type() == QEvent.Type.Hide:
            self._back = None
            self.close()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        # Nothing goes through to the page below.
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        veil, self._veil = self._veil, None
        if veil is None:
            return
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._focus_moved)
        veil.hide()
        veil.deleteLater()
        self.hide()
        if self._back is not None and isValid(self._back) and self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()
        self.deleteLater()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, metrics = theme().colours, theme().metrics
        margin = px(SHADOW)
        area = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        with QPainter(self) as painter:
            paint.begin(painter)
            alpha = 0.50 if colours.dark else 0.16
            paint.soft_shadow(painter, area, metrics.radius.card, margin, alpha)
            border = colours.border.line_strong
            paint.box(painter, area, metrics.radius.card, colours.surface.overlay, border)
