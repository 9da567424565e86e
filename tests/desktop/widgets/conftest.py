"""Every widget test runs under an installed theme."""

import pytest

from desktop.theme import ThemeManager
from tests.desktop.themes import manager

__all__ = ["manager"]


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Installs the theme for tests that do not name it."""
