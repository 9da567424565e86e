"""The result card: what a paste came to, its models, its test, and Add."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from desktop.pages import welcome_words as words
from desktop.pages.channels_settings import ProviderSettings
from desktop.pages.welcome_checks import show_models, show_test
from desktop.pages.welcome_lines import CheckLine
from desktop.problems import word_error
from desktop.theme import px
from desktop.viewmodels.welcome_proposal import Phase, Proposal
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button
from desktop.widgets.card import Card
from desktop.widgets.chips import ChipRow, TagInput
from desktop.widgets.inputs import FormField, LineEdit, SecretEdit
from desktop.widgets.labels import ElidedLabel, IconLabel, Label, Separator
from desktop.widgets.tile import Tile
from gateway.errors import ServiceError

CHIPS = 4
TYPING_MS = 900
"""A key that is typed is complete when its writer rests; a pasted one at once."""


class ResultCard(Card):
    """Shows one proposal. ``changed`` asks for the field again, ``skipped`` for the next one."""

    change_wanted = Signal()
    skipped = Signal()
    choose_wanted = Signal()

    def __init__(self, proposal: Proposal, position: tuple[int, int]) -> None:
        super().__init__(spacing=14)
        self.setObjectName("result-card")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._proposal = proposal
        self._position = position
        provider = proposal.provider
        self._asks_key = proposal.missing_key or (proposal.missing_address and not provider.local)
        self._shows_address = proposal.missing_address
        self.names_models = False
        self._key_rests = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._key_rests.timeout.connect(self._take_key)
        self._typed: dict[str, object] = {}
        self._settings_rest = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._settings_rest.timeout.connect(self._take_settings)
        self._make_head()
        self._make_form()
        self.models = CheckLine("models")
        self.chips = ChipRow((), limit=CHIPS)
        self.chips.setObjectName("model-chips")
        self.tags = TagInput(name="")
        self.tags.setObjectName("model-names")
        self.models.extra.addWidget(self.chips)
        self.models.extra.addWidget(self.tags)
        self.test = CheckLine("test")
        self.reply = ElidedLabel("", "body", "text2")
        self.reply.setObjectName("test-reply")
        self.test.extra.addWidget(self.reply)
        self.body.addWidget(Separator())
        self.body.addWidget(self.models)
        self.body.addWidget(self.test)
        self._make_foot()
        self.chips.more.connect(self.choose_wanted)
        self.models.link.clicked.connect(self.choose_wanted)
        self.models.action.connect(self._act)
        self.test.action.connect(self._act_on_test)
        self.tags.changed.connect(proposal.name_models)
        proposal.changed.connect(self._show)
        self._retranslate()
        follow_theme(self)

    def _make_head(self) -> None:
        provider = self._proposal.provider
        self._tile = Tile(provider.name, 36, letters=provider.tile)
        self._title = Label("", "strong")
        self._title.setObjectName("result-title")
        self._key = ElidedLabel("", "small", "text3", mono=True)
        self._key.setObjectName("result-key")
        self._place = Label("", "small", "text3", numbers=True)
        self._change = Button("", "ghost")
        self._change.setObjectName("result-change")
        self._change.clicked.connect(self.change_wanted)
        lines = QVBoxLayout()
        lines.setSpacing(px(2))
        lines.addWidget(self._title)
        lines.addWidget(self._key)
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self._tile)
        head.addLayout(lines, 1)
        head.addWidget(self._place)
        head.addWidget(self._change)
        self.body.addLayout(head)

    def _make_form(self) -> None:
        proposal = self._proposal
        self.key_edit = SecretEdit(placeholder=self._key_hint())
        self.key_edit.setObjectName("result-key-edit")
        self.key_edit.textEdited.connect(self._key_edited)
        self.key_edit.returnPressed.connect(self._take_key)
        self._key_field = FormField("", self.key_edit)
        self._key_page = Button("", "link", trailing="external-link")
        self._key_page.setObjectName("result-key-page")
        self._key_page.clicked.connect(self._open_key_page)
        self._key_box = QWidget()
        box = QVBoxLayout(self._key_box)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._key_field)
        box.addWidget(self._key_page, 0, Qt.AlignmentFlag.AlignLeft)
        self._clash = QWidget()
        self._clash_text = Label("", "body", "text", wrap=True)
        self._clash_text.setObjectName("clash-text")
        self._clash_take, self._clash_keep = Button("", "plain"), Button("", "plain")
        self._clash_take.setObjectName("clash-take")
        self._clash_keep.setObjectName("clash-keep")
        self._clash_take.clicked.connect(proposal.change_provider)
        self._clash_keep.clicked.connect(proposal.keep_provider)
        row = QHBoxLayout(self._clash)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(IconLabel("triangle-alert", "warn", 16))
        row.addWidget(self._clash_text, 1)
        row.addWidget(self._clash_keep)
        row.addWidget(self._clash_take)
        self.name_edit = LineEdit(proposal.draft.name)
        self.name_edit.setObjectName("result-name")
        self.name_edit.textEdited.connect(proposal.set_name)
        self._name_field = FormField("", self.name_edit)
        address = proposal.draft.base_url or proposal.provider.base_url
        self.address_edit = LineEdit(address, mono=True, placeholder="https://api.example.com/v1")
        self.address_edit.setObjectName("result-address")
        self.address_edit.editingFinished.connect(self._take_address)
        self._address_field = FormField("", self.address_edit)
        self._more = Button("", "link", trailing="chevron-down")
        self._more.setObjectName("result-more")
        self._more.clicked.connect(self._show_address)
        self._fields = QHBoxLayout()
        self._fields.addWidget(self._name_field, 1)
        self._fields.addWidget(self._address_field, 1)
        self._fields.addWidget(self._more, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addWidget(self._key_box)
        self.body.addWidget(self._clash)
        self.body.addLayout(self._fields)
        self.settings = ProviderSettings("result")
        self.settings.draw(proposal.connecting)
        self.settings.show_values(proposal.settings)
        self.settings.changed.connect(self._note_setting)
        self.body.addWidget(self.settings)

    def _make_foot(self) -> None:
        self._error = Label("", "body", "error", wrap=True)
        self._error.setObjectName("add-error")
        self._unlock = Button("", "plain", icon="lock-open")
        self._unlock.setObjectName("add-unlock")
        self._unlock.clicked.connect(self._proposal.unlock)
        self._skip = Button("", "ghost")
        self._skip.setObjectName("add-skip")
        self._skip.clicked.connect(self.skipped)
        self.add = Button("", "primary")
        self.add.setObjectName("add-channel")
        self.add.clicked.connect(self._take_settings)
        self.add.clicked.connect(self._proposal.add)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self._error, 1)
        foot.addWidget(self._unlock)
        foot.addWidget(self._skip)
        foot.addWidget(self.add)
        self.body.addLayout(foot)

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_fields"):
            self._fields.setSpacing(px(12))
            self._more.setFixedHeight(self.name_edit.sizeHint().height())

    # What a person does

    def take_focus(self) -> None:
        """To what is missing, else to Add."""
        target: QWidget = self.add if self.add.isEnabled() else self
        if self._proposal.missing_address:
            target = self.address_edit
        elif self._asks_key:
            target = self.key_edit
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            held = self.focusWidget()
            if isinstance(held, QAbstractButton) and held is not self.add:
                held.click()
            elif held is not self.key_edit and held is not self.address_edit:
                self._proposal.add()
        elif event.key() == Qt.Key.Key_Escape:
            self.change_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _key_edited(self, text: str) -> None:
        # What grows by more than a letter was pasted: nobody types it on.
        pasted = len(text) - sum(len(key.reveal()) for key in self._proposal.draft.keys) > 8
        self._key_rests.start(0 if pasted and not self._key_rests.isActive() else TYPING_MS)

    def _take_key(self) -> None:
        self._key_rests.stop()
        self._proposal.set_key(self.key_edit.text())

    def _note_setting(self, name: str, value: object) -> None:
        self._typed[name] = value
        self._settings_rest.start()

    def _take_settings(self) -> None:
        self._settings_rest.stop()
        typed, self._typed = self._typed, {}
        for name, value in typed.items():
            self._proposal.set_setting(name, value)

    def _take_address(self) -> None:
        if self.address_edit.text().strip() != self._proposal.provider.base_url or (
            self._proposal.draft.base_url
        ):
            self._proposal.set_base_url(self.address_edit.text())

    def _show_address(self) -> None:
        self._shows_address = True
        self._show()
        self.address_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.address_edit.selectAll()

    def _open_key_page(self) -> None:
        QDesktopServices.openUrl(QUrl(self._proposal.provider.key_url))

    def _act(self, key: str) -> None:
        match key:
            case words.RETRY:
                self._proposal.fetch()
            case words.KEY_PAGE:
                self._open_key_page()
            case words.KEY:
                self._asks_key = True
                self._show()
                self.key_edit.clear()
                self.key_edit.setFocus(Qt.FocusReason.OtherFocusReason)
            case words.ADDRESS:
                self._show_address()
            case words.NAME_MODELS:
                self.names_models = True
                self._show()
                self.tags.setFocus(Qt.FocusReason.OtherFocusReason)

    def _act_on_test(self, key: str) -> None:
        if key == words.RETRY:
            self._proposal.test()
        elif key == words.CANCEL:
            self._proposal.cancel_test()
        else:
            self._act(key)

    # What it shows

    def _show(self) -> None:
        proposal = self._proposal
        name = proposal.provider.name
        shown = proposal.keys
        titles = {0: name, 1: self.tr("{provider} key")}
        title = titles.get(len(shown), self.tr("{provider}: {n} keys"))
        self._title.setText(title.format(provider=name, n=len(shown)))
        address = proposal.draft.base_url or proposal.provider.base_url
        self._key.setText(shown[0] if len(shown) == 1 else ", ".join(shown[:3]) or address)
        bad = proposal.models_error
        if bad is not None and bad.code == "key_rejected" and not proposal.draft.keys:
            self._asks_key = True
        self._key_box.setVisible(self._asks_key)
        self._clash.setVisible(proposal.clash is not None)
        if proposal.clash is not None:
            self._show_clash(proposal.clash.name, name)
        self._address_field.setVisible(self._shows_address)
        wrong = bad is not None and bad.code == "invalid_base_url"
        self._address_field.set_error(word_error(bad) if bad is not None and wrong else "")
        for field, wrong_setting in self.settings.problems(proposal.setting_problems):
            field.set_error(wrong_setting)
        self._more.setVisible(not self._shows_address and proposal.provider.id != "echo")
        self.models.setVisible(proposal.complete)
        self.test.setVisible(proposal.complete and bool(proposal.chosen))
        self.tags.setVisible(self.names_models)
        show_models(self, proposal)
        show_test(self, proposal)
        self._show_foot()

    def _show_clash(self, other: str, name: str) -> None:
        text = self.tr("This looks like a key of {other}. Nothing has been sent yet.")
        self._clash_text.setText(text.format(other=other))
        self._clash_take.setText(self.tr("Use {other}").format(other=other))
        self._clash_keep.setText(self.tr("It is for {provider}").format(provider=name))
        for button in (self._clash_take, self._clash_keep):
            button.updateGeometry()

    def _show_foot(self) -> None:
        proposal = self._proposal
        error = proposal.add_error
        self._error.setText(word_error(error) if error is not None else "")
        locked = isinstance(error, ServiceError) and error.code == "vault_locked"
        self._unlock.setVisible(locked)
        failed = proposal.test_phase is Phase.FAILED
        self.add.setText(self.tr("Add anyway") if failed else self.tr("Add channel"))
        self.add.reserve(self.tr("Add anyway"), self.tr("Add channel"))
        self.add.setEnabled(proposal.can_add)
        self.add.set_busy(proposal.adding)

    def _key_hint(self) -> str:
        if self._proposal.provider.key_example:
            return self._proposal.provider.key_example
        hint = self._proposal.provider.key_hint
        return f"{hint}…" if hint else ""

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("New channel"))
        self._change.setText(self.tr("Change"))
        at, total = self._position
        place = self.tr("{at} of {total}").format(at=at, total=total)
        self._place.setText(place if total > 1 else "")
        self._skip.setText(self.tr("Skip"))
        self._skip.setVisible(total > 1)
        self._key_field.set_label(self.tr("API key"))
        self._key_field.set_hint(
            "" if self._proposal.provider.needs_key else self.tr("if it needs one")
        )
        self._key_page.setText(self.tr("Get a key"))
        self._key_page.setVisible(bool(self._proposal.provider.key_url))
        self._name_field.set_label(self.tr("Name"))
        self._address_field.set_label(self.tr("Base URL"))
        self._more.setText(self.tr("More"))
        self.settings.retranslate()
        self.models.set_label(self.tr("Models"))
        self.models.link.setText(self.tr("Choose…"))
        self.test.set_label(self.tr("Test"))
        self.tags.setAccessibleName(self.tr("Names of models"))
        self._unlock.setText(self.tr("Unlock"))
        for button in (self._change, self._skip, self._key_page, self._more, self.models.link):
            button.updateGeometry()
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
