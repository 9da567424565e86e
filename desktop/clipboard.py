"""Copying: plain text, and secrets that keep out of clipboard histories and leave by themselves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

SECRET_STAYS_S = 90
_SECRET_HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\x00\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\x00\x00\x00\x00",
}


class Clipboard(QObject):
    """The program's way to the clipboard; keeps no copy of a secret beyond its stay there.

    ``stays_s`` says for how many seconds that is, asked whenever a secret is copied.
    """

    def __init__(
        self, stays_s: Callable[[], int] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._stays_s = stays_s or (lambda: SECRET_STAYS_S)
        self._secret = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.forget_secret)

    def copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def copy_secret(self, text: str) -> None:
        """Copies, hints that it is a secret, forgets it in time unless something else came."""
        data = QMimeData()
        data.setText(text)
        for kind, value in _SECRET_HINTS.items():
            data.setData(kind, QByteArray(value))
        # Before the clipboard tells that it has changed.
        self._secret = text
        QGuiApplication.clipboard().setMimeData(data)
        self._timer.start(self._stays_s() * 1000)

    def forget_secret(self) -> None:
        """Clears the clipboard if our secret is still what it holds."""
        clipboard = QGuiApplication.clipboard()
        if self._secret and clipboard.text() == self._secret:
            clipboard.clear()
        self._secret = ""
        self._timer.stop()

    def is_ours(self, text: str) -> bool:
        """Whether ``text`` is the secret that was copied here last and is still there."""
        return bool(self._secret) and text == self._secret

    def text(self) -> str:
        return QGuiApplication.clipboard().text()
