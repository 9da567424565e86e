"""An upstream that goes wrong: what the client hears, what is booked, what becomes of the wire."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.gateway.faults import wire
from tests.gateway.faults.connecting import MISSING
from tests.gateway.faults.stage import BACKUP, WAYS, Stage, stage
from tests.gateway.faults.table import UPSTREAM

pytestmark = pytest.mark.asyncio(loop_scope="module")
FAULTS = [name for name in wire.FAULTS if name != BACKUP]
LIMIT = wire.LARGE + 2**20


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scene(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gateway.relay.transport_direct._SWEEP_S", 0.02)
        patch.setattr("gateway.relay.transport_answer.MAX_ANSWER", LIMIT)
        patch.setattr("gateway.dialects.sse.FRAME_LIMIT", LIMIT)
        async with stage(tmp_path_factory.mktemp("faults")) as running:
            yield running


async def outcome(scene: Stage, model: str, url: str = "") -> tuple[str, str, str]:
    """Of a plain request, of a stream, and of a stream that another channel could answer."""
    words = {name: await scene.judge(way, model, url) for name, way in WAYS.items()}
    assert words["converted"] == words["stream"], "a conversion changes nothing"
    return words["plain"], words["stream"], words["backed"]


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_of_the_wire(scene: Stage, fault: str) -> None:
    assert await outcome(scene, fault) == UPSTREAM[fault]


@pytest.mark.parametrize("fault", MISSING)
async def test_no_connection(scene: Stage, tmp_path: Path, fault: str) -> None:
    async with MISSING[fault](tmp_path) as url:
        await scene.break_at(url, [fault])
        assert await outcome(scene, fault, url) == UPSTREAM[fault]


async def test_every_fault_is_in_the_table() -> None:
    assert list(UPSTREAM) == [*MISSING, *FAULTS]
