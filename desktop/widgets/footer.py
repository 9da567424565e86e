"""The footer: state, URL with copy, LAN, active count, cost today. Every segment is a button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from desktop.theme import StatusName, font, px, theme
from desktop.theme.colour import mix
from desktop.widgets import paint
from desktop.widgets.base import KeyboardFocus, follow_theme
from desktop.widgets.pill import STATUS_ICONS

GAP = 6
PAD = 8


class Segment(KeyboardFocus, QAbstractButton):
    """Icon and words in the footer. `status` colours both; otherwise they are secondary."""

    def __init__(
        self,
        text: str = "",
        icon: str = "",
        *,
        trailing: str = "",
        mono: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = theme().icons.require(icon)
        self._trailing = theme().icons.require(trailing)
        self._mono = mono
        self._status: StatusName | None = None
        self._compact = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text)
        follow_theme(self)

    def set_text(self, text: str, *, name: str = "") -> bool:
        """Change the words; `name` is the accessible name where it differs. False: nothing did."""
        if text == self.text() and self.accessibleName() == (name or text):
            return False
        self.setText(text)
        if self._compact:
            self.setToolTip(text)
        self.updateGeometry()
        self.update()
        self.setAccessibleName(name or text)
        return True

    def set_icon_name(self, icon: str, trailing: str | None = None) -> None:
        """Change the icons."""
        self._icon = theme().icons.require(icon)
        if trailing is not None:
            self._trailing = theme().icons.require(trailing)
        self.update()

    @property
    def compact(self) -> bool:
        """Whether only its icons show."""
        return self._compact

    def set_compact(self, compact: bool) -> None:
        """Icons only; the words become the tooltip."""
        if compact != self._compact:
            self._compact = compact
            self.setToolTip(self.text() if compact else "")
            self.updateGeometry()
            self.update()

    def set_status(self, status: StatusName | None) -> None:
        """Colour by status, with its icon."""
        if status != self._status:
            self._status = status
            if status is not None:
                self._icon = STATUS_ICONS[status]
            self.update()

    def restyle(self) -> None:
        self.setFont(self._face())
        self.updateGeometry()
        self.update()

    def _face(self) -> QFont:
        if self._mono:
            return font("small", mono=True)
        return font("small", "emphasis", numbers=True)

    def ring_radius(self) -> int:
        return theme().metrics.radius.tile_small

    def sizeHint(self) -> QSize:
        return QSize(self.width_of(compact=self._compact), self._height())

    def width_of(self, *, compact: bool) -> int:
        """How wide it is with or without its words."""
        icons = bool(self._icon) + bool(self._trailing)
        if compact:
            return px(16) * icons + px(GAP) * max(0, icons - 1) + 2 * px(PAD)
        words = self.fontMetrics().horizontalAdvance(self.text())
        return words + 2 * px(PAD) + (px(16) + px(GAP)) * icons

    def _height(self) -> int:
        return max(px(28), self.fontMetrics().height() + px(6))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        with QPainter(self) as painter:
            paint.begin(painter)
            if self.underMouse() or self.isDown():
                amount = 1.0 if self.isDown() else 0.5
                fill = mix(colours.surface.quay, colours.surface.hover, amount)
                paint.box(painter, self.rect(), theme().metrics.radius.tile_small, fill)
            ink: QColor = colours.text.secondary
            icon_ink = ink
            if self._status is not None:
                ink = colours.status(self._status).text
                icon_ink = ink
            x = float(px(PAD))
            if self._icon:
                paint.icon_at(painter, x, self.rect(), px(16), self._icon, icon_ink)
                x += px(16) + px(GAP)
            if not self._compact:
                width = self.fontMetrics().horizontalAdvance(self.text())
                area = QRectF(x, 0, width + 1, self.height())
                paint.text(painter, area, self.text(), self.font(), ink)
                x += width + px(GAP)
            if self._trailing:
                paint.icon_at(painter, x, self.rect(), px(16), self._trailing, ink)


class Footer(QWidget):
    """The window's status line, 36 high. It shows what it is told; pages decide what clicks do."""

    state_clicked = Signal()
    copy_clicked = Signal()
    lan_clicked = Signal()
    active_clicked = Signal()
    cost_clicked = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._url = ""
        self._fitting = False
        self.state = Segment("", "circle-check")
        self.address = Segment("", trailing="copy", mono=True)
        self.lan = Segment("", "wifi")
        self.active = Segment("", "activity")
        self.cost = Segment("", "coins")
        self._copied = QTimer(self, singleShot=True)
        self._copied.timeout.connect(self._end_copied)
        self._row = QHBoxLayout(self)
        for part in (self.state, self.address, self.lan):
            self._row.addWidget(part)
        self._row.addStretch(1)
        self._row.addWidget(self.active)
        self._row.addWidget(self.cost)
        self.state.clicked.connect(self.state_clicked)
        self.address.clicked.connect(self._copy)
        self.lan.clicked.connect(self.lan_clicked)
        self.active.clicked.connect(self.active_clicked)
        self.cost.clicked.connect(self.cost_clicked)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Status"))
        follow_theme(self)

    def set_state(self, text: str, status: StatusName) -> None:
        """The server's state: the word and its colour."""
        self.state.set_status(status)
        self.state.set_text(text)

    def set_address(self, url: str) -> None:
        """The address clients use; a click asks to copy it."""
        self._url = url
        self.address.setVisible(bool(url))
        self.address.set_text(url, name=self.tr("Copy address"))
        self._fit()
        tip = self.tr("Copy address")
        self.address.setToolTip(f"{tip}\n{url}" if self.address.compact else tip)

    def set_lan(self, text: str, *, on: bool) -> None:
        """The sharing state."""
        self.lan.setAccessibleDescription(self.tr("Sharing is on") if on else "")
        if self.lan.set_text(text):
            self._fit()

    def set_active(self, text: str) -> None:
        """How many requests run."""
        if self.active.set_text(text):
            self._fit()

    def set_cost(self, text: str) -> None:
        """Cost of today."""
        self.cost.setVisible(bool(text))
        if self.cost.set_text(text):
            self._fit()

    def _fit(self) -> None:
        """Where there is no room for all words, those that can be spared become icons."""
        if self._fitting:
            return
        self._fitting = True
        parts = [self.state, self.address, self.lan, self.active, self.cost]
        shown = [part for part in parts if not part.isHidden()]
        edges = self._row.contentsMargins()
        room = self.width() - edges.left() - edges.right() - self._row.spacing() * (len(shown) + 1)
        needed = sum(part.width_of(compact=False) for part in shown)
        for part in (self.lan, self.address, self.active, self.cost):
            spare = needed > room and part in shown
            if spare:
                needed += part.width_of(compact=True) - part.width_of(compact=False)
            part.set_compact(spare)
        self._fitting = False

    def _copy(self) -> None:
        self.copy_clicked.emit()
        self.address.set_icon_name("", "check")
        self._copied.start(theme().tokens.motion_ms.copied_stays)

    def _end_copied(self) -> None:
        self.address.set_icon_name("", "copy")

    def restyle(self) -> None:
        # Segments move out by their padding so that glyphs line up with the page.
        self._row.setContentsMargins(px(20 - PAD), 0, px(24 - PAD), 0)
        self._row.setSpacing(px(9))
        self._fit()
        self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        row = self._row.sizeHint()
        return QSize(row.width(), max(theme().metrics.layout.footer_height, row.height()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("Status"))
            self.set_address(self._url)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), colours.surface.quay)
            height = px(16)
            y = (self.height() - height) // 2
            half = px(9) // 2
            for part in (self.address, self.lan, self.cost):
                if part.isVisibleTo(self):
                    x = part.x() - half - 1
                    paint.vline(painter, x, y, height, colours.border.line_strong)
