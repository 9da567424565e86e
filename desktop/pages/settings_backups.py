"""The copies in the data folder, newest first, each a click away from being looked at."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Signal

from desktop import format
from desktop.models.data_words import backup_word, size
from desktop.pages.settings_meta import RowCard
from desktop.pages.settings_rows import SettingsRow
from desktop.viewmodels.settings_data import DataModel
from desktop.widgets.buttons import Button
from gateway.services.data import BackupView

FEW: Final = 4


class BackupsCard(RowCard):
    """The newest few; the link shows all. Gone while there are none."""

    restore_wanted = Signal(object)

    def __init__(self, model: DataModel) -> None:
        self._model = model
        self._all = False
        self._shown: tuple[object, ...] = ()
        super().__init__([], " ", link=" ")
        self.setObjectName("settings-backups")
        self.link_clicked.connect(self._turn)
        model.changed.connect(self._renew)
        self._renew()

    def _turn(self) -> None:
        self._all = not self._all
        self._renew()

    def _renew(self) -> None:
        view = self._model.view
        copies = view.backups if view is not None else ()
        wanted = (copies, self._all)
        if wanted == self._shown:
            return
        self._shown = wanted
        self.set_rows([self._row(each) for each in (copies if self._all else copies[:FEW])])
        self.set_title(self.tr("Backups"))
        self.set_phrase(size(sum(each.size for each in copies)))
        self.set_link(self.tr("Fewer") if self._all else self.tr("All {n}").format(n=len(copies)))
        if self.link is not None:
            self.link.setVisible(len(copies) > FEW)
        self.setVisible(bool(copies) and not self._terms)

    def _row(self, copy: BackupView) -> SettingsRow:
        look = Button("", size="compact")
        look.setObjectName(f"settings-restore-{copy.path.name}")
        look.setText(self.tr("Restore…"))
        when = format.moment(copy.at)
        look.setAccessibleName(self.tr("Restore the backup of {when}").format(when=when))
        look.clicked.connect(lambda: self.restore_wanted.emit(copy.path))
        row = SettingsRow("archive", look)
        row.set_words(when, f"{backup_word(copy.label)} · {size(copy.size)}")
        return row

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._shown = ()
            self._renew()
