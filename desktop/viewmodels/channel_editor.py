"""The editor of one channel: a form over what is stored, checked and saved as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.aio import Jobs
from desktop.models.channel_list import Place, place_of, priorities_after
from desktop.problems import word_error
from desktop.viewmodels.channel_checks import blamed, check, field_order, is_key, sentence
from desktop.viewmodels.channel_form import (
    ChannelForm,
    KeyEdit,
    changes_of,
    form_of,
    rebased,
    setting_field,
)
from desktop.viewmodels.channels import ChannelsModel
from gateway.app import Gateway
from gateway.domain.budget import BudgetLeft, Scope
from gateway.domain.capability import Capability
from gateway.domain.channel import Channel, ChannelKey, KeyState, Secret
from gateway.errors import ServiceError
from gateway.services.channels import FieldSpec, ProviderView, TestPlan

_CONNECTS = ("provider", "base_url", "headers", "settings", "proxy", "authority", "overrides")


class ChannelEditor(QObject):
    """``changed`` after every edit; it lives on while its sheet is closed, if it has changes."""

    changed = Signal()
    offered_changed = Signal()
    saved = Signal()
    invalid = Signal(str)
    """The first field, in the order of the sheet, that cannot be saved."""
    failed = Signal(object)

    def __init__(self, gateway: Gateway, channels: ChannelsModel, channel: Channel) -> None:
        super().__init__(channels)
        self._gateway = gateway
        self._channels = channels
        self._jobs = Jobs(self, self.failed.emit)
        self.channel = channel
        self._saved = form_of(channel, self._specs(channel.provider))
        self.form = self._saved
        self.errors: dict[str, str] = {}
        """Sentences by field."""
        self.offered: tuple[str, ...] = ()
        """Models the provider said it has, once it was asked."""
        self.fetch_problem = ""
        """Why the models could not be fetched."""
        self.fetch_note = ""
        self._planned: tuple[Channel, Sequence[TestPlan]] | None = None
        self._fetching = False
        self._saving = False

    # What it is about

    @property
    def provider(self) -> ProviderView | None:
        """The provider the form names."""
        providers = self._gateway.channels.providers()
        return next((p for p in providers if p.id == self.form.provider), None)

    def providers(self) -> list[ProviderView]:
        """Those the channel may change to: where the owner gives the address, they are alike."""
        everyone = self._gateway.channels.providers()
        mine = next((p for p in everyone if p.id == self.channel.provider), None)
        if mine is None:
            return everyone
        return [mine] if mine.base_url else [p for p in everyone if not p.base_url]

    @property
    def fields(self) -> Sequence[FieldSpec]:
        """The provider's own settings."""
        return self._specs(self.form.provider)

    def _specs(self, provider: str) -> Sequence[FieldSpec]:
        views = self._gateway.channels.providers()
        return next((view.fields for view in views if view.id == provider), ())

    @property
    def now_ms(self) -> int:
        return self._gateway.now_ms()

    def budgets_left(self) -> tuple[BudgetLeft, ...]:
        """How the channel's budgets stand."""
        return self._gateway.limits.left(Scope.CHANNEL, self.channel.id)

    @property
    def sealed_by(self) -> str:
        """The vault's state: ``open_keyring``, ``open_keyfile``, ``locked``, ..."""
        return self._gateway.status().vault

    @property
    def dirty(self) -> bool:
        return self.form != self._saved

    @property
    def reconnects(self) -> bool:
        """Whether requests would be sent elsewhere, or otherwise, than what is saved says."""
        if any(replace(edit, name=None) != KeyEdit(edit.id) for edit in self.form.keys):
            return True
        return any(getattr(self.form, name) != getattr(self._saved, name) for name in _CONNECTS)

    @property
    def busy(self) -> bool:
        return self._saving

    @property
    def fetching(self) -> bool:
        return self._fetching

    def take(self, channel: Channel) -> None:
        """The channel as it is stored now; edits stay."""
        if channel == self.channel:
            return
        self.channel = channel
        stored = form_of(channel, self._specs(channel.provider))
        self.form, self._saved = rebased(self.form, self._saved, stored), stored
        self.changed.emit()

    # Edits

    def set(self, **values: Any) -> None:
        """New values of the form's fields; their errors are forgotten."""
        form = replace(self.form, **values)
        if form == self.form:
            return
        self.form = form
        for name in values:
            self.errors.pop(name, None)
        self._channels.set_unsaved(self.channel.id, self.dirty)
        self.changed.emit()

    def set_setting(self, name: str, value: object) -> None:
        for spec in self.fields:
            if spec.name == name:
                self.errors.pop(setting_field(spec), None)
        self.set(settings=tuple((n, value if n == name else v) for n, v in self.form.settings))

    def set_provider(self, provider: str) -> None:
        """Another provider, with its own settings."""
        stored = form_of(self.channel, self._specs(provider))
        self.set(provider=provider, settings=stored.settings)

    def discard(self) -> None:
        """Back to what is stored."""
        self.errors.clear()
        self.form = self._saved
        self._channels.set_unsaved(self.channel.id, False)
        self.changed.emit()

    # Keys

    def key_edit(self, key: ChannelKey) -> KeyEdit:
        return next((edit for edit in self.form.keys if edit.id == key.id), KeyEdit(key.id))

    @property
    def new_keys(self) -> tuple[KeyEdit, ...]:
        return tuple(edit for edit in self.form.keys if not edit.id)

    def add_keys(self, text: str) -> int:
        """Keys from a paste, one per line; returns how many are new."""
        known = {edit.secret for edit in self.new_keys}
        words = [key for key in self._gateway.channels.keys_in(text) if key not in known]
        if not all(is_key(key.reveal()) for key in words):
            self.errors["keys"] = sentence("odd_key")
            self.changed.emit()
            return 0
        added = tuple(KeyEdit(secret=key) for key in words)
        self.set(keys=(*self.form.keys, *added))
        return len(added)

    def first_key(self, text: str) -> str:
        """The first of the keys in a paste."""
        keys = self._gateway.channels.keys_in(text)
        return keys[0].reveal() if keys else ""

    def drop_new_key(self, edit: KeyEdit) -> None:
        self.set(keys=tuple(each for each in self.form.keys if each is not edit))

    def change_key(
        self,
        key: ChannelKey,
        *,
        secret: str = "",
        state: KeyState | None = None,
        remove: bool = False,
    ) -> None:
        """What is to happen to a key; nothing given takes every edit of it back."""
        secret = secret.strip()
        if secret and not is_key(secret):
            self.errors["keys"] = sentence("odd_key")
            self.changed.emit()
            return
        # Switching back to what is stored is no change.
        off = key.state is KeyState.OFF
        if state is not None and (state is KeyState.OFF) == off:
            state = None
        edit = KeyEdit(key.id, Secret(secret) if secret else None, state, remove)
        others = tuple(each for each in self.form.keys if each.id != key.id)
        self.set(keys=others if edit == KeyEdit(key.id) else (*others, edit))

    def rename_key(self, key: ChannelKey, name: str) -> None:
        """What its owner calls it, whatever else is to happen to it."""
        edit = self.key_edit(key)
        renamed = replace(edit, name=None if name.strip() == key.name else name.strip())
        others = tuple(each for each in self.form.keys if each.id != key.id)
        self.set(keys=others if renamed == KeyEdit(key.id) else (*others, renamed))

    def resume(self, key: ChannelKey | None = None) -> None:
        """Ends rests at once, of the channel or of a key; nothing of the form is saved."""
        self._channels.resume(self.channel.id, key.id if key is not None else 0)

    # Tests

    def test_plans(self) -> Sequence[TestPlan]:
        """What it can be tested for, as the form stands, each with the model that is chosen where
        the form names none.
        """
        form = self.form
        now = replace(
            self.channel,
            provider=form.provider,
            models=form.models,
            aliases=dict(form.aliases),
            test_model="",
            test_models={},
        )
        if self._planned is None or self._planned[0] != now:
            self._planned = (now, self._gateway.channels.test_plans(now))
        return self._planned[1]

    def set_test_model(self, capability: Capability, model: str) -> None:
        others = [pair for pair in self.form.test_models if pair[0] != capability.value]
        named = [(capability.value, model.strip())] if model.strip() else []
        self.set(test_models=tuple(sorted([*others, *named])))

    # Place

    @property
    def place(self) -> Place:
        """Where it stands, or will."""
        return self.form.place or place_of(self._channels.priorities(), self.channel.id)

    def set_place(self, place: Place) -> None:
        stands = place_of(self._channels.priorities(), self.channel.id)
        self.set(place=None if place == stands else place)

    def neighbours(self) -> list[list[str]]:
        """The names of the other channels, tier by tier."""
        mine = self.channel.id
        found = [[row.name for row in t.rows if row.id != mine] for t in self._channels.all_tiers()]
        return [names for names in found if names]

    # Models

    def fetch(self) -> None:
        """Asks the provider for its models; changes of the connection are saved before."""
        if self.reconnects:
            self.save(then=self.fetch)
        elif not self._fetching:
            self._jobs.run("fetch", self._fetch())

    async def _fetch(self) -> None:
        self._fetching, self.fetch_problem, self.fetch_note = True, "", ""
        self.offered_changed.emit()
        channels = self._gateway.channels
        try:
            models = await channels.fetch_models(self.channel.id)
            self.offered = tuple(model.id for model in models)
        except ServiceError as error:
            if error.code == "not_supported":
                models = channels.catalogue(self.channel.provider)
                self.offered = tuple(model.id for model in models)
                self.fetch_note = word_error(error)
            else:
                self.fetch_problem = word_error(error)
        finally:
            self._fetching = False
            self.offered_changed.emit()

    # Saving

    def save(self, then: Callable[[], None] | None = None) -> bool:
        """Saves what differs, then calls ``then``; ``invalid`` names the field that forbids it."""
        self.errors = check(self.form, self.channel, self.provider, self.fields)
        if self.errors:
            self.changed.emit()
            self.invalid.emit(min(self.errors, key=field_order))
            return False
        if not self._saving:
            self._jobs.run("save", self._save(then))
        return True

    async def _save(self, then: Callable[[], None] | None) -> None:
        form, reconnects = self.form, self.reconnects
        changes = changes_of(form, self._saved, self.channel)
        self._saving = True
        self.changed.emit()
        try:
            channel = await self._gateway.channels.update(self.channel.id, changes)
        except ServiceError as error:
            if not self._blame(error):
                raise
            return
        finally:
            self._saving = False
            self.changed.emit()
        self._after(channel, form, reconnects)
        if then is not None:
            then()

    def _after(self, channel: Channel, sent: ChannelForm, reconnects: bool) -> None:
        """What was typed while it was being saved stays a change."""
        if sent.place is not None:
            priorities = self._channels.priorities()
            after = priorities_after(priorities, channel.id, sent.place)
            self._channels.set_priorities(after)
            channel = replace(channel, priority=after.get(channel.id, channel.priority))
        stored = form_of(channel, self._specs(channel.provider))
        self.form = rebased(self.form, sent, stored)
        self.channel, self._saved = channel, stored
        self._channels.saved(channel, reconnects=reconnects)
        self._channels.set_unsaved(channel.id, self.dirty)
        self.saved.emit()
        self.changed.emit()

    def _blame(self, error: ServiceError) -> bool:
        """Puts a refusal beside its field; False where it concerns none."""
        words = blamed(error, self.fields)
        if not words:
            return False
        self.errors = words
        self.invalid.emit(min(words, key=field_order))
        return True
