"""Notices: few, each once, a toast for who looks, quiet where they are not wanted."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.notifications import HOUR_MS, Choices
from desktop.theme import ThemeManager
from desktop.ui_state import UiState
from desktop.viewmodels import notices
from desktop.viewmodels.notices import Notice, NoticeKind, used_level
from desktop.widgets.toast import Toast
from gateway.domain.channel import ChannelDraft
from gateway.domain.failure import Failure, FailureClass
from gateway.domain.money import NANO
from gateway.events import UpdateFound
from gateway.services.token_drafts import TokenChanges
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import until
from tests.desktop.resident import Resident, resident
from tests.desktop.themes import manager
from tests.upstreams import Reply, Upstreams

__all__ = ["manager"]

NOTICE = Notice(NoticeKind.CHANNEL, "DeepSeek is failing", "So.", "See the channel", "channels", 1)


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """The window is drawn under an installed theme."""


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "_SETTLE_MS", 10)


def toast(me: Resident) -> Toast | None:
    found: Toast | None = me.window._frame.toasts.current
    return found


def titles(me: Resident) -> list[str]:
    return [said.title for said in me.host.said]


class TestShowing:
    @in_qt_loop
    async def test_hidden_the_system_tells_and_a_click_leads_there(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with resident(tmp_path, qapp) as me:
            await me.gateway.channels.create(ChannelDraft("echo", "One"))
            await until(lambda: me.page == "overview", "a channel")
            me.presence.notifier.tell(NOTICE)
            assert titles(me) == ["DeepSeek is failing"]
            me.host.message_clicked.emit()
            assert me.window.isVisible()
            assert me.page == "channels"

    @in_qt_loop
    async def test_in_front_it_is_a_toast_with_one_action(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with resident(tmp_path, qapp) as me:
            await me.gateway.channels.create(ChannelDraft("echo", "One"))
            await until(lambda: me.page == "overview", "a channel")
            await me.front()
            me.presence.notifier.tell(NOTICE)
            assert me.host.said == []
            shown = toast(me)
            assert shown is not None
            assert shown.text == "DeepSeek is failing"
            assert shown.button is not None
            QTest.mouseClick(shown.button, Qt.MouseButton.LeftButton)
            assert me.page == "channels"

    @in_qt_loop
    async def test_what_is_switched_off_or_snoozed_is_not_told(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with resident(tmp_path, qapp) as me:
            choices = me.presence.choices
            choices.set_wanted(NoticeKind.CHANNEL, False)
            me.presence.notifier.tell(NOTICE)
            choices.set_wanted(NoticeKind.CHANNEL, True)
            choices.snooze(HOUR_MS)
            me.presence.notifier.tell(NOTICE)
            assert me.host.said == []
            choices.snooze(0)
            me.presence.notifier.tell(NOTICE)
            assert len(me.host.said) == 1

    def test_a_snooze_ends_by_the_clock_even_if_that_was_set_back(self, tmp_path: Path) -> None:
        now = [10 * HOUR_MS]
        choices = Choices(UiState(tmp_path / "window.ini"), lambda: now[0])
        assert choices.snoozed_until == 0
        choices.snooze(HOUR_MS)
        assert choices.snoozed_until == 11 * HOUR_MS
        now[0] = 11 * HOUR_MS
        assert choices.snoozed_until == 0
        choices.snooze(HOUR_MS)
        now[0] -= 1000 * HOUR_MS
        assert choices.snoozed_until == 0


class TestWhatIsTold:
    @in_qt_loop
    async def test_a_rejected_key_once(self, tmp_path: Path, qapp: QApplication) -> None:
        async with Upstreams() as up, resident(tmp_path, qapp) as me:
            channel = await me.home.channel(up.openai, "gpt-4o-mini", name="OpenAI")
            up.openai.script(Reply(error="bad_key"))
            await me.home.chat("gpt-4o-mini")
            await until(lambda: me.host.said, "the notice")
            assert titles(me) == ["OpenAI rejected a key"]
            assert me.host.said[0].text.startswith(f"The key ending in {channel.keys[0].hint}")
            await me.gateway.channels.set_enabled(channel.id, False)
            await me.gateway.channels.set_enabled(channel.id, True)
            await me.gateway.pause.pause()
            await until(lambda: me.window._footer.state.text() == "Paused", "events came")
            assert len(me.host.said) == 1
        async with resident(tmp_path, qapp) as me:
            await me.gateway.pause.resume()
            await until(lambda: me.window._footer.state.text() != "Paused", "events came")
            assert me.host.said == [], "what was so at the start is no news"

    @in_qt_loop
    async def test_no_money(self, tmp_path: Path, qapp: QApplication) -> None:
        async with Upstreams() as up, resident(tmp_path, qapp) as me:
            await me.home.channel(up.openai, "gpt-4o-mini", name="OpenAI")
            up.openai.script(Reply(error="money"))
            await me.home.chat("gpt-4o-mini")
            await until(lambda: me.host.said, "the notice")
            assert titles(me) == ["OpenAI has no money left"]

    @in_qt_loop
    async def test_a_channel_that_fails_for_the_third_time_in_a_row_once_an_hour(
        self, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with resident(tmp_path, qapp) as me:
            channel = await me.gateway.channels.create(ChannelDraft("echo", "One"))
            failure = Failure(FailureClass.NETWORK, 0, "unreachable")
            look = me.presence.notices._on_channels

            rests, passed = me.gateway.rests, 0.0
            monkeypatch.setattr(rests, "_clock", lambda: time.monotonic() + passed)

            def fail(times: int) -> None:
                """So often in a row: each time when its rest is over."""
                nonlocal passed
                for _ in range(times):
                    rest = rests.failed(channel.id, 0, "echo", failure)
                    look()
                    passed += rest.seconds if rest else 0.0

            fail(2)
            assert me.host.said == []
            fail(3)
            assert titles(me) == ["One is failing"]
            me.gateway.rests.succeeded(channel.id, 0, "echo")
            look()
            fail(5)
            assert len(me.host.said) == 1, "not twice within an hour"
            me.gateway.rests.succeeded(channel.id, 0, "echo")
            look()
            later = me.gateway.now_ms() + notices.HOUR_MS
            monkeypatch.setattr(me.gateway, "now_ms", lambda: later)
            fail(3)
            assert len(me.host.said) == 2

    @in_qt_loop
    async def test_a_balance_at_eighty_and_at_a_hundred_percent(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with Upstreams() as up, resident(tmp_path, qapp) as me:
            await me.home.channel(up.openai, "gpt-4o-mini")
            await me.home.price(gpt_4o_mini={"input": 1_000, "output": 1_000})
            token, key = await me.home.token(balance_nano=NANO, name="Mia")

            async def spend(dollars: str, then: Callable[[], object]) -> None:
                tokens = int(float(dollars) * 1000)
                up.openai.script(Reply(text="x", usage={"prompt_tokens": tokens - 1,
                                                        "completion_tokens": 1}))  # fmt: skip
                status, _, body = await me.home.chat("gpt-4o-mini", key=key, max_tokens=1)
                assert status == 200, body
                await until(then, f"after {dollars}")

            def left() -> int:
                return me.home.balance(token)

            await spend("0.5", lambda: left() == NANO // 2)
            await until(lambda: token.id in me.presence.notices._levels, "it was looked at")
            assert me.host.said == []
            await spend("0.35", lambda: me.host.said)
            assert titles(me) == ["Mia has used 80 % of its balance"]
            assert me.host.said[0].text == "$0.15 is left."
            await me.gateway.tokens.update(token.id, TokenChanges(balance_nano=2 * NANO))
            await until(lambda: me.presence.notices._levels[token.id] == (2 * NANO, 0), "anew")
            await spend("1.9", lambda: len(me.host.said) == 2)
            assert titles(me)[1] == "Mia has used 80 % of its balance"
            await me.gateway.tokens.update(token.id, TokenChanges(balance_nano=0))
            await until(lambda: len(me.host.said) == 3, "used up")
            assert titles(me)[2] == "Mia has used up its balance"

    @in_qt_loop
    async def test_what_was_told_is_remembered(self, tmp_path: Path, qapp: QApplication) -> None:
        async with resident(tmp_path, qapp) as me:
            token, _ = await me.home.token(balance_nano=NANO, name="Mia")
            await me.presence.notices._read_balances({token.id})
            await me.gateway.tokens.update(token.id, TokenChanges(balance_nano=NANO // 10))
            await until(lambda: me.host.said, "told")
        async with resident(tmp_path, qapp) as me:
            await me.presence.notices._read_balances({token.id})
            assert me.host.said == []

    @in_qt_loop
    async def test_another_port_and_a_new_version(self, tmp_path: Path, qapp: QApplication) -> None:
        from dataclasses import replace

        async with resident(tmp_path, qapp) as me:
            bound = me.gateway._listeners.bound
            assert bound is not None
            me.gateway._listeners.bound = replace(bound, wanted_port=3000)
            me.presence.begin(background=True)
            assert titles(me) == [f"Homeport listens on port {bound.port}"]
            me.gateway.updates._stored.version = "99.0.0"
            await me.gateway.settings_service.set("update_url", "https://example.com/r.json")
            me.gateway.events.publish(UpdateFound("99.0.0"))
            await until(lambda: len(me.host.said) == 2, "the update")
            assert titles(me)[1] == "Homeport 99.0.0 is available"
            await until(lambda: me.tray.update.isVisible(), "in the tray, too")
            me.host.message_clicked.emit()
            assert me.page == "settings"


@pytest.mark.parametrize(
    ("full", "left", "level"),
    [(100, 100, 0), (100, 21, 0), (100, 20, 80), (100, 1, 80), (100, 0, 100), (0, 0, 0)],
)
def test_levels(full: int, left: int, level: int) -> None:
    assert used_level(full, left) == level
