"""What the usage page's header chooses: range, grouping, measure."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.models.usage_figures import Measure, title
from desktop.models.usage_table import grouping_word
from desktop.theme import px
from desktop.viewmodels.usage import Range, UsageChoice
from desktop.widgets.choice import Segmented
from desktop.widgets.combo import Combo
from desktop.widgets.scroll_page import PageHeader
from gateway.services.usage import Grouping

RANGES = tuple(Range)


class UsageControls(QObject):
    """`changed` when a person chooses; what is chosen is read from the parts."""

    changed = Signal()

    def __init__(self, header: PageHeader) -> None:
        super().__init__(header)
        self.range = Segmented([" "] * len(RANGES), "")
        self.range.setObjectName("usage-range")
        self.range_list = Combo([], "")
        self.range_list.setObjectName("usage-range-list")
        self.range_list.hide()
        self.by = Combo([], "", quiet=True)
        self.by.setObjectName("usage-by")
        self.measure = Combo([], "", quiet=True)
        self.measure.setObjectName("usage-measure")
        self._header = header
        for widget in (self.range, self.range_list, self.by, self.measure):
            header.add_action(widget)
        self.range.chosen.connect(self.changed)
        self.range_list.activated.connect(self._range_picked)
        self.by.activated.connect(self.changed)
        self.measure.activated.connect(self.changed)
        self._short = False

    def show(self, choice: UsageChoice) -> None:
        """Shows what is chosen, without telling."""
        self.range.set_current(RANGES.index(choice.range))
        self.range_list.choose(choice.range.value)
        self.by.choose(choice.by.value)
        self.measure.choose(choice.measure.value)

    @property
    def chosen_range(self) -> Range:
        return RANGES[self.range.current]

    @property
    def chosen_by(self) -> Grouping:
        return Grouping(str(self.by.currentData()))

    @property
    def chosen_measure(self) -> Measure:
        return Measure(str(self.measure.currentData()))

    def _range_picked(self, index: int) -> None:
        self.range.set_current(index)
        self.changed.emit()

    def fit(self) -> None:
        """Where there is little room: no words before the choices, then the ranges as a list."""
        room = self._header.room
        for short, listed in ((False, False), (True, False), (True, True)):
            if short != self._short:
                self._short = short
                self._lead()
            ranges = self.range_list if listed else self.range
            parts = [ranges, self.by, self.measure]
            needed = sum(part.sizeHint().width() for part in parts) + px(8) * len(parts)
            if needed <= room or listed:
                self.range.setVisible(not listed)
                self.range_list.setVisible(listed)
                return

    def _lead(self) -> None:
        self.by.set_lead("" if self._short else self.tr("By"))
        self.measure.set_lead("" if self._short else self.tr("Measure"))

    def retranslate(self) -> None:
        ranges = [
            self.tr("Today"),
            self.tr("7 days"),
            self.tr("30 days"),
            self.tr("Month"),
            self.tr("Custom"),
        ]
        self.range.set_texts(ranges)
        now = RANGES[self.range.current].value
        self.range_list.set_items(
            [(words, each.value) for words, each in zip(ranges, RANGES, strict=True)]
        )
        self.range_list.choose(now)
        self.range_list.setAccessibleName(self.tr("Time range"))
        self.range.setAccessibleName(self.tr("Time range"))
        self.by.set_items([(grouping_word(by), by.value) for by in Grouping])
        self.measure.set_items([(title(measure), measure.value) for measure in Measure])
        self.by.setAccessibleName(self.tr("Grouped by"))
        self.measure.setAccessibleName(self.tr("Measure"))
        self._lead()
        self.fit()
