"""The baseline: as little of a pass-through as aiohttp's usual parts make, with no accounting at
all.

python -m tests.benchmarks.bare UPSTREAM_URL

web.Application, a route, ClientSession, bytes passed on as they come.
"""

from __future__ import annotations

import asyncio
import sys

import aiohttp
from aiohttp import web

_SESSION = web.AppKey("session", aiohttp.ClientSession)
_DROPPED = {"host", "content-length", "transfer-encoding", "connection", "accept-encoding"}


def make_app(upstream: str) -> web.Application:
    async def relay(request: web.Request) -> web.StreamResponse:
        headers = {k: v for k, v in request.headers.items() if k.lower() not in _DROPPED}
        body = await request.read()
        path = request.path_qs.removeprefix("/v1")
        async with request.app[_SESSION].post(
            upstream + path, data=body, headers=headers
        ) as theirs:
            answer = web.StreamResponse(status=theirs.status)
            answer.content_type = theirs.content_type
            await answer.prepare(request)
            async for chunk in theirs.content.iter_any():
                await answer.write(chunk)
            await answer.write_eof()
            return answer

    async def session(app: web.Application):  # type: ignore[no-untyped-def]
        connector = aiohttp.TCPConnector(limit=0)
        app[_SESSION] = aiohttp.ClientSession(
            connector=connector, timeout=aiohttp.ClientTimeout(total=None)
        )
        yield
        await app[_SESSION].close()

    app = web.Application(client_max_size=128 * 2**20)
    app.router.add_post("/v1/chat/completions", relay)
    app.cleanup_ctx.append(session)
    return app


async def _main(upstream: str) -> None:
    runner = web.AppRunner(make_app(upstream), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1]))
