"""Writes the tables of docs/faults.md from the tests that prove them.

python -m tools.faults_page
"""

from collections.abc import Mapping
from pathlib import Path

from tests.gateway.faults.table import CLIENT, HERE, KILLED, STAGES
from tools import bootstrap
from tools.marked_page import between
from tools.say import say

PAGE = bootstrap.ROOT / "docs" / "faults.md"
BEGIN = "<!-- faults: made by `python -m tools.faults_page`, proved by tests/gateway/faults -->"
END = "<!-- /faults -->"


def tables() -> str:
    parts = ["## The upstream", ""]
    for stage, rows in STAGES.items():
        heads = (stage, "a plain request", "a stream", "a stream, another channel there")
        parts += [_table(heads, rows)]
    parts += ["## A client that leaves", ""]
    parts += [_table(("when", "a plain request", "a stream"), CLIENT)]
    parts += ["## This computer, while an answer is under way", ""]
    parts += [_table(("what", "a plain request", "a stream"), HERE)]
    parts += ["## The program is killed", ""]
    parts += [_table(("when", "after the next start"), KILLED)]
    return "\n".join(parts)


def _table(heads: tuple[str, ...], rows: Mapping[str, tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows.values()]
    return (
        "\n".join("| " + " | ".join(cell or "-" for cell in line) + " |" for line in lines) + "\n"
    )


def page(text: str) -> str:
    """``text`` with its tables as they should be."""
    return between(text, BEGIN, END, tables(), PAGE)


def main(target: Path = PAGE) -> None:
    target.write_text(page(target.read_text(encoding="utf-8")), encoding="utf-8")
    say(f"wrote {target}")


if __name__ == "__main__":
    main()
