"""About, in the middle: whether there is a newer version, and the text for whoever helps."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QDesktopServices

from desktop import format
from desktop.pages.settings_meta import MetaCard
from desktop.pages.settings_rows import SettingsRow
from desktop.theme import Tone
from desktop.viewmodels.program import ProgramModel
from desktop.viewmodels.settings import SettingsModel
from desktop.widgets.buttons import Button


class UpdateRow(SettingsRow):
    """What is known of newer versions; asks on a click."""

    def __init__(self, model: ProgramModel) -> None:
        self._model = model
        self.check = Button("")
        self.check.setObjectName("settings-check-update")
        self.page = Button("", icon="external-link")
        self.page.setObjectName("settings-update-page")
        super().__init__("download", self.page)
        self.body.addWidget(self.check)
        self.check.clicked.connect(model.check_update)
        self.page.clicked.connect(self._open_page)
        model.changed.connect(self.renew)
        self.renew()

    def _open_page(self) -> None:
        QDesktopServices.openUrl(QUrl(self._model.update.url))

    def renew(self) -> None:
        """In the language and with the knowledge of now."""
        view = self._model.update
        title = self.tr("Updates")
        if view.version:
            title = self.tr("Homeport {version} is available").format(version=view.version)
        self.set_words(title, self._told())
        note, tone = self._noted()
        self.set_note(note, tone)
        self.check.setText(self.tr("Check now"))
        self.check.setAccessibleName(self.tr("Check for updates now"))
        self.check.setVisible(view.configured)
        self.check.set_busy(self._model.checking)
        self.page.setText(self.tr("See what is new"))
        self.page.setVisible(bool(view.version and view.url))
        for button in (self.check, self.page):
            button.updateGeometry()

    def _told(self) -> str:
        view = self._model.update
        if not view.configured:
            return self.tr("Never asked for: no address is set.")
        if not view.checked_at:
            return self.tr("Asked once a week. Nothing is installed by itself.")
        words = self.tr("Asked once a week, last {time}. Nothing is installed by itself.")
        return words.format(time=format.moment(view.checked_at))

    def _noted(self) -> tuple[str, Tone]:
        view = self._model.update
        errors = {
            "update_unreachable": self.tr("The address could not be reached."),
            "update_bad_manifest": self.tr("The address answered, but not with a release."),
            "update_bad_address": self.tr("The address has to begin with https://."),
        }
        if view.error:
            return errors.get(view.error, view.error), "warn"
        return (view.notes if view.version else ""), "text3"

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.renew()


class UpdateCard(MetaCard):
    """The state of updates above the address, which is a setting like any other."""

    def __init__(self, settings: SettingsModel, program: ProgramModel) -> None:
        super().__init__("updates", settings)
        self.updates = UpdateRow(program)
        self.rows.insert(0, self.updates)
        self.body.insertWidget(0, self.updates)
