"""What nobody caught goes to the log, redacted, and to whoever shows it; a hard crash leaves its
stack in a file that the next start reads.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType

from gateway.logs import redact

log = logging.getLogger(__name__)
qt_log = logging.getLogger("qt")

FILE = "crash.log"
_MOST_BYTES = 64 * 1024
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@dataclass(frozen=True, slots=True)
class Bug:
    """An exception that nobody caught, without secrets. The same ``signature`` is the same bug."""

    signature: str
    details: str


Listener = Callable[[Bug], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> Callable[[], None]:
    """``listener`` hears of every bug, in its thread, until the returned function is called."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener) if listener in _listeners else None


def install(log_dir: Path) -> None:
    """Hooks for exceptions in Qt slots, threads and finalisers, and faulthandler into crash.log."""
    sys.excepthook = report
    threading.excepthook = _report_thread
    sys.unraisablehook = _log_unraisable
    log_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Kept open for the life of the process: a crash cannot open files.
    faulthandler.enable((log_dir / FILE).open("a", encoding="utf-8"))


def report(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
    """To the log and to who listens. Never raises."""
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    log.error("not caught: %s", kind.__name__, exc_info=(kind, value, trace))
    try:
        bug = Bug(_signature(kind, trace), redact("".join(_lines(kind, value, trace))))
        for listener in tuple(_listeners):
            listener(bug)
    except Exception:
        log.exception("a bug could not be shown")


def _lines(
    kind: type[BaseException], value: BaseException, trace: TracebackType | None
) -> list[str]:
    return traceback.format_exception(kind, value, trace)


def _signature(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The exception and the line it came from, whatever it said."""
    frames = traceback.extract_tb(trace)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{kind.__module__}.{kind.__qualname__} {place}"


def _report_thread(args: threading.ExceptHookArgs) -> None:
    report(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)


def _log_unraisable(args: sys.UnraisableHookArgs) -> None:
    """A finaliser's failure stops nothing: the log is told, nobody is disturbed."""
    value = args.exc_value or args.exc_type()
    log.error("not caught, while %r ended", args.object, exc_info=value)


def log_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)


# The crash of the last run


def take_last(log_dir: Path) -> str:
    """The stack that a crash of the last run left, without secrets, once; '' if it ended well.

    Only for the holder of the data directory's lock: the file may be a running program's.
    """
    path = log_dir / FILE
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8", "replace").strip()
        _empty(path)
    except OSError as error:
        log.warning("%s cannot be read: %s", path, error)
        return ""
    if text:
        log.error("the last run ended in a crash:\n%s", text)
    return redact(text)


def forget(log_dir: Path) -> None:
    """This run ends well: what faulthandler wrote on the way was survived (Windows' handled
    exceptions) and is no crash.
    """
    try:
        _empty(log_dir / FILE)
    except OSError as error:
        log.warning("the crash file cannot be emptied: %s", error)


def _empty(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(0)
