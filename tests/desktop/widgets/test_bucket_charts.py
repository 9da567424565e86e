"""Bars and lines: where values are painted, and what mouse and keyboard find there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.theme import theme
from desktop.widgets.charts.bucket_chart import Bucket, BucketChart
from desktop.widgets.charts.lines import Lines
from desktop.widgets.charts.stacked import StackedBars
from desktop.widgets.stat import StatLink

Key = Qt.Key
SERIES = ("a", "b", "Other")


def buckets(*values: tuple[float | None, ...]) -> list[Bucket]:
    return [Bucket(str(n), f"day {n}", each) for n, each in enumerate(values)]


def place(chart: BucketChart, qtbot: QtBot) -> None:
    qtbot.addWidget(chart)
    chart.resize(640, 260)


def at(chart: BucketChart, bucket: int, value: float) -> QPoint:
    """The middle of a bucket, at a value's height."""
    plot, top = chart.plot(), chart.scale()[0]
    y = plot.bottom() - plot.height() * value / top
    return QPointF(plot.left() + (bucket + 0.5) * chart.slot(), y).toPoint()


def hue_at(image: QImage, point: QPoint) -> int:
    """The series whose colour is painted there; -1 for none (edges are blended a little)."""
    ratio = image.devicePixelRatio()
    found = image.pixelColor(int(point.x() * ratio), int(point.y() * ratio))
    for hue, colour in enumerate(theme().colours.series):
        pairs = zip(found.getRgb()[:3], QColor(colour).getRgb()[:3], strict=True)  # type: ignore[index]
        if all(abs(a - b) <= 6 for a, b in pairs):
            return hue
    return -1


@pytest.fixture
def bars(qtbot: QtBot) -> StackedBars:
    chart = StackedBars(SERIES, buckets((6.0, 3.0, 1.0), (0.0, 2.0, 0.0), (4.0, 0.0, 4.0)),
                        other=True)  # fmt: skip
    place(chart, qtbot)
    return chart


class TestBars:
    def test_parts_lie_on_each_other_in_order(self, bars: StackedBars) -> None:
        image = bars.grab().toImage()
        wanted = [(0, 3.0, 0), (0, 7.5, 1), (0, 9.5, 7), (1, 1.0, 1), (2, 2.0, 0), (2, 6.0, 7)]
        for bucket, value, hue in wanted:
            assert hue_at(image, at(bars, bucket, value)) == hue

    def test_the_mouse_finds_the_part_below_it(self, bars: StackedBars) -> None:
        for bucket, value, part in ((0, 3.0, 0), (0, 7.5, 1), (0, 9.5, 2), (1, 1.0, 1), (1, 9, -1)):
            QTest.mouseMove(bars, at(bars, bucket, value))
            QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=at(bars, bucket, value))
            assert (bars.cursor_index, bars.cursor_part) == (bucket, part)

    def test_up_and_down_choose_a_part_as_the_tooltip_lists_them(self, bars: StackedBars) -> None:
        QTest.keyClick(bars, Key.Key_Home)
        found = []
        for _ in range(4):
            QTest.keyClick(bars, Key.Key_Down)
            found.append(bars.cursor_part)
        assert found == [2, 1, 0, -1]
        QTest.keyClick(bars, Key.Key_Up)
        assert bars.cursor_part == 0
        assert bars.accessibleDescription() == "day 0, a 6"
        QTest.keyClick(bars, Key.Key_Right)
        assert (bars.cursor_index, bars.cursor_part) == (1, -1)
        QTest.keyClick(bars, Key.Key_Down)
        assert bars.cursor_part == 1, "what is nothing is passed over"

    def test_the_cursor_stays_while_the_same_days_grow(self, bars: StackedBars) -> None:
        QTest.keyClick(bars, Key.Key_End)
        bars.set_data(SERIES, buckets((6.0, 3.0, 1.0), (0.0, 2.0, 0.0), (9.0, 0.0, 4.0)))
        assert bars.cursor_index == 2
        assert bars.accessibleDescription().startswith("day 2 13")
        bars.set_data(SERIES, buckets((1.0, 1.0, 1.0)))
        assert bars.cursor_index == -1

    def test_long_words_on_the_scale_have_room(self, bars: StackedBars) -> None:
        narrow = bars.plot().left()
        bars.set_data(SERIES, buckets((1.0, 1.0, 1.0)), axis="{:g} thousand dollars".format)
        assert bars.plot().left() > narrow
        assert bars.plot().right() == pytest.approx(bars.width())


class TestLines:
    def lines(self, qtbot: QtBot) -> Lines:
        chart = Lines(("a", "b"), buckets((1.0, 4.0), (2.0, None), (3.0, 2.0), (None, 1.0)))
        place(chart, qtbot)
        return chart

    def test_unknown_values_break_a_line(self, qtbot: QtBot) -> None:
        chart = self.lines(qtbot)
        plot, top = chart.plot(), chart.scale()[0]
        assert top == 4.0, "lines do not add up"
        assert [len(run) for run in chart.runs(0, plot, top)] == [3]
        assert [len(run) for run in chart.runs(1, plot, top)] == [1, 2]
        assert chart.runs(0, plot, top)[0][1].toPoint() == at(chart, 1, 2.0)

    def test_the_mouse_finds_the_nearest_line(self, qtbot: QtBot) -> None:
        chart = self.lines(qtbot)
        for bucket, value, part in ((0, 1.0, 0), (0, 4.0, 1), (0, 2.5, -1), (1, 2.0, 0), (3, 1, 1)):
            QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at(chart, bucket, value))
            assert (chart.cursor_index, chart.cursor_part) == (bucket, part)

    def test_means_have_a_heading_of_their_own(self, qtbot: QtBot) -> None:
        chart = Lines(("a", "b"), [Bucket("1", "day 1", (2.0, 4.0), whole=3.5)])
        place(chart, qtbot)
        QTest.keyClick(chart, Key.Key_Home)
        assert chart.accessibleDescription() == "day 1 3.5, a 2, b 4"

    def test_it_paints_what_it_is_given(self, qtbot: QtBot) -> None:
        chart = self.lines(qtbot)
        QTest.keyClick(chart, Key.Key_End)
        QTest.keyClick(chart, Key.Key_Left)
        image = chart.grab().toImage()
        assert hue_at(image, at(chart, 2, 3.0)) == 0, "the cursor's dot"
        assert hue_at(image, at(chart, 0, 4.0)) == 1, "a lone value"
        assert hue_at(image, at(chart, 1, 4.0)) == -1
        empty = Lines()
        place(empty, qtbot)
        QTest.keyClick(empty, Key.Key_Right)
        assert not empty.grab().isNull()
        assert empty.cursor_index == -1


def test_a_stat_that_leads_somewhere_is_clicked_and_typed(qtbot: QtBot) -> None:
    stat = StatLink("Cost")
    qtbot.addWidget(stat)
    stat.set_value("$4.18")
    stat.resize(stat.sizeHint())
    for act in (
        lambda: QTest.mouseClick(stat, Qt.MouseButton.LeftButton),
        lambda: QTest.keyClick(stat, Key.Key_Return),
        lambda: QTest.keyClick(stat, Key.Key_Space),
    ):
        with qtbot.waitSignal(stat.activated):
            act()
