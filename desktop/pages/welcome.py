"""Welcome: the overview while there is no channel, and the way to add one from everywhere else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.pages.shell import Shell
from desktop.pages.welcome_ask import AskCard
from desktop.pages.welcome_card import ResultCard
from desktop.pages.welcome_found import FoundList, ProviderTiles
from desktop.pages.welcome_models import ModelsSheet
from desktop.pages.welcome_parts import Hint, Intro, KeptLine
from desktop.theme import px, theme
from desktop.viewmodels.welcome import Step, WelcomeModel
from desktop.widgets.base import follow_theme
from desktop.widgets.contour import ContourBackground
from desktop.widgets.paste_field import PasteField
from desktop.widgets.scroll_page import PageHeader

PASTED_AT_ONCE = 8
"""Characters that come in one change: nobody types that fast, so the text is complete."""


class WelcomePage(QWidget):
    """``open(page)`` shows it as "Add a channel" with a way back to that page."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._model = WelcomeModel(shell.gateway, self)
        self._back = ""
        self._length = 0
        self._card: ResultCard | AskCard | None = None
        self._sheet: ModelsSheet | None = None
        self._contours = ContourBackground(self)
        self._header = PageHeader("")
        self._header.crumb_clicked.connect(lambda _index: self._leave())
        self._intro = Intro()
        self._field = PasteField("")
        self._field.setObjectName("paste-field")
        self._hint = Hint()
        self._found = FoundList()
        self._tiles = ProviderTiles(self._model.tiles, self._model.providers)
        self._kept = KeptLine()
        self._make_column()
        self._connect_parts()
        self._retranslate()
        self._show()
        follow_theme(self)

    def _make_column(self) -> None:
        self._content = QWidget()
        self._reading = QWidget()
        self._column = QVBoxLayout(self._reading)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._slot = QVBoxLayout()
        for part in (self._intro, self._field, self._hint):
            self._column.addWidget(part)
        self._column.addLayout(self._slot)
        self._column.addWidget(self._found)
        self._column.addWidget(self._tiles)
        self._column.addWidget(self._kept)
        self._column.addStretch(1)
        self._frame = QHBoxLayout(self._content)
        self._left = QWidget()
        self._frame.addWidget(self._left, 1)
        self._frame.addWidget(self._reading, 1_000)
        self._frame.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setWidget(self._content)
        # Given to a scroll area a widget fills its ground, and the contours would be hidden.
        self._content.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._header)
        self._notice: QWidget | None = None
        self._notice_slot = QVBoxLayout()
        outer.addLayout(self._notice_slot)
        outer.addWidget(self._area, 1)
        self.setFocusProxy(self._field)

    def _connect_parts(self) -> None:
        model = self._model
        self._field.changed.connect(self._typed)
        self._field.submitted.connect(self._take)
        self._field.pasted.connect(self._take)
        self._field.chip_clicked.connect(lambda: self._take(self._shell.clipboard.text()))
        self._found.add_clicked.connect(model.add_found)
        self._tiles.chosen.connect(model.choose)
        self._kept.echo_clicked.connect(model.add_echo)
        self._kept.unlock_clicked.connect(model.unlock)
        model.changed.connect(self._show)
        model.found_changed.connect(self._show_found)
        model.finished.connect(lambda: self._shell.window.go("connect"))
        model.failed.connect(self._shell.window.tell_error)
        QGuiApplication.clipboard().dataChanged.connect(self._offer_paste)
        self._shell.bridge.vault_changed.connect(self._show_vault)
        self._shell.bridge.server_changed.connect(self._show_endpoint)

    # The window's calls

    @property
    def busy(self) -> bool:
        """Whether somebody is in the middle of something here."""
        return self._model.step is not Step.PASTE or bool(self._field.text.strip())

    def open(self, argument: object) -> None:
        """``argument`` is the key of the page to go back to, '' as the overview's empty state.

        What was begun here goes on.
        """
        self._back = argument if isinstance(argument, str) else ""
        self._retranslate()

    def take_text(self, text: str) -> bool:
        """What was dropped on the window, as if it had been pasted: a card, nothing more."""
        self._model.start_over()
        return self._model.take(text)

    def set_notice(self, notice: QWidget | None) -> None:
        """The window's banner, above everything else."""
        old, self._notice = self._notice, notice
        if old is not None and old is not notice:
            self._notice_slot.removeWidget(old)
            old.hide()
        if notice is not None:
            self._notice_slot.addWidget(notice)
            notice.show()
        self.restyle()

    def shown(self) -> None:
        self._show_endpoint()
        self._show_vault()
        self._offer_paste()
        self._model.look_around()
        if self._model.step is Step.PASTE:
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self._model.start_over()
        self._shell.window.go(self._back or "overview")

    # What a person does

    def _typed(self, text: str) -> None:
        grown = len(text) - self._length
        self._length = len(text)
        if grown >= PASTED_AT_ONCE and self._model.take(text):
            return
        if grown < PASTED_AT_ONCE:
            self._model.type(text)

    def _take(self, text: str) -> None:
        self._model.take(text)

    def _choose_models(self) -> None:
        proposal = self._model.proposal
        if proposal is None:
            return
        if self._sheet is None:
            self._sheet = ModelsSheet()
            self._sheet.accepted.connect(self._take_models)
            self._sheet.close_requested.connect(self._close_sheet)
        self._sheet.offer([model.id for model in proposal.models], proposal.chosen)
        self._shell.window.open_sheet(self._sheet)
        self._sheet.focus_search()

    def _take_models(self, names: list[str]) -> None:
        if self._model.proposal is not None:
            self._model.proposal.choose_models(names)
        self._close_sheet()

    def _close_sheet(self) -> None:
        self._shell.window.close_sheet()
        if isinstance(self._card, ResultCard):
            self._card.take_focus()

    # What it shows

    def _show(self) -> None:
        # The card takes the focus before the field goes: it would wander to whatever comes next.
        self._show_card()
        step = self._model.step
        if step is not Step.PASTE and self._field.text:
            # The text held a key: what is shown from now on is masked.
            self._length = 0
            self._field.set_text("")
        self._field.setVisible(step is Step.PASTE)
        typed = self._model.typed
        self._hint.setVisible(step is Step.PASTE and typed is not None)
        if step is Step.PASTE and typed is not None:
            whole = bool(self._field.text.strip())
            self._hint.show_detection(typed, self._model.provider(typed.provider), ready=whole)
        self._found.setVisible(step is Step.PASTE and not self._found.empty)
        self._tiles.setVisible(step is not Step.REVIEW)
        self._tiles.set_asking(step is Step.ASK)
        fresh = step is Step.PASTE and not self._back
        self._kept.set_echo(fresh and not self._model.has_echo)

    def _show_card(self) -> None:
        """The card of the step, made anew when its subject changes."""
        proposal = self._model.proposal
        wanted = (self._model.step, id(proposal), *self._model.asked_keys)
        if wanted == self._subject:
            return
        self._subject = wanted
        if self._sheet is not None and self._sheet.isVisible():
            self._shell.window.close_sheet()
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None
        if self._model.step is Step.ASK:
            ask = self._card = AskCard(self._model.asked_keys, self._model.candidates)
            ask.chosen.connect(self._model.choose)
            ask.change_wanted.connect(self._start_over)
        elif proposal is not None:
            card = self._card = ResultCard(proposal, self._model.position)
            card.change_wanted.connect(self._start_over)
            card.skipped.connect(self._model.skip)
            card.choose_wanted.connect(self._choose_models)
        if self._card is not None:
            self._slot.addWidget(self._card)
            self._card.show()
            self._card.take_focus()
            self._tiles.show_first()
            QTimer.singleShot(0, self, lambda: self._area.verticalScrollBar().setValue(0))

    _subject: tuple[object, ...] = (Step.PASTE, id(None))

    def _start_over(self) -> None:
        self._model.start_over()
        self._tiles.show_first()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_found(self) -> None:
        self._found.set_found(self._model.found)
        self._show()

    def _show_vault(self) -> None:
        self._kept.set_vault(self._model.vault_state, opened=self._model.vault_open)

    def _show_endpoint(self) -> None:
        self._intro.set_endpoint(self._model.endpoint)

    def _offer_paste(self) -> None:
        if self.isVisible():
            text = self._shell.clipboard.text()
            ours = self._shell.clipboard.is_ours(text)
            usable = not ours and self._model.offers_paste(text)
            self._field.set_chip(self.tr("Paste from clipboard") if usable else "")

    def _retranslate(self) -> None:
        self._header.setVisible(bool(self._back))
        self._header.set_title(self.tr("Add a channel"))
        names = {"channels": self.tr("Channels"), "overview": self.tr("Overview")}
        self._header.set_crumbs([names.get(self._back, self.tr("Back"))] if self._back else [])
        self._intro.set_brief(bool(self._back))
        self._contours.setVisible(not self._back)
        self._left.setVisible(not self._back)
        self._field.set_placeholder(self.tr("Paste an API key, a base URL or a curl command…"))
        self._offer_paste()
        self._show_vault()
        self._show()
        self.restyle()

    def restyle(self) -> None:
        layout = theme().metrics.layout
        margin, halo = layout.page_margin, px(4)
        self._header.setContentsMargins(margin, px(24), margin, 0)
        above = px(16) if self._notice is not None else 0
        self._notice_slot.setContentsMargins(margin, above, margin, 0)
        self._column.setSpacing(px(12))
        self._slot.setContentsMargins(halo, 0, halo, 0)
        self._frame.setSpacing(0)
        self._place()

    def _place(self) -> None:
        """Where the column begins: a third of the way down a tall page, at the top of a low one."""
        layout = theme().metrics.layout
        margin, halo = layout.page_margin, px(4)
        wide = min(layout.reading_width + 2 * halo, self.width() - 2 * margin + 2 * halo)
        room = self._area.height() - self._column.minimumSize().height()
        top = px(16) if self._back else min(px(66), max(px(20), room // 2))
        self._frame.setContentsMargins(margin - halo, top, margin - halo, px(24))
        self._reading.setMaximumWidth(wide)
        self._tiles.set_width(wide)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._offer_paste()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.ActivationChange:
            self._offer_paste()
