"""The theme manager, installed on the test application and put back after each test."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.theme import ThemeManager, theme


@pytest.fixture
def manager(qapp: QApplication) -> Iterator[ThemeManager]:
    """The application's manager in the light theme at 100 % in English."""
    manager = theme()
    manager.install(qapp)
    manager.set_reduced_motion(True)
    manager.set_mode("light")
    yield manager
    manager.set_text_scale(1.0)
    manager.set_language("en")
    manager.set_mode("light")
    manager.set_reduced_motion(True)
