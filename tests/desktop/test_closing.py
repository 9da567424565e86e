"""The close button: the program stays, ends or asks, and says once that it stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.closing import closing_of, set_closing
from desktop.dialogs.close_question import CloseQuestion
from desktop.theme import ThemeManager
from desktop.ui_state import UiState
from gateway.domain.channel import ChannelDraft
from gateway.tasks import spawn
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import until
from tests.desktop.resident import Resident, resident
from tests.desktop.themes import manager
from tests.upstreams import Reply, Upstreams

__all__ = ["manager"]


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """The window is drawn under an installed theme."""


def question(me: Resident) -> CloseQuestion | None:
    found = [each for each in me.window.findChildren(CloseQuestion) if each.isVisible()]
    return found[0] if found else None


@in_qt_loop
async def test_it_stays_in_the_tray_and_says_so_once(tmp_path: Path, qapp: QApplication) -> None:
    async with resident(tmp_path, qapp) as me:
        await me.front()
        me.window.close()
        assert not me.window.isVisible()
        assert me.quits == 0
        (said,) = me.host.said
        assert "still running" in said.title
        me.window.show_front()
        me.window.close()
        assert len(me.host.said) == 1
    async with resident(tmp_path, qapp) as me:
        me.window.show()
        me.window.close()
        assert me.host.said == [], "nor after a restart"


@in_qt_loop
async def test_a_click_on_what_it_says_quits(tmp_path: Path, qapp: QApplication) -> None:
    async with resident(tmp_path, qapp) as me:
        me.window.show()
        me.window.close()
        me.host.message_clicked.emit()
        assert me.quits == 1
        me.host.message_clicked.emit()
        assert me.quits == 1


@in_qt_loop
async def test_requests_go_on_while_it_is_closed(tmp_path: Path, qapp: QApplication) -> None:
    async with Upstreams() as up, resident(tmp_path, qapp) as me:
        await me.home.channel(up.openai, "gpt-4o-mini")
        up.openai.script(Reply(text="one two three", stall_after=1))
        await me.front()
        asked = spawn(me.home.chat("gpt-4o-mini", stream=True), "client")
        await until(lambda: up.openai.open_streams == 1, "the request")
        me.window.close()
        assert not me.window.isVisible()
        up.openai.release()
        status, _, body = await asked
        assert status == 200
        assert b"[DONE]" in body


@in_qt_loop
async def test_without_a_tray_it_asks_once(tmp_path: Path, qapp: QApplication) -> None:
    async with resident(tmp_path, qapp, tray=False) as me:
        await me.front()
        me.window.close()
        assert me.window.isVisible()
        asked = question(me)
        assert asked is not None
        QTest.keyClick(asked, Qt.Key.Key_Escape)
        assert me.window.isVisible(), "no answer is no answer"
        me.window.close()
        me.click("close-keep")
        assert not me.window.isVisible()
        assert me.quits == 0
        me.window.show_front()
        me.window.close()
        assert not me.window.isVisible()
        assert question(me) is None
        assert closing_of(me.ui_state) == "keep"


@in_qt_loop
async def test_quit_as_an_answer_is_kept(tmp_path: Path, qapp: QApplication) -> None:
    async with resident(tmp_path, qapp, tray=False) as me:
        await me.front()
        me.window.close()
        me.click("close-quit")
        assert me.quits == 1
        me.window.close()
        assert me.quits == 2
        assert closing_of(me.ui_state) == "quit"


@in_qt_loop
async def test_the_setting_decides(tmp_path: Path, qapp: QApplication) -> None:
    async with resident(tmp_path, qapp) as me:
        await me.front()
        set_closing(me.ui_state, "quit")
        me.window.close()
        assert (me.quits, me.window.isVisible()) == (1, True)
        set_closing(me.ui_state, "ask")
        QTest.keyClick(me.window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
        assert question(me) is not None
        me.click("close-keep")
        assert not me.window.isVisible()
        assert closing_of(me.ui_state) == "keep"


def test_a_damaged_choice_keeps_it_running(tmp_path: Path) -> None:
    state = UiState(tmp_path / "window.ini")
    state.set_text("closing", "explode")
    assert closing_of(state) == "keep"


@in_qt_loop
async def test_hidden_it_polls_nothing(tmp_path: Path, qapp: QApplication) -> None:
    """Every page was seen, a request ran: closed and quiet, no timer of the window goes on."""
    async with resident(tmp_path, qapp) as me:
        await me.gateway.channels.create(ChannelDraft("echo", "One"))
        await until(lambda: me.page == "overview", "a channel")
        await me.front()
        for page in me.window._pages:
            me.window.go(page)
        me.window.go("logs")
        await me.home.chat("echo")
        me.window.close()
        assert not me.window.isVisible()

        def repeating() -> list[str]:
            holders: list[QObject] = [me.window, me.presence, me.host, me.bridge, me.clipboard]
            timers = {timer for holder in holders for timer in holder.findChildren(QTimer)}
            running = [each for each in timers if each.isActive() and not each.isSingleShot()]
            return [f"{type(each.parent()).__name__} {each.interval()} ms" for each in running]

        await until(lambda: not repeating(), f"still running: {repeating()}")


@in_qt_loop
async def test_it_starts_hidden_and_a_second_start_brings_it(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with resident(tmp_path, qapp) as me:
        me.presence.begin(background=True)
        assert not me.window.isVisible()
        me.window.show_front()
        assert me.window.isVisible()
