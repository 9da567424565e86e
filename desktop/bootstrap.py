"""The composition root: application, loop, gateway, window, in order; and the way back."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from desktop import crash, single_instance
from desktop.bridge import EventBridge
from desktop.clipboard import Clipboard
from desktop.garbage import Collector
from desktop.i18n import Translators, choose
from desktop.lifecycle import QuitFilter
from desktop.loop import new_event_loop
from desktop.main_window import MainWindow
from desktop.theme import MODES, theme
from desktop.ui_state import UiState
from desktop.watchdog import Watchdog
from gateway import logs, paths
from gateway.app import DRAIN_S, Gateway
from gateway.config import Config
from gateway.errors import EXIT_STORE, StartError
from gateway.tasks import spawn
from gateway.version import __version__

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stage:
    """What a visitor is shown of the running program."""

    gateway: Gateway
    window: MainWindow
    translators: Translators
    quit_program: Callable[[], None]


Visit = Callable[[Stage], Coroutine[Any, Any, None]]


def run(config: Config, *, visit: Visit | None = None) -> int:
    """The program from start to end. Raises StartError; returns the exit code.

    ``visit`` is started once the window shows; the self-test is one.
    """
    _make_folders(config)
    qInstallMessageHandler(crash.log_qt_message)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Homeport")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("homeport")
    # Closing a last dialog must not end the loop under running requests.
    app.setQuitOnLastWindowClosed(False)
    if single_instance.show_running(config.data_dir):
        return 0
    with asyncio.Runner(loop_factory=lambda: new_event_loop(app)) as runner:
        code = runner.run(_main(app, config, visit))
    qInstallMessageHandler(None)
    return code


def _make_folders(config: Config) -> None:
    """Where data and logs go, and the log itself. Raises StartError (exit 4)."""
    try:
        paths.make_private(config.data_dir)
        logs.set_up(config.log_dir, console=True)
        crash.install(config.log_dir)
    except OSError as error:
        where = error.filename or config.data_dir
        raise StartError(f"cannot use {where}: {error.strerror}", EXIT_STORE) from error


async def _main(app: QApplication, config: Config, visit: Visit | None) -> int:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_log_loop_error)
    quit_filter = QuitFilter(app)
    quit_filter.catch_signals(loop)
    ui_state = UiState(config.data_dir / "window.ini")
    manager = theme()
    manager.install(app)
    if ui_state.theme in MODES:
        manager.set_mode(ui_state.theme)
    manager.set_text_scale(ui_state.text_scale)
    translators = Translators(app)
    language = choose(ui_state.language)
    translators.use(language)
    manager.set_language(language)

    gateway = Gateway(config)
    first_run = await gateway.start()
    bridge = EventBridge(gateway.events)
    window = MainWindow(
        gateway,
        bridge,
        ui_state=ui_state,
        translators=translators,
        clipboard=Clipboard(),
        quit_program=quit_filter.quit,
        first_run=first_run,
    )
    instance = single_instance.InstanceServer(config.data_dir)
    instance.show_requested.connect(window.show_front)
    window.show()
    watchdog = Watchdog(lambda: window.isVisible() or len(gateway.live) > 0)
    bridge.requests_started.connect(watchdog.look)
    window.visibility_changed.connect(watchdog.look)
    collector = Collector()
    watchdog.beat.connect(collector.step)
    watchdog.look()
    if visit is not None:
        spawn(visit(Stage(gateway, window, translators, quit_filter.quit)), "visit")
    await quit_filter.asked.wait()

    window.begin_stop()
    await _drain(gateway, quit_filter)
    watchdog.close()
    collector.close()
    bridge.close()
    instance.close()
    window.finish()
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.close()
    ui_state.sync()
    quit_filter.close()
    return 0


async def _drain(gateway: Gateway, quit_filter: QuitFilter) -> None:
    """Stops the gateway; asking to quit again ends the wait for running requests."""
    stopping = spawn(gateway.stop(DRAIN_S), "stop")
    hurry = spawn(quit_filter.now.wait(), "quit-now")
    await asyncio.wait({stopping, hurry}, return_when=asyncio.FIRST_COMPLETED)
    if not stopping.done():
        gateway.live.cancel_all()
    await stopping
    hurry.cancel()


def _log_loop_error(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    log.error("in the loop: %s", context.get("message"), exc_info=context.get("exception"))
