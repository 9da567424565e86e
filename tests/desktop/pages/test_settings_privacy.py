"""Privacy: the recovery passphrase set, changed, removed and used; the log that is cleared."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from desktop.models.vault_words import keychain_word, vault_pill, vault_sentence
from desktop.pages.recovery import RecoveryPage
from desktop.theme import ThemeManager
from gateway.domain.vault_state import VaultState
from gateway.store.kept import RESPONSE, KeptRow
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import Stage, stage, until
from tests.desktop.pages.test_settings import settings_page
from tests.desktop.themes import manager
from tests.gateway.store.support import settlement

__all__ = ["manager"]

WORDS = "quiet harbour"


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


def set_passphrase(on: Stage, words: str, again: str) -> None:
    on.find(QLineEdit, "recovery-passphrase").setText(words)
    on.find(QLineEdit, "recovery-passphrase-again").setText(again)


def press(on: Stage, name: str) -> None:
    on.click(on.find(QAbstractButton, name))


class TestRecoveryPassphrase:
    @in_qt_loop
    async def test_it_is_set_and_removed(self, tmp_path: Path, qapp: QApplication) -> None:
        async with settings_page(tmp_path, qapp, "privacy") as (on, page):
            service = on.gateway.vault_service
            await until(lambda: "Not set" in on.words())
            assert not on.has("settings-recovery-remove")
            press(on, "settings-recovery-set")
            save = on.find(QAbstractButton, "recovery-save")
            set_passphrase(on, "short", "short")
            assert not save.isEnabled()
            set_passphrase(on, WORDS, "quiet harbor")
            assert not save.isEnabled()
            assert "The two are not the same." in on.words()
            set_passphrase(on, WORDS, WORDS)
            on.click(save)
            await until(lambda: page.privacy.has_recovery)
            await until(lambda: on.has("settings-recovery-remove"))
            assert WORDS not in on.words()
            assert any("is set" in toast for toast in on.toasts)
            press(on, "settings-recovery-remove")
            press(on, "settings-recovery-remove-keep")
            assert (await service.view()).recovery, "keeping it keeps it"
            press(on, "settings-recovery-remove")
            press(on, "settings-recovery-remove-confirm")
            await until(lambda: not page.privacy.has_recovery)
            assert not (await service.view()).recovery

    @in_qt_loop
    async def test_a_lost_key_is_asked_for_and_opens_by_the_passphrase(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with stage(tmp_path, qapp) as on:
            await on.gateway.vault_service.set_recovery(WORDS)
        (tmp_path / "data" / "master.key").unlink()
        async with stage(tmp_path, qapp) as on:
            on.shell.translators.use("en")
            assert on.gateway.vault.state is VaultState.LOST
            page = RecoveryPage(on.shell)
            asked: list[bool] = []
            page.needed.connect(lambda: asked.append(True))
            # As the window does it: the page comes to the front.
            page.needed.connect(page.shown)
            on.show("recovery", page)
            await until(lambda: asked)
            press_open = on.find(QAbstractButton, "recovery-open")
            assert not press_open.isEnabled()
            on.type(on.find(QLineEdit, "recovery-answer"), "something")
            on.click(press_open)
            await until(lambda: "This is not the passphrase" in on.words())
            assert on.gateway.vault.state is VaultState.LOST
            assert on.went == []
            on.type(on.find(QLineEdit, "recovery-answer"), WORDS)
            on.click(press_open)
            await until(lambda: on.went)
            assert on.went[-1] == ("overview", None)
            assert on.gateway.vault.state is VaultState.OPEN_KEYFILE
            assert WORDS not in on.words()
            assert len(asked) == 1

    @in_qt_loop
    async def test_without_a_passphrase_nobody_is_asked(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with stage(tmp_path, qapp):
            """Seals the owner's token, so that a key is needed."""
        (tmp_path / "data" / "master.key").unlink()
        async with settings_page(tmp_path, qapp, "privacy") as (on, page):
            await until(lambda: on.has("settings-unlock"))
            await until(lambda: page.privacy.log_count is not None)
            assert not page.privacy.has_recovery
            assert not on.has("settings-recover")
            assert not on.find(QAbstractButton, "settings-recovery-set").isEnabled()

    @in_qt_loop
    async def test_the_privacy_page_leads_to_the_question(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with stage(tmp_path, qapp) as on:
            await on.gateway.vault_service.set_recovery(WORDS)
        (tmp_path / "data" / "master.key").unlink()
        async with settings_page(tmp_path, qapp, "privacy") as (on, _page):
            await until(lambda: on.has("settings-recover"))
            press(on, "settings-recover")
            assert on.went[-1] == ("recovery", None)

    def test_every_state_has_its_words(self) -> None:
        said = {
            state: (vault_pill(state)[0], vault_sentence(state, keychain_word("kwallet")))
            for state in VaultState
            if state is not VaultState.CLOSED
        }
        assert len(set(said.values())) == len(said)
        assert "KWallet" in said[VaultState.LOCKED][1]


class TestLog:
    @in_qt_loop
    async def test_it_is_cleared_after_a_second_question_with_its_count(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with settings_page(tmp_path, qapp, "privacy") as (on, page):
            for number in range(3):
                await on.gateway.database.submit(
                    settlement(f"r{number}", charge=0, token_id=0, person_id=0)
                )
            page.privacy.count_log()
            await until(lambda: page.privacy.log_count == 3)
            press(on, "settings-clear-log")
            assert "Forget 3 requests?" in on.words()
            press(on, "settings-clear-log-keep")
            assert await on.gateway.data.count_log() == 3
            press(on, "settings-clear-log")
            press(on, "settings-clear-log-confirm")
            await until(lambda: page.privacy.cleared == 3)
            await until(lambda: "3 requests were forgotten." in on.words())
            assert await on.gateway.data.count_log() == 0
            await until(lambda: not on.has("settings-clear-log"), "nothing is left to clear")
            assert on.errors == []

    @in_qt_loop
    async def test_kept_responses_go_with_it(self, tmp_path: Path, qapp: QApplication) -> None:
        async with settings_page(tmp_path, qapp, "privacy") as (on, page):
            keeper = on.gateway.memory.keeper
            row = KeptRow(kind=RESPONSE, token_id=1, name="resp_1", at=0, thread="t")
            keeper.keep(row, b"what was said")
            await keeper.drain()
            page.privacy.count_log()
            await until(lambda: page.privacy.kept_count == 1)
            assert "1 responses are kept, sealed." in on.words()
            press(on, "settings-clear-log")
            assert "Forget 0 requests and 1 responses?" in on.words()
            press(on, "settings-clear-log-confirm")
            await until(lambda: page.privacy.kept_count == 0)
            assert await keeper.count() == 0
            assert on.errors == []
