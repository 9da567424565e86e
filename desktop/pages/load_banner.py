"""The banner of a page whose list could not be read."""

from __future__ import annotations

from collections.abc import Callable

from desktop.i18n import translate
from desktop.problems import word_error
from desktop.widgets.banner import Banner
from desktop.widgets.scroll_page import ScrollPage


class LoadBanner:
    """Shows why, with "Try again"; goes with the problem."""

    def __init__(self, page: ScrollPage, retry: Callable[[], None]) -> None:
        self._page, self._retry = page, retry
        self._shown: Exception | None = None

    def show(self, problem: Exception | None) -> None:
        """None takes it away."""
        if problem is self._shown:
            return
        self._shown = problem
        if problem is None:
            self._page.set_banner(None)
            return
        again = translate("LoadBanner", "Try again")
        banner = Banner(word_error(problem), "error", action=again, closable=False)
        banner.setObjectName("load-problem")
        banner.action_clicked.connect(self._retry)
        self._page.set_banner(banner)
