"""A large body on its way in: in memory while it is small, else in a file without a name."""

from __future__ import annotations

import asyncio
import mmap
import tempfile
from collections.abc import AsyncIterator
from types import TracebackType

from gateway.dialects.media.forms import Form

IN_MEMORY = 2**20
"""Bytes; a larger body is written to the system's directory for temporary files."""


class BodyTooLarge(Exception):
    """More came than is allowed."""


class Spool:
    """Holds one body until its block ends; what was made of it cannot be read any more then."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        self._size = 0
        self._map: mmap.mmap | None = None

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._map is not None:
            self._map.close()
        self._file.close()

    async def take(self, body: AsyncIterator[bytes], limit: int) -> None:
        """Raises BodyTooLarge past ``limit`` bytes."""
        async for data in body:
            self._size += len(data)
            if self._size > limit:
                raise BodyTooLarge
            self._file.write(data)

    async def form(self, content_type: str) -> Form:
        """What was taken, as a form. Raises DialectError."""
        if self._size <= IN_MEMORY:
            self._file.seek(0)
            return Form(self._file.read(), content_type)
        self._file.flush()
        self._map = mmap.mmap(self._file.fileno(), self._size, access=mmap.ACCESS_READ)
        return await asyncio.to_thread(Form, self._map, content_type)
