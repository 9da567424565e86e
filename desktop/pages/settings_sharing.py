"""Settings, Sharing: other devices at home use the same channels, each with a key."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import format
from desktop.pages.settings_meta import RowCard, Section
from desktop.pages.settings_rows import MetaRow, SettingsRow
from desktop.pages.settings_sharing_guests import BansCard, FirewallCard, GuestsCard
from desktop.pages.settings_sharing_networks import NetworksCard
from desktop.pages.settings_sharing_qr import QrSheet
from desktop.pages.settings_sharing_terms import TermsCard
from desktop.pages.shell import Shell
from desktop.theme import px
from desktop.viewmodels.settings import SettingsModel
from desktop.viewmodels.sharing import SharingModel
from desktop.widgets.buttons import Button
from desktop.widgets.card import Card
from desktop.widgets.combo import Combo
from desktop.widgets.labels import IconLabel, Label, Separator
from desktop.widgets.switch import Switch
from gateway.services.sharing_views import PlaceView, SharingView

HOURS = (0, 1, 2, 4, 8, 12, 24)


class SwitchCard(Card):
    """The switch with one plain sentence, what goes with it, and the question before it ends."""

    def __init__(self, model: SharingModel) -> None:
        super().__init__()
        self._model = model
        self._icon = IconLabel("wifi", "accent", 24)
        self._title = Label("", "section")
        self._sentence = Label("", "body", "text2", wrap=True)
        self.switch = Switch("", large=True)
        self.switch.setObjectName("sharing-switch")
        self.switch.clicked.connect(self._clicked)
        self._top = QHBoxLayout()
        self._lines = QVBoxLayout()
        self._lines.addWidget(self._title)
        self._lines.addWidget(self._sentence)
        self._top.addWidget(self._icon)
        self._top.addLayout(self._lines, 1)
        self._top.addWidget(self.switch)
        self._line = Separator()
        self._note_icon = IconLabel("info", "text3", 18)
        self._note = Label("", "small", "text2", wrap=True)
        self.stop = Button("", "danger")
        self.stop.setObjectName("sharing-stop")
        self.stop.clicked.connect(lambda: model.turn(False))
        self.stay = Button("")
        self.stay.setObjectName("sharing-stay")
        self.stay.clicked.connect(model.stay)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._note_icon)
        self._foot.addWidget(self._note, 1)
        self._foot.addWidget(self.stop)
        self._foot.addWidget(self.stay)
        self.body.addLayout(self._top)
        self.body.addWidget(self._line)
        self.body.addLayout(self._foot)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_top"):
            self._top.setSpacing(px(16))
            self._lines.setSpacing(px(2))
            self._foot.setSpacing(px(16))
            # The note's icon stands in the middle under the larger one.
            self._foot.setContentsMargins(px(3), 0, 0, 0)
            self._foot.setSpacing(px(19))
            self.body.setSpacing(px(10))

    def _clicked(self, on: bool) -> None:
        self._model.turn(on)
        self.show_view(self._model.view)

    def show_view(self, view: SharingView) -> None:
        """The switch as it is now, and what is to be said about it."""
        on = view.on and not view.fixed_host
        self.switch.set_checked_quietly(on)
        self.switch.setAccessibleName(self.tr("Share on local network"))
        self.switch.setEnabled(not view.fixed and not view.fixed_host)
        self.switch.set_busy(self._model.busy("turn"))
        self._icon.set_icon("wifi" if on else "wifi-off", "accent" if on else "text3")
        self._title.setText(self.tr("Share on local network"))
        self._sentence.setText(
            self.tr("People on your network can use your channels if they have a key.")
            if on
            else self.tr("Off: only programs on this computer can connect.")
        )
        self.stop.setText(self.tr("Stop sharing"))
        self.stay.setText(self.tr("Keep sharing"))
        for button in (self.stop, self.stay):
            button.setVisible(self._model.asking)
        note = self._note_of(view)
        for part in (self._line, self._note_icon, self._note):
            part.setVisible(bool(note))
        if self._model.asking:
            self._note_icon.set_icon("triangle-alert", "warn")
        else:
            self._note_icon.set_icon("info", "info")
        self._note.setText(note)

    def _note_of(self, view: SharingView) -> str:
        if view.fixed_host:
            return self._word_host(view)
        if view.fixed:
            return self.tr("Set by the environment (HOMEPORT_SHARING).")
        if self._model.asking:
            return self._word_guests()
        if not view.on:
            return ""
        note = self.tr("Traffic inside your network is not encrypted. A key is always required.")
        if view.until:
            ends = self.tr("Sharing ends {time}.").format(time=format.moment(view.until)[:-3])
            note = self.tr("{sentence} {ends}").format(sentence=note, ends=ends)
        return note

    def _word_host(self, view: SharingView) -> str:
        if view.host_source == "command line":
            words = self.tr("Homeport was started with --host {host}; that decides who connects.")
        else:
            words = self.tr("The address {host} under Server decides who connects. Empty it first.")
        return words.format(host=view.fixed_host)

    def _word_guests(self) -> str:
        devices = format.plural(
            len(self._model.guests),
            self.tr("1 device is connected and will be cut off."),
            self.tr("{n} devices are connected and will be cut off."),
        )
        running = self._model.guest_requests
        if not running:
            return devices
        requests = format.plural(
            running,
            self.tr("1 running request ends with it."),
            self.tr("{n} running requests end with that."),
        )
        return self.tr("{devices} {requests}").format(devices=devices, requests=requests)


class SharingSection(Section):
    """Composes the cards; what is only of use while sharing is on shows only then."""

    def __init__(
        self, settings: SettingsModel, shell: Shell, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shell = shell
        self.model = SharingModel(shell.gateway, shell.bridge, shell.ui_state, self)
        self.model.failed.connect(shell.window.tell_error)
        self.switch = SwitchCard(self.model)
        self.terms = TermsCard()
        self.networks = NetworksCard(self.model)
        self.firewall = FirewallCard()
        self.guests = GuestsCard()
        self.bans = BansCard()
        self.hours = Combo([], "")
        self.hours.setObjectName("sharing-hours")
        self._hours_row = SettingsRow("timer", self.hours)
        self._names = MetaRow(settings.view("host_names"), settings)
        self._proxies = MetaRow(settings.view("trusted_proxies"), settings)
        self._settings = settings
        for card in (self.switch, self.terms, self.networks, self.firewall, self.guests, self.bans):
            self.add(card)
        self.add(RowCard([self._hours_row, self._names, self._proxies]))
        self._connect_parts()
        self._retranslate()

    def _connect_parts(self) -> None:
        self.networks.copied.connect(self._shell.clipboard.copy)
        self.networks.qr_wanted.connect(self._show_qr)
        self.firewall.copied.connect(self._shell.clipboard.copy)
        self.terms.read.connect(self.model.note_terms_read)
        self.bans.unbanned.connect(self.model.unban)
        self.hours.activated.connect(
            lambda _index: self.model.set_hours(int(self.hours.currentData()))
        )
        for row in (self._names, self._proxies):
            row.edited.connect(self._settings.set)
        self._settings.changed.connect(self._renew)
        self._settings.refused.connect(self._refuse)
        self.model.changed.connect(self._show)
        self.model.guests_changed.connect(self._show)

    def shown(self) -> None:
        self.model.watch(True)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.watch(False)

    def _show(self) -> None:
        view = self.model.view
        on = view.on and not view.fixed_host
        self.switch.show_view(view)
        self.terms.show_terms(self.model.terms() if on else ())
        self.networks.setVisible(on)
        self.guests.setVisible(on)
        if on:
            self.networks.show_model()
            self.guests.show_guests(self.model.guests, self.model.guest_requests)
        proven = bool(view.listening) and all(each.reached_from for each in view.listening)
        self.firewall.setVisible(on and view.firewall is not None and not proven)
        if view.firewall is not None:
            self.firewall.show_hint(view.firewall, view.port)
        bans = self.model.bans()
        self.bans.setVisible(bool(bans))
        self.bans.show_bans(bans)
        self.hours.choose(self.model.hours)

    def _renew(self) -> None:
        for row in (self._names, self._proxies):
            row.show_view(self._settings.view(row.setting))
        self._show()

    def _refuse(self, name: str, sentence: str) -> None:
        for row in (self._names, self._proxies):
            if row.setting == name:
                row.refuse(sentence)

    def _show_qr(self, place: PlaceView) -> None:
        sheet = QrSheet(self.model.name(place), place.url)
        sheet.copied.connect(self._shell.clipboard.copy)
        sheet.close_requested.connect(self._shell.window.close_sheet)
        self._shell.window.open_sheet(sheet)

    def _retranslate(self) -> None:
        self._hours_row.set_words(
            self.tr("Stop sharing by itself"),
            self.tr("Some time after it was switched on. Guests are cut off then."),
        )
        self.hours.setAccessibleName(self.tr("Stop sharing by itself"))
        self.hours.set_items([(self._word_hours(hours), hours) for hours in self._offered()])
        self._show()

    def _offered(self) -> list[int]:
        return sorted({*HOURS, self.model.hours})

    def _word_hours(self, hours: int) -> str:
        if not hours:
            return self.tr("Never")
        return format.plural(hours, self.tr("After 1 hour"), self.tr("After {n} hours"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
