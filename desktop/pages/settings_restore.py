"""A backup, looked at in a sheet before it takes the place of the data."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal

from desktop import format
from desktop.models.data_words import restore_problem, size
from desktop.pages.sheet_facts import FactsCard
from desktop.pages.shell import Shell
from desktop.problems import word_error
from desktop.theme import StatusName
from desktop.viewmodels.settings_data import RestoreModel
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.widgets.labels import ElidedLabel, Label, Paragraph
from desktop.widgets.progress import ProgressLine
from desktop.widgets.side_sheet import SideSheet
from gateway.services.restore import RestoreView


class RestoreSheet(SideSheet):
    """Nothing happens before "Restore" is clicked; until the gateway stops it can be cancelled."""

    restored = Signal()

    def __init__(self, model: RestoreModel, shell: Shell) -> None:
        super().__init__("")
        self.setObjectName("restore-sheet")
        self._model = model
        self._shell = shell
        self._told = False
        self._file = ElidedLabel(
            str(model.path), "small", "text3", elide=Qt.TextElideMode.ElideMiddle
        )
        self._busy = Label("", "body", "text2")
        self._progress = ProgressLine("")
        self.facts = FactsCard()
        self._explained = Paragraph("")
        for part in (self._file, self._busy, self._progress, self.facts, self._explained):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.cancel = Button("")
        self.cancel.setObjectName("restore-cancel")
        self.restore = Button("", "danger_solid", icon="rotate-ccw")
        self.restore.setObjectName("restore-now")
        self.set_footer(self.cancel, self.restore)
        self.cancel.clicked.connect(self._leave)
        self.close_requested.connect(self._leave)
        self.restore.clicked.connect(model.restore)
        model.changed.connect(self._renew)
        self._retranslate()
        model.inspect()

    def _leave(self) -> None:
        self._model.cancel()
        if not self._model.restoring.running:
            self._shell.window.close_sheet()

    def _renew(self) -> None:
        model, found = self._model, self._model.found
        running = model.looking if model.looking.running else model.restoring
        self._busy.setVisible(running.running)
        self._progress.setVisible(model.restoring.running)
        self._busy.setText(
            self.tr("Reading the file…")
            if model.looking.running
            else self.tr("Restoring. Requests wait for a moment…")
        )
        self._progress.set_name(self._busy.text())
        self._progress.set_fraction(model.restoring.fraction)
        self.facts.set_facts(self._facts(found) if found is not None and found.possible else ())
        can = found is not None and found.possible
        self._explained.setVisible(can and not running.running)
        self.restore.setEnabled(can)
        self.restore.set_busy(model.restoring.running)
        self.set_banner(None if running.running else self._banner())
        if model.kept is not None and not self._told:
            self._told = True
            self._done()

    def _done(self) -> None:
        kept = self._model.kept
        self.restored.emit()
        self._shell.window.close_sheet()
        words = self.tr("Restored. The data before is kept as {name}.")
        self._shell.window.toast(words.format(name=kept.name if kept else ""))

    def _banner(self) -> Banner | None:
        model, found = self._model, self._model.found
        if model.error is not None:
            return self._say(word_error(model.error), "error")
        if found is None:
            return None
        if not found.possible:
            return self._say(restore_problem(found.code), "error", found.problem)
        if found.key == "other":
            if found.recovery:
                return self._say(
                    self.tr("Its keys are sealed with another computer's key."),
                    "warn",
                    self.tr("After restoring you will be asked for its recovery passphrase."),
                )
            return self._say(
                self.tr("Its keys cannot be opened on this computer."),
                "warn",
                self.tr("Channels and tokens would need their keys entered again."),
            )
        if found.differences:
            return self._say(
                self.tr("Some balances in it do not match their ledger."),
                "warn",
                self.tr("Accounts: {n}").format(n=format.count(found.differences)),
            )
        return None

    @staticmethod
    def _say(text: str, status: StatusName, detail: str = "") -> Banner:
        return Banner(text, status, detail=detail, closable=False, stacked=True)

    def _facts(self, found: RestoreView) -> list[tuple[str, str]]:
        facts = []
        if found.taken_at:
            facts.append((self.tr("Taken"), format.moment(found.taken_at)))
        if found.last_at:
            facts.append((self.tr("Last entry"), format.moment(found.last_at)))
        facts += [
            (self.tr("Size"), size(found.size)),
            (self.tr("Channels"), format.count(found.channels)),
            (self.tr("Tokens"), format.count(found.tokens)),
            (self.tr("People"), format.count(found.people)),
            (self.tr("Requests in the log"), format.count(found.requests)),
            (self.tr("Left on limited tokens"), format.dollars(found.balance_nano, 2)),
            (
                self.tr("Its keys"),
                {
                    "fits": self.tr("open here"),
                    "other": self.tr("sealed elsewhere"),
                    "unknown": self.tr("unknown while locked"),
                }[found.key],
            ),
        ]
        if found.upgrades:
            facts.append((self.tr("Made by"), self.tr("an older Homeport, will be updated")))
        return facts

    def _retranslate(self) -> None:
        self.set_title(self.tr("Restore a backup"))
        self._explained.setText(
            self.tr(
                "Homeport finishes what runs, puts this in the place of its data and starts "
                "again. What you have now is kept as a backup, so you can come back."
            )
        )
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.setAccessibleName(self.tr("Cancel"))
        self.restore.setText(self.tr("Restore"))
        self.restore.setAccessibleName(self.tr("Restore this backup"))
        self._renew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
