"""The editor of a channel: a side sheet with tabs, saved as a whole, tested for real."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.models.channel_status import Standing
from desktop.pages import channels_test_words as test_words
from desktop.pages import channels_words as words
from desktop.pages.channels_connection import ConnectionTab
from desktop.pages.channels_limits import LimitsTab
from desktop.pages.channels_models import ModelsTab
from desktop.pages.channels_more import MoreTab
from desktop.pages.channels_routing import RoutingTab
from desktop.pages.channels_tabs import EditorTab
from desktop.problems import word_error
from desktop.theme import StatusName
from desktop.viewmodels.channel_checks import section_of
from desktop.viewmodels.channel_editor import ChannelEditor
from desktop.viewmodels.channel_tests import ChannelTests
from desktop.viewmodels.channels import tile_of
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.menu import Menu
from desktop.widgets.side_sheet import SideSheet
from desktop.widgets.thumbnail import Thumbnail
from desktop.widgets.tile import Tile
from gateway.domain.capability import Capability
from gateway.services.channels import TestPlan, TestResult

CONNECTION, MODELS = 0, 1
_TABS: tuple[type[EditorTab], ...] = (
    ConnectionTab,
    ModelsTab,
    RoutingTab,
    LimitsTab,
    MoreTab,
)


class ChannelSheet(SideSheet):
    """One sheet for all channels: ``bind`` shows another. Its edits live in the editor."""

    delete_wanted = Signal(int)
    discarded = Signal()

    def __init__(self, tests: ChannelTests, parent: QWidget | None = None) -> None:
        self._tile = Tile("", 36)
        super().__init__("", " ", tile=self._tile, parent=parent)
        self.setObjectName("channel-sheet")
        self._tests = tests
        self._editor: ChannelEditor | None = None
        self._fix = ""
        self._wanted: Capability | None = None
        """What is tested once its cost is agreed to, and what "Try again" means."""
        self._said: Callable[[], None] | None = None
        self._test = Button("", "plain", icon="zap")
        self._test.setObjectName("channel-test")
        self.header_actions.addWidget(self._test)
        self._choose = IconButton("chevron-down", self.tr("Choose what to test"))
        self._choose.setObjectName("channel-test-choose")
        self.header_actions.addWidget(self._choose)
        self._save = Button("", "primary")
        self._save.setObjectName("channel-save")
        self._cancel = Button("", "plain")
        self._cancel.setObjectName("channel-cancel")
        self._delete = Button("", "danger", icon="trash-2")
        self._delete.setObjectName("channel-delete")
        self.set_footer(self._cancel, self._save, danger=self._delete)
        self._places = self.set_sections(self._section_names(), " ")
        self._pages: dict[int, EditorTab] = {}
        self._connect_parts()

    def _connect_parts(self) -> None:
        self._test.clicked.connect(lambda: self.test())
        self._choose.clicked.connect(self._open_tests)
        self._save.clicked.connect(self.save)
        self._cancel.clicked.connect(self._cancelled)
        self._delete.clicked.connect(self._ask_delete)
        self._tests.changed.connect(self._show_testing)
        self._tests.tested.connect(self._show_result)
        self._tests.refused.connect(self._show_refusal)
        self._tests.asked.connect(self._ask)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self).activated.connect(self.save)

    # Which channel

    @property
    def editor(self) -> ChannelEditor | None:
        return self._editor

    @property
    def channel_id(self) -> int:
        """0 for none."""
        return self._editor.channel.id if self._editor is not None else 0

    def bind(self, editor: ChannelEditor) -> None:
        """Shows a channel's editor."""
        if editor is self._editor:
            self._refresh()
            return
        self.unbind()
        self._editor = editor
        editor.changed.connect(self._refresh)
        editor.offered_changed.connect(self._refresh)
        editor.invalid.connect(self._show_invalid)
        self._drop_banner()
        for page in self._pages.values():
            page.bind(editor)
        self.show_section(CONNECTION)
        self.retranslate()
        self._show_testing()

    def unbind(self) -> None:
        """Shows nobody's editor any more."""
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.changed.disconnect(self._refresh)
            editor.offered_changed.disconnect(self._refresh)
            editor.invalid.disconnect(self._show_invalid)

    # Tabs

    def page(self, index: int) -> EditorTab:
        """A tab's page, made when it is first wanted: making all at once would be felt."""
        page = self._pages.get(index)
        if page is None:
            page = self._pages[index] = _TABS[index]()
            self._places[index].addWidget(page)
            self._places[index].addStretch(1)
            if isinstance(page, ConnectionTab):
                page.models_wanted.connect(lambda: self.show_section(MODELS))
            if self._editor is not None:
                page.bind(self._editor)
                page.retranslate()
                page.refresh()
        return page

    @property
    def connection(self) -> ConnectionTab:
        page = self.page(CONNECTION)
        assert isinstance(page, ConnectionTab)  # noqa: S101 - narrows for the type checker
        return page

    def show_section(self, index: int) -> None:
        self.page(index)
        super().show_section(index)

    # What it shows

    def _refresh(self) -> None:
        editor = self._editor
        if editor is None:
            return
        provider = editor.provider
        name, letters = tile_of(editor.channel, provider)
        self._tile.set_name(name, letters=letters)
        self.set_title(editor.channel.name, self.tr("Applies to new requests"))
        self.set_unsaved(editor.dirty)
        self._save.setEnabled(editor.dirty and not editor.busy)
        self._save.set_busy(editor.busy)
        self._cancel.setText(self.tr("Cancel") if editor.dirty else self.tr("Close"))
        self._cancel.updateGeometry()
        self._word_test()
        self._choose.setVisible(len(editor.test_plans()) > 1)
        for page in self._pages.values():
            page.refresh()
        if self.tabs is not None:
            self.tabs.set_marked([section_of(name) for name in editor.errors])

    def _word_test(self) -> None:
        dirty = self._editor is not None and self._editor.dirty
        text = self.tr("Save and test") if dirty else self.tr("Test")
        if self._test.text() != text:
            self._test.setText(text)
            self._test.updateGeometry()

    def _section_names(self) -> list[str]:
        return [
            self.tr("Connection"),
            self.tr("Models"),
            self.tr("Routing"),
            self.tr("Limits"),
            self.tr("More"),
        ]

    def retranslate(self) -> None:
        self.set_sections(self._section_names())
        self._save.setText(self.tr("Save"))
        self._delete.setText(self.tr("Delete"))
        self._choose.set_name(self.tr("Choose what to test"))
        for page in self._pages.values():
            page.retranslate()
        self._refresh()
        if self._said is not None:
            self._said()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._editor is not None:
            self.retranslate()

    def _show_invalid(self, name: str) -> None:
        section = section_of(name)
        self.show_section(section)
        self.page(section).focus_field(name)

    # What is done

    def begin(self) -> None:
        """The cursor where the tab begins."""
        index = self.tabs.current if self.tabs is not None else CONNECTION
        first = next(iter(self.page(index).fields), "")
        self.page(index).focus_field(first)

    def save(self) -> None:
        if self._editor is not None and self._editor.dirty:
            self._editor.save()

    def test(self, capability: Capability | None = None) -> None:
        """A real request; what was changed is saved before. Naming what to test agrees to its
        cost.
        """
        editor = self._editor
        if editor is None:
            return
        self._wanted = capability
        channel_id = editor.channel.id
        if editor.dirty:
            editor.save(then=lambda: self._tests.run(channel_id, capability))
        else:
            self._tests.run(channel_id, capability)

    def _open_tests(self) -> None:
        menu = Menu(self)
        menu.setObjectName("channel-test-menu")
        editor = self._editor
        named = dict(editor.form.test_models) if editor is not None else {}
        for plan in editor.test_plans() if editor is not None else ():
            own = named.get(plan.capability.value, "")
            shown = replace(plan, model=own, cost_nano=None) if own else plan
            menu.add(test_words.plan_words(shown), partial(self._choose_test, plan.capability))
        menu.open_below(self._choose)

    def _choose_test(self, capability: Capability) -> None:
        """At once, or after its cost was told: of the channel as it is saved."""
        if not capability.asks_first or self._editor is None:
            self.test(capability)
        elif self._editor.dirty:
            self._editor.save(then=lambda: self._choose_test(capability))
        else:
            plans = self._tests.plans(self.channel_id)
            for plan in plans:
                if plan.capability is capability:
                    self._ask(self.channel_id, plan)

    def fetch_models(self) -> None:
        """Shows the models and asks the provider for them."""
        self.show_section(MODELS)
        if self._editor is not None:
            self._editor.fetch()

    def _cancelled(self) -> None:
        if self._editor is not None:
            self._editor.discard()
        self.discarded.emit()

    def _ask_delete(self) -> None:
        if self._editor is not None:
            self.delete_wanted.emit(self._editor.channel.id)

    # Tests

    def _show_testing(self) -> None:
        testing = self._tests.standing(self.channel_id) is Standing.TESTING
        self._test.set_busy(testing)
        if testing and self._fix != "cancel":
            self._said = self._word_testing
            self._said()
        elif not testing and self._fix == "cancel":
            self._drop_banner()

    def _word_testing(self) -> None:
        self._say(self.tr("Testing with a real request"), "info", fix="cancel")

    def _ask(self, channel_id: int, plan: TestPlan) -> None:
        """Whether it may cost what it is likely to."""
        if channel_id == self.channel_id:
            self._wanted = plan.capability
            self._said = lambda: self._word_question(plan)
            self._said()

    def _word_question(self, plan: TestPlan) -> None:
        text, detail = test_words.question_words(plan)
        self._say(text, "info", detail=detail, fix=words.AGREE, action=self.tr("Run the test"))

    def _show_result(self, channel_id: int, result: TestResult) -> None:
        if channel_id == self.channel_id:
            self._said = lambda: self._word_result(result)
            self._said()

    def _word_result(self, result: TestResult) -> None:
        if self._editor is None:
            return
        text, detail = test_words.test_words(result)
        if result.ok:
            drawn = self._tests.pictures.get(self.channel_id) if result.picture else None
            picture = Thumbnail(drawn, self.tr("What the model has drawn")) if drawn else None
            self._say(text, "ok", detail=detail, below=picture)
            return
        provider = self._editor.provider
        fix = words.fix_for(result, has_page=bool(provider and provider.key_url))
        self._say(text, "error", detail=detail, fix=fix.act, action=fix.text)

    def _show_refusal(self, channel_id: int, error: Exception) -> None:
        if channel_id == self.channel_id:
            self._said = lambda: self._say(word_error(error), "error")
            self._said()

    def _say(
        self,
        text: str,
        status: StatusName,
        *,
        detail: str = "",
        fix: str = "",
        action: str = "",
        below: QWidget | None = None,
    ) -> None:
        self._fix = fix
        if fix == "cancel":
            action = self.tr("Cancel")
        stacked = bool(action) and fix != "cancel"
        banner = Banner(text, status, detail=detail, action=action, stacked=stacked, below=below)
        banner.setObjectName("channel-result")
        banner.closed.connect(self._drop_banner)
        banner.action_clicked.connect(self._act)
        self.set_banner(banner)

    def _drop_banner(self) -> None:
        self._fix, self._said = "", None
        self.set_banner(None)

    def _act(self) -> None:
        match self._fix:
            case "cancel":
                self._tests.cancel(self.channel_id)
            case words.REPLACE_KEY:
                self.show_section(CONNECTION)
                self.connection.keys.ask_to_replace_refused()
            case words.OPEN_PAGE:
                self._open_page()
            case words.ADDRESS:
                self.show_section(CONNECTION)
                self.connection.focus_field("base_url")
            case words.MODELS:
                self.fetch_models()
            case words.RETRY | words.AGREE:
                self.test(self._wanted)

    def _open_page(self) -> None:
        provider = self._editor.provider if self._editor is not None else None
        if provider is not None and provider.key_url:
            QDesktopServices.openUrl(QUrl(provider.key_url))
