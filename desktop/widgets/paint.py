"""Painting shared by widgets: boxes inset by half a pixel, hairlines, text, icons, shadows."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QStaticText,
)

from desktop.theme import theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter

AnyRect = QRect | QRectF


def begin(painter: QPainter) -> QPainter:
    """Antialiasing on; returns the painter."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def box(
    painter: QPainter,
    rect: AnyRect,
    radius: float,
    fill: QColor | None = None,
    border: QColor | None = None,
    width: float = 1.0,
) -> None:
    """A rounded box whose border lies inside `rect`."""
    area = QRectF(rect)
    if border is not None and width > 0:
        inset = width / 2
        area.adjust(inset, inset, -inset, -inset)
        radius = max(0.0, radius - inset)
        painter.setPen(QPen(border, width))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(fill) if fill is not None else Qt.BrushStyle.NoBrush)
    radius = min(radius, area.height() / 2, area.width() / 2)
    painter.drawRoundedRect(area, radius, radius)


def hline(painter: QPainter, x: int, y: int, width: int, colour: QColor) -> None:
    """A separator one hairline high, filled so that it stays sharp."""
    painter.fillRect(QRect(x, y, width, theme().metrics.hairline), colour)


def vline(painter: QPainter, x: int, y: int, height: int, colour: QColor) -> None:
    """A separator one hairline wide."""
    painter.fillRect(QRect(x, y, theme().metrics.hairline, height), colour)


def text(
    painter: QPainter,
    rect: AnyRect,
    value: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = LEFT,
    *,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> int:
    """One line of text, elided to the rectangle; returns its width in pixels."""
    area = QRectF(rect)
    metrics = QFontMetrics(font)
    advance = metrics.horizontalAdvance(value)
    if advance > area.width() + 0.5:
        value = metrics.elidedText(value, elide, int(area.width()))
        advance = metrics.horizontalAdvance(value)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(area, int(align), value)
    return advance


class _TextCache:
    """Shaped lines of text by font and words: a table draws the same few hundred again and again.

    Fonts are those of the theme's book, which live until the theme changes; so does this cache.
    """

    LIMIT = 4000

    def __init__(self) -> None:
        self._lines: dict[tuple[int, str, int], tuple[QStaticText, int, QFont]] = {}
        self._metrics: dict[int, QFontMetrics] = {}
        self._book = theme().book
        theme().changed.connect(self._look)

    def _look(self) -> None:
        """Other fonts make other shapes; other colours do not."""
        if self._book is not theme().book:
            self._book = theme().book
            self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._lines.clear()
        self._metrics.clear()

    def line(self, value: str, font: QFont, width: int) -> tuple[QStaticText, int]:
        """The shaped text, elided to `width`, and its advance."""
        whole = self._find(value, font, -1)
        return whole if whole[1] <= width + 1 else self._find(value, font, width)

    def _find(self, value: str, font: QFont, width: int) -> tuple[QStaticText, int]:
        key = (id(font), value, width)
        found = self._lines.get(key)
        if found is None:
            if len(self._lines) > self.LIMIT:
                self.clear()
            metrics = self._metrics.setdefault(id(font), QFontMetrics(font))
            shown = value
            if width >= 0:
                shown = metrics.elidedText(value, Qt.TextElideMode.ElideRight, width)
            static = QStaticText(shown)
            static.setTextFormat(Qt.TextFormat.PlainText)
            static.prepare(font=font)
            # The font is kept, so that its id cannot come to name another.
            found = self._lines[key] = (static, metrics.horizontalAdvance(shown), font)
        return found[0], found[1]


_texts: _TextCache | None = None


def forget_texts() -> None:
    """Let go of shaped words; they are shaped again when they are drawn."""
    if _texts is not None:
        _texts.clear()


def cached_text(
    painter: QPainter,
    rect: AnyRect,
    value: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = LEFT,
) -> int:
    """`text` for table cells: `font` must be one of the theme's own, words are kept shaped."""
    global _texts
    if _texts is None:
        _texts = _TextCache()
    area = QRectF(rect)
    static, advance = _texts.line(value, font, int(area.width()))
    size = static.size()
    x = area.left()
    if align == RIGHT:
        x = area.right() - advance
    elif align == CENTRE:
        x = area.center().x() - advance / 2
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawStaticText(QPointF(x, area.center().y() - size.height() / 2), static)
    return advance


def icon(painter: QPainter, rect: AnyRect, name: str, colour: QColor) -> None:
    """A Lucide icon centred in `rect`."""
    theme().icons.paint(painter, QRectF(rect), name, colour)


def icon_at(
    painter: QPainter, x: float, area: AnyRect, size: int, name: str, colour: QColor
) -> None:
    """An icon at `x`, vertically centred in `area`."""
    rect = QRectF(area)
    icon(painter, QRectF(x, rect.center().y() - size / 2, size, size), name, colour)


def soft_shadow(painter: QPainter, rect: QRectF, radius: float, spread: int, alpha: float) -> None:
    """A soft shadow around `rect`, offset 2 px down; nothing in high contrast."""
    if theme().colours.high_contrast:
        return
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    steps = max(1, spread)
    colour = QColor(0, 0, 0)
    for step in range(steps):
        grow = spread - step
        colour.setAlphaF(alpha / steps * (0.5 + step / steps))
        painter.setBrush(colour)
        area = rect.adjusted(-grow, -grow, grow, grow).translated(0, 2)
        painter.drawRoundedRect(area, radius + grow, radius + grow)
    painter.restore()


def side_shadow(painter: QPainter, rect: QRectF, alpha: float) -> None:
    """A shadow falling to the left from `rect`'s right edge."""
    if theme().colours.high_contrast:
        return
    gradient = QLinearGradient(rect.topLeft(), rect.topRight())
    for position, share in ((0.0, 0.0), (0.5, 0.25), (1.0, 1.0)):
        colour = QColor(0, 0, 0)
        colour.setAlphaF(alpha * share)
        gradient.setColorAt(position, colour)
    painter.fillRect(rect, gradient)


def corner_path(rect: QRectF, radius: float) -> QPainterPath:
    """`rect` with its bottom-left corner rounded: the page moored in the quay."""
    path = QPainterPath(rect.topRight())
    path.lineTo(rect.topLeft())
    path.lineTo(rect.left(), rect.bottom() - radius)
    path.quadTo(rect.bottomLeft(), QPointF(rect.left() + radius, rect.bottom()))
    path.lineTo(rect.bottomRight())
    path.closeSubpath()
    return path


def advance(font: QFont, value: str) -> int:
    """Width of one line of text in pixels."""
    return QFontMetrics(font).horizontalAdvance(value)


def line_height(font: QFont) -> int:
    """Natural height of a line of `font`."""
    return QFontMetrics(font).height()
