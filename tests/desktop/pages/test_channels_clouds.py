"""The editor of channels at the big clouds: their settings, their keys, and a new one by paste."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.pages.channels_keys import KeyInput
from desktop.theme import ThemeManager
from desktop.widgets.buttons import Button
from desktop.widgets.switch import Switch
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.quay import quay
from tests.desktop.pages.stage import until
from tests.desktop.themes import manager
from tests.upstreams.token_desk import TokenDesk

__all__ = ["manager"]

AWS_KEY = "AKIAIOSFODNN7HARBOUR|wJalrXUtnFEMI/K7MDENG/bPxRfiCYHARBOURKEY"


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


@in_qt_loop
async def test_bedrocks_region_stands_beside_its_address(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with quay(tmp_path, qapp) as q:
        channel = await q.channel("Bedrock", provider="aws_bedrock", keys=(AWS_KEY,))
        await q.show()
        await q.edit(channel)
        region = q.line("setting-region")
        assert region.text() == "us-east-1"
        assert region.isVisible()
        assert "Region" in q.on.words()
        q.on.type(region, "Frankfurt")
        q.press("save")
        assert "This looks like us-east-1." in q.on.words()
        assert q.on.frame.focusWidget() is region
        q.on.type(region, "eu-central-1")
        q.press("save")
        await q.saved()
        after = await q.gateway.channels.get(channel.id)
        assert after.settings["region"] == "eu-central-1"
        assert after.keys[0].hint == "BOUR", "the access key id names it, not its secret"


@in_qt_loop
async def test_azures_deployments_are_pairs(tmp_path: Path, qapp: QApplication) -> None:
    async with quay(tmp_path, qapp) as q:
        channel = await q.channel("Azure", provider="azure_openai")
        await q.show()
        await q.edit(channel)
        assert q.line("setting-api_version").text() == "v1"
        assert q.sheet.tabs is not None
        q.sheet.tabs.choose(4)
        q.on.click(q.on.find(Button, "channel-setting-deployments-add"))
        q.on.type(q.on.find(QLineEdit, "channel-setting-deployments-left-0"), "gpt-5.4")
        q.press("save")
        assert "Both sides are needed." in q.on.words()
        q.on.type(q.on.find(QLineEdit, "channel-setting-deployments-right-0"), "harbour-main")
        q.on.find(Switch, "channel-setting-remove_dots").click()
        q.press("save")
        await q.saved()
        after = await q.gateway.channels.get(channel.id)
        assert after.settings["deployments"] == {"gpt-5.4": "harbour-main"}
        assert after.settings["remove_dots"] is True


@in_qt_loop
async def test_a_service_account_is_pasted_as_it_was_downloaded(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with quay(tmp_path, qapp) as q:
        account = TokenDesk().service_account()
        compact = json.dumps(account, separators=(",", ":"))
        channel = await q.channel("Vertex", provider="vertex_ai", keys=(compact,))
        await q.show()
        sheet = await q.edit(channel)
        sheet.connection.keys.ask_for_keys()  # type: ignore[attr-defined]
        field = q.on.find(KeyInput, "key-input")
        QApplication.clipboard().setText('{"type": "service_account"}')
        QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        q.press("save")
        await until(lambda: "This looks like" in q.on.words())
        sheet.editor.discard()  # type: ignore[union-attr]
        other = {**account, "private_key_id": "ffffffffffffffffffffffffffffffffffff9999"}
        QApplication.clipboard().setText(json.dumps(other, indent=2))
        sheet.connection.keys.ask_for_keys()  # type: ignore[attr-defined]
        QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        q.press("save")
        await q.saved()
        after = await q.gateway.channels.get(channel.id)
        assert [key.hint for key in after.keys] == [account["private_key_id"][-4:], "9999"]
