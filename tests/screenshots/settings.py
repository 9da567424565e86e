"""Settings, section by section, and what they open."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QLineEdit, QScrollArea

from desktop.pages.recovery import RecoveryPage
from desktop.pages.settings import SECTIONS, SettingsPage
from desktop.pages.settings_data import DataSection
from desktop.pages.settings_import import ImportSheet
from desktop.pages.settings_restore import RestoreSheet
from desktop.widgets.scroll_page import ScrollPage
from desktop.widgets.side_sheet import SideSheet
from gateway.config import Settings
from gateway.domain.budget import Budget, Unit
from gateway.domain.calendar import Period
from gateway.domain.limits import Limits
from gateway.domain.money import NANO
from gateway.domain.person import OWNER_ID
from gateway.domain.vault_state import VaultState
from gateway.services.channel_drafts import ChannelChanges
from gateway.services.routes import Fallback, RoutingRules, Strategy
from tests.screenshots.studio import Scene, Studio

PASSPHRASE = "quiet harbour at noon"
S = TypeVar("S", bound=SideSheet)


async def take(studio: Studio) -> None:
    if studio.wants("settings"):
        async with studio.scene(lived_in=True) as scene:
            await _sections(scene)
            await _states(scene)
            await _sheets(scene)
    if studio.wants("recovery"):
        async with studio.scene(furnished=True) as scene:
            await _recovery(scene)


async def _sections(scene: Scene) -> None:
    scene.window.go("settings")
    page = scene.find(SettingsPage, "page-settings")
    for section in SECTIONS:
        page.open(section)
        await scene.quiet()
        if section == "data":
            page.data.back_up()
            page.data.check()
            await scene.until(lambda: page.data.checked, "the ledger was checked")
        await scene.take("settings", section)
    scene.click("settings-license-lucide.txt")
    await scene.take("settings", "license")
    scene.window.close_sheet()


async def _states(scene: Scene) -> None:
    page = scene.find(SettingsPage, "page-settings")
    page.search.setText("back up")
    await scene.quiet()
    await scene.take("settings", "search")
    page.search.setText("nothing of the kind")
    await scene.take("settings", "search_nothing")
    # As if the environment and the command line had said so.
    scene.gateway.config.settings._environment = Settings(
        {"RELAY_PROXY": "http://me:secret@proxy.example:8080", "RELAY_TIMEOUT": "600"}
    )._environment
    scene.gateway.settings.load({"host": "192.168.1.20"})
    scene.gateway.settings._command_line.pop("port", None)
    page.open("server")
    scene.click("settings-more-server")
    page.model.changed.emit()
    await scene.quiet()
    await scene.take("settings", "overridden")
    page.open("privacy")
    await scene.quiet()
    scene.click("settings-clear-log")
    await scene.quiet()
    await scene.take("settings", "clear_log")
    scene.click("settings-clear-log-keep")
    scene.click("settings-recovery-set")
    await scene.quiet()
    scene.find(QLineEdit, "recovery-passphrase").setText(PASSPHRASE)
    scene.find(QLineEdit, "recovery-passphrase-again").setText("quiet harbor")
    await scene.take("settings", "recovery_set")
    scene.window.close_sheet()


async def _sheets(scene: Scene) -> None:
    page = scene.find(SettingsPage, "page-settings")
    section = page.sections["data"]
    assert isinstance(section, DataSection)
    page.open("data")
    await scene.quiet()
    view = page.data.view
    assert view is not None
    section.open_restore(view.backups[0].path)
    restore = _sheet(scene, RestoreSheet)
    await scene.until(lambda: restore._model.found, "the backup was read")
    await scene.take("settings", "restore")
    scene.window.close_sheet()
    broken = scene.folder / "broken.db"
    broken.write_bytes(view.backups[0].path.read_bytes()[:50_000])
    section.open_restore(broken)
    damaged = _sheet(scene, RestoreSheet)
    await scene.until(lambda: damaged._model.found, "the broken backup was read")
    await scene.take("settings", "restore_damaged")
    scene.window.close_sheet()
    scene.click("settings-export")
    await scene.quiet()
    await scene.take("settings", "export")
    scene.window.close_sheet()
    await _import(scene, section)


async def _import(scene: Scene, section: DataSection) -> None:
    """An export of a moment ago, after some things have changed here."""
    gateway, home = scene.gateway, scene.home
    await gateway.settings_service.set("max_attempts", 5)
    limits, day = gateway.limits, Budget(Period.DAY, Unit.MONEY, 5 * NANO)
    await limits.set_person(OWNER_ID, limits=Limits(rpm=60))
    await limits.set_group("guests", budgets=(day,))
    rules = RoutingRules({"guests": Strategy.CHEAPEST}, {}, (Fallback("gpt-5", "gpt-5-mini"),))
    await gateway.routes.set_rules(rules)
    path = scene.folder / "homeport-2026-11-27.homeport"
    await gateway.transfer.export(path, PASSPHRASE)
    await gateway.settings_service.set("max_attempts", 8)
    await gateway.channels.update(home.channels["OpenAI"].id, ChannelChanges(priority=5))
    await gateway.channels.delete(home.channels["OpenRouter"].id)
    await gateway.tokens.delete(home.tokens["Mia"].id)
    await limits.set_person(OWNER_ID, limits=Limits(rpm=10), budgets=(day,))
    await limits.set_group("guests", budgets=())
    await gateway.routes.set_rules(RoutingRules())
    section.open_import(path)
    sheet = _sheet(scene, ImportSheet)
    await scene.quiet()
    await scene.take("settings", "import_passphrase")
    sheet.passphrase.setText("something else")
    sheet.next.click()
    await scene.until(lambda: sheet._model.error, "the passphrase was wrong")
    await scene.take("settings", "import_wrong")
    sheet.passphrase.setText(PASSPHRASE)
    sheet.next.click()
    await scene.until(lambda: sheet._model.plan, "the export is open")
    await scene.quiet()
    await scene.take("settings", "import_review")
    area = next(each for each in sheet.findChildren(QScrollArea) if each.isVisible())
    area.ensureWidgetVisible(sheet.list.rows[-1])
    await scene.take("settings", "import_review_end")
    sheet.next.click()
    await scene.until(lambda: sheet._model.result, "it was imported")
    await scene.quiet()
    await scene.take("settings", "import_done")
    scene.window.close_sheet()


async def _recovery(scene: Scene) -> None:
    await scene.gateway.vault_service.set_recovery(PASSPHRASE)
    vault = scene.gateway.vault
    vault._set(VaultState.LOST, "secret-service", "the keyring has no such item")
    page = scene.window.pages["recovery"]
    assert isinstance(page, RecoveryPage)
    await scene.until(page.isVisible, "it is asked for")
    await scene.quiet()
    await scene.take("recovery", "question")
    page.passphrase.setText("not this one")
    page.open_button.click()
    await scene.until(lambda: page.model.recovery_error, "the passphrase was wrong")
    await scene.take("recovery", "wrong")
    scene.window.go("settings", "privacy")
    await scene.quiet()
    assert scene.find(ScrollPage, "page-settings")
    await scene.take("recovery", "settings")


def _sheet(scene: Scene, kind: type[S]) -> S:
    return [each for each in scene.window.findChildren(kind) if each.isVisible()][-1]
