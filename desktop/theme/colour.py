"""Colour arithmetic: blends, alpha and the WCAG 2 contrast ratio. Nothing here knows a theme."""

from __future__ import annotations

from PySide6.QtGui import QColor


def mix(under: QColor, over: QColor, amount: float) -> QColor:
    """`over` laid on `under` with opacity `amount` (0 to 1); the result is opaque."""
    keep = 1.0 - amount
    return QColor.fromRgbF(
        under.redF() * keep + over.redF() * amount,
        under.greenF() * keep + over.greenF() * amount,
        under.blueF() * keep + over.blueF() * amount,
    )


def with_alpha(colour: QColor, alpha: float) -> QColor:
    """A copy of `colour` with opacity `alpha` (0 to 1)."""
    copy = QColor(colour)
    copy.setAlphaF(alpha)
    return copy


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.2 defines it: 0 for black, 1 for white."""

    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    # 8-bit components: QColor keeps 16 bits, and the published ratios are of the hex values.
    red, green, blue = (channel(v / 255) for v in (colour.red(), colour.green(), colour.blue()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2 contrast ratio of two opaque colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(hue: QColor, ground: QColor, ink: QColor, ratio: float) -> QColor:
    """The colour nearest to `hue`, on its way to `ink`, that reaches `ratio` on `ground`."""
    for step in range(21):
        candidate = mix(hue, ink, step / 20)
        if contrast(candidate, ground) >= ratio:
            return candidate
    return QColor(ink)
