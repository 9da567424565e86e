"""The menus of the log: filters to add, what can be done with one request, and its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop import format
from desktop.i18n import translate
from desktop.pages.logs_words import status_name, subject_word
from desktop.viewmodels.log_choice import Choices
from desktop.viewmodels.log_query import STATUS_VALUES, add, parse, put
from desktop.widgets.menu import Menu
from gateway.domain.log_terms import RUNNING, Compare, Subject, Term
from gateway.domain.money import NANO
from gateway.services.logs import LiveRequest, LogRow

MOST = 20
SLOW_MS = (1_000, 5_000, 15_000, 60_000)
DEAR_NANO = (NANO // 1000, NANO // 100, NANO // 10, NANO)


def open_filter_menu(
    anchor: QWidget, choices: Choices, text: str, write: Callable[[str], None]
) -> Menu:
    """Filters by what there is; ``write`` takes the text that says them."""
    menu = Menu(anchor)
    menu.setObjectName("logs-filter-menu")
    query = parse(text)

    def values(subject: Subject, names: Sequence[tuple[str, str]]) -> None:
        if not names:
            return
        below = _below(menu, subject_word(subject))
        now = query.only(subject)
        for label, value in names[:MOST]:
            chosen = value == now
            new = put(text, subject, "" if chosen else value)
            below.add(label, partial(write, new), checked=chosen)
        menu.addMenu(below)

    values(Subject.MODEL, [(name, name) for name in choices.models])
    values(Subject.SERVED, [(name, name) for name in choices.served])
    for subject in (Subject.CHANNEL, Subject.TOKEN, Subject.PERSON):
        named = choices.of(subject)
        values(subject, [(name, choices.value(subject, key)) for key, name in named.items()])
    values(Subject.CLIENT, [(name, name) for name in choices.clients])
    values(Subject.STATUS, [(status_name(value), value) for value in STATUS_VALUES])
    menu.addSeparator()
    slower = translate("LogFilter", "Longer than {time}")
    dearer = translate("LogFilter", "Dearer than {cost}")
    _limits(menu, text, Subject.TOTAL, SLOW_MS, slower, write)
    _limits(menu, text, Subject.COST, DEAR_NANO, dearer, write)
    menu.addSeparator()
    retried = Term(Subject.TRIES, "", 1, ">")
    menu.add(translate("LogFilter", "Retried"), lambda: write(_with(text, retried)))
    tests = Term(Subject.IS, "test", without=True)
    menu.add(translate("LogFilter", "Without channel tests"), lambda: write(_with(text, tests)))
    menu.open_below(anchor)
    return menu


def _below(menu: Menu, title: str) -> Menu:
    below = Menu(menu)
    # It closes whenever another entry is pointed at, and goes with the whole.
    below.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    below.setTitle(title)
    return below


def _limits(
    menu: Menu,
    text: str,
    subject: Subject,
    limits: Sequence[int],
    words: str,
    write: Callable[[str], None],
) -> None:
    time, cost = translate("LogFilter", "Total time"), translate("LogFilter", "Cost")
    below = _below(menu, time if subject is Subject.TOTAL else cost)
    compare: Compare = ">"
    for limit in limits:
        said = (
            words.format(time=format.seconds(limit))
            if subject is Subject.TOTAL
            else words.format(cost=format.dollars(limit))
        )
        term = Term(subject, "", limit, compare)
        below.add(said, partial(write, _with(text, term)))
    menu.addMenu(below)


def _with(text: str, term: Term) -> str:
    """The term in the place of others of its subject."""
    return add(put(text, term.subject, ""), term)


class RequestMenu(QObject):
    """What can be done with the request of a row; the same by mouse, menu key and Shift+F10."""

    copy_wanted = Signal(str)
    curl_wanted = Signal(object)
    channel_wanted = Signal(int)
    cancel_wanted = Signal(str)
    only_wanted = Signal(object)
    """A Term: this and nothing else of its subject."""
    without_wanted = Signal(object)

    def open(self, entry: LiveRequest | LogRow, choices: Choices, position: QPoint) -> Menu:
        """Opens at a place on the screen."""
        parent = self.parent()
        assert isinstance(parent, QWidget)  # noqa: S101 - a page's
        menu = Menu(parent)
        menu.setObjectName("logs-menu")
        request_id = entry.request_id
        copy = partial(self.copy_wanted.emit, request_id)
        menu.add(self.tr("Copy request id"), copy, icon_name="copy")
        if isinstance(entry, LogRow) and not entry.test:
            curl = partial(self.curl_wanted.emit, entry)
            menu.add(self.tr("Copy as curl"), curl, icon_name="terminal")
        if entry.channel_id:
            show = partial(self.channel_wanted.emit, entry.channel_id)
            menu.add(self.tr("Open channel"), show, icon_name="plug")
        menu.addSeparator()
        terms = self._terms(entry, choices)
        for words, term in zip(self._only_words(), terms, strict=True):
            if term.value:
                only = partial(self.only_wanted.emit, term)
                menu.add(words.format(name=self._said(entry, term)), only, icon_name="funnel")
        model = terms[0]
        words = self.tr("Without model {name}")
        hide = partial(self.without_wanted.emit, replace(model, without=True))
        menu.add(words.format(name=model.value), hide, icon_name="circle-off")
        if isinstance(entry, LiveRequest):
            menu.addSeparator()
            cancel = partial(self.cancel_wanted.emit, request_id)
            menu.add(self.tr("Cancel request"), cancel, icon_name="x", tone="error")
        menu.popup(position)
        return menu

    def _only_words(self) -> tuple[str, ...]:
        return (
            self.tr("Only model {name}"),
            self.tr("Only channel {name}"),
            self.tr("Only token {name}"),
            self.tr("Only client {name}"),
            self.tr("Only status {name}"),
            self.tr("Only answered by {name}"),
        )

    def _terms(self, entry: LiveRequest | LogRow, choices: Choices) -> tuple[Term, ...]:
        channel, token = "", ""
        if entry.channel_id:
            channel = choices.value(Subject.CHANNEL, entry.channel_id)
        if entry.token_id:
            token = choices.value(Subject.TOKEN, entry.token_id)
        asked = entry.requested_model if isinstance(entry, LogRow) else entry.model
        return (
            Term(Subject.MODEL, asked),
            Term(Subject.CHANNEL, channel),
            Term(Subject.TOKEN, token),
            Term(Subject.CLIENT, entry.client),
            Term(Subject.STATUS, entry.status if isinstance(entry, LogRow) else RUNNING),
            Term(Subject.SERVED, entry.sent_model if entry.sent_model != asked else ""),
        )

    def _said(self, entry: LiveRequest | LogRow, term: Term) -> str:
        match term.subject:
            case Subject.CHANNEL:
                name = entry.channel_name or term.value
            case Subject.TOKEN:
                name = entry.token_name or term.value
            case Subject.STATUS:
                name = status_name(term.value)
            case _:
                name = term.value
        # An ampersand would become the entry's mnemonic.
        return name.replace("&", "&&")
