"""The log's item model: Qt's own rules, order, one insertion, bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.models.request_cells import TEXT, Field, cost, row_cells
from desktop.models.request_log import MISSING_TICKS, RequestLogModel
from gateway.services.logs import LiveRequest, LogRow

NOW = 1_760_000_000_000
_ZERO: dict[str, Any] = {
    name: {"str": "", "int": 0, "bool": False}[str(field.type)]
    for name, field in LogRow.__dataclass_fields__.items()
}


def row(number: int, **changes: Any) -> LogRow:
    fields = {"id": number, "request_id": f"r{number}", "at": NOW, "status": "done", "attempts": 1}
    return LogRow(**{**_ZERO, **fields, **changes})


def rows(first: int, last: int) -> list[LogRow]:
    """From ``first`` down to ``last``."""
    return [row(number) for number in range(first, last - 1, -1)]


def live(number: int, **changes: Any) -> LiveRequest:
    fields: dict[str, Any] = {
        "request_id": f"r{number}",
        "at": NOW,
        "model": "gpt-5",
        "channel_id": 1,
        "channel_name": "OpenAI",
        "provider": "openai",
        "token_id": 1,
        "token_name": "Mia",
        "client": "Cursor",
        "stream": True,
        "elapsed_ms": 1200,
        "first_token_ms": 0,
        "chars": 0,
        "failed_attempts": 0,
        "input_tokens": 10,
    }
    return LiveRequest(**{**fields, **changes})


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en"))
    yield
    QLocale.setDefault(before)


def ids(model: RequestLogModel) -> list[str]:
    return [each.request_id for i in range(model.rowCount()) if (each := model.entry_at(i))]


@pytest.fixture
def model(qtbot: QtBot, qtmodeltester: ModelTester) -> RequestLogModel:
    """Qt's model test watches every change."""
    made = RequestLogModel(limit=50)
    qtmodeltester.check(made)
    return made


def test_pages_are_put_below_each_other(model: RequestLogModel) -> None:
    wanted: list[bool] = []
    model.more_wanted.connect(lambda: wanted.append(True))
    model.reset(rows(20, 11), more=True)
    assert model.rowCount() == 11, "the last row says that more is loading"
    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert wanted == [True], "one page at a time"
    model.append(rows(10, 1), more=False)
    assert ids(model) == [f"r{n}" for n in range(20, 0, -1)]
    assert not model.canFetchMore(QModelIndex())


def test_after_a_failure_the_page_may_be_asked_for_again(model: RequestLogModel) -> None:
    model.reset(rows(3, 1), more=True)
    model.fetchMore(QModelIndex())
    assert not model.canFetchMore(QModelIndex())
    model.fetch_failed()
    assert model.canFetchMore(QModelIndex())


def test_what_runs_stands_on_top_newest_first(model: RequestLogModel) -> None:
    model.reset(rows(2, 1), more=False)
    model.set_live([live(8), live(9)])
    assert ids(model) == ["r9", "r8", "r2", "r1"]
    model.set_live([live(8), live(9), live(10)])
    assert ids(model) == ["r10", "r9", "r8", "r2", "r1"]


def test_what_ends_moves_below_what_runs_and_stays_selected(model: RequestLogModel) -> None:
    model.reset(rows(2, 1), more=True)
    model.set_live([live(7), live(8), live(9)])
    middle = QPersistentModelIndex(model.index(1, 0))
    insertions: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _p, first, last: insertions.append((first, last)))
    model.prepend([row(32, request_id="fast"), row(31, request_id="r8"), row(30, request_id="x")])
    assert ids(model) == ["r9", "r7", "fast", "r8", "x", "r2", "r1"]
    assert insertions == [(2 + 1, 3 + 1)], "what never ran here comes in one insertion"
    assert model.entry(middle).request_id == "r8"  # type: ignore[union-attr]
    assert model.live_count == 2


def test_a_request_is_never_shown_twice(model: RequestLogModel) -> None:
    model.reset(rows(9, 1), more=False)
    model.set_live([live(9)])
    assert ids(model) == [f"r{n}" for n in range(9, 0, -1)]


def test_what_vanishes_waits_for_its_row_and_goes_without_one(model: RequestLogModel) -> None:
    model.set_live([live(1)])
    for _ in range(MISSING_TICKS):
        model.set_live([])
    assert ids(model) == ["r1"]
    model.set_live([])
    assert ids(model) == []


def test_only_rows_in_sight_are_painted_again(model: RequestLogModel) -> None:
    running = [live(n) for n in range(1, 11)]
    model.set_live(running)
    painted: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda a, b, _roles=(): painted.append((a.row(), b.row())))
    model.set_live(running, 2, 5)
    assert painted == [(2, 5)]


def test_too_many_rows_let_the_far_end_go(model: RequestLogModel) -> None:
    model.reset(rows(100, 71), more=True)
    model.append(rows(70, 41), more=True)
    assert model.loaded == 50
    assert model.newer_dropped, "the newest ten went"
    assert (model.newest_id, model.oldest_id) == (90, 41)
    model.prepend(rows(100, 91), whole=True)
    assert (model.newest_id, model.oldest_id) == (100, 51)
    assert not model.newer_dropped
    assert model.rowCount() == 51, "the oldest ten can be loaded again"


def test_every_cell_says_its_column_to_who_cannot_see(model: RequestLogModel) -> None:
    model.reset([row(1, requested_model="gpt-5", charge_nano=2_100_000)], more=False)
    said = [model.index(0, field).data(int(Qt.ItemDataRole.AccessibleTextRole)) for field in Field]
    assert "Model: gpt-5" in said
    assert "Cost: $0.0021" in said


def test_running_rows_tell_time_and_guess_tokens(model: RequestLogModel) -> None:
    model.set_live([live(1, first_token_ms=900, chars=4568, failed_attempts=1, elapsed_ms=12_800)])
    texts = [model.index(0, field).data(TEXT) for field in Field]
    assert texts[Field.STATUS] == "Streaming"
    assert texts[Field.IN : Field.CLIENT] == ["10", "1,142", "—", "0.9 s", "12.8 s"]


@pytest.mark.parametrize(
    ("nano", "text"),
    [
        (0, "$0"),
        (98_500_000, "$0.0985"),
        (100_000, "$0.0001"),
        (21_000, "$0.000021"),
        (12_345_678_900, "$12.3457"),
    ],
)
def test_costs_compare_at_a_glance(nano: int, text: str) -> None:
    assert cost(nano) == text


@pytest.mark.parametrize(
    ("served", "shown"), [("", "—"), ("cache", "From the cache"), ("replay", "Sent again")]
)
def test_an_answer_that_no_channel_gave_says_whence_it_came(served: str, shown: str) -> None:
    cells = row_cells(row(1, served=served, attempts=0))
    assert cells[Field.CHANNEL][TEXT] == shown
