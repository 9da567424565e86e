"""How each pair of dialects does what: the words that tests prove and docs/conversions.md shows.

A feature has one word for most pairs, and another for those that are named.
"""

from __future__ import annotations

from collections.abc import Mapping

Cells = Mapping[tuple[str, str], str]
DIALECTS = ("openai_chat", "openai_responses", "anthropic", "gemini")


def _row(word: str, **others: str) -> Cells:
    """``others`` names pairs as ``inbound__outbound``; ``any`` stands for every other dialect."""
    cells = {(inbound, outbound): word for inbound in DIALECTS for outbound in DIALECTS}
    for pair, exception in others.items():
        inbound, outbound = pair.split("__")
        cells |= {
            cell: exception
            for cell in cells
            if inbound in (cell[0], "any") and outbound in (cell[1], "any")
            if cell[0] != cell[1] or inbound == outbound
        }
    return cells


_SAME = {f"{name}__{name}": "carried" for name in DIALECTS}

TABLE: Mapping[str, Cells] = {
    "an answer": _row("carried"),
    "a stream": _row("carried"),
    "upstream answers whole, client streams": _row("mapped"),
    "upstream streams, client does not": _row("mapped"),
    "system prompt": _row("carried"),
    "several turns": _row("carried"),
    "parallel tools and results": _row("carried"),
    "forced tool": _row("carried"),
    "structured output": _row("carried"),
    "image, its data": _row("carried"),
    "image, its address": _row("carried"),
    "effort of thinking": _row("carried", any__anthropic="mapped"),
    "proof of a thought, next turn": _row("carried"),
    "stop texts": _row(
        "carried",
        any__openai_responses="emulated",
        openai_responses__any="dropped",
        openai_responses__openai_responses="dropped",
    ),
    "output limit": _row("carried"),
    "refusal": _row("carried"),
    "error before the answer": _row("mapped", **_SAME),
    "error inside a stream": _row("mapped"),
    "usage: cached, reasoning": _row("carried"),
}
