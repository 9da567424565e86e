"""Columns of the log: which show and how wide, chosen at the header, kept on this device."""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt

from desktop.models.request_cells import Field
from desktop.pages.logs_table import RequestTable
from desktop.ui_state import UiState
from desktop.widgets.menu import Menu

NAME = "logs_columns"
ALWAYS = (Field.TIME, Field.STATUS, Field.MODEL)
AT_FIRST_SHUT = frozenset({Field.CLIENT, Field.CACHED, Field.PROVIDER})
_LIMIT = 4000


class ColumnChoice(QObject):
    """Belongs to the table. A damaged memory means the columns of a first start."""

    def __init__(self, table: RequestTable, ui_state: UiState) -> None:
        super().__init__(table)
        self._table = table
        self._ui_state = ui_state
        self.shut: frozenset[Field] = AT_FIRST_SHUT
        header = table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda place: self.open_menu(header.mapToGlobal(place))
        )
        table.arranged.connect(self._keep)
        self._restore()

    def open_menu(self, position: QPoint) -> Menu:
        """Every column by name, checked if it shows."""
        menu = Menu(self._table)
        menu.setObjectName("logs-columns-menu")
        header = self._table.horizontalHeader()
        order = sorted(Field, key=header.visualIndex)
        titles = self._table.model()
        for field in order:
            title = str(titles.headerData(field, Qt.Orientation.Horizontal))
            menu.add(
                title,
                self._flipping(field),
                checked=field not in self.shut,
                enabled=field not in ALWAYS,
            )
        menu.addSeparator()
        menu.add(self.tr("Usual columns"), self.reset, icon_name="rotate-ccw")
        menu.popup(position)
        return menu

    def flip(self, field: Field) -> None:
        """Shows a column or hides it."""
        self.shut = self.shut ^ {field}
        self._table.arrange(self.shut, self._table.own_widths)
        self._keep()

    def reset(self) -> None:
        """As at the first start."""
        self.shut = AT_FIRST_SHUT
        self._table.arrange(self.shut, {})
        self._keep()

    def _flipping(self, field: Field) -> Callable[[], None]:
        return lambda: self.flip(field)

    def _keep(self) -> None:
        widths = {Field(column).name: width for column, width in self._table.own_widths.items()}
        shut = sorted(field.name for field in self.shut)
        self._ui_state.set_text(NAME, json.dumps({"shut": shut, "widths": widths}))

    def _restore(self) -> None:
        widths: dict[int, int] = {}
        try:
            kept = json.loads(self._ui_state.text(NAME))
            shut = frozenset(Field[name] for name in kept["shut"]) - frozenset(ALWAYS)
            for name, width in kept["widths"].items():
                if isinstance(width, int) and 0 < width < _LIMIT:
                    widths[Field[name]] = width
            self.shut = shut
        except (ValueError, KeyError, TypeError, AttributeError):
            widths = {}
        self._table.arrange(self.shut, widths)
