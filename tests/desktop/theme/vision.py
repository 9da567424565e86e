"""Colour distance as people with a colour vision deficiency see it.

Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
Deficiency" (2009), severity 1.0, on linear sRGB; distance is CIE76 in Lab under D65.
"""

from itertools import combinations
from math import dist

from PySide6.QtGui import QColor

Matrix = tuple[tuple[float, float, float], ...]

SIGHT: dict[str, Matrix] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE = (0.95047, 1.0, 1.08883)


def _times(matrix: Matrix, vector: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def _linear(colour: QColor) -> tuple[float, ...]:
    parts = (value / 255 for value in (colour.red(), colour.green(), colour.blue()))
    return tuple(v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)


def _lab(linear: tuple[float, ...]) -> tuple[float, float, float]:
    def curve(t: float) -> float:
        return float(t ** (1 / 3)) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116

    xyz = _times(TO_XYZ, linear)
    x, y, z = (curve(value / white) for value, white in zip(xyz, WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def smallest_distance(colours: tuple[QColor, ...], sight: str) -> float:
    """The distance of the two colours that are hardest to tell apart."""
    seen = []
    for colour in colours:
        changed = _times(SIGHT[sight], _linear(colour))
        seen.append(_lab(tuple(min(max(value, 0.0), 1.0) for value in changed)))
    return min(dist(one, other) for one, other in combinations(seen, 2))
