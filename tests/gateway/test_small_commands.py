"""What ``prices``, ``export-log`` and ``export-ledger`` do and say; how they start is e2e's."""

from __future__ import annotations

import argparse
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gateway import price_command, table_command
from gateway.errors import ServiceError, StartError
from tests.gateway.house import House, house


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path / "home") as running:
        yield running


async def prices(home: House, *arguments: str) -> list[str]:
    parser = argparse.ArgumentParser()
    price_command.add_options(parser)
    parsed = parser.parse_args(arguments)
    said: list[str] = []
    content = price_command.read_file(parsed)
    await price_command.run(home.gateway.price_updates, parsed, content, said.append)
    return said


async def table(home: House, verb: str, *arguments: str) -> list[str]:
    parser = argparse.ArgumentParser()
    table_command.add_options(parser)
    said: list[str] = []
    await table_command.run(home.gateway, verb, parser.parse_args(arguments), said.append)
    return said


async def test_ratios_come_in_and_go_out(home: House, tmp_path: Path) -> None:
    await home.price(dear={"input": 9})
    file = tmp_path / "ratios.json"
    ratios = {"house": 0.3, "x*": 1, "auto": -5, "dear": 2}
    file.write_text(json.dumps({"ModelRatio": ratios, "GroupRatio": {"vip": 2}}))
    said = await prices(home, str(file), "--dry-run")
    assert said == await prices(home, str(file)), "a dry run changes nothing"
    assert said[0] == "new ModelRatio[house]: None -> 0.3"
    assert "kept dear: your own price in dollars stands above its ratio" in said
    assert "left ModelRatio[x*]: a name with * matches nothing here" in said
    assert said[-1].startswith("note ModelRatio[auto]: is negative")
    made = json.loads("\n".join(await prices(home, "--ratios", "one-api")))
    assert (made["ModelRatio"]["house"], made["GroupRatio"]["vip"]) == (0.3, 2)
    file.write_text('{"house": 1}')
    replaced = await prices(home, str(file), "--replace", "--map", "GroupRatio")
    assert "removed GroupRatio[vip]: 2 -> None" in replaced


async def test_a_catalogue_comes_in_and_goes_back(home: House, tmp_path: Path) -> None:
    file = tmp_path / "prices.json"
    file.write_text('{"gpt-4o": {"input_per_mtok": 7}, "own": {"input_per_mtok": 1}}')
    said = await prices(home, str(file), "--replace")
    assert said[0] == "new own"
    assert "changed gpt-4o input_per_mtok: 2.5 -> 7" in said
    assert "removed gpt-5" in said
    (back,) = await prices(home, "--revert")
    assert back.startswith("shipped prices of ")
    assert (await prices(home, "--ship")) == [back]
    with pytest.raises(ServiceError, match="this network"):
        await prices(home, "https://127.0.0.1/x")


@pytest.mark.parametrize("arguments", [[], ["x", "--revert"], ["no-such-file.json"]])
async def test_what_it_cannot_do_is_a_bad_argument(home: House, arguments: list[str]) -> None:
    with pytest.raises(StartError) as refused:
        await prices(home, *arguments)
    assert refused.value.exit_code == 2


async def test_tables_are_written_by_the_files_ending(home: House, tmp_path: Path) -> None:
    await home.token(10**9, name="Mia")
    path = tmp_path / "ledger.jsonl"
    assert await table(home, "export-ledger", str(path), "--person", "root") == [
        f"{path}: 1 entries"
    ]
    assert json.loads(path.read_text())["name"] == "Mia"
    text = tmp_path / "log.csv"
    assert await table(home, "export-log", str(text), "--since", "2026-11-01") == [
        f"{text}: 0 requests"
    ]
    assert text.read_text(encoding="utf-8-sig").startswith("time,request_id,")
    with pytest.raises(ServiceError, match="nobody is called"):
        await table(home, "export-log", str(text), "--person", "nobody")
