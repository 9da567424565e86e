"""The tray's menu: made once, its texts changed in place, so that it can be read while open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.bridge import EventBridge
from desktop.clipboard import Clipboard
from desktop.theme import icon
from desktop.tray_host import TrayHost
from desktop.viewmodels.pausing import CHOICES
from desktop.viewmodels.tray import CLIENTS, TrayModel
from desktop.widgets.menu import blank_icon
from gateway.app import Gateway


class Tray(QObject):
    """Icon and menu over a :class:`TrayHost`. What concerns the window is signalled."""

    toggled = Signal()
    """The icon was clicked: the window comes, or goes if it is in front."""
    opened = Signal(str)
    """A page is wanted, '' for whichever was open."""
    quit_wanted = Signal()
    failed = Signal(object)

    def __init__(
        self, gateway: Gateway, bridge: EventBridge, clipboard: Clipboard, host: TrayHost
    ) -> None:
        super().__init__(host)
        self.model = TrayModel(gateway, bridge, clipboard, self)
        self._host = host
        self.menu = QMenu()
        self.menu.setObjectName("tray-menu")
        self._make_menu()
        self.menu.aboutToShow.connect(self._on_opening)
        self.menu.aboutToHide.connect(self._on_closed)
        self.menu.installEventFilter(self)
        self.model.changed.connect(self.refresh)
        self.model.failed.connect(self.failed)
        host.activated.connect(self.toggled)
        self._words()
        self.refresh()
        host.start(self.menu)

    def _make_menu(self) -> None:
        add, model = self._add, self.model
        self.header = add(self.menu, None)
        self.header.setEnabled(False)
        self.open = add(self.menu, lambda: self.opened.emit(""))
        self.update = add(self.menu, lambda: self.opened.emit("about"))
        self.menu.addSeparator()
        self.copy_address = add(self.menu, model.copy_address)
        self.copy_key = add(self.menu, model.copy_key)
        self.copy_for = self.menu.addMenu("")
        for client, name in CLIENTS:
            add(self.copy_for, partial(model.copy_for, client)).setText(name)
        self.menu.addSeparator()
        self.channels = self.menu.addMenu("")
        self._channel_actions: dict[int, QAction] = {}
        self.today = add(self.menu, lambda: self.opened.emit("overview"))
        self.menu.addSeparator()
        self.pause = self.menu.addMenu("")
        self._pauses = [
            add(self.pause, partial(model.pausing.pause, seconds)) for seconds in CHOICES
        ]
        self.resume = add(self.menu, model.pausing.resume)
        self.menu.addSeparator()
        self.settings = add(self.menu, lambda: self.opened.emit("settings"))
        self.quit = add(self.menu, self.quit_wanted.emit)

    def _add(self, menu: QMenu, run: Callable[[], object] | None) -> QAction:
        action = QAction(self)
        if run is not None:
            action.triggered.connect(lambda _checked=False: run())
        menu.addAction(action)
        return action

    @Slot()
    def _on_opening(self) -> None:
        self._list_channels()
        self.model.watch(True)
        self.refresh()

    @Slot()
    def _on_closed(self) -> None:
        self.model.watch(False)

    @Slot()
    def refresh(self) -> None:
        """Icon, tip and texts as they are now; entries neither come nor go while it is open."""
        model = self.model
        self._host.set_state(model.state())
        self._host.set_tip(model.tip())
        self.header.setText(model.header())
        self.today.setText(model.today())
        self.copy_address.setEnabled(bool(model.address))
        self.copy_for.setEnabled(bool(model.address) and model.has_models)
        paused = model.pausing.paused
        self.pause.menuAction().setVisible(not paused)
        self.resume.setVisible(paused)
        self.update.setVisible(bool(model.update))
        self.update.setText(self.tr("Homeport {version} is available").format(version=model.update))
        if not self.menu.isVisible():
            self._list_channels()
        self._fill_channels()

    def _list_channels(self) -> None:
        """The entries of the channels there are, in their order; rebuilt only for other ones."""
        wanted = [channel.id for channel in self.model.channels()]
        if wanted == list(self._channel_actions):
            return
        self.channels.clear()
        for action in self._channel_actions.values():
            action.deleteLater()
        self._channel_actions = {}
        for channel_id in wanted:
            action = self._add(self.channels, None)
            action.setCheckable(True)
            action.triggered.connect(
                lambda on, channel_id=channel_id: self.model.set_enabled(channel_id, on)
            )
            self._channel_actions[channel_id] = action

    def _fill_channels(self) -> None:
        self.channels.setEnabled(bool(self._channel_actions))
        for channel in self.model.channels():
            action = self._channel_actions.get(channel.id)
            if action is not None:
                action.setText(channel.text)
                action.setChecked(channel.enabled)
                # Fusion draws no mark of its own under a style sheet.
                action.setIcon(icon("check", "accent") if channel.enabled else blank_icon())

    def _words(self) -> None:
        self.open.setText(self.tr("Open Homeport"))
        self.copy_address.setText(self.tr("Copy address"))
        self.copy_key.setText(self.tr("Copy key of this computer"))
        self.copy_for.setTitle(self.tr("Copy for"))
        self.channels.setTitle(self.tr("Channels"))
        self.pause.setTitle(self.tr("Pause all requests"))
        for action, seconds in zip(self._pauses, CHOICES, strict=True):
            action.setText(self.model.pausing.choice_words(seconds))
        self.resume.setText(self.tr("Resume requests"))
        self.settings.setText(self.tr("Settings"))
        self.quit.setText(self.tr("Quit Homeport"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.menu and event.type() == QEvent.Type.LanguageChange:
            # After the filter: other parts learn of the language in this round.
            QTimer.singleShot(0, self, self._retranslate)
        return False

    @Slot()
    def _retranslate(self) -> None:
        self._words()
        self.refresh()

    def stopping(self) -> None:
        """The program ends: the icon says so, and its menu offers nothing any more."""
        self.menu.setEnabled(False)
        self.refresh()

    def close(self) -> None:
        """Takes icon and menu away; what still happens is nobody's to show."""
        self.model.changed.disconnect(self.refresh)
        self.menu.removeEventFilter(self)
        self._host.stop()
        self.menu.close()
        self.menu.deleteLater()
        self.deleteLater()
