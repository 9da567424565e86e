"""The card of the usage chart: bars, lines or a table of the same numbers."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Signal
from PySide6.QtGui import QImage, QPainter, QRegion
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.models.usage_figures import title_by, value, write, write_axis
from desktop.models.usage_table import UsageParts
from desktop.theme import font, px, theme
from desktop.viewmodels.usage import UsageModel
from desktop.widgets import paint
from desktop.widgets.buttons import IconButton
from desktop.widgets.card import Card
from desktop.widgets.charts.bucket_chart import Bucket, BucketChart
from desktop.widgets.charts.lines import Lines
from desktop.widgets.charts.stacked import StackedBars
from desktop.widgets.charts.tip import Legend
from desktop.widgets.delegates import CellDelegate, NumberCell
from desktop.widgets.table import Column, DataTable

HEIGHT = 248
SHARP = 2


class _Stack(QStackedWidget):
    def sizeHint(self) -> QSize:
        return QSize(px(560), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(280), px(HEIGHT))


class ChartCard(Card):
    """`opened(part, series)` on a bar, a point or a cell; series -1 is all of them."""

    opened = Signal(int, int)
    lines_wanted = Signal(bool)
    export_wanted = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent=parent)
        self.setObjectName("usage-chart-card")
        self._bars, self._lines = StackedBars(), Lines()
        self._bars.setObjectName("usage-bars")
        self._lines.setObjectName("usage-lines")
        self._parts = UsageParts(self)
        self._table = DataTable(
            [
                Column(CellDelegate("text", numbers=True), 172, stretch=3),
                Column(NumberCell("text", strong=True), 88),
                *[Column(NumberCell(), 88, stretch=1) for _ in range(6)],
            ],
            "",
        )
        self._table.setObjectName("usage-parts")
        self._table.setModel(self._parts)
        self._stack = _Stack()
        for widget in (self._bars, self._lines, self._table):
            self._stack.addWidget(widget)
        self.body.addWidget(self._stack)
        self._legend = Legend()
        self._style = IconButton("chart-line", "")
        self._style.setObjectName("usage-style")
        self._as_table = IconButton("table-2", "")
        self._as_table.setObjectName("usage-as-table")
        self._export = IconButton("download", "")
        self._export.setObjectName("usage-export")
        self.header.insertWidget(2, self._legend, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for button in (self._style, self._as_table, self._export):
            buttons.addWidget(button)
        self.header.addLayout(buttons)
        self._shows_table = False
        self._wants_lines = False
        self._connect()

    def _connect(self) -> None:
        for chart in (self._bars, self._lines):
            chart.bucket_clicked.connect(self._clicked)
        self._table.chosen.connect(self._cell_chosen)
        self._style.clicked.connect(lambda: self.lines_wanted.emit(not self._wants_lines))
        self._as_table.clicked.connect(lambda: self.show_table(not self._shows_table))
        self._export.clicked.connect(lambda: self.export_wanted.emit(self._export))

    @property
    def chart(self) -> BucketChart:
        """The one that shows, or would."""
        return self._lines if self._wants_lines else self._bars

    def show_table(self, shown: bool) -> None:
        """The same numbers as a table, for those who read rather than look."""
        self._shows_table = shown
        self._stack.setCurrentWidget(self._table if shown else self.chart)
        self._name_buttons()

    def fill(self, model: UsageModel) -> None:
        report, measure = model.report, model.choice.measure
        if report is None:
            return
        self._wants_lines = model.as_lines
        self._style.setVisible(measure.adds_up)
        series = model.series
        columns = [each.values for each in series]
        words = model.part_words()
        wholes = [value(measure, part) for part in report.parts]
        buckets = [
            Bucket(
                label,
                name,
                tuple(column[index] for column in columns),
                None if measure.adds_up else wholes[index] or 0.0,
            )
            for index, (label, name) in enumerate(words)
        ]
        heading = title_by(measure, model.shown_span.step)
        summary = self.tr("{what}. All: {all}. Arrow keys read it, Enter opens the requests.")
        other = bool(series) and series[-1].row is None
        self.chart.set_data(
            [each.name for each in series],
            buckets,
            other=other,
            number=lambda number: write(measure, number),
            axis=lambda number: write_axis(measure, number),
            summary=summary.format(what=heading, all=write(measure, value(measure, report.totals))),
        )
        self._legend.set_entries([(each.hue, each.name) for each in series])
        names = [name for _, name in words]
        self._parts.set_parts(names[: model.begun], series, wholes, measure)
        self._table.setAccessibleName(heading)
        self.set_title(heading)
        self.show_table(self._shows_table)

    def _name_buttons(self) -> None:
        lines = self._wants_lines
        self._style.set_icon_name("chart-column" if lines else "chart-line")
        self._style.set_name(self.tr("Show as bars") if lines else self.tr("Show as lines"))
        self._as_table.set_icon_name("chart-column" if self._shows_table else "table-2")
        self._as_table.set_name(
            self.tr("Show as chart") if self._shows_table else self.tr("Show as table")
        )
        self._export.set_name(self.tr("Export"))
        self._style.setEnabled(not self._shows_table)

    def _clicked(self, part: int) -> None:
        self.opened.emit(part, self.chart.cursor_part)

    def _cell_chosen(self, index: QModelIndex) -> None:
        self.opened.emit(self._parts.part_at(index), self._parts.series_at(index))

    def picture(self) -> QImage:
        """Title, legend and chart as they stand here, twice as sharp, without buttons."""
        chart = self.chart
        if chart.size().isEmpty() or not chart.isVisible():
            chart.resize(self._stack.size())
        pad, gap = px(20), px(12)
        face = font("section")
        line = max(paint.line_height(face), self._legend.sizeHint().height())
        width = max(chart.width(), self._legend.sizeHint().width()) + 2 * pad
        size = QSize(width, chart.height() + 2 * line + 3 * gap + 2 * pad)
        image = QImage(size * SHARP, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(SHARP)
        image.fill(theme().colours.surface.card)
        with QPainter(image) as painter:
            paint.begin(painter)
            head = QRect(pad, pad, width - 2 * pad, line)
            paint.text(painter, head, self._title.text(), face, theme().colours.text.primary)
            legend = Legend(self._legend.entries)
            legend.resize(width - 2 * pad, line)
            flags = QWidget.RenderFlag.DrawChildren
            legend.render(painter, QPoint(pad, pad + line + gap), QRegion(), flags)
            top = pad + 2 * (line + gap)
            chart.render(painter, QPoint(pad, top), QRegion(), flags)
            legend.deleteLater()
        return image

    def retranslate(self) -> None:
        self._name_buttons()
