"""What the usage page's header chooses: range, grouping, measure."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.models.usage_figures import Measure, title
from desktop.models.usage_table import grouping_word
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
        self.by = Combo([], "", quiet=True)
        self.by.setObjectName("usage-by")
        self.measure = Combo([], "", quiet=True)
        self.measure.setObjectName("usage-measure")
        for widget in (self.range, self.by, self.measure):
            header.add_action(widget)
        self.range.chosen.connect(self.changed)
        self.by.activated.connect(self.changed)
        self.measure.activated.connect(self.changed)
        self._short = False

    def show(self, choice: UsageChoice) -> None:
        """Shows what is chosen, without telling."""
        self.range.set_current(RANGES.index(choice.range))
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

    def set_short(self, short: bool) -> None:
        """Without the words before the choices, where there is little room."""
        if short != self._short:
            self._short = short
            self._lead()

    def _lead(self) -> None:
        self.by.set_lead("" if self._short else self.tr("By"))
        self.measure.set_lead("" if self._short else self.tr("Measure"))

    def retranslate(self) -> None:
        self.range.set_texts(
            [
                self.tr("Today"),
                self.tr("7 days"),
                self.tr("30 days"),
                self.tr("Month"),
                self.tr("Custom"),
            ]
        )
        self.range.setAccessibleName(self.tr("Time range"))
        self.by.set_items([(grouping_word(by), by.value) for by in Grouping])
        self.measure.set_items([(title(measure), measure.value) for measure in Measure])
        self.by.setAccessibleName(self.tr("Grouped by"))
        self.measure.setAccessibleName(self.tr("Measure"))
        self._lead()
