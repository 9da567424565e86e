"""Rows of the Settings page: icon, label, one sentence, control; below them what is to be known."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.setting_notes import fixed_note, listener_note
from desktop.models.setting_words import WORDS, choice_items, say
from desktop.theme import Tone, px, theme
from desktop.viewmodels.settings import SettingsModel
from desktop.widgets import paint
from desktop.widgets.buttons import Button
from desktop.widgets.card import Row
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import LineEdit, set_invalid
from desktop.widgets.labels import IconLabel, Label
from desktop.widgets.progress import ProgressLine
from desktop.widgets.switch import Switch
from gateway.services.settings import SettingView

ROW_HEIGHT = 60
NUMBER_WIDTH, TEXT_WIDTH = 112, 260


class SettingsRow(Row):
    """`set_words` names it; `set_note` adds a line below the sentence, `set_action` a link there,
    `set_progress` a line that fills. `wanted` rows show unless a search hides them.
    """

    action_clicked = Signal()
    wanted_changed = Signal()

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
        self._progress = ProgressLine("")
        self.action = Button("", "link")
        self.action.clicked.connect(self.action_clicked)
        self._wanted = True
        self._found = True
        self._lines.addStretch(1)
        for part in (self._label, self._sentence, self._note, self._progress):
            self._lines.addWidget(part)
        self._lines.addWidget(self.action, 0, Qt.AlignmentFlag.AlignLeft)
        self._lines.addStretch(1)
        self._note.hide()
        self._progress.hide()
        self.action.hide()
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

    def set_action(self, text: str, *, busy: bool = False) -> None:
        """A link below the words; empty removes it."""
        self.action.setText(text)
        self.action.setAccessibleName(f"{text}: {self._label.text()}" if text else "")
        self.action.updateGeometry()
        self.action.set_busy(busy)
        self.action.setVisible(bool(text))

    def set_progress(self, fraction: float | None) -> None:
        """How far it is; None: nothing is under way."""
        self._progress.setVisible(fraction is not None)
        self._progress.set_name(self._label.text())
        self._progress.set_fraction(fraction or 0.0)

    # Being found

    @property
    def wanted(self) -> bool:
        """Whether it shows when nothing is searched for."""
        return self._wanted

    def set_wanted(self, wanted: bool) -> None:
        """Take it away, or bring it back."""
        if wanted != self._wanted:
            self._wanted = wanted
            self.setVisible(wanted and self._found)
            self.wanted_changed.emit()

    def filter(self, terms: Sequence[str], *, searching: bool) -> bool:
        """Shows only if all ``terms`` are in its words; whether it does."""
        said = " ".join((self._label.text(), self._sentence.text())).casefold()
        self._found = all(term in said for term in terms)
        shown = self._found and (self._wanted or (searching and self.found_anyway))
        self.setVisible(shown)
        return shown

    found_anyway = False
    """A search finds it although it is not wanted now: it stands behind "More"."""


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
        self.entry: LineEdit | None = None
        self.control = self._make_control()
        self._main = self._find_main()
        self._main.setObjectName(f"setting-{view.name}")
        super().__init__(self._words.icon, self.control)
        self.found_anyway = view.advanced
        self.action.setObjectName(f"setting-{view.name}-action")
        self.action_clicked.connect(model.restart_listener)
        self.retranslate()

    @property
    def setting(self) -> str:
        """The setting's name."""
        return self._view.name

    def _make_control(self) -> QWidget:
        """The control; `entry` is what is typed into, if anything is."""
        view = self._view
        if view.kind == "bool":
            switch = Switch("")
            switch.toggled.connect(self._switched)
            return switch
        if view.kind == "choice":
            combo = Combo(choice_items(view), "")
            combo.activated.connect(lambda _index: self._tell(combo.currentData()))
            return combo
        return self._make_entry(UnitEdit() if view.kind in ("int", "float") else LineEdit())

    def _find_main(self) -> QWidget:
        return self.control if self.entry is None else self.entry

    def _make_entry(self, entry: LineEdit) -> LineEdit:
        entry.editingFinished.connect(lambda: self._finished(entry))
        entry.textEdited.connect(lambda _text: self.refuse(""))
        self.entry = entry
        return entry

    def restyle(self) -> None:
        super().restyle()
        if self.entry is not None:
            number = isinstance(self.entry, UnitEdit)
            self.entry.setFixedWidth(px(NUMBER_WIDTH if number else TEXT_WIDTH))

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
        if self.entry is not None:
            set_invalid(self.entry, bool(sentence))
            self.entry.setAccessibleDescription(sentence)
        self._show_note()

    def show_view(self, view: SettingView) -> None:
        """The value as it is now. What is being typed stays."""
        self._view = view
        self.control.setEnabled(not view.fixed)
        if isinstance(self.control, Switch):
            self.control.set_checked_quietly(bool(view.value))
        elif isinstance(self.control, Combo):
            self.control.set_items(choice_items(view))
            self.control.choose(str(view.value))
        elif self.entry is not None and not self._refusal:
            typing = self.entry.hasFocus() and self.entry.isModified()
            text = self._typed(view)
            if not typing and self.entry.text() != text:
                self.entry.setText(text)
                self.entry.setCursorPosition(0)
        self._show_note()

    def _typed(self, view: SettingView) -> str:
        """What the entry shows for a value."""
        return self._model.shown(view)

    def _show_note(self) -> None:
        self.set_action("")
        if self._refusal:
            self.set_note(self._refusal, "error")
            return
        if note := fixed_note(self._view):
            self.set_note(note)
            return
        self.set_note("")
        if self._view.applies == "listener":
            self._show_listener()

    def _show_listener(self) -> None:
        """What serves until it listens anew, and why it does not."""
        model = self._model
        now = model.in_force(self.setting)
        taken = model.port_taken if self.setting == "port" else None
        error = model.listener_error
        if now and error is not None:
            self.set_note(listener_note(error, now), "error")
        elif now:
            words = self.tr("Applies when Homeport listens anew. Until then: {value}.")
            self.set_note(words.format(value=now), "warn")
        elif taken is not None:
            wanted, holder, port = taken
            words = self.tr("Port {wanted} is used by {holder}. Homeport uses {port} for now.")
            holder = holder or self.tr("another program")
            self.set_note(words.format(wanted=wanted, holder=holder, port=port), "warn")
        again = error is not None or (taken is not None and not now)
        text = self.tr("Try again") if again else self.tr("Listen there now")
        self.set_action(text if now or taken else "", busy=model.restarting)

    def retranslate(self) -> None:
        """Words in the language of now."""
        self.set_words(say(self._words.label), say(self._words.sentence))
        self._main.setAccessibleName(say(self._words.label))
        if isinstance(self.entry, UnitEdit):
            self.entry.set_unit(say(self._words.unit))
        if self.entry is not None:
            self.entry.setPlaceholderText(say(self._words.placeholder))
        self.show_view(self._model.view(self.setting))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refuse("")
            self.retranslate()
