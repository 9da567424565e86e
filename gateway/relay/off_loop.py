"""Work that would hold the loop for longer than a frame of the window goes to a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

LARGE_BODY = 2**20
"""Bytes whose decoding would take that long."""


async def off_loop(size: int, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Runs ``work`` here if the body it reads is small, in a thread if it is large."""
    if size <= LARGE_BODY:
        return work(*args, **kwargs)
    return await asyncio.to_thread(work, *args, **kwargs)
