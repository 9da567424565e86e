"""Overview: what runs and how to end it, what today came to, and the one thing to warn about."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import aiohttp
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from desktop.models.channel_status import ChannelStatus, Standing
from desktop.pages.overview import OverviewPage
from desktop.theme import ThemeManager
from desktop.viewmodels.findings import Finding, Kind, of_channels, of_port, of_store, of_vault
from desktop.viewmodels.overview import tokens_per_second
from desktop.widgets.banner import Banner
from desktop.widgets.card import Row
from desktop.widgets.pill import StatusPill
from desktop.widgets.stat import Stat
from gateway.app import Gateway
from gateway.config import Settings
from gateway.services.logs import LiveRequest, LogFilter
from gateway.status import GatewayStatus
from gateway.store import options as option_rows
from gateway.tasks import spawn
from gateway.vault import VaultState
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import Stage, stage, until
from tests.desktop.themes import manager
from tests.gateway.house import House, house, make_config
from tests.upstreams import Reply, Upstreams

__all__ = ["manager"]

RUNNING = GatewayStatus(True, False, True, "open_keyfile", "http://localhost:1", 1, 1, "", 0, 0)


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


class Watcher:
    """Somebody who looks at the overview."""

    def __init__(self, on: Stage, page: OverviewPage, up: Upstreams) -> None:
        self.on = on
        self.page = page
        self.up = up
        self.gateway = on.gateway

    def text(self, name: str) -> str:
        return self.on.find(QLabel, name).text()

    def stat(self, name: str) -> str:
        return self.on.find(Stat, f"today-{name}").accessibleName()

    def click(self, name: str) -> None:
        self.on.click(self.on.find(QAbstractButton, name))

    @property
    def banner(self) -> str:
        found = [b for b in self.page.findChildren(Banner) if b.isVisible()]
        return found[0].text if found else ""

    def rows(self, prefix: str) -> list[Row]:
        """Rows of a kind as they stand below each other."""
        found = [row for row in self.page.findChildren(Row) if row.isVisible()]
        named = [row for row in found if row.objectName().startswith(prefix)]
        return sorted(named, key=lambda row: row.y())

    def words(self, row: QWidget) -> list[str]:
        return [label.text() for label in row.findChildren(QLabel)]

    async def stream(self, model: str = "gpt-4o-mini") -> None:
        """Starts a streamed request that ends when its upstream or somebody ends it."""
        spawn(self._stream(model), "client")
        await until(lambda: self.gateway.live, "the request")

    async def _stream(self, model: str) -> None:
        try:
            await self.on.house.chat(model, stream=True)
        except aiohttp.ClientError:
            pass  # it was cancelled, which is what the test is about


@asynccontextmanager
async def watcher(folder: Path, app: QApplication) -> AsyncIterator[Watcher]:
    """The page with one channel, to OpenAI's mock."""
    async with Upstreams() as up, stage(folder, app) as on:
        on.shell.translators.use("en")
        await on.house.channel(up.openai, "gpt-4o-mini", name="First", provider="openai")
        page = OverviewPage(on.shell)
        on.frame.add_page("overview", page)
        on.frame.show_page("overview")
        on.frame.show()
        found = Watcher(on, page, up)
        # It draws when all has been read, which is later than the first of it.
        await until(lambda: "—" not in found.stat("requests"), "what the page shows")
        await until(lambda: "—" not in found.text("server-channels"), "its channels")
        yield found
        up.openai.release()
        await until(lambda: not found.gateway.live, "the end of what runs")


@in_qt_loop
async def test_a_quiet_day_is_zeros_and_one_sentence(tmp_path: Path, qapp: QApplication) -> None:
    async with watcher(tmp_path, qapp) as guest:
        assert guest.stat("requests") == "Requests 0"
        assert guest.stat("cost") == "Cost $0"
        assert guest.text("live-empty") == "Quiet. Requests will appear here."
        assert guest.text("server-state") == "Running"
        assert guest.text("server-channels") == "1 on"
        assert guest.text("server-flight") == "none"
        assert guest.banner == ""
        assert not guest.page._model._tick.isActive()


