"""The pages of the window, in the order of the rail. A new page is one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtWidgets import QWidget

from desktop.i18n import translate
from desktop.pages.shell import Shell
from desktop.widgets.nav_rail import NavEntry, NavRail

# A page's module is imported with the page: the window shows before most of them are wanted.


def _overview(shell: Shell) -> QWidget:
    from desktop.pages.overview import OverviewPage

    return OverviewPage(shell)


def _channels(shell: Shell) -> QWidget:
    from desktop.pages.channels import ChannelsPage

    return ChannelsPage(shell)


def _tokens(shell: Shell) -> QWidget:
    from desktop.pages.tokens import TokensPage

    return TokensPage(shell)


def _people(shell: Shell) -> QWidget:
    from desktop.pages.people import PeoplePage

    return PeoplePage(shell)


def _logs(shell: Shell) -> QWidget:
    from desktop.pages.logs import LogsPage

    return LogsPage(shell)


def _usage(shell: Shell) -> QWidget:
    from desktop.pages.usage import UsagePage

    return UsagePage(shell)


def _models(shell: Shell) -> QWidget:
    from desktop.pages.models import ModelsPage

    return ModelsPage(shell)


def _settings(shell: Shell) -> QWidget:
    from desktop.pages.settings import SettingsPage

    return SettingsPage(shell)


def _welcome(shell: Shell) -> QWidget:
    from desktop.pages.welcome import WelcomePage

    return WelcomePage(shell)


def _connect(shell: Shell) -> QWidget:
    from desktop.pages.connect import ConnectPage

    return ConnectPage(shell)


def _recovery(shell: Shell) -> QWidget:
    from desktop.pages.recovery import RecoveryPage

    return RecoveryPage(shell)


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
    PageEntry("overview", QT_TRANSLATE_NOOP("MainWindow", "Overview"), "gauge", _overview),
    PageEntry("channels", QT_TRANSLATE_NOOP("MainWindow", "Channels"), "plug", _channels),
    PageEntry("tokens", QT_TRANSLATE_NOOP("MainWindow", "Tokens"), "key-round", _tokens),
    PageEntry("logs", QT_TRANSLATE_NOOP("MainWindow", "Logs"), "scroll-text", _logs),
    PageEntry("usage", QT_TRANSLATE_NOOP("MainWindow", "Usage"), "chart-column", _usage),
    PageEntry("models", QT_TRANSLATE_NOOP("MainWindow", "Models"), "box", _models),
    PageEntry(
        "settings",
        QT_TRANSLATE_NOOP("MainWindow", "Settings"),
        "settings",
        _settings,
        bottom=True,
    ),
    PageEntry("people", "", "users", _people, behind="tokens"),
    PageEntry("welcome", "", "plus", _welcome, behind="overview"),
    PageEntry("connect", "", "terminal", _connect, behind="overview"),
    PageEntry("recovery", "", "lock", _recovery, behind="overview"),
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
