"""One window a data directory: a second start tells the first to show itself and ends.

A versioned line of JSON over a local socket whose name is derived from the user and the directory.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

VERSION = 1
_TIMEOUT_MS = 1000
_LONGEST = 4096


def socket_name(data_dir: Path) -> str:
    """The same for every start of one user on one directory, and nobody else's."""
    text = f"{getpass.getuser()}|{data_dir.expanduser().resolve()}"
    return f"homeport-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def show_running(data_dir: Path) -> bool:
    """Asks a running window to show itself; False if there is none. Called before the loop runs."""
    socket = QLocalSocket()
    socket.connectToServer(socket_name(data_dir))
    if not socket.waitForConnected(_TIMEOUT_MS):
        return False
    socket.write(json.dumps({"v": VERSION, "cmd": "show"}).encode() + b"\n")
    socket.waitForBytesWritten(_TIMEOUT_MS)
    answered = socket.waitForReadyRead(_TIMEOUT_MS * 3)
    socket.disconnectFromServer()
    return answered


class InstanceServer(QObject):
    """Listens for later starts."""

    show_requested = Signal()

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        name = socket_name(data_dir)
        # The data directory's lock says nobody else lives; a socket left by a crash may go.
        QLocalServer.removeServer(name)
        if not self._server.listen(name):
            log.warning("later starts cannot reach this window: %s", self._server.errorString())
        self._server.newConnection.connect(self._on_connection)

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.setParent(self)
            socket.readyRead.connect(lambda s=socket: self._on_ready(s))
            socket.disconnected.connect(socket.deleteLater)
            self._on_ready(socket)

    def _on_ready(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST:
                socket.abort()
            return
        try:
            message = json.loads(bytes(socket.readLine(_LONGEST).data()))
        except ValueError:
            socket.abort()
            return
        if isinstance(message, dict) and message.get("cmd") == "show":
            self.show_requested.emit()
        socket.write(b'{"ok":true}\n')
        socket.flush()

    def close(self) -> None:
        self._server.close()