@in_qt_loop
async def test_sums_lead_to_their_hours_and_errors_to_requests(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with watcher(tmp_path, qapp) as guest:
        for name in ("requests", "tokens", "cost"):
            guest.on.click(guest.on.find(Stat, f"today-{name}"))
            assert guest.on.went.pop() == ("usage", name)
        QTest.keyClick(guest.on.find(Stat, "today-errors"), Qt.Key.Key_Return)
        today = guest.page._model.today
        assert today is not None
        assert guest.on.went.pop() == ("logs", LogFilter(since=today.starts_at, status="error"))


@in_qt_loop
async def test_a_running_request_is_shown_and_can_be_ended(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with watcher(tmp_path, qapp) as guest:
        guest.up.openai.always(Reply(text="one two three four", stall_after=2))
        await guest.stream()
        await until(lambda: guest.rows("live-req"), "its row")
        [row] = guest.rows("live-req")
        await until(lambda: "Streaming" in " ".join(guest.words(row)), "its first token")
        assert guest.words(row)[0] == "gpt-4o-mini"
        assert guest.text("server-flight") == "1 request"
        await until(guest.page._model._tick.isActive, "the clock")
        guest.page._model._tick.timeout.emit()
        assert " s" in guest.words(row)[2]
        cancel = next(b for b in row.findChildren(QAbstractButton))
        assert cancel.accessibleName() == "Cancel this request"
        guest.on.click(cancel)
        await until(lambda: guest.up.openai.open_streams == 0, "the upstream's end")
        await until(lambda: guest.rows("finished-"), "the end")
        assert guest.rows("finished-")[0].accessibleName().startswith("Cancelled, gpt-4o-mini")
        await until(lambda: not guest.rows("live-req"), "no row")
        await until(lambda: not guest.page._model._tick.isActive(), "the clock's end")


@in_qt_loop
async def test_nothing_ticks_and_nothing_is_read_while_nobody_looks(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with watcher(tmp_path, qapp) as guest:
        guest.up.openai.always(Reply(text="one two three four", stall_after=2))
        await guest.stream()
        await until(lambda: guest.page._model._tick.isActive(), "the clock")
        guest.on.leave(guest.page)
        assert not guest.page._model._tick.isActive()
        guest.up.openai.release()
        await until(lambda: not guest.gateway.live, "the end")
        await guest.on.house.settled()
        assert not guest.page._model._settle.isActive()
        assert not guest.rows("finished-")
        guest.on.frame.surface.stack.setCurrentWidget(guest.page)
        await until(lambda: guest.rows("finished-"), "what ended meanwhile")


@in_qt_loop
async def test_what_just_finished_leads_to_its_log(tmp_path: Path, qapp: QApplication) -> None:
    async with watcher(tmp_path, qapp) as guest:
        guest.up.openai.script(Reply(text="Hi"))
        await guest.on.house.chat("gpt-4o-mini")
        await guest.on.house.chat("no-such-model")
        await until(lambda: len(guest.rows("finished-")) == 2, "both")
        latest, first = guest.rows("finished-")
        assert latest.accessibleName().startswith("Refused, no-such-model")
        assert first.accessibleName().startswith("Done, gpt-4o-mini")
        await until(lambda: guest.stat("requests") == "Requests 2")
        assert guest.stat("errors").startswith("Errors 1")
        QTest.mouseClick(first, Qt.MouseButton.LeftButton)
        [(page, log_id)] = guest.on.went
        assert page == "logs"
        assert isinstance(log_id, int)
        assert (await guest.gateway.logs.get(log_id)).row.requested_model == "gpt-4o-mini"


@in_qt_loop
async def test_channels_stand_worst_first_with_their_standing(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with watcher(tmp_path, qapp) as guest:
        await guest.on.house.channel(guest.up.openai, "other", name="Rejected", keys=["sk-wrong-1"])
        guest.up.openai.script(Reply(text="Hi"))
        await guest.on.house.chat("gpt-4o-mini")
        await guest.on.house.chat("other")
        pills = {"Rejected": "Key rejected", "First": "Working"}

        def shown() -> list[str]:
            return [row.accessibleName() for row in guest.rows("health-")]

        def known() -> bool:
            names = [f"{name}, {pill}" for name, pill in pills.items()]
            return len(shown()) == 2 and all(map(str.startswith, shown(), names))

        await until(known, "the standing")
        assert shown()[0] == f"Rejected, {pills['Rejected']}"
        pill = guest.rows("health-")[0].findChild(StatusPill)
        assert pill is not None
        assert pill.text == "Key rejected"
        QTest.mouseClick(guest.rows("health-")[0], Qt.MouseButton.LeftButton)
        assert guest.on.went == [("channels", None)]


@in_qt_loop
async def test_all_channels_can_be_tested_from_here(tmp_path: Path, qapp: QApplication) -> None:
    async with watcher(tmp_path, qapp) as guest:
        guest.up.openai.script(Reply(text="Hello"))
        await until(lambda: guest.rows("health-"), "the channel")
        link = guest.page._health.link
        assert link is not None
        guest.on.click(link)
        await until(lambda: "Working" in guest.rows("health-")[0].accessibleName(), "the result")
        assert guest.gateway.planner.snapshot.channels[0].tested_at


@in_qt_loop
async def test_all_channels_resting_is_said_once_on_top(tmp_path: Path, qapp: QApplication) -> None:
    async with watcher(tmp_path, qapp) as guest:
        guest.up.openai.always(Reply(error="rate_limit", headers={"retry-after": "900"}))
        await guest.on.house.chat("gpt-4o-mini")
        await until(lambda: guest.banner.startswith("All channels are resting until"), "it")
        assert guest.text("server-channels") == "0 on · 1 resting"
        guest.click("problem-action")
        assert guest.on.went == [("channels", None)]
        close = [b for b in guest.page.findChildren(QAbstractButton) if b.toolTip() == "Close"]
        guest.on.click(close[0])
        assert guest.banner == ""
        # Another problem is told again.
        await guest.gateway.channels.set_enabled(1, False)
        await until(lambda: guest.banner.startswith("All channels are off"), "the other one")


@in_qt_loop
async def test_a_locked_keychain_is_unlocked_from_the_banner(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with watcher(tmp_path, qapp) as guest:
        guest.gateway.vault._set(VaultState.LOCKED, "keyfile", "for this test")
        await until(lambda: guest.banner.startswith("Your keychain is locked"), "the banner")
        assert guest.text("server-state") == "Locked"
        guest.click("problem-action")
        await until(lambda: guest.banner == "" and guest.text("server-state") == "Running")


@in_qt_loop
async def test_a_store_that_fails_is_told_until_it_works_again(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with watcher(tmp_path, qapp) as guest:
        healthy = guest.gateway.status()
        monkeypatch.setattr(guest.gateway, "status", lambda: replace(healthy, store_healthy=False))
        guest.gateway._store_changed(False)
        await until(lambda: guest.banner.startswith("Homeport cannot write its database"), "it")
        assert not guest.on.find(QAbstractButton, "problem-action").isVisible()
        monkeypatch.setattr(guest.gateway, "status", lambda: healthy)
        guest.gateway._store_changed(True)
        await until(lambda: guest.banner == "")


@in_qt_loop
async def test_a_taken_port_names_its_holder_and_can_be_left_to_it(
    tmp_path: Path, qapp: QApplication
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        wanted = taken.getsockname()[1]
        async with house(tmp_path) as home:
            await home.gateway.database.write(partial(option_rows.set_value, "port", str(wanted)))
        config = replace(make_config(tmp_path), settings=Settings(), port_fallback=True)
        gateway = Gateway(config)
        await gateway.start()
        try:
            async with aiohttp.ClientSession() as session, Upstreams() as up:
                on = Stage(House(gateway, session), tmp_path, qapp)
                on.shell.translators.use("en")
                await on.house.channel(up.openai, "gpt-4o-mini", name="First")
                page = OverviewPage(on.shell)
                on.frame.add_page("overview", page)
                on.frame.show()
                guest = Watcher(on, page, up)
                await until(lambda: guest.banner, "the banner")
                used = gateway.status().port
                assert used != wanted
                assert f"Port {wanted} is used by" in guest.banner
                assert f"Homeport listens on {used} for now." in guest.banner
                guest.click("problem-action")
                await until(lambda: guest.banner == "", "its end")
                assert gateway.settings.port == used
                on.bridge.close()
                on.frame.deleteLater()
                await asyncio.sleep(0)
        finally:
            await gateway.stop(1.0)


def test_what_stops_requests_is_found_in_the_state() -> None:
    resting = ChannelStatus(Standing.RESTING, until=2_000)
    longer = ChannelStatus(Standing.RESTING, until=9_000)
    rejected = ChannelStatus(Standing.KEY_REJECTED)
    works = ChannelStatus(Standing.WORKING)
    off = ChannelStatus(Standing.OFF)
    assert of_channels([works, rejected, off]) is None
    assert of_channels([]) is None
    assert of_channels([off]) == Finding(Kind.ALL_OFF)
    assert of_channels([longer, resting, off]) == Finding(Kind.ALL_RESTING, until=2_000)
    assert of_channels([resting, rejected]) == Finding(Kind.ALL_FAILING)
    moved = replace(RUNNING, wanted_port=3000, port=3001, port_holder="node (pid 4312)")
    taken = Finding(Kind.PORT_TAKEN, "node (pid 4312)", 3001, 3000, can_keep=True)
    assert of_port(moved, fixed=False) == taken
    assert of_port(moved, fixed=True) == replace(taken, can_keep=False)
    assert of_port(RUNNING, fixed=False) is None
    assert of_store(RUNNING) is None
    assert of_store(replace(RUNNING, store_healthy=False)) == Finding(Kind.STORE)
    assert of_vault("open_keyring", is_open=True) is None
    assert of_vault("lost", is_open=False) == Finding(Kind.VAULT_LOST)
    assert of_vault("locked", is_open=False) == Finding(Kind.VAULT_LOCKED)


def test_speed_is_an_estimate_of_what_came_since_the_first_token() -> None:
    request = LiveRequest(
        request_id="r",
        at=0,
        model="m",
        channel_id=1,
        channel_name="c",
        provider="openai",
        token_id=1,
        token_name="t",
        client="curl",
        stream=True,
        elapsed_ms=3_000,
        first_token_ms=1_000,
        chars=800,
        failed_attempts=0,
        input_tokens=10,
    )
    assert tokens_per_second(request) == 100.0
    assert tokens_per_second(replace(request, first_token_ms=0)) == 0.0
    assert tokens_per_second(replace(request, elapsed_ms=1_100)) == 0.0
