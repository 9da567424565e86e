"""``python -m gateway prices``: prices and ratios from a file or an address, and out of here."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from gateway.errors import EXIT_ARGUMENTS, StartError
from gateway.services.price_updates import PriceUpdates, RatioUpdate, Target

Say = Callable[[str], None]

_REASONS = {
    "unknown": "is no map of prices that is known here",
    "no_map": "is no map",
    "no_price": "is no number that a price can be",
    "pattern": "a name with * matches nothing here",
    "negative": "is negative: a quota unit a request, as in one-api",
    "far": "is ten times off the catalogue's price, or more",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """What the verb takes beside the options of serving."""
    parser.add_argument(
        "file",
        nargs="?",
        default="",
        help="a file or an https:// address: a catalogue of ours, LiteLLM's, or ratios of one-api "
        "or new-api",
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    parser.add_argument(
        "--replace", action="store_true", help="what the file does not name goes, too"
    )
    parser.add_argument(
        "--private", action="store_true", help="the address may be of this computer or network"
    )
    parser.add_argument(
        "--map", default="ModelRatio", help="what a map without a name is: ModelRatio, ..."
    )
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--revert", action="store_true", help="the catalogue before the last update")
    group.add_argument("--ship", action="store_true", help="the catalogue that ships")
    group.add_argument(
        "--ratios",
        choices=[each.value for each in Target],
        help="print your own prices as its ratio maps",
    )
    parser.add_argument(
        "--served", action="store_true", help="with --ratios: every model that channels offer"
    )


def read_file(arguments: argparse.Namespace) -> bytes | None:
    """The file, None where there is none to read. Raises StartError (exit 2)."""
    file = str(arguments.file)
    other = arguments.revert or arguments.ship or arguments.ratios
    if bool(file) == bool(other):
        raise StartError(
            "name a file or an address, or one of --revert, --ship, --ratios", EXIT_ARGUMENTS
        )
    if other or file.startswith("https://"):
        return None
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise StartError(f"cannot read the prices: {error}", EXIT_ARGUMENTS) from error


async def run(
    prices: PriceUpdates, arguments: argparse.Namespace, content: bytes | None, say: Say
) -> None:
    """Does what the arguments say. Raises ServiceError, OSError."""
    if arguments.ratios:
        made = await prices.export(Target(arguments.ratios), served=arguments.served)
        say(made.text.rstrip())
        return
    if arguments.revert or arguments.ship:
        view = await (prices.revert() if arguments.revert else prices.ship())
        say(f"{view.source} prices of {view.date}: {view.models} models")
        return
    if content is None:
        content = await prices.fetch(arguments.file, private=arguments.private)
    found = await prices.preview(content, replace=arguments.replace, bare=arguments.map)
    if found.catalogue is not None:
        for name in found.catalogue.new:
            say(f"new {name}")
        for change in found.catalogue.changed:
            say(f"changed {change.model} {change.kind}: {change.old} -> {change.new}")
        for name in found.catalogue.removed:
            say(f"removed {name}")
        for name in found.kept:
            say(f"kept {name}: your own price stands above it")
    if found.ratios is not None:
        _say_ratios(found.ratios, say)
    if not arguments.dry_run:
        await prices.apply(found)


def _say_ratios(found: RatioUpdate, say: Say) -> None:
    for change in found.changes:
        what = "new" if change.old is None else "removed" if change.new is None else "changed"
        say(f"{what} {change.option}[{change.name}]: {_value(change.old)} -> {_value(change.new)}")
    for name in found.covered:
        say(f"kept {name}: your own price in dollars stands above its ratio")
    for remark in found.left:
        say(f"left {remark.where}: {_REASONS[remark.why]}")
    for remark in found.remarks:
        say(f"note {remark.where}: {_REASONS[remark.why]}")


def _value(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{kind} {number}" for kind, number in value.items())
    return str(value)
