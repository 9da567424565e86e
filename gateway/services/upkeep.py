"""What is forgotten by itself, once an hour: old log rows, keys that nobody can bring back."""

from __future__ import annotations

import asyncio
from functools import partial

from gateway.services.context import Context
from gateway.store import channels as channel_rows
from gateway.store import retention
from gateway.store import tokens as token_rows

DAY_MS = 86_400_000
UNDO_MS = 3_600_000
"""How long a deleted channel or token can come back."""
_EVERY_S = 3600.0


async def forget_old(context: Context) -> None:
    """For ever; log rows go a small batch at a time."""
    while True:
        now, days = context.now_ms(), context.settings.log_retention_days
        if days:
            await retention.run(context.database, now - days * DAY_MS)
        await context.database.write(partial(_forget_deleted_keys, now - UNDO_MS))
        await tidy_kept(context)
        await asyncio.sleep(_EVERY_S)


async def tidy_kept(context: Context) -> None:
    """Forgets kept responses, proofs of thoughts and answers as the settings say."""
    await context.memory.replays.tidy()
    if await context.memory.keeper.tidy(context.now_ms() - UNDO_MS):
        await retention.give_back(context.database)


def _forget_deleted_keys(before_ms: int) -> None:
    """Sealed keys of what was deleted go once nobody can undo it any more."""
    channel_rows.purge_keys(before_ms)
    token_rows.purge_keys(before_ms)
