"""The window's place: kept for each set of screens, and always where it can be seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from desktop import window_place
from desktop.theme import ThemeManager
from desktop.ui_state import UiState
from desktop.window_place import Place, Places, clamp, screens_key
from gateway.domain.channel import ChannelDraft
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import until
from tests.desktop.resident import resident
from tests.desktop.themes import manager

__all__ = ["manager"]

MINIMUM = QSize(860, 560)
LEFT, RIGHT = QRect(0, 0, 1920, 1050), QRect(1920, 0, 2560, 1410)
USUAL = QSize(1080, 720)


@pytest.mark.parametrize(
    ("rect", "screens", "where"),
    [
        (QRect(100, 100, 1080, 720), [LEFT], QRect(100, 100, 1080, 720)),
        (QRect(2500, 300, 1080, 720), [LEFT, RIGHT], QRect(2500, 300, 1080, 720)),
        # The screen on the right is gone.
        (QRect(2500, 300, 1080, 720), [LEFT], QRect(840, 300, 1080, 720)),
        (QRect(-900, -400, 1080, 720), [LEFT], QRect(0, 0, 1080, 720)),
        (QRect(100, 5000, 1080, 720), [LEFT], QRect(100, 330, 1080, 720)),
        (QRect(1920, 0, 2500, 1400), [LEFT], QRect(0, 0, 1920, 1050)),
        # Mostly on the right one.
        (QRect(1900, 100, 1080, 720), [LEFT, RIGHT], QRect(1920, 100, 1080, 720)),
        # Smaller than the window may be: its corner shows.
        (QRect(300, 300, 1080, 720), [QRect(0, 0, 640, 480)], QRect(0, 0, 860, 560)),
        (QRect(1, 2, 1080, 720), [], QRect(1, 2, 1080, 720)),
    ],
)
def test_clamped_to_what_shows(rect: QRect, screens: list[QRect], where: QRect) -> None:
    assert clamp(rect, screens, MINIMUM) == where


def test_each_set_of_screens_has_its_own_and_old_ones_are_forgotten(tmp_path: Path) -> None:
    places = Places(UiState(tmp_path / "window.ini"))
    for number in range(12):
        places.keep(f"set {number}", Place(QRect(number, 0, 900, 600), number % 2 == 1))
    assert places.of("set 3") is None
    assert places.of("set 4") == Place(QRect(4, 0, 900, 600))
    assert places.of("set 11") == Place(QRect(11, 0, 900, 600), True)


@pytest.mark.parametrize("junk", ["", "{", "[]", '{"a": 1}', '{"a": ["x", 1, 2, 3, 4]}', "null"])
def test_junk_counts_as_nothing(tmp_path: Path, junk: str) -> None:
    state = UiState(tmp_path / "window.ini")
    state.set_text("places", junk)
    assert Places(state).of("a") is None
    Places(state).keep("b", Place(LEFT))
    assert Places(state).of("b") == Place(LEFT)


def test_a_window_comes_back_where_it_was(tmp_path: Path, qapp: QApplication) -> None:
    state = UiState(tmp_path / "window.ini")
    first = QWidget()
    first.setMinimumSize(200, 100)
    window_place.restore(first, state, QSize(300, 200))
    assert first.size() == QSize(300, 200)
    first.setGeometry(20, 30, 320, 240)
    first.show()
    window_place.keep(first, state)
    second = QWidget()
    window_place.restore(second, state, USUAL)
    assert second.geometry() == QRect(20, 30, 320, 240)
    assert not second.isMaximized()
    first.showMaximized()
    window_place.keep(first, state)
    third = QWidget()
    window_place.restore(third, state, USUAL)
    assert third.isMaximized()
    for each in (first, second, third):
        each.deleteLater()


def test_off_every_screen_it_is_brought_back(tmp_path: Path, qapp: QApplication) -> None:
    state = UiState(tmp_path / "window.ini")
    key = screens_key(QGuiApplication.screens())
    Places(state).keep(key, Place(QRect(90_000, 90_000, 320, 240)))
    window = QWidget()
    window_place.restore(window, state, USUAL)
    area = QGuiApplication.primaryScreen().availableGeometry()
    assert area.contains(window.geometry())
    window.deleteLater()


@in_qt_loop
async def test_the_last_page_comes_back(
    tmp_path: Path, qapp: QApplication, manager: ThemeManager
) -> None:
    async with resident(tmp_path, qapp) as me:
        await me.gateway.channels.create(ChannelDraft("echo", "One"))
        await until(lambda: me.page == "overview", "a channel")
        me.window.go("logs")
    async with resident(tmp_path, qapp) as me:
        assert me.page == "logs"
        me.window.go("connect")
    async with resident(tmp_path, qapp) as me:
        assert me.page == "overview", "a page behind another leads to that one"
        me.ui_state.set_text("page", "no such page")
        assert me.window._last_page() == "overview"
