"""Overview: is it running, what is it doing, what did today come to, is anything wrong."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.models.channel_status import until
from desktop.pages.overview_channels import HealthCard
from desktop.pages.overview_live import LiveCard
from desktop.pages.overview_sums import ServerCard, TodayCard
from desktop.pages.shell import Shell
from desktop.theme import StatusName, px, theme
from desktop.viewmodels.overview import OverviewModel
from desktop.viewmodels.overview_problems import Kind, Problem
from desktop.viewmodels.port_words import word_port
from desktop.viewmodels.server_state import word_state
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.widgets.scroll_page import ScrollPage
from gateway.services.logs import ERROR, LogFilter

STACKED_BELOW = 860
"""Width of the page under which the two columns stack."""


class OverviewPage(ScrollPage):
    """The first page once there is a channel."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("", dense=True, parent=parent)
        self._shell = shell
        self._model = OverviewModel(shell.gateway, shell.bridge, self)
        self._banner: Banner | None = None
        self._connect_client = Button("", "plain", icon="terminal")
        self._connect_client.setObjectName("connect-client")
        self._connect_client.clicked.connect(lambda: shell.window.go("connect"))
        self._add = Button("", "primary", icon="plus")
        self._add.setObjectName("add-channel")
        self._add.clicked.connect(lambda: shell.window.go("welcome", "overview"))
        self.header.add_action(self._connect_client)
        self.header.add_action(self._add)
        self._server = ServerCard()
        self._today = TodayCard()
        self._live = LiveCard()
        self._health = HealthCard()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.addWidget(self._live, 1)
        self._columns.addWidget(self._health, 1)
        self.body.addWidget(self._server)
        self.body.addWidget(self._today)
        self.body.addLayout(self._columns, 1)
        self._connect_parts()
        self._retranslate()

    def _connect_parts(self) -> None:
        model, window = self._model, self._shell.window
        self._server.copied.connect(lambda: self._shell.clipboard.copy(model.address))
        self._today.opened.connect(self._open_today)
        self._server.run_wanted.connect(model.run)
        self._live.link_clicked.connect(lambda: window.go("logs"))
        self._live.cancelled.connect(model.cancel)
        self._live.opened.connect(lambda log_id: window.go("logs", log_id))
        self._health.link_clicked.connect(model.test_all)
        self._health.opened.connect(lambda: window.go("channels"))
        model.changed.connect(self._show)
        model.live_changed.connect(self._show_live)
        model.ticked.connect(lambda: self._live.tick(model))
        model.failed.connect(window.tell_error)

    def _open_today(self, name: str) -> None:
        """A sum leads to its hours, errors to the requests that failed."""
        today = self._model.today
        if name == "errors" and today is not None:
            self._shell.window.go("logs", LogFilter(since=today.starts_at, status=ERROR))
        else:
            self._shell.window.go("usage", name)

    # The window's calls

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.watch(False)

    # What it shows

    def _show(self) -> None:
        model = self._model
        self._server.fill(model, word_state(self._shell.gateway))
        self._today.fill(model.today, model.hours())
        self._live.fill(model)
        self._health.fill(model)
        self._show_problem(model.problem() if model.loaded else None)

    def _show_live(self) -> None:
        self._server.fill_flight(self._model.status.in_flight)
        self._live.fill_live(self._model)

    def _show_problem(self, problem: Problem | None) -> None:
        if problem is None:
            if self._banner is not None:
                self._banner = None
                self.set_banner(None)
            return
        text, status, action = self._words(problem)
        if self._banner is None:
            self._banner = Banner("", status)
            self._banner.setObjectName("problem")
            self._banner.button.setObjectName("problem-action")
            self._banner.action_clicked.connect(self._act)
            self._banner.closed.connect(self._model.dismiss)
            self.set_banner(self._banner)
        self._banner.set_message(text, status, action=action)
        self._banner.button.set_busy(self._model.unlocking)

    def _words(self, problem: Problem) -> tuple[str, StatusName, str]:
        unlock, channels = self.tr("Unlock"), self.tr("See channels")
        match problem.kind:
            case Kind.STORE:
                text = self.tr(
                    "Homeport cannot write its database, so requests are refused. Check the free "
                    "space on the disk; it goes on by itself."
                )
                return text, "error", ""
            case Kind.VAULT_LOST:
                text = self.tr("The master key is missing, so the saved keys cannot be opened.")
                return text, "error", self.tr("Try again")
            case Kind.VAULT_DENIED:
                return (
                    self.tr("Your keychain refused access, so keys cannot be opened."),
                    "error",
                    unlock,
                )
            case Kind.VAULT_LOCKED:
                text = self.tr("Your keychain is locked, so requests cannot be served yet.")
                return text, "warn", unlock
            case Kind.ALL_OFF:
                return (
                    self.tr("All channels are off, so no request can be answered."),
                    "warn",
                    channels,
                )
            case Kind.ALL_RESTING:
                text = self.tr("All channels are resting until {time}.")
                return text.format(time=until(problem.until)), "warn", channels
            case Kind.ALL_FAILING:
                return self.tr("No channel can answer at the moment."), "error", channels
        return self._port_words(problem)

    def _port_words(self, problem: Problem) -> tuple[str, StatusName, str]:
        said = word_port(self._model.status)
        keep = self.tr("Use {port} from now on").format(port=problem.port)
        return said, "warn", keep if problem.can_keep else ""

    def _act(self) -> None:
        problem = self._model.problem()
        if problem is None:
            return
        if problem.kind is Kind.PORT_TAKEN:
            self._model.keep_port()
        elif problem.kind in (Kind.VAULT_LOST, Kind.VAULT_DENIED, Kind.VAULT_LOCKED):
            self._model.unlock()
        else:
            self._shell.window.go("channels")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = self.width() < px(STACKED_BELOW)
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_columns"):
            self._columns.setSpacing(theme().metrics.layout.card_gap)

    def _retranslate(self) -> None:
        self.header.set_title(self.tr("Overview"))
        self._connect_client.setText(self.tr("Connect a client"))
        self._add.setText(self.tr("Add channel"))
        for button in (self._connect_client, self._add):
            button.updateGeometry()
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
