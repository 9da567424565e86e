"""One window a data directory: a second start tells the first to show itself and ends.

A versioned line of JSON each way, over a local socket that only this person can reach. On Unix it
lies in a directory that is theirs alone (``XDG_RUNTIME_DIR``, or one made for it), because in
``/tmp`` anybody could be listening under our name; a Windows pipe is opened to its owner alone.
"""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import json
import logging
import os
import stat
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

VERSION = 1
Command = Literal["show", "hello"]
"""``hello`` only asks whether somebody is there: a start in the background shows nothing."""
_TIMEOUT_MS = 1000
_LONGEST = 4096
_IDLE_MS = 5000
"""A connection that has not said its line by then is nobody's."""
_MOST = 16
_LONGEST_PATH = 100
"""Unix limits a socket's path to 104 or 108 bytes."""


def socket_name(data_dir: Path, environ: Mapping[str, str] = os.environ) -> str:
    """The same for every start of one person on one directory, and nobody else's.

    A path on Unix, the name of a pipe on Windows; '' where there is no place that is only theirs.
    """
    text = f"{getpass.getuser()}|{data_dir.expanduser().resolve()}"
    name = f"homeport-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    if sys.platform == "win32":
        return name
    for folder in _folders(data_dir, environ):
        path = folder / name
        if len(os.fsencode(path)) <= _LONGEST_PATH and _make_own(folder):
            return str(path)
    return ""


def _folders(data_dir: Path, environ: Mapping[str, str]) -> Iterator[Path]:
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    if runtime and Path(runtime).is_dir():
        yield Path(runtime) / "homeport"
    yield Path(tempfile.gettempdir()) / f"homeport-{os.getuid()}"
    yield data_dir


def _make_own(folder: Path) -> bool:
    """Whether it is a directory, no link, that only this person may enter; made if need be."""
    try:
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        found = folder.lstat()
    except OSError:
        return False
    private = stat.S_ISDIR(found.st_mode) and not stat.S_IMODE(found.st_mode) & 0o077
    return private and found.st_uid == os.getuid()


def show_running(data_dir: Path, *, background: bool = False) -> bool:
    """Asks a running window to show itself; False if there is none.

    In the ``background`` it is only asked whether it is there. Blocks for up to four seconds: to be
    called before anything of this start runs.
    """
    name = socket_name(data_dir)
    if not name:
        return False
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_TIMEOUT_MS):
        return False
    command: Command = "hello" if background else "show"
    socket.write(json.dumps({"v": VERSION, "cmd": command}).encode() + b"\n")
    answered = False
    while not answered and socket.waitForReadyRead(_TIMEOUT_MS * 3):
        answered = socket.canReadLine()
    answer = _decode(bytes(socket.readLine(_LONGEST).data())) if answered else {}
    socket.disconnectFromServer()
    # Whoever answers in any version is a window that lives.
    return isinstance(answer.get("ok"), bool)


def _decode(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


class InstanceServer(QObject):
    """Listens for later starts. To be made by the holder of the data directory's lock alone."""

    show_requested = Signal()

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(_MOST)
        self._callers: set[_Caller] = set()
        self._server.newConnection.connect(self._on_connection)
        name = socket_name(data_dir)
        # The lock says nobody else lives: a socket left by a crash may go.
        QLocalServer.removeServer(name)
        if not name or not self._server.listen(name):
            log.warning("later starts cannot reach this window: %s", self._server.errorString())

    @property
    def listening(self) -> bool:
        return self._server.isListening()

    @Slot()
    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            if len(self._callers) >= _MOST:
                socket.abort()
                socket.deleteLater()
                continue
            caller = _Caller(socket, self)
            self._callers.add(caller)
            caller.asked_to_show.connect(self.show_requested)
            caller.gone.connect(self._on_gone)
            caller.read()

    @Slot(object)
    def _on_gone(self, caller: _Caller) -> None:
        self._callers.discard(caller)
        caller.deleteLater()

    def close(self) -> None:
        self._server.close()


class _Caller(QObject):
    """One later start: says a line, is answered, is gone; one that says none is hung up on."""

    asked_to_show = Signal()
    gone = Signal(object)

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        socket.setParent(self)
        self._patience = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._patience.timeout.connect(self._hang_up)
        self._patience.start()
        socket.readyRead.connect(self.read)
        socket.disconnected.connect(self._on_disconnected)

    @Slot()
    def read(self) -> None:
        """Answers once a line is there."""
        if not self._socket.canReadLine():
            if self._socket.bytesAvailable() >= _LONGEST:
                self._hang_up()
            return
        message = _decode(bytes(self._socket.readLine(_LONGEST).data()))
        version, command = message.get("v"), message.get("cmd")
        # A later version may say more; what it asks for by a name known here is the same.
        known = isinstance(version, int) and version >= 1 and command in ("show", "hello")
        self._socket.write(json.dumps({"v": VERSION, "ok": known}).encode() + b"\n")
        self._socket.flush()
        if known and command == "show":
            self.asked_to_show.emit()
        self._socket.disconnectFromServer()

    @Slot()
    def _hang_up(self) -> None:
        self._socket.abort()

    @Slot()
    def _on_disconnected(self) -> None:
        self._patience.stop()
        self.gone.emit(self)
