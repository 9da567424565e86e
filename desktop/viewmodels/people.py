"""People and groups: listed with what limits them, changed, and changed back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QObject, Signal

from desktop.aio import Jobs
from desktop.bridge import EventBridge
from desktop.models.people_table import LimitedRow
from desktop.viewmodels.price_form import plain
from desktop.viewmodels.rereading import Rereading
from gateway.app import Gateway
from gateway.domain.budget import Scope
from gateway.domain.person import NOT_LIMITED, GroupLimits, Person
from gateway.domain.token import Token
from gateway.errors import NotFound
from gateway.services.people import RemovedPerson

_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class LimitsUndo:
    """What limited somebody before; ``removed`` when nothing does any more."""

    scope: Scope
    key: int | str
    name: str
    before: GroupLimits
    removed: bool = False


def person_name(person: Person) -> str:
    return person.display_name or person.username


class PeopleModel(QObject):
    """``changed`` when the rows are to be read again; ``failed`` carries what went wrong."""

    changed = Signal()
    failed = Signal(object)
    limited = Signal(object)
    """A LimitsUndo: limits were changed here."""
    removed = Signal(object)
    """A RemovedPerson."""

    def __init__(
        self, gateway: Gateway, bridge: EventBridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self, self.failed.emit)
        self._people: dict[int, Person] = {}
        self._tokens: Sequence[Token] = ()
        self._edits = 0
        self.problem: Exception | None = None
        """Why the lists could not be read, if they could not."""
        self._loaded = False
        # A period ends by itself, and so does a minute.
        self._reading = Rereading(self._jobs, self._load, self, age_ms=_MINUTE_MS)
        self._reading.aged.connect(self.changed)
        for signal in (bridge.tokens_changed, bridge.channels_changed, bridge.settings_changed):
            signal.connect(self._reading.changed)
        bridge.requests_finished.connect(self._reading.used)

    @property
    def gateway(self) -> Gateway:
        return self._gateway

    @property
    def loaded(self) -> bool:
        return self._loaded

    def people(self) -> tuple[LimitedRow, ...]:
        """Everybody, the owner first, with what limits them now."""
        tokens = Counter(token.person_id for token in self._tokens)
        people = sorted(self._people.values(), key=lambda person: person.id)
        return tuple(self._person_row(person, tokens[person.id]) for person in people)

    def groups(self) -> tuple[LimitedRow, ...]:
        """Every group, ``default`` first."""
        own = {person.id: person.group for person in self._people.values()}
        tokens = Counter(token.group or own.get(token.person_id, "") for token in self._tokens)
        people = Counter(own.values())
        multipliers = self._gateway.settings_service.multipliers()
        return tuple(
            LimitedRow(
                Scope.GROUP,
                name,
                name,
                name,
                tokens[name],
                self._gateway.limits.group(name),
                self._gateway.limits.left(Scope.GROUP, name),
                people[name],
                multiplier="" if multiplier == Decimal(1) else plain(multiplier),
            )
            for name, multiplier in multipliers.items()
        )

    def find(self, scope: Scope, key: int | str) -> LimitedRow | None:
        """None for whom there is not, or not any more."""
        rows = self.people() if scope is Scope.PERSON else self.groups()
        return next((row for row in rows if row.key == key), None)

    def _person_row(self, person: Person, tokens: int) -> LimitedRow:
        return LimitedRow(
            Scope.PERSON,
            person.id,
            person_name(person),
            person.group,
            tokens,
            self.limits(Scope.PERSON, person.id),
            self._gateway.limits.left(Scope.PERSON, person.id),
            used_nano=person.used_nano,
            balance_nano=None if person.unlimited else person.balance_nano,
            username=person.username,
            enabled=person.enabled,
        )

    def limits(self, scope: Scope, key: int | str) -> GroupLimits:
        """What limits somebody now."""
        if scope is Scope.GROUP:
            return self._gateway.limits.group(str(key))
        try:
            return self._gateway.limits.person(int(key))
        except NotFound:  # gone since the list was read
            return NOT_LIMITED

    # Reading

    def watch(self, watched: bool) -> None:
        """Whether anybody looks."""
        self._reading.watch(watched)

    def refresh(self) -> None:
        self._reading.refresh()

    async def _load(self) -> None:
        edits = self._edits
        try:
            people = await self._gateway.people.list()
            tokens = await self._gateway.tokens.list()
        except Exception as error:
            self.problem = error
            self.changed.emit()
            return
        # What was done meanwhile is ahead of what was read.
        if edits == self._edits:
            self._people = {person.id: person for person in people}
        else:
            self._reading.stale = True
        self._tokens = tokens
        self._loaded, self.problem = True, None
        self.changed.emit()
        self._reading.again()

    # What is done to them

    def remove_limits(self, row: LimitedRow) -> None:
        """Budgets and rates go at once; ``limited`` carries what brings them back."""
        self._jobs.run(f"limit {row.scope} {row.key}", self._remove(row))

    async def _remove(self, row: LimitedRow) -> None:
        before = self.limits(row.scope, row.key)
        await self._gateway.limits.restore(row.scope, row.key, NOT_LIMITED)
        self.limited.emit(LimitsUndo(row.scope, row.key, row.name, before, removed=True))

    def restore(self, undo: LimitsUndo) -> None:
        """What limited somebody before does so again."""
        self._jobs.run(f"limit {undo.scope} {undo.key}", self._restore(undo))

    async def _restore(self, undo: LimitsUndo) -> None:
        await self._gateway.limits.restore(undo.scope, undo.key, undo.before)
        self.changed.emit()

    def put(self, person: Person) -> None:
        """Somebody who was made or changed, as they are stored now."""
        self._edits += 1
        self._people[person.id] = person
        self.changed.emit()

    def set_enabled(self, person_id: int, enabled: bool) -> None:
        """The keys of somebody who is switched off are refused at once."""
        self._jobs.run(f"switch {person_id}", self._switch(person_id, enabled))

    async def _switch(self, person_id: int, enabled: bool) -> None:
        self.put(await self._gateway.people.set_enabled(person_id, enabled))

    def remove(self, person_id: int) -> None:
        """They are gone with their tokens; ``removed`` carries what brings them back."""
        self._jobs.run(f"remove {person_id}", self._take_away(person_id))

    async def _take_away(self, person_id: int) -> None:
        removed = await self._gateway.people.remove(person_id)
        self._edits += 1
        self._people.pop(person_id, None)
        self.changed.emit()
        self.removed.emit(removed)

    def bring_back(self, removed: RemovedPerson) -> None:
        self._jobs.run(f"remove {removed.person_id}", self._bring_back(removed))

    async def _bring_back(self, removed: RemovedPerson) -> None:
        self.put(await self._gateway.people.restore(removed))
