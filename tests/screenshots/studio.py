"""Sets a scene with the real window over a real gateway, and takes its pictures."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import aiohttp
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.autostart.linux import DesktopEntry
from desktop.bridge import EventBridge
from desktop.clipboard import Clipboard
from desktop.i18n import Translators
from desktop.main_window import MainWindow
from desktop.theme import Mode, theme
from desktop.ui_state import UiState
from gateway.app import Gateway
from gateway.config import Config, Settings
from gateway.relay.call import Call
from tests.gateway.template import lay_out
from tests.screenshots.clock import set_clock
from tests.screenshots.data import Household
from tests.screenshots.rest import PATIENCE_S, come_to_rest
from tests.screenshots.upstreams import Providers, Rerouted
from tests.upstreams import Upstreams

SIZE = (1180, 760)
PORT = 3000
W = TypeVar("W", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Look:
    """One way to see the same state."""

    theme: Mode
    language: str


class Studio:
    """Where pictures go, and which."""

    def __init__(self, app: QApplication, out: Path, looks: Sequence[Look], only: str) -> None:
        self.app = app
        self.out = out
        self.looks = looks
        self.only = only
        self.taken: list[Path] = []

    def wants(self, *pictures: str) -> bool:
        """Whether any of these (``logs-list``, or ``logs`` for all of a page) was asked for."""
        return any(each.startswith(self.only) or self.only.startswith(each) for each in pictures)

    async def shoot(self, scene: Scene, name: str, widget: QWidget) -> None:
        """Keeps a state: here as a picture in every look."""
        for look in self.looks:
            scene.see(look)
            scene.hold_still()
            await scene.quiet()
            scene.hold_still()
            path = self.out / f"{name}-{look.theme}-{look.language}.png"
            widget.grab().save(str(path))
            self.taken.append(path)
        scene.see(self.looks[0])
        await scene.quiet()

    def keep(self, name: str, picture: QImage) -> None:
        """Keeps a picture that the program itself made."""
        if self.wants(name):
            path = self.out / f"{name}.png"
            picture.save(str(path))
            self.taken.append(path)

    @asynccontextmanager
    async def scene(
        self, *, furnished: bool = False, lived_in: bool = False
    ) -> AsyncIterator[Scene]:
        """A window over a new gateway: empty, with channels, or with two days of requests."""
        set_clock()
        with TemporaryDirectory(prefix="homeport-") as folder:
            up = Upstreams()
            providers = Providers(up)
            async with up:
                config = _config(Path(folder))
                lay_out(config.database_path)
                gateway = Gateway(config)
                gateway._transport = Rerouted(gateway._transport, providers.routes)  # type: ignore[assignment]
                await gateway.start()
                try:
                    _show_usual_port(gateway)
                    home = Household(gateway)
                    if furnished or lived_in:
                        await home.move_in()
                    if lived_in:
                        await home.live_two_days()
                    async with aiohttp.ClientSession() as session:
                        scene = Scene(self, gateway, home, providers, session, Path(folder))
                        try:
                            yield scene
                        finally:
                            await scene.strike()
                finally:
                    await gateway.stop(drain_s=1.0)


class Scene:
    """The window and everything behind it."""

    def __init__(
        self,
        studio: Studio,
        gateway: Gateway,
        home: Household,
        providers: Providers,
        session: aiohttp.ClientSession,
        folder: Path,
    ) -> None:
        self.studio = studio
        self.gateway = gateway
        self.home = home
        self.providers = providers
        self.session = session
        self.folder = folder
        self.bridge = EventBridge(gateway.events)
        self.translators = Translators(studio.app)
        self.clipboard = Clipboard()
        self.see(studio.looks[0])
        self.window = MainWindow(
            gateway,
            self.bridge,
            ui_state=UiState(folder / "window.ini"),
            translators=self.translators,
            clipboard=self.clipboard,
            quit_program=lambda: None,
            autostart=DesktopEntry(folder / "autostart", ("/opt/homeport", "--background")),
        )
        self.window.resize(QSize(*SIZE))
        self.window.show()
        self._calls: list[asyncio.Task[None]] = []
        self._posing: list[tuple[Call, float]] = []

    def pose(self, call: Call, seconds: float) -> None:
        """In every picture this request has run for so long."""
        self._posing.append((call, seconds))
        call.started = time.monotonic() - seconds

    async def strike(self) -> None:
        """Ends what runs and takes the window down."""
        self.gateway.live.cancel_all()
        for mock in self.providers.mocks.values():
            mock.release()
        for call in self._calls:
            call.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)
        self.bridge.close()
        self.window.begin_stop()
        self.window.finish()
        self.window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.window.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.translators.use("en")  # the next scene brings its own
        await asyncio.sleep(0)

    # What a person sees and does

    def see(self, look: Look) -> None:
        theme().set_mode(look.theme)
        if look.language != self.translators.language:
            self.translators.use(look.language)
            theme().set_language(look.language)

    def find(self, kind: type[W], name: str) -> W:
        """A visible widget by its object name."""
        found = [each for each in self.window.findChildren(kind, name) if each.isVisible()]
        assert found, f"no visible {kind.__name__} named {name}"
        return found[-1]

    def click(self, name: str) -> None:
        widget = self.find(QWidget, name)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())

    async def until(self, condition: Callable[[], object], what: str) -> None:
        """Lets the program run until something is so."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not condition():  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
        except TimeoutError:
            raise AssertionError(f"it never came to this: {what}") from None

    async def quiet(self) -> None:
        """Until what was asked for has come and layouts have settled."""
        await come_to_rest(self.window, self.bridge)
        gc.collect(1)

    def call(self, key: str, path: str, body: dict[str, object], client: str) -> None:
        """An app sends a request and reads whatever comes."""
        self._calls.append(asyncio.create_task(self._call(key, path, body, client)))

    async def _call(self, key: str, path: str, body: dict[str, object], client: str) -> None:
        port = self.gateway._listeners._servers[0].sockets[0].getsockname()[1]
        headers = {"Authorization": f"Bearer {key}", "User-Agent": client}
        url = f"http://127.0.0.1:{port}{path}"
        async with self.session.post(url, json=body, headers=headers) as answer:
            await answer.read()

    # Pictures

    async def take(self, page: str, state: str, widget: QWidget | None = None) -> None:
        """A picture of the window, or of a dialog, in every look."""
        if f"{page}-{state}".startswith(self.studio.only):
            await self.studio.shoot(self, f"{page}-{state}", widget or self.window)

    def hold_still(self) -> None:
        """What runs has run for as long as it was told."""
        for call, seconds in self._posing:
            call.started = time.monotonic() - seconds


def _config(folder: Path) -> Config:
    data = folder / "Homeport"
    return Config(
        data_dir=data,
        log_dir=folder / "Homeport" / "logs",
        settings=Settings({}, {"port": 0}),
        database_path=data / "homeport.db",
    )


def _show_usual_port(gateway: Gateway) -> None:
    """It listens on any free port and says that it is the usual one."""
    bound = gateway._listeners.bound
    assert bound is not None
    gateway._listeners.bound = replace(bound, port=PORT, wanted_port=PORT)
    gateway.settings._command_line.clear()
    gateway.settings.load({})
