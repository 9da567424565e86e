"""What a new token is handed over with: its key, large, and where to take it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme import font, px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.copy_field import SHOWN_MS, mask_secret
from desktop.widgets.copying import CopyButton
from desktop.widgets.labels import Paragraph
from gateway.domain.channel import Secret

_LINE: Final = 17
"""Characters of a line: sk- and 48 more make three whole ones."""


class KeyBox(QWidget):
    """A key in three lines of large letters, painted: no widget holds it as text.

    Bullets unless its eye is open, which closes by itself after 30 s.
    """

    copied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("token-key")
        self._key = Secret("")
        self._eye = IconButton("eye", "", compact=True)
        self._eye.setObjectName("token-key-eye")
        self._eye.clicked.connect(lambda: self.show_key(not self.shown))
        self.copy = CopyButton("primary")
        self.copy.setObjectName("token-key-copy")
        self.copy.clicked.connect(self.copied)
        self._hide_later = QTimer(self, singleShot=True)
        self._hide_later.timeout.connect(lambda: self.show_key(False))
        self._row = QHBoxLayout()
        self._row.addWidget(self.copy)
        self._row.addStretch(1)
        self._row.addWidget(self._eye)
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        self._column.addLayout(self._row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()
        follow_theme(self)

    @property
    def shown(self) -> bool:
        """Whether the key can be read now."""
        return self._hide_later.isActive()

    def set_key(self, key: Secret) -> None:
        """Another key, hidden; an empty one forgets the last."""
        self._key = key
        self.show_key(False)

    def show_key(self, shown: bool) -> None:
        if shown and self._key:
            self._hide_later.start(SHOWN_MS)
        else:
            self._hide_later.stop()
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        self._eye.set_icon_name("eye-off" if self.shown else "eye")
        self._eye.set_name(self.tr("Hide") if self.shown else self.tr("Show"))
        self.copy.set_name(self.tr("Copy key"))
        self.setAccessibleName(self.tr("Key ending in {tail}").format(tail=self._key.hint))

    def _lines(self) -> list[str]:
        text = self._key.reveal() if self.shown else mask_secret("sk-", self._key.hint, 44)
        return [text[at : at + _LINE] for at in range(0, len(text), _LINE)][:5]

    def _face(self) -> QFont:
        return font("sheet_title", mono=True)

    def _line_height(self) -> int:
        return paint.line_height(self._face()) + px(6)

    def restyle(self) -> None:
        self._column.setContentsMargins(px(16), 0, px(12), px(14))
        # Three lines, and more for keys that were brought along.
        self.setFixedHeight(3 * self._line_height() + px(16 + 14 + 32 + 14))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(360), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, metrics = theme().colours, theme().metrics
        face = self._face()
        with QPainter(self) as painter:
            paint.begin(painter)
            radius = metrics.radius.control
            border = colours.border.line_strong
            paint.box(painter, self.rect(), radius, colours.surface.sunken, border)
            top = px(14)
            for line in self._lines():
                area = QRectF(px(16), top, self.width() - px(28), self._line_height())
                ink = colours.text.primary if self.shown else colours.text.secondary
                paint.text(painter, area, line, face, ink)
                top += self._line_height()


class CreatedView(QWidget):
    """The key of a token just made, and the way to the clients that can use it."""

    copy_wanted = Signal()
    connect_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = KeyBox()
        self._text = Paragraph("")
        self._person = ""
        self._connect = Button("", "link", icon="terminal")
        self._connect.setObjectName("token-connect")
        self.key.copied.connect(self.copy_wanted)
        self._connect.clicked.connect(self.connect_wanted)
        row = QHBoxLayout()
        row.addWidget(self._connect)
        row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._text)
        self._column.addWidget(self.key)
        self._column.addLayout(row)
        self.retranslate()
        follow_theme(self)

    def restyle(self) -> None:
        self._column.setSpacing(px(14))

    def retranslate(self) -> None:
        words = self.tr(
            "This is the key for the app. Keep it to yourself: "
            "whoever has it uses your channels. You can copy it again from the list."
        )
        if self._person:
            words = self.tr(
                "This is the key for an app of {name}. Hand it over now: whoever has it uses your "
                "channels within their limits, and the list does not show it again."
            ).format(name=self._person)
        self._text.set_text(words)
        self._connect.setText(self.tr("Connect a client"))
        self.key.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def give(self, key: Secret, person: str = "") -> None:
        """Shows a key, readable at first; ``person`` names whose it is if not the owner's."""
        self._person = person
        self.retranslate()
        self.key.set_key(key)
        self.key.show_key(True)
        self.key.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        self.key.set_key(Secret(""))
