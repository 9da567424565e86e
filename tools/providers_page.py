"""Writes the tables of docs/providers.md: what the suite proves, and what providers declare.

python -m tools.providers_page
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from gateway.providers.base import Operation
from gateway.providers.registry import PROVIDERS
from tests.gateway.suite.run import FEATURES, SUITE, cells, suite
from tools import bootstrap
from tools.marked_page import between
from tools.say import say

PAGE = bootstrap.ROOT / "docs" / "providers.md"
BEGIN = "<!-- suite: made by `python -m tools.providers_page`, proved by tests/gateway/suite -->"
END = "<!-- /suite -->"
MEDIA_BEGIN = "<!-- media: made by `python -m tools.providers_page`, of what providers declare -->"
MEDIA_END = "<!-- /media -->"
HEADS = {
    Operation.EMBEDDINGS: "embeddings",
    Operation.IMAGES: "pictures",
    Operation.IMAGE_EDITS: "edits",
    Operation.IMAGE_VARIATIONS: "variations",
    Operation.SPEECH: "speech",
    Operation.TRANSCRIPTIONS: "transcription",
    Operation.TRANSLATIONS: "translation",
    Operation.MODERATIONS: "moderation",
    Operation.RERANK: "reranking",
}


def row_of(ident: str, words: Sequence[str]) -> str:
    """A provider's line of the table."""
    return f"| {PROVIDERS[ident].name} (`{ident}`) | {' | '.join(words)} |"


def table(rows: Mapping[str, Sequence[str]]) -> str:
    """``rows`` by provider, in the order of lists."""
    head = f"| | {' | '.join(FEATURES)} |"
    lines = [row_of(ident, rows[ident]) for ident in SUITE]
    return "\n".join([head, "|---" * (len(FEATURES) + 1) + "|", *lines])


def media_table() -> str:
    """Who has what beside conversations; those that only converse have no line."""
    lines = [f"| | {' | '.join(HEADS.values())} |", "|---" * (len(HEADS) + 1) + "|"]
    for ident, provider in PROVIDERS.items():
        if provider.operations & HEADS.keys():
            words = ["✓" if each in provider.operations else "" for each in HEADS]
            lines.append(row_of(ident, words))
    return "\n".join(lines)


def media_page(text: str) -> str:
    """``text`` with the table of what providers declare as it should be."""
    return between(text, MEDIA_BEGIN, MEDIA_END, f"{media_table()}\n", PAGE)


def page(text: str, rows: Mapping[str, Sequence[str]]) -> str:
    """``text`` with its tables as they should be."""
    return media_page(between(text, BEGIN, END, f"{table(rows)}\n", PAGE))


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
