"""The Settings page: drawn from metadata, everything at once, what is fixed says by what."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit

from desktop.format import breakable
from desktop.i18n import Translators
from desktop.models.setting_words import WORDS, say
from desktop.pages.settings import SECTIONS, SettingsPage
from desktop.pages.settings_meta import MetaCard
from desktop.pages.settings_privacy import PrivacySection
from desktop.pages.settings_rows import MetaRow
from desktop.theme import ThemeManager, theme
from desktop.ui_state import UiState
from desktop.viewmodels.settings import mask_password, unmask_password
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import LineEdit
from desktop.widgets.switch import Switch
from gateway.config import SETTINGS
from gateway.vault import VaultState
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import Stage, stage, until
from tests.desktop.themes import manager

__all__ = ["manager"]


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


@asynccontextmanager
async def settings_page(
    folder: Path, app: QApplication, section: str = "general"
) -> AsyncIterator[tuple[Stage, SettingsPage]]:
    async with stage(folder, app) as on:
        on.shell.translators.use("en")
        page = SettingsPage(on.shell)
        on.show("settings", page)
        page.open(section)
        yield on, page
        on.shell.translators.use("en")


def row(page: SettingsPage, name: str) -> MetaRow:
    return next(each for each in page.findChildren(MetaRow) if each.setting == name)


def type_into(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    field.insert(text)  # as pasting does; key events cannot carry every letter
    QTest.keyClick(field, Qt.Key.Key_Return)


class TestMetadata:
    def test_every_setting_has_words_in_both_languages(self, qapp: QApplication) -> None:
        assert set(WORDS) == {setting.name for setting in SETTINGS}
        translators = Translators(qapp)
        translators.use("en")
        english = {name: (say(w.label), say(w.sentence)) for name, w in WORDS.items()}
        translators.use("zh_CN")
        chinese = {name: (say(w.label), say(w.sentence)) for name, w in WORDS.items()}
        translators.use("en")
        for name, words in english.items():
            assert all(words), name
            for text in chinese[name]:
                assert any("\u4e00" <= letter <= "\u9fff" for letter in text), (name, text)

    @in_qt_loop
    async def test_every_setting_of_a_shown_group_has_a_row(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp) as (_on, page):
            shown = {each.setting for each in page.findChildren(MetaRow)}
            own = {"sharing", "sharing_hours"}  # a switch and a choice of their own
            assert shown | own == {setting.name for setting in SETTINGS}
            assert not shown & own

    @in_qt_loop
    async def test_a_number_is_stored_when_it_is_typed(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp, "server") as (on, page):
            field = on.find(LineEdit, "setting-keep_alive_s")
            assert field.text() == "15"
            type_into(field, "20")
            await until(lambda: on.gateway.settings.keep_alive_s == 20)
            assert row(page, "keep_alive_s").note == ""

    @in_qt_loop
    async def test_a_number_out_of_range_is_refused_with_its_range(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp, "server") as (on, page):
            field = on.find(LineEdit, "setting-max_attempts")
            for wrong in ("0", "51", "many", "2.5"):
                type_into(field, wrong)
                await until(lambda: row(page, "max_attempts").note)
                assert row(page, "max_attempts").note == "A whole number from 1 to 50."
                assert field.text() == wrong, "what was typed stays to be mended"
                assert field.property("invalid")
                assert on.gateway.settings.max_attempts == 8
            type_into(field, "3")
            await until(lambda: on.gateway.settings.max_attempts == 3)
            assert row(page, "max_attempts").note == ""
            assert not field.property("invalid")
            assert on.errors == []

    @in_qt_loop
    async def test_a_switch_applies_at_once_and_follows_changes_from_elsewhere(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp, "privacy") as (on, _page):
            switch = on.find(Switch, "setting-list_token_keys")
            assert switch.isChecked()
            on.click(switch)
            await until(lambda: on.gateway.settings.list_token_keys is False)
            await on.gateway.settings_service.set("list_token_keys", True)
            await until(switch.isChecked)

    @in_qt_loop
    async def test_a_row_fixed_by_the_command_line_is_disabled_and_says_so(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp, "server") as (on, page):
            assert not on.find(LineEdit, "setting-port").isEnabled()
            assert row(page, "port").note == "Set on the command line (--port)."
            assert on.find(LineEdit, "setting-host").isEnabled()

    @in_qt_loop
    async def test_a_row_fixed_by_the_environment_is_disabled_and_says_so(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with stage(tmp_path, qapp) as on:
            on.gateway.settings._environment["relay_timeout_s"] = 30
            on.gateway.settings.load({})
            page = SettingsPage(on.shell)
            on.show("settings", page)
            page.open("server")
            assert not on.find(LineEdit, "setting-relay_timeout_s").isEnabled()
            assert on.find(LineEdit, "setting-relay_timeout_s").text() == "30"
            note = row(page, "relay_timeout_s").note
            assert note == "Set by the environment (RELAY_TIMEOUT)."

    @in_qt_loop
    async def test_an_address_tells_what_is_in_force_until_the_restart(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp, "server") as (on, page):
            type_into(on.find(LineEdit, "setting-host"), "192.168.1.20")
            await until(lambda: on.gateway.settings.host == "192.168.1.20")
            bound = on.gateway.bound
            assert bound is not None
            now = ", ".join(bound.hosts)
            await until(lambda: row(page, "host").note)
            words = f"Applies when Homeport listens anew. Until then: {now}."
            assert row(page, "host").note == words

    @in_qt_loop
    async def test_a_proxys_password_is_never_shown(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp, "server") as (on, _page):
            field = on.find(LineEdit, "setting-relay_proxy")
            type_into(field, "http://me:hunter22@proxy.example:8080")
            await until(lambda: "hunter22" in on.gateway.settings.relay_proxy)
            await until(lambda: field.text() == "http://me:••••@proxy.example:8080")
            assert "hunter22" not in on.words()
            type_into(field, "http://me:••••@proxy.example:9090")
            await until(lambda: "9090" in on.gateway.settings.relay_proxy)
            assert on.gateway.settings.relay_proxy == "http://me:hunter22@proxy.example:9090"

    @pytest.mark.parametrize("address", ["", "http://proxy:8080", "socks5://user@host:1080"])
    def test_an_address_without_password_is_shown_as_it_is(self, address: str) -> None:
        assert mask_password(address) == address
        assert unmask_password(address, address) == address


class TestGeneral:
    @in_qt_loop
    async def test_the_language_changes_live_and_is_kept(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp) as (on, page):
            combo = on.find(Combo, "settings-language")
            combo.choose("zh_CN")
            combo.activated.emit(combo.currentIndex())
            await until(lambda: page.tabs._texts[0] == "通用")
            assert row(page, "port")._label.text() == "端口"
            assert theme().language == "zh_CN"
            assert combo.currentData() == "zh_CN"
            assert UiState(tmp_path / "window.ini").language == "zh_CN"
            combo.choose("en")
            combo.activated.emit(combo.currentIndex())
            await until(lambda: page.tabs._texts[0] == "General")

    @in_qt_loop
    async def test_the_theme_changes_live_and_is_kept(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp) as (on, _page):
            combo = on.find(Combo, "settings-theme")
            for mode in ("dark", "high_contrast_light", "high_contrast_dark", "light"):
                combo.choose(mode)
                combo.activated.emit(combo.currentIndex())
                assert theme().colours.name == mode
                assert UiState(tmp_path / "window.ini").theme == mode

    @in_qt_loop
    async def test_text_grows_live_and_stays_so(self, tmp_path: Path, qapp: QApplication) -> None:
        async with settings_page(tmp_path, qapp) as (on, page):
            before = page.sections["general"].sizeHint().height()
            combo = on.find(Combo, "settings-scale")
            combo.choose(1.5)
            combo.activated.emit(combo.currentIndex())
            assert theme().text_scale == 1.5
            assert page.sections["general"].sizeHint().height() > before
            assert UiState(tmp_path / "window.ini").text_scale == 1.5


class TestPrivacy:
    @in_qt_loop
    async def test_a_key_file_is_told_calmly(self, tmp_path: Path, qapp: QApplication) -> None:
        async with settings_page(tmp_path, qapp, "privacy") as (on, page):
            section = page.sections["privacy"]
            assert isinstance(section, PrivacySection)
            assert on.gateway.vault.state is VaultState.OPEN_KEYFILE
            assert section._pill.text == "Key file"
            assert not on.has("settings-unlock")

    @in_qt_loop
    async def test_a_missing_key_is_told_and_tried_again(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with stage(tmp_path, qapp):
            """Seals the owner's token, so that a key is needed."""
        key = next(path for path in (tmp_path / "data").iterdir() if "key" in path.name)
        hidden = key.rename(tmp_path / "hidden")
        async with settings_page(tmp_path, qapp, "privacy") as (on, page):
            section = page.sections["privacy"]
            assert isinstance(section, PrivacySection)
            assert section._pill.text == "Key missing"
            hidden.rename(key)
            on.click(on.find(QAbstractButton, "settings-unlock"))
            await until(lambda: section._pill.text == "Key file")
            assert not on.has("settings-unlock")
            await on.gateway.tokens.list()


