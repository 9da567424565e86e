"""The pages of the window, in the order of the rail. A new page is one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtWidgets import QWidget

from desktop.i18n import translate
from desktop.pages.channels import ChannelsPage
from desktop.pages.connect import ConnectPage
from desktop.pages.logs import LogsPage
from desktop.pages.models import ModelsPage
from desktop.pages.overview import OverviewPage
from desktop.pages.recovery import RecoveryPage
from desktop.pages.settings import SettingsPage
from desktop.pages.shell import Shell
from desktop.pages.tokens import TokensPage
from desktop.pages.usage import UsagePage
from desktop.pages.welcome import WelcomePage
from desktop.widgets.nav_rail import NavEntry, NavRail


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page by the key that `Window.go` takes.

    ``label`` is the source text in the context MainWindow. A page ``behind`` another has no entry
    of its own in the rail: the other's stays selected. ``bottom`` puts the entry below the rest.
    """

    key: str
    label: object
    icon: str
    make: Callable[[Shell], QWidget]
    behind: str = ""
    bottom: bool = False

    @property
    def words(self) -> str:
        """The label in the language of now."""
        return translate("MainWindow", str(self.label))


PAGES: Final = (
    PageEntry("overview", QT_TRANSLATE_NOOP("MainWindow", "Overview"), "gauge", OverviewPage),
    PageEntry("channels", QT_TRANSLATE_NOOP("MainWindow", "Channels"), "plug", ChannelsPage),
    PageEntry("tokens", QT_TRANSLATE_NOOP("MainWindow", "Tokens"), "key-round", TokensPage),
    PageEntry("logs", QT_TRANSLATE_NOOP("MainWindow", "Logs"), "scroll-text", LogsPage),
    PageEntry("usage", QT_TRANSLATE_NOOP("MainWindow", "Usage"), "chart-column", UsagePage),
    PageEntry("models", QT_TRANSLATE_NOOP("MainWindow", "Models"), "box", ModelsPage),
    PageEntry(
        "settings",
        QT_TRANSLATE_NOOP("MainWindow", "Settings"),
        "settings",
        SettingsPage,
        bottom=True,
    ),
    PageEntry("welcome", "", "plus", WelcomePage, behind="overview"),
    PageEntry("connect", "", "terminal", ConnectPage, behind="overview"),
    PageEntry("recovery", "", "lock", RecoveryPage, behind="overview"),
)

RAIL: Final = tuple(each for each in PAGES if not each.behind)
"""The pages with an entry in the rail, from top to bottom; Ctrl+1, Ctrl+2, … go to them."""


def make_rail() -> NavRail:
    """The rail, its labels still to be said (`name_rail`)."""
    top = [NavEntry(each.key, "", each.icon) for each in RAIL if not each.bottom]
    bottom = [NavEntry(each.key, "", each.icon) for each in RAIL if each.bottom]
    return NavRail(top, bottom)


def name_rail(rail: NavRail) -> None:
    """Says the labels in the language of now."""
    for each in RAIL:
        rail.item(each.key).set_label(each.words)
