"""Every client dialect over every upstream dialect, judged by the vendors' packages and mocks."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.gateway.pairs.features import FEATURES
from tests.gateway.pairs.said import Wish
from tests.gateway.pairs.stage import CLIENTS, KINDS, Stage, stage
from tests.gateway.pairs.table import TABLE
from tests.upstreams.faults import LEGAL

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


@pytest.mark.parametrize(
    ("inbound", "outbound"),
    [(name, name) for name in KINDS]
    + [("openai_chat", "anthropic"), ("anthropic", "gemini"), ("gemini", "openai_responses")],
)
async def test_odd_but_legal_streams(everyone: Stage, inbound: str, outbound: str) -> None:
    """Comments, CRLF, no space, any split (inside UTF-8 too), empty deltas, gzip."""
    for name, reply in LEGAL.items():
        if name == "long-frame":
            continue  # tests/gateway/relay/test_large_events.py has longer ones
        pair = everyone.pair(inbound, outbound)
        client = pair.client()
        client.user("Hi")
        pair.script(reply)
        heard = await client.ask(Wish(stream=True))
        assert heard.text == reply.text, name


async def test_nothing_is_left_open(everyone: Stage) -> None:
    await everyone.home.check_ledger()
