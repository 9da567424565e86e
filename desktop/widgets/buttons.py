"""Push buttons: primary, plain, ghost, link, danger, danger_solid and icon-only."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.theme import font, px, theme
from desktop.theme.colour import mix
from desktop.theme.tokens import Tone
from desktop.widgets import paint
from desktop.widgets.base import KeyboardFocus, follow_theme
from desktop.widgets.spinner import Spinner

Kind = Literal["primary", "plain", "ghost", "link", "danger", "danger_solid"]
Size = Literal["compact", "normal", "large"]
FRAMED: Final = ("primary", "plain", "danger_solid")
MINIMUM_WIDTH: Final = 56
GAP: Final = 6


class Button(KeyboardFocus, QPushButton):
    """A button with text, an icon before it or after it, and a busy state.

    `kind`: primary (one per page), plain, ghost (rows and banners), link (card headers), danger
    (error text, no fill), danger_solid (delete confirmation only). While busy it ignores clicks and
    shows a spinner instead of its icon, in the same width.
    """

    def __init__(
        self,
        text: str,
        kind: Kind = "plain",
        *,
        icon: str = "",
        trailing: str = "",
        size: Size = "normal",
        icon_tone: Tone | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind: Kind = kind
        self._icon = theme().icons.require(icon)
        self._trailing = theme().icons.require(trailing)
        self._size: Size = size
        self._icon_tone: Tone | None = icon_tone
        self._busy = False
        self._reserve: tuple[str, ...] = ()
        self._spinner: Spinner | None = None
        self._spin_later = QTimer(self, singleShot=True)
        self._spin_later.timeout.connect(self._show_spinner)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        follow_theme(self)

    @property
    def kind(self) -> Kind:
        """The kind it was made with or changed to."""
        return self._kind

    def set_kind(self, kind: Kind) -> None:
        """Change the look."""
        self._kind = kind
        self.restyle()

    def set_icon_name(self, name: str, tone: Tone | None = None) -> None:
        """Show another icon."""
        self._icon = theme().icons.require(name)
        self._icon_tone = tone
        self.updateGeometry()
        self.update()

    def reserve(self, *texts: str) -> None:
        """Keep room for other texts this button will show, so that its width never jumps."""
        self._reserve = texts
        self.updateGeometry()

    def set_busy(self, busy: bool, *, at_once: bool = False) -> None:
        """Start or end the busy state; the spinner comes only after 150 ms or `at_once`."""
        if busy == self._busy:
            return
        self._busy = busy
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, busy)
        if busy:
            self._spin_later.start(theme().tokens.motion_ms.spinner_after)
            if at_once:
                self._show_spinner()
        else:
            self._spin_later.stop()
            if self._spinner is not None:
                self._spinner.deleteLater()
                self._spinner = None
        self.update()

    @property
    def busy(self) -> bool:
        """Whether the action is under way."""
        return self._busy

    def _show_spinner(self) -> None:
        if not self._busy or self._spinner is not None:
            return
        on_fill = self._kind in ("primary", "danger_solid")
        self._spinner = Spinner(16, "on_accent" if on_fill else "text2", parent=self)
        self._place_spinner()
        self._spinner.show()
        self.update()

    def _place_spinner(self) -> None:
        if self._spinner is not None:
            side = px(16)
            y = (self.height() - side) // 2
            x = self._content().left() if self._icon else (self.width() - side) / 2
            self._spinner.setGeometry(int(x), y, side, side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_spinner()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._busy:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        self.setFont(self._font())
        self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        heavy = self._kind in ("primary", "danger_solid")
        return font("strong") if heavy else font("body", "emphasis")

    def _padding(self) -> int:
        if self._kind == "link":
            return px(2)
        if self._kind in ("ghost", "danger"):
            return px(8)
        return px(11 if self._size == "compact" else 15 if self._kind == "primary" else 14)

    def sizeHint(self) -> QSize:
        heights = theme().metrics.height
        height = {
            "compact": heights.button_compact,
            "normal": heights.button,
            "large": heights.button_large,
        }[self._size]
        metrics = self.fontMetrics()
        texts = (self.text(), *self._reserve)
        width = max(metrics.horizontalAdvance(t) for t in texts) + 2 * self._padding()
        width += (px(16) + px(GAP)) * (bool(self._icon) + bool(self._trailing))
        if self._kind in FRAMED:
            width = max(width, px(MINIMUM_WIDTH))
        if self._kind == "link":
            # A link takes the height of its line, so that a card's header stays a line high.
            return QSize(width, metrics.height() + px(4))
        return QSize(width, max(height, metrics.height() + px(8)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _content(self) -> QRectF:
        """Icon, text and trailing icon, centred as one."""
        width = self.fontMetrics().horizontalAdvance(self.text())
        width += (px(16) + px(GAP)) * (bool(self._icon) + bool(self._trailing))
        left = (self.width() - width) / 2
        if self._kind in ("link", "ghost", "danger"):
            left = float(self._padding())
        return QRectF(left, 0, width, self.height())

    def _fill(self) -> QColor | None:
        colours = theme().colours
        hot = self.underMouse() and self.isEnabled()
        down = self.isDown() or self.isChecked()
        if not self.isEnabled():
            return None
        if self._kind == "primary":
            accent = colours.accent
            return accent.pressed if down else accent.hover if hot else accent.fill
        if self._kind == "danger_solid":
            solid = colours.status("error").solid
            step = 0.24 if down else 0.12 if hot else 0.0
            return mix(solid, colours.text.primary, step)
        if self._kind == "link":
            return None
        rest = None
        if self._kind == "plain":
            rest = colours.surface.hover if colours.dark else colours.surface.card
        if down or hot:
            ground = rest or (colours.surface.card)
            return mix(ground, colours.text.primary, 0.12 if down else 0.06)
        return rest

    def _ink(self) -> QColor:
        colours = theme().colours
        if not self.isEnabled():
            return colours.text.disabled
        if self._kind == "primary":
            return colours.accent.on
        if self._kind == "danger_solid":
            return colours.surface.card
        if self._kind == "danger":
            return colours.tone("error")
        if self._kind == "link":
            return colours.accent.text
        if self._kind == "ghost":
            return colours.text.primary if self.underMouse() else colours.text.secondary
        return colours.text.primary

    def _icon_ink(self, ink: QColor) -> QColor:
        if self._icon_tone is not None and self.isEnabled():
            return theme().colours.tone(self._icon_tone)
        if self._kind == "plain" and self.isEnabled():
            return theme().colours.text.secondary
        return ink

    def paintEvent(self, event: QPaintEvent) -> None:
        metrics = theme().metrics
        border = theme().colours.border
        with QPainter(self) as painter:
            paint.begin(painter)
            frame: QColor | None = None
            if self._kind == "plain" or (self._kind in FRAMED and not self.isEnabled()):
                frame = border.line_strong if self.isEnabled() else border.line
            paint.box(painter, self.rect(), metrics.radius.control, self._fill(), frame)
            ink = self._ink()
            area = self._content()
            spinning = self._spinner is not None
            x = area.left()
            if self._icon:
                if not spinning:
                    paint.icon_at(painter, x, area, px(16), self._icon, self._icon_ink(ink))
                x += px(16) + px(GAP)
            if not spinning or self._icon:
                width = self.fontMetrics().horizontalAdvance(self.text())
                face = QRectF(x, 0, width + 1, self.height())
                underline = self._kind == "link" and self.underMouse() and self.isEnabled()
                face_font = QFont(self.font())
                face_font.setUnderline(underline)
                paint.text(painter, face, self.text(), face_font, ink)
                x += width + px(GAP)
            if self._trailing:
                paint.icon_at(painter, x, area, px(16), self._trailing, ink)


class IconButton(KeyboardFocus, QPushButton):
    """A square button with an icon only: 32, or 28 (`compact`, in rows). `name` is what it does."""

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        compact: bool = False,
        framed: bool = False,
        tone: Tone = "text2",
        size: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = theme().icons.require(icon)
        self._compact = compact
        self._framed = framed
        self._tone: Tone = tone
        self._size = size
        self.set_name(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        follow_theme(self)

    def set_name(self, name: str) -> None:
        """What it does: tooltip and accessible name."""
        self.setToolTip(name)
        self.setAccessibleName(name)

    def set_icon_name(self, icon: str, tone: Tone | None = None) -> None:
        """Show another icon."""
        self._icon = theme().icons.require(icon)
        self._tone = tone or self._tone
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        heights = theme().metrics.height
        side = heights.button_compact if self._compact else heights.button
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        ground = colours.surface.hover if colours.dark else colours.surface.card
        fill: QColor | None = ground if self._framed else None
        down = self.isDown() or self.isChecked()
        if self.isEnabled() and (down or self.underMouse()):
            fill = mix(ground, colours.text.primary, 0.12 if down else 0.06)
        ink = colours.tone(self._tone) if self.isEnabled() else colours.text.disabled
        with QPainter(self) as painter:
            paint.begin(painter)
            frame = colours.border.line_strong if self._framed else None
            paint.box(painter, self.rect(), theme().metrics.radius.control, fill, frame)
            side = px(self._size)
            area = QRectF(0, 0, side, side)
            area.moveCenter(QRectF(self.rect()).center())
            paint.icon(painter, area, self._icon, ink)
