from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.gateway.house import House, house
from tests.upstreams import Upstreams


@pytest.fixture
async def up() -> AsyncIterator[Upstreams]:
    async with Upstreams() as upstreams:
        yield upstreams


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as running:
        yield running


@pytest.fixture
def kept_alive(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients are kept alive every 50 ms instead of the seconds that a setting can say."""
    monkeypatch.setattr("gateway.relay.live._SWEEP_S", 0.02)
    monkeypatch.setattr(home.gateway.live, "_keep_alive_s", lambda: 0.05)
