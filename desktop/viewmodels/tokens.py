"""The tokens: listed, switched, made, changed, deleted and brought back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.aio import Jobs
from desktop.bridge import EventBridge
from desktop.models.token_table import TokenRow
from desktop.viewmodels.token_form import (
    FIELDS,
    TokenForm,
    changes_of,
    check,
    draft_of,
    form_of,
    sentence,
)
from gateway.app import Gateway
from gateway.domain.token import Token
from gateway.errors import ServiceError
from gateway.services.tokens import CreatedToken, DeletedToken

_SETTLE_MS = 400
_AGE_MS = 60_000


class TokensModel(QObject):
    """``changed`` when the rows are to be read again; ``failed`` carries what went wrong."""

    changed = Signal()
    failed = Signal(object)
    deleted = Signal(object)

    def __init__(
        self, gateway: Gateway, bridge: EventBridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self, self.failed.emit)
        self._tokens: dict[int, Token] = {}
        self._switching: dict[int, bool] = {}
        self._edits = 0
        self.problem: Exception | None = None
        """Why the list could not be read, if it could not."""
        self._loaded = False
        self._watched = False
        self._stale = True
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.refresh)
        # "4 min ago" grows old by itself.
        self._age = QTimer(self, interval=_AGE_MS)
        self._age.timeout.connect(self.changed)
        bridge.tokens_changed.connect(lambda: self._something_changed(0))
        bridge.requests_finished.connect(lambda _: self._something_changed(_SETTLE_MS))

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

    def rows(self) -> tuple[TokenRow, ...]:
        """Newest first."""
        return tuple(
            TokenRow(token, self._switching.get(token.id, token.enabled))
            for token in sorted(self._tokens.values(), key=lambda token: -token.id)
        )

    def token(self, token_id: int) -> Token | None:
        return self._tokens.get(token_id)

    # Reading

    def watch(self, watched: bool) -> None:
        """Whether anybody looks."""
        self._watched = watched
        if watched:
            self._age.start()
            if self._stale:
                self.refresh()
        else:
            self._age.stop()

    def refresh(self) -> None:
        if self._jobs.busy("load"):
            self._stale = True
            return
        self._stale = False
        self._jobs.run("load", self._load())

    async def _load(self) -> None:
        edits = self._edits
        try:
            tokens = await self._gateway.tokens.list()
        except Exception as error:
            self.problem = error
            self.changed.emit()
            return
        # What was done meanwhile is ahead of what was read.
        if edits == self._edits:
            self._tokens = {token.id: token for token in tokens}
        else:
            self._stale = True
        self._loaded, self.problem = True, None
        self.changed.emit()
        if self._stale:
            self._timer.start(_SETTLE_MS)

    def _something_changed(self, after_ms: int) -> None:
        self._stale = True
        if self._watched and not self._timer.isActive():
            self._timer.start(after_ms)

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

    def reveal(self, token_id: int, use: Callable[[str], None]) -> None:
        """Hands the whole key to ``use``; nothing here keeps it."""
        self._jobs.run(f"reveal {token_id}", self._reveal(token_id, use))

    async def _reveal(self, token_id: int, use: Callable[[str], None]) -> None:
        use(await self._gateway.tokens.reveal(token_id))

    def put(self, token: Token) -> None:
        self._edits += 1
        self._tokens[token.id] = token
        self.changed.emit()


class TokenEditor(QObject):
    """The form of one token, new or there already."""

    changed = Signal()
    invalid = Signal(str)
    """The first field that cannot be saved."""
    failed = Signal(object)
    created = Signal(object)
    """The CreatedToken, key and all: the one time it is handed out unasked."""
    saved = Signal()

    def __init__(self, tokens: TokensModel, token: Token | None = None) -> None:
        super().__init__(tokens)
        self._tokens = tokens
        self._jobs = Jobs(self, self.failed.emit)
        self.token = token
        self._saved = form_of(token) if token is not None else TokenForm()
        self.form = self._saved
        self.errors: dict[str, str] = {}
        self._saving = False

    @property
    def dirty(self) -> bool:
        return self.form != self._saved

    @property
    def busy(self) -> bool:
        return self._saving

    def models(self) -> list[str]:
        """What there is to choose from."""
        return self._tokens.gateway.models.list_all()

    def set(self, **values: Any) -> None:
        """New values of the form's fields; their errors are forgotten."""
        form = replace(self.form, **values)
        if form == self.form:
            return
        self.form = form
        for name in values:
            self.errors.pop({"expiry": "expires_at"}.get(name, name), None)
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
            words = {name: sentence(name) for name in error.fields if name in _WORDED}
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


_WORDED = ("name", "balance", "models")


def _now() -> datetime:
    return datetime.now().astimezone()
