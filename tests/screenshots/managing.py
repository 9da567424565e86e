"""Channels with their editor, and tokens."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.widgets.side_sheet import SideSheet
from tests.screenshots import clouds, many, testing
from tests.screenshots.living import three_in_flight
from tests.screenshots.studio import Scene, Studio

TABS = ("connection", "models", "routing", "limits", "more")


async def take(studio: Studio) -> None:
    if not studio.wants("channels", "tokens"):
        return
    async with studio.scene(lived_in=True) as scene:
        await three_in_flight(scene)
        await _channels(scene)
        await _tokens(scene)
    if studio.wants("channels-many", "tokens-many", "tokens-limits"):
        async with studio.scene(lived_in=True) as scene:
            await many.take(scene)
    if studio.wants("channels"):
        async with studio.scene() as scene:
            await clouds.take(scene)
    if studio.wants("channels-tests"):
        async with studio.scene() as scene:
            await testing.take(scene)
    async with studio.scene() as scene:
        scene.window.go("channels")
        await scene.take("channels", "empty")
        scene.window.go("tokens")
        await scene.take("tokens", "empty")


async def _channels(scene: Scene) -> None:
    scene.window.go("channels")
    await scene.quiet()
    await scene.take("channels", "list")
    scene.window.go("channels", scene.home.channels["DeepSeek"].id)
    await scene.until(lambda: _sheet(scene) is not None, "the editor opens")
    sheet = _sheet(scene)
    assert sheet is not None
    for index, tab in enumerate(TABS):
        sheet.show_section(index)
        await scene.take("channels", f"editor_{tab}")
    scene.window.close_sheet()
    await scene.quiet()


async def _tokens(scene: Scene) -> None:
    scene.window.go("tokens")
    await scene.quiet()
    await scene.take("tokens", "list")
    scene.click("token-new")
    await scene.until(lambda: _has(scene, "token-name"), "the sheet opens")
    await scene.take("tokens", "new")
    QTest.keyClicks(scene.find(QLineEdit, "token-name"), "Jonas")
    scene.click("token-save")
    await scene.until(lambda: _has(scene, "token-key"), "the key shows")
    await scene.take("tokens", "created")


def _sheet(scene: Scene) -> SideSheet | None:
    found = [each for each in scene.window.findChildren(SideSheet) if each.isVisible()]
    return found[-1] if found else None


def _has(scene: Scene, name: str) -> bool:
    return any(each.isVisible() for each in scene.window.findChildren(QWidget, name))
