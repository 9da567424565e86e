"""The gallery renders every page in every theme, at the usual text size and a larger one."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.gallery.__main__ import SHEET, render
from desktop.gallery.window import PAGES
from desktop.theme import ThemeManager
from desktop.theme.tokens import THEME_NAMES
from tests.desktop.themes import manager

__all__ = ["manager"]


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("theme", THEME_NAMES)
def test_every_page_in_every_theme(
    theme: str, scale: float, tmp_path: Path, manager: ThemeManager
) -> None:
    manager.set_text_scale(scale)
    written = render(tmp_path, [theme])
    names = {path.name for path in written}
    assert names == {f"{page}-{theme}.png" for page in (*PAGES, "settings", SHEET)}
    assert all(path.stat().st_size > 10_000 for path in written)
