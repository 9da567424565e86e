"""The sheet that takes prices in, shows what they change, and writes ratios out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import format
from desktop.dialogs.files import choose_file, choose_target
from desktop.models.price_diff import left_section, sections
from desktop.pages.price_sections import PriceSections
from desktop.pages.price_source import PriceSource
from desktop.pages.shell import Shell
from desktop.problems import word_error
from desktop.viewmodels.price_update import PriceUpdateModel
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.widgets.choice import CheckBox
from desktop.widgets.labels import Label
from desktop.widgets.side_sheet import SideSheet
from desktop.widgets.switch import Switch
from gateway.services.price_updates import CatalogueView, RatioExport, Target, Update


class PriceUpdateSheet(SideSheet):
    """`done` when it may go."""

    done = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setObjectName("prices-sheet")
        self._shell = shell
        self.model = PriceUpdateModel(shell.gateway, self)
        into, out = self.set_sections([" ", " "])
        self._in_force = Label("", "body", "text2", wrap=True)
        self._step_back, self._ship = Button("", "link"), Button("", "link")
        self._step_back.setObjectName("price-revert")
        self._ship.setObjectName("price-ship")
        self.source = PriceSource()
        self._found = Label("", "body", "text", weight="emphasis", wrap=True)
        self.replace = CheckBox("", show_text=False)
        self.replace.setObjectName("price-replace")
        self._replace_words = Label("", "body", "text", wrap=True)
        self._replace_words.setBuddy(self.replace)
        self._replace_row = QWidget()
        row = QHBoxLayout(self._replace_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.replace)
        row.addWidget(self._replace_words, 1)
        self.list = PriceSections()
        back = QHBoxLayout()
        back.addWidget(self._step_back)
        back.addWidget(self._ship)
        back.addStretch(1)
        into.addWidget(self._in_force)
        into.addLayout(back)
        for part in (self.source, self._found, self._replace_row, self.list):
            into.addWidget(part)
        into.addStretch(1)
        self._out_note = Label("", "body", "text2", wrap=True)
        self.served = Switch("", show_name=True)
        self.served.setObjectName("ratios-served")
        self._targets = {target: Button("", "plain", icon="download") for target in Target}
        self._left = PriceSections()
        out.addWidget(self._out_note)
        out.addWidget(self.served)
        for target, button in self._targets.items():
            button.setObjectName(f"ratios-{target.value}")
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            out.addLayout(row)
        out.addWidget(self._left)
        out.addStretch(1)
        self._cancel, self._apply = Button("", "plain"), Button("", "primary")
        self._cancel.setObjectName("prices-cancel")
        self._apply.setObjectName("prices-apply")
        self.set_footer(self._cancel, self._apply)
        self._left.set_sections(())
        self._connect_parts()
        self._retranslate()

    def _connect_parts(self) -> None:
        model, source = self.model, self.source
        source.file_wanted.connect(self._choose_file)
        source.address_given.connect(lambda address, own: model.fetch(address, private=own))
        source.text_given.connect(model.paste)
        source.bare_chosen.connect(model.set_bare)
        self.replace.toggled.connect(model.set_replace)
        self._step_back.clicked.connect(lambda: model.revert())
        self._ship.clicked.connect(lambda: model.revert(shipped=True))
        self._apply.clicked.connect(model.apply)
        self._cancel.clicked.connect(self._leave)
        self.close_requested.connect(self._leave)
        for target, button in self._targets.items():
            button.clicked.connect(lambda _=False, to=target: self._choose_target(to))
        if self.tabs is not None:
            self.tabs.chosen.connect(lambda index: self._apply.setVisible(index == 0))
        model.changed.connect(self._renew)
        model.failed.connect(self._shell.window.tell_error)
        model.applied.connect(self._on_applied)
        model.reverted.connect(self._on_reverted)
        model.exported.connect(self._on_exported)

    def begin(self) -> None:
        self.source.begin()

    # What is done

    def _leave(self) -> None:
        self.model.forget()
        self.done.emit()

    def _choose_file(self) -> None:
        choose_file(
            self.window(),
            self.tr("Choose a file of prices"),
            self.tr("JSON (*.json);;All files (*)"),
            self.model.read_file,
        )

    def _choose_target(self, target: Target) -> None:
        day = QDate.currentDate().toString("yyyy-MM-dd")
        choose_target(
            self.window(),
            self.tr("Save the ratios"),
            f"homeport-ratios-{target.value}-{day}.json",
            self.tr("JSON (*.json)"),
            lambda path: self.model.export(path, target, served=self.served.isChecked()),
        )

    def _on_applied(self, what: tuple[Update, Mapping[str, Mapping[str, Any]]]) -> None:
        update, before = what
        window, model = self._shell.window, self.model
        toast = window.undo_toast(self.tr("Prices updated"))
        if update.catalogue is not None:
            toast.action.connect(lambda: model.revert())
        else:
            toast.action.connect(lambda: model.restore(before))
        self._leave()

    def _on_reverted(self, view: CatalogueView) -> None:
        shipped = view.source == "shipped"
        words = self.tr("The shipped prices are in force") if shipped else self.tr("Taken back")
        self._shell.window.toast(words)

    def _on_exported(self, what: tuple[Path, RatioExport]) -> None:
        path, made = what
        self._left.set_sections([left_section(made.left)] if made.left else ())
        self._shell.window.toast(self.tr("Saved {name}").format(name=path.name))

    # What it shows

    def _renew(self) -> None:
        model = self.model
        view, update, error = model.view, model.update, model.error
        self._in_force.setText(self._say_in_force(view))
        for button in (self._step_back, self._ship):
            button.setVisible(view.source == "updated")
        self.source.set_busy(model.busy)
        code = getattr(error, "code", "")
        words = word_error(error) if error is not None else ""
        self.source.set_error(code, words)
        at_field = code in ("prices_bad_address", "prices_private_address")
        self.set_banner(
            Banner(words, "error", closable=False, stacked=True) if words and not at_field else None
        )
        found = sections(update) if update is not None else ()
        self.list.set_sections(found)
        self._found.setVisible(update is not None)
        self._found.setText(self._say_found(update))
        absent = self._absent(update)
        self._replace_row.setVisible(absent > 0)
        self.replace.setChecked(model.replace)
        words = self.tr("Remove what the file does not name ({n})")
        self._replace_words.setText(words.format(n=format.count(absent)))
        self.replace.setText(self._replace_words.text())
        self.replace.setAccessibleName(self._replace_words.text())
        self._apply.setEnabled(update is not None and _changes(update) > 0)
        self._apply.set_busy(model.busy and update is not None)

    def _say_in_force(self, view: CatalogueView) -> str:
        words = self.tr("In force: the prices that shipped, of {date}, for {n} models.")
        if view.source == "updated":
            words = self.tr("In force: prices you took in, of {date}, for {n} models.")
        return words.format(date=view.date, n=format.count(view.models))

    def _say_found(self, update: Update | None) -> str:
        if update is None:
            return ""
        n = _changes(update)
        if not n:
            return self.tr("It says what is in force already.")
        if update.ratios is not None:
            words = self.tr("Ratios: {n} entries change, {same} stay.")
            return words.format(n=format.count(n), same=format.count(update.ratios.same))
        return self.tr("Prices: {n} changes.").format(n=format.count(n))

    @staticmethod
    def _absent(update: Update | None) -> int:
        if update is None:
            return 0
        found = update.catalogue or update.ratios
        return len(found.absent) if found is not None else 0

    def _retranslate(self) -> None:
        self.set_title(self.tr("Update prices"))
        if self.tabs is not None:
            self.tabs.set_texts([self.tr("Take in"), self.tr("Write out")])
            self.tabs.setAccessibleName(self.tr("Which way"))
        self._step_back.setText(self.tr("Take the last back"))
        self._ship.setText(self.tr("Back to the shipped ones"))
        self._out_note.setText(
            self.tr(
                "Your own prices and ratios as the maps that one-api and new-api read. What they "
                "cannot say is listed."
            )
        )
        self.served.setText(self.tr("Every model that my channels offer"))
        self.served.setAccessibleName(self.served.text())
        self._targets[Target.ONE_API].setText(self.tr("Save for one-api…"))
        self._targets[Target.NEW_API].setText(self.tr("Save for new-api…"))
        self._cancel.setText(self.tr("Close"))
        self._apply.setText(self.tr("Apply"))
        buttons = (self._step_back, self._ship, *self._targets.values())
        for button in (*buttons, self._cancel, self._apply, self.served):
            button.updateGeometry()
        self._renew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _changes(update: Update) -> int:
    if update.ratios is not None:
        return len(update.ratios.changes)
    found = update.catalogue
    return len(found.new) + len(found.changed) + len(found.removed) if found is not None else 0
