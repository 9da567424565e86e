"""What the log's filters are called for people, and what is said of a piece nobody understands."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QDateTime

from desktop import format
from desktop.i18n import translate
from desktop.models.request_words import STATUSES
from desktop.viewmodels.log_completion import Option
from desktop.viewmodels.log_query import Piece, Trouble
from gateway.domain.log_terms import ERROR, RUNNING, Subject

_CONTEXT = "LogFilter"
_SUBJECTS: Mapping[Subject, object] = {
    Subject.MODEL: QT_TRANSLATE_NOOP("LogFilter", "Model"),
    Subject.CHANNEL: QT_TRANSLATE_NOOP("LogFilter", "Channel"),
    Subject.TOKEN: QT_TRANSLATE_NOOP("LogFilter", "Token"),
    Subject.PERSON: QT_TRANSLATE_NOOP("LogFilter", "Person"),
    Subject.CLIENT: QT_TRANSLATE_NOOP("LogFilter", "Client"),
    Subject.STATUS: QT_TRANSLATE_NOOP("LogFilter", "Status"),
    Subject.IS: QT_TRANSLATE_NOOP("LogFilter", "Kind"),
    Subject.SERVED: QT_TRANSLATE_NOOP("LogFilter", "Model that answered"),
    Subject.TOTAL: QT_TRANSLATE_NOOP("LogFilter", "Total time, such as >5s"),
    Subject.FIRST: QT_TRANSLATE_NOOP("LogFilter", "Time to the first token"),
    Subject.COST: QT_TRANSLATE_NOOP("LogFilter", "Cost in dollars, such as >0.01"),
    Subject.IN: QT_TRANSLATE_NOOP("LogFilter", "Input tokens"),
    Subject.OUT: QT_TRANSLATE_NOOP("LogFilter", "Output tokens"),
    Subject.TRIES: QT_TRANSLATE_NOOP("LogFilter", "Attempts"),
}
_KINDS: Mapping[str, object] = {
    "test": QT_TRANSLATE_NOOP("LogFilter", "Channel tests"),
    "stream": QT_TRANSLATE_NOOP("LogFilter", "Streamed"),
    "estimated": QT_TRANSLATE_NOOP("LogFilter", "Estimated usage"),
}


def subject_word(subject: Subject) -> str:
    """A filter's name."""
    return translate(_CONTEXT, str(_SUBJECTS[subject]))


def status_name(value: str) -> str:
    """A status of the query in words."""
    if value == RUNNING:
        return translate("LogFilter", "Running")
    if value == ERROR:
        return translate("LogFilter", "All errors")
    return STATUSES[value].text


def option_hint(option: Option) -> str:
    """What a suggestion is."""
    if option.value and option.subject is Subject.STATUS:
        return status_name(option.value)
    if option.value and option.subject is Subject.IS:
        return translate(_CONTEXT, str(_KINDS[option.value]))
    return subject_word(option.subject)


def trouble_words(piece: Piece) -> str:
    """Why a piece does not filter, and what to type instead."""
    match piece.trouble:
        case Trouble.WORD:
            words = translate("LogFilter", "There is no filter {word}. Did you mean {meant}?")
            word = piece.raw.lstrip("-").partition(":")[0]
            return words.format(word=f"“{word}:”", meant=f"{piece.meant}:")
        case Trouble.STATUS:
            words = translate(
                "LogFilter",
                "{piece} is no status. There are running, done, cut_short, cancelled, failed, "
                "refused, interrupted and error.",
            )
        case Trouble.KIND:
            words = translate(
                "LogFilter", "{piece} is no kind. There are test, stream and estimated."
            )
        case _:
            if piece.meant in (Subject.TOTAL, Subject.FIRST):
                words = translate("LogFilter", "{piece} is no time. Type it as 5s, 500ms or 2min.")
            elif piece.meant == Subject.COST:
                words = translate("LogFilter", "{piece} is no amount. Type dollars as 0.01.")
            else:
                words = translate("LogFilter", "{piece} is no number. Type it as 500 or 20k.")
    return words.format(piece=f"“{piece.raw}”")


def window_words(window: tuple[int, int]) -> str:
    """A stretch of time in short: dates alone where it is whole days."""
    since, until = (QDateTime.fromMSecsSinceEpoch(ms) for ms in window)

    def said(when: QDateTime, *, end: bool) -> str:
        if when.time().msecsSinceStartOfDay() == 0:
            return format.short_day(when.date().addDays(-1 if end else 0))
        return f"{format.short_day(when.date())} {when.toString('HH:mm')}"

    if not window[1]:
        return translate("LogFilter", "Since {time}").format(time=said(since, end=False))
    if not window[0]:
        return translate("LogFilter", "Until {time}").format(time=said(until, end=True))
    first, last = said(since, end=False), said(until, end=True)
    return first if first == last else f"{first} – {last}"
