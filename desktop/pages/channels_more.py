"""What few channels need: headers, the provider's own settings, a model for tests, a tag."""

from __future__ import annotations

from desktop.pages.channels_pairs import PairList
from desktop.pages.channels_settings import ProviderSettings
from desktop.pages.channels_tabs import EditorTab, show_text
from desktop.widgets.inputs import FormField, LineEdit


class MoreTab(EditorTab):
    """The provider's settings are drawn from their description."""

    def __init__(self) -> None:
        super().__init__()
        self._headers = PairList("channel-header", secret=True)
        self._model = LineEdit(mono=True)
        self._model.setObjectName("channel-test-model")
        self._tag = LineEdit()
        self._tag.setObjectName("channel-tag")
        self._own = ProviderSettings("channel")
        self.fields = {"headers": FormField("", self._headers)}
        self.fields["test_model"] = FormField("", self._model)
        self.fields["tag"] = FormField("", self._tag)
        self.column.addWidget(self._own)
        for name in ("test_model", "tag", "headers"):
            self.column.addWidget(self.fields[name])
        self._headers.changed.connect(lambda pairs: self.editor.set(headers=pairs))
        self._model.textEdited.connect(lambda text: self.editor.set(test_model=text))
        self._tag.textEdited.connect(lambda text: self.editor.set(tag=text))
        self._own.changed.connect(lambda name, value: self.editor.set_setting(name, value))

    def refresh(self) -> None:
        form = self.editor.form
        self._own.draw([spec for spec in self.editor.fields if not spec.connects])
        self._own.show_values(form.settings)
        self.show_own(self._own)
        self._headers.set_pairs(form.headers)
        show_text(self._model, form.test_model)
        show_text(self._tag, form.tag)
        self.show_errors()

    def retranslate(self) -> None:
        self.fields["headers"].set_label(self.tr("Headers of every request"))
        self._headers.set_words(
            self.tr("Name"), self.tr("Value"), self.tr("Add header"), self.tr("Remove this header")
        )
        self.fields["test_model"].set_label(self.tr("Model for tests"))
        self._model.setPlaceholderText(self.tr("The cheapest"))
        self.fields["tag"].set_label(self.tr("Tag"))
        self._own.retranslate()

    def focus_field(self, name: str) -> None:
        if name == "headers":
            self._headers.focus_first_flaw()
        else:
            super().focus_field(name)
