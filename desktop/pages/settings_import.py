"""The sheet that opens an export, shows what it would change, and imports what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from desktop import format
from desktop.pages.import_list import ImportList
from desktop.pages.shell import Shell
from desktop.problems import word_code, word_error
from desktop.theme import StatusName
from desktop.viewmodels.settings_data import TransferModel
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.widgets.inputs import FormField, SecretEdit
from desktop.widgets.labels import Label, Paragraph
from desktop.widgets.progress import ProgressLine
from desktop.widgets.side_sheet import SideSheet
from gateway.services.transfer import Failed


class ImportSheet(SideSheet):
    """Passphrase, then the list, then what came of it."""

    def __init__(self, model: TransferModel, path: Path, shell: Shell) -> None:
        super().__init__("")
        self.setObjectName("import-sheet")
        self._model = model
        self._path = path
        self._shell = shell
        self._listed = False
        self._file = Label(str(path), "small", "text3", wrap=True, selectable=True)
        self._explained = Paragraph("")
        self.passphrase = SecretEdit()
        self.passphrase.setObjectName("import-passphrase")
        self._field = FormField("", self.passphrase)
        self._progress = ProgressLine("")
        self.list = ImportList()
        parts: Sequence[QWidget] = (
            self._file,
            self._explained,
            self._field,
            self._progress,
            self.list,
        )
        for part in parts:
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.cancel = Button("")
        self.cancel.setObjectName("import-cancel")
        self.next = Button("", "primary")
        self.next.setObjectName("import-next")
        self.set_footer(self.cancel, self.next)
        self.cancel.clicked.connect(self._leave)
        self.close_requested.connect(self._leave)
        self.next.clicked.connect(self._go_on)
        self.passphrase.returnPressed.connect(self._go_on)
        self.passphrase.textChanged.connect(self._renew)
        self.list.changed.connect(self._renew)
        model.changed.connect(self._renew)
        self._retranslate()
        model.check(path)
        self.passphrase.setFocus()

    def _leave(self) -> None:
        self.passphrase.clear()
        self._model.forget()
        self._shell.window.close_sheet()

    def _go_on(self) -> None:
        model = self._model
        if model.work.running:
            return
        if model.plan is None and self.passphrase.text():
            model.open(self._path, self.passphrase.text())
        elif model.plan is not None and model.result is None and self.list.chosen:
            model.apply(self.list.chosen)

    def _renew(self) -> None:
        model = self._model
        plan, running = model.plan, model.work.running
        if plan is not None and not self._listed:
            self._listed = True
            self.passphrase.clear()
            self.list.set_items(plan.items, plan.proposed)
        asking = plan is None
        self._field.setVisible(asking and not self._hopeless)
        self._explained.setText(self._say_step())
        self._explained.setVisible(not self._hopeless)
        self.list.setVisible(plan is not None and model.result is None)
        self.list.setEnabled(not running)
        self._progress.setVisible(running and plan is not None)
        self._progress.set_fraction(model.work.fraction)
        self.next.setVisible(model.result is None and not self._hopeless)
        self.next.setText(self._say_next())
        self.next.setAccessibleName(self.next.text())
        self.next.updateGeometry()
        self.next.setEnabled(bool(self.passphrase.text()) if asking else bool(self.list.chosen))
        self.next.set_busy(running and bool(self.passphrase.text() or plan))
        done = model.result is not None or self._hopeless
        self.cancel.setText(self.tr("Done") if done else self.tr("Cancel"))
        self.cancel.setAccessibleName(self.cancel.text())
        self.cancel.updateGeometry()
        self._show_banner()

    @property
    def _hopeless(self) -> bool:
        """No passphrase will open this file."""
        error = self._model.error
        code = getattr(error, "code", "") if error is not None else ""
        return code not in ("", "wrong_passphrase", "vault_locked")

    def _show_banner(self) -> None:
        model, error = self._model, self._model.error
        wrong = getattr(error, "code", "") == "wrong_passphrase"
        self._field.set_error(word_error(error) if error is not None and wrong else "")
        banner = None
        if error is not None and not wrong:
            banner = Banner(word_error(error), "error", closable=False, stacked=True)
        elif model.result is not None:
            banner = self._result_banner(len(model.result.done), model.result.failed)
        self.set_banner(banner)

    def _result_banner(self, done: int, failed: Sequence[Failed]) -> Banner:
        words = format.plural(done, self.tr("1 thing was imported."), self.tr("{n} were imported."))
        lines = [f"{each.item.name}: {self._why(each)}" for each in failed]
        status: StatusName = "warn" if failed else "ok"
        return Banner(words, status, detail="\n".join(lines), closable=False, stacked=True)

    @staticmethod
    def _why(failed: Failed) -> str:
        try:
            return word_code(failed.code)
        except KeyError:
            return failed.message

    def _say_step(self) -> str:
        plan, result = self._model.plan, self._model.result
        if plan is None:
            return self.tr("The passphrase it was sealed with opens it. Nothing is changed yet.")
        when = format.moment(plan.created_at)
        if result is not None:
            return self.tr("From the export of {when}.").format(when=when)
        words = self.tr(
            "Made {when}. What is new is chosen; what differs here stays as it is unless you "
            "choose it. Tokens keep their keys, so your apps go on working."
        )
        return words.format(when=when)

    def _say_next(self) -> str:
        if self._model.plan is None:
            return self.tr("Open")
        return self.tr("Import {n}").format(n=format.count(len(self.list.chosen)))

    def _retranslate(self) -> None:
        self.set_title(self.tr("Import"))
        self._field.set_label(self.tr("Passphrase"))
        self._progress.set_name(self.tr("Importing"))
        self._renew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
