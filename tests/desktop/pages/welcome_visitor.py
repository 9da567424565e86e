"""Somebody on the welcome page of a fresh computer, with OpenAI's mock where OpenAI would be."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from desktop.pages.welcome import WelcomePage
from desktop.widgets.paste_field import PasteField
from desktop.widgets.spinner import Spinner
from gateway.providers.registry import PROVIDERS
from gateway.services.channels import LocalServer
from tests.desktop.pages.stage import Stage, stage, until
from tests.upstreams import OpenAIMock, Upstreams

KEY = "sk-proj-Ab1cD2eF3gH4iJ5kL6mN7oP8qR9s4QhA"
OTHER_KEY = "sk-proj-Zz9yX8wV7uT6sR5qP4oN3mL2kJ1i7KtB"
GROQ_KEY = "gsk_0aB1cD2eF3gH4iJ5kL6mN7oP8q"
SHARED_SHAPE = "sk-0123456789abcdef0123456789abcd12"
"""A key that DeepSeek, Alibaba and others could have given out."""


class Visitor:
    """Somebody on the welcome page, with OpenAI's mock where OpenAI would be."""

    def __init__(self, on: Stage, page: WelcomePage, openai: OpenAIMock) -> None:
        self.on = on
        self.page = page
        self.openai = openai
        self.gateway = on.gateway

    @property
    def line(self) -> QLineEdit:
        line = self.on.find(PasteField, "paste-field").focusProxy()
        assert isinstance(line, QLineEdit)
        return line

    def paste(self, text: str, into: QLineEdit | None = None) -> None:
        QApplication.clipboard().setText(text)
        modifier = Qt.KeyboardModifier.ControlModifier
        QTest.keyClick(into or self.line, Qt.Key.Key_V, modifier)

    def press(self, key: Qt.Key) -> None:
        """A key for whatever has the focus."""
        held = self.on.frame.focusWidget()
        assert held is not None
        QTest.keyClick(held, key)

    def click(self, name: str) -> None:
        self.on.click(self.on.find(QAbstractButton, name))

    def text(self, name: str) -> str:
        return self.on.find(QLabel, name).text()

    def offered(self, line: str) -> list[str]:
        """The remedies that stand below a line of the card."""
        found = self.on.find(QWidget, line).findChildren(QAbstractButton)
        names = [each.objectName() for each in found if each.isVisible()]
        return [name.removeprefix(f"{line}-") for name in names if name.startswith(f"{line}-")]

    @property
    def channels(self) -> list[str]:
        return [channel.name for channel in self.gateway.planner.snapshot.channels]

    async def rested(self) -> None:
        """Until no request of the card is under way."""
        await until(lambda: not [s for s in self.page.findChildren(Spinner) if s.isVisible()])

    async def connected(self, times: int = 1) -> None:
        """Until a channel was added and the way goes on to Connect."""
        await until(lambda: self.on.went.count(("connect", None)) == times, "connect")


@asynccontextmanager
async def visitor(
    folder: Path, app: QApplication, patch: pytest.MonkeyPatch
) -> AsyncIterator[Visitor]:
    """The page as it is on a fresh computer, on which nothing is found."""
    async with Upstreams() as up:
        openai = up.add_openai("main", keys={KEY, OTHER_KEY})
        patch.setattr(PROVIDERS["openai"], "base_url", openai.base_url)
        async with stage(folder, app) as on:
            on.shell.translators.use("en")
            app.clipboard().clear()
            patch.setattr(on.gateway.channels, "environment_keys", lambda: [])
            patch.setattr(on.gateway.channels, "local_servers", _nothing_here)
            page = WelcomePage(on.shell)
            on.show("welcome", page)
            guest = Visitor(on, page, openai)
            yield guest
            await guest.rested()


async def _nothing_here() -> list[LocalServer]:
    return []
