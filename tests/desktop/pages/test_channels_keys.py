"""Keys of a channel in its editor, and tests by a real request."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.models.channel_status import Standing
from desktop.theme import ThemeManager
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.widgets.inputs import LineEdit
from gateway.domain.channel import KeyState
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.quay import MODEL, quay
from tests.desktop.pages.stage import until
from tests.desktop.themes import manager
from tests.upstreams import Reply, faults

__all__ = ["manager"]


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


class TestKeys:
    @in_qt_loop
    async def test_pasted_keys_become_hints_at_once_and_work_when_saved(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock", keys=("sk-nobody-has-this-key-0000",))
            await q.show()
            await q.edit(channel)
            q.on.click(q.on.find(Button, "key-add"))
            pasted = f"{q.up.openai.key}\n  sk-another-key-for-later-9999\n"
            q.on.paste(q.on.find(LineEdit, "key-input"), pasted)
            words = q.on.words()
            assert f"••••••••{q.up.openai.key[-4:]} New" in words
            assert "••••••••9999 New" in words
            assert q.up.openai.key not in words
            q.press("save")
            await q.saved()
            keys = (await q.gateway.channels.get(channel.id)).keys
            assert [key.hint for key in keys] == ["0000", q.up.openai.key[-4:], "9999"]
            assert (await q.on.house.chat(MODEL))[0] == 200

    @in_qt_loop
    async def test_a_key_is_replaced_switched_off_and_removed(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            secrets = [f"sk-key-number-{n}-{n}{n}{n}{n}" for n in (1, 2, 3)]
            channel = await q.channel("Mock", keys=secrets)
            await q.show()
            await q.edit(channel)
            q.key_menu(0, "Replace")
            field = q.on.find(LineEdit, "key-input")
            assert field.echoMode() is LineEdit.EchoMode.Password
            QTest.keyClicks(field, q.up.openai.key)
            QTest.keyClick(field, Qt.Key.Key_Return)
            q.key_menu(1, "Switch off")
            q.key_menu(2, "Remove")
            words = q.on.words()
            assert f"Becomes ••••••••{q.up.openai.key[-4:]}" in words
            assert "Will be off" in words
            assert "Will be removed" in words
            q.press("save")
            await q.saved()
            keys = (await q.gateway.channels.get(channel.id)).keys
            assert [(key.hint, key.state) for key in keys] == [
                (q.up.openai.key[-4:], KeyState.READY),
                ("2222", KeyState.OFF),
            ]
            assert (await q.on.house.chat(MODEL))[0] == 200

    @in_qt_loop
    async def test_a_change_of_a_key_can_be_taken_back(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock", provider="openai")
            await q.show()
            await q.edit(channel)
            q.key_menu(0, "Remove")
            q.press("save")
            assert "At least one key is needed." in q.on.words()
            q.key_menu(0, "Take the change back")
            assert q.sheet.editor is not None
            assert not q.sheet.editor.dirty

    @in_qt_loop
    async def test_what_is_no_key_is_refused_before_it_is_saved(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            await q.edit(channel)
            q.on.click(q.on.find(Button, "key-add"))
            q.on.paste(q.on.find(LineEdit, "key-input"), "sk-密钥")
            assert "This holds characters that no key has. Copy the key again." in q.on.words()

    @in_qt_loop
    async def test_no_secret_stands_anywhere_in_the_window(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            secret, header, typed = "sk-planted-secret-0001", "planted-header-0002", "sk-typed-0003"
            headers = {"Authorization": f"Bearer {header}"}
            channel = await q.channel("Mock", keys=(secret,), headers=headers)
            await q.show()
            await q.edit(channel)
            q.key_menu(0, "Replace")
            QTest.keyClicks(q.on.find(LineEdit, "key-input"), typed)
            for tab in range(4):
                q.sheet.show_section(tab)
                words = q.on.words()
                assert "0001" in words
                for hidden in (secret, header, typed, q.up.openai.key):
                    assert hidden not in words
            q.press("test")
            await until(lambda: "The provider rejected this key." in q.result())
            assert secret not in q.on.words()


class TestTest:
    @in_qt_loop
    async def test_a_test_shows_what_came_how_soon_and_what_it_cost(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            await q.edit(channel)
            q.up.openai.script(Reply(text="Ahoy from the mock"))
            q.press("test")
            await until(lambda: q.result().startswith("It works, first token after "))
            words = q.on.words()
            assert f"{MODEL} answered “Ahoy from the mock”" in words
            assert "$" in words
            await until(lambda: q.standing(channel) is Standing.WORKING)
            assert not q.on.toasts

    @in_qt_loop
    async def test_a_rejected_key_names_its_cause_and_offers_its_fix(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock", keys=("sk-nobody-has-this-key-0000",))
            await q.show()
            await q.edit(channel, tab=2)
            q.press("test")
            await until(lambda: "The provider rejected this key." in q.result())
            banner = q.on.find(Banner, "channel-result")
            assert banner.button.text() == "Replace the key"
            q.on.click(banner.button)
            q.on.paste(q.on.find(LineEdit, "key-input"), q.up.openai.key)
            assert q.on.find(Button, "channel-test").text() == "Save and test"
            q.press("test")
            await until(lambda: q.result().startswith("It works"))

    @in_qt_loop
    async def test_a_server_that_is_not_there_points_at_the_address(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.on.house.channel(
                "http://127.0.0.1:9/v1", MODEL, provider="openai_compatible", name="Nobody"
            )
            await q.show()
            await q.edit(channel)
            q.press("test")
            await until(lambda: "cannot be reached" in q.result())
            await until(lambda: q.status(channel) == "Failing")

    @in_qt_loop
    async def test_a_test_can_be_cancelled(self, tmp_path: Path, qapp: QApplication) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            await q.show()
            await q.edit(channel)
            q.up.openai.script(faults.silent_stream())
            q.press("test")
            assert q.result() == "Testing with a real request"
            await until(lambda: q.up.openai.open_streams == 1)
            q.on.click(q.on.find(Banner, "channel-result").button)
            await until(lambda: q.up.openai.open_streams == 0)
            await until(lambda: q.result() == "")
            assert q.status(channel) == "Not tested"

    @in_qt_loop
    async def test_a_new_address_counts_as_not_tested(
        self, tmp_path: Path, qapp: QApplication
    ) -> None:
        async with quay(tmp_path, qapp) as q:
            channel = await q.channel("Mock")
            other = q.up.openai.base_url + "/"
            await q.show()
            await q.test(channel)
            await until(lambda: q.standing(channel) is Standing.WORKING)
            await q.edit(channel)
            q.on.type(q.line("base-url"), other.replace("127.0.0.1", "localhost"))
            q.press("save")
            await q.saved()
            assert q.status(channel) == "Not tested"
