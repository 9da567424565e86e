"""Writes the table of docs/providers.md from the suite that proves it.

python -m tools.providers_page
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from gateway.providers.registry import PROVIDERS
from tests.gateway.suite.run import FEATURES, SUITE, cells, suite
from tools import bootstrap
from tools.marked_page import between
from tools.say import say

PAGE = bootstrap.ROOT / "docs" / "providers.md"
BEGIN = "<!-- suite: made by `python -m tools.providers_page`, proved by tests/gateway/suite -->"
END = "<!-- /suite -->"


def row_of(ident: str, words: Sequence[str]) -> str:
    """A provider's line of the table."""
    return f"| {PROVIDERS[ident].name} (`{ident}`) | {' | '.join(words)} |"


def table(rows: Mapping[str, Sequence[str]]) -> str:
    """``rows`` by provider, in the order of lists."""
    head = f"| | {' | '.join(FEATURES)} |"
    lines = [row_of(ident, rows[ident]) for ident in SUITE]
    return "\n".join([head, "|---" * (len(FEATURES) + 1) + "|", *lines])


def page(text: str, rows: Mapping[str, Sequence[str]]) -> str:
    """``text`` with its table as it should be."""
    return between(text, BEGIN, END, f"{table(rows)}\n", PAGE)


async def found() -> dict[str, list[str]]:
    """Runs the suite."""
    with TemporaryDirectory(prefix="homeport-") as folder:
        async with suite(Path(folder)) as running:
            return {ident: cells(await running.words(ident)) for ident in SUITE}


def main(target: Path = PAGE) -> None:
    rows = asyncio.run(found())
    target.write_text(page(target.read_text(encoding="utf-8"), rows), encoding="utf-8")
    say(f"wrote {target}")


if __name__ == "__main__":
    main()
