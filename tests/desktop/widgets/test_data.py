"""Tables and charts: widths, selection, keyboard, scales."""

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.gallery import data
from desktop.gallery.data import SampleModel
from desktop.theme import theme
from desktop.widgets.charts.drawing import nice_ceiling, smooth_path, spark_points
from desktop.widgets.charts.health import BARS, HealthStrip
from desktop.widgets.charts.share_bar import ShareBar
from desktop.widgets.charts.sparkline import Sparkline
from desktop.widgets.charts.stacked import Bucket, StackedBars, series_hue
from desktop.widgets.delegates import CellDelegate, NumberCell, TextCell
from desktop.widgets.table import Column, DataTable

Key = Qt.Key


def small_table(qtbot: QtBot, *, rows: int = 3) -> DataTable:
    """Four columns, of which two may go."""
    table = DataTable(
        [
            Column(CellDelegate("text3"), 80),
            Column(TextCell("text"), 120, stretch=1),
            Column(NumberCell(), 70, drop=1, sortable=True),
            Column(NumberCell(), 70, drop=2),
        ],
        "Requests",
    )
    cells = [[{data.TEXT: f"{row}.{column}"} for column in range(4)] for row in range(rows)]
    table.setModel(SampleModel(["Time", "Model", "In", "Out"], list(cells)))
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    return table


class TestTable:
    def test_columns_never_add_up_to_more_than_the_viewport(self, qtbot: QtBot) -> None:
        table = small_table(qtbot)
        for width in (600, 400, 341, 340, 300, 270, 200):
            table.resize(width, 300)
            shown = [i for i in range(4) if not table.isColumnHidden(i)]
            total = sum(table.columnWidth(index) for index in shown)
            assert total <= max(table.viewport().width(), 200)

    def test_the_model_column_takes_what_is_left(self, qtbot: QtBot) -> None:
        table = small_table(qtbot)
        widths = [table.columnWidth(index) for index in range(4)]
        assert widths == [80, table.viewport().width() - 220, 70, 70]

    def test_columns_go_in_the_order_of_drop(self, qtbot: QtBot) -> None:
        table = small_table(qtbot)
        table.resize(300, 300)
        assert [table.isColumnHidden(i) for i in range(4)] == [False, False, False, True]
        table.resize(220, 300)
        assert [table.isColumnHidden(i) for i in range(4)] == [False, False, True, True]
        table.resize(600, 300)
        assert not any(table.isColumnHidden(i) for i in range(4))

    def test_enter_and_click_choose_and_arrows_move(self, qtbot: QtBot) -> None:
        table = small_table(qtbot)
        table.select_row(0)
        with qtbot.waitSignal(table.moved) as moved:
            qtbot.keyClick(table, Key.Key_Down)
        assert moved.args is not None
        assert moved.args[0].row() == 1
        with qtbot.waitSignal(table.chosen) as chosen:
            qtbot.keyClick(table, Key.Key_Return)
        assert chosen.args is not None
        assert chosen.args[0].row() == 1
        spot = table.visualRect(table.model().index(2, 1)).center()
        with qtbot.waitSignal(table.chosen) as chosen:
            qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert chosen.args is not None
        assert chosen.args[0].row() == 2

    def test_tab_leaves_the_table(self, qtbot: QtBot) -> None:
        assert not small_table(qtbot).tabKeyNavigation()

    def test_arriving_by_tab_selects_the_first_row(self, qtbot: QtBot) -> None:
        table = small_table(qtbot)
        with qtbot.waitActive(table):
            table.activateWindow()
        table.clearFocus()
        table.setFocus(Qt.FocusReason.TabFocusReason)
        assert table.currentIndex().row() == 0

    def test_the_selected_row_has_an_accent_bar(self, qtbot: QtBot) -> None:
        table = small_table(qtbot)
        table.select_row(1)
        image = table.viewport().grab().toImage()
        row = table.visualRect(table.model().index(1, 0))
        y = row.center().y()
        assert image.pixelColor(1, y).name() == theme().colours.accent.fill.name()
        assert image.pixelColor(6, y).name() == theme().colours.surface.selected.name()

    def test_the_last_row_draws_no_separator(self, qtbot: QtBot) -> None:
        table = small_table(qtbot)
        image = table.viewport().grab().toImage()
        lines = []
        for row in range(3):
            bottom = table.visualRect(table.model().index(row, 0)).bottom()
            lines.append(image.pixelColor(2, bottom) == theme().colours.border.line)
        assert lines == [True, True, False]

    def test_headers_order_by_what_can_be_ordered(self, qtbot: QtBot) -> None:
        table = small_table(qtbot)
        header = table.horizontalHeader()

        def click(column: int) -> None:
            x = header.sectionViewportPosition(column) + 10
            qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))

        with qtbot.assertNotEmitted(table.sort_requested):
            click(1)
        for order in (Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder):
            with qtbot.waitSignal(table.sort_requested) as told:
                click(2)
            assert told.args == [2, order]

    def test_the_menu_key_asks_for_the_current_rows_menu(
        self, qtbot: QtBot, qapp: QApplication
    ) -> None:
        table = small_table(qtbot)
        table.select_row(2)
        reason = QContextMenuEvent.Reason.Keyboard
        with qtbot.waitSignal(table.menu_requested) as told:
            qapp.sendEvent(table.viewport(), QContextMenuEvent(reason, QPoint(1, 1), QPoint(5, 5)))
        assert told.args is not None
        assert told.args[0].row() == 2

    def test_rows_grow_with_text(self, qtbot: QtBot) -> None:
        table = small_table(qtbot)
        before = table.rowHeight(0)
        theme().set_text_scale(1.5)
        assert table.rowHeight(0) == pytest.approx(before * 1.5, abs=1)

    def test_hover_moves_with_the_mouse(self, qtbot: QtBot) -> None:
        table = small_table(qtbot)
        spot = table.visualRect(table.model().index(1, 1)).center()
        qtbot.mouseMove(table.viewport(), spot)
        qtbot.waitUntil(lambda: table.hovered_row == 1)

    def test_without_a_model_it_paints_its_sentence(self, qtbot: QtBot) -> None:
        table = DataTable([Column(TextCell("text"), 100)], "Nothing")
        table.set_empty_text("No requests yet.")
        qtbot.addWidget(table)
        table.resize(300, 120)
        blank = DataTable([Column(TextCell("text"), 100)], "Nothing")
        qtbot.addWidget(blank)
        blank.resize(300, 120)
        assert table.grab().toImage() != blank.grab().toImage()

    def test_ten_thousand_rows_ask_only_for_what_shows(self, qtbot: QtBot) -> None:
        asked: set[int] = set()

        class Counting(SampleModel):
            def data(self, index: data.Index, role: int = data.TEXT) -> object | None:
                asked.add(index.row())
                return super().data(index, role)

        table = small_table(qtbot)
        cells = [[{data.TEXT: "x"} for _column in range(4)] for _row in range(10_000)]
        table.setModel(Counting(["a", "b", "c", "d"], list(cells)))
        table.viewport().grab()
        assert len(asked) < 40


