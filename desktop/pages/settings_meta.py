"""Sections of the Settings page, and cards drawn from the settings' own metadata."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.pages.settings_proxy import ProxyRow
from desktop.pages.settings_rows import MetaRow, SettingsRow
from desktop.theme import px, theme
from desktop.viewmodels.settings import SettingsModel
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button
from desktop.widgets.card import Card


class Section(QWidget):
    """Cards below each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._cards: list[QWidget] = []
        follow_theme(self)

    def restyle(self) -> None:
        self._column.setSpacing(theme().metrics.layout.card_gap)

    def add(self, card: QWidget) -> None:
        """Put a card below the others."""
        self._column.addWidget(card)
        self._cards.append(card)

    def shown(self) -> None:
        """It came to the front."""

    def filter(self, terms: Sequence[str]) -> bool:
        """Shows the rows that say all ``terms``, all that are wanted without any; whether some do.

        Other cards than those of rows are not searched, and go while something is searched for.
        """
        found = False
        for card in self._cards:
            shown = card.filter(terms) if isinstance(card, RowCard) else not terms
            card.setVisible(shown)
            found = found or shown
        return found


class RowCard(Card):
    """A card of rows; the last one draws no separator."""

    def __init__(self, rows: Sequence[SettingsRow], title: str = "", *, link: str = "") -> None:
        self.titled = bool(title)
        self._terms: tuple[str, ...] = ()
        super().__init__(title, spacing=0, link=link)
        self.rows: list[SettingsRow] = []
        self.set_rows(rows)
        self.restyle()

    def set_rows(self, rows: Sequence[SettingsRow]) -> None:
        """Show these and no others; those that go are deleted."""
        gone, self.rows = self.rows, list(rows)
        for row in gone:
            if row not in self.rows:
                row.hide()
                row.deleteLater()
        for row in self.rows:
            self.body.addWidget(row)
            if row not in gone:
                row.wanted_changed.connect(self._close_up)
        self.filter(self._terms)

    def filter(self, terms: Sequence[str]) -> bool:
        """See :meth:`Section.filter`."""
        self._terms = tuple(terms)
        shown = [row for row in self.rows if row.filter(terms, searching=bool(terms))]
        for row in self.rows:
            row.set_last(bool(shown) and row is shown[-1])
        return bool(shown)

    def _close_up(self) -> None:
        self.filter(self._terms)

    def restyle(self) -> None:
        super().restyle()
        layout = self.layout()
        if layout is not None:
            edges = layout.contentsMargins()
            top = edges.top() if self.titled else px(6)
            layout.setContentsMargins(edges.left(), top, edges.right(), px(6))


class MetaCard(RowCard):
    """All settings of a group; advanced ones behind "More"."""

    def __init__(self, group: str, model: SettingsModel) -> None:
        self._meta = {
            view.name: ProxyRow(view, model) if view.kind == "proxy" else MetaRow(view, model)
            for view in model.views(group)
        }
        self._advanced = [self._meta[view.name] for view in model.views(group) if view.advanced]
        self._open = False
        super().__init__(list(self._meta.values()))
        self._model = model
        self.more = Button("", "link")
        self.more.setObjectName(f"settings-more-{group}")
        self.more.clicked.connect(self._turn)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.more)
        self._foot.addStretch(1)
        self.body.addLayout(self._foot)
        self.restyle()
        for row in self._meta.values():
            row.edited.connect(model.set)
        model.changed.connect(self._renew)
        model.refused.connect(self._refuse)
        self._show_more()

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_foot"):  # below the words of the rows
            self._foot.setContentsMargins(px(34), 0, 0, px(8))

    def row(self, name: str) -> MetaRow:
        """The row of a setting."""
        return self._meta[name]

    def filter(self, terms: Sequence[str]) -> bool:
        found = super().filter(terms)
        if hasattr(self, "more"):  # the base class filters while it is being made
            self.more.setVisible(bool(self._advanced) and not terms)
        return found

    def _turn(self) -> None:
        self._open = not self._open
        self._show_more()

    def _show_more(self) -> None:
        for row in self._advanced:
            row.set_wanted(self._open)
        text = self.tr("Fewer settings") if self._open else self.tr("More settings")
        self.more.setText(text)
        self.more.setAccessibleName(text)
        self.more.updateGeometry()
        self.more.setVisible(bool(self._advanced) and not self._terms)

    def _renew(self) -> None:
        for name, row in self._meta.items():
            row.show_view(self._model.view(name))

    def _refuse(self, name: str, sentence: str) -> None:
        if name in self._meta:
            self._meta[name].refuse(sentence)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_more()
