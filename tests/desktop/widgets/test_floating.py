"""Panels over a window, and the numbers they hold."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.widgets.buttons import Button
from desktop.widgets.inputs import LineEdit
from desktop.widgets.popover import Popover
from desktop.widgets.stepper import Stepper

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


class Room:
    """A window with a button, and something beside it that wants the keyboard."""

    def __init__(self, qtbot: QtBot, at: QPoint) -> None:
        self.window = QWidget()
        self.window.resize(600, 400)
        qtbot.addWidget(self.window)
        self.button = Button("Shares", parent=self.window)
        self.button.move(at)
        self.other = LineEdit(parent=self.window)
        self.other.move(400, 380)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.button.setFocus()

    def open(self) -> tuple[Popover, Stepper]:
        panel, stepper = Popover("Shares", self.window), Stepper("Weight", 2)
        panel.body.addWidget(stepper)
        panel.open_by(self.button, stepper)
        return panel, stepper


class TestPopover:
    @pytest.mark.parametrize("at", [QPoint(10, 10), QPoint(540, 360), QPoint(10, 360)])
    def test_it_lies_by_its_anchor_and_inside_its_window(self, qtbot: QtBot, at: QPoint) -> None:
        room = Room(qtbot, at)
        panel, stepper = room.open()
        assert stepper.field.hasFocus()
        assert room.window.rect().contains(panel.geometry())
        button = room.button.geometry()
        below = panel.y() - button.bottom()
        above = button.top() - panel.geometry().bottom()
        assert min(abs(below), abs(above)) < 20

    def test_escape_closes_it_and_the_keyboard_returns(self, qtbot: QtBot) -> None:
        room = Room(qtbot, QPoint(10, 10))
        panel, stepper = room.open()
        with qtbot.waitSignal(panel.destroyed):
            qtbot.keyClick(stepper.field, Key.Key_Escape)
            assert room.button.hasFocus()
            assert not panel.isVisible()

    def test_a_click_elsewhere_closes_it_and_does_nothing_else(self, qtbot: QtBot) -> None:
        room = Room(qtbot, QPoint(10, 10))
        clicks: list[bool] = []
        room.button.clicked.connect(clicks.append)
        panel, _ = room.open()
        target = room.window.childAt(room.button.geometry().center())
        assert target is not None
        assert target is not room.button
        qtbot.mouseClick(target, LEFT)
        assert not isValid(panel) or not panel.isVisible()
        assert clicks == []
        assert room.window.childAt(room.button.geometry().center()) is room.button

    def test_focus_elsewhere_closes_it_and_stays_there(self, qtbot: QtBot) -> None:
        room = Room(qtbot, QPoint(10, 10))
        panel, _ = room.open()
        room.other.setFocus()
        assert not panel.isVisible()
        assert room.other.hasFocus()

    def test_it_goes_with_its_anchor(self, qtbot: QtBot) -> None:
        room = Room(qtbot, QPoint(10, 10))
        panel, _ = room.open()
        room.button.hide()
        assert not panel.isVisible()

    def test_a_smaller_window_keeps_it_in_sight(self, qtbot: QtBot) -> None:
        room = Room(qtbot, QPoint(300, 10))
        panel, _ = room.open()
        room.window.resize(360, 300)
        assert room.window.rect().contains(panel.geometry())


class TestStepper:
    def test_buttons_keys_and_digits_change_it_within_its_bounds(self, qtbot: QtBot) -> None:
        stepper = Stepper("Weight", 1, most=3)
        qtbot.addWidget(stepper)
        stepper.show()
        seen: list[int] = []
        stepper.changed.connect(seen.append)
        qtbot.mouseClick(stepper.more, LEFT)
        qtbot.keyClick(stepper.field, Key.Key_Up)
        qtbot.keyClick(stepper.field, Key.Key_Up)
        assert not stepper.more.isEnabled()
        for _ in range(5):
            qtbot.keyClick(stepper.field, Key.Key_Down)
        assert not stepper.less.isEnabled()
        stepper.field.selectAll()
        qtbot.keyClicks(stepper.field, "2")
        assert seen == [2, 3, 2, 1, 0, 2]
        assert stepper.value == 2

    def test_what_is_no_number_yet_goes_back(self, qtbot: QtBot) -> None:
        stepper = Stepper("Weight", 7)
        qtbot.addWidget(stepper)
        stepper.field.selectAll()
        qtbot.keyClick(stepper.field, Key.Key_Backspace)
        assert stepper.value == 7
        stepper.field.editingFinished.emit()
        assert stepper.field.text() == "7"
