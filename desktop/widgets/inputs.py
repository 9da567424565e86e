"""Text inputs: line edit, search, secret, multi-line, and the form field that labels them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.theme import font, px, theme
from desktop.widgets import paint
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import IconButton
from desktop.widgets.labels import ElidedLabel, IconLabel, Label
from desktop.widgets.visibility import hide_unless


def set_invalid(widget: QWidget, invalid: bool) -> None:
    """Give an input the error border, or take it away."""
    if bool(widget.property("invalid")) != invalid:
        widget.setProperty("invalid", invalid)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class LineEdit(QLineEdit):
    """A line of text, 32 high; `mono` for URLs, keys and identifiers."""

    def __init__(
        self,
        text: str = "",
        *,
        name: str = "",
        placeholder: str = "",
        mono: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._mono = mono
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setCursorPosition(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_theme(self)

    def restyle(self) -> None:
        self.setFont(font("body", mono=self._mono))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        height = max(theme().metrics.height.input, self.fontMetrics().height() + px(10))
        return QSize(px(200), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(64), self.sizeHint().height())


class SearchField(LineEdit):
    """A line edit with a search icon; Escape empties it before it lets the page have the key."""

    def __init__(self, placeholder: str, *, parent: QWidget | None = None) -> None:
        super().__init__(name=placeholder, placeholder=placeholder, parent=parent)
        self.setClearButtonEnabled(False)
        self._clear = IconButton("x", self.tr("Clear"), compact=True, parent=self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self.textChanged.connect(self._text_changed)

    def restyle(self) -> None:
        super().restyle()
        self.setTextMargins(px(26), 0, px(24), 0)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._clear.set_name(self.tr("Clear"))
        super().changeEvent(event)

    def _text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self._clear.sizeHint()
        y = (self.height() - side.height()) // 2
        self._clear.setGeometry(self.width() - side.width() - px(2), y, side.width(), side.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            ink = theme().colours.text.secondary
            paint.icon_at(painter, px(12), self.rect(), px(16), "search", ink)


class SecretEdit(LineEdit):
    """A key being typed or pasted: bullets, with an eye that shows it while it is pressed in."""

    def __init__(
        self,
        text: str = "",
        *,
        name: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, name=name, placeholder=placeholder, mono=True, parent=parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._eye = IconButton("eye", self.tr("Show"), compact=True, parent=self)
        self._eye.clicked.connect(self._flip)

    def restyle(self) -> None:
        super().restyle()
        self.setTextMargins(0, 0, px(24), 0)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._name_eye()
        super().changeEvent(event)

    def set_concealed(self, concealed: bool) -> None:
        """Whether what is typed is a secret at all; without one there is no eye."""
        if concealed is not self._eye.isHidden():
            return
        modes = QLineEdit.EchoMode
        self._eye.setVisible(concealed)
        self.setEchoMode(modes.Password if concealed else modes.Normal)
        self._name_eye()

    def _flip(self) -> None:
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        modes = QLineEdit.EchoMode
        self.setEchoMode(modes.Normal if hidden else modes.Password)
        self._name_eye()

    def _name_eye(self) -> None:
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self._eye.set_icon_name("eye" if hidden else "eye-off")
        self._eye.set_name(self.tr("Show") if hidden else self.tr("Hide"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self._eye.sizeHint()
        y = (self.height() - side.height()) // 2
        self._eye.setGeometry(self.width() - side.width() - px(2), y, side.width(), side.height())


class TextArea(QPlainTextEdit):
    """Several lines of plain text, `rows` high; Tab moves on."""

    def __init__(
        self,
        text: str = "",
        *,
        name: str = "",
        placeholder: str = "",
        rows: int = 4,
        mono: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._rows = rows
        self._mono = mono
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_theme(self)

    def restyle(self) -> None:
        self.setFont(font("body", mono=self._mono))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(px(200), self.fontMetrics().lineSpacing() * self._rows + px(22))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(64), self.sizeHint().height())


class FormField(QWidget):
    """A label above an input, a hint at the label's right, an error sentence below.

    The label is the input's buddy and, unless it has its own, its accessible name.
    """

    def __init__(
        self,
        label: str,
        control: QWidget,
        *,
        hint: str = "",
        note: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.control = control
        self._label = Label(label, "small", "text2", weight="emphasis")
        self._label.setBuddy(control)
        self._hint = ElidedLabel(hint, "small", "text3")
        self._note = Label(note, "small", "text3", wrap=True)
        self._error_icon = IconLabel("circle-alert", "error", 14)
        self._error = Label("", "small", "error", wrap=True)
        self._head = QHBoxLayout()
        self._head.addWidget(self._label)
        self._head.addStretch(1)
        self._head.addWidget(self._hint)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._error_icon, 0, Qt.AlignmentFlag.AlignTop)
        self._foot.addWidget(self._error, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._head)
        self._column.addWidget(control)
        self._column.addLayout(self._foot)
        self._column.addWidget(self._note)
        self._column.addStretch(1)  # beside a taller field the label stays at the top
        # Empty labels still take room in a box layout.
        hide_unless(self._hint, bool(hint))
        hide_unless(self._note, bool(note))
        self.set_error("")
        if not control.accessibleName():
            control.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        follow_theme(self)

    def restyle(self) -> None:
        self._column.setSpacing(px(6))
        self._head.setSpacing(px(8))
        self._foot.setSpacing(px(6))

    def set_label(self, label: str) -> None:
        """Rename (a language change)."""
        self._label.setText(label)
        self.control.setAccessibleName(label)

    def set_hint(self, hint: str) -> None:
        """The quiet phrase right of the label; empty removes it."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def set_note(self, note: str) -> None:
        """A quiet sentence below; empty removes it."""
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def set_error(self, sentence: str) -> None:
        """Say what is wrong, with the error border; empty clears."""
        set_invalid(self.control, bool(sentence))
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self._error_icon.setVisible(bool(sentence))
        if sentence:
            self.control.setAccessibleDescription(sentence)
        else:
            self.control.setAccessibleDescription("")

    @property
    def error(self) -> str:
        """The error sentence shown, or an empty text."""
        return self._error.text()
