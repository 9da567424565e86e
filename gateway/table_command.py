"""``python -m gateway export-log`` and ``export-ledger``: tables into a file."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gateway.services.ledger_export import EntryFilter
from gateway.services.logs import LogFilter
from gateway.services.table_file import FileKind
from gateway.services.table_query import read_query

if TYPE_CHECKING:
    from gateway.app import Gateway

VERBS = ("export-log", "export-ledger")


def add_options(parser: argparse.ArgumentParser) -> None:
    """What the verbs take beside the options of serving."""
    parser.add_argument("file", type=Path, help="ends in .csv or .jsonl")
    parser.add_argument("--since", default="", help="the first day, like 2026-11-01")
    parser.add_argument("--until", default="", help="the last day")
    parser.add_argument("--person", default="", help="a user name: only what is theirs")


async def run(
    gateway: Gateway, verb: str, arguments: argparse.Namespace, say: Callable[[str], None]
) -> None:
    """Writes the file. Raises ServiceError."""
    path: Path = arguments.file
    lines = path.suffix.lower() == ".jsonl"
    texts = {name: getattr(arguments, name) for name in ("since", "until", "person")}
    kind = FileKind.JSON_LINES if lines else FileKind.CSV
    asked = await read_query(gateway.people, texts, kind)
    if verb == "export-log":
        which = LogFilter(since=asked.since_ms, until=asked.until_ms, person_id=asked.person_id)
        count = await gateway.log_export.run(path, kind, which)
        say(f"{path}: {count} requests")
    else:
        entries = EntryFilter(asked.since_ms, asked.until_ms, asked.person_id)
        count = await gateway.ledger_export.run(path, kind, entries)
        say(f"{path}: {count} entries")
