"""Rows of the Settings page: icon, label, one sentence, control; below them what is to be known."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.setting_words import WORDS, fixed_note, say
from desktop.theme import Tone, px, theme
from desktop.viewmodels.settings import SettingsModel
from desktop.widgets import paint
from desktop.widgets.card import Row
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import LineEdit, set_invalid
from desktop.widgets.labels import IconLabel, Label
from desktop.widgets.switch import Switch
from gateway.services.settings import SettingView

ROW_HEIGHT = 60
NUMBER_WIDTH, TEXT_WIDTH = 112, 260


class SettingsRow(Row):
    """`set_words` names it; `set_note` adds a line below the sentence."""

    def __init__(
        self, icon: str, control: QWidget | None = None, *, parent: QWidget | None = None
    ) -> None:
        # Before the base class, which lays out at once.
        self._lines = QVBoxLayout()
        super().__init__("", interactive=False, height=ROW_HEIGHT, parent=parent)
        self.icon = IconLabel(icon, "text2", 18)
        self._label = Label("", "body", "text", weight="emphasis", wrap=True)
        self._sentence = Label("", "small", "text3", wrap=True)
        self._note = Label("", "small", "text3", wrap=True)
        self._lines.addStretch(1)
        for label in (self._label, self._sentence, self._note):
            self._lines.addWidget(label)
        self._lines.addStretch(1)
        self._note.hide()
        self.body.addWidget(self.icon)
        self.body.addLayout(self._lines, 1)
        if control is not None:
            self.body.addWidget(control)

    def restyle(self) -> None:
        super().restyle()
        self.body.setContentsMargins(0, px(8), 0, px(8))
        self.body.setSpacing(px(16))
        self._lines.setSpacing(px(2))

    def set_words(self, label: str, sentence: str) -> None:
        """Name and explain."""
        self._label.setText(label)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.set_name(f"{label}. {sentence}")

    def set_note(self, note: str, tone: Tone = "text3") -> None:
        """What is to be known now; empty removes it."""
        self._note.set_tone(tone)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    @property
    def note(self) -> str:
        """The line below the sentence, '' without one."""
        return self._note.text()


class UnitEdit(LineEdit):
    """A number with its unit written inside, at the right."""

    def __init__(self) -> None:
        self._unit = ""
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def set_unit(self, unit: str) -> None:
        """Show another unit, or none."""
        self._unit = unit
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        room = paint.advance(self.font(), self._unit) + px(6) if self._unit else 0
        self.setTextMargins(0, 0, room, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._unit:
            colours = theme().colours
            ink = colours.text.tertiary if self.isEnabled() else colours.text.disabled
            area = self.rect().adjusted(0, 0, -px(12), 0)
            with QPainter(self) as painter:
                paint.text(painter, area, self._unit, self.font(), ink, paint.RIGHT)


class MetaRow(SettingsRow):
    """A setting drawn from its metadata. `edited(name, value)` when a person has changed it."""

    edited = Signal(str, object)

    def __init__(self, view: SettingView, model: SettingsModel) -> None:
        self._model = model
        self._view = view
        self._words = WORDS[view.name]
        self._refusal = ""
        self.control = self._make_control()
        self.control.setObjectName(f"setting-{view.name}")
        super().__init__(self._words.icon, self.control)
        self.retranslate()

    @property
    def setting(self) -> str:
        """The setting's name."""
        return self._view.name

    def _make_control(self) -> QWidget:
        view = self._view
        if view.kind == "bool":
            switch = Switch("")
            switch.toggled.connect(self._switched)
            return switch
        if view.kind == "choice":
            combo = Combo(list(view.choices), "")
            combo.activated.connect(lambda _index: self._tell(combo.currentText()))
            return combo
        field = UnitEdit() if view.kind in ("int", "float") else LineEdit()
        field.editingFinished.connect(lambda: self._finished(field))
        field.textEdited.connect(lambda _text: self.refuse(""))
        return field

    def restyle(self) -> None:
        super().restyle()
        if isinstance(self.control, LineEdit):
            number = isinstance(self.control, UnitEdit)
            self.control.setFixedWidth(px(NUMBER_WIDTH if number else TEXT_WIDTH))

    def _switched(self, on: bool) -> None:
        self._tell(on)

    def _finished(self, field: LineEdit) -> None:
        field.setModified(False)
        if field.text() != self._model.shown(self._view):
            self._tell(field.text())

    def _tell(self, value: object) -> None:
        self.edited.emit(self.setting, value)

    def refuse(self, sentence: str) -> None:
        """What was typed does not fit; empty: it is being mended."""
        self._refusal = sentence
        if isinstance(self.control, LineEdit):
            set_invalid(self.control, bool(sentence))
            self.control.setAccessibleDescription(sentence)
        self._show_note()

    def show_view(self, view: SettingView) -> None:
        """The value as it is now. What is being typed stays."""
        self._view = view
        self.control.setEnabled(not view.fixed)
        if isinstance(self.control, Switch):
            self.control.set_checked_quietly(bool(view.value))
        elif isinstance(self.control, Combo):
            self.control.choose(str(view.value))
        elif isinstance(self.control, LineEdit) and not self._refusal:
            typing = self.control.hasFocus() and self.control.isModified()
            text = self._model.shown(view)
            if not typing and self.control.text() != text:
                self.control.setText(text)
                self.control.setCursorPosition(0)
        self._show_note()

    def _show_note(self) -> None:
        if self._refusal:
            self.set_note(self._refusal, "error")
            return
        if note := fixed_note(self._view):
            self.set_note(note)
            return
        taken = self._model.port_taken if self.setting == "port" else None
        now = self._model.in_force(self.setting) if self._view.applies == "restart" else ""
        if now:
            words = self.tr("Applies after a restart. Until then: {value}.")
            self.set_note(words.format(value=now), "warn")
        elif taken is not None:
            wanted, holder, port = taken
            words = self.tr("Port {wanted} is used by {holder}. Homeport uses {port} for now.")
            holder = holder or self.tr("another program")
            self.set_note(words.format(wanted=wanted, holder=holder, port=port), "warn")
        else:
            self.set_note("")

    def retranslate(self) -> None:
        """Words in the language of now."""
        self.set_words(say(self._words.label), say(self._words.sentence))
        self.control.setAccessibleName(say(self._words.label))
        if isinstance(self.control, UnitEdit):
            self.control.set_unit(say(self._words.unit))
        if isinstance(self.control, LineEdit):
            self.control.setPlaceholderText(say(self._words.placeholder))
        self.show_view(self._model.view(self.setting))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refuse("")
            self.retranslate()
