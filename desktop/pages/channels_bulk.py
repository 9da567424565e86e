"""What can be done to several channels at once, in a bar over the list."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import format
from desktop.theme import px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.labels import Label
from desktop.widgets.menu import Menu

ACTIONS = ("enable", "disable", "tag", "group", "test", "delete")
"""In the order of the bar."""
_ICONS = {
    "enable": "power",
    "disable": "circle-off",
    "tag": "tag",
    "group": "users",
    "test": "zap",
    "delete": "trash-2",
}


class BulkBar(QWidget):
    """``wanted`` names an action and the widget to open a panel by; what does not fit is a menu."""

    wanted = Signal(str, QWidget)
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bulk-bar")
        self._count = Label("", "body", "text", weight="emphasis", numbers=True)
        self._buttons: dict[str, Button] = {}
        self._more = IconButton("ellipsis", "", compact=True)
        self._more.setObjectName("bulk-more")
        self._close = IconButton("x", "", compact=True)
        self._close.setObjectName("bulk-close")
        self._line = QHBoxLayout(self)
        self._line.addWidget(self._count)
        self._line.addStretch(1)
        for action in ACTIONS:
            button = Button("", "danger" if action == "delete" else "ghost", size="compact")
            button.setObjectName(f"bulk-{action}")
            button.clicked.connect(lambda _on=False, action=action: self._want(action))
            self._buttons[action] = button
            self._line.addWidget(button)
        self._line.addWidget(self._more)
        self._line.addWidget(self._close)
        self._more.clicked.connect(self._open_more)
        self._close.clicked.connect(self.cleared)
        self._hidden: list[str] = []
        self.retranslate()
        follow_theme(self)

    def restyle(self) -> None:
        self._line.setContentsMargins(px(14), px(4), px(6), px(4))
        self._line.setSpacing(px(2))
        self.setMinimumHeight(px(44))
        self._fit()
        self.update()

    def _words(self) -> dict[str, str]:
        return {
            "enable": self.tr("Enable"),
            "disable": self.tr("Disable"),
            "tag": self.tr("Tag"),
            "group": self.tr("Group"),
            "test": self.tr("Test"),
            "delete": self.tr("Delete"),
        }

    def retranslate(self) -> None:
        for action, words in self._words().items():
            self._buttons[action].setText(words)
            self._buttons[action].updateGeometry()
        self._more.set_name(self.tr("More for those selected"))
        self._close.set_name(self.tr("Select none"))
        self.setAccessibleName(self.tr("Selected channels"))
        self._fit()

    def show_count(self, count: int, total: int) -> None:
        text = self.tr("{n} of {total} selected")
        self._count.setText(text.format(n=format.count(count), total=format.count(total)))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Without the actions: else those that show would keep the page from becoming narrow."""
        return QSize(self._fixed_width(), super().minimumSizeHint().height())

    def _fixed_width(self) -> int:
        return self._count.sizeHint().width() + 2 * px(32) + px(34)

    def set_room(self, width: int) -> None:
        """How wide the bar may be: what does not fit goes into the menu."""
        self._room = width
        self._fit()

    _room = 0

    def _fit(self) -> None:
        if not hasattr(self, "_hidden"):
            return
        used = self._fixed_width()
        self._hidden = []
        for action in ACTIONS:
            used += self._buttons[action].sizeHint().width() + px(2)
            if self._room and used > self._room:
                self._hidden.append(action)
        for action, button in self._buttons.items():
            button.setVisible(action not in self._hidden)
        self._more.setVisible(bool(self._hidden))

    def _want(self, action: str) -> None:
        button = self._buttons[action]
        self.wanted.emit(action, button if button.isVisible() else self._more)

    def _open_more(self) -> None:
        menu, words = Menu(self), self._words()
        menu.setObjectName("bulk-menu")
        for action in self._hidden:
            menu.add(
                words[action],
                partial(self._want, action),
                icon_name=_ICONS[action],
                tone="error" if action == "delete" else "text2",
            )
        menu.open_below(self._more)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, metrics = theme().colours, theme().metrics
        with QPainter(self) as painter:
            paint.begin(painter)
            fill, border = colours.surface.selected, colours.accent.fill
            paint.box(painter, self.rect(), metrics.radius.banner, fill, border)
