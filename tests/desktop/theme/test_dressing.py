"""A window that changes part by part: what shows at once, what is hidden later, nothing twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme import ThemeManager
from desktop.widgets.base import follow_theme
from tests.desktop.themes import manager

__all__ = ["manager"]


class Page(QLabel):
    """Notes what reaches it."""

    def __init__(self) -> None:
        super().__init__("page")
        self.restyled = 0
        self.said = 0
        follow_theme(self)

    def restyle(self) -> None:
        self.restyled += 1

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.said += 1


class Staged:
    """A window with two pages, the first in front."""

    def __init__(self) -> None:
        self.window = QWidget()
        self.stack = QStackedWidget(self.window)
        self.first, self.second = Page(), Page()
        for page in (self.first, self.second):
            self.stack.addWidget(page)

    def show_both(self) -> None:
        """So that both have been polished; the first is in front again."""
        self.window.show()
        self.stack.setCurrentWidget(self.second)
        self.stack.setCurrentWidget(self.first)

    def tell_language(self) -> None:
        QCoreApplication.sendEvent(self.window, QEvent(QEvent.Type.LanguageChange))


@pytest.fixture
def staged(manager: ThemeManager, qapp: QApplication, qtbot: QtBot) -> Iterator[Staged]:
    made = Staged()
    manager.dressing.take_over(made.window, made.stack)
    made.show_both()
    qtbot.waitUntil(lambda: manager.dressing.behind == 0)
    yield made
    made.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not manager.dressing.active
    qtbot.waitUntil(lambda: qapp.styleSheet() != "")  # the application has its sheet back


def test_parts_wear_the_sheet_and_the_application_none(staged: Staged, qapp: QApplication) -> None:
    assert qapp.styleSheet() == ""
    assert "QLabel" in staged.first.styleSheet()
    assert staged.second.styleSheet() == staged.first.styleSheet()
    assert staged.window.styleSheet() == ""


def test_a_window_that_is_expected_is_dressed_once(
    manager: ThemeManager, qapp: QApplication, qtbot: QtBot
) -> None:
    manager.dressing.expect()
    manager.set_mode("dark")
    assert qapp.styleSheet() == ""
    made = Staged()
    manager.dressing.take_over(made.window, made.stack)
    made.show_both()
    assert "QLabel" in made.first.styleSheet()
    made.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: qapp.styleSheet() != "")


def test_what_shows_changes_at_once_and_the_rest_by_and_by(
    staged: Staged, manager: ThemeManager, qtbot: QtBot
) -> None:
    light = staged.first.styleSheet()
    seen, hidden = staged.first.restyled, staged.second.restyled
    manager.set_mode("dark")
    assert staged.first.styleSheet() != light
    assert staged.first.restyled == seen + 1
    assert staged.second.styleSheet() == light
    assert staged.second.restyled == hidden
    qtbot.waitUntil(lambda: staged.second.styleSheet() == staged.first.styleSheet())
    assert staged.second.restyled == hidden + 1
    assert not staged.second.isVisible()


def test_what_is_shown_meanwhile_does_not_wait(staged: Staged, manager: ThemeManager) -> None:
    before = staged.second.restyled
    manager.set_mode("dark")
    staged.tell_language()
    staged.stack.setCurrentWidget(staged.second)
    assert staged.second.styleSheet() == staged.first.styleSheet()
    assert staged.second.restyled == before + 1
    assert staged.second.said == 1


def test_a_language_reaches_hidden_parts_once(
    staged: Staged, manager: ThemeManager, qtbot: QtBot
) -> None:
    staged.tell_language()
    staged.tell_language()
    assert (staged.first.said, staged.second.said) == (2, 0)
    qtbot.waitUntil(lambda: staged.second.said > 0)
    assert staged.second.said == 1
    assert manager.dressing.behind == 0


def test_what_is_added_later_is_dressed_when_it_first_shows(
    staged: Staged, manager: ThemeManager
) -> None:
    third = Page()
    staged.stack.addWidget(third)
    assert third.styleSheet() == ""
    manager.set_mode("dark")
    staged.stack.setCurrentWidget(third)
    assert third.styleSheet() == staged.first.styleSheet()
    staged.stack.removeWidget(third)
    third.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    manager.set_mode("light")
    assert staged.first.styleSheet()
