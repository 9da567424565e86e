"""The frame of the window: palette, keys, page list, footer, problems, drafts, drops."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QWidget

from desktop.theme import ThemeManager, theme
from desktop.viewmodels.problem_list import Problem, Rank
from desktop.widgets.banner import Banner
from desktop.widgets.palette import Palette
from desktop.widgets.side_sheet import SideSheet
from gateway.domain.channel import ChannelDraft
from gateway.domain.log_terms import RUNNING, Subject
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import until
from tests.desktop.test_main_window import Owner, owner
from tests.desktop.themes import manager

__all__ = ["manager"]

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """The window is drawn under an installed theme."""


async def settle(me: Owner) -> None:
    """One channel, and the overview in front."""
    await me.gateway.channels.create(ChannelDraft("echo"))
    await until(lambda: me.page == "overview", "the overview")


def palette(me: Owner) -> Palette:
    found = me.window.findChild(Palette)
    assert found is not None
    return found


def listed(me: Owner) -> list[str]:
    return [entry.text for entry in palette(me).list.entries]


def sheet(me: Owner) -> SideSheet:
    found = me.window._frame.surface.sheet
    assert isinstance(found, SideSheet)
    return found


class TestPalette:
    @in_qt_loop
    async def test_keys_alone_find_and_do(
        self, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with owner(tmp_path, qapp, monkeypatch) as me:
            await settle(me)
            QTest.keyClick(me.window, Qt.Key.Key_K, CONTROL)
            field = palette(me).field
            assert me.window.focusWidget() is field
            assert not QApplication.activeModalWidget()
            QTest.keyClicks(field, "logs")
            QTest.keyClick(field, Qt.Key.Key_Return)
            assert me.page == "logs"
            assert palette(me).isHidden()
            QTest.keyClick(me.window, Qt.Key.Key_K, CONTROL)
            assert listed(me)[0] == "Logs", "what was used lately is first"
            QTest.keyClick(field, Qt.Key.Key_Escape)
            assert palette(me).isHidden()

    @in_qt_loop
    async def test_it_knows_channels_models_tokens_and_settings(
        self, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with owner(tmp_path, qapp, monkeypatch) as me:
            await me.house.channel(me.openai, "gpt-4o-mini", name="Work", provider="openai")
            await until(lambda: me.page == "overview", "the overview")
            me.click("header-search")
            await until(lambda: {"Work", "gpt-4o-mini"} <= set(_all(me)), "channels")
            assert {"Port", "Theme: dark", "简体中文", "日本語", "New token"} <= set(_all(me))
            field = palette(me).field
            QTest.keyClicks(field, "work")
            await until(lambda: listed(me)[:1] == ["Work"], "the channel")
            QTest.keyClick(field, Qt.Key.Key_Return)
            await until(lambda: me.window._frame.surface.sheet is not None, "its editor")
            assert me.page == "channels"

    @in_qt_loop
    async def test_people_and_groups_are_a_few_keys_away(
        self, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with owner(tmp_path, qapp, monkeypatch) as me:
            await me.house.channel(me.openai, "gpt-4o-mini", groups=("default", "kids"))
            await until(lambda: me.page == "overview", "the overview")
            QTest.keyClick(me.window, Qt.Key.Key_K, CONTROL)
            await until(lambda: {"root", "kids"} <= set(_all(me)), "a person and a group")
            field = palette(me).field
            QTest.keyClicks(field, "kids")
            await until(lambda: listed(me)[:1] == ["kids"], "the group")
            QTest.keyClick(field, Qt.Key.Key_Return)
            await until(lambda: me.window._frame.surface.sheet is not None, "its sheet")
            assert (me.page, sheet(me).accessibleName()) == ("people", "kids")
            assert me.window._rail.current == "tokens"
            QTest.keyClick(me.window, Qt.Key.Key_K, CONTROL)
            QTest.keyClicks(field, "limits of people")
            QTest.keyClick(field, Qt.Key.Key_Return)
            tabs = me.window.pages["people"].tabs  # type: ignore[attr-defined]
            tabs.setFocus()
            QTest.keyClick(tabs, Qt.Key.Key_Left)
            assert me.page == "tokens"
            assert me.window.focusWidget() is me.window.pages["tokens"].tabs  # type: ignore[attr-defined]
            QTest.keyClick(me.window.focusWidget(), Qt.Key.Key_Right)
            assert (me.page, me.window.focusWidget()) == ("people", tabs)
            QTest.keyClick(me.window, Qt.Key.Key_K, CONTROL)
            QTest.keyClicks(field, "add a person")
            QTest.keyClick(field, Qt.Key.Key_Return)
            assert sheet(me).accessibleName() == "New person"

    @in_qt_loop
    async def test_the_look_is_changed_and_the_settings_follow(
        self, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with owner(tmp_path, qapp, monkeypatch) as me:
            await settle(me)
            assert me.window.pages["settings"], "made before: it follows"
            QTest.keyClick(me.window, Qt.Key.Key_K, CONTROL)
            QTest.keyClicks(palette(me).field, "high contrast dark")
            QTest.keyClick(palette(me).field, Qt.Key.Key_Return)
            assert theme().colours.name == "high_contrast_dark"
            chosen = me.window.findChild(QWidget, "settings-theme")
            assert chosen.currentData() == "high_contrast_dark"  # type: ignore[attr-defined]

    @in_qt_loop
    async def test_arrows_go_round_and_a_click_outside_closes(
        self, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with owner(tmp_path, qapp, monkeypatch) as me:
            await settle(me)
            QTest.keyClick(me.window, Qt.Key.Key_K, CONTROL)
            box = palette(me)
            first = box.list.current
            QTest.keyClick(box.field, Qt.Key.Key_Up)
            assert box.list.current is box.list.entries[-1]
            QTest.keyClick(box.field, Qt.Key.Key_Tab)
            assert box.list.current == first
            QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(5, box.height() - 5))
            assert box.isHidden()


def _all(me: Owner) -> list[str]:
    return [action.words() for action in me.window._palette.model._all()]


class TestKeys:
    @in_qt_loop
    async def test_new_find_and_help_do_what_the_page_has(
        self, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with owner(tmp_path, qapp, monkeypatch) as me:
            await settle(me)
            me.window.go("tokens")
            QTest.keyClick(me.window, Qt.Key.Key_N, CONTROL)
            assert sheet(me).objectName() == "token-sheet"
            me.window.go("logs")
            QTest.keyClick(me.window, Qt.Key.Key_F, CONTROL)
            focus = me.window.focusWidget()
            assert focus is not None
            assert focus.objectName() == "logs-text"
            QTest.keyClick(me.window, Qt.Key.Key_F1)
            assert sheet(me).objectName() == "shortcuts-sheet"
            QTest.keyClick(me.window, Qt.Key.Key_Slash, CONTROL)
            assert me.window._frame.surface.sheet is None
            me.window.go("channels")
            QTest.keyClick(me.window, Qt.Key.Key_F, CONTROL)
            focus = me.window.focusWidget()
            assert focus is not None
            assert focus.objectName() == "channels-search"
            QTest.keyClick(me.window, Qt.Key.Key_N, CONTROL)
            assert me.page == "welcome"

    @in_qt_loop
    async def test_escape_closes_a_sheet_wherever_the_focus_is(
        self, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with owner(tmp_path, qapp, monkeypatch) as me:
            await settle(me)
            me.window.show_shortcuts()
            me.window._rail.item("logs").setFocus()
            me.press(Qt.Key.Key_Escape)
            assert me.window._frame.surface.sheet is None


class TestRail:
    @in_qt_loop
    async def test_it_narrows_by_key_and_button_and_remembers(
        self, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with owner(tmp_path, qapp, monkeypatch) as me:
            await settle(me)
            me.window.resize(1180, 760)
            rail = me.window._rail
            assert (rail.collapsed, rail.width()) == (False, 200)
            me.click("rail-toggle")
            assert (rail.collapsed, rail.width()) == (True, 56)
            assert me.window._ui_state.rail_collapsed
            assert rail.item("logs").toolTip() == "Logs"
            QTest.keyClick(me.window, Qt.Key.Key_B, CONTROL)
            assert not rail.collapsed
            me.click("rail-toggle")
            me.window._ui_state.sync()
        async with owner(tmp_path, qapp, monkeypatch) as me:
            me.window.resize(1180, 760)
            assert me.window._rail.collapsed

    @in_qt_loop
    async def test_without_room_there_is_no_choice(
        self, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with owner(tmp_path, qapp, monkeypatch) as me:
            await settle(me)
            me.window.resize(860, 560)
            assert me.window._rail.collapsed
            assert not [
                b for b in me.window.findChildren(QAbstractButton, "rail-toggle") if b.isVisible()
            ]
            QTest.keyClick(me.window, Qt.Key.Key_B, CONTROL)
            assert not me.window._ui_state.rail_collapsed


class TestFooter:
    @in_qt_loop
    async def test_every_segment_acts(
        self, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with owner(tmp_path, qapp, monkeypatch) as me:
            await settle(me)
            footer = me.window._footer
            footer.active.click()
            assert me.page == "logs"
            logs = me.window._pages["logs"]
            assert [(each.subject, each.value) for each in logs.model.chosen.terms] == [  # type: ignore[attr-defined]
                (Subject.STATUS, RUNNING)
            ]
            footer.lan.click()
            assert me.page == "settings"
            footer.cost.click()
            assert me.page == "usage"
            QApplication.clipboard().clear()
            footer.address.click()
            assert QApplication.clipboard().text() == f"{me.gateway.status().url}/v1"
            footer.state.click()
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            entries = {action.text(): action for action in menu.actions()}
            assert "Server settings" in entries
            entries["Server settings"].trigger()
            menu.close()
            assert me.page == "settings"
            assert me.window._pages["settings"].section == "server"  # type: ignore[attr-defined]


class TestProblems:
    @in_qt_loop
    async def test_the_worst_is_told_under_the_title_of_every_page(
        self, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with owner(tmp_path, qapp, monkeypatch) as me:
            await settle(me)
            done: list[str] = []
            me.window.problems.set(
                "backup",
                Problem(
                    Rank.BACKUP,
                    lambda: "The last backup failed.",
                    action=lambda: "Try again",
                    act=lambda: done.append("backup"),
                ),
            )
            me.window.problems.set("lan", Problem(Rank.SHARING, lambda: "Wi-Fi is gone."))
            for page in (
                "overview",
                "channels",
                "tokens",
                "logs",
                "settings",
                "connect",
                "welcome",
            ):
                me.window.go(page)
                assert banner(me).text == "Wi-Fi is gone.", page
                front = me.window._frame.surface.stack.currentWidget()
                assert front.isAncestorOf(banner(me))
            me.window.problems.clear("lan")
            assert banner(me).text == "The last backup failed."
            me.click("problem-action")
            assert done == ["backup"]
            me.window.problems.close("backup")
            assert not me.window.findChild(Banner, "problem").isVisible()


def banner(me: Owner) -> Banner:
    found = me.window.findChild(Banner, "problem")
    assert found is not None
    assert found.isVisible()
    return found


class TestDrafts:
    @in_qt_loop
    async def test_a_draft_outlives_other_pages_and_is_not_closed_unasked(
        self, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with owner(tmp_path, qapp, monkeypatch) as me:
            await settle(me)
            me.window.go("tokens", "new")
            name = me.window.findChild(QLineEdit, "token-name")
            assert name is not None
            QTest.keyClicks(name, "Half a na")
            assert sheet(me).unsaved
            me.window.go("logs")
            assert me.window._frame.surface.sheet is None
            me.window.go("tokens")
            assert sheet(me).unsaved
            assert name.text() == "Half a na"
            QTest.keyClick(name, Qt.Key.Key_Escape)
            assert sheet(me).asking
            assert not QApplication.activeModalWidget()
            me.click("discard-keep")
            assert not sheet(me).asking
            assert name.text() == "Half a na"
            QTest.keyClick(name, Qt.Key.Key_Escape)
            me.click("discard-now")
            assert me.window._frame.surface.sheet is None
            me.window.go("tokens", "new")
            assert name.text() == ""

    @in_qt_loop
    async def test_discarding_gives_a_channel_back_as_it_was(
        self, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with owner(tmp_path, qapp, monkeypatch) as me:
            channel = await me.house.channel(me.openai, "gpt-4o-mini", name="Work")
            me.window.go("channels", channel.id)
            await until(lambda: me.window._frame.surface.sheet is not None, "its editor")
            name = sheet(me).findChild(QLineEdit, "channel-name")
            assert name is not None
            QTest.keyClicks(name, "s")
            QTest.keyClick(name, Qt.Key.Key_Escape)
            me.click("discard-now")
            me.window.go("channels", channel.id)
            assert name.text() == "Work"
            assert not sheet(me).unsaved
