"""The composition root: application, loop, gateway, window, in order; and the way back."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from desktop import crash, single_instance
from desktop.autostart import system_autostart
from desktop.bridge import EventBridge
from desktop.clipboard import Clipboard
from desktop.garbage import Collector
from desktop.i18n import Translators, choose
from desktop.lifecycle import Application, QuitFilter
from desktop.loop import new_event_loop
from desktop.main_window import MainWindow
from desktop.presence import Presence
from desktop.staged import change_in_stages
from desktop.theme import MODES, theme
from desktop.tray_host import SystemTray
from desktop.ui_state import UiState
from desktop.watchdog import Watchdog
from gateway import logs, paths
from gateway.app import DRAIN_S, Gateway
from gateway.config import Config
from gateway.errors import EXIT_IN_USE, EXIT_STORE, StartError
from gateway.tasks import spawn
from gateway.version import __version__

log = logging.getLogger(__name__)

_JOIN_TRIES = 20
_JOIN_EVERY_S = 0.25


@dataclass(frozen=True, slots=True)
class Stage:
    """What a visitor is shown of the running program."""

    gateway: Gateway
    window: MainWindow
    translators: Translators
    quit_program: Callable[[], None]


Visit = Callable[[Stage], Coroutine[Any, Any, None]]


def run(config: Config, *, background: bool = False, visit: Visit | None = None) -> int:
    """The program from start to end, hidden at first in the ``background``.

    Raises StartError; returns the exit code. ``visit`` is started once the window shows; the
    self-test is one.
    """
    _make_folders(config)
    qInstallMessageHandler(crash.log_qt_message)
    app = Application(sys.argv[:1])
    app.setApplicationName("Homeport")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("homeport")
    # Closing a last dialog must not end the loop under running requests.
    app.setQuitOnLastWindowClosed(False)
    if single_instance.show_running(config.data_dir, background=background):
        return 0
    gc.disable()  # from the first thread beside this one on; see desktop/garbage.py
    with asyncio.Runner(loop_factory=lambda: new_event_loop(app)) as runner:
        code = runner.run(_main(app, config, background, visit))
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


async def _main(app: QApplication, config: Config, background: bool, visit: Visit | None) -> int:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_report_loop_error)
    quit_filter = QuitFilter(app)
    quit_filter.catch_signals(loop)
    ui_state = UiState(config.data_dir / "window.ini")
    translators = _dress(app, ui_state)
    gateway = Gateway(config)
    try:
        first_run = await gateway.start()
    except StartError as error:
        if error.exit_code == EXIT_IN_USE and await _join(config, background):
            return 0
        raise
    last_crash = await asyncio.to_thread(crash.take_last, config.log_dir)
    bridge = EventBridge(gateway.events)
    clipboard = Clipboard(lambda: gateway.settings.clipboard_clear_s)
    window = MainWindow(
        gateway,
        bridge,
        ui_state=ui_state,
        translators=translators,
        clipboard=clipboard,
        quit_program=quit_filter.quit,
        first_run=first_run,
        autostart=system_autostart(*_own_options(config)),
    )
    change_in_stages(window)
    presence = Presence(
        gateway,
        bridge,
        window,
        SystemTray(),
        ui_state=ui_state,
        clipboard=clipboard,
        quit_program=quit_filter.quit,
    )
    instance = single_instance.InstanceServer(config.data_dir)
    instance.show_requested.connect(window.show_front)
    presence.begin(background=background or ui_state.flag("start_hidden"), last_crash=last_crash)
    watchdog, collector = _watch(gateway, bridge, window)
    if visit is not None:
        spawn(visit(Stage(gateway, window, translators, quit_filter.quit)), "visit")
    await quit_filter.asked.wait()

    window.begin_stop()
    presence.stopping()
    await _drain(gateway, quit_filter)
    watchdog.close()
    collector.close()
    presence.close()
    bridge.close()
    instance.close()
    window.finish()
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.close()
    ui_state.sync()
    quit_filter.close()
    await asyncio.to_thread(crash.forget, config.log_dir)
    return 0


def _dress(app: QApplication, ui_state: UiState) -> Translators:
    """Theme, text size and language as they were chosen."""
    manager = theme()
    manager.install(app)
    manager.dressing.expect()
    if ui_state.theme in MODES:
        manager.set_mode(ui_state.theme)
    manager.set_text_scale(ui_state.text_scale)
    translators = Translators(app)
    language = choose(ui_state.language)
    translators.use(language)
    manager.set_language(language)
    return translators


def _watch(gateway: Gateway, bridge: EventBridge, window: MainWindow) -> tuple[Watchdog, Collector]:
    """What runs while the window shows or something streams."""
    watchdog = Watchdog(
        lambda: window.isVisible() or len(gateway.live) > 0, busy=lambda: len(gateway.live) > 0
    )
    bridge.requests_started.connect(watchdog.look)
    window.visibility_changed.connect(watchdog.look)
    collector = Collector()
    watchdog.beat.connect(collector.step)
    watchdog.look()
    return watchdog, collector


async def _join(config: Config, background: bool) -> bool:
    """The data directory is another start's, which may not have its window yet."""
    for _ in range(_JOIN_TRIES):
        if single_instance.show_running(config.data_dir, background=background):
            return True
        await asyncio.sleep(_JOIN_EVERY_S)
    return False


def _own_options(config: Config) -> tuple[str, ...]:
    """What a start at login needs to be this program with this data."""
    if config.data_dir == paths.data_dir():
        return ()
    return ("--data-dir", str(paths.data_dir(config.data_dir)))


async def _drain(gateway: Gateway, quit_filter: QuitFilter) -> None:
    """Stops the gateway; asking to quit again ends the wait for running requests."""
    stopping = spawn(gateway.stop(DRAIN_S), "stop")
    hurry = spawn(quit_filter.now.wait(), "quit-now")
    await asyncio.wait({stopping, hurry}, return_when=asyncio.FIRST_COMPLETED)
    if not stopping.done():
        gateway.live.cancel_all()
    await stopping
    hurry.cancel()


def _report_loop_error(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    if isinstance(error, Exception) and not isinstance(error, OSError):
        crash.report(type(error), error, error.__traceback__)
    else:
        log.error("in the loop: %s", context.get("message"), exc_info=error)
