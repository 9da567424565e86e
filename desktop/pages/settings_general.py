"""General: how the window looks, and how the program lives on this device. All live."""

from __future__ import annotations

from PySide6.QtCore import QEvent

from desktop.pages.settings_meta import RowCard, Section
from desktop.pages.settings_rows import SettingsRow
from desktop.pages.settings_system import system_cards
from desktop.viewmodels.program import ProgramModel
from desktop.viewmodels.settings import SCALES, SettingsModel
from desktop.widgets.choice import Segmented
from desktop.widgets.combo import Combo

LANGUAGES = (("system", ""), ("en", "English"), ("zh_CN", "简体中文"))
THEMES = ("system", "light", "dark")


class GeneralSection(Section):
    """Choices that belong to this window, not to the data."""

    def __init__(self, model: SettingsModel, program: ProgramModel) -> None:
        super().__init__()
        self._model = model
        self._program = program
        self.language = Combo([], "")
        self.language.setObjectName("settings-language")
        self.theme = Segmented(["", "", ""], "")
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
            lambda _index: model.set_language(str(self.language.currentData()))
        )
        self.theme.chosen.connect(lambda index: model.set_mode(THEMES[index]))
        self.scale.activated.connect(
            lambda _index: model.set_scale(float(self.scale.currentData()))
        )
        self._retranslate()

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
        names: list[tuple[str, object]] = [
            (name or self.tr("System"), code) for code, name in LANGUAGES
        ]
        self.language.setAccessibleName(self.tr("Language"))
        self.language.set_items(names)
        self.language.choose(self._model.language)
        self.theme.setAccessibleName(self.tr("Theme"))
        self.theme.set_texts([self.tr("System"), self.tr("Light"), self.tr("Dark")])
        mode = self._model.mode
        self.theme.set_current(THEMES.index(mode) if mode in THEMES else 0)
        self.scale.setAccessibleName(self.tr("Text size"))
        self.scale.set_items([(f"{scale * 100:.0f} %", scale) for scale in SCALES])
        self.scale.choose(self._model.scale)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
