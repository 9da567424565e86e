"""The head of the channels page: a search that unfolds, the round of tests, the way to add."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import format
from desktop.pages.header_search import HeaderSearch
from desktop.theme import px
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button


class HeaderActions(QWidget):
    """Filter, Test all, Add channel; ``fit`` where there is little room."""

    add_clicked = Signal()
    test_clicked = Signal()
    cancel_clicked = Signal()
    search_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._narrow = False
        self._tight = False
        self._round: tuple[int, int] | None = None
        self._testable = False
        self.search = HeaderSearch("channels")
        self._test = Button("", "plain")
        self._test.setObjectName("channels-test-all")
        self._add = Button("", "primary", icon="plus")
        self._add.setObjectName("channels-add")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        for widget in (self.search, self._test, self._add):
            self._line.addWidget(widget)
        self.search.changed.connect(self.search_changed)
        self.search.unfolded.connect(self._show)
        self._test.clicked.connect(self._test_or_cancel)
        self._add.clicked.connect(self.add_clicked)
        self.retranslate()
        follow_theme(self)

    def restyle(self) -> None:
        self._line.setSpacing(px(8))

    def fit(self, room: int) -> None:
        """Says less, then leaves the tests to the menus, where there is less room."""
        for narrow, tight in ((False, False), (True, False), (True, True)):
            self._narrow, self._tight = narrow, tight
            self._show()
            if self._line.sizeHint().width() <= room:
                return

    def set_round(self, running: tuple[int, int] | None, *, testable: bool) -> None:
        """How far a round of tests is, None if there is none."""
        self._round, self._testable = running, testable
        self._show()

    def retranslate(self) -> None:
        self.search.retranslate(self.tr("Name, model or tag"))
        self._show()

    def _test_or_cancel(self) -> None:
        if self._round is None:
            self.test_clicked.emit()
        else:
            self.cancel_clicked.emit()

    def _show(self) -> None:
        add, test = self.tr("Add channel"), self.tr("Test all")
        self._add.setText(self.tr("Add") if self._narrow else add)
        self._add.setAccessibleName(add)
        if self._round is not None:
            done, total = (format.count(number) for number in self._round)
            test = self.tr("Cancel {done} of {total}").format(done=done, total=total)
        self._test.setText(test)
        self._test.setAccessibleName(test)
        self._test.setEnabled(self._testable or self._round is not None)
        searching = self._narrow and not self.search.field.isHidden()
        self._test.setVisible(not searching and (not self._tight or self._round is not None))
        self._add.setVisible(not searching)
        for button in (self._test, self._add):
            button.updateGeometry()
