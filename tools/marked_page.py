"""Pages of docs/ whose tables are made: what stands between two marks is replaced."""

from __future__ import annotations

from pathlib import Path


def between(text: str, begin: str, end: str, made: str, page: Path) -> str:
    """``text`` of ``page`` with ``made`` between its marks. Raises ValueError for lost marks."""
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"{page.name} has lost the marks around its tables")
    return f"{before}{begin}\n\n{made}\n{end}{after}"
