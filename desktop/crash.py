"""What nobody caught goes to the log, redacted; a hard crash leaves its stack in a file."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType

log = logging.getLogger(__name__)
qt_log = logging.getLogger("qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def install(log_dir: Path) -> None:
    """Hooks for exceptions in Qt slots, threads and finalisers, and faulthandler into crash.log."""
    sys.excepthook = _log_exception
    threading.excepthook = lambda args: _log_exception(
        args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
    )
    log_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Kept open for the life of the process: a crash cannot open files.
    faulthandler.enable((log_dir / "crash.log").open("a", encoding="utf-8"))


def _log_exception(
    kind: type[BaseException], value: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.error("not caught: %s", kind.__name__, exc_info=(kind, value, trace))


def log_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)
