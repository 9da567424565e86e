"""The quay and the page: rail and footer are one L-shaped surface, the page is moored in it."""

from __future__ import annotations

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QRect,
    QRectF,
    QSize,
    Qt,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.theme import px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme
from desktop.widgets.nav_rail import NavRail
from desktop.widgets.toast import ToastHost

NARROWEST_PAGE = 360


class _SheetShadow(QWidget):
    """What a side sheet throws on the page beside it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            alpha = 0.40 if theme().colours.dark else 0.10
            paint.side_shadow(painter, QRectF(self.rect()), alpha)


class PageSurface(QWidget):
    """The page's sheet: paints it with its rounded inside corner and places page and side sheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stack = QStackedWidget(self)
        self._shadow = _SheetShadow(self)
        self._sheet: QWidget | None = None
        self._shift = 0.0
        self._slide = QVariantAnimation(self)
        self._slide.valueChanged.connect(self._slid)
        self._slide.finished.connect(self._slide_ended)
        self._closing = False
        follow_theme(self)

    @property
    def sheet(self) -> QWidget | None:
        """The side sheet that is open."""
        return None if self._closing else self._sheet

    def open_sheet(self, sheet: QWidget) -> None:
        """Moor `sheet` at the right; another one that is open is put away at once."""
        self._slide.stop()
        if self._sheet is not None and self._sheet is not sheet:
            self._put_away()
        fresh = self._sheet is None
        self._closing = False
        self._sheet = sheet
        sheet.setParent(self)
        sheet.show()
        self._shadow.show()
        self._shadow.raise_()
        sheet.raise_()
        self._run(1.0 if fresh else self._shift, 0.0, "sheet_in", QEasingCurve.Type.OutCubic)

    def close_sheet(self) -> None:
        """Slide the sheet out; it is hidden, not deleted."""
        if self._sheet is None or self._closing:
            return
        self._closing = True
        self._run(self._shift, 1.0, "sheet_out", QEasingCurve.Type.InCubic)

    def _run(self, start: float, end: float, token: str, curve: QEasingCurve.Type) -> None:
        milliseconds = theme().duration(token) if self.isVisible() else 0
        self._slide.stop()
        if milliseconds == 0:
            self._slid(end)
            self._slide_ended()
            return
        self._slid(start)
        self._slide.setDuration(milliseconds)
        self._slide.setEasingCurve(QEasingCurve(curve))
        self._slide.setStartValue(start)
        self._slide.setEndValue(end)
        self._slide.start()

    def _slid(self, shift: float) -> None:
        self._shift = float(shift)
        self._place()

    def _slide_ended(self) -> None:
        if self._closing:
            self._put_away()
            self._place()

    def _put_away(self) -> None:
        if self._sheet is not None:
            self._sheet.hide()
        self._sheet = None
        self._closing = False
        self._shadow.hide()

    def restyle(self) -> None:
        self._place()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        line = theme().metrics.hairline
        inner = self.rect().adjusted(0, 0, 0, -line)
        content = QRect(inner)
        if self._sheet is not None:
            layout = theme().metrics.layout
            width = min(layout.side_sheet_width, self.width() - px(56))
            hidden = round(width * self._shift)
            left = self.width() - width + hidden
            self._sheet.setGeometry(left, 0, width, inner.height())
            shadow = layout.side_sheet_shadow
            self._shadow.setGeometry(left - shadow, 0, shadow, inner.height())
            # The list narrows beside the sheet at once; sliding only uncovers what is free already.
            # A page may ask for more before it is narrowed rather than covered.
            least = getattr(self.stack.currentWidget(), "narrowest", NARROWEST_PAGE)
            if not self._closing and inner.width() - width >= px(least):
                content.setRight(self.width() - width - 1)
        self.stack.setGeometry(content)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, metrics = theme().colours, theme().metrics
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), colours.surface.quay)
            paint.begin(painter)
            half = metrics.hairline / 2
            area = QRectF(self.rect()).adjusted(half, -metrics.radius.page_corner, 20, -half)
            path = paint.corner_path(area, metrics.radius.page_corner)
            painter.setPen(QPen(colours.border.line, metrics.hairline))
            painter.setBrush(colours.surface.page)
            painter.drawPath(path)


