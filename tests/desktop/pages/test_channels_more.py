"""The last tab of a channel's editor: what is put into requests, and which way they take."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.theme import ThemeManager
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import TextArea
from gateway.domain.overrides import Overrides, PromptMode
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.quay import quay
from tests.desktop.themes import manager

__all__ = ["manager"]

MORE = 4


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


@in_qt_loop
async def test_what_is_typed_is_checked_and_saved(tmp_path: Path, qapp: QApplication) -> None:
    async with quay(tmp_path, qapp) as q:
        channel = await q.channel("Mock")
        await q.show()
        await q.edit(channel, tab=MORE)

        def area(name: str) -> TextArea:
            return q.on.find(TextArea, f"channel-{name}")

        area("system-prompt").setPlainText("Answer in French.")
        mode = q.on.find(Combo, "channel-prompt-mode")
        mode.choose(PromptMode.ADD)
        mode.activated.emit(1)
        area("overrides").setPlainText('{"model": "dearer"}')
        area("authority").setPlainText("nonsense")
        q.on.type(q.line("proxy"), "ftp://127.0.0.1")
        q.press("save")
        assert "Model, messages, stream and n stay as they are." in q.on.words()
        assert "This is no certificate in PEM" in q.on.words()
        assert "A proxy's address, such as" in q.on.words()
        area("overrides").setPlainText('{"set": {"temperature": 0}, "remove": ["user"]}')
        area("authority").setPlainText("")
        q.on.type(q.line("proxy"), "socks5://me:hunter22@127.0.0.1:9")
        q.press("save")
        await q.saved()
        after = await q.gateway.channels.get(channel.id)
        assert (after.system_prompt, after.prompt_mode) == ("Answer in French.", PromptMode.ADD)
        assert after.overrides == Overrides({"temperature": 0}, ("user",))
        assert after.proxy == "socks5://me:hunter22@127.0.0.1:9"
        # The password does not show, and need not be typed again.
        assert q.line("proxy").text() == "socks5://me:••••@127.0.0.1:9"
        q.on.type(q.line("tag"), "home")
        q.press("save")
        await q.saved()
        kept = await q.gateway.channels.get(channel.id)
        assert (kept.tag, kept.proxy, kept.overrides) == ("home", after.proxy, after.overrides)
