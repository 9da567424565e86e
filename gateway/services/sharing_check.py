"""Whether a shared address is answered by us: one request from this computer to itself."""

from __future__ import annotations

import asyncio

_PATIENCE_S = 3.0
_MOST_BYTES = 8_192


async def answers(address: str, port: int) -> bool:
    """Asks ``/health`` of the address. True if Homeport answers there."""
    host = f"[{address}]" if ":" in address else address
    request = f"GET /health HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n"
    try:
        async with asyncio.timeout(_PATIENCE_S):
            # From the same address, so that it does not count as another machine.
            own = (address, 0)
            reader, writer = await asyncio.open_connection(address, port, local_addr=own)
            try:
                writer.write(request.encode())
                answer = await reader.read(_MOST_BYTES)
                while b"\r\n\r\n" not in answer and (more := await reader.read(_MOST_BYTES)):
                    answer += more
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return False
    return answer.startswith(b"HTTP/1.1 200 ")
