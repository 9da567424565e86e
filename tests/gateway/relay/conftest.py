from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.upstreams import Upstreams


@pytest.fixture
async def up() -> AsyncIterator[Upstreams]:
    async with Upstreams() as upstreams:
        yield upstreams
