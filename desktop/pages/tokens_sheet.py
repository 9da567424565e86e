"""The sheet of a token: a name, its limits under a fold, and for a new one its key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.token_table import hint
from desktop.pages.channels_tabs import show_text
from desktop.pages.tokens_created import CreatedView
from desktop.pages.tokens_limits import LimitsView
from desktop.pages.tokens_owner import OwnerChoice, OwnerLine
from desktop.theme import px
from desktop.viewmodels.people import person_name
from desktop.viewmodels.token_editor import TokenEditor
from desktop.widgets.buttons import Button
from desktop.widgets.inputs import FormField, LineEdit
from desktop.widgets.side_sheet import SideSheet
from gateway.domain.channel import Secret
from gateway.domain.person import OWNER_ID
from gateway.services.tokens import CreatedToken


class TokenSheet(SideSheet):
    """For a new token only a name is needed; the rest waits under "Limits"."""

    copy_wanted = Signal(int)
    connect_wanted = Signal(int)
    delete_wanted = Signal(int)
    person_wanted = Signal(int)
    """Whose token it is was chosen, by id."""
    done = Signal()
    """Cancelled or finished: the sheet may go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setObjectName("token-sheet")
        self._editor: TokenEditor | None = None
        self._handing_over = False
        self._name = LineEdit()
        self._name.setObjectName("token-name")
        self._name_field = FormField("", self._name)
        self._owner = OwnerLine()
        self._choice = OwnerChoice()
        self._fold = Button("", "link", icon="chevron-right")
        self._fold.setObjectName("token-limits")
        self._limits = LimitsView()
        self._created = CreatedView()
        self._form = QWidget()
        self._lines = QVBoxLayout(self._form)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.addWidget(self._name_field)
        self._lines.addWidget(self._choice)
        self._lines.addWidget(self._owner)
        row = QHBoxLayout()
        row.addWidget(self._fold)
        row.addStretch(1)
        self._lines.addLayout(row)
        self._lines.addWidget(self._limits)
        self.body.addWidget(self._form)
        self.body.addWidget(self._created)
        self.body.addStretch(1)
        self._save = Button("", "primary")
        self._save.setObjectName("token-save")
        self._cancel = Button("", "plain")
        self._cancel.setObjectName("token-cancel")
        self._delete = Button("", "danger", icon="trash-2")
        self._delete.setObjectName("token-delete")
        self.set_footer(self._cancel, self._save, danger=self._delete)
        self._connect_parts()

    def _connect_parts(self) -> None:
        self._name.textEdited.connect(lambda text: self._edit({"name": text}))
        self._name.returnPressed.connect(self.save)
        self._limits.edited.connect(self._edit)
        self._limits.subnet_typed.connect(self._type_subnet)
        self._fold.clicked.connect(lambda: self._unfold(self._limits.isHidden()))
        self._owner.chosen.connect(self.person_wanted)
        self._choice.picked.connect(lambda person: self._edit({"person": person}))
        self._save.clicked.connect(self.save)
        self._cancel.clicked.connect(self.done)
        self._delete.clicked.connect(lambda: self.delete_wanted.emit(self.token_id))
        self._created.copy_wanted.connect(lambda: self.copy_wanted.emit(self.token_id))
        self._created.connect_wanted.connect(lambda: self.connect_wanted.emit(self.token_id))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self).activated.connect(self.save)

    # Which token

    @property
    def editor(self) -> TokenEditor | None:
        return self._editor

    @property
    def token_id(self) -> int:
        """0 for none, and for one that is not made yet."""
        token = self._editor.token if self._editor is not None else None
        return token.id if token is not None else 0

    @property
    def limits(self) -> LimitsView:
        """What waits under the fold."""
        return self._limits

    def bind(self, editor: TokenEditor) -> None:
        self.unbind()
        self._editor = editor
        editor.changed.connect(self._refresh)
        editor.invalid.connect(self._show_invalid)
        editor.created.connect(self.hand_over)
        self._handing_over = False
        self._unfold(editor.form.limited)
        self.retranslate()

    def unbind(self) -> None:
        """Forgets whose sheet it was, and the key it may have shown."""
        self._created.forget()
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.changed.disconnect(self._refresh)
            editor.invalid.disconnect(self._show_invalid)
            editor.created.disconnect(self.hand_over)

    def begin(self) -> None:
        """The cursor where the form begins."""
        if not self._handing_over:
            self._name.setFocus()

    # What it shows

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_lines"):
            self._lines.setSpacing(px(16))

    def _refresh(self) -> None:
        editor = self._editor
        if editor is None:
            return
        token, handing = editor.token, self._handing_over
        self._form.setVisible(not handing)
        self._created.setVisible(handing)
        self._cancel.setVisible(not handing)
        self._delete.setVisible(not handing and token is not None)
        show_text(self._name, editor.form.name)
        self._owner.show_person(editor.person())
        self._choice.show_choice(editor.people(), editor.form.person)
        self._limits.refresh(editor)
        error = editor.errors.get("name", "")
        if self._name_field.error != error:
            self._name_field.set_error(error)
        self.set_unsaved(editor.dirty and not handing)
        if handing:
            self._save.setText(self.tr("Done"))
        else:
            self._save.setText(self.tr("Save") if token is not None else self.tr("Create token"))
        self._save.updateGeometry()
        self._save.set_busy(editor.busy)
        self._save.setEnabled(handing or token is None or editor.dirty)
        title = self.tr("New token") if token is None else token.name
        self.set_title(title, hint(token) if token is not None else "")

    def _unfold(self, shown: bool) -> None:
        self._limits.setVisible(shown)
        self._fold.set_icon_name("chevron-down" if shown else "chevron-right")

    def retranslate(self) -> None:
        self._name_field.set_label(self.tr("Name"))
        self._name.setPlaceholderText(self.tr("Cursor on my laptop"))
        self._owner.retranslate()
        self._choice.retranslate()
        self._fold.setText(self.tr("Limits"))
        self._fold.updateGeometry()
        self._cancel.setText(self.tr("Cancel"))
        self._delete.setText(self.tr("Delete"))
        self._limits.retranslate()
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._editor is not None:
            self.retranslate()

    def _show_invalid(self, name: str) -> None:
        if name == "name":
            self._name.setFocus()
            return
        self._unfold(True)
        if name == "budgets":
            self._limits.budgets.focus_first_flaw()
            return
        self._limits.fields[name].control.setFocus()

    # What is done

    def _edit(self, values: dict[str, object]) -> None:
        if self._editor is not None:
            self._editor.set(**values)

    def _type_subnet(self, text: str) -> None:
        if self._editor is not None:
            self._editor.type_subnet(text)

    def save(self) -> None:
        editor = self._editor
        if editor is None:
            return
        if self._handing_over:
            self.done.emit()
        elif editor.token is None or editor.dirty:
            editor.save()

    def hand_over(self, created: CreatedToken) -> None:
        """Shows the key of a token that was just made."""
        self._handing_over = True
        self._refresh()
        person = self._editor.person() if self._editor is not None else None
        theirs = person is not None and person.id != OWNER_ID
        self._created.give(Secret(created.key), person_name(person) if theirs and person else "")
