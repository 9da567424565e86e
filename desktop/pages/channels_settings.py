"""A provider's own settings, drawn from their description."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.pages.channels_pairs import PairList
from desktop.pages.channels_tabs import show_text
from desktop.pages.channels_words import choice_label, field_label, field_note, pair_words
from desktop.theme import px
from desktop.viewmodels.channel_form import setting_field
from desktop.widgets.base import follow_theme
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import FormField, LineEdit
from desktop.widgets.switch import Switch
from gateway.services.channels import FieldSpec


class ProviderSettings(QWidget):
    """``changed`` carries a setting's name and its new value. ``fields`` by their form's names."""

    changed = Signal(str, object)

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix
        self._controls: dict[str, QWidget] = {}
        self._specs: tuple[FieldSpec, ...] = ()
        self.fields: dict[str, FormField] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()
        follow_theme(self)

    def restyle(self) -> None:
        self._column.setSpacing(px(16))

    @property
    def empty(self) -> bool:
        return not self._specs

    def draw(self, specs: Sequence[FieldSpec]) -> None:
        """The fields of another provider; the same ones stay as they are."""
        if tuple(specs) == self._specs:
            return
        for field in self.fields.values():
            self._column.removeWidget(field)
            field.hide()
            field.deleteLater()
        self.fields.clear()
        self._controls.clear()
        self._specs = tuple(specs)
        for spec in specs:
            control = self._controls[spec.name] = self._control(spec)
            control.setObjectName(f"{self._prefix}-setting-{spec.name}")
            field = self.fields[setting_field(spec)] = FormField("", control)
            self._column.addWidget(field)
        self.setVisible(bool(specs))
        self.retranslate()

    def show_values(self, values: Iterable[tuple[str, Any]]) -> None:
        """Shows these, those of other fields aside."""
        for name, value in values:
            control = self._controls.get(name)
            if isinstance(control, Switch):
                control.set_checked_quietly(bool(value))
            elif isinstance(control, Combo):
                control.choose(value)
            elif isinstance(control, PairList):
                control.set_pairs(tuple(value.items()) if isinstance(value, Mapping) else value)
            elif isinstance(control, LineEdit):
                show_text(control, str(value))

    def problems(self, found: Mapping[str, str]) -> Iterator[tuple[FormField, str]]:
        """Each field with the sentence for its setting, '' where that can be taken."""
        for spec in self._specs:
            yield self.fields[setting_field(spec)], found.get(spec.name, "")

    def retranslate(self) -> None:
        for spec in self._specs:
            field, control = self.fields[setting_field(spec)], self._controls[spec.name]
            field.set_label(field_label(spec))
            field.set_note(field_note(spec))
            if isinstance(control, Combo):
                control.set_items([(choice_label(choice), choice) for choice in spec.choices])
            elif isinstance(control, PairList):
                control.set_words(*pair_words(spec))

    def _control(self, spec: FieldSpec) -> QWidget:
        name = spec.name
        if spec.kind == "bool":
            switch = Switch(field_label(spec))
            switch.toggled.connect(lambda on: self.changed.emit(name, on))
            return switch
        if spec.kind == "choice":
            choices: list[str | tuple[str, object]] = [(choice_label(c), c) for c in spec.choices]
            combo = Combo(choices, field_label(spec), stretch=True)
            combo.activated.connect(lambda _: self.changed.emit(name, str(combo.currentData())))
            return combo
        if spec.kind == "pairs":
            pairs = PairList(f"{self._prefix}-setting-{name}", icon="arrow-right")
            pairs.changed.connect(lambda value: self.changed.emit(name, value))
            return pairs
        edit = LineEdit(mono=spec.connects)
        edit.setPlaceholderText(spec.example if spec.default is None else str(spec.default))
        edit.textEdited.connect(lambda text: self.changed.emit(name, text.strip()))
        return edit
