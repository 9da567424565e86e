"""Copy field and secret field: 44 high, sunken, monospace, Copy at the right end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.theme import px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import IconButton
from desktop.widgets.copying import CopyButton
from desktop.widgets.labels import ElidedLabel, Separator
from desktop.widgets.visibility import hide_unless

BULLETS: Final = 12
SHOWN_MS: Final = 30_000


def mask_secret(prefix: str, tail: str, bullets: int = BULLETS) -> str:
    """A secret as it is shown: prefix, a fixed count of bullets, the last characters."""
    return prefix + "•" * bullets + tail


class CopyField(QWidget):
    """A value to copy. `copied` asks the page to put it (or what it stands for) on the board."""

    copied = Signal()

    def __init__(
        self,
        value: str = "",
        name: str = "",
        *,
        divided: bool = False,
        large: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._value = value
        self._text = ElidedLabel(value, "lead" if large else "body", mono=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._divider = Separator(vertical=True, strong=True)
        hide_unless(self._divider, divided)
        self._button = CopyButton("ghost", name=name, icon_tone="accent")
        self._button.clicked.connect(self.copied)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._divider)
        self._row.addWidget(self._button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        follow_theme(self)

    @property
    def value(self) -> str:
        """What the field shows when nothing is hidden."""
        return self._value

    def set_value(self, value: str) -> None:
        """Show another value."""
        self._value = value
        self._text.setText(value)

    def set_name(self, name: str) -> None:
        """What is copied, for screen readers."""
        self.setAccessibleName(name)
        self._button.set_name(name)

    @property
    def button(self) -> CopyButton:
        """The Copy button."""
        return self._button

    def restyle(self) -> None:
        self._row.setContentsMargins(px(14), px(2), px(4), px(2))
        self._row.setSpacing(px(8))
        self._divider.setFixedHeight(px(28))
        line = paint.line_height(self._text.font())
        self.setFixedHeight(max(theme().metrics.height.copy_field, line + px(18)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().colours
        with QPainter(self) as painter:
            paint.begin(painter)
            radius = theme().metrics.radius.control
            border = colours.border.line_strong
            paint.box(painter, self.rect(), radius, colours.surface.sunken, border)


class SecretField(CopyField):
    """A secret to copy: bullets of fixed count and the last four; the eye shows it for 30 s.

    The whole secret is not kept here: `reveal` is called when the eye is pressed and returns it,
    or an empty text when it cannot be shown.
    """

    def __init__(
        self,
        prefix: str,
        tail: str,
        name: str = "",
        *,
        reveal: Callable[[], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._prefix, self._tail = prefix, tail
        self._reveal = reveal
        super().__init__(mask_secret(prefix, tail), name, parent=parent)
        self._hide_later = QTimer(self, singleShot=True)
        self._hide_later.timeout.connect(self.hide_secret)
        self._eye = IconButton("eye", self.tr("Show"), compact=True)
        hide_unless(self._eye, reveal is not None)
        self._eye.clicked.connect(self._flip)
        self._row.insertWidget(1, self._eye)

    def set_secret(self, prefix: str, tail: str) -> None:
        """Show another secret, hidden."""
        self._prefix, self._tail = prefix, tail
        self.hide_secret()

    @property
    def shown(self) -> bool:
        """Whether the secret can be read now."""
        return self._hide_later.isActive()

    def _flip(self) -> None:
        if self.shown:
            self.hide_secret()
            return
        secret = self._reveal() if self._reveal is not None else ""
        if secret:
            self.set_value(secret)
            self._hide_later.start(SHOWN_MS)
            self._name_eye()

    def hide_secret(self) -> None:
        """Back to bullets."""
        self._hide_later.stop()
        self.set_value(mask_secret(self._prefix, self._tail))
        self._name_eye()

    def _name_eye(self) -> None:
        self._eye.set_icon_name("eye-off" if self.shown else "eye")
        self._eye.set_name(self.tr("Hide") if self.shown else self.tr("Show"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name_eye()
