"""The form of one token, new or there already: checked, saved, told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.aio import Jobs
from desktop.viewmodels.token_form import (
    FIELDS,
    LIMITS,
    TokenForm,
    changes_of,
    check,
    draft_of,
    form_of,
    sentence,
    wrong_subnet,
)
from desktop.viewmodels.tokens import TokensModel
from gateway.domain.budget import BudgetLeft, Scope
from gateway.domain.person import OWNER_ID, Person
from gateway.domain.token import Token
from gateway.errors import ServiceError
from gateway.services.tokens import CreatedToken


class TokenEditor(QObject):
    """The form of one token, new or there already."""

    changed = Signal()
    invalid = Signal(str)
    """The first field that cannot be saved."""
    failed = Signal(object)
    created = Signal(object)
    """The CreatedToken, key and all: the one time it is handed out unasked."""
    saved = Signal()

    def __init__(
        self, tokens: TokensModel, token: Token | None = None, person_id: int = OWNER_ID
    ) -> None:
        """``person_id`` is whose a new one will be, unless another is chosen."""
        super().__init__(tokens)
        self._tokens = tokens
        self._jobs = Jobs(self, self.failed.emit)
        self.token = token
        self._saved = form_of(token) if token is not None else TokenForm(person=person_id)
        self.form = self._saved
        self.errors: dict[str, str] = {}
        self._saving = False
        tokens.people_changed.connect(self._follow_people)

    @property
    def dirty(self) -> bool:
        return self.form != self._saved

    @property
    def busy(self) -> bool:
        return self._saving

    def models(self) -> list[str]:
        """What there is to choose from."""
        return self._tokens.gateway.models.list_all()

    def groups(self) -> list[str]:
        """What there is to choose from beside its person's."""
        known = self._tokens.gateway.tokens.groups()
        return known if self.form.group in ("", *known) else [*known, self.form.group]

    def budgets_left(self) -> tuple[BudgetLeft, ...]:
        """How the token's budgets stand."""
        if self.token is None:
            return ()
        return self._tokens.gateway.limits.left(Scope.TOKEN, self.token.id)

    def person(self) -> Person | None:
        """Whose token it is; None for a new one."""
        return None if self.token is None else self._tokens.person(self.token)

    def people(self) -> tuple[Person, ...]:
        """Whose a new token may be; nobody to choose from where there is the owner alone."""
        people = self._tokens.people() if self.token is None else ()
        return people if len(people) > 1 else ()

    def _follow_people(self) -> None:
        """Whoever was removed is not to be chosen any more."""
        known = {person.id for person in self._tokens.people()}
        if self.token is None and self.form.person not in known:
            self.form = replace(self.form, person=OWNER_ID)
        self.changed.emit()

    def type_subnet(self, text: str) -> None:
        """What stands in the field of addresses so far: what cannot become one is told at once."""
        self._tell_subnets(wrong_subnet(self.form.subnets, text))

    def _tell_subnets(self, wrong: str) -> None:
        if wrong == self.errors.get("subnets", ""):
            return
        if wrong:
            self.errors["subnets"] = wrong
        else:
            self.errors.pop("subnets", None)
        self.changed.emit()

    def set(self, **values: Any) -> None:
        """New values of the form's fields; their errors are forgotten."""
        form = replace(self.form, **values)
        if form == self.form:
            return
        self.form = form
        for name in values:
            self.errors.pop({"expiry": "expires_at"}.get(name, name), None)
        if "subnets" in values and (wrong := wrong_subnet(form.subnets)):
            self.errors["subnets"] = wrong
        self.changed.emit()

    def save(self) -> None:
        """Makes or changes the token; ``invalid`` names the field that forbids it."""
        if self._saving:
            return
        self.errors = check(self.form, _now())
        if self.errors:
            self._blame(self.errors)
            return
        self._jobs.run("save", self._save())

    async def _save(self) -> None:
        form, tokens, now = self.form, self._tokens.gateway.tokens, _now()
        self._saving = True
        self.changed.emit()
        made: CreatedToken | None = None
        try:
            if self.token is None:
                made = await tokens.create(draft_of(form, now))
                self.token = made.token
            else:
                self.token = await tokens.update(self.token.id, changes_of(form, self._saved, now))
        except ServiceError as error:
            words = {name: sentence(_WORDED[name]) for name in error.fields if name in _WORDED}
            if not words:
                raise
            self._blame(words)
            return
        finally:
            self._saving = False
            self.changed.emit()
        self._saved = form_of(self.token)
        if self.form == form:
            self.form = self._saved
        self._tokens.put(self.token)
        self.changed.emit()
        if made is not None:
            self.created.emit(made)
        else:
            self.saved.emit()

    def _blame(self, errors: dict[str, str]) -> None:
        self.errors = errors
        self.changed.emit()
        self.invalid.emit(min(errors, key=FIELDS.index))


_WORDED = {name: "limit" for name in LIMITS} | {
    name: name for name in ("name", "balance", "models", "group")
}


def _now() -> datetime:
    return datetime.now().astimezone()
