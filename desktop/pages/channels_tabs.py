"""What the tabs of a channel's editor have in common."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.theme import px
from desktop.viewmodels.channel_editor import ChannelEditor
from desktop.viewmodels.channel_form import is_setting
from desktop.widgets.base import follow_theme
from desktop.widgets.inputs import FormField


class OwnFields(Protocol):
    fields: dict[str, FormField]


class EditorTab(QWidget):
    """Fields by the names the editor gives them. Subclasses fill ``column`` and ``fields``."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, FormField] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self._editor: ChannelEditor | None = None
        follow_theme(self)

    def restyle(self) -> None:
        self.column.setSpacing(px(16))

    @property
    def editor(self) -> ChannelEditor:
        assert self._editor is not None, "a tab is bound before it is used"  # noqa: S101
        return self._editor

    def bind(self, editor: ChannelEditor) -> None:
        """Shows another channel."""
        self._editor = editor

    def refresh(self) -> None:
        """Shows the editor's values and errors as they are now."""

    def retranslate(self) -> None:
        """Says everything again, in the language of now."""

    def show_own(self, own: OwnFields) -> None:
        """Takes the fields of the provider's own settings for fields of this tab."""
        drawn = {name: field for name, field in self.fields.items() if not is_setting(name)}
        self.fields = {**drawn, **own.fields}

    def show_errors(self) -> None:
        for name, field in self.fields.items():
            sentence = self.editor.errors.get(name, "")
            if field.error != sentence:
                field.set_error(sentence)

    def focus_field(self, name: str) -> None:
        """Puts the cursor where a field is to be corrected."""
        field = self.fields.get(name)
        if field is not None:
            field.control.setFocus()


def show_text(edit: QLineEdit, text: str) -> None:
    """Shows a value, without moving the cursor of who types it."""
    if edit.text() != text:
        edit.setText(text)
        edit.setCursorPosition(0)
