"""The line that waits for the first request, what to check if none comes, and its good end."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import format
from desktop.theme import px
from desktop.viewmodels.connect import DONE
from desktop.widgets.banner import Banner
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button
from desktop.widgets.labels import IconLabel, Label
from desktop.widgets.spinner import Spinner
from gateway.events import RequestFinished


class Arrival(QWidget):
    """``logs_clicked`` asks to see the request that came."""

    logs_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._used_before = False
        self._request: RequestFinished | None = None
        self._waiting = QWidget()
        self._spinner = Spinner(16)
        self._text = Label("", "body", "text2", wrap=True)
        self._text.setObjectName("waiting-text")
        self._help = Button("", "link")
        self._help.setObjectName("nothing-arrived")
        self._help.hide()
        self._help.clicked.connect(self._toggle_list)
        self._row = QHBoxLayout(self._waiting)
        self._row.addWidget(self._spinner)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._help)
        self._list = QWidget()
        self._list.setObjectName("check-list")
        self._points = [Label("", "body", "text2", wrap=True) for _ in range(4)]
        self._items = QVBoxLayout(self._list)
        for point in self._points:
            row = QHBoxLayout()
            row.setSpacing(px(8))
            row.addWidget(IconLabel("circle-question-mark", "text3", 16), 0, _TOP)
            row.addWidget(point, 1)
            self._items.addLayout(row)
        self._list.hide()
        self._banner = Banner("", "ok", action_trailing="arrow-right", closable=False)
        self._banner.setObjectName("arrived")
        self._banner.button.setObjectName("arrived-logs")
        self._banner.action_clicked.connect(self.logs_clicked)
        self._banner.hide()
        self._column = QVBoxLayout(self)
        for part in (self._waiting, self._list, self._banner):
            self._column.addWidget(part)
        self._retranslate()
        follow_theme(self)

    def wait(self, *, used_before: bool) -> None:
        """Waits anew."""
        self._used_before = used_before
        self._request = None
        self._help.hide()
        self._list.hide()
        self._show()

    def set_used_before(self, used_before: bool) -> None:
        self._used_before = used_before
        self._show()

    def offer_help(self) -> None:
        """Nothing came for a while."""
        self._help.setVisible(self._request is None)

    def tell(self, request: RequestFinished) -> None:
        """A request came."""
        self._request = request
        self._list.hide()
        self._show()

    def _toggle_list(self) -> None:
        self._list.setVisible(self._list.isHidden())

    def _show(self) -> None:
        waiting = self._request is None
        self._waiting.setVisible(waiting)
        self._banner.setVisible(not waiting)
        again = self.tr("Waiting for the next request…")
        self._text.setText(
            again if self._used_before else self.tr("Waiting for the first request…")
        )
        if self._request is not None:
            self._show_request(self._request)

    def _show_request(self, request: RequestFinished) -> None:
        client = request.client or self.tr("an app")
        worked = request.status in DONE
        if not worked:
            text = self.tr("A request came from {client}, but it failed")
        elif self._used_before:
            text = self.tr("Request received from {client}")
        else:
            text = self.tr("First request received from {client}")
        detail = self.tr("{model} through {channel}, first token {first}, {total} in all")
        if not request.channel_name:
            detail = self.tr("{model}: no channel took it")
        elif not request.first_token_ms:
            detail = self.tr("{model} through {channel}, {total} in all")
        self._banner.set_message(
            text.format(client=client),
            "ok" if worked else "warn",
            detail=detail.format(
                model=request.model,
                channel=request.channel_name,
                first=format.seconds(request.first_token_ms),
                total=format.seconds(request.duration_ms),
            ),
            action=self.tr("See it in Logs"),
        )

    def _retranslate(self) -> None:
        self._help.setText(self.tr("Nothing arrived?"))
        self._help.updateGeometry()
        texts = (
            self.tr(
                "The address: OpenAI-style apps need /v1 at its end, Anthropic-style ones do not."
            ),
            self.tr(
                "The terminal: variables count for the window they were set in. Open a new one."
            ),
            self.tr(
                "Docker and WSL: localhost is the container there. In Docker Desktop use "
                "host.docker.internal, in WSL 2 mirrored networking."
            ),
            self.tr("The key: copy it again. It begins with sk- and has 51 characters."),
        )
        for point, text in zip(self._points, texts, strict=True):
            point.setText(text)
        self._show()

    def restyle(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(10))
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(10))
        self._waiting.setMinimumHeight(px(40))
        self._items.setContentsMargins(px(26), 0, 0, 0)
        self._items.setSpacing(px(8))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


_TOP = Qt.AlignmentFlag.AlignTop
