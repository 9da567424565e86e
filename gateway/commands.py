"""The small commands of ``python -m gateway`` that work on the data while nothing serves it."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from gateway import logs, price_command, table_command
from gateway.app import Gateway
from gateway.config import Config
from gateway.errors import EXIT_ARGUMENTS, ServiceError, StartError
from gateway.services.transfer import Failed, ImportItem

PASSPHRASE_VARIABLE = "HOMEPORT_PASSPHRASE"  # noqa: S105 - a name
EXIT_NOT_DONE = 1
"""What was asked for did not happen, or not all of it; stderr says why."""

Say = Callable[[str], None]
Command = Callable[[Config, argparse.Namespace, Say], Awaitable[int]]


def add_options(parser: argparse.ArgumentParser, verb: str) -> None:
    """What ``verb`` takes beside the options of serving."""
    if verb == "prices":
        price_command.add_options(parser)
        return
    if verb in table_command.VERBS:
        table_command.add_options(parser)
        return
    if verb in ("export", "import"):
        parser.add_argument("file", type=Path, help="the sealed file")
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        help=f"its first line is the passphrase (else {PASSPHRASE_VARIABLE}, else it is asked for)",
    )
    if verb == "import":
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="also change what is here but differs; without it only new things come",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what would be imported"
        )


async def export(config: Config, arguments: argparse.Namespace, say: Say) -> int:
    """``export FILE``: settings, prices, limits, rules, channels and tokens, sealed."""
    passphrase = read_passphrase(arguments.passphrase_file, twice=True)
    async with _opened(config) as gateway:
        made = await gateway.transfer.export(arguments.file, passphrase)
    say(
        f"{made.path}: {made.channels} channels, {made.tokens} tokens, "
        f"{made.settings} settings, {made.size} bytes"
    )
    return 0


async def import_(config: Config, arguments: argparse.Namespace, say: Say) -> int:
    """``import FILE``: what is not here yet; with ``--overwrite`` also what differs."""
    passphrase = read_passphrase(arguments.passphrase_file)
    async with _opened(config) as gateway:
        plan = await gateway.transfer.open(arguments.file, passphrase)
        chosen = set(plan.proposed)
        if arguments.overwrite:
            chosen |= {item.key for item in plan.items if item.can_choose}
        if arguments.dry_run:
            for item in plan.items:
                say(_line("import" if item.key in chosen else "leave", item))
            return 0
        result = await gateway.transfer.apply(plan, chosen)
    for item in result.done:
        say(_line("imported", item))
    done = {item.key for item in result.done}
    failed = {each.item.key for each in result.failed}
    for item in plan.items:
        if item.key not in done | failed and item.standing != "same":
            say(_line("left", item))
    for each in result.failed:
        sys.stderr.write(f"homeport: {_failed_line(each)}\n")
    return EXIT_NOT_DONE if result.failed else 0


async def recover(config: Config, arguments: argparse.Namespace, say: Say) -> int:
    """``recover``: opens a vault whose key is gone by its recovery passphrase."""
    async with _opened(config) as gateway:
        before = await gateway.vault_service.view()
        if before.state.is_open:
            say(f"the vault is open ({before.backend}); there is nothing to recover")
            return 0
        if not before.recovery:
            raise ServiceError(
                "no_recovery",
                f"the vault is {before.state.value} and no recovery passphrase was ever set; "
                "put its key back, or enter the channels' keys again",
            )
        passphrase = read_passphrase(arguments.passphrase_file)
        await gateway.vault_service.recover(passphrase)
        after = await gateway.vault_service.view()
        say(f"the vault is open again; its key is kept in {after.backend}")
    return 0


async def prices(config: Config, arguments: argparse.Namespace, say: Say) -> int:
    """``prices FILE|ADDRESS``: says what it changes of prices or ratios, and puts it in force."""
    content = price_command.read_file(arguments)
    async with _opened(config) as gateway:
        await price_command.run(gateway.price_updates, arguments, content, say)
    return 0


def _table(verb: str) -> Command:
    async def export_table(config: Config, arguments: argparse.Namespace, say: Say) -> int:
        async with _opened(config) as gateway:
            await table_command.run(gateway, verb, arguments, say)
        return 0

    return export_table


COMMANDS: Mapping[str, Command] = {
    "export": export,
    "import": import_,
    "recover": recover,
    "prices": prices,
    **{verb: _table(verb) for verb in table_command.VERBS},
}


async def run(verb: str, config: Config, arguments: argparse.Namespace, say: Say) -> int:
    """Runs a command. Raises StartError with INTERFACE's exit codes, 1 for what was refused."""
    try:
        return await COMMANDS[verb](config, arguments, say)
    except ServiceError as error:
        raise StartError(error.message, EXIT_NOT_DONE) from error


def read_passphrase(
    file: Path | None, *, twice: bool = False, environ: Mapping[str, str] = os.environ
) -> str:
    """From a file, the environment, or the terminal. Raises StartError (exit 2) without one."""
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
        except (OSError, UnicodeDecodeError) as error:
            raise StartError(f"cannot read the passphrase: {error}", EXIT_ARGUMENTS) from error
    elif PASSPHRASE_VARIABLE in environ:
        text = environ[PASSPHRASE_VARIABLE]
    elif sys.stdin.isatty():
        text = getpass.getpass("Passphrase: ")
        if twice and getpass.getpass("Once more: ") != text:
            raise StartError("the two passphrases differ", EXIT_ARGUMENTS)
    else:
        raise StartError(
            f"a passphrase is needed: --passphrase-file, {PASSPHRASE_VARIABLE}, or a terminal",
            EXIT_ARGUMENTS,
        )
    if not text:
        raise StartError("the passphrase is empty", EXIT_ARGUMENTS)
    return text


@asynccontextmanager
async def _opened(config: Config) -> AsyncIterator[Gateway]:
    """The gateway with its data open, answering to nobody. Raises StartError (exit 3, 4)."""
    logs.set_up(config.log_dir, console=True)
    gateway = Gateway(config)
    first_run = await gateway.start(first_run_file=True, listen=False)
    if first_run is not None and first_run.path is not None:
        sys.stderr.write(f"First start: password and keys are in {first_run.path}\n")
    try:
        yield gateway
    finally:
        await gateway.stop()


def _line(what: str, item: ImportItem) -> str:
    details = ", ".join(item.fields) if item.kind != "prices" else f"{len(item.fields)} entries"
    state = item.reason or item.standing
    shown = f" ({state}: {details})" if details and details != "0 entries" else f" ({state})"
    return f"{what} {_named(item)}{shown}"


def _named(item: ImportItem) -> str:
    """``channel Work``, ``limits group kids``, ``rule fallback gpt-5: gpt-5-mini, spent``."""
    name = " ".join(part for part in (item.kind, item.of, item.name) if part)
    return f"{name}: {', '.join(item.values)}" if item.values else name


def _failed_line(failed: Failed) -> str:
    item = failed.item
    return f"{_named(item)} was not imported: {failed.message}"
