"""The ledger as a file, and the tables over HTTP: whole, in order, without keys."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from pathlib import Path

import pytest

from gateway.domain.money import NANO
from gateway.errors import ServiceError
from gateway.services import ledger_export
from gateway.services.ledger_export import COLUMNS, EntryFilter
from gateway.services.table_file import FileKind, Progress
from gateway.services.table_query import read_query
from gateway.store import ledger_rows
from gateway.store.journal import EntryRow
from gateway.tasks import spawn
from tests.desktop.pages.log_rows import flood, log
from tests.gateway.house import ACCESS_TOKEN, House
from tests.upstreams import Reply, Upstreams, Usage


async def grants(home: House, token_id: int, count: int, **fields: object) -> None:
    def write() -> None:
        for number in range(count):
            row = EntryRow(
                at=1_760_000_000_000 + number, account="token", account_id=token_id,
                amount_nano=1, cause="grant", **fields,  # type: ignore[arg-type]
            )  # fmt: skip
            ledger_rows.add(row)

    await home.gateway.database.write(write)


async def test_every_entry_in_order_and_what_it_adds_up_to(
    home: House, up: Upstreams, tmp_path: Path
) -> None:
    await home.channel(up.openai, "gpt-4o")
    token, key = await home.token(2 * NANO, name="Mia")
    up.openai.script(Reply(text="x", usage=Usage(1_000, 10)))
    assert (await home.chat("gpt-4o", key=key))[0] == 200
    await home.settled()
    path = tmp_path / "ledger.csv"
    told: list[Progress] = []
    count = await home.gateway.ledger_export.run(path, FileKind.CSV, told=told.append)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (len(rows), tuple(rows[0])) == (count, COLUMNS)
    assert told[-1] == Progress(count, 1.0)
    assert [int(row["entry"]) for row in rows] == sorted(int(row["entry"]) for row in rows)
    mine = [row for row in rows if (row["account"], row["account_id"]) == ("token", str(token.id))]
    assert [row["amount_usd"] for row in mine] == ["2.000000000", "-0.002600000"]
    assert {row["name"] for row in mine} == {"Mia"}
    assert mine[1]["request_id"].startswith("req_")
    assert key not in path.read_text(encoding="utf-8-sig")


async def test_it_goes_on_where_a_slice_ends(
    home: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, _ = await home.token(0, name="=Mia()")
    await grants(home, token.id, 25, note="+1")
    monkeypatch.setattr(ledger_export, "ROWS", 5)
    path = tmp_path / "ledger.jsonl"
    which = EntryFilter(1_760_000_000_000, 1_760_000_000_020)
    assert await home.gateway.ledger_export.run(path, FileKind.JSON_LINES, which) == 20
    records = [json.loads(line) for line in path.read_text().splitlines()]
    assert [record["name"] for record in records] == ["=Mia()"] * 20
    text = tmp_path / "ledger.csv"
    await home.gateway.ledger_export.run(text, FileKind.CSV, which)
    assert "'=Mia()" in text.read_text(encoding="utf-8-sig"), "a spreadsheet must not calculate it"
    person = home.gateway.tokens
    assert person is not None
    theirs = await home.gateway.ledger_export.run(path, FileKind.CSV, EntryFilter(person_id=1))
    assert theirs >= 25, "a person's entries are also those of their tokens"
    assert await home.gateway.ledger_export.run(path, FileKind.CSV, EntryFilter(person_id=9)) == 0


async def test_cancelled_it_leaves_nothing(
    home: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, _ = await home.token(0)
    await grants(home, token.id, 50)
    monkeypatch.setattr(ledger_export, "ROWS", 1)
    begun = asyncio.Event()
    run = home.gateway.ledger_export.run(
        tmp_path / "x" / "ledger.csv", FileKind.CSV, told=lambda _: begun.set()
    )
    (tmp_path / "x").mkdir()
    export = spawn(run, "export")
    await begun.wait()
    export.cancel()
    with pytest.raises(asyncio.CancelledError):
        await export
    assert list((tmp_path / "x").iterdir()) == []


async def fetch(home: House, path: str) -> tuple[int, str, bytes]:
    headers = {"Authorization": ACCESS_TOKEN}
    async with home.session.get(home.url + path, headers=headers) as answer:
        return answer.status, answer.content_type, await answer.read()


async def test_both_tables_over_the_management_api(home: House) -> None:
    await home.token(NANO, name="Mia")
    await log(home.gateway, "first", requested_model="gpt-5")
    await flood(home.gateway, 1_200)
    status, kind, body = await fetch(home, "/api/log/export")
    assert (status, kind) == (200, "text/csv")
    assert len(list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))) == 1_201
    status, kind, body = await fetch(home, "/api/ledger/export?format=jsonl&person=root")
    assert (status, kind) == (200, "application/x-ndjson")
    assert any(json.loads(line)["name"] == "Mia" for line in body.splitlines())
    for query in ("format=xml", "since=yesterday", "until=2026-13-01", "person=nobody"):
        status, kind, body = await fetch(home, f"/api/log/export?{query}")
        assert json.loads(body)["code"] == "bad_query"
    async with home.session.get(home.url + "/api/ledger/export") as answer:
        assert answer.status == 401


async def test_days_are_local_and_the_last_one_is_in(home: House) -> None:
    asked = await read_query(home.gateway.people, {"since": "2026-11-01", "until": "2026-11-01"})
    assert asked.until_ms - asked.since_ms in (23 * 3_600_000, 24 * 3_600_000, 25 * 3_600_000)
    with pytest.raises(ServiceError):
        await read_query(home.gateway.people, {"since": "0001-01-01"})


def test_every_column_is_documented() -> None:
    page = (Path(__file__).parents[3] / "docs" / "logs.md").read_text()
    assert [name for name in COLUMNS if f"`{name}`" not in page] == []