class TestData:
    @in_qt_loop
    async def test_it_tells_size_backs_up_and_checks(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp, "data") as (on, page):
            await until(lambda: page.data.view is not None)
            section = page.sections["data"]
            words = on.words()
            assert str(tmp_path / "data") in words
            assert "No backup yet." in words
            on.click(on.find(QAbstractButton, "settings-back-up"))
            await until(lambda: page.data.backed_up is not None)
            made = page.data.backed_up
            assert made is not None
            assert made.path.exists()
            assert made.path.stat().st_size == made.size
            await until(lambda: breakable(made.path.name) in on.words())
            on.click(on.find(QAbstractButton, "settings-check"))
            await until(lambda: page.data.checked is not None)
            await until(lambda: "All is well" in on.words())
            assert section.isVisible()


class TestAbout:
    @in_qt_loop
    async def test_licences_are_listed_and_read_beside_the_list(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp, "about") as (on, page):
            await until(lambda: on.has("settings-license-lucide.txt"))
            names = {each.name for each in page.model.licenses}
            assert {"THIRD-PARTY.md", "lgpl-3.0.txt", "lucide.txt"} <= names
            assert f"Homeport {on.gateway.version}" in on.words()
            assert str(tmp_path / "log") in on.words()
            on.click(on.find(QAbstractButton, "settings-license-lucide.txt"))
            assert "ISC" in on.find(QPlainTextEdit, "settings-license-text").toPlainText()


@in_qt_loop
async def test_every_control_of_every_section_has_a_name(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with settings_page(tmp_path, qapp) as (_on, page):
        for section in SECTIONS:
            page.open(section)
            await until(lambda: page.data.view is not None or page.section != "data")
            for kind in (QAbstractButton, QComboBox, QLineEdit):
                for widget in page.findChildren(kind):
                    if widget.isVisible():
                        assert widget.accessibleName().strip(), widget.objectName()
        assert page.findChildren(MetaCard)
