"""What a model answers so that a `DataTable` can draw it.

Every value is optional; a role that is not answered takes the delegate's default.

    Qt.DisplayRole          the text, already formatted for the locale; numbers with their unit,
                            "—" for unknown
    Qt.ToolTipRole          the long form: absolute time, the whole error
    Qt.AccessibleTextRole   the cell in words ("Status: cut short")
    ItemRole                the row's object (the frozen dataclass behind it)
    SortRole                a value that orders (never shown)
    ToneRole                a `desktop.theme.Tone` for the text
    StatusRole              a `StatusName`, or "live" for what still runs: StatusCell
    IconRole                a Lucide name instead of the status's own: StatusCell, TextCell
    SecondRole              quieter text after the first: ModelCell ("asked -> sent"), TextCell
    BadgeRole               a short text after a refresh icon, retries: BadgeCell
    FractionRole            a float from 0 to 1: ShareCell
    SeriesRole              an index in the theme's series: SwatchCell, ShareCell, SparkCell
    ValuesRole              a tuple of floats: SparkCell
    OffRole                 True when the row is off: everything is drawn secondary
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from PySide6.QtCore import Qt


class CellRole(IntEnum):
    """Data roles above `Qt.UserRole`."""

    ITEM = int(Qt.ItemDataRole.UserRole) + 1
    SORT = int(Qt.ItemDataRole.UserRole) + 2
    TONE = int(Qt.ItemDataRole.UserRole) + 3
    STATUS = int(Qt.ItemDataRole.UserRole) + 4
    ICON = int(Qt.ItemDataRole.UserRole) + 5
    SECOND = int(Qt.ItemDataRole.UserRole) + 6
    BADGE = int(Qt.ItemDataRole.UserRole) + 7
    FRACTION = int(Qt.ItemDataRole.UserRole) + 8
    SERIES = int(Qt.ItemDataRole.UserRole) + 9
    VALUES = int(Qt.ItemDataRole.UserRole) + 10
    OFF = int(Qt.ItemDataRole.UserRole) + 11


ItemRole: Final = int(CellRole.ITEM)
SortRole: Final = int(CellRole.SORT)
ToneRole: Final = int(CellRole.TONE)
StatusRole: Final = int(CellRole.STATUS)
IconRole: Final = int(CellRole.ICON)
SecondRole: Final = int(CellRole.SECOND)
BadgeRole: Final = int(CellRole.BADGE)
FractionRole: Final = int(CellRole.FRACTION)
SeriesRole: Final = int(CellRole.SERIES)
ValuesRole: Final = int(CellRole.VALUES)
OffRole: Final = int(CellRole.OFF)
