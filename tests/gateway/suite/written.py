"""The golden files of exchanges: how they are laid out, and how a changed one is shown."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "golden" / "exchanges"
_ONE = frozenset({"upstream", "client", "answer", "headers", "body"})
"""Parts that are told whole or not at all."""
_WIDTH = 110
_SHOWN = 200


def laid_out(value: Any) -> str:
    """JSON: what fits on a line stands on one, each event of a stream always does."""
    return _lines(value, 0) + "\n"


def _lines(value: Any, depth: int, *, whole: bool = False) -> str:
    flat = json.dumps(value, ensure_ascii=False)
    if whole or not isinstance(value, dict | list) or len(flat) + depth * 2 <= _WIDTH:
        return flat
    inner, outer = "  " * (depth + 1), "  " * depth
    if isinstance(value, list):
        rows = [inner + _lines(each, depth + 1) for each in value]
        return "[\n" + ",\n".join(rows) + f"\n{outer}]"
    rows = []
    for name, each in value.items():
        shown = _stream(each, depth + 1) if name == "events" else _lines(each, depth + 1)
        rows.append(f"{inner}{json.dumps(name, ensure_ascii=False)}: {shown}")
    return "{\n" + ",\n".join(rows) + f"\n{outer}}}"


def _stream(events: Any, depth: int) -> str:
    inner, outer = "  " * (depth + 1), "  " * depth
    rows = [inner + _lines(each, depth, whole=True) for each in events]
    return "[\n" + ",\n".join(rows) + f"\n{outer}]"


def media_file(ident: str) -> str:
    """The name of a provider's exchanges beside conversations."""
    return f"{ident}.media"


def shortened(found: Any, base: Any, ident: str) -> Any:
    """``found``, whose parts that read as those of ``ident`` only say so."""
    if not isinstance(found, dict) or not isinstance(base, dict):
        return found
    short = {}
    for name, each in found.items():
        same = name in base and each == base[name] and isinstance(each, dict)
        nested = name not in _ONE and isinstance(base.get(name), dict)
        short[name] = (
            f"as {ident}" if same else shortened(each, base[name], ident) if nested else each
        )
    return short


def compare(name: str, found: Any) -> None:
    """Raises AssertionError with the difference to the golden file of this name."""
    path, now = FOLDER / f"{name}.json", laid_out(found)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if before == now:
        return
    changed = difflib.unified_diff(
        before.splitlines(), now.splitlines(), f"golden {name}", "now", lineterm="", n=2
    )
    shown = list(changed)
    more = [f"... and {len(shown) - _SHOWN} lines"] if len(shown) > _SHOWN else []
    told = "\n".join([*shown[:_SHOWN], *more])
    raise AssertionError(
        f"{told}\nwhere this is meant: python -m tools.golden_exchanges, and read the diff"
    )


def write(name: str, found: Any) -> None:
    """The golden file of this name, as it is now."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.json").write_text(laid_out(found), encoding="utf-8")
