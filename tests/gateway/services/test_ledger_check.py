"""The look at the ledger with which every start begins."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gateway.__main__ import main
from tests.gateway.house import house


async def test_a_start_finds_what_was_planted_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    async with house(tmp_path) as home:
        token, _ = await home.token(5_000_000_000)
        assert home.gateway.ledger_check.differences == ()
        assert home.gateway.status().ledger_differences == 0
    path = tmp_path / "data" / "homeport.db"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE tokens SET balance_nano = 9000000000 WHERE id = ?", (token.id,))
    caplog.clear()
    async with house(tmp_path) as home:
        assert home.gateway.status().ledger_differences == 1
        told = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
        assert told == [
            f"the ledger is not in order: token {token.id} has a balance of $9.00 and $0 used, "
            "but its entries add up to a balance of $5.00 and $0 used"
        ]
        assert main(["check", "--data-dir", str(tmp_path / "data")]) == 1
        assert f"token {token.id} has a balance of $9.00" in capsys.readouterr().out
