"""The table of media in docs/providers.md is what the suite finds, and all that is declared."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from gateway.providers.registry import PROVIDERS
from tests.gateway.suite.media import MediaSuite, declared, media_suite
from tests.gateway.suite.media_stands import MEDIA_SUITE
from tests.gateway.suite.written import compare, media_file
from tools.providers_page import MEDIA_BEGIN, MEDIA_END, PAGE, row_of


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def everybody(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[MediaSuite]:
    async with media_suite(tmp_path_factory.mktemp("media")) as running:
        yield running


@pytest.mark.parametrize("ident", sorted(PROVIDERS))
def test_who_declares_a_medium_is_asked_for_it(ident: str) -> None:
    assert bool(declared(ident)) is (ident in MEDIA_SUITE), (
        "a stand is missing, or there is one too many, in tests/gateway/suite/media_stands.py"
    )


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("ident", MEDIA_SUITE)
async def test_its_row_is_true_and_its_exchanges_are_golden(
    everybody: MediaSuite, ident: str
) -> None:
    words, _ = await everybody.find(ident)
    assert row_of(ident, words) in PAGE.read_text(encoding="utf-8").splitlines(), (
        "run python -m tools.providers_page"
    )
    compare(media_file(ident), await everybody.golden(ident))


def test_the_table_is_of_those_there_are() -> None:
    text = PAGE.read_text(encoding="utf-8").partition(MEDIA_BEGIN)[2].partition(MEDIA_END)[0]
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(rows) == len(MEDIA_SUITE) + 1


@pytest.mark.asyncio(loop_scope="module")
async def test_nothing_is_left_open(everybody: MediaSuite) -> None:
    await everybody.home.check_ledger()
