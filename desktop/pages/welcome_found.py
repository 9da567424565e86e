"""What the welcome page offers below its field: what this computer has, and providers to choose."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop import format
from desktop.theme import px
from desktop.viewmodels.welcome import Found
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button
from desktop.widgets.card import Card, Row
from desktop.widgets.inputs import SearchField
from desktop.widgets.labels import ElidedLabel, Label
from desktop.widgets.option_list import TileButton
from desktop.widgets.tile import Tile
from gateway.services.channels import ProviderView

COLUMNS = 4
_NARROW = 560


class FoundList(QWidget):
    """Local servers and keys in the environment, each with Add; hidden while there are none."""

    add_clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("found")
        self._found: list[Found] = []
        self._title = Label("", "small", "text2", weight="label")
        self._card: Card | None = None
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        self.setVisible(False)
        follow_theme(self)

    def set_found(self, found: Sequence[Found]) -> None:
        """Lists these instead."""
        self._found = list(found)
        self._fill()

    @property
    def empty(self) -> bool:
        return not self._found

    def _fill(self) -> None:
        self._title.setText(self.tr("Found on this computer"))
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
        card = self._card = Card(flush=True)
        card.setObjectName("found-card")
        for number, found in enumerate(self._found):
            row = self._row(found, number)
            row.set_last(number == len(self._found) - 1)
            card.body.addWidget(row)
        self._column.addWidget(card)
        self.restyle()

    def _row(self, found: Found, number: int) -> Row:
        name, detail = self._words(found)
        row = Row(f"{name}, {detail}", height=56, interactive=False)
        row.body.addWidget(Tile(found.provider.name, 36, letters=found.provider.tile))
        lines = QVBoxLayout()
        lines.setSpacing(px(2))
        lines.addStretch(1)
        title = ElidedLabel(name, "strong")
        title.setObjectName(f"found-name-{number}")
        below = ElidedLabel(detail, "small", "text3", mono=True)
        below.setObjectName(f"found-detail-{number}")
        lines.addWidget(title)
        lines.addWidget(below)
        lines.addStretch(1)
        row.body.addLayout(lines, 1)
        add = Button(self.tr("Add"), "plain")
        add.setObjectName(f"found-add-{number}")
        add.setAccessibleName(self.tr("Add {name}").format(name=name))
        add.clicked.connect(lambda: self.add_clicked.emit(found))
        row.body.addWidget(add)
        return row

    def _words(self, found: Found) -> tuple[str, str]:
        if found.server is not None:
            server = found.server
            address = server.base_url.partition("://")[2].partition("/")[0]
            if server.locked:
                state = self.tr("asks for a key")
            else:
                one, many = self.tr("1 model"), self.tr("{n} models")
                state = format.plural(len(server.models), one, many)
            return server.name, f"{address}  ·  {state}"
        name = self.tr("{provider} key in your environment").format(provider=found.provider.name)
        variable = found.variable
        if variable is None:
            return name, ""
        return name, f"{variable.variable}  ·  ••••{variable.hint}"

    def restyle(self) -> None:
        halo = px(4)
        self._column.setContentsMargins(halo, px(8), halo, 0)
        self._column.setSpacing(px(8))
        if self._card is not None:
            self._card.body.setContentsMargins(px(14), 0, px(14), 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()


class ProviderTiles(QWidget):
    """Seven providers and "N more", which shows all of them with a search field."""

    chosen = Signal(str)

    def __init__(
        self,
        first: Sequence[ProviderView],
        every: Sequence[ProviderView],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("tiles")
        self._first, self._every = list(first), list(every)
        self._all = False
        self._asks = False
        self._columns = COLUMNS
        self._buttons: list[TileButton] = []
        self._title = Label("", "small", "text2", weight="label")
        self._search = SearchField("")
        self._search.setObjectName("tiles-search")
        self._search.textChanged.connect(self._fill)
        self._search.setVisible(False)
        self._nothing = Label("", "body", "text3")
        self._nothing.setVisible(False)
        self._grid = QGridLayout()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        self._column.addWidget(self._search)
        self._column.addLayout(self._grid)
        self._column.addWidget(self._nothing)
        self._retranslate()
        follow_theme(self)

    def set_asking(self, asks: bool) -> None:
        """Whether a tile answers whose the pasted key is."""
        self._asks = asks
        self._name()

    def show_first(self) -> None:
        """Back to seven and "N more"."""
        if self._all:
            self._all = False
            self._search.clear()
            self._search.setVisible(False)
            self._fill()

    def show_all(self) -> None:
        self._all = True
        self._search.setVisible(True)
        self._fill()
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_width(self, width: int) -> None:
        """How wide the column is: two tiles in a row where four would be cut."""
        columns = COLUMNS if width >= px(_NARROW) else 2
        if columns != self._columns:
            self._columns = columns
            self._fill()

    def _wanted(self) -> list[ProviderView]:
        if not self._all:
            return self._first
        text = self._search.text().strip().casefold()
        return [each for each in self._every if text in each.name.casefold() or text in each.id]

    def _fill(self, *_: object) -> None:
        focus = any(button.hasFocus() for button in self._buttons)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        wanted = self._wanted()
        for view in wanted:
            tile = TileButton(view.name, letters=view.tile)
            tile.setObjectName(f"tile-{view.id}")
            tile.clicked.connect(lambda _checked=False, ident=view.id: self.chosen.emit(ident))
            self._buttons.append(tile)
        if not self._all:
            rest = len(self._every) - len(self._first)
            more = TileButton(self.tr("{n} more").format(n=format.count(rest)), icon="ellipsis")
            more.setObjectName("tile-more")
            more.clicked.connect(self.show_all)
            self._buttons.append(more)
        for number, button in enumerate(self._buttons):
            self._grid.addWidget(button, number // self._columns, number % self._columns)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
        self._nothing.setVisible(self._all and not wanted)
        if focus and self._buttons:
            self._buttons[0].setFocus()

    def _name(self) -> None:
        asks = self.tr("Or is it from another provider?")
        self._title.setText(asks if self._asks else self.tr("Or choose a provider"))

    def _retranslate(self) -> None:
        self._name()
        words = self.tr("Search providers")
        self._search.setPlaceholderText(words)
        self._search.setAccessibleName(words)
        self._nothing.setText(
            self.tr("No provider of that name. Most speak OpenAI's way: take OpenAI-compatible.")
        )
        self._fill()

    def restyle(self) -> None:
        halo = px(4)
        self._column.setContentsMargins(halo, px(8), halo, 0)
        self._column.setSpacing(px(8))
        self._grid.setSpacing(px(8))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
