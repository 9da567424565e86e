"""The Channels page on its stage, with mock providers behind the channels."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from desktop.models.channel_status import Standing
from desktop.pages.channels import ChannelsPage
from desktop.pages.channels_editor import ChannelSheet
from desktop.pages.channels_row import ChannelRowView
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.inputs import LineEdit
from desktop.widgets.pill import StatusPill
from gateway.domain.channel import Channel
from tests.desktop.pages.stage import Stage, stage, until
from tests.upstreams import Upstreams

MODEL = "gpt-4o-mini"


class Quay:
    """A stage with the page on it, and mock providers behind its channels."""

    def __init__(self, on: Stage, up: Upstreams) -> None:
        self.on, self.up, self.gateway = on, up, on.gateway
        self.page = ChannelsPage(on.shell)
        self.on.shell.translators.use("en")

    async def channel(self, name: str, **fields: Any) -> Channel:
        return await self.on.house.channel(self.up.openai, MODEL, name=name, **fields)

    async def show(self) -> None:
        self.on.show("channels", self.page)
        await until(lambda: self.model.loaded)

    async def settled(self) -> None:
        """Until rows have the places that their layout gives them."""

        def laid_out() -> bool:
            names = [name for tier in self.tiers() for name in tier]
            rows = {view.row.name: view for view in self.page.findChildren(ChannelRowView)}
            if sorted(rows) != sorted(names):
                return False
            tops = [rows[name].geometry().top() for name in names]
            return all(row.height() >= 48 for row in rows.values()) and tops == sorted(set(tops))

        await until(laid_out)

    async def seen(self, *channels: Channel) -> None:
        """Until the page has heard of them."""
        await until(lambda: all(self.has_row(channel) for channel in channels))

    @property
    def model(self) -> Any:
        return self.page.model

    def has_row(self, channel: Channel) -> bool:
        return bool(self.on.frame.findChildren(ChannelRowView, f"channel-{channel.id}"))

    def row(self, channel: Channel) -> ChannelRowView:
        return self.on.find(ChannelRowView, f"channel-{channel.id}")

    def status(self, channel: Channel) -> str:
        return self.on.find(StatusPill, f"channel-status-{channel.id}").text

    def standing(self, channel: Channel) -> Standing:
        row = self.row(channel).row
        assert row is not None
        return row.status.standing

    def tiers(self) -> list[list[str]]:
        return [[row.name for row in tier.rows] for tier in self.model.tiers()]

    def menu(self, channel: Channel, entry: str) -> None:
        self.on.click(self.on.find(IconButton, f"channel-menu-{channel.id}"))
        self.on.choose(entry)

    async def test(self, channel: Channel) -> None:
        """By the menu of its row, to the end."""
        self.menu(channel, "Test")
        assert self.status(channel) == "Testing"
        await until(lambda: self.model.tests.standing(channel.id) is None)

    # The sheet

    @property
    def sheet(self) -> ChannelSheet:
        return self.on.find(ChannelSheet, "channel-sheet")

    async def edit(self, channel: Channel, tab: int = 0) -> ChannelSheet:
        self.on.click(self.row(channel))
        await until(lambda: self.on.frame.surface.sheet is not None)
        if tab:
            assert self.sheet.tabs is not None
            self.sheet.tabs.choose(tab)
        return self.sheet

    def line(self, name: str) -> LineEdit:
        return self.on.find(LineEdit, f"channel-{name}")

    def press(self, name: str) -> None:
        self.on.click(self.on.find(Button, f"channel-{name}"))

    def press_all(self) -> None:
        self.on.click(self.on.find(Button, "channels-test-all"))

    def key_menu(self, at: int, entry: str) -> None:
        self.on.click(self.on.find(IconButton, f"key-menu-{at}"))
        self.on.choose(entry)

    async def saved(self) -> None:
        await until(lambda: self.sheet.editor is not None and not self.sheet.editor.dirty)
        await until(lambda: self.sheet.editor is not None and not self.sheet.editor.busy)

    def result(self) -> str:
        banner = [b for b in self.on.frame.findChildren(Banner, "channel-result") if b.isVisible()]
        return banner[-1].text if banner else ""


@asynccontextmanager
async def quay(folder: Path, app: QApplication) -> AsyncIterator[Quay]:
    async with Upstreams() as up, stage(folder, app) as on:
        yield Quay(on, up)
