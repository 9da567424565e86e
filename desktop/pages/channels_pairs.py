"""Pairs of texts: aliases ("asked for -> sent as") and headers ("name: value")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.theme import px
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.inputs import LineEdit, SecretEdit, set_invalid
from desktop.widgets.labels import IconLabel

Pairs = tuple[tuple[str, str], ...]
_CONFIDENTIAL = re.compile(r"auth|key|token|secret|cookie|password|signature", re.IGNORECASE)


class _PairLine(QWidget):
    """One pair, and its cross."""

    edited = Signal()
    removed = Signal()

    def __init__(self, icon: str, *, secret: bool) -> None:
        super().__init__()
        self._secret = secret
        self.left = LineEdit(mono=True)
        self.right: LineEdit = SecretEdit() if secret else LineEdit(mono=True)
        self._icon = IconLabel(icon, "text3", 14) if icon else None
        self.cross = IconButton("x", "", compact=True)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(self.left, 1)
        if self._icon is not None:
            self._line.addWidget(self._icon)
        self._line.addWidget(self.right, 1)
        self._line.addWidget(self.cross)
        self.left.textEdited.connect(self._edit)
        self.right.textEdited.connect(self._edit)
        self.cross.clicked.connect(self.removed)
        follow_theme(self)

    def restyle(self) -> None:
        self._line.setSpacing(px(6))

    @property
    def pair(self) -> tuple[str, str]:
        return self.left.text(), self.right.text()

    def show_pair(self, pair: tuple[str, str]) -> None:
        for edit, text in zip((self.left, self.right), pair, strict=True):
            if edit.text() != text:
                edit.setText(text)
                edit.setCursorPosition(0)
        self._conceal()

    def _edit(self) -> None:
        self._conceal()
        self.edited.emit()

    def _conceal(self) -> None:
        """Values that let somebody in are bullets; what is merely a setting can be read."""
        if not isinstance(self.right, SecretEdit):
            return
        hidden = bool(_CONFIDENTIAL.search(self.left.text()))
        self.right.set_concealed(hidden)


class PairList(QWidget):
    """``changed`` carries the pairs. Words are set by ``set_words`` (for a language change too)."""

    changed = Signal(tuple)

    def __init__(
        self, name: str, *, icon: str = "", secret: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._icon, self._secret = name, icon, secret
        self._lines: list[_PairLine] = []
        self._words = ("", "", "", "")
        self._add = Button("", "link", icon="plus")
        self._add.setObjectName(f"{name}-add")
        self._add.clicked.connect(self._add_line)
        self._list = QVBoxLayout()
        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._list)
        self._column.addLayout(row)
        follow_theme(self)

    def restyle(self) -> None:
        self._list.setSpacing(px(6))
        self._column.setSpacing(px(6))

    def set_words(self, left: str, right: str, add: str, remove: str) -> None:
        self._words = (left, right, add, remove)
        self._add.setText(add)
        self._add.updateGeometry()
        for line in self._lines:
            self._word(line)

    @property
    def pairs(self) -> Pairs:
        return tuple(line.pair for line in self._lines)

    def set_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show these; lines that hold them already keep cursor and focus."""
        while len(self._lines) > len(pairs):
            self._drop(self._lines[-1])
        while len(self._lines) < len(pairs):
            self._new_line()
        for line, pair in zip(self._lines, pairs, strict=True):
            line.show_pair(pair)

    def focus_first_flaw(self) -> None:
        """The first empty input, else the first line."""
        inputs: list[QLineEdit] = [edit for line in self._lines for edit in (line.left, line.right)]
        flawed = [edit for edit in inputs if not edit.text().strip()]
        for edit in (flawed or inputs)[:1]:
            edit.setFocus()

    def set_error(self, wrong: bool) -> None:
        for line in self._lines:
            for edit in (line.left, line.right):
                set_invalid(edit, wrong and not edit.text().strip())

    def _add_line(self) -> None:
        line = self._new_line()
        self._tell()
        line.left.setFocus()

    def _new_line(self) -> _PairLine:
        line = _PairLine(self._icon, secret=self._secret)
        at = len(self._lines)
        line.left.setObjectName(f"{self._name}-left-{at}")
        line.right.setObjectName(f"{self._name}-right-{at}")
        line.cross.setObjectName(f"{self._name}-remove-{at}")
        self._lines.append(line)
        self._list.addWidget(line)
        self._word(line)
        line.edited.connect(self._tell)
        line.removed.connect(lambda: self._remove(line))
        line.show()
        return line

    def _word(self, line: _PairLine) -> None:
        left, right, _, remove = self._words
        for edit, words in ((line.left, left), (line.right, right)):
            edit.setPlaceholderText(words)
            edit.setAccessibleName(words)
        line.cross.set_name(remove)

    def _remove(self, line: _PairLine) -> None:
        self._drop(line)
        self._tell()

    def _drop(self, line: _PairLine) -> None:
        self._lines.remove(line)
        self._list.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _tell(self) -> None:
        self.changed.emit(self.pairs)
