"""The models of a channel: which it offers, and under which other names."""

from __future__ import annotations

from desktop.pages.channels_pairs import PairList
from desktop.pages.channels_tabs import EditorTab
from desktop.pages.model_checklist import ModelChecklist
from desktop.viewmodels.channel_editor import ChannelEditor
from desktop.widgets.buttons import Button
from desktop.widgets.inputs import FormField


class ModelsTab(EditorTab):
    """A checklist that the provider fills, and aliases."""

    def __init__(self) -> None:
        super().__init__()
        self.list = ModelChecklist("channel-models")
        self._fetch = Button("", "plain", icon="download")
        self._fetch.setObjectName("channel-fetch")
        self.list.bar.addWidget(self._fetch)
        self._aliases = PairList("channel-alias", icon="arrow-right")
        self.fields = {
            "models": FormField("", self.list),
            "aliases": FormField("", self._aliases),
        }
        self.column.addWidget(self.fields["models"])
        self.column.addWidget(self.fields["aliases"])
        self.list.changed.connect(lambda names: self.editor.set(models=names))
        self._aliases.changed.connect(lambda pairs: self.editor.set(aliases=pairs))
        self._fetch.clicked.connect(lambda: self.editor.fetch())

    def bind(self, editor: ChannelEditor) -> None:
        super().bind(editor)
        self.list.search.clear()

    def refresh(self) -> None:
        editor = self.editor
        offered = (*editor.channel.models, *editor.offered)
        self.list.set_models(dict.fromkeys(offered), editor.form.models)
        self._aliases.set_pairs(editor.form.aliases)
        self._fetch.set_busy(editor.fetching)
        words = self.tr("Save and fetch") if editor.reconnects else self.tr("Fetch")
        if self._fetch.text() != words:
            self._fetch.setText(words)
            self._fetch.updateGeometry()
        self.fields["models"].set_note(editor.fetch_note)
        self.show_errors()

    def show_errors(self) -> None:
        super().show_errors()
        self.fields["models"].set_error(
            self.editor.errors.get("models", "") or self.editor.fetch_problem
        )
        self._aliases.set_error("aliases" in self.editor.errors)

    def retranslate(self) -> None:
        self.list.retranslate()
        self.fields["models"].set_label(self.tr("Models"))
        self.fields["aliases"].set_label(self.tr("Aliases"))
        self.fields["aliases"].set_note(
            self.tr("Answers carry the name that was asked for, whatever was sent.")
        )
        self._fetch.setToolTip(self.tr("Ask the provider which models it has"))
        self._aliases.set_words(
            self.tr("Clients ask for"),
            self.tr("Send as"),
            self.tr("Add alias"),
            self.tr("Remove this alias"),
        )

    def focus_field(self, name: str) -> None:
        if name == "aliases":
            self._aliases.focus_first_flaw()
        else:
            super().focus_field(name)
