"""A search in a page's head that takes no room until it is wanted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.theme import px
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import IconButton
from desktop.widgets.inputs import SearchField


class HeaderSearch(QWidget):
    """A funnel that becomes a field; empty and left alone it folds up again.

    The field's object name is ``<name>-search``, the button's ``<name>-search-open``.
    """

    changed = Signal(str)
    unfolded = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.button = IconButton("funnel", "", framed=True)
        self.button.setObjectName(f"{name}-search-open")
        self.field = SearchField("")
        self.field.setObjectName(f"{name}-search")
        self.field.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.button)
        line.addWidget(self.field)
        self.button.clicked.connect(self.unfold)
        self.field.textChanged.connect(self.changed)
        self.field.installEventFilter(self)
        follow_theme(self)

    def restyle(self) -> None:
        self.field.setFixedWidth(px(200))

    def retranslate(self, words: str) -> None:
        self.button.set_name(words)
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(words)

    def unfold(self) -> None:
        self._show_field(True)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def look_for(self, text: str) -> None:
        """Unfolds with a search already made."""
        self.unfold()
        self.field.setText(text)

    def fold(self) -> None:
        """Forgets what was searched."""
        self.field.clear()
        self._show_field(False)

    def _show_field(self, shown: bool) -> None:
        if shown is not self.field.isHidden():
            return
        self.button.setVisible(not shown)
        self.field.setVisible(shown)
        self.unfolded.emit(shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and not self.field.text():
            self._show_field(False)
        return False
