"""Code block: rows of coloured runs on the `code` surface, with Copy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import font, px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme
from desktop.widgets.copying import CopyButton
from desktop.widgets.visibility import hide_unless

RunKind = Literal["plain", "name", "value", "keyword", "comment"]


class Run(NamedTuple):
    """A piece of a line and what it is: names accent, values ok, keywords and comments tertiary."""

    text: str
    kind: RunKind = "plain"


class CodeBlock(QWidget):
    """Lines of code to read and copy. `copied` asks the page to copy, with the real key put in.

    Lines do not wrap: one too long is elided at its end (what is copied is the page's own text).
    """

    copied = Signal()

    def __init__(
        self,
        lines: Sequence[Sequence[Run]] = (),
        name: str = "",
        *,
        copy: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines: list[list[Run]] = []
        self._button = CopyButton("plain", name=name, parent=self)
        hide_unless(self._button, copy)
        self._button.clicked.connect(self.copied)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_lines(lines)
        follow_theme(self)

    def set_lines(self, lines: Sequence[Sequence[Run]]) -> None:
        """Show other lines."""
        self._lines = [list(line) for line in lines]
        self.setAccessibleName(self.text())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """What is shown, as plain text."""
        return "\n".join("".join(run.text for run in line) for line in self._lines)

    @property
    def button(self) -> CopyButton:
        """The Copy button."""
        return self._button

    def _line_height(self) -> int:
        return max(px(22), paint.line_height(self.font()))

    def restyle(self) -> None:
        self.setFont(font("body", mono=True))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        body = self._line_height() * max(1, len(self._lines)) + 2 * px(12)
        if not self._button.isHidden():
            body = max(body, self._button.sizeHint().height() + 2 * px(12))
        return QSize(px(320), body)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_button()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._place_button()
        return super().event(event)

    def _place_button(self) -> None:
        hint = self._button.sizeHint()
        one_line = self.height() - hint.height() <= 2 * px(12) + 2
        y = (self.height() - hint.height()) // 2 if one_line else px(12)
        self._button.setGeometry(
            self.width() - hint.width() - px(12), y, hint.width(), hint.height()
        )

    def _ink(self, kind: RunKind) -> QColor:
        colours = theme().colours
        inks: dict[RunKind, QColor] = {
            "plain": colours.text.primary,
            "name": colours.accent.text,
            "value": colours.tone("ok"),
            "keyword": colours.text.tertiary,
            "comment": colours.text.tertiary,
        }
        return inks[kind]

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        with QPainter(self) as painter:
            paint.begin(painter)
            radius = theme().metrics.radius.control
            paint.box(painter, self.rect(), radius, colours.surface.code, colours.border.line)
            height = self._line_height()
            y = (self.height() - height * len(self._lines)) / 2
            right = self.width() - px(16)
            if not self._button.isHidden():
                right = self._button.x() - px(12)
            for line in self._lines:
                x = float(px(16))
                for run in line:
                    if x >= right:
                        break
                    area = QRectF(x, y, right - x, height)
                    ink = self._ink(run.kind)
                    x += paint.text(painter, area, run.text, self.font(), ink)
                y += height


def shell_export(name: str, value: str, *, windows: bool = False) -> list[Run]:
    """A line that sets an environment variable: `export NAME=value`, or PowerShell's."""
    if windows:
        quote = '"'
        return [
            Run("$env:", "keyword"),
            Run(name, "name"),
            Run(" = "),
            Run(quote + value + quote, "value"),
        ]
    return [Run("export ", "keyword"), Run(name, "name"), Run("="), Run(value, "value")]
