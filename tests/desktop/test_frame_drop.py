"""Dropping keys and files on the window: shown for review, never applied; refused with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.theme import ThemeManager
from desktop.widgets.drop_overlay import DropOverlay
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import until
from tests.desktop.test_frame import settle
from tests.desktop.test_main_window import KEY, Owner, owner
from tests.desktop.themes import manager
from tests.upstreams import Reply

__all__ = ["manager"]


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """The window is drawn under an installed theme."""


class TestDrop:
    @in_qt_loop
    async def test_a_dropped_file_is_shown_for_review_and_nothing_is_added(
        self, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with owner(tmp_path, qapp, monkeypatch) as me:
            await settle(me)
            me.openai.script(Reply(text="Hello there"))
            me.window.go("logs")
            path = tmp_path / ".env"
            path.write_text(f"OPENAI_API_KEY={KEY}\n", encoding="utf-8")
            data = QMimeData()
            data.setUrls([QUrl.fromLocalFile(str(path))])
            drag(me, data)
            assert overlay(me).isVisible()
            drop(me, data)
            assert not overlay(me).isVisible()
            await until(lambda: me.page == "welcome", "the card")
            assert me.window.findChild(QWidget, "result-card").isVisible()
            await until(lambda: me.text("test-text").startswith("Working"), "its test")
            assert len(await me.gateway.channels.list()) == 1

    @in_qt_loop
    async def test_what_is_no_text_is_refused_with_its_name(
        self, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with owner(tmp_path, qapp, monkeypatch) as me:
            await settle(me)
            path = tmp_path / "cat.png"
            path.write_bytes(b"\x89PNG\0\0")
            data = QMimeData()
            data.setUrls([QUrl.fromLocalFile(str(path))])
            drag(me, data)
            drop(me, data)
            await until(lambda: me.window._frame.toasts.current is not None, "the refusal")
            toast = me.window._frame.toasts.current
            assert toast is not None
            assert toast.text.startswith("cat.png is not a text file")
            plain = QMimeData()
            plain.setText("good morning")
            drag(me, plain)
            drop(me, plain)
            toast = me.window._frame.toasts.current
            assert toast is not None
            assert toast.text.startswith("No key, address or curl command")
            assert me.page == "overview"


def drag(me: Owner, data: QMimeData) -> None:
    copy = Qt.DropAction.CopyAction
    event = QDragEnterEvent(
        QPoint(40, 40), copy, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(me.window, event)
    assert event.isAccepted()


def drop(me: Owner, data: QMimeData) -> None:
    event = QDropEvent(
        QPointF(40, 40),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QEvent.Type.Drop,
    )
    QApplication.sendEvent(overlay(me), event)


def overlay(me: Owner) -> DropOverlay:
    found = me.window.findChild(DropOverlay)
    assert found is not None
    return found
