"""Connect a client: address, key, and what to set in which app, until its first request comes."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.pages.connect_arrival import Arrival
from desktop.pages.connect_steps import ModelStep, StepRow
from desktop.pages.shell import Shell
from desktop.problems import word_error
from desktop.theme import px
from desktop.viewmodels.connect import ConnectModel, Route
from desktop.viewmodels.recipe_parts import KEY, Client, Recipe
from desktop.viewmodels.recipes import clients
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button
from desktop.widgets.card import Card
from desktop.widgets.choice import Segmented
from desktop.widgets.copy_field import CopyField, SecretField
from desktop.widgets.labels import ElidedLabel, Label, Separator
from desktop.widgets.option_list import Option, OptionList
from desktop.widgets.scroll_page import ScrollPage
from desktop.widgets.tile import Tile
from gateway.services.tokens import THIS_COMPUTER_NAME

LIST_WIDTH, LIST_WIDTH_NARROW = 184, 178
NARROW = 860
"""Below this width of the page, lists and margins give way to the code."""


class ConnectPage(ScrollPage):
    """Shown after a channel was added, and from the overview."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._shell = shell
        self._model = ConnectModel(shell.gateway, shell.bridge, self)
        self._steps: list[StepRow] = []
        self._shape: tuple[object, ...] = ()
        self._done = Button("", "primary")
        self._done.setObjectName("done")
        self._done.clicked.connect(lambda: shell.window.go("overview"))
        self.header.add_action(self._done)
        self.header.crumb_clicked.connect(lambda _index: shell.window.go("overview"))
        self._make_ends()
        self._make_recipe()
        self._connect_parts()
        self._retranslate()
        follow_theme(self)

    def _make_ends(self) -> None:
        """Address and key."""
        self._address = CopyField()
        self._address.setObjectName("address")
        self._address.button.setObjectName("address-copy")
        self._secret = SecretField("sk-", "", reveal=self._model.reveal)
        self._secret.setObjectName("key")
        self._secret.button.setObjectName("key-copy")
        self._address_label, self._address_phrase = _heading()
        self._key_label, self._key_phrase = _heading()
        self._key_error = Label("", "small", "error", wrap=True)
        self._key_error.setObjectName("key-error")
        self._unlock = Button("", "link")
        self._unlock.setObjectName("key-unlock")
        self._unlock.clicked.connect(self._model.unlock)
        card = Card()
        columns = QHBoxLayout()
        columns.setSpacing(px(16))
        columns.addLayout(_column(self._address_label, self._address_phrase, self._address), 1)
        key = _column(self._key_label, self._key_phrase, self._secret)
        key.addWidget(self._key_error)
        key.addWidget(self._unlock)
        columns.addLayout(key, 1)
        card.body.addLayout(columns)
        self.body.addWidget(card)

    def _make_recipe(self) -> None:
        self._use_in = Label("", "small", "text2", weight="label")
        self._clients = OptionList([], "")
        self._clients.setObjectName("clients")
        side = QWidget()
        self._side = side
        left = self._left = QVBoxLayout(side)
        left.setSpacing(px(10))
        left.addWidget(self._use_in)
        left.addWidget(self._clients)
        left.addStretch(1)
        self._tile_slot = QHBoxLayout()
        self._name = Label("", "sheet_title")
        self._name.setObjectName("client-name")
        self._phrase = ElidedLabel("", "small", "text2")
        self._shells = Segmented(["macOS, Linux", "Windows"], "")
        self._shells.setObjectName("shells")
        names = QVBoxLayout()
        names.setSpacing(px(2))
        names.addWidget(self._name)
        names.addWidget(self._phrase)
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addLayout(self._tile_slot)
        head.addLayout(names, 1)
        head.addWidget(self._shells)
        self._model_step = ModelStep()
        self._models = self._model_step.models
        self._step_column = QVBoxLayout()
        self._step_column.setSpacing(px(18))
        self._arrival = Arrival()
        right = self._right = QVBoxLayout()
        right.setSpacing(px(18))
        right.addLayout(head)
        right.addLayout(self._step_column)
        right.addStretch(1)
        right.addWidget(self._arrival)
        card = Card(flush=True)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(Separator(vertical=True))
        row.addLayout(right, 1)
        card.body.addLayout(row)
        self.body.addWidget(card, 1)

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_arrival"):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < px(NARROW)
        gap, margin = px(8 if narrow else 16), px(16 if narrow else 24)
        self._side.setFixedWidth(px(LIST_WIDTH_NARROW if narrow else LIST_WIDTH) + 2 * gap)
        self._left.setContentsMargins(gap, px(18), gap, px(16))
        self._use_in.setIndent(px(8) if narrow else 0)
        self._right.setContentsMargins(margin, px(20), margin, px(20))

    def _connect_parts(self) -> None:
        model = self._model
        self._address.copied.connect(lambda: self._shell.clipboard.copy(model.address))
        self._secret.copied.connect(lambda: self._copy(KEY, True))
        self._clients.chosen.connect(model.choose_client)
        self._shells.chosen.connect(lambda index: model.choose_shell(index == 1))
        self._models.chosen.connect(model.choose_model)
        self._arrival.logs_clicked.connect(self._open_logs)
        model.changed.connect(self._show)
        model.arrived.connect(self._show_arrival)
        model.help_wanted.connect(self._arrival.offer_help)

    # The window's calls

    def shown(self) -> None:
        self._arrival.wait(used_before=self._model.used_before)
        self._model.watch()
        self._clients.setFocus()

    def open(self, argument: object) -> None:
        """``argument`` is a client's key in the list, or the id of the token to wire it with."""
        self._model.use_token(argument if isinstance(argument, int) else 0)
        if isinstance(argument, str) and argument in {each.key for each in clients()}:
            self._model.choose_client(argument)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._secret.hide_secret()
        if not self.isVisible():
            self._model.rest()

    # What a person does

    def _copy(self, text: str, secret: bool) -> None:
        if not secret:
            self._shell.clipboard.copy(text)
        elif self._model.has_key:
            self._shell.clipboard.copy_secret(text.replace(KEY, self._model.reveal()))

    def _open_logs(self) -> None:
        request = self._model.request
        self._shell.window.go("logs", request.log_id if request is not None else None)

    # What it shows

    def _show(self) -> None:
        model = self._model
        self._address.set_value(model.address)
        if self._secret.accessibleDescription() != "".join(model.key_ends):
            self._secret.setAccessibleDescription("".join(model.key_ends))
            self._secret.set_secret(*model.key_ends)
        self._secret.button.setEnabled(model.has_key)
        own = model.token_name == THIS_COMPUTER_NAME
        self._key_phrase.setText(self.tr("This computer") if own else model.token_name)
        error = model.error
        self._key_error.setText(word_error(error) if error is not None else "")
        self._key_error.setVisible(error is not None)
        self._unlock.setVisible(error is not None)
        if model.request is None:
            self._arrival.set_used_before(model.used_before)
        self._clients.set_current(model.client)
        self._show_recipe(model.recipe())

    def _show_recipe(self, recipe: Recipe) -> None:
        model = self._model
        client = next(each for each in clients() if each.key == model.client)
        self._name.setText(client.name)
        self._phrase.setText(recipe.phrase)
        self._shells.setVisible(recipe.shells)
        self._shells.set_current(int(model.windows))
        shape = (
            client.key,
            *((len(s.fields), bool(s.code), s.chooses_model) for s in recipe.steps),
        )
        if shape != self._shape:
            self._shape = shape
            self._show_tile(client)
            self._make_steps(recipe)
        for row, step in zip(self._steps, recipe.steps, strict=True):
            row.fill(step, *model.key_ends)
        self._models.set_models(model.models, model.keeps_own_choice, model.model)
        self._models.route.setText(self._route_words(model.route()))

    def _show_tile(self, client: Client) -> None:
        """A tile keeps its icon, so another client gets another tile."""
        while (item := self._tile_slot.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._tile_slot.addWidget(Tile(client.name, 36, letters=client.letters, icon=client.icon))

    def _make_steps(self, recipe: Recipe) -> None:
        for row in self._steps:
            row.hide()
            if row is not self._model_step:
                row.deleteLater()
        self._steps = []
        for number, step in enumerate(recipe.steps, 1):
            if step.chooses_model:
                self._model_step.set_number(number)
                row = self._model_step
                self._step_column.removeWidget(row)
            else:
                row = StepRow(number, step, self._copy)
            self._step_column.addWidget(row)
            row.show()
            self._steps.append(row)

    def _route_words(self, route: Route) -> str:
        if not route.first:
            return ""
        either = self.tr("{a} or {b}")

        def join(names: tuple[str, ...]) -> str:
            if len(names) > 2:
                return self.tr("{a} and {n} others").format(a=names[0], n=len(names) - 1)
            return either.format(a=names[0], b=names[1]) if len(names) == 2 else names[0]

        if route.then:
            text = self.tr("sent to {first}, then {then} if that fails")
            return text.format(first=join(route.first), then=join(route.then))
        return self.tr("sent to {first}").format(first=join(route.first))

    def _show_arrival(self) -> None:
        if self._model.request is not None:
            self._arrival.tell(self._model.request)

    def _retranslate(self) -> None:
        self.header.set_title(self.tr("Connect a client"))
        self.header.set_crumbs([self.tr("Overview")])
        self._done.setText(self.tr("Done"))
        self._done.updateGeometry()
        self._address_label.setText(self.tr("Address"))
        self._address_phrase.setText(self.tr("for OpenAI-style apps"))
        self._address.set_name(self.tr("Copy the address"))
        self._key_label.setText(self.tr("Key"))
        self._secret.set_name(self.tr("Copy the key"))
        self._unlock.setText(self.tr("Unlock"))
        self._use_in.setText(self.tr("Use it in"))
        self._clients.setAccessibleName(self.tr("Use it in"))
        options = [Option(c.key, c.name, letters=c.letters, icon=c.icon) for c in clients()]
        self._clients.set_options(options, self._model.client)
        self._shells.set_texts([self.tr("macOS, Linux"), self.tr("Windows")])
        self._shells.setAccessibleName(self.tr("System"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _heading() -> tuple[Label, ElidedLabel]:
    return Label("", "small", "text2", weight="label"), ElidedLabel("", "small", "text3")


def _column(label: Label, phrase: ElidedLabel, field: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(px(6))
    head = QHBoxLayout()
    head.setSpacing(px(8))
    head.addWidget(label)
    head.addWidget(phrase, 1)
    column.addLayout(head)
    column.addWidget(field)
    return column
