from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gateway.store.database import Database
from tests.gateway.store.support import furnish
from tests.gateway.template import lay_out


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """An open, empty database."""
    made = Database(lay_out(tmp_path / "data" / "homeport.db"))
    made.open()
    yield made
    await made.close()


@pytest.fixture
async def house(database: Database) -> Database:
    """A database with the people, tokens and channels of :func:`furnish`."""
    await furnish(database)
    return database
