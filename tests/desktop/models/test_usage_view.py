"""A report as it is drawn: five series and "Other", ranks, shares, names, figures."""

from __future__ import annotations

from datetime import UTC
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, Qt

from desktop.models import usage_figures as figures
from desktop.models.usage_figures import Measure
from desktop.models.usage_table import UsageColumn, UsageParts, UsageTable
from desktop.models.usage_view import OTHER_HUE, name_of, ranked, series_of
from desktop.widgets import roles
from gateway.services.usage import Grouping, Step, Totals, UsageRow
from tests.desktop.models.usage_rows import report, row, totals

BILLION = 1_000_000_000


@pytest.fixture(autouse=True)
def _english() -> None:
    QLocale.setDefault(QLocale("en_US"))


def eight() -> list[UsageRow]:
    """Models ``m0`` to ``m7``, each twice as dear as the one before, over two days."""
    return [row(f"m{n}", totals(2**n), totals(2**n, first_token_ms=600, first_token_count=2))
            for n in range(8)]  # fmt: skip


def test_five_are_drawn_and_the_others_are_one() -> None:
    rows = ranked(report(*eight()), Measure.COST, {})
    assert [each.name for each in rows] == [f"m{n}" for n in range(7, -1, -1)]
    assert [each.hue for each in rows] == [0, 1, 2, 3, 4, OTHER_HUE, OTHER_HUE, OTHER_HUE]
    series = series_of(rows, Measure.COST)
    assert [each.name for each in series] == ["m7", "m6", "m5", "m4", "m3", "Other"]
    assert series[-1].values == (4.0 + 2 + 1, 4.0 + 2 + 1)
    assert series[-1].row is None
    assert series[0].row is rows[0].row
    assert sum(sum(v or 0 for v in each.values) for each in series) == 2 * 255


def test_shares_are_of_the_whole_and_bars_of_the_largest() -> None:
    rows = ranked(report(row("a", totals(30)), row("b", totals(10))), Measure.COST, {})
    assert [(each.share, each.bar) for each in rows] == [(0.75, 1.0), (0.25, 1 / 3)]
    nothing = ranked(report(row("a", totals(0))), Measure.COST, {})
    assert [(each.share, each.bar, each.hue) for each in nothing] == [(0.0, 0.0, OTHER_HUE)]
    assert series_of(nothing, Measure.COST) == ()


