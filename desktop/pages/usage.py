"""The Usage page: what was used when, by whom, and what it cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop import format
from desktop.dialogs.save_file import SaveFile
from desktop.models.usage_figures import Measure
from desktop.models.usage_table import UsageTable
from desktop.models.usage_view import RankedRow
from desktop.pages.load_banner import LoadBanner
from desktop.pages.shell import Shell
from desktop.pages.usage_chart import ChartCard
from desktop.pages.usage_controls import UsageControls
from desktop.pages.usage_dates import DaysRow
from desktop.pages.usage_files import UsageFiles
from desktop.pages.usage_heroes import HeroCard
from desktop.theme import theme
from desktop.viewmodels.usage import Range, UsageModel
from desktop.widgets.banner import Banner
from desktop.widgets.card import Card
from desktop.widgets.delegates import NumberCell, ShareCell, SparkCell, SwatchCell
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.menu import Menu
from desktop.widgets.scroll_page import ScrollPage
from desktop.widgets.spinner import Skeleton
from desktop.widgets.table import Column, DataTable
from gateway.services.usage import Grouping, UnpricedModel

STATEMENT = "statement"
NAMED = 3
"""Models that a sentence names before it only counts."""


def _table() -> DataTable:
    table = DataTable(
        [
            Column(SwatchCell(), 150, stretch=3),
            Column(ShareCell(), 132, stretch=2, drop=4),
            Column(NumberCell("text", strong=True), 92, sortable=True),
            Column(NumberCell(), 100, sortable=True),
            Column(NumberCell(), 100, sortable=True),
            Column(NumberCell(), 74, sortable=True, drop=2),
            Column(NumberCell(), 142, sortable=True, drop=1),
            Column(SparkCell(), 118, drop=3),
        ],
        "",
    )
    table.setObjectName("usage-rows")
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return table


class UsagePage(ScrollPage):
    """``open`` takes a measure's name: ``cost``, ``tokens``, ``requests``, ``errors``; or
    ``statement``.
    """

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("", dense=True, parent=parent)
        self._shell = shell
        self.model = UsageModel(shell.gateway, shell.bridge, self)
        self.files = UsageFiles(shell, self)
        self.controls = UsageControls(self.header)
        self.days = DaysRow()
        self.heroes = HeroCard()
        self.chart = ChartCard()
        self._rows = UsageTable(self)
        self.table = _table()
        self.table.setModel(self._rows)
        self._table_card = Card(flush=True)
        self._table_card.body.addWidget(self.table)
        self._loading = Skeleton(6)
        self._empty = EmptyState("", "", button=" ", contours=False)
        self._empty.setObjectName("usage-empty")
        for widget in (self.days, self.heroes, self.chart, self._table_card):
            self.body.addWidget(widget)
        self.body.addWidget(self._loading)
        self.body.addWidget(self._empty)
        self.body.addStretch(1)
        self._problem = LoadBanner(self, self.model.refresh)
        self._unpriced: Banner | None = None
        self._told: tuple[UnpricedModel, ...] = ()
        self._dismissed: frozenset[str] = frozenset()
        self._connect_parts()
        self._retranslate()

    def _connect_parts(self) -> None:
        model, window = self.model, self._shell.window
        self.controls.changed.connect(self._choose)
        self.header.room_changed.connect(self.controls.fit)
        self.days.chosen.connect(self._choose_days)
        model.changed.connect(self._show)
        model.failed.connect(window.tell_error)
        model.saved.connect(self._tell_saved)
        self.chart.opened.connect(self._open_part)
        self.chart.lines_wanted.connect(lambda on: model.choose(replace(model.choice, lines=on)))
        self.chart.export_wanted.connect(self._offer_export)
        self.table.chosen.connect(self._open_row)
        self.table.menu_requested.connect(self._open_menu)
        self.table.sort_requested.connect(self._rows.order)
        self._empty.action_clicked.connect(self._do_about_nothing)

    # From the window

    def open(self, argument: object = None) -> None:
        if argument == STATEMENT:
            self.files.open_statement()
        elif isinstance(argument, str) and argument in tuple(Measure):
            choice = replace(self.model.choice, measure=Measure(argument), range=Range.TODAY)
            self.model.choose(choice)

    def shown(self) -> None:
        """The page came to the front."""
        self.model.watch(True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.watch(False)

    # What is chosen

    def _choose(self) -> None:
        controls, model = self.controls, self.model
        chosen = replace(
            model.choice,
            range=controls.chosen_range,
            by=controls.chosen_by,
            measure=controls.chosen_measure,
        )
        to_custom = chosen.range is Range.CUSTOM and model.choice.range is not Range.CUSTOM
        if to_custom:
            # A span of one's own begins with the one that was looked at.
            chosen = replace(chosen, first=model.span.first, last=model.span.last)
        model.choose(chosen)
        if to_custom:
            self.days.first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.days.first.selectAll()

    def _choose_days(self, first: date, last: date) -> None:
        self.model.choose_days(first, last)

    def _do_about_nothing(self) -> None:
        if self.model.choice.range is Range.DAYS_30:
            self._shell.window.go("connect")
        else:
            self.model.choose(replace(self.model.choice, range=Range.DAYS_30))

    # What it shows

    def _show(self) -> None:
        model = self.model
        report = model.report
        some = report is not None and bool(report.totals.requests)
        self.controls.show(model.choice)
        self.days.setVisible(model.choice.range is Range.CUSTOM)
        if model.choice.range is Range.CUSTOM:
            self.days.show_days(model.span.first, model.span.last)
        self._loading.setVisible(report is None and model.problem is None)
        self._empty.setVisible(report is not None and not some)
        for card in (self.heroes, self.chart, self._table_card):
            card.setVisible(some)
        self._word_empty()
        if report is not None and some:
            self.heroes.fill(model)
            self.chart.fill(model)
            self._rows.set_rows(model.rows, report.by, model.choice.measure, model.begun)
            self.table.set_sorted(*self._rows.sorted_by)
            self._fit()
        self._problem.show(model.problem)
        if model.problem is None:
            self._show_unpriced(report.unpriced if report is not None else ())
        else:
            # The one banner of the page is the problem's now.
            self._unpriced, self._told = None, ()

    def _fit(self) -> None:
        rows = max(1, len(self.model.rows))
        height = self.table.content_height(rows) + 2 * theme().metrics.hairline
        self._table_card.setFixedHeight(height)

    def _word_empty(self) -> None:
        if self.model.choice.range is Range.DAYS_30:
            self._empty.set_texts(
                self.tr("Nothing was used yet"),
                self.tr("Connect an app, and what it uses and costs shows here."),
                self.tr("Connect a client"),
            )
        else:
            self._empty.set_texts(
                self.tr("Nothing was used in this time"),
                self.tr("Look at a longer time."),
                self.tr("Show 30 days"),
            )

    # Models without a price

    def _show_unpriced(self, models: tuple[UnpricedModel, ...]) -> None:
        told = tuple(each for each in models if each.model not in self._dismissed)
        if told == self._told and (self._unpriced is None) == (not told):
            return
        self._told = told
        if not told:
            if self._unpriced is not None:
                self._unpriced = None
                self.set_banner(None)
            return
        open_ones = [each for each in told if not each.priced_since]
        text = self._say_unpriced(open_ones or list(told), known=not open_ones)
        action = self.tr("Set price") if open_ones else ""
        if self._unpriced is None:
            self._unpriced = Banner("", "warn")
            self._unpriced.setObjectName("usage-unpriced")
            self._unpriced.button.setObjectName("usage-set-price")
            self._unpriced.action_clicked.connect(self._set_price)
            self._unpriced.closed.connect(self._dismiss)
            self.set_banner(self._unpriced)
        self._unpriced.set_message(text, "warn" if open_ones else "neutral", action=action)

    def _say_unpriced(self, models: list[UnpricedModel], *, known: bool) -> str:
        count = sum(each.requests for each in models)
        requests = format.plural(count, self.tr("1 request"), self.tr("{n} requests"))
        names = ", ".join(each.model for each in models[:NAMED])
        if len(models) > NAMED:
            names = self.tr("{names} and {n} more").format(names=names, n=len(models) - NAMED)
        if known:
            words = self.tr(
                "Not in the cost: {requests} from before their model had a price ({names})."
            )
        elif len(models) == 1:
            words = self.tr("Not in the cost: {requests} to {names}, which has no price.")
        else:
            words = self.tr("Not in the cost: {requests} to {n} models without a price ({names}).")
        return words.format(n=format.count(len(models)), requests=requests, names=names)

    def _set_price(self) -> None:
        models = [each.model for each in self._told if not each.priced_since]
        self._shell.window.go("models", models[0] if len(models) == 1 else "unpriced")

    def _dismiss(self) -> None:
        self._dismissed |= {each.model for each in self._told}
        self._show_unpriced(self._told)

    # Where it leads

    def _open_part(self, part: int, series: int) -> None:
        chosen = self.model.series[series] if 0 <= series < len(self.model.series) else None
        row = chosen.row if chosen is not None else None
        self._shell.window.go("logs", self.model.log_filter(part, row))

    def _open_row(self, index: QModelIndex) -> None:
        if (each := self._rows.row_at(index)) is not None:
            self._shell.window.go("logs", self.model.log_filter(-1, each.row))

    def _open_menu(self, index: QModelIndex, at: QPoint) -> None:
        each = self._rows.row_at(index)
        if each is None:
            return
        menu = Menu(self)
        menu.setObjectName("usage-menu")
        menu.add(self.tr("Show requests"), partial(self._open_row, index), icon_name="scroll-text")
        menu.add(
            self.tr("Copy name"), lambda: self._shell.clipboard.copy(each.name), icon_name="copy"
        )
        if self._is_model(each):
            menu.add(
                self.tr("Set price"),
                lambda: self._shell.window.go("models", each.row.name),
                icon_name="tag",
            )
        menu.popup(at)

    def _is_model(self, each: RankedRow) -> bool:
        report = self.model.report
        return report is not None and report.by is Grouping.MODEL and bool(each.row.name)

    # Files

    def _offer_export(self, anchor: QWidget) -> None:
        menu = Menu(self)
        menu.setObjectName("usage-export-menu")
        menu.add(self.tr("Numbers as CSV…"), self._ask_csv, icon_name="table-2")
        menu.add(self.tr("Chart as picture…"), self._ask_png, icon_name="chart-column")
        self.files.add_to(menu)
        menu.open_below(anchor)

    def _ask_csv(self) -> None:
        self._ask("csv", self.tr("Save usage"), self.tr("CSV (*.csv)"), self.model.save_csv)

    def _ask_png(self) -> None:
        picture = self.chart.picture()

        def save(path: Path) -> None:
            self.model.save_png(path, picture)

        self._ask("png", self.tr("Save the chart"), self.tr("PNG (*.png)"), save)

    def _ask(self, suffix: str, title: str, kind: str, save: Callable[[Path], None]) -> None:
        SaveFile(self, title, self.model.default_name(suffix), kind, save).open()

    def _tell_saved(self, name: str) -> None:
        self._shell.window.toast(self.tr("Saved {name}").format(name=name))

    # Words and sizes

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_problem"):
            self.controls.fit()
            self._fit()

    def _retranslate(self) -> None:
        self.header.set_title(self.tr("Usage"))
        self.controls.retranslate()
        self.table.setAccessibleName(self.tr("Usage"))
        self.chart.retranslate()
        self.model.retranslate()
        self._told = ()
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
