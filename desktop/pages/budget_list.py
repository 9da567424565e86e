"""Budgets: so much in each period. A line each, with what is left of it below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.budget_words import left_words
from desktop.pages.channels_tabs import show_text
from desktop.theme import px
from desktop.viewmodels.budget_form import (
    BudgetEntry,
    Entries,
    budgets_of,
    limit_of,
    period_word,
    unit_word,
)
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import LineEdit, set_invalid
from desktop.widgets.labels import Label
from desktop.widgets.switch import Switch
from gateway.domain.budget import BudgetLeft, Unit
from gateway.domain.calendar import Period


class _BudgetLine(QWidget):
    """An amount, its unit and its period; below it what is carried over, and what is left."""

    edited = Signal()
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._entry = BudgetEntry()
        self.amount = LineEdit()
        self.unit = Combo([], "")
        self.period = Combo([], "")
        self.cross = IconButton("x", "", compact=True)
        self.carry = Switch("", show_name=True)
        self._left = Label("", "small", "text3", wrap=True)
        self._first = QHBoxLayout()
        self._first.addWidget(self.amount, 1)
        self._first.addWidget(self.unit)
        self._first.addWidget(self.period)
        self._first.addWidget(self.cross)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._first)
        self._column.addWidget(self.carry)
        self._column.addWidget(self._left)
        self.amount.textEdited.connect(self._edit)
        self.unit.activated.connect(self._edit)
        self.period.activated.connect(self._edit)
        self.carry.toggled.connect(self._edit)
        self.cross.clicked.connect(self.removed)
        follow_theme(self)

    def restyle(self) -> None:
        self._first.setSpacing(px(6))
        self._column.setSpacing(px(6))

    @property
    def entry(self) -> BudgetEntry:
        return self._entry

    def show_entry(self, entry: BudgetEntry) -> None:
        self._entry = entry
        show_text(self.amount, entry.amount)
        self.unit.choose(entry.unit)
        self.period.choose(entry.period)
        if self.carry.isChecked() != entry.carry:
            self.carry.set_checked_quietly(entry.carry)
        self.carry.setVisible(entry.period is not Period.TOTAL)

    def show_left(self, state: BudgetLeft | None) -> None:
        self._left.setText("" if state is None else left_words(state))
        self._left.setVisible(state is not None)

    def set_wrong(self, wrong: bool) -> None:
        set_invalid(self.amount, wrong and limit_of(self._entry) is None)

    def retranslate(self) -> None:
        self.amount.setPlaceholderText(self.tr("Amount"))
        self.amount.setAccessibleName(self.tr("Amount of the budget"))
        self.unit.set_items([(unit_word(unit), unit) for unit in (Unit.MONEY, *_COUNTED)])
        self.unit.setAccessibleName(self.tr("Of what"))
        self.period.set_items([(period_word(period), period) for period in Period])
        self.period.setAccessibleName(self.tr("In which time"))
        self.cross.set_name(self.tr("Remove this budget"))
        words = self.tr("Carry over what is left")
        self.carry.setText(words)
        self.carry.setAccessibleName(words)
        self.carry.updateGeometry()
        self.show_entry(self._entry)

    def _edit(self) -> None:
        period = Period(self.period.currentData())
        self._entry = replace(
            self._entry,
            amount=self.amount.text(),
            unit=Unit(self.unit.currentData()),
            period=period,
            carry=self.carry.isChecked() and period is not Period.TOTAL,
        )
        self.show_entry(self._entry)
        self.edited.emit()


_COUNTED = (Unit.TOKENS, Unit.REQUESTS)


class BudgetList(QWidget):
    """``changed`` carries the entries; ``name`` begins the names of its parts."""

    changed = Signal(tuple)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._lines: list[_BudgetLine] = []
        self._add = Button("", "link", icon="plus")
        self._add.setObjectName(f"{name}-add")
        self._add.clicked.connect(self._add_line)
        self._list = QVBoxLayout()
        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._list)
        self._column.addLayout(row)
        self.setFocusProxy(self._add)
        follow_theme(self)

    def restyle(self) -> None:
        self._list.setSpacing(px(12))
        self._column.setSpacing(px(6))

    @property
    def entries(self) -> Entries:
        return tuple(line.entry for line in self._lines)

    def set_entries(self, entries: Entries, left: Sequence[BudgetLeft] = ()) -> None:
        """Show these; lines that hold them already keep cursor and focus. ``left`` is how those
        that are stored stand.
        """
        while len(self._lines) > len(entries):
            self._drop(self._lines[-1])
        while len(self._lines) < len(entries):
            self._new_line()
        known = {(each.budget.period, each.budget.unit): each for each in left}
        for line, entry in zip(self._lines, entries, strict=True):
            if line.entry != entry:
                line.show_entry(entry)
            state = known.get((entry.period, entry.unit))
            saved = state is not None and budgets_of((entry,)) == (state.budget,)
            line.show_left(state if saved else None)

    def set_wrong(self, wrong: bool) -> None:
        for line in self._lines:
            line.set_wrong(wrong)

    def focus_first_flaw(self) -> None:
        """The first amount that is none, else the first."""
        flawed = [line for line in self._lines if limit_of(line.entry) is None]
        for line in (flawed or self._lines)[:1]:
            line.amount.setFocus()

    def focus_begin(self) -> None:
        """The first amount, or the way to one."""
        (self._lines[0].amount if self._lines else self._add).setFocus()

    def retranslate(self) -> None:
        self._add.setText(self.tr("Add a budget"))
        self._add.updateGeometry()
        for line in self._lines:
            line.retranslate()

    def _add_line(self) -> None:
        line = self._new_line()
        taken = {(each.entry.unit, each.entry.period) for each in self._lines[:-1]}
        free = [p for p in (Period.DAY, Period.MONTH, Period.WEEK, Period.HOUR, Period.TOTAL)
                if (Unit.MONEY, p) not in taken]  # fmt: skip
        line.show_entry(BudgetEntry(period=free[0] if free else Period.DAY))
        self._tell()
        line.amount.setFocus()

    def _new_line(self) -> _BudgetLine:
        line = _BudgetLine()
        at = len(self._lines)
        for part in ("amount", "unit", "period", "carry"):
            getattr(line, part).setObjectName(f"{self._name}-{part}-{at}")
        line.cross.setObjectName(f"{self._name}-remove-{at}")
        line.retranslate()
        line.show_left(None)
        self._lines.append(line)
        self._list.addWidget(line)
        line.edited.connect(self._tell)
        line.removed.connect(lambda: self._remove(line))
        line.show()
        return line

    def _remove(self, line: _BudgetLine) -> None:
        self._drop(line)
        self._tell()

    def _drop(self, line: _BudgetLine) -> None:
        self._lines.remove(line)
        self._list.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _tell(self) -> None:
        self.changed.emit(self.entries)
