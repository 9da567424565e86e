"""Every client dialect over every upstream dialect, judged by the vendors' packages and mocks."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.gateway.pairs.features import FEATURES
from tests.gateway.pairs.stage import CLIENTS, KINDS, Stage, stage
from tests.gateway.pairs.table import TABLE

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def everyone(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with stage(tmp_path_factory.mktemp("pairs")) as running:
        yield running


@pytest.mark.parametrize("outbound", KINDS)
@pytest.mark.parametrize("inbound", CLIENTS)
@pytest.mark.parametrize("feature", FEATURES)
async def test_a_pair(everyone: Stage, inbound: str, outbound: str, feature: str) -> None:
    word = await FEATURES[feature](everyone.pair(inbound, outbound))
    assert word == TABLE[feature][inbound, outbound]


async def test_nothing_is_left_open(everyone: Stage) -> None:
    await everyone.home.check_ledger()
