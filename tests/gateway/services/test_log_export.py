"""The log as a file: what it holds, and that nothing is left of one that could not be finished."""

from __future__ import annotations

import asyncio
import csv
import json
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.domain.log_terms import Subject, Term
from gateway.errors import ServiceError
from gateway.services.log_export import COLUMNS, FileKind
from gateway.services.logs import LogFilter
from gateway.services.table_file import Progress
from gateway.tasks import spawn
from tests.desktop.pages.log_rows import flood, log
from tests.gateway.house import House


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


async def test_a_table_for_spreadsheets(home: House, tmp_path: Path) -> None:
    gateway = home.gateway
    await log(gateway, "r1", requested_model="gpt-5", charge_nano=12_345, at=1_760_000_000_123)
    await log(gateway, "r2", client='=HYPERLINK("x")', error_message='two\nlines, "quoted"')
    told: list[Progress] = []
    path = tmp_path / "requests.csv"
    assert await gateway.log_export.run(path, FileKind.CSV, told=told.append) == 2
    rows = read_csv(path)
    assert [row["request_id"] for row in rows] == ["r2", "r1"]
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["client"] == '\'=HYPERLINK("x")', "a spreadsheet must not calculate it"
    assert rows[0]["error_message"] == 'two\nlines, "quoted"'
    assert (rows[1]["model"], rows[1]["charge_usd"]) == ("gpt-5", "0.000012345")
    assert rows[1]["time"] == "2025-10-09T08:53:20.123+00:00"
    assert told[-1] == Progress(2, 1.0)
    assert [each.name for each in tmp_path.glob("*request*")] == ["requests.csv"]


async def test_lines_for_programs_hold_it_as_it_came(home: House, tmp_path: Path) -> None:
    await log(home.gateway, "r1", client="=1+1", stream=True)
    path = tmp_path / "requests.jsonl"
    await home.gateway.log_export.run(path, FileKind.JSON_LINES)
    (record,) = [json.loads(line) for line in path.read_text().splitlines()]
    assert tuple(record) == COLUMNS
    assert record["client"] == "=1+1"
    assert record["stream"] is True


async def test_only_what_the_filter_leaves_and_all_of_it(home: House, tmp_path: Path) -> None:
    await log(home.gateway, "first", requested_model="gpt-5")
    await flood(home.gateway, 3_000)
    await log(home.gateway, "other", requested_model="llama3")
    path = tmp_path / "requests.csv"
    which = LogFilter(terms=(Term(Subject.MODEL, "gpt-5"),))
    assert await home.gateway.log_export.run(path, FileKind.CSV, which) == 3_001
    ids = [row["request_id"] for row in read_csv(path)]
    assert ids == [*(f"flood{number}" for number in range(3_000, 0, -1)), "first"]


async def test_no_key_gets_into_it(home: House, tmp_path: Path) -> None:
    await home.gateway.channels.list()
    _token, key = await home.token(name="Mia")
    await log(home.gateway, "r1")
    path = tmp_path / "requests.csv"
    await home.gateway.log_export.run(path, FileKind.CSV)
    text = path.read_text(encoding="utf-8-sig")
    assert key not in text
    assert "sk-" not in text


async def test_cancelled_half_way_it_leaves_nothing(home: House, tmp_path: Path) -> None:
    await log(home.gateway, "first")
    await flood(home.gateway, 5_000)
    folder = tmp_path / "out"
    folder.mkdir()
    half = asyncio.Event()
    path = folder / "requests.csv"
    path.write_text("the one from before")
    run = home.gateway.log_export.run(path, FileKind.CSV, told=lambda _progress: half.set())
    export = spawn(run, "export")
    await half.wait()
    assert len(list(folder.iterdir())) == 2, "it grows beside its place"
    export.cancel()
    with pytest.raises(asyncio.CancelledError):
        await export
    assert [each.name for each in folder.iterdir()] == ["requests.csv"]
    assert path.read_text() == "the one from before"


@pytest.fixture
def small_disk() -> Iterator[None]:
    """No file may grow beyond 200 kB, the store's own (which is only read meanwhile) included."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_a_full_disk_leaves_nothing(home: House, tmp_path: Path, small_disk: None) -> None:
    await log(home.gateway, "first")
    await flood(home.gateway, 5_000)
    folder = tmp_path / "out"
    folder.mkdir()
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    with pytest.raises(ServiceError) as refusal:
        await home.gateway.log_export.run(folder / "requests.csv", FileKind.CSV)
    assert refusal.value.code == "disk_full"
    assert list(folder.iterdir()) == []


async def test_a_folder_that_is_not_there(home: House, tmp_path: Path) -> None:
    with pytest.raises(ServiceError) as refusal:
        await home.gateway.log_export.run(tmp_path / "no" / "requests.csv", FileKind.CSV)
    assert refusal.value.code == "not_written"


def test_every_column_is_documented() -> None:
    page = (Path(__file__).parents[3] / "docs" / "logs.md").read_text()
    missing = [name for name in COLUMNS if f"`{name}`" not in page]
    assert missing == []
