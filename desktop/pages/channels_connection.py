"""The first tab of a channel's editor: name, provider, address, keys, models in short."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop import format
from desktop.pages.channels_keys import KeyList
from desktop.pages.channels_settings import ProviderSettings
from desktop.pages.channels_tabs import EditorTab, show_text
from desktop.pages.channels_words import provider_note, sealed_words
from desktop.theme import px
from desktop.viewmodels.channel_editor import ChannelEditor
from desktop.widgets.chips import ChipRow
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import FormField, LineEdit

_CHIPS = 3


class ConnectionTab(EditorTab):
    """``models_wanted``: the summary of the models was clicked."""

    models_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name = LineEdit()
        self._name.setObjectName("channel-name")
        self._provider = Combo([], "", stretch=True)
        self._provider.setObjectName("channel-provider")
        self._url = LineEdit(mono=True)
        self._url.setObjectName("channel-base-url")
        self.keys = KeyList()
        self.keys.setObjectName("channel-keys")
        self._models = ChipRow(limit=_CHIPS, clickable=True)
        self.fields = {
            "name": FormField("", self._name),
            "provider": FormField("", self._provider),
            "base_url": FormField("", self._url),
            "keys": FormField("", self.keys),
        }
        self._summary = FormField("", self._models)
        self._pair = QHBoxLayout()
        self._pair.addWidget(self.fields["name"], 1)
        self._pair.addWidget(self.fields["provider"], 1)
        self.column.addLayout(self._pair)
        self.column.addWidget(self.fields["base_url"])
        self._own = ProviderSettings("channel")
        self._own.changed.connect(lambda name, value: self.editor.set_setting(name, value))
        self.column.addWidget(self._own)
        self.column.addWidget(self.fields["keys"])
        self.column.addWidget(self._summary)
        self._name.textEdited.connect(lambda text: self.editor.set(name=text))
        self._url.textEdited.connect(lambda text: self.editor.set(base_url=text))
        self._provider.activated.connect(self._choose_provider)
        self._models.chosen.connect(lambda _: self.models_wanted.emit())
        self._models.more.connect(self.models_wanted)
        self._pair.setSpacing(px(12))
        self._chips: tuple[str, ...] | None = None

    def bind(self, editor: ChannelEditor) -> None:
        super().bind(editor)
        self._provider.set_items([(view.name, view.id) for view in editor.providers()])
        self._provider.setEnabled(self._provider.count() > 1)
        self._chips = None
        self.keys.bind(editor)

    def refresh(self) -> None:
        form, provider = self.editor.form, self.editor.provider
        show_text(self._name, form.name)
        show_text(self._url, form.base_url)
        self._name.setPlaceholderText(provider.name if provider else "")
        self._url.setPlaceholderText(provider.base_url if provider else "")
        self._provider.choose(form.provider)
        self.fields["base_url"].set_note(provider_note(provider))
        self._own.draw([spec for spec in self.editor.fields if spec.connects])
        self._own.show_values(form.settings)
        self.show_own(self._own)
        self.keys.refresh()
        self.fields["keys"].set_hint(sealed_words(self.editor.sealed_by))
        if form.models != self._chips:
            self._chips = form.models
            self._models.set_texts(form.models)
            chosen = self.tr("{n} chosen").format(n=format.count(len(form.models)))
            self._summary.set_hint(chosen)
        self._summary.setVisible(bool(form.models))
        self.show_errors()

    def retranslate(self) -> None:
        self.fields["name"].set_label(self.tr("Name"))
        self.fields["provider"].set_label(self.tr("Provider"))
        self.fields["base_url"].set_label(self.tr("Base URL"))
        self.fields["keys"].set_label(self.tr("Keys"))
        self._summary.set_label(self.tr("Models"))
        fixed = self.tr("A channel keeps its provider. Add another channel for another provider.")
        self._provider.setToolTip("" if self._provider.isEnabled() else fixed)
        self._chips = None
        self._own.retranslate()
        self.keys.retranslate()

    def focus_field(self, name: str) -> None:
        if name == "keys":
            self.keys.ask_for_keys()
        else:
            super().focus_field(name)

    def _choose_provider(self, _index: int) -> None:
        self.editor.set_provider(str(self._provider.currentData()))