def test_means_do_not_add_up_and_are_unknown_where_nothing_streamed() -> None:
    slow = row("slow", totals(1), totals(1, first_token_ms=4_000, first_token_count=1))
    busy = row("busy", *[totals(1, first_token_ms=900, first_token_count=3)] * 2)
    rows = ranked(report(slow, busy), Measure.FIRST_TOKEN, {})
    assert [(each.name, each.share) for each in rows] == [("busy", None), ("slow", None)]
    assert [each.values for each in series_of(rows, Measure.FIRST_TOKEN)] == [
        (300.0, 300.0), (None, 4_000.0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("by", "given", "deleted", "shown"),
    [
        (Grouping.CHANNEL, "", False, "No channel"),
        (Grouping.TOKEN, "", False, "Channel tests"),
        (Grouping.TOKEN, "phone", True, "phone (deleted)"),
        (Grouping.PROVIDER, "openai", False, "OpenAI"),
        (Grouping.PROVIDER, "", False, "No channel"),
        (Grouping.MODEL, "gpt-4o", False, "gpt-4o"),
    ],
)
def test_names(by: Grouping, given: str, deleted: bool, shown: str) -> None:
    assert name_of(row(given, totals(), deleted=deleted), by, {"openai": "OpenAI"}) == shown


@pytest.mark.parametrize(
    ("measure", "number", "words", "scale"),
    [
        (Measure.COST, 2 * BILLION, "$2.00", "$2"),
        (Measure.COST, BILLION // 2, "$0.50", "$0.50"),
        (Measure.COST, 25_000_000, "$0.0250", "$0.025"),
        (Measure.COST, 0, "$0", "$0"),
        (Measure.TOKENS, 39_230, "39.2 k", "39.2 k"),
        (Measure.TOKENS, 2_000_000, "2.0 M", "2 M"),
        (Measure.TOKENS, 5_000, "5,000", "5 k"),
        (Measure.REQUESTS, 12_345, "12,345", "12,345"),
        (Measure.ERRORS, 0.5, "0", "0.5"),
        (Measure.FIRST_TOKEN, 820, "0.82 s", "0.82 s"),
        (Measure.FIRST_TOKEN, 12_000, "12.0 s", "12 s"),
    ],
)
def test_figures_are_written_with_their_unit(
    measure: Measure, number: float, words: str, scale: str
) -> None:
    assert figures.write(measure, number) == words
    assert figures.write_axis(measure, number) == scale


def test_success_is_never_whole_while_something_failed() -> None:
    assert figures.succeeded(totals(requests=10_000, errors=1)) == "99.9 %"
    assert figures.succeeded(totals(requests=1000, errors=7)) == "99.3 %"
    assert figures.succeeded(totals(requests=4, errors=1)) == "75 %"
    assert figures.succeeded(totals(requests=4)) == "100 %"
    assert figures.write(Measure.FIRST_TOKEN, figures.value(Measure.FIRST_TOKEN, Totals())) == "—"


def test_parts_are_called_by_their_local_time() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    # Clocks go back on 25 October 2026 at 01:00 UTC.
    bounds = [1_792_882_800_000 + n * 3_600_000 for n in range(5)]
    hours = figures.part_words(bounds, Step.HOUR, berlin)
    assert hours == [
        ("01:00", "Sun 25 Oct 2026 01:00-02:00"),
        ("02:00", "Sun 25 Oct 2026 02:00-02:00 (UTC+0200)"),
        ("02:00", "Sun 25 Oct 2026 02:00-03:00 (UTC+0100)"),
        ("03:00", "Sun 25 Oct 2026 03:00-04:00"),
    ]
    day = figures.part_words([1_763_596_800_000, 1_763_683_200_000], Step.DAY, UTC)
    assert day == [("20 Nov", "Thu 20 Nov 2025")]
    week = figures.part_words([1_763_596_800_000, 1_764_201_600_000], Step.WEEK, UTC)
    assert week == [("20 Nov", "Thu 20 Nov 2025 to Wed 26 Nov 2025")]
    month = figures.part_words([1_761_955_200_000, 1_764_547_200_000], Step.MONTH, UTC)
    assert month == [("Nov 2025", "November 2025")]


class TestTables:
    def cells(self, model: UsageTable, at: int) -> list[str]:
        return [str(model.index(at, column).data() or "") for column in UsageColumn]

    def test_rows_are_told_in_every_measure(self, qapp: object) -> None:
        del qapp
        model = UsageTable()
        rows = ranked(report(*eight()), Measure.COST, {})
        model.set_rows(rows, Grouping.MODEL, Measure.COST, begun=1)
        assert self.cells(model, 0) == [
            "m7", "50 %", "<$0.000001", "2", "240", "0", "0.30 s", "",
        ]  # fmt: skip
        trend = model.index(0, UsageColumn.TREND).data(roles.ValuesRole)
        assert trend == (128.0,), "what is to come is not drawn"
        assert model.sorted_by == (UsageColumn.COST, Qt.SortOrder.DescendingOrder)

    def test_a_click_on_a_header_orders_until_something_else_is_measured(
        self, qapp: object
    ) -> None:
        del qapp
        model = UsageTable()
        rows = ranked(report(*eight()), Measure.COST, {})
        model.set_rows(rows, Grouping.MODEL, Measure.COST, begun=2)
        model.order(UsageColumn.COST, Qt.SortOrder.AscendingOrder)
        assert self.cells(model, 0)[0] == "m0"
        model.set_rows(rows, Grouping.MODEL, Measure.COST, begun=2)
        assert self.cells(model, 0)[0] == "m0"
        again = ranked(report(*eight()), Measure.TOKENS, {})
        model.set_rows(again, Grouping.MODEL, Measure.TOKENS, begun=2)
        assert self.cells(model, 0)[0] == "m0", "all are equal, so by name"
        assert model.sorted_by[0] == UsageColumn.TOKENS
        model.set_rows(again, Grouping.MODEL, Measure.FIRST_TOKEN, begun=2)
        assert model.sorted_by[0] == -1, "those with the most streams, not the slowest"

    def test_a_cost_nobody_knows_is_not_nothing(self, qapp: object) -> None:
        del qapp
        model = UsageTable()
        free = row("free", totals(0))
        secret = row("secret", totals(0), unpriced_requests=120)
        partly = row("partly", totals(BILLION), unpriced_requests=50)
        rows = ranked(report(partly, secret, free), Measure.COST, {})
        model.set_rows(rows, Grouping.MODEL, Measure.COST, begun=1)
        found = {self.cells(model, at)[0]: self.cells(model, at)[2] for at in range(3)}
        assert found == {"partly": "over $1.00", "secret": "No price", "free": "$0"}

    def test_the_chart_in_numbers_is_newest_first(self, qapp: object) -> None:
        del qapp
        model = UsageParts()
        made = report(row("a", totals(BILLION), totals(0)), row("b", totals(0), totals(BILLION)))
        series = series_of(ranked(made, Measure.COST, {}), Measure.COST)
        model.set_parts(["first", "second"], series, [1.0 * BILLION] * 2, Measure.COST)
        header = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(4)]
        assert header == ["Time", "Total", "a", "b"]
        assert [model.index(0, n).data() for n in range(4)] == ["second", "$1.00", "$0", "$1.00"]
        assert [model.index(1, n).data() for n in range(4)] == ["first", "$1.00", "$1.00", "$0"]
        assert model.part_at(model.index(0, 0)) == 1
        assert [model.series_at(model.index(0, n)) for n in range(4)] == [-1, -1, 0, 1]
