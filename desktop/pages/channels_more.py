"""What few channels need: the provider's own settings, what is put into requests, their way out."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.pages.channels_pairs import PairList
from desktop.pages.channels_settings import ProviderSettings
from desktop.pages.channels_tabs import EditorTab, show_text
from desktop.pages.channels_test_words import field_label
from desktop.theme import px
from desktop.widgets.base import follow_theme
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import FormField, LineEdit, TextArea
from gateway.domain.capability import Capability
from gateway.domain.overrides import PromptMode

_OTHERS = tuple(each for each in Capability if each is not Capability.CHAT)
_LONGEST = 255
"""Characters of a model's name."""


class MoreTab(EditorTab):
    """The provider's settings are drawn from their description."""

    def __init__(self) -> None:
        super().__init__()
        self._own = ProviderSettings("channel")
        self._prompt = PromptEdit()
        self._overrides = _area("channel-overrides", mono=True)
        self._headers = PairList("channel-header", secret=True)
        self._proxy = _line("channel-proxy", mono=True)
        self._authority = _area("channel-authority", mono=True)
        self._model = _line("channel-test-model", mono=True)
        self._models = {
            each: _line(f"channel-test-model-{each.value}", mono=True) for each in _OTHERS
        }
        self._tag = _line("channel-tag")
        self.fields = {
            "system_prompt": FormField("", self._prompt),
            "overrides": FormField("", self._overrides),
            "headers": FormField("", self._headers),
            "proxy": FormField("", self._proxy),
            "authority": FormField("", self._authority),
            "test_model": FormField("", self._model),
            **{f"test_models:{each.value}": FormField("", self._models[each]) for each in _OTHERS},
            "tag": FormField("", self._tag),
        }
        self.column.addWidget(self._own)
        for field in self.fields.values():
            self.column.addWidget(field)
        self._headers.changed.connect(lambda pairs: self.editor.set(headers=pairs))
        self._own.changed.connect(lambda name, value: self.editor.set_setting(name, value))
        self._prompt.mode.activated.connect(
            # Qt hands an enumeration of texts back as a text.
            lambda _: self.editor.set(prompt_mode=PromptMode(self._prompt.mode.currentData()))
        )
        self._areas = {
            "system_prompt": self._prompt.text,
            "overrides": self._overrides,
            "authority": self._authority,
        }
        for name, area in self._areas.items():
            area.textChanged.connect(lambda name=name: self._typed(name))
        lines = {"proxy": self._proxy, "test_model": self._model, "tag": self._tag}
        for name, line in lines.items():
            line.textEdited.connect(lambda text, name=name: self.editor.set(**{name: text}))

        for each, line in self._models.items():
            line.setMaxLength(_LONGEST)
            line.textEdited.connect(partial(self._name_model, each))

    def _name_model(self, capability: Capability, model: str) -> None:
        self.editor.set_test_model(capability, model)

    def _typed(self, name: str) -> None:
        # A text area also tells what was not typed but shown.
        text = self._areas[name].toPlainText()
        if self._editor is not None and text != getattr(self.editor.form, name):
            self.editor.set(**{name: text})

    def refresh(self) -> None:
        form = self.editor.form
        self._own.draw([spec for spec in self.editor.fields if not spec.connects])
        self._own.show_values(form.settings)
        self.show_own(self._own)
        self._headers.set_pairs(form.headers)
        for name, area in self._areas.items():
            if area.toPlainText() != getattr(form, name):
                area.setPlainText(getattr(form, name))
        self._prompt.mode.choose(form.prompt_mode)
        show_text(self._proxy, form.proxy)
        show_text(self._model, form.test_model)
        self._show_test_models()
        show_text(self._tag, form.tag)
        self.show_errors()

    def _show_test_models(self) -> None:
        """One for each thing that its models do beside chats, and for what was named before."""
        named = dict(self.editor.form.test_models)
        chosen = {plan.capability: plan.model for plan in self.editor.test_plans()}
        main = chosen.get(Capability.CHAT, "")
        self._model.setPlaceholderText(main or self.tr("The cheapest"))
        for each, line in self._models.items():
            own = named.get(each.value, "")
            show_text(line, own)
            line.setPlaceholderText(chosen.get(each, ""))
            self.fields[f"test_models:{each.value}"].setVisible(bool(own) or each in chosen)

    def retranslate(self) -> None:
        fields = self.fields
        fields["system_prompt"].set_label(self.tr("System prompt of every request"))
        self._prompt.text.setAccessibleName(self.tr("System prompt of every request"))
        self._prompt.mode.set_items(
            [
                (self.tr("Instead of the client's"), PromptMode.REPLACE),
                (self.tr("Before the client's"), PromptMode.ADD),
            ]
        )
        self._prompt.mode.setAccessibleName(self.tr("Place of the system prompt"))
        fields["overrides"].set_label(self.tr("Changes to request bodies"))
        fields["overrides"].set_note(
            self.tr(
                "JSON: members to set, by their path. With “set” and “remove” some can be taken "
                "out; “anthropic:thinking” applies to one wire format alone."
            )
        )
        self._overrides.setPlaceholderText('{"temperature": 0.3, "reasoning.effort": "low"}')
        fields["headers"].set_label(self.tr("Headers of every request"))
        self._headers.set_words(
            self.tr("Name"), self.tr("Value"), self.tr("Add header"), self.tr("Remove this header")
        )
        fields["proxy"].set_label(self.tr("Proxy"))
        self._proxy.setPlaceholderText(self.tr("As in the settings"))
        fields["proxy"].set_note(
            self.tr("http://, https:// or socks5://, with a user and password if need be, or none.")
        )
        fields["authority"].set_label(self.tr("Certificate authority"))
        fields["authority"].set_note(
            self.tr("Trusted for this channel beside the system's, for servers of your own.")
        )
        self._authority.setPlaceholderText("-----BEGIN CERTIFICATE-----")
        fields["test_model"].set_label(self.tr("Model for tests"))
        for each in _OTHERS:
            fields[f"test_models:{each.value}"].set_label(field_label(each))
        fields["tag"].set_label(self.tr("Tag"))
        self._own.retranslate()

    def focus_field(self, name: str) -> None:
        if name == "headers":
            self._headers.focus_first_flaw()
        else:
            super().focus_field(name)


class PromptEdit(QWidget):
    """A text, and what it does to the one a client sends."""

    def __init__(self) -> None:
        super().__init__()
        self.text = _area("channel-system-prompt")
        self.mode = Combo([], "", stretch=True)
        self.mode.setObjectName("channel-prompt-mode")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.text)
        self._column.addWidget(self.mode)
        self.setFocusProxy(self.text)
        follow_theme(self)

    def restyle(self) -> None:
        self._column.setSpacing(px(6))


def _area(name: str, *, mono: bool = False) -> TextArea:
    area = TextArea(rows=3, mono=mono)
    area.setObjectName(name)
    return area


def _line(name: str, *, mono: bool = False) -> LineEdit:
    line = LineEdit(mono=mono)
    line.setObjectName(name)
    return line