class TestScales:
    @pytest.mark.parametrize(
        ("value", "top", "step"),
        [
            (6.44, 8, 2),
            (4.3, 6, 2),
            (0.9, 1.0, 0.25),
            (100, 100, 25),
            (0, 1, 0.25),
            (7910, 8000, 2000),
        ],
    )
    def test_axes_end_on_round_numbers(self, value: float, top: float, step: float) -> None:
        assert nice_ceiling(value) == pytest.approx((top, step))

    def test_a_sparkline_spans_its_rectangle(self) -> None:
        points = spark_points(QRectF(0, 0, 100, 50), (0, 5, 10), floor_at=0)
        assert [(p.x(), p.y()) for p in points] == [(0, 50), (50, 25), (100, 0)]

    def test_equal_values_lie_in_the_middle_unless_a_floor_is_given(self) -> None:
        area = QRectF(0, 0, 100, 50)
        assert {p.y() for p in spark_points(area, (3, 3), floor_at=None)} == {25}
        assert {p.y() for p in spark_points(area, (3, 3), floor_at=0)} == {0}

    def test_the_curve_never_leaves_its_values(self) -> None:
        points = spark_points(QRectF(0, 0, 100, 50), (0, 9, 1, 10, 0), floor_at=0)
        bounds = smooth_path(points).boundingRect()
        assert bounds.top() >= -0.01
        assert bounds.bottom() <= 50.01


