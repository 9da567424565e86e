"""What is filtered for in the log, as a value: a stretch of time and a text of terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from desktop.models.request_cells import output_estimate
from desktop.viewmodels.log_query import Query, parse, put, write
from gateway.domain.log_terms import (
    GIVEN_AGAIN,
    NUMBERS,
    RUNNING,
    STREAM,
    Subject,
    Term,
    by_subject,
    named,
    numbered,
    pattern,
)
from gateway.services.logs import LiveRequest, LogFilter, Purpose

_read = lru_cache(maxsize=32)(parse)


class Range(StrEnum):
    TODAY = "today"
    WEEK = "week"
    ALL = "all"
    WINDOW = "window"
    """A stretch of time that was chosen here or asked for by another page."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to filter by; channels, tokens and people by number."""

    channels: Mapping[int, str] = field(default_factory=dict)
    tokens: Mapping[int, str] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)
    models: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()
    served: tuple[str, ...] = ()
    """Models that ever answered, by their providers' names."""

    def of(self, subject: Subject) -> Mapping[int, str]:
        """Names by number; none for what has no numbers."""
        match subject:
            case Subject.CHANNEL:
                return self.channels
            case Subject.TOKEN:
                return self.tokens
            case Subject.PERSON:
                return self.people
        return {}

    @property
    def vocabulary(self) -> dict[Subject, tuple[str, ...]]:
        """Names to be offered, each once."""
        numbered_ones = (Subject.CHANNEL, Subject.TOKEN, Subject.PERSON)
        words = {each: tuple(dict.fromkeys(self.of(each).values())) for each in numbered_ones}
        served = (*self.served, *GIVEN_AGAIN)
        words |= {Subject.MODEL: self.models, Subject.SERVED: served}
        return {**words, Subject.CLIENT: self.clients}

    def value(self, subject: Subject, key: int) -> str:
        """How a term names one of them: by its name where that is clear, else by its number."""
        name = self.of(subject).get(key, "")
        alone = list(self.of(subject).values()).count(name) == 1
        clear = alone and name and "*" not in name and numbered(name) is None
        return name if clear else f"#{key}"

    def key(self, subject: Subject, value: str | None) -> int | None:
        """The one that a term's value means: 0 for none, None for more than one or something else.

        ``value`` as :meth:`Query.only` tells it.
        """
        if not value:
            return 0 if value == "" else None
        number = numbered(value)
        if number is not None:
            return number
        found = named(value, self.of(subject))
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is filtered for. ``window`` is start and end in Unix ms, for ``Range.WINDOW``."""

    range: Range = Range.TODAY
    window: tuple[int, int] = (0, 0)
    text: str = ""

    @property
    def query(self) -> Query:
        return _read(self.text)

    @property
    def terms(self) -> tuple[Term, ...]:
        return self.query.terms

    @property
    def narrowed(self) -> bool:
        """Whether anything but the range limits."""
        return bool(self.terms)

    @property
    def stored(self) -> bool:
        """Whether ended requests can match: not when only running ones are asked for."""
        statuses = [t.value for t in self.query.of(Subject.STATUS) if not t.without]
        return not statuses or set(statuses) != {RUNNING}

    def matches(self, request: LiveRequest, choices: Choices) -> bool:
        """Whether a running request belongs to what is shown, judged as the store would."""
        since, until = self.window if self.range is Range.WINDOW else (0, 0)
        if request.at < since or (until and request.at >= until):
            return False
        for subject, group in by_subject(self.terms).items():
            test = any if subject in _ALTERNATIVES else all
            if not test(_fits(term, request, choices) for term in group):
                return False
        return not any(_fits(t, request, choices) for t in self.terms if t.without)

    def renamed(self, choices: Choices) -> Chosen:
        """The same with names instead of numbers, where names are clear."""
        text = self.text
        for subject in (Subject.CHANNEL, Subject.TOKEN, Subject.PERSON):
            number = numbered(self.query.only(subject) or "")
            if number is not None:
                text = put(text, subject, choices.value(subject, number))
        return Chosen(self.range, self.window, text)


def asked_text(which: LogFilter) -> str:
    """The terms of a filter that another page asks for."""
    terms = [Term(Subject.TEXT, which.text)] if which.text else []
    for subject, value in (
        (Subject.MODEL, which.model),
        (Subject.CLIENT, which.client),
        (Subject.TOKEN, which.token_name),
        (Subject.STATUS, which.status),
        (Subject.CHANNEL, f"#{which.channel_id}" if which.channel_id else ""),
        (Subject.TOKEN, f"#{which.token_id}" if which.token_id else ""),
        (Subject.PERSON, f"#{which.person_id}" if which.person_id else ""),
    ):
        if value:
            terms.append(Term(subject, value))
    if which.purpose is not Purpose.ANY:
        terms.append(Term(Subject.IS, "test", without=which.purpose is Purpose.CLIENT))
    return " ".join(write(term) for term in (*terms, *which.terms))


_ALTERNATIVES = (
    Subject.MODEL, Subject.CHANNEL, Subject.TOKEN, Subject.PERSON, Subject.CLIENT, Subject.STATUS,
    Subject.SERVED,
)  # fmt: skip


def _fits(term: Term, request: LiveRequest, choices: Choices) -> bool:
    value = term.value.casefold()
    match term.subject:
        case Subject.STATUS:
            return value == RUNNING
        case Subject.MODEL:
            known = {name: name for name in (*choices.models, request.model)}
            return request.model in named(value, known)
        case Subject.SERVED:
            known = {name: name for name in (*choices.served, request.sent_model)}
            return bool(request.sent_model) and request.sent_model in named(value, known)
        case Subject.CLIENT:
            if "*" in value:
                return pattern(value).fullmatch(request.client.casefold()) is not None
            return value in request.client.casefold()
        case Subject.CHANNEL:
            return _is_meant(value, choices.channels, request.channel_id, request.channel_name)
        case Subject.TOKEN:
            return _is_meant(value, choices.tokens, request.token_id, request.token_name)
        case Subject.IS:
            return value == STREAM and request.stream
        case Subject.TEXT:
            said = (
                request.model, request.channel_name, request.token_name, request.client,
                request.request_id,
            )  # fmt: skip
            return any(value in each.casefold() for each in said)
    return term.subject in NUMBERS and _measures(term, request)


def _is_meant(value: str, names: Mapping[int, str], key: int, name: str) -> bool:
    number = numbered(value)
    if number is not None:
        return number == key
    return key in named(value, {**names, key: name})


def _measures(term: Term, request: LiveRequest) -> bool:
    """What is known so far; a cost is not."""
    match term.subject:
        case Subject.TOTAL:
            return term.holds(request.elapsed_ms)
        case Subject.FIRST:
            return request.first_token_ms > 0 and term.holds(request.first_token_ms)
        case Subject.IN:
            return term.holds(request.input_tokens)
        case Subject.OUT:
            return term.holds(output_estimate(request))
        case Subject.TRIES:
            return term.holds(request.failed_attempts + bool(request.channel_id))
    return False
