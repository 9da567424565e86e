"""The networks to share with: tick, address, state; copy it or show it as a QR code."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.theme import StatusName, px
from desktop.viewmodels.sharing import SharingModel
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.card import Card, Row
from desktop.widgets.choice import CheckBox
from desktop.widgets.labels import ElidedLabel, IconLabel, Label
from desktop.widgets.pill import StatusPill
from gateway.domain.sharing import NetworkKind
from gateway.services.sharing_views import PlaceState, PlaceView

ROW_HEIGHT: Final = 60
PILL_WIDTH: Final = 156
NARROW: Final = 560
"""Below it the state stands under the address."""
ICONS: Final = {
    NetworkKind.WIFI: "wifi",
    NetworkKind.ETHERNET: "ethernet-port",
    NetworkKind.VPN: "shield-check",
    NetworkKind.VIRTUAL: "package",
}


class PillColumn(QWidget):
    """A pill, left aligned in a column of fixed width."""

    def __init__(self) -> None:
        super().__init__()
        self.pill = StatusPill("", "neutral")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignLeft)
        follow_theme(self)

    def restyle(self) -> None:
        self.fit()

    def fit(self) -> None:
        """As wide as all others, unless its words are longer."""
        self.setFixedWidth(max(px(PILL_WIDTH), self.pill.sizeHint().width()))


class NetworkRow(Row):
    """One network. It says what is wanted; the card does it."""

    chosen = Signal(str, bool)
    copied = Signal(str)
    qr_wanted = Signal(object)

    def __init__(self, key: str) -> None:
        self._lines = QVBoxLayout()
        super().__init__("", interactive=False, height=ROW_HEIGHT)
        self._key = key
        self._place: PlaceView | None = None
        self.check = CheckBox("", show_text=False)
        self.check.clicked.connect(lambda on: self.chosen.emit(self._key, on))
        self._icon = IconLabel("network", "text2", 18)
        self._name = ElidedLabel("", "body", weight="emphasis")
        self._url = ElidedLabel("", "small", "text2", mono=True)
        self._note = Label("", "small", "warn", wrap=True)
        self._inline = StatusPill("", "neutral", plain=True)
        self._inline.hide()
        self._narrow = False
        self._lines.addStretch(1)
        for part in (self._name, self._url, self._note):
            self._lines.addWidget(part)
        self._lines.addWidget(self._inline, 0, Qt.AlignmentFlag.AlignLeft)
        self._lines.addStretch(1)
        self._column = PillColumn()
        self.copy = IconButton("copy", "", compact=True)
        self.qr = IconButton("qr-code", "", compact=True)
        self.body.addWidget(self.check)
        self.body.addWidget(self._icon)
        self.body.addLayout(self._lines, 1)
        self.body.addWidget(self._column)
        self.body.addWidget(self.copy)
        self.body.addWidget(self.qr)
        self.copy.clicked.connect(lambda: self.copied.emit(self._url.text()))
        self.qr.clicked.connect(lambda: self.qr_wanted.emit(self._place))

    def restyle(self) -> None:
        super().restyle()
        self._lines.setSpacing(px(2))
        self.body.setContentsMargins(0, px(8), 0, px(8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < px(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self._column.setVisible(not narrow)
            self._inline.setVisible(narrow)

    @property
    def pill(self) -> StatusPill:
        return self._column.pill

    @property
    def note(self) -> str:
        return self._note.text()

    def show_place(self, place: PlaceView, name: str, port: int) -> None:
        """The network as it is now."""
        self._place = place
        interface = place.network.interface
        self.setObjectName(f"network-{interface}-{place.network.scope}")
        self.check.setObjectName(f"network-check-{interface}-{place.network.scope}")
        blocked = self.check.blockSignals(True)
        self.check.setChecked(place.chosen)
        self.check.blockSignals(blocked)
        self.check.update()
        self.qr.setObjectName(f"network-qr-{interface}-{place.network.scope}")
        self.copy.setObjectName(f"network-copy-{interface}-{place.network.scope}")
        self._icon.set_icon(ICONS[place.network.kind], "text2" if place.chosen else "text3")
        self._name.setText(name)
        self._name.set_tone("text" if place.chosen else "text2")
        self._url.setText(f"{place.url}/v1" if place.url else "")
        self._url.setVisible(bool(place.url))
        self._url.set_tone("text2" if place.chosen else "text3")
        text, status, icon = self._word_state(place)
        for pill in (self._column.pill, self._inline):
            pill.set_state(text, status, icon=icon)
        self._column.fit()
        note = self._word_note(place, name, port)
        waiting = place.state is PlaceState.WAITING
        self._note.set_tone("text3" if waiting else "warn")
        self._note.setText(note)
        self._note.setVisible(bool(note))
        listens = place.state is PlaceState.LISTENING
        for button in (self.copy, self.qr):
            kept = button.sizePolicy()
            kept.setRetainSizeWhenHidden(True)
            button.setSizePolicy(kept)
            button.setVisible(listens)
        self.check.setAccessibleName(self.tr("Share with {network}").format(network=name))
        self.copy.set_name(self.tr("Copy address"))
        self.qr.set_name(self.tr("Show as QR code"))
        self.set_name(f"{name}, {place.url}, {text}")

    def _word_state(self, place: PlaceView) -> tuple[str, StatusName, str]:
        match place.state:
            case PlaceState.LISTENING:
                return self._word_listening(place)
            case PlaceState.WAITING:
                return self.tr("Waiting"), "info", "clock"
            case PlaceState.TAKEN:
                return self.tr("Port taken"), "error", ""
            case PlaceState.RESERVED:
                return self.tr("Port reserved"), "error", ""
            case PlaceState.GONE:
                return self.tr("Address gone"), "warn", ""
            case PlaceState.FAILED:
                return self.tr("Cannot listen"), "error", ""
        if place.network.kind is NetworkKind.VPN:
            return self.tr("VPN, not shared"), "neutral", ""
        return self.tr("Not shared"), "neutral", ""

    def _word_listening(self, place: PlaceView) -> tuple[str, StatusName, str]:
        if place.reached_from:
            return self.tr("Reachable"), "ok", ""
        if place.answers is None:
            return self.tr("Checking"), "neutral", "loader"
        if place.answers:
            return self.tr("Listening"), "ok", ""
        return self.tr("No answer"), "error", ""

    def _word_note(self, place: PlaceView, name: str, port: int) -> str:
        match place.state:
            case PlaceState.WAITING:
                return self.tr("Not connected now. Sharing goes on once this computer is back.")
            case PlaceState.TAKEN:
                words = self.tr("Port {port} is used by {holder}. It is tried again by itself.")
                holder = place.holder or self.tr("another program")
                return words.format(port=port, holder=holder)
            case PlaceState.RESERVED:
                words = self.tr("The system keeps port {port}. Choose another under Server.")
                return words.format(port=port)
            case PlaceState.GONE:
                return self.tr("This computer has another address by now. It is looked up again.")
        if place.place is not None and place.place.public and place.chosen:
            return self.tr("The Internet can reach this address unless your router blocks it.")
        return ""


class NetworksCard(Card):
    """Rows for networks with people in them; those of containers stand behind one line."""

    copied = Signal(str)
    qr_wanted = Signal(object)

    def __init__(self, model: SharingModel) -> None:
        super().__init__("-", "-", link="-", link_icon="refresh-cw", spacing=0)
        self._model = model
        self._rows: dict[str, NetworkRow] = {}
        self._open = False
        self._more = Button("", "ghost", icon="chevron-right")
        self._more.setObjectName("networks-hidden")
        self._more.clicked.connect(self._toggle)
        self._empty = Label("", "body", "text3", wrap=True)
        self._shown = QVBoxLayout()
        self._hidden = QVBoxLayout()
        for column in (self._shown, self._hidden):
            column.setSpacing(0)
        self.body.addWidget(self._empty)
        self.body.addLayout(self._shown)
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self._hidden)
        self.link_clicked.connect(model.check)
        if self.link is not None:
            self.link.setObjectName("networks-check")

    def row(self, key: str) -> NetworkRow:
        """The row of a network."""
        return self._rows[key]

    def _toggle(self) -> None:
        self._open = not self._open
        self.show_model()

    def show_model(self) -> None:
        """All networks as they are now."""
        shown, hidden = self._model.split()
        opened = hidden if self._open else []
        self._drop({place.key for place in (*shown, *opened)})
        self._lay_out(self._shown, shown, closed=not hidden)
        self._lay_out(self._hidden, opened, closed=True)
        self._empty.setVisible(not shown and not hidden)
        self._more.setVisible(bool(hidden))
        self._more.set_icon_name("chevron-down" if self._open else "chevron-right")
        names = ", ".join(self._model.name(place) for place in hidden)
        words = self.tr("{n} hidden: {names}")
        self._more.setText(words.format(n=len(hidden), names=names))
        self._more.updateGeometry()
        if self.link is not None:
            self.link.set_busy(self._model.busy("check"))
        self._retranslate()

    def _lay_out(self, column: QVBoxLayout, places: list[PlaceView], *, closed: bool) -> None:
        """``closed``: nothing follows the last row."""
        for index, place in enumerate(places):
            row = self._rows.get(place.key) or self._add(place.key)
            if column.indexOf(row) != index:
                column.insertWidget(index, row)
            row.show_place(place, self._model.name(place), self._model.view.port)
            row.set_last(closed and place is places[-1])
            row.show()

    def _add(self, key: str) -> NetworkRow:
        row = self._rows[key] = NetworkRow(key)
        row.chosen.connect(self._model.choose)
        row.copied.connect(self.copied)
        row.qr_wanted.connect(self.qr_wanted)
        return row

    def _drop(self, kept: set[str]) -> None:
        for key in [key for key in self._rows if key not in kept]:
            row = self._rows.pop(key)
            row.hide()
            row.deleteLater()

    def _retranslate(self) -> None:
        self.set_title(self.tr("Networks"))
        self.set_phrase(self.tr("Only ticked addresses listen"))
        self.set_link(self.tr("Check again"))
        self._empty.setText(self.tr("This computer is in no network at the moment."))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_model()
