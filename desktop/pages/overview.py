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
from desktop.theme import px, theme
from desktop.viewmodels.findings import Finding, Kind
from desktop.viewmodels.overview import OverviewModel
from desktop.viewmodels.problem_list import Problem, Rank
from desktop.viewmodels.server_state import word_state
from desktop.widgets.buttons import Button
from desktop.widgets.scroll_page import ScrollPage
from gateway.services.logs import ERROR, LogFilter

STACKED_BELOW = 860
"""Width of the page under which the two columns stack."""


class OverviewPage(ScrollPage):
    """The first page once there is a channel."""

    narrowest = 600

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("", dense=True, parent=parent)
        self._shell = shell
        self._model = OverviewModel(shell.gateway, shell.bridge, self)
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
        self._show_problem(model.finding() if model.loaded else None)

    def _show_live(self) -> None:
        self._server.fill_flight(self._model.status.in_flight)
        self._live.fill_live(self._model)

    def _show_problem(self, finding: Finding | None) -> None:
        """Told on this page alone: elsewhere nobody watches the channels."""
        problems = self._shell.window.problems
        if finding is None:
            problems.clear("channels")
            return
        window = self._shell.window
        failing = finding.kind is Kind.ALL_FAILING
        problems.set(
            "channels",
            Problem(
                Rank.CHANNELS,
                lambda: self._words(finding),
                "error" if failing else "warn",
                action=lambda: self.tr("See channels"),
                act=lambda: window.go("channels"),
                page="overview",
                about=finding,
            ),
        )

    def _words(self, finding: Finding) -> str:
        if finding.kind is Kind.ALL_OFF:
            return self.tr("All channels are off, so no request can be answered.")
        if finding.kind is Kind.ALL_RESTING:
            text = self.tr("All channels are resting until {time}.")
            return text.format(time=until(finding.until))
        return self.tr("No channel can answer at the moment.")

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
