"""Runs the mocks alone: `python -m tests.upstreams [--port P] [--json] [--basic]`.

A mock of every provider, with what a channel to it needs: address, key, models, settings. OpenAI's,
Anthropic's, Gemini's and Ollama's share one port, each below its name, with the side channel below
`/_control`; the benchmark mock has the next one, everybody else a free one, with a side channel of
its own. SIGTERM and SIGINT end it with status 0.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
from contextlib import AsyncExitStack
from typing import Any

from tests.upstreams.server import Upstreams


def main(arguments: list[str] | None = None) -> int:
    """Serve until a signal."""
    parser = argparse.ArgumentParser(prog="python -m tests.upstreams", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 picks free ones")
    parser.add_argument("--json", action="store_true", help="addresses and keys as one JSON line")
    parser.add_argument(
        "--basic", action="store_true", help="only those of one port, which start sooner"
    )
    parser.add_argument(
        "--account",
        action="append",
        default=[],
        metavar="KIND:NAME",
        help="another openai, anthropic, ollama or gemini mock",
    )
    asyncio.run(_serve(parser.parse_args(arguments)))
    return 0


async def _serve(options: argparse.Namespace) -> None:
    upstreams = Upstreams(host=options.host, port=options.port)
    adders: dict[str, Any] = {
        "openai": upstreams.add_openai,
        "anthropic": upstreams.add_anthropic,
        "ollama": upstreams.add_ollama,
        "gemini": upstreams.add_gemini,
    }
    for account in options.account:
        kind, _, name = account.partition(":")
        adders[kind](name)
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        # signal.signal, because Windows has no loop.add_signal_handler.
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(ended.set))
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(upstreams)
        addresses = upstreams.addresses()
        if not options.basic:
            # Only here: it stands on the gateway's list of providers, which mocks know nothing of.
            from tests.gateway.suite.everyone import populate

            chats, media = Upstreams(host=options.host), Upstreams(host=options.host)
            addresses = populate(chats, media) | addresses
            await stack.enter_async_context(chats)
            await stack.enter_async_context(media)
        if options.json:
            lines = json.dumps(addresses)
        else:
            lines = "\n".join(f"{name}: {value}" for name, value in addresses.items())
        sys.stdout.write(f"{lines}\n")
        sys.stdout.flush()
        await ended.wait()


if __name__ == "__main__":
    sys.exit(main())
