"""``python -m gateway``: serves without a window, and small commands over the same data."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from collections.abc import Sequence

from gateway import certificates, commands, frozen, heap, logs, startup
from gateway.app import Gateway
from gateway.config import Config
from gateway.domain.vault_state import VaultState
from gateway.errors import StartError
from gateway.store.check import check

VERBS = ("serve", "check", *commands.COMMANDS)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a verb; the exit codes are INTERFACE's: 0, 2, 3, 4, 5.

    1: check found differences, or a command could not do what it was asked for.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    frozen.free_children()
    certificates.ensure()
    verb = arguments.pop(0) if arguments and arguments[0] in VERBS else "serve"
    try:
        parser = startup.make_parser(
            frozen.program_name("gateway"),
            "Homeport without a window. Verbs: serve (the default), check (the ledger and the "
            "database, read-only, also beside a running instance), export FILE, import FILE "
            "(settings, channels and tokens, sealed by a passphrase), recover (a vault whose key "
            "is gone, by its recovery passphrase), prices FILE|ADDRESS (prices "
            "or ratios; or --revert, --ship, --ratios), export-log FILE and export-ledger FILE "
            "(.csv or .jsonl; --since, --until, --person).",
        )
        startup.add_serving_options(parser)
        if verb in commands.COMMANDS:
            commands.add_options(parser, verb)
        parsed = parser.parse_args(arguments)
        config = startup.make_config(parsed)
        if verb in commands.COMMANDS:
            return asyncio.run(commands.run(verb, config, parsed, print))
        if verb == "check":
            return _check(config)
        return asyncio.run(_serve(config))
    except StartError as error:
        print(f"homeport: {error}", file=sys.stderr)
        return error.exit_code


def _check(config: Config) -> int:
    report = check(config.database_path)
    for problem in (*report.problems, *report.differences):
        print(problem)
    print(
        f"{report.path}: {report.requests} requests, {report.entries} ledger entries, "
        f"{report.open_intents} open intents: " + ("ok" if report.ok else "NOT ok")
    )
    return 0 if report.ok else 1


_GC_THRESHOLDS = (10_000, 20, 50)
"""A request makes hundreds of objects and hardly a cycle; the usual 700 would look for one in every
other request."""


async def _serve(config: Config) -> int:
    logs.set_up(config.log_dir, console=True)
    gateway = Gateway(config)
    first_run = await gateway.start(first_run_file=True)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(signum, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(signum, lambda *_: loop.call_soon_threadsafe(stop.set))
    if first_run is not None and first_run.path is not None:
        print(f"First start: password and keys are in {first_run.path}", file=sys.stderr)
    if gateway.vault.state is VaultState.LOST:
        text = "The vault's key is gone, so requests wait; python -m gateway recover asks for it."
        print(text, file=sys.stderr)
    bound = gateway.bound
    if bound is not None:
        host = bound.hosts[0]
        shown = f"[{host}]" if ":" in host else host
        print(f"Homeport is listening on http://{shown}:{bound.port}", flush=True)
    _settle_down()
    await stop.wait()
    await gateway.stop()
    return 0


def _settle_down() -> None:
    """What the start made stays: looking through it for garbage again would only cost requests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GC_THRESHOLDS)
    heap.trim()


if __name__ == "__main__":
    sys.exit(main())
