"""The table of docs/providers.md is what the suite finds, and its exchanges are golden."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.gateway.suite.asking import CLIENTS_FILE, asked
from tests.gateway.suite.media_stands import MEDIA_SUITE
from tests.gateway.suite.run import SUITE, WAYS, Suite, cells, suite
from tests.gateway.suite.written import FOLDER, compare, media_file
from tools.providers_page import BEGIN, END, PAGE, row_of


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def everybody(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Suite]:
    async with suite(tmp_path_factory.mktemp("suite")) as running:
        yield running


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("way", WAYS)
async def test_its_row_is_true_and_its_exchanges_are_golden(everybody: Suite, way: str) -> None:
    found = await everybody.find(way)
    if way in SUITE:
        assert row_of(way, cells(found.words)) in PAGE.read_text(encoding="utf-8").splitlines(), (
            "run python -m tools.providers_page"
        )
    compare(way, await everybody.golden(way))


def test_what_the_clients_asked_is_golden() -> None:
    compare(CLIENTS_FILE, asked())


def test_no_golden_file_is_nobodys() -> None:
    known = {CLIENTS_FILE, *WAYS, *(media_file(ident) for ident in MEDIA_SUITE)}
    assert {path.stem for path in FOLDER.iterdir()} == known


def test_the_table_is_of_those_there_are() -> None:
    text = PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(rows) == len(SUITE) + 1


@pytest.mark.asyncio(loop_scope="module")
async def test_nothing_is_left_open(everybody: Suite) -> None:
    await everybody.home.check_ledger()
