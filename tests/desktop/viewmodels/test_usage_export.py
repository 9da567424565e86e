"""Usage as files: exact, whole, harmless; and what is said when they cannot be written."""

from __future__ import annotations

import csv
import io
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QColor, QImage

from desktop.models.usage_figures import Measure
from desktop.models.usage_view import ranked
from desktop.viewmodels import usage_export
from gateway.errors import ServiceError
from gateway.services.usage import Totals, UsageReport
from tests.desktop.models.usage_rows import report, row, totals


def lines(made: UsageReport) -> list[list[str]]:
    text = usage_export.csv_text(made, ranked(made, Measure.COST, {}), UTC)
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:])))


def test_every_part_and_row_that_was_used_is_a_line() -> None:
    a = row("a", totals(1, first_token_ms=1000, first_token_count=3), Totals())
    b = row("b", totals(123_456_789_012, requests=2, errors=1), totals(2_500_000_000))
    found = lines(report(a, b))
    assert found == [
        ["from", "to", "model", *usage_export.COLUMNS],
        ["2025-11-20T00:00+00:00", "2025-11-21T00:00+00:00", "b", "2", "1", "100", "20", "0", "0",
         "123.456789012", "123.456789012", ""],
        ["2025-11-20T00:00+00:00", "2025-11-21T00:00+00:00", "a", "1", "0", "100", "20", "0", "0",
         "0.000000001", "0.000000001", "333"],
        ["2025-11-21T00:00+00:00", "2025-11-22T00:00+00:00", "b", "1", "0", "100", "20", "0", "0",
         "2.5", "2.5", ""],
    ]  # fmt: skip


def test_a_cost_nobody_knows_is_empty() -> None:
    secret = row("secret", totals(0), totals(7_000_000_000), unpriced_requests=120)
    free = row("free", totals(0), totals(0))
    costs = {(line[2], line[0][:10]): line[9] for line in lines(report(secret, free))[1:]}
    assert costs == {
        ("secret", "2025-11-20"): "",
        ("secret", "2025-11-21"): "7",
        ("free", "2025-11-20"): "0",
        ("free", "2025-11-21"): "0",
    }


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_no_name_is_run_by_a_spreadsheet(name: str) -> None:
    assert lines(report(row(name, totals(1))))[1][2] == f"'{name}"


def test_default_names_tell_the_days() -> None:
    made = report(row("a", totals(1), totals(1)))
    assert usage_export.default_name(made, UTC, "csv") == (
        "homeport-usage-2025-11-20-to-2025-11-21.csv"
    )
    one = report(row("a", totals(1)))
    assert usage_export.default_name(one, UTC, "png") == "homeport-usage-2025-11-20.png"
    east = ZoneInfo("Asia/Shanghai")
    assert "2025-11-20-to-2025-11-21" in usage_export.default_name(one, east, "png")


async def test_files_are_written_whole(tmp_path: Path) -> None:
    made = report(row("模型", totals(1)))
    path = tmp_path / "usage.csv"
    path.write_text("before")
    await usage_export.save_csv(path, made, ranked(made, Measure.COST, {}), UTC)
    assert "模型" in path.read_text(encoding="utf-8-sig")
    image = QImage(40, 20, QImage.Format.Format_ARGB32)
    image.fill(QColor("#123456"))
    await usage_export.save_png(tmp_path / "chart.png", image)
    assert QImage(str(tmp_path / "chart.png")).pixelColor(1, 1).name() == "#123456"
    assert {each.name for each in tmp_path.iterdir()} == {"usage.csv", "chart.png"}


async def test_what_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    made = report(row("a", totals(1)))
    rows = ranked(made, Measure.COST, {})
    with pytest.raises(ServiceError) as told:
        await usage_export.save_csv(tmp_path / "none" / "usage.csv", made, rows, UTC)
    assert told.value.code == "not_saved"
    assert told.value.message == "usage.csv could not be saved: No such file or directory."
    (tmp_path / "taken.csv").mkdir()
    with pytest.raises(ServiceError, match=r"taken\.csv could not be saved"):
        await usage_export.save_csv(tmp_path / "taken.csv", made, rows, UTC)
    assert [each.name for each in tmp_path.iterdir()] == ["taken.csv"]
