"""General: how the window looks, and how the program lives on this device. All live."""

from __future__ import annotations

from PySide6.QtCore import QEvent

from desktop import format
from desktop.i18n import LANGUAGES
from desktop.pages.settings_meta import RowCard, Section
from desktop.pages.settings_rows import SettingsRow
from desktop.pages.settings_system import system_cards
from desktop.theme import theme
from desktop.viewmodels.program import ProgramModel
from desktop.viewmodels.settings import SCALES, SettingsModel
from desktop.widgets.combo import Combo


class GeneralSection(Section):
    """Choices that belong to this window, not to the data."""

    def __init__(self, model: SettingsModel, program: ProgramModel) -> None:
        super().__init__()
        self._model = model
        self._program = program
        self.language = Combo([], "")
        self.language.setObjectName("settings-language")
        self.theme = Combo([], "")
        self.theme.setObjectName("settings-theme")
        self.scale = Combo([], "")
        self.scale.setObjectName("settings-scale")
        self._rows = {
            "language": SettingsRow("languages", self.language),
            "theme": SettingsRow("sun", self.theme),
            "scale": SettingsRow("eye", self.scale),
        }
        self.add(RowCard(list(self._rows.values())))
        for card in system_cards(program):
            self.add(card)
        self.language.activated.connect(
            lambda _index: model.device.set_language(str(self.language.currentData()))
        )
        self.theme.activated.connect(
            lambda _index: model.device.set_mode(str(self.theme.currentData()))
        )
        self.scale.activated.connect(
            lambda _index: model.device.set_scale(float(self.scale.currentData()))
        )
        self._retranslate()
        # The palette chooses them, too.
        theme().changed.connect(self._show_chosen)

    def _show_chosen(self) -> None:
        device = self._model.device
        self.language.choose(device.language)
        self.theme.choose(device.mode)
        self.scale.choose(device.scale)

    def shown(self) -> None:
        self._program.look()

    def _retranslate(self) -> None:
        rows = self._rows
        rows["language"].set_words(
            self.tr("Language"), self.tr("Of this window. Your apps are not affected.")
        )
        rows["theme"].set_words(
            self.tr("Theme"), self.tr("System follows your desktop, high contrast included.")
        )
        rows["scale"].set_words(
            self.tr("Text size"), self.tr("Enlarges everything in this window with the text.")
        )
        names: list[tuple[str, object]] = [(self.tr("System"), "system")]
        names += [(name, code) for code, name in LANGUAGES.items()]
        self.language.setAccessibleName(self.tr("Language"))
        self.language.set_items(names)
        self.language.choose(self._model.device.language)
        self.theme.setAccessibleName(self.tr("Theme"))
        self.theme.set_items(
            [
                (self.tr("System"), "system"),
                (self.tr("Light"), "light"),
                (self.tr("Dark"), "dark"),
                (self.tr("High contrast, dark"), "high_contrast_dark"),
                (self.tr("High contrast, light"), "high_contrast_light"),
            ]
        )
        self.theme.choose(self._model.device.mode)
        self.scale.setAccessibleName(self.tr("Text size"))
        self.scale.set_items([(format.percent(scale), scale) for scale in SCALES])
        self.scale.choose(self._model.device.scale)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
