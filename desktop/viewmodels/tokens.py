"""The tokens: listed, sorted and searched, switched, copied, deleted and brought back."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from desktop.aio import Jobs
from desktop.bridge import EventBridge
from desktop.models.token_order import Sorting, matching, ordered
from desktop.models.token_table import TokenRow
from desktop.viewmodels.people import person_name
from desktop.viewmodels.rereading import Rereading
from gateway.app import Gateway
from gateway.domain.budget import Scope
from gateway.domain.person import Person
from gateway.domain.token import Token
from gateway.services.tokens import DeletedToken, NewAddress

_AGE_MS = 60_000


class TokensModel(QObject):
    """``changed`` when the rows are to be read again; ``failed`` carries what went wrong."""

    changed = Signal()
    people_changed = Signal()
    failed = Signal(object)
    deleted = Signal(object)
    duplicated = Signal(object)
    """The CreatedToken that was made like another."""

    def __init__(
        self, gateway: Gateway, bridge: EventBridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self, self.failed.emit)
        self._tokens: dict[int, Token] = {}
        self._people: dict[int, Person] = {}
        self._new: dict[int, NewAddress] = {}
        self._switching: dict[int, bool] = {}
        self._search = ""
        self._whose = 0
        self._sorting = Sorting()
        self._edits = 0
        self.problem: Exception | None = None
        """Why the list could not be read, if it could not."""
        self._loaded = False
        # "4 min ago" grows old by itself.
        self._reading = Rereading(self._jobs, self._load, self, age_ms=_AGE_MS)
        self._reading.aged.connect(self.changed)
        bridge.tokens_changed.connect(self._reading.changed)
        bridge.requests_finished.connect(self._reading.used)

    @property
    def gateway(self) -> Gateway:
        return self._gateway

    @property
    def loaded(self) -> bool:
        return self._loaded

    @property
    def busy(self) -> bool:
        """Whether a switch is being stored."""
        return bool(self._switching)

    @property
    def now_ms(self) -> int:
        return self._gateway.now_ms()

    @property
    def count(self) -> int:
        """All there are, whatever is searched."""
        return len(self._tokens)

    @property
    def search(self) -> str:
        return self._search

    def set_search(self, text: str) -> None:
        if text != self._search:
            self._search = text
            self.changed.emit()

    @property
    def whose(self) -> int:
        """Whose tokens are shown, by id; 0 for everybody's."""
        return self._whose

    def show_whose(self, person_id: int) -> None:
        if person_id != self._whose:
            self._whose = person_id
            self.changed.emit()

    def people(self) -> tuple[Person, ...]:
        """Everybody, the owner first, as far as that is known yet."""
        return tuple(self._people.values())

    @property
    def alone(self) -> bool:
        """Whether every token is the owner's."""
        return len(self._people) < 2

    @property
    def sorting(self) -> Sorting:
        return self._sorting

    def sort(self, sorting: Sorting) -> None:
        if sorting != self._sorting:
            self._sorting = sorting
            self.changed.emit()

    def rows(self) -> tuple[TokenRow, ...]:
        """Those that match the search, sorted; newest first unless asked otherwise."""
        now = self.now_ms
        tokens = (t for t in self._tokens.values() if self._whose in (0, t.person_id))
        rows = [self._row(token) for token in tokens]
        return ordered(matching(rows, self._search, now), self._sorting)

    def _row(self, token: Token) -> TokenRow:
        person = self.person(token)
        return TokenRow(
            token,
            self._switching.get(token.id, token.enabled),
            self._new.get(token.id),
            self.gateway.limits.left(Scope.TOKEN, token.id) if token.budgets else (),
            person_name(person) if person is not None else "",
            person is not None and not person.enabled,
        )

    def token(self, token_id: int) -> Token | None:
        return self._tokens.get(token_id)

    def person(self, token: Token) -> Person | None:
        """Whose a token is, as far as that is known yet."""
        return self._people.get(token.person_id)

    # Reading

    def watch(self, watched: bool) -> None:
        """Whether anybody looks."""
        self._reading.watch(watched)

    def refresh(self) -> None:
        self._reading.refresh()

    async def _load(self) -> None:
        edits = self._edits
        try:
            tokens = await self._gateway.tokens.list()
            new = await self._gateway.tokens.new_addresses(tokens)
            people = await self._gateway.people.list()
        except Exception as error:
            self.problem = error
            self.changed.emit()
            return
        self._take_people(people)
        # What was done meanwhile is ahead of what was read.
        if edits == self._edits:
            self._tokens = {token.id: token for token in tokens}
            self._new = new
        else:
            self._reading.stale = True
        self._loaded, self.problem = True, None
        self.changed.emit()
        self._reading.again()

    def _take_people(self, people: Iterable[Person]) -> None:
        before, self._people = self._people, {person.id: person for person in people}
        if self._whose not in self._people:
            self._whose = 0
        if before != self._people:
            self.people_changed.emit()

    # What is done to them

    def set_enabled(self, token_id: int, enabled: bool) -> None:
        """Shown at once, put back if it could not be stored."""
        self._switching[token_id] = enabled
        self.changed.emit()
        self._jobs.run(f"switch {token_id}", self._switch(token_id, enabled))

    async def _switch(self, token_id: int, enabled: bool) -> None:
        try:
            self.put(await self._gateway.tokens.set_enabled(token_id, enabled))
        finally:
            if self._switching.get(token_id) is enabled:
                del self._switching[token_id]
            self.changed.emit()

    def delete(self, token_id: int) -> None:
        """It stops working at once; ``deleted`` carries what brings it back."""
        self._jobs.run(f"delete {token_id}", self._delete(token_id))

    async def _delete(self, token_id: int) -> None:
        undo = await self._gateway.tokens.delete(token_id)
        self._edits += 1
        self._tokens.pop(token_id, None)
        self.changed.emit()
        self.deleted.emit(undo)

    def restore(self, undo: DeletedToken) -> None:
        self._jobs.run(f"restore {undo.token_id}", self._restore(undo))

    async def _restore(self, undo: DeletedToken) -> None:
        self.put(await self._gateway.tokens.restore(undo))
        self.changed.emit()

    def duplicate(self, token_id: int) -> None:
        """One with the same limits and a key of its own; ``duplicated`` carries it."""
        self._jobs.run(f"duplicate {token_id}", self._duplicate(token_id))

    async def _duplicate(self, token_id: int) -> None:
        made = await self._gateway.tokens.duplicate(token_id)
        self.put(made.token)
        self.duplicated.emit(made)

    def reveal(self, token_id: int, use: Callable[[str], None]) -> None:
        """Hands the whole key to ``use``; nothing here keeps it."""
        self._jobs.run(f"reveal {token_id}", self._reveal(token_id, use))

    async def _reveal(self, token_id: int, use: Callable[[str], None]) -> None:
        use(await self._gateway.tokens.reveal(token_id))

    def put(self, token: Token) -> None:
        self._edits += 1
        self._tokens[token.id] = token
        self.changed.emit()