class QuayFrame(QWidget):
    """The window's content: rail, footer, page surface with its stack, side sheet and toasts.

    Pages are added with `add_page(key, widget)` and shown with `show_page(key)`.
    `narrow_changed(bool)` tells when the page has less than 980 (two columns stack).
    """

    narrow_changed = Signal(bool)

    def __init__(self, rail: NavRail, footer: QWidget, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rail = rail
        self.footer = footer
        self.surface = PageSurface(self)
        rail.setParent(self)
        footer.setParent(self)
        self.toasts = ToastHost(self.surface, self.surface.stack.geometry)
        self._pages: dict[str, QWidget] = {}
        self._narrow = False
        self._rail_collapsed = False
        follow_theme(self)

    def set_rail_collapsed(self, collapsed: bool) -> None:
        """Icons only, although there is room for words."""
        self._rail_collapsed = collapsed
        self._place()

    @property
    def rail_has_room(self) -> bool:
        """Whether the window is wide enough for the rail's words."""
        return self.width() >= int(theme().metrics.layout.rail_collapses_below)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes as the eye does: page list, page, sheet, footer, whatever was made when."""
        order = self._tab_order()
        focus = self.window().focusWidget()
        if not order:
            return super().focusNextPrevChild(forward)
        at = order.index(focus) if focus in order else (-1 if forward else len(order))
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        order[(at + (1 if forward else -1)) % len(order)].setFocus(reason)
        return True

    def _tab_order(self) -> list[QWidget]:
        page = self.surface.stack.currentWidget()
        zones = [each for each in (self.rail, page, self.surface.sheet) if each is not None]
        toast = self.toasts.current
        zones += [self.footer] if toast is None else [toast, self.footer]
        found: list[list[QWidget]] = [[] for _ in zones]
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            policy = widget.focusPolicy()
            takes = (policy & Qt.FocusPolicy.TabFocus) == Qt.FocusPolicy.TabFocus
            if takes and widget.isVisible() and widget.isEnabled() and not widget.focusProxy():
                for zone, members in zip(zones, found, strict=True):
                    if zone is widget or zone.isAncestorOf(widget):
                        members.append(widget)
            widget = widget.nextInFocusChain()
        return [widget for members in found for widget in members]

    def add_page(self, key: str, page: QWidget) -> None:
        """Add a page to the stack, as the object ``page-<key>``."""
        page.setObjectName(f"page-{key}")
        self._pages[key] = page
        self.surface.stack.addWidget(page)

    def show_page(self, key: str) -> None:
        """Bring a page to the front; the rail's selection follows."""
        self.surface.stack.setCurrentWidget(self._pages[key])
        self.rail.set_current(key)

    def page(self, key: str) -> QWidget | None:
        """The page added under `key`."""
        return self._pages.get(key)

    def open_sheet(self, sheet: QWidget) -> None:
        """Open a side sheet over the page's right."""
        self.surface.open_sheet(sheet)
        self.toasts.place()

    def close_sheet(self) -> None:
        """Close the side sheet."""
        self.surface.close_sheet()
        self.toasts.place()

    @property
    def narrow(self) -> bool:
        """Whether columns should stack."""
        return self._narrow

    def restyle(self) -> None:
        self._place()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        layout = theme().metrics.layout
        self.rail.set_togglable(self.rail_has_room)
        self.rail.set_collapsed(self._rail_collapsed or not self.rail_has_room)
        footer = max(layout.footer_height, self.footer.sizeHint().height())
        rail = self.rail.width()
        top = self.height() - footer
        self.rail.setGeometry(0, 0, rail, top)
        self.footer.setGeometry(0, top, self.width(), footer)
        self.surface.setGeometry(rail, 0, self.width() - rail, top)
        self.toasts.place()
        narrow = self.width() < px(980)
        if narrow != self._narrow:
            self._narrow = narrow
            self.narrow_changed.emit(narrow)

    def sizeHint(self) -> QSize:
        return QSize(*theme().metrics.layout.window_default)

    def minimumSizeHint(self) -> QSize:
        # Enlarged text scrolls; the least window stays a window a small screen can hold.
        return QSize(*theme().tokens.layout.window_minimum)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme().colours.surface.quay)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._place()
