"""The Settings page: sections as tabs, each a few cards of rows. Everything applies at once.

A new section is a class of :class:`Section` and a line each in SECTIONS, ``_make`` and ``_titles``.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.pages.settings_about import AboutSection
from desktop.pages.settings_access import AccessCard
from desktop.pages.settings_data import DataSection
from desktop.pages.settings_general import GeneralSection
from desktop.pages.settings_meta import MetaCard, Section
from desktop.pages.settings_privacy import PrivacySection
from desktop.pages.settings_sharing import SharingSection
from desktop.pages.shell import Shell
from desktop.theme import px
from desktop.viewmodels.access import AccessModel
from desktop.viewmodels.program import ProgramModel
from desktop.viewmodels.settings import SettingsModel
from desktop.viewmodels.settings_data import DataModel
from desktop.viewmodels.settings_privacy import PrivacyModel
from desktop.widgets.choice import Tabs
from desktop.widgets.inputs import SearchField
from desktop.widgets.labels import Label
from desktop.widgets.scroll_page import ScrollPage

SECTIONS = ("general", "server", "sharing", "privacy", "data", "about")
SEARCH_WIDTH = 240


class SettingsPage(ScrollPage):
    """``open`` takes a section's name."""

    narrowest = 620

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("", dense=True, parent=parent)
        self._shell = shell
        self.model = SettingsModel(
            shell.gateway, shell.bridge, shell.ui_state, shell.translators, self
        )
        self.program = ProgramModel(
            shell.gateway, shell.bridge, shell.ui_state, shell.autostart, self
        )
        self.data = DataModel(shell.gateway, shell.bridge, self)
        self.privacy = PrivacyModel(shell.gateway, shell.bridge, self)
        for model in (self.model, self.program, self.data, self.privacy):
            model.failed.connect(shell.window.tell_error)
        self.search = SearchField("")
        self.search.setObjectName("settings-search")
        self.header.add_action(self.search)
        self.tabs = Tabs(["" for _ in SECTIONS], "")
        self.tabs.setObjectName("settings-tabs")
        self.sections = {name: self._make(name) for name in SECTIONS}
        self._headings = {name: Label("", "section", "text2") for name in SECTIONS}
        self._nothing = Label("", "body", "text3")
        self._nothing.setObjectName("settings-nothing-found")
        self.body.addWidget(self.tabs)
        for name, section in self.sections.items():
            section.setObjectName(f"settings-{name}")
            self.body.addWidget(self._headings[name])
            self.body.addWidget(section)
        self.body.addWidget(self._nothing)
        self.body.addStretch(1)
        self.tabs.chosen.connect(self._show_section)
        self.search.textChanged.connect(self._search)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.search.setFocus)
        self.restyle()
        self._retranslate()
        self._show_section(0)

    def _make(self, name: str) -> Section:
        make: dict[str, Callable[[], Section]] = {
            "general": lambda: GeneralSection(self.model, self.program),
            "server": self._server,
            "sharing": lambda: SharingSection(self.model, self._shell),
            "privacy": lambda: PrivacySection(self.model, self.privacy, self._shell),
            "data": lambda: DataSection(self.model, self.data, self._shell),
            "about": lambda: AboutSection(self.model, self._shell, self.program),
        }
        return make[name]()

    def _server(self) -> Section:
        server = Section()
        server.add(MetaCard("server", self.model))
        access = AccessModel(
            self._shell.gateway, self._shell.clipboard, self._shell.first_run, self
        )
        access.failed.connect(self._shell.window.tell_error)
        server.add(AccessCard(access))
        return server

    def _titles(self) -> dict[str, str]:
        return {
            "general": self.tr("General"),
            "server": self.tr("Server"),
            "sharing": self.tr("Sharing"),
            "privacy": self.tr("Privacy"),
            "data": self.tr("Data"),
            "about": self.tr("About"),
        }

    @property
    def section(self) -> str:
        """The section that shows, or would without a search."""
        return SECTIONS[self.tabs.current]

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "search"):
            self.search.setFixedWidth(px(SEARCH_WIDTH))

    def shown(self) -> None:
        """The page came to the front."""
        self.sections[self.section].shown()

    def open(self, argument: object) -> None:
        if argument in SECTIONS:
            index = SECTIONS.index(str(argument))
            self.search.clear()
            self.tabs.set_current(index)
            self._show_section(index)

    def _show_section(self, index: int) -> None:
        for number, name in enumerate(SECTIONS):
            self._headings[name].hide()
            self.sections[name].filter(())
            self.sections[name].setVisible(number == index)
        self.tabs.show()
        self._nothing.hide()
        if self.isVisible():
            self.sections[SECTIONS[index]].shown()
        self._to_top()

    def _search(self, text: str) -> None:
        """Rows of all sections that say every word of ``text``."""
        terms = tuple(text.casefold().split())
        if not terms:
            self._show_section(self.tabs.current)
            return
        self.tabs.hide()
        found = False
        for name, section in self.sections.items():
            if section.isHidden():
                section.shown()
            shown = section.filter(terms)
            section.setVisible(shown)
            self._headings[name].setVisible(shown)
            found = found or shown
        self._nothing.setVisible(not found)
        self._to_top()

    def _to_top(self) -> None:
        if (area := self.scroll_area) is not None:
            area.verticalScrollBar().setValue(0)

    def _retranslate(self) -> None:
        titles = self._titles()
        self.header.set_title(self.tr("Settings"))
        self.tabs.setAccessibleName(self.tr("Sections"))
        self.tabs.set_texts([titles[name] for name in SECTIONS])
        for name, heading in self._headings.items():
            heading.setText(titles[name])
        self.search.setPlaceholderText(self.tr("Search settings"))
        self.search.setAccessibleName(self.tr("Search settings"))
        self._nothing.setText(self.tr("No setting says this."))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
