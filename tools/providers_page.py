"""Writes the tables of docs/providers.md: what the suites prove of conversations and of media.

python -m tools.providers_page
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from gateway.providers.registry import PROVIDERS
from tests.gateway.suite.media import media_suite
from tests.gateway.suite.media_asks import HEADS
from tests.gateway.suite.media_stands import MEDIA_SUITE
from tests.gateway.suite.run import FEATURES, SUITE, cells, suite
from tools import bootstrap
from tools.marked_page import between
from tools.say import say

PAGE = bootstrap.ROOT / "docs" / "providers.md"
BEGIN = "<!-- suite: made by `python -m tools.providers_page`, proved by tests/gateway/suite -->"
END = "<!-- /suite -->"
MEDIA_BEGIN = "<!-- media: made by `python -m tools.providers_page`, proved by the suite too -->"
MEDIA_END = "<!-- /media -->"


def row_of(ident: str, words: Sequence[str]) -> str:
    """A provider's line of the table."""
    return f"| {PROVIDERS[ident].name} (`{ident}`) | {' | '.join(words)} |"


def table(rows: Mapping[str, Sequence[str]]) -> str:
    """``rows`` by provider, in the order of lists."""
    head = f"| | {' | '.join(FEATURES)} |"
    lines = [row_of(ident, rows[ident]) for ident in SUITE]
    return "\n".join([head, "|---" * (len(FEATURES) + 1) + "|", *lines])


def media_table(rows: Mapping[str, Sequence[str]]) -> str:
    """Who has what beside conversations; those that only converse have no line."""
    lines = [f"| | {' | '.join(HEADS.values())} |", "|---" * (len(HEADS) + 1) + "|"]
    return "\n".join([*lines, *(row_of(ident, rows[ident]) for ident in MEDIA_SUITE)])


def page(text: str, rows: Mapping[str, Sequence[str]], media: Mapping[str, Sequence[str]]) -> str:
    """``text`` with its tables as they should be."""
    text = between(text, BEGIN, END, f"{table(rows)}\n", PAGE)
    return between(text, MEDIA_BEGIN, MEDIA_END, f"{media_table(media)}\n", PAGE)


async def found() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Runs both suites."""
    with TemporaryDirectory(prefix="homeport-") as folder:
        async with suite(Path(folder) / "chat") as running:
            rows = {ident: cells((await running.find(ident)).words) for ident in SUITE}
        async with media_suite(Path(folder) / "media") as media:
            return rows, {ident: (await media.find(ident))[0] for ident in MEDIA_SUITE}


def main(target: Path = PAGE) -> None:
    rows, media = asyncio.run(found())
    target.write_text(page(target.read_text(encoding="utf-8"), rows, media), encoding="utf-8")
    say(f"wrote {target}")


if __name__ == "__main__":
    main()
