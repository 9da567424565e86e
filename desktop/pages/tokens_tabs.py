"""What the Tokens pages have in common: the tabs that lead from one to the other."""

from __future__ import annotations

from desktop.pages.shell import Shell
from desktop.widgets.choice import Tabs

PAGES = ("tokens", "people")
FROM_TABS = "tabs"
"""What a page is opened with when the keyboard stays in the tabs."""


class TokensTabs(Tabs):
    """Always shows the page it stands on; choosing the other goes there."""

    def __init__(self, shell: Shell, page: str) -> None:
        super().__init__(["" for _ in PAGES], "", PAGES.index(page))
        self.setObjectName(f"{page}-tabs")
        self._shell = shell
        self._own = PAGES.index(page)
        self.chosen.connect(self._go)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Tokens"))
        self.set_texts([self.tr("Tokens"), self.tr("People and groups")])

    def _go(self, index: int) -> None:
        self.set_current(self._own)
        self._shell.window.go(PAGES[index], FROM_TABS)
