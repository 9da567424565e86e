"""The Settings page: sections as tabs, each a few cards of rows. Everything applies at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from desktop.pages.settings_about import AboutSection
from desktop.pages.settings_access import AccessCard
from desktop.pages.settings_data import DataSection
from desktop.pages.settings_general import GeneralSection
from desktop.pages.settings_meta import MetaCard, PrivacySection, Section
from desktop.pages.settings_sharing import SharingSection
from desktop.pages.shell import Shell
from desktop.viewmodels.access import AccessModel
from desktop.viewmodels.settings import SettingsModel
from desktop.widgets.choice import Tabs
from desktop.widgets.scroll_page import ScrollPage

SECTIONS = ("general", "server", "sharing", "privacy", "data", "about")


class SettingsPage(ScrollPage):
    """``open`` takes a section's name."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("", dense=True, parent=parent)
        self._shell = shell
        self.model = SettingsModel(
            shell.gateway, shell.bridge, shell.ui_state, shell.translators, self
        )
        self.model.failed.connect(shell.window.tell_error)
        self.tabs = Tabs([""] * len(SECTIONS), "")
        self.tabs.setObjectName("settings-tabs")
        server = Section()
        server.add(MetaCard("server", self.model))
        access = AccessModel(shell.gateway, shell.clipboard, shell.first_run, self)
        access.failed.connect(shell.window.tell_error)
        server.add(AccessCard(access))
        self.sections: dict[str, Section] = {
            "general": GeneralSection(self.model),
            "server": server,
            "sharing": SharingSection(self.model, shell),
            "privacy": PrivacySection(self.model),
            "data": DataSection(self.model),
            "about": AboutSection(self.model, shell),
        }
        self.body.addWidget(self.tabs)
        for name, section in self.sections.items():
            section.setObjectName(f"settings-{name}")
            self.body.addWidget(section)
        self.body.addStretch(1)
        self.tabs.chosen.connect(self._show_section)
        self._retranslate()
        self._show_section(0)

    @property
    def section(self) -> str:
        """The section that shows."""
        return SECTIONS[self.tabs.current]

    def shown(self) -> None:
        """The page came to the front."""
        self.sections[self.section].shown()

    def open(self, argument: object) -> None:
        if argument in SECTIONS:
            index = SECTIONS.index(str(argument))
            self.tabs.set_current(index)
            self._show_section(index)

    def _show_section(self, index: int) -> None:
        for number, name in enumerate(SECTIONS):
            self.sections[name].setVisible(number == index)
        if self.isVisible():
            self.sections[SECTIONS[index]].shown()
        if (area := self.scroll_area) is not None:
            area.verticalScrollBar().setValue(0)

    def _retranslate(self) -> None:
        self.header.set_title(self.tr("Settings"))
        self.tabs.setAccessibleName(self.tr("Sections"))
        self.tabs.set_texts(
            [
                self.tr("General"),
                self.tr("Server"),
                self.tr("Sharing"),
                self.tr("Privacy"),
                self.tr("Data"),
                self.tr("About"),
            ]
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
