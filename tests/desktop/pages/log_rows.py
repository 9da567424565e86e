"""Requests for the log: written through the store's journal, or many at once by SQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from gateway.app import Gateway
from gateway.services.logs import Found, LogFilter, LogRow
from gateway.store import binding, schema
from gateway.store.connection import execute
from gateway.store.journal import AttemptRow, Settlement
from tests.gateway.store.support import settlement


async def log(gateway: Gateway, request_id: str, **changes: Any) -> int:
    """One request that ended just now; returns its log id."""
    return await gateway.database.submit(made(gateway, request_id, **changes))


def made(
    gateway: Gateway, request_id: str, tries: list[AttemptRow] | None = None, **changes: Any
) -> Settlement:
    now = gateway.now_ms()
    written = settlement(request_id, **{"at": now, "finished_at": now + 900, **changes})
    written.entries = []
    if tries is not None:
        written.attempts = tries
    return written


async def log_many(gateway: Gateway, count: int, **changes: Any) -> None:
    """So many requests, ``r1`` the oldest."""
    await asyncio.gather(
        *[gateway.database.submit(made(gateway, f"r{n + 1}", **changes)) for n in range(count)]
    )


async def flood(gateway: Gateway, count: int) -> None:
    """So many more requests like the first one, in one statement."""
    fields = [name for name in schema.Request._meta.sorted_field_names if name != "id"]
    columns = ", ".join(f'"{name}"' for name in fields)
    values = ", ".join("'flood' || n" if name == "request_id" else f'r."{name}"' for name in fields)
    statement = (
        f"WITH RECURSIVE numbers(n) AS "  # noqa: S608 - the schema's own names
        f"(SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count}) "
        f"INSERT INTO requests ({columns}) SELECT {values} FROM numbers, "
        f"(SELECT * FROM requests LIMIT 1) AS r"
    )
    await gateway.database.write(lambda: execute(binding.current, statement))


class Asked:
    """What the log service was asked for, while it answers as always."""

    def __init__(self, gateway: Gateway) -> None:
        self.pages: list[tuple[LogFilter, int, int]] = []
        """(filter, before_id, after_id) of every page of rows."""
        self._page = gateway.logs.page
        self._search = gateway.logs.search
        gateway.logs.page = self._ask  # type: ignore[method-assign]
        gateway.logs.search = self._seek  # type: ignore[method-assign]

    async def _ask(
        self,
        which: LogFilter = LogFilter(),  # noqa: B008 - frozen, as the service's own default
        before_id: int | None = None,
        limit: int = 200,
        *,
        after_id: int = 0,
    ) -> list[LogRow]:
        if limit > 1:
            self.pages.append((which, before_id or 0, after_id))
        return await self._page(which, before_id, limit, after_id=after_id)

    async def _seek(
        self,
        which: LogFilter = LogFilter(),  # noqa: B008 - as above
        before_id: int | None = None,
        limit: int = 200,
    ) -> AsyncGenerator[Found, None]:
        self.pages.append((which, before_id or 0, 0))
        async with aclosing(self._search(which, before_id, limit)) as found:
            async for part in found:
                yield part
