"""The banner of problems: the worst one, under the title of the page in front."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.viewmodels.problem_list import Problem, ProblemList
from desktop.widgets.banner import Banner


class ProblemBanner(QObject):
    """One banner that moves with the pages. A page shows it where its ``set_notice`` puts it."""

    def __init__(self, problems: ProblemList, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._problems = problems
        self._stack = stack
        self._host: QWidget | None = None
        self._shown: tuple[str, Problem] | None = None
        self._banner = Banner("", parent=stack)
        self._banner.setObjectName("problem")
        self._banner.button.setObjectName("problem-action")
        self._banner.hide()
        self._banner.action_clicked.connect(self._act)
        self._banner.closed.connect(self._close)
        stack.currentChanged.connect(self._show)
        stack.installEventFilter(self)
        problems.changed.connect(self._show)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
        return False

    def _show(self, _index: int = 0) -> None:
        page = self._stack.currentWidget()
        if page is None:
            return
        key = page.objectName().removeprefix("page-")
        self._shown = self._problems.worst(key) if hasattr(page, "set_notice") else None
        if self._shown is None:
            self._put(None)
            return
        problem = self._shown[1]
        self._banner.set_message(problem.say(), problem.status, action=problem.action())
        self._banner.set_closable(problem.closable)
        self._banner.button.set_busy(problem.busy())
        self._put(page)

    def _put(self, page: QWidget | None) -> None:
        if self._host is page:
            return
        if self._host is not None:
            self._host.set_notice(None)  # type: ignore[attr-defined]
        self._host = page
        if page is None:
            self._banner.hide()
        else:
            page.set_notice(self._banner)  # type: ignore[attr-defined]

    def _act(self) -> None:
        if self._shown is not None:
            self._shown[1].act()

    def _close(self) -> None:
        if self._shown is not None:
            self._problems.close(self._shown[0])