class TestStackedBars:
    def make(self, qtbot: QtBot) -> StackedBars:
        bars = StackedBars(
            ["sonnet", "Other"],
            [Bucket(f"{n} Nov", f"{n} November", (float(n), 1.0)) for n in range(1, 6)],
            other=True,
            number="${:.2f}".format,
        )
        qtbot.addWidget(bars)
        bars.resize(500, 240)
        return bars

    def test_arrows_move_a_cursor_that_is_read_out(self, qtbot: QtBot) -> None:
        bars = self.make(qtbot)
        for _press in range(2):
            qtbot.keyClick(bars, Key.Key_Right)
        assert bars.cursor_index == 1
        words = "2 November $3.00, sonnet $2.00, Other $1.00"
        assert bars.accessibleDescription() == words
        qtbot.keyClick(bars, Key.Key_End)
        assert bars.cursor_index == 4
        qtbot.keyClick(bars, Key.Key_Escape)
        assert bars.cursor_index == -1

    def test_enter_and_click_open_a_bucket(self, qtbot: QtBot) -> None:
        bars = self.make(qtbot)
        qtbot.keyClick(bars, Key.Key_Home)
        with qtbot.waitSignal(bars.bucket_clicked) as told:
            qtbot.keyClick(bars, Key.Key_Return)
        assert told.args == [0]
        with qtbot.waitSignal(bars.bucket_clicked) as told:
            qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(495, 100))
        assert told.args == [4]

    def test_other_is_slate(self) -> None:
        assert series_hue(5, 6, other=True) == 7
        assert series_hue(5, 6, other=False) == 5

    def test_with_a_tooltip_and_a_budget_it_paints(self, qtbot: QtBot) -> None:
        bars = self.make(qtbot)
        plain = bars.grab().toImage()
        bars.set_data(
            ["sonnet", "Other"],
            [Bucket("1 Nov", "1 November", (2.0, 1.0))],
            other=True,
            budget=(4.0, "Daily budget $4"),
        )
        qtbot.keyClick(bars, Key.Key_Right)
        assert bars.grab().toImage() != plain

    def test_no_data_is_an_empty_axis(self, qtbot: QtBot) -> None:
        bars = StackedBars()
        qtbot.addWidget(bars)
        qtbot.keyClick(bars, Key.Key_Right)
        assert bars.cursor_index == -1
        assert not bars.grab().isNull()


class TestSmallCharts:
    def test_a_health_strip_always_has_24_bars(self, qtbot: QtBot) -> None:
        strip = HealthStrip(["failed"], summary="DeepSeek")
        qtbot.addWidget(strip)
        strip.resize(strip.sizeHint())
        image = strip.grab().toImage()
        step = strip.width() / BARS
        heights = []
        for bar in range(BARS):
            x = int((bar + 0.35) * step)
            column = {image.pixelColor(x, y).name() for y in range(strip.height())}
            heights.append(theme().colours.status("error").solid.name() in column)
        assert heights == [False] * 23 + [True]

    def test_a_budget_warns_and_then_stops(self, qtbot: QtBot) -> None:
        def colour(fraction: float) -> str:
            bar = ShareBar(fraction, budget=True, summary="budget")
            qtbot.addWidget(bar)
            bar.resize(120, 8)
            return bar.grab().toImage().pixelColor(20, 4).name()

        colours = theme().colours
        assert colour(0.5) == colours.accent.fill.name()
        assert colour(0.85) == colours.status("warn").solid.name()
        assert colour(1.2) == colours.status("error").solid.name()

    @pytest.mark.parametrize("values", [(), (1.0,), (0.0, 0.0)])
    def test_too_few_values_are_no_error(self, values: tuple[float, ...], qtbot: QtBot) -> None:
        line = Sparkline(values, summary="Requests")
        qtbot.addWidget(line)
        line.resize(100, 36)
        assert not line.grab().isNull()

    def test_a_timeline_keeps_its_colours_apart(self, qtbot: QtBot) -> None:
        chart = data.timeline()
        qtbot.addWidget(chart)
        names = {
            chart.phase_colour(p).name() for p in ("failed", "connect", "waiting", "streaming")
        }
        assert len(names) == 4
        assert isinstance(chart.phase_colour("queue"), QColor)


def test_a_sample_model_is_a_table(qtbot: QtBot) -> None:
    model = SampleModel(["a"], [[{data.TEXT: "x"}]])
    assert (model.rowCount(), model.columnCount()) == (1, 1)
    assert model.rowCount(QModelIndex()) == 1
