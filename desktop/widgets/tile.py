"""Letter tile of a provider or client, circle of a person, numbered circle of a step."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import font, px, stable_hue, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme


def initials(name: str) -> str:
    """One letter for one word, two for several; a CJK name gives its first character."""
    parts = [part for part in name.replace("-", " ").replace("_", " ").split() if part]
    if not parts:
        return "?"
    first = parts[0]
    if not first[0].isascii():
        return first[0]
    if len(parts) > 1 and parts[1][0].isascii():
        return (first[0] + parts[1][0]).upper()
    return first[0].upper()


def paint_tile(
    painter: QPainter,
    rect: QRectF,
    letters: str,
    hue: int,
    *,
    icon: str = "",
    circle: bool = False,
    faded: bool = False,
) -> None:
    """Paint a tile; for delegates and rows that are not made of widgets."""
    colours, metrics = theme().colours, theme().metrics
    ground, ink = colours.tile(hue)
    if icon:
        ground, ink = colours.surface.neutral_tint, colours.text.secondary
    small = rect.height() <= px(28)
    radius = metrics.radius.tile_small if small else metrics.radius.control
    painter.save()
    paint.begin(painter)
    if faded:
        painter.setOpacity(painter.opacity() * 0.5)
    border = ink if colours.high_contrast else None
    paint.box(painter, rect, rect.height() / 2 if circle else radius, ground, border)
    if icon:
        side = px(16)
        area = QRectF(0, 0, side, side)
        area.moveCenter(rect.center())
        paint.icon(painter, area, icon, ink)
    else:
        face = QFont(font("strong"))
        share = 0.40 if len(letters) > 1 else 0.42
        face.setPixelSize(max(px(10), round(rect.height() * share)))
        paint.text(painter, rect, letters, face, ink, paint.CENTRE)
    painter.restore()


class Tile(QWidget):
    """A letter (or icon) in a tinted square; people get a circle.

    `name` gives letters and hue unless `letters` or `hue` (index in the series) say otherwise.
    """

    def __init__(
        self,
        name: str,
        size: int = 36,
        *,
        letters: str = "",
        hue: int | None = None,
        icon: str = "",
        circle: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._icon = theme().icons.require(icon)
        self._circle = circle
        self._faded = False
        self.set_name(name, letters=letters, hue=hue)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self)

    def set_name(self, name: str, *, letters: str = "", hue: int | None = None) -> None:
        """Show another name."""
        self._letters = letters or initials(name)
        self._hue = stable_hue(name.casefold()) if hue is None else hue
        self.setAccessibleName(name)
        self.update()

    def set_faded(self, faded: bool) -> None:
        """Half strength, for what is off."""
        self._faded = faded
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_tile(
                painter,
                QRectF(self.rect()),
                self._letters,
                self._hue,
                icon=self._icon,
                circle=self._circle,
                faded=self._faded or not self.isEnabled(),
            )


class StepNumber(QWidget):
    """The number of a step in a tinted circle; a check once it is done."""

    def __init__(self, number: int, *, done: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._done = done
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self)

    def set_done(self, done: bool) -> None:
        """Show a check instead of the number."""
        self._done = done
        self.update()

    def restyle(self) -> None:
        self.setAccessibleName(str(self._number))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(22), px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        with QPainter(self) as painter:
            paint.begin(painter)
            if self._done:
                tones = colours.status("ok")
                paint.box(painter, self.rect(), self.height() / 2, tones.tint)
                side = px(14)
                x = (self.width() - side) / 2
                paint.icon_at(painter, x, self.rect(), side, "check", tones.text)
                return
            border = colours.accent.text if colours.high_contrast else None
            paint.box(painter, self.rect(), self.height() / 2, colours.accent.tint, border)
            face = font("small", "label")
            ink = colours.accent.text
            paint.text(painter, self.rect(), str(self._number), face, ink, paint.CENTRE)
