"""Writes the tables of docs/conversions.md from the tests that prove them.

python -m tools.conversions_page
"""

from pathlib import Path

from tests.gateway.pairs.table import DIALECTS, TABLE
from tools import bootstrap
from tools.marked_page import between
from tools.say import say

PAGE = bootstrap.ROOT / "docs" / "conversions.md"
BEGIN = "<!-- pairs: made by `python -m tools.conversions_page`, proved by tests/gateway/pairs -->"
END = "<!-- /pairs -->"
TITLES = {
    "openai_chat": "OpenAI chat",
    "openai_responses": "Responses",
    "anthropic": "Anthropic",
    "gemini": "Gemini",
}


def tables() -> str:
    """A table for each client dialect, its columns the upstreams'."""
    parts = []
    for inbound in DIALECTS:
        titles = " | ".join(TITLES[outbound] for outbound in DIALECTS)
        parts += [
            f"| a client of {TITLES[inbound]} over: | {titles} |",
            "|---" * (len(DIALECTS) + 1) + "|",
        ]
        for feature, cells in TABLE.items():
            words = " | ".join(cells[inbound, outbound] for outbound in DIALECTS)
            parts.append(f"| {feature} | {words} |")
        parts.append("")
    return "\n".join(parts)


def page(text: str) -> str:
    """``text`` with its tables as they should be."""
    return between(text, BEGIN, END, tables(), PAGE)


def main(target: Path = PAGE) -> None:
    target.write_text(page(target.read_text(encoding="utf-8")), encoding="utf-8")
    say(f"wrote {target}")


if __name__ == "__main__":
    main()
