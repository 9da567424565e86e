"""What few channels need: headers, the provider's own settings, a model for tests, a tag."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.pages.channels_pairs import PairList
from desktop.pages.channels_tabs import EditorTab, show_text
from desktop.pages.channels_words import choice_label, field_label
from desktop.theme import px
from desktop.viewmodels.channel_editor import ChannelEditor
from desktop.viewmodels.channel_form import SETTING
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import FormField, LineEdit
from desktop.widgets.switch import Switch
from gateway.services.channels import FieldSpec


class MoreTab(EditorTab):
    """The provider's settings are drawn from their description."""

    def __init__(self) -> None:
        super().__init__()
        self._headers = PairList("channel-header", secret=True)
        self._model = LineEdit(mono=True)
        self._model.setObjectName("channel-test-model")
        self._tag = LineEdit()
        self._tag.setObjectName("channel-tag")
        self._settings: dict[str, QWidget] = {}
        self._own = QVBoxLayout()
        self.fields = {"headers": FormField("", self._headers)}
        self.fields["test_model"] = FormField("", self._model)
        self.fields["tag"] = FormField("", self._tag)
        self.column.addLayout(self._own)
        for name in ("test_model", "tag", "headers"):
            self.column.addWidget(self.fields[name])
        self._headers.changed.connect(lambda pairs: self.editor.set(headers=pairs))
        self._model.textEdited.connect(lambda text: self.editor.set(test_model=text))
        self._tag.textEdited.connect(lambda text: self.editor.set(tag=text))
        self._specs: tuple[FieldSpec, ...] = ()
        self._own.setSpacing(px(16))

    def bind(self, editor: ChannelEditor) -> None:
        super().bind(editor)
        self._draw_settings(tuple(editor.fields))

    def refresh(self) -> None:
        form = self.editor.form
        if self._specs != tuple(self.editor.fields):
            self._draw_settings(tuple(self.editor.fields))
            self.retranslate()
        self._headers.set_pairs(form.headers)
        show_text(self._model, form.test_model)
        show_text(self._tag, form.tag)
        for name, value in form.settings:
            self._show_setting(self._settings[name], value)
        self.show_errors()

    def retranslate(self) -> None:
        self.fields["headers"].set_label(self.tr("Headers of every request"))
        self._headers.set_words(
            self.tr("Name"), self.tr("Value"), self.tr("Add header"), self.tr("Remove this header")
        )
        self.fields["test_model"].set_label(self.tr("Model for tests"))
        self._model.setPlaceholderText(self.tr("The cheapest"))
        self.fields["tag"].set_label(self.tr("Tag"))
        for spec in self._specs:
            self.fields[SETTING + spec.name].set_label(field_label(spec))
            control = self._settings[spec.name]
            if isinstance(control, Combo):
                control.set_items([(choice_label(choice), choice) for choice in spec.choices])

    def _draw_settings(self, specs: tuple[FieldSpec, ...]) -> None:
        if specs == self._specs:
            return
        for name in self._settings:
            field = self.fields.pop(SETTING + name)
            self._own.removeWidget(field)
            field.hide()
            field.deleteLater()
        self._settings.clear()
        self._specs = specs
        for spec in specs:
            control = self._settings[spec.name] = self._control(spec)
            control.setObjectName(f"channel-setting-{spec.name}")
            field = self.fields[SETTING + spec.name] = FormField(field_label(spec), control)
            self._own.addWidget(field)

    def _control(self, spec: FieldSpec) -> QWidget:
        name = spec.name
        if spec.kind == "bool":
            switch = Switch(field_label(spec))
            switch.toggled.connect(lambda on: self.editor.set_setting(name, on))
            return switch
        if spec.kind == "choice":
            choices: list[str | tuple[str, object]] = [(choice_label(c), c) for c in spec.choices]
            combo = Combo(choices, field_label(spec), stretch=True)
            combo.activated.connect(
                lambda _: self.editor.set_setting(name, str(combo.currentData()))
            )
            return combo
        edit = LineEdit()
        if spec.kind == "int" and spec.default is not None:
            edit.setPlaceholderText(str(spec.default))
        edit.textEdited.connect(lambda text: self.editor.set_setting(name, text.strip()))
        return edit

    def _show_setting(self, control: QWidget, value: object) -> None:
        if isinstance(control, Switch):
            control.set_checked_quietly(bool(value))
        elif isinstance(control, Combo):
            control.choose(value)
        elif isinstance(control, LineEdit):
            show_text(control, str(value))

    def focus_field(self, name: str) -> None:
        if name == "headers":
            self._headers.focus_first_flaw()
        else:
            super().focus_field(name)
