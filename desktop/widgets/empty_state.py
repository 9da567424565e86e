"""Empty states: a reading column with mark, heading, sentences and one thing to do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme import px, theme
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button
from desktop.widgets.contour import ContourBackground
from desktop.widgets.labels import Label, Paragraph
from desktop.widgets.mark import Mark
from desktop.widgets.visibility import hide_unless


class EmptyState(QWidget):
    """A left-aligned column of 668 in the middle of the page, over sea-chart contours.

    Add the field or rows to `body`, or give a `button`, whose click is `action_clicked`. The column
    keeps 4 px on each side, as a paste field's halo does.
    """

    action_clicked = Signal()
    MARGIN = 4

    def __init__(
        self,
        title: str,
        text: str = "",
        *,
        button: str = "",
        button_icon: str = "",
        mark: bool = True,
        contours: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._contours = ContourBackground(self) if contours else None
        self._column = QWidget(self)
        self._lines = QVBoxLayout(self._column)
        self._mark = Mark(44)
        hide_unless(self._mark, mark)
        self._title = Label(title, "hero", wrap=True)
        self._text = Paragraph(text, "lead")
        hide_unless(self._text, bool(text))
        self._head = QVBoxLayout()
        self._head.addWidget(self._mark)
        self._head.addSpacing(px(12))
        self._head.addWidget(self._title)
        self._head.addWidget(self._text)
        self._lines.addLayout(self._head)
        self.body = QVBoxLayout()
        self._lines.addLayout(self.body)
        self.button: Button | None = None
        self._foot = QHBoxLayout()
        if button:
            self.button = Button(button, "primary", icon=button_icon)
            self.button.clicked.connect(self.action_clicked)
            self._foot.addWidget(self.button)
            self._foot.addStretch(1)
            self._lines.addLayout(self._foot)
        self._lines.addStretch(1)
        follow_theme(self)

    def set_texts(self, title: str, text: str, button: str = "") -> None:
        """Rename (a language change)."""
        self._title.setText(title)
        self._text.set_text(text)
        self._text.setVisible(bool(text))
        if self.button is not None and button:
            self.button.setText(button)
            self.button.updateGeometry()

    def restyle(self) -> None:
        halo = px(self.MARGIN)
        self._head.setContentsMargins(halo, 0, halo, px(6))
        self._head.setSpacing(px(10))
        self._foot.setContentsMargins(halo, 0, halo, 0)
        self._lines.setContentsMargins(0, 0, 0, px(20))
        self._lines.setSpacing(px(14))
        self.body.setSpacing(px(8))
        self._place()

    def sizeHint(self) -> QSize:
        layout = theme().metrics.layout
        width = layout.reading_width + 2 * px(self.MARGIN) + 2 * layout.page_margin
        return QSize(width, self.minimumHeight() + px(120))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        # What stands in the column wants another height: no layout of ours would hear of it.
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def _place(self) -> None:
        layout = theme().metrics.layout
        wanted = layout.reading_width + 2 * px(self.MARGIN)
        width = min(wanted, self.width() - 2 * layout.page_margin)
        height = max(self._lines.heightForWidth(width), self._lines.minimumSize().height())
        top = min(px(66), max(px(20), (self.height() - height) // 2))
        x = (self.width() - width) // 2
        self._column.setGeometry(QRect(x, top, width, max(height, self.height() - top)))
        self.setMinimumHeight(height + px(40))


class EmptyLine(Label):
    """Inside a card: one tertiary sentence, centred, no picture."""

    def __init__(self, text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(text, "body", "text3", wrap=True, parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def restyle(self) -> None:
        super().restyle()
        self.setMinimumHeight(px(64))
