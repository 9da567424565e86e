"""One channel before it is added: its models are fetched and it is tested while it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.aio import Jobs
from desktop.viewmodels.channel_checks import setting_problem
from gateway.app import Gateway
from gateway.domain.channel import ChannelDraft, Secret
from gateway.errors import HomeportError, ServiceError
from gateway.services.channels import (
    Detection,
    FieldSpec,
    ModelInfo,
    ProviderView,
    TestResult,
)

NO_MODELS = "no_models"
_PREFIXES = ("sk-ant-", "sk-proj-", "sk-svcacct-", "sk-or-v1-", "sk-", "gsk_", "xai-", "AIza")
_BULLETS = "••••"


class Phase(StrEnum):
    """How far something is that takes time."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Source(StrEnum):
    """Where the models come from."""

    LISTED = "listed"
    CATALOGUE = "catalogue"
    NAMED = "named"


def masked(secret: Secret, prefix: str = "") -> str:
    """A key as it is shown: what all keys of its kind begin with, and its last characters."""
    value = secret.reveal()
    known = (prefix, *_PREFIXES) if prefix else _PREFIXES
    shown = next((each for each in known if value.startswith(each)), "")
    return f"{shown}{_BULLETS}{secret.hint}"


class Proposal(QObject):
    """What a paste, a tile or a found server proposes.

    Nothing is sent anywhere while the key could be another company's (``clash``) or is missing.
    ``added`` carries the channel; ``replaced`` a detection and the provider to take instead.
    """

    changed = Signal()
    added = Signal(object)
    replaced = Signal(object, str)

    def __init__(
        self,
        gateway: Gateway,
        provider: ProviderView,
        draft: ChannelDraft,
        *,
        found: Sequence[ModelInfo] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self, self._failed)
        self._found = tuple(found)
        self._made_id = 0
        self._clashing: Detection | None = None
        self.provider = provider
        self.draft = replace(draft, name=self._free_name(draft.name or provider.name))
        self.clash: ProviderView | None = None
        """Whose key it looks like, where that is another provider's than the one chosen."""
        self.models: tuple[ModelInfo, ...] = ()
        self.chosen: tuple[str, ...] = draft.models
        self.source = Source.LISTED
        self.models_phase = Phase.WAITING
        self.models_error: ServiceError | None = None
        self.test_phase = Phase.WAITING
        self.test_result: TestResult | None = None
        self.test_error: Exception | None = None
        self.adding = False
        """It is being added, or will be as soon as its models are known."""
        self.add_error: Exception | None = None

    # What is known

    @property
    def missing_key(self) -> bool:
        return self.provider.needs_key and not self.draft.keys

    @property
    def missing_address(self) -> bool:
        return not (self.draft.base_url or self.provider.base_url)

    @property
    def connecting(self) -> list[FieldSpec]:
        """The provider's settings that say where requests go."""
        return [spec for spec in self.provider.fields if spec.connects]

    @property
    def settings(self) -> list[tuple[str, Any]]:
        """Their values, as they are typed or as they are unless said."""
        typed = self.draft.settings
        return [
            (spec.name, typed.get(spec.name, "" if spec.default is None else spec.default))
            for spec in self.connecting
        ]

    @property
    def setting_problems(self) -> dict[str, str]:
        """Sentences by setting."""
        values = dict(self.settings)
        found = {spec.name: setting_problem(spec, values[spec.name]) for spec in self.connecting}
        return {name: words for name, words in found.items() if words}

    @property
    def complete(self) -> bool:
        """Whether its provider can be asked."""
        missing = self.missing_key or self.missing_address or self.clash
        return not (missing or self.setting_problems)

    @property
    def can_add(self) -> bool:
        return self.complete and (bool(self.chosen) or self.models_phase is Phase.RUNNING)

    @property
    def keys(self) -> list[str]:
        """Its keys as they may be shown."""
        return [masked(key, self.provider.key_hint) for key in self.draft.keys]

    # What a person says

    def begin(self) -> None:
        """Asks the provider as soon as everything that takes is there."""
        if self._found:
            self._take_models(self._found, Source.LISTED)
        elif self.complete:
            self.fetch()
        self.changed.emit()

    def set_name(self, name: str) -> None:
        self.draft = replace(self.draft, name=name.strip())

    def set_base_url(self, url: str) -> None:
        if url.strip() != self.draft.base_url:
            self.draft = replace(self.draft, base_url=url.strip())
            self._found = ()
            self._restart()

    def set_setting(self, name: str, value: object) -> None:
        if self.draft.settings.get(name) != value:
            self.draft = replace(self.draft, settings={**self.draft.settings, name: value})
            self._restart()

    def set_key(self, text: str) -> None:
        """A key typed or pasted into the form; several on lines of their own are several keys."""
        detection = self._gateway.channels.detect(text)
        keys = detection.keys or tuple(self._gateway.channels.keys_in(text))
        if keys == self.draft.keys:
            return
        self.draft = replace(self.draft, keys=keys)
        self.clash, self._clashing = None, None
        whose = detection.provider
        # Servers of one's own resell all keys, so any may be theirs.
        if whose and whose != self.provider.id and self.provider.base_url:
            self.clash, self._clashing = self._view(whose), detection
        self._restart()

    def keep_provider(self) -> None:
        """The key is this provider's, whatever it looks like."""
        self.clash, self._clashing = None, None
        self._restart()

    def change_provider(self) -> None:
        """Takes the provider that the key looks like."""
        if self.clash is not None and self._clashing is not None:
            self.replaced.emit(self._clashing, self.clash.id)

    def choose_models(self, names: Sequence[str]) -> None:
        self.chosen = tuple(names)
        self.changed.emit()

    def name_models(self, names: Sequence[str]) -> None:
        """Names typed where the provider lists none."""
        self.source = Source.NAMED
        self.choose_models(names)

    # What it asks

    def fetch(self) -> None:
        """Asks the provider for its models; then tests."""
        self.models_phase, self.models_error = Phase.RUNNING, None
        self.changed.emit()
        self._jobs.run("models", self._fetch())

    def test(self, model: str = "") -> None:
        """A real request of a few tokens."""
        self.test_phase, self.test_result, self.test_error = Phase.RUNNING, None, None
        self.changed.emit()
        self._jobs.run("test", self._test(model))

    def cancel_test(self) -> None:
        self._jobs.cancel("test")
        self.test_phase = Phase.WAITING
        self.changed.emit()

    def add(self) -> None:
        """Makes the channel, whatever its test has said; at once, or when its models are there."""
        if not self.can_add or self.adding:
            return
        self.adding, self.add_error = True, None
        self.changed.emit()
        if self.chosen:
            self._jobs.run("add", self._add())

    def give_up(self) -> None:
        """Ends what runs and forgets the key."""
        for job in ("models", "test"):
            self._jobs.cancel(job)
        self.draft = replace(self.draft, keys=())

    def unlock(self) -> None:
        """Asks the keyring once more, then adds."""
        self._jobs.run("unlock", self._unlock())

    def _restart(self) -> None:
        for job in ("models", "test"):
            self._jobs.cancel(job)
        self.models, self.models_error = (), None
        self.chosen = self.draft.models
        self.models_phase = self.test_phase = Phase.WAITING
        self.test_result, self.test_error, self.add_error = None, None, None
        self.adding = False
        if self.complete:
            self.fetch()
        else:
            self.changed.emit()

    async def _fetch(self) -> None:
        channels = self._gateway.channels
        source = Source.LISTED
        try:
            models = await channels.fetch_models(self.draft)
        except ServiceError as error:
            models = channels.catalogue(self.provider.id) if error.code == "not_supported" else []
            source = Source.CATALOGUE
            if not models and error.code == "not_supported" and self.draft.models:
                source = Source.NAMED
            elif not models:
                self._no_models(error)
                return
        if not models and not self.draft.models:
            self._no_models(ServiceError(NO_MODELS, "the provider has no models"))
            return
        self._take_models(models, source)

    def _no_models(self, error: ServiceError) -> None:
        self.models_phase, self.models_error = Phase.FAILED, error
        self.adding = False
        self.changed.emit()

    def _take_models(self, models: Sequence[ModelInfo], source: Source) -> None:
        asked = [ModelInfo(name) for name in self.draft.models]
        unique = {model.id: model for model in (*asked, *models)}
        self.models = tuple(unique.values())
        self.chosen = tuple(unique)
        self.source = source
        self.models_phase = Phase.DONE
        self.test()
        if self.adding:
            self._jobs.run("add", self._add())

    async def _test(self, model: str) -> None:
        draft = replace(self.draft, models=self.chosen)
        try:
            result = await self._gateway.channels.test(draft, model)
        except HomeportError as error:
            self.test_phase, self.test_error = Phase.FAILED, error
        else:
            self.test_result = result
            self.test_phase = Phase.DONE if result.ok else Phase.FAILED
            if self._made_id:
                await self._gateway.channels.keep_test(self._made_id, result)
        self.changed.emit()

    async def _add(self) -> None:
        channels = self._gateway.channels
        try:
            channel = await channels.create(replace(self.draft, models=self.chosen))
            # A test still under way leaves its result with the channel when it ends.
            self._made_id = channel.id
            if self.test_result is not None:
                await channels.keep_test(channel.id, self.test_result)
        finally:
            self.adding = False
        self.draft = replace(self.draft, keys=())
        self.added.emit(channel)

    async def _unlock(self) -> None:
        await self._gateway.vault.retry()
        self.add()

    def _failed(self, error: Exception) -> None:
        self.add_error = error
        self.changed.emit()

    def _view(self, ident: str) -> ProviderView | None:
        return next((each for each in self._gateway.channels.providers() if each.id == ident), None)

    def _free_name(self, name: str) -> str:
        taken = {channel.name for channel in self._gateway.planner.snapshot.channels}
        free, number = name, 1
        while free in taken:
            number += 1
            free = f"{name} {number}"
        return free
