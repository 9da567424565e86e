"""The table of docs/providers.md is what the suite finds."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.gateway.suite.run import SUITE, Suite, cells, suite
from tools.providers_page import BEGIN, END, PAGE, row_of


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def everybody(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Suite]:
    async with suite(tmp_path_factory.mktemp("suite")) as running:
        yield running


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("ident", SUITE)
async def test_a_provider_does_what_its_row_says(everybody: Suite, ident: str) -> None:
    row = row_of(ident, cells(await everybody.words(ident)))
    assert row in PAGE.read_text(encoding="utf-8").splitlines(), (
        "run python -m tools.providers_page"
    )


def test_the_table_is_of_those_there_are() -> None:
    text = PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(rows) == len(SUITE) + 1


@pytest.mark.asyncio(loop_scope="module")
async def test_nothing_is_left_open(everybody: Suite) -> None:
    await everybody.home.check_ledger()
