"""How much a channel may be sent, how long it may take, and what its provider takes for it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from desktop.pages.budget_list import BudgetList
from desktop.pages.channels_tabs import EditorTab, show_text
from desktop.theme import px
from desktop.viewmodels.channel_form import LIMITS, TIMEOUTS
from desktop.widgets.inputs import FormField, LineEdit
from desktop.widgets.labels import Label, Separator


class LimitsTab(EditorTab):
    """Limits that send requests elsewhere, times that give up waiting, a factor of costs."""

    def __init__(self) -> None:
        super().__init__()
        self._edits = {name: LineEdit() for name in (*LIMITS, *TIMEOUTS)}
        self._about_limits = Label("", "small", "text3", wrap=True)
        self._about_times = Label("", "small", "text3", wrap=True)
        self._rows: list[QHBoxLayout] = []
        for name, edit in self._edits.items():
            edit.setObjectName(f"channel-{name.removesuffix('_s').replace('_', '-')}")
            self.fields[name] = FormField("", edit)
            edit.textEdited.connect(lambda text, name=name: self.editor.set(**{name: text}))
        self._add_row("rpm", "tpm", "concurrency")
        self._add_row("daily_tokens")
        self.column.addWidget(self._about_limits)
        self._budgets = BudgetList("channel-budget")
        self._budgets.changed.connect(lambda entries: self.editor.set(budgets=entries))
        self.fields["budgets"] = FormField("", self._budgets)
        self.column.addWidget(self.fields["budgets"])
        self.column.addWidget(Separator())
        self._add_row(*TIMEOUTS)
        self.column.addWidget(self._about_times)
        self._cost = LineEdit()
        self._cost.setObjectName("channel-cost-multiplier")
        self._cost.textEdited.connect(lambda text: self.editor.set(cost_multiplier=text))
        self.fields["cost_multiplier"] = FormField("", self._cost)
        self._about_cost = Label("", "small", "text3", wrap=True)
        self.column.addWidget(Separator())
        self.column.addWidget(self.fields["cost_multiplier"])
        self.column.addWidget(self._about_cost)

    def _add_row(self, *names: str) -> None:
        row = QHBoxLayout()
        for name in names:
            row.addWidget(self.fields[name], 1)
        self._rows.append(row)
        self.column.addLayout(row)

    def restyle(self) -> None:
        super().restyle()
        for row in getattr(self, "_rows", ()):
            row.setSpacing(px(12))

    def refresh(self) -> None:
        for name, edit in self._edits.items():
            show_text(edit, getattr(self.editor.form, name))
        self._budgets.set_entries(self.editor.form.budgets, self.editor.budgets_left())
        self._budgets.set_wrong("budgets" in self.editor.errors)
        show_text(self._cost, self.editor.form.cost_multiplier)
        self.show_errors()

    def retranslate(self) -> None:
        for name, words in (
            ("rpm", self.tr("Requests/min")),
            ("tpm", self.tr("Tokens/min")),
            ("concurrency", self.tr("At once")),
            ("daily_tokens", self.tr("Tokens a day, each key")),
            ("connect_timeout_s", self.tr("Connect")),
            ("first_token_timeout_s", self.tr("First token")),
            ("idle_timeout_s", self.tr("Silence")),
        ):
            self.fields[name].set_label(words)
        for name in LIMITS:
            self._edits[name].setPlaceholderText(self.tr("No limit"))
        for name in TIMEOUTS:
            self.fields[name].set_hint(self.tr("s"))
        self.fields["budgets"].set_label(self.tr("Budgets"))
        self.fields["budgets"].set_note(
            self.tr("In money, what its provider takes. One that is used up rests the channel.")
        )
        self._budgets.retranslate()
        self.fields["cost_multiplier"].set_label(self.tr("What it costs you, times the price"))
        self._about_cost.setText(
            self.tr(
                "0.8 where your provider gives a fifth off, 0 where it takes nothing. It changes "
                "what the usage says you spent, not what your tokens pay."
            )
        )
        self._about_limits.setText(
            self.tr("What is beyond them goes to the next channel that can answer.")
        )
        self._about_times.setText(
            self.tr(
                "How long to wait for a connection, for the first token, and during a silence "
                "within an answer. Until the first token the next channel is tried."
            )
        )

    def focus_field(self, name: str) -> None:
        if name == "budgets":
            self._budgets.focus_first_flaw()
        else:
            super().focus_field(name)
