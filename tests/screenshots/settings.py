"""Settings, section by section."""

from __future__ import annotations

from desktop.pages.settings import SECTIONS, SettingsPage
from tests.screenshots.studio import Studio


async def take(studio: Studio) -> None:
    if not studio.wants("settings"):
        return
    async with studio.scene(lived_in=True) as scene:
        scene.window.go("settings")
        page = scene.find(SettingsPage, "page-settings")
        for section in SECTIONS:
            page.open(section)
            await scene.quiet()
            if section == "data":
                page.model.back_up()
                page.model.check()
                await scene.until(lambda: page.model.checked, "the ledger was checked")
            await scene.take("settings", section)
        scene.click("settings-license-lucide.txt")
        await scene.take("settings", "license")
