"""General, second half: how the program starts, what its close button does, what it tells."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from desktop.closing import CLOSINGS
from desktop.models.channel_status import until
from desktop.pages.settings_meta import RowCard
from desktop.pages.settings_rows import SettingsRow
from desktop.viewmodels.notices import NoticeKind
from desktop.viewmodels.program import ProgramModel
from desktop.widgets.combo import Combo
from desktop.widgets.switch import Switch

HOUR_MS = 3_600_000
KINDS = tuple(NoticeKind)
_ICONS = {
    NoticeKind.CHANNEL: "triangle-alert",
    NoticeKind.KEY: "key",
    NoticeKind.BALANCE: "wallet",
    NoticeKind.PORT: "plug",
    NoticeKind.UPDATE: "download",
}


class StartCard(RowCard):
    """Start at login, start hidden, the close button."""

    def __init__(self, model: ProgramModel) -> None:
        self._model = model
        self.login = Switch("")
        self.login.setObjectName("settings-login")
        self.hidden = Switch("", checked=model.starts_hidden)
        self.hidden.setObjectName("settings-hidden")
        self.closing = Combo([], "")
        self.closing.setObjectName("settings-closing")
        self._login = SettingsRow("power", self.login)
        self._hidden = SettingsRow("eye-off", self.hidden)
        self._closing = SettingsRow("x", self.closing)
        rows = [self._login, self._hidden, self._closing]
        super().__init__(rows if model.has_autostart else rows[1:])
        self.login.toggled.connect(model.set_starts_at_login)
        self.hidden.toggled.connect(model.set_starts_hidden)
        self.closing.activated.connect(lambda _index: model.set_closing(self.closing.currentData()))
        model.changed.connect(self.renew)
        self._retranslate()

    def renew(self) -> None:
        """Shows what may have been changed elsewhere."""
        model = self._model
        self.login.set_checked_quietly(model.starts_at_login)
        self.login.set_busy(model.switching)
        problem = model.autostart_problem
        text = self.tr("The system did not allow it: {reason}").format(reason=problem)
        self._login.set_note(text if problem else "", "error")
        self.hidden.set_checked_quietly(model.starts_hidden)
        self.closing.choose(model.closing)

    def _retranslate(self) -> None:
        self._login.set_words(
            self.tr("Start at login"),
            self.tr("Your apps are answered from the moment you log in; the window stays hidden."),
        )
        self._hidden.set_words(
            self.tr("Start hidden"),
            self.tr("Only the tray icon shows. Starting Homeport again brings the window."),
        )
        self._closing.set_words(
            self.tr("Close button"), self.tr("What happens when you close the window.")
        )
        self.login.setAccessibleName(self.tr("Start at login"))
        self.hidden.setAccessibleName(self.tr("Start hidden"))
        self.closing.setAccessibleName(self.tr("Close button"))
        words = {
            "keep": self.tr("Keep running"),
            "quit": self.tr("Quit"),
            "ask": self.tr("Ask the first time"),
        }
        self.closing.set_items([(words[each], each) for each in CLOSINGS])
        self.renew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class NoticeCard(RowCard):
    """A switch for each kind of notification, and one that quiets them all for a while."""

    def __init__(self, model: ProgramModel) -> None:
        self._model = model
        self.snooze = Combo([], "")
        self.snooze.setObjectName("settings-snooze")
        self._snooze = SettingsRow("bell", self.snooze)
        self.switches = {kind: Switch("", checked=model.wants(kind)) for kind in KINDS}
        self._kinds = {kind: SettingsRow(_ICONS[kind], self.switches[kind]) for kind in KINDS}
        super().__init__([*self._kinds.values(), self._snooze], " ")
        for kind, switch in self.switches.items():
            switch.setObjectName(f"settings-notify-{kind.value}")
            switch.toggled.connect(self._setter(kind))
        self.snooze.activated.connect(lambda _index: model.snooze(self.snooze.currentData()))
        model.changed.connect(self.renew)
        self._retranslate()

    def _setter(self, kind: NoticeKind) -> Callable[[bool], None]:
        return lambda wanted: self._model.set_wanted(kind, wanted)

    def renew(self) -> None:
        """Shows what may have been changed elsewhere; a snooze ends by itself."""
        snoozed = self._model.snoozed_until
        for kind, switch in self.switches.items():
            switch.set_checked_quietly(self._model.wants(kind))
        items: list[tuple[str, object]] = [
            (self.tr("For 1 hour"), HOUR_MS),
            (self.tr("For 8 hours"), 8 * HOUR_MS),
            (self.tr("For 24 hours"), 24 * HOUR_MS),
        ]
        if snoozed:
            told = self.tr("Until {time}").format(time=until(snoozed))
            items = [(told, 1), *items, (self.tr("Not any more"), 0)]
        else:
            items = [(self.tr("No"), 0), *items]
        self.snooze.set_items(items)
        self.snooze.choose(1 if snoozed else 0)

    def _retranslate(self) -> None:
        self.set_title(self.tr("Notifications"))
        for kind, (label, sentence) in self._words().items():
            self._kinds[kind].set_words(label, sentence)
            self.switches[kind].setAccessibleName(label)
        self._snooze.set_words(
            self.tr("Snooze"),
            self.tr("Nothing is said for so long. What is wrong still shows in the window."),
        )
        self.snooze.setAccessibleName(self.tr("Snooze"))
        self.renew()

    def _words(self) -> dict[NoticeKind, tuple[str, str]]:
        return {
            NoticeKind.CHANNEL: (
                self.tr("A channel begins to fail"),
                self.tr("At most once an hour for each."),
            ),
            NoticeKind.KEY: (
                self.tr("A provider rejects a key"),
                self.tr("Or its account has no money left."),
            ),
            NoticeKind.BALANCE: (
                self.tr("A token's balance runs out"),
                self.tr("At 80 % and when it is used up."),
            ),
            NoticeKind.PORT: (
                self.tr("The port had to be changed"),
                self.tr("When another program had it at the start."),
            ),
            NoticeKind.UPDATE: (
                self.tr("A new version is there"),
                self.tr("If an address to ask is set under About."),
            ),
        }

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def system_cards(model: ProgramModel) -> list[QWidget]:
    """What stands below language and look."""
    return [StartCard(model), NoticeCard(model)]
