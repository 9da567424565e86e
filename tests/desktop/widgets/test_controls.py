"""Buttons, switches, choices and lists: mouse, keyboard, busy states, focus ring."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme import ThemeManager, px
from desktop.theme.icons import UnknownIconError
from desktop.widgets.base import FocusRing
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.chips import Chip, ChipRow, TagInput
from desktop.widgets.choice import CheckBox, Segmented, Tabs
from desktop.widgets.combo import Combo
from desktop.widgets.menu import Menu
from desktop.widgets.nav_rail import NavEntry, NavRail
from desktop.widgets.option_list import Option, OptionList
from desktop.widgets.switch import Switch

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


class TestButton:
    def test_space_presses_it(self, qtbot: QtBot) -> None:
        button = Button("Test all")
        qtbot.addWidget(button)
        with qtbot.waitSignal(button.clicked):
            qtbot.keyClick(button, Key.Key_Space)

    def test_busy_it_takes_no_keys_and_keeps_its_width(self, qtbot: QtBot) -> None:
        button = Button("Test all", icon="zap")
        qtbot.addWidget(button)
        width = button.sizeHint().width()
        button.set_busy(True, at_once=True)
        assert button.busy
        with qtbot.assertNotEmitted(button.clicked):
            qtbot.keyClick(button, Key.Key_Space)
        assert button.sizeHint().width() == width
        button.set_busy(False)
        with qtbot.waitSignal(button.clicked):
            qtbot.keyClick(button, Key.Key_Space)

    def test_two_chinese_characters_do_not_look_cramped(self, qtbot: QtBot) -> None:
        button = Button("测试")
        qtbot.addWidget(button)
        assert button.sizeHint().width() >= px(56)

    def test_an_unknown_icon_is_refused_at_once(self) -> None:
        with pytest.raises(UnknownIconError):
            IconButton("no-such-icon", "Close")

    def test_an_icon_button_says_what_it_does(self, qtbot: QtBot) -> None:
        button = IconButton("x", "Close")
        qtbot.addWidget(button)
        assert (button.toolTip(), button.accessibleName()) == ("Close", "Close")


class TestSwitch:
    @pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return, Key.Key_Enter])
    def test_keys_toggle_it(self, key: Qt.Key, qtbot: QtBot) -> None:
        switch = Switch("Live")
        qtbot.addWidget(switch)
        with qtbot.waitSignal(switch.toggled):
            qtbot.keyClick(switch, key)
        assert switch.isChecked()

    def test_a_state_from_elsewhere_is_shown_quietly(self, qtbot: QtBot) -> None:
        switch = Switch("Live")
        qtbot.addWidget(switch)
        with qtbot.assertNotEmitted(switch.toggled):
            switch.set_checked_quietly(True)
        assert switch.isChecked()

    def test_busy_it_cannot_be_operated(self, qtbot: QtBot) -> None:
        switch = Switch("Sharing")
        qtbot.addWidget(switch)
        switch.set_busy(True, at_once=True)
        qtbot.keyClick(switch, Key.Key_Space)
        assert not switch.isChecked()
        switch.set_busy(False)
        qtbot.keyClick(switch, Key.Key_Space)
        assert switch.isChecked()

    def test_its_knob_travels_unless_motion_is_reduced(
        self, manager: ThemeManager, qtbot: QtBot
    ) -> None:
        manager.set_reduced_motion(False)
        switch = Switch("Live")
        qtbot.addWidget(switch)
        switch.show()
        switch.setChecked(True)
        moving = switch.grab().toImage()
        manager.set_reduced_motion(True)
        switch.setChecked(False)
        switch.setChecked(True)
        assert switch.grab().toImage() != moving


def test_a_check_box_is_ticked_by_space(qtbot: QtBot) -> None:
    box = CheckBox("Wi-Fi")
    qtbot.addWidget(box)
    qtbot.keyClick(box, Key.Key_Space)
    assert box.isChecked()


@pytest.mark.parametrize(
    "make",
    [
        lambda: Segmented(["Today", "7 days", "30 days"], "Range"),
        lambda: Tabs(["Today", "7 days", "30 days"], "Range"),
    ],
    ids=["segmented", "tabs"],
)
class TestPieces:
    def test_arrows_home_and_end_choose(
        self, make: Callable[[], Segmented | Tabs], qtbot: QtBot
    ) -> None:
        pieces = make()
        qtbot.addWidget(pieces)
        chosen: list[int] = []
        pieces.chosen.connect(chosen.append)
        for key in (Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Left, Key.Key_Home):
            qtbot.keyClick(pieces, key)
        qtbot.keyClick(pieces, Key.Key_End)
        assert chosen == [1, 2, 1, 0, 2], "the ends stop, they do not wrap"
        assert pieces.accessibleDescription() == "30 days"

    def test_a_click_chooses_the_piece_under_it(
        self, make: Callable[[], Segmented | Tabs], qtbot: QtBot
    ) -> None:
        pieces = make()
        qtbot.addWidget(pieces)
        pieces.resize(pieces.sizeHint())
        with qtbot.waitSignal(pieces.chosen) as told:
            qtbot.mouseClick(pieces, LEFT, pos=pieces.piece(1).center())
        assert told.args == [1]

    def test_set_from_the_program_it_stays_quiet(
        self, make: Callable[[], Segmented | Tabs], qtbot: QtBot
    ) -> None:
        pieces = make()
        qtbot.addWidget(pieces)
        with qtbot.assertNotEmitted(pieces.chosen):
            pieces.set_current(2)
        assert pieces.current == 2

    def test_shortcuts_with_modifiers_are_left_to_the_page(
        self, make: Callable[[], Segmented | Tabs], qtbot: QtBot
    ) -> None:
        pieces = make()
        qtbot.addWidget(pieces)
        qtbot.keyClick(pieces, Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        assert pieces.current == 0


def test_choosing_a_tab_moves_none_of_its_neighbours(qtbot: QtBot) -> None:
    tabs = Tabs(["Connection", "Models", "Routing"], "Sections")
    qtbot.addWidget(tabs)
    before = [tabs.piece(index).x() for index in range(tabs.count())]
    tabs.set_current(1)
    assert [tabs.piece(index).x() for index in range(tabs.count())] == before


class TestRail:
    def make(self, qtbot: QtBot) -> NavRail:
        rail = NavRail(
            [NavEntry("overview", "Overview", "gauge"), NavEntry("logs", "Logs", "scroll-text")],
            [NavEntry("settings", "Settings", "settings")],
        )
        qtbot.addWidget(rail)
        rail.resize(rail.width(), 400)
        rail.show()
        rail.activateWindow()
        return rail

    @pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return])
    def test_keys_go_to_a_page(self, key: Qt.Key, qtbot: QtBot) -> None:
        rail = self.make(qtbot)
        with qtbot.waitSignal(rail.chosen) as told:
            qtbot.keyClick(rail.item("logs"), key)
        assert told.args == ["logs"]
        assert rail.current == "logs"

    def test_arrows_move_focus_without_going(self, qtbot: QtBot) -> None:
        rail = self.make(qtbot)
        rail.item("overview").setFocus()
        with qtbot.assertNotEmitted(rail.chosen):
            qtbot.keyClick(rail.item("overview"), Key.Key_Down)
        assert rail.focusWidget() is rail.item("logs")

    def test_a_click_selects_one_item_only(self, qtbot: QtBot) -> None:
        rail = self.make(qtbot)
        qtbot.mouseClick(rail.item("logs"), LEFT)
        qtbot.mouseClick(rail.item("settings"), LEFT)
        assert rail.current == "settings"
        assert not rail.item("logs").isChecked()

    def test_clicking_the_selected_item_keeps_it_selected(self, qtbot: QtBot) -> None:
        rail = self.make(qtbot)
        qtbot.mouseClick(rail.item("logs"), LEFT)
        qtbot.mouseClick(rail.item("logs"), LEFT)
        assert rail.current == "logs"

    def test_collapsed_it_is_56_wide_with_labels_as_tooltips(self, qtbot: QtBot) -> None:
        rail = self.make(qtbot)
        assert rail.width() == px(200)
        assert rail.item("logs").toolTip() == ""
        rail.set_collapsed(True)
        assert rail.width() == px(56)
        assert rail.item("logs").toolTip() == "Logs"

    def test_counts_and_problems_are_read_out(self, qtbot: QtBot) -> None:
        item = self.make(qtbot).item("logs")
        item.set_count("5")
        assert item.accessibleDescription() == "5"
        item.set_problem("Two channels fail")
        assert item.accessibleDescription() == "Two channels fail"
        assert item.toolTip() == "Two channels fail"

    def test_an_unknown_page_selects_nothing(self, qtbot: QtBot) -> None:
        rail = self.make(qtbot)
        rail.set_current("nowhere")
        assert rail.current == ""


class TestOptions:
    def make(self, qtbot: QtBot) -> OptionList:
        options = OptionList([Option("cc", "Claude Code"), Option("curl", "curl")], "Clients")
        qtbot.addWidget(options)
        return options

    def test_arrows_choose(self, qtbot: QtBot) -> None:
        options = self.make(qtbot)
        with qtbot.waitSignal(options.chosen) as told:
            qtbot.keyClick(options, Key.Key_Down)
        assert told.args == ["curl"]
        with qtbot.assertNotEmitted(options.chosen):
            qtbot.keyClick(options, Key.Key_Down)

    def test_a_click_chooses(self, qtbot: QtBot) -> None:
        options = self.make(qtbot)
        options.resize(options.sizeHint())
        with qtbot.waitSignal(options.chosen):
            qtbot.mouseClick(options, LEFT, pos=QPoint(20, px(40) + px(20)))
        assert options.current == "curl"


class TestCombo:
    def test_the_choice_survives_new_items(self, qtbot: QtBot) -> None:
        combo = Combo([("All", ""), ("Anthropic", "a"), ("OpenAI", "o")], "Channel")
        qtbot.addWidget(combo)
        assert combo.choose("o")
        combo.set_items([("Alle", ""), ("OpenAI", "o")])
        assert combo.currentData() == "o"
        assert not combo.choose("gone")

    def test_it_is_as_wide_as_its_widest_choice(self, qtbot: QtBot) -> None:
        combo = Combo(["a", "a very long name of a channel"], "Channel")
        qtbot.addWidget(combo)
        metrics = combo.fontMetrics()
        assert combo.sizeHint().width() > metrics.horizontalAdvance("a very long name of a channel")


class TestChips:
    @pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
    def test_delete_removes(self, key: Qt.Key, qtbot: QtBot) -> None:
        chip = Chip("gpt-5", removable=True)
        qtbot.addWidget(chip)
        with qtbot.waitSignal(chip.removed):
            qtbot.keyClick(chip, key)

    def test_so_does_its_cross_but_not_its_word(self, qtbot: QtBot) -> None:
        chip = Chip("gpt-5-mini", removable=True)
        qtbot.addWidget(chip)
        chip.resize(chip.sizeHint())
        with qtbot.assertNotEmitted(chip.removed):
            qtbot.mouseClick(chip, LEFT, pos=QPoint(px(12), chip.height() // 2))
        with qtbot.waitSignal(chip.removed):
            qtbot.mouseClick(chip, LEFT, pos=QPoint(chip.width() - px(12), chip.height() // 2))

    def test_a_row_counts_what_it_does_not_show(self, qtbot: QtBot) -> None:
        row = ChipRow(["a", "b", "c", "d"], limit=2)
        qtbot.addWidget(row)
        chips = row.findChildren(Chip)
        assert [chip.text() for chip in chips] == ["a", "b", "+2"]
        assert chips[-1].toolTip() == "c\nd"
        with qtbot.waitSignal(row.more):
            qtbot.mouseClick(chips[-1], LEFT)

    def test_words_become_tags_once_each(self, qtbot: QtBot) -> None:
        tags = TagInput(["o3"], name="Models")
        qtbot.addWidget(tags)
        line = tags.focusProxy()
        assert line is not None
        with qtbot.waitSignal(tags.changed):
            qtbot.keyClicks(line, " gpt-5 ,")
        qtbot.keyClicks(line, "o3")
        qtbot.keyClick(line, Key.Key_Return)
        assert tags.tags == ["o3", "gpt-5"]

    def test_backspace_in_an_empty_line_takes_the_last_back(self, qtbot: QtBot) -> None:
        tags = TagInput(["a", "b"], name="Models")
        qtbot.addWidget(tags)
        line = tags.focusProxy()
        assert line is not None
        with qtbot.waitSignal(tags.changed) as told:
            qtbot.keyClick(line, Key.Key_Backspace)
        assert told.args == [["a"]]


class TestMenu:
    def make(self, qtbot: QtBot) -> tuple[Menu, QWidget]:
        parent = QWidget()
        qtbot.addWidget(parent)
        parent.show()
        return Menu(parent), parent

    def test_entries_run_what_they_were_given(self, qtbot: QtBot) -> None:
        ran: list[str] = []
        menu, _parent = self.make(qtbot)
        menu.add("Test", lambda: ran.append("test"), icon_name="zap")
        off = menu.add("Delete", lambda: ran.append("delete"), tone="error", enabled=False)
        for action in menu.actions():
            action.trigger()
        assert ran == ["test"]
        assert not off.isEnabled()

    def test_a_checked_entry_says_so(self, qtbot: QtBot) -> None:
        menu, _parent = self.make(qtbot)
        on, off = menu.add("On", checked=True), menu.add("Off", checked=False)
        assert (on.isChecked(), off.isChecked()) == (True, False)
        assert on.icon().pixmap(16, 16).toImage() != off.icon().pixmap(16, 16).toImage()


class TestFocusRing:
    def rings(self, window: QWidget) -> list[FocusRing]:
        return [ring for ring in window.findChildren(FocusRing) if ring.isVisible()]

    def make(self, qtbot: QtBot) -> tuple[QWidget, Button]:
        window = QWidget()
        column = QVBoxLayout(window)
        button = Button("Save")
        column.addWidget(button)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.setFocus(Qt.FocusReason.OtherFocusReason)
        return window, button

    def test_keyboard_focus_shows_a_ring_round_the_widget(self, qtbot: QtBot) -> None:
        window, button = self.make(qtbot)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        (ring,) = self.rings(window)
        assert ring.geometry().contains(button.geometry().adjusted(-2, -2, 2, 2))
        button.move(button.x() + 10, button.y())
        assert ring.geometry().contains(button.geometry().adjusted(-2, -2, 2, 2)), "it follows"

    def test_a_click_does_not(self, qtbot: QtBot) -> None:
        window, button = self.make(qtbot)
        button.setFocus(Qt.FocusReason.MouseFocusReason)
        assert button.hasFocus()
        assert self.rings(window) == []

    def test_it_goes_when_focus_goes(self, qtbot: QtBot) -> None:
        window, button = self.make(qtbot)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        button.clearFocus()
        assert self.rings(window) == []
