"""What a token may do: the fold of its sheet."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.pages.budget_list import BudgetList
from desktop.pages.channels_tabs import show_text
from desktop.pages.model_checklist import ModelChecklist
from desktop.pages.rate_fields import RateFields
from desktop.theme import px
from desktop.viewmodels.token_editor import TokenEditor
from desktop.viewmodels.token_form import DAYS
from desktop.widgets.base import follow_theme
from desktop.widgets.chips import TagInput
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import FormField, LineEdit

_ON_A_DAY = "date"


class LimitsView(QWidget):
    """Money, rates, expiry, addresses, models, group; all empty means no limit at all."""

    edited = Signal(dict)
    subnet_typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._balance = LineEdit()
        self._balance.setObjectName("token-balance")
        self._budgets = BudgetList("token-budget")
        self._ceiling = LineEdit()
        self._ceiling.setObjectName("token-ceiling")
        self._expiry = Combo([], "", stretch=True)
        self._expiry.setObjectName("token-expiry")
        self._day = LineEdit()
        self._day.setObjectName("token-expiry-day")
        self._subnets = TagInput()
        self._subnets.setObjectName("token-subnets")
        self._models = ModelChecklist("token-models")
        self._group = Combo([], "", stretch=True)
        self._group.setObjectName("token-group")
        self._rates = RateFields("token")
        when = QWidget()
        self._when = QHBoxLayout(when)
        self._when.setContentsMargins(0, 0, 0, 0)
        self._when.addWidget(self._expiry, 1)
        self._when.addWidget(self._day, 1)
        when.setFocusProxy(self._day)
        self.fields = {
            "balance": FormField("", self._balance),
            "budgets": FormField("", self._budgets),
            "ceiling": FormField("", self._ceiling),
            **self._rates.fields,
            "expires_at": FormField("", when),
            "subnets": FormField("", self._subnets),
            "models": FormField("", self._models),
            "group": FormField("", self._group),
        }
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for name in ("balance", "budgets", "ceiling"):
            self._column.addWidget(self.fields[name])
        self._column.addWidget(self._rates)
        for name in ("expires_at", "subnets", "models", "group"):
            self._column.addWidget(self.fields[name])
        self._rates.edited.connect(lambda name, text: self.edited.emit({name: text}))
        self._budgets.changed.connect(lambda entries: self.edited.emit({"budgets": entries}))
        self._ceiling.textEdited.connect(lambda text: self.edited.emit({"ceiling": text}))
        self._balance.textEdited.connect(lambda text: self.edited.emit({"balance": text}))
        self._expiry.activated.connect(self._choose_expiry)
        self._day.textEdited.connect(lambda text: self.edited.emit({"expiry": text.strip()}))
        self._subnets.changed.connect(lambda t: self.edited.emit({"subnets": tuple(t)}))
        self._subnets.typed.connect(self.subnet_typed)
        self._group.activated.connect(
            lambda _: self.edited.emit({"group": str(self._group.currentData())})
        )
        self._models.changed.connect(lambda names: self.edited.emit({"models": names}))
        follow_theme(self)

    _groups: list[str] | None = None

    @property
    def budgets(self) -> BudgetList:
        return self._budgets

    def restyle(self) -> None:
        self._column.setSpacing(px(16))
        self._when.setSpacing(px(8))

    def refresh(self, editor: TokenEditor) -> None:
        form = editor.form
        show_text(self._balance, form.balance)
        show_text(self._ceiling, form.ceiling)
        self._budgets.set_entries(form.budgets, editor.budgets_left())
        self._budgets.set_wrong("budgets" in editor.errors)
        days = form.expiry.startswith("+") or not form.expiry
        self._expiry.choose(form.expiry if days else _ON_A_DAY)
        # While a date is being typed the field may be empty for a moment.
        self._day.setVisible(not days or (self._day.isVisible() and self._day.hasFocus()))
        show_text(self._day, "" if days else form.expiry)
        if tuple(self._subnets.tags) != form.subnets:
            self._subnets.set_tags(form.subnets)
        self._models.set_models(editor.models(), form.models)
        self._rates.show_rates(form)
        groups = editor.groups()
        if groups != self._groups:
            self._groups = groups
            items: list[str | tuple[str, object]] = [(name, name) for name in groups]
            self._group.set_items([(self.tr("As its person"), ""), *items])
        self._group.choose(form.group)
        chosen = bool(form.models)
        self.fields["models"].set_hint("" if chosen else self.tr("all, also those to come"))
        for name, field in self.fields.items():
            sentence = editor.errors.get(name, "")
            if field.error != sentence:
                field.set_error(sentence)

    def retranslate(self) -> None:
        self.fields["balance"].set_label(self.tr("Balance in dollars"))
        self._balance.setPlaceholderText(self.tr("Unlimited"))
        self.fields["budgets"].set_label(self.tr("Budgets"))
        self.fields["budgets"].set_note(
            self.tr("By the calendar of this computer. What is used up begins anew by itself.")
        )
        self._budgets.retranslate()
        self.fields["ceiling"].set_label(self.tr("Most for one request, in dollars"))
        self._ceiling.setPlaceholderText(self.tr("No limit"))
        self._rates.retranslate()
        self._groups = None
        self.fields["group"].set_label(self.tr("Group"))
        self.fields["group"].set_note(self.tr("It sees the channels of this group."))
        self.fields["expires_at"].set_label(self.tr("Expires"))
        never, day = self.tr("Never"), self.tr("In a day")
        lives = [(self._days(n), f"+{n}") for n in DAYS if n > 1]
        on_a_day = (self.tr("On a date"), _ON_A_DAY)
        self._expiry.set_items([(never, ""), (day, f"+{DAYS[0]}"), *lives, on_a_day])
        self._expiry.setAccessibleName(self.tr("Expires"))
        self._day.setAccessibleName(self.tr("Its last day"))
        self._day.setPlaceholderText(self.tr("2026-12-31"))
        self.fields["subnets"].set_label(self.tr("Allowed addresses"))
        self.fields["subnets"].set_note(
            self.tr("Addresses or networks, like 192.168.1.0/24. Empty allows any.")
        )
        self.fields["models"].set_label(self.tr("Models"))
        self._models.retranslate()

    def _days(self, days: int) -> str:
        if days == DAYS[-1]:
            return self.tr("In a year")
        return self.tr("In {n} days").format(n=days)

    def _choose_expiry(self, _index: int) -> None:
        chosen = str(self._expiry.currentData())
        if chosen == _ON_A_DAY:
            month = (datetime.now().astimezone() + timedelta(days=30)).date()
            self.edited.emit({"expiry": month.isoformat()})
            self._day.setFocus()
        else:
            self.edited.emit({"expiry": chosen})
