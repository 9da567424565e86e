"""The overview's switch: running or paused, whoever changes it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.pages.overview import OverviewPage
from desktop.theme import ThemeManager
from desktop.widgets.switch import Switch
from gateway.domain.channel import ChannelDraft
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import stage, until
from tests.desktop.themes import manager

__all__ = ["manager"]


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


@in_qt_loop
async def test_the_switch_pauses_all_requests_and_resumes_them(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with stage(tmp_path, qapp) as on:
        on.shell.translators.use("en")
        await on.gateway.channels.create(ChannelDraft("echo"))
        page = OverviewPage(on.shell)
        on.frame.add_page("overview", page)
        on.frame.show_page("overview")
        on.frame.show()
        switch = on.find(Switch, "server-switch")
        await until(lambda: switch.isVisible() and switch.isChecked(), "it runs")
        on.click(switch)
        await until(lambda: on.gateway.pause.paused, "it is paused")
        await until(lambda: on.find(QLabel, "server-state").text() == "Paused", "it says so")
        assert "until you resume" in on.words()
        assert (await on.house.chat("echo"))[0] == 503
        await on.gateway.pause.resume()
        await until(switch.isChecked, "resumed elsewhere")
        on.click(switch)
        await until(lambda: on.gateway.pause.paused, "paused again")
        await until(lambda: not switch._busy, "it can be used")
        on.click(switch)
        await until(lambda: not on.gateway.pause.paused, "resumed")
        assert on.errors == []
