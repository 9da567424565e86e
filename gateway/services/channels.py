"""Channels: made, changed, switched, deleted and brought back. In force with the commit."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from gateway.domain.budget import dated
from gateway.domain.capability import Capability
from gateway.domain.channel import Channel, ChannelDraft, ChannelKey, Secret
from gateway.domain.credentials import split_keys
from gateway.errors import NotFound, ServiceError
from gateway.providers.base import FieldSpec, ModelInfo, Provider
from gateway.providers.pasting.detect import detect, drafts
from gateway.providers.pasting.detection import Candidate, Code, Confidence, Detection, Kind
from gateway.providers.registry import PROVIDERS
from gateway.services import discovery
from gateway.services.channel_balances import ChannelBalances
from gateway.services.channel_drafts import (
    ChannelChanges,
    DeletedChannel,
    KeyChange,
    as_channel,
    changed_channel,
    check_key_change,
    check_secret,
    checked_draft,
    copy_of,
)
from gateway.services.channel_health import HourHealth, read_health
from gateway.services.channel_test_rounds import TestRounds
from gateway.services.channel_test_schedule import ScheduledTests
from gateway.services.channel_tests import ChannelTester, Remedy, TestPlan, TestResult
from gateway.services.channel_ways import invalid
from gateway.services.channel_writes import Rows, change_keys, make_ready, rows_of
from gateway.services.context import Context
from gateway.services.discovery import EnvironmentKey, LocalServer
from gateway.services.model_lists import ModelLister
from gateway.services.provider_views import ProviderView, provider_view
from gateway.services.sealing import seal_channel_key
from gateway.services.state import State
from gateway.store import channels as channel_rows

__all__ = [
    "Candidate",
    "ChannelChanges",
    "ChannelService",
    "Code",
    "Confidence",
    "DeletedChannel",
    "Detection",
    "EnvironmentKey",
    "FieldSpec",
    "HourHealth",
    "KeyChange",
    "Kind",
    "LocalServer",
    "ModelInfo",
    "ProviderView",
    "Remedy",
    "TestPlan",
    "TestResult",
]


class ChannelService:
    """Channels without their secrets: nothing here gives a secret away."""

    def __init__(self, context: Context, state: State) -> None:
        self._context = context
        self._state = state
        self._lister = ModelLister(context)
        self._tester = ChannelTester(context, state)
        self._run = TestRounds(state, self._tester)
        self.balances = ChannelBalances(context, state)
        self.scheduled_tests = ScheduledTests(context, state, self._tester)

    def providers(self) -> builtins.list[ProviderView]:
        """Who a channel may lead to, in the order of lists."""
        return [provider_view(provider) for provider in PROVIDERS.values()]

    def provider_of(self, channel: Channel) -> ProviderView | None:
        """None for a provider that this version does not know."""
        provider = PROVIDERS.get(channel.provider)
        return None if provider is None else provider_view(provider)

    async def list(self) -> builtins.list[Channel]:
        """All channels, oldest first, with what they used so far."""
        channels = await self._context.database.read(channel_rows.list_all)
        return [self._shown(channel) for channel in channels]

    async def get(self, channel_id: int) -> Channel:
        """Raises NotFound."""
        read = partial(channel_rows.get, channel_id)
        return self._shown(await self._context.database.read(read))

    async def key_states(self, channel_id: int) -> builtins.list[ChannelKey]:
        """Its keys as they are now: state, reason, until when they rest."""
        return builtins.list((await self.get(channel_id)).keys)

    async def create(self, draft: ChannelDraft) -> Channel:
        """A new channel. Without models they are fetched, or taken from the provider's catalogue.

        Raises ServiceError ``invalid_channel``, ``invalid_base_url``, ``invalid_key``,
        ``vault_locked``, or why the models could not be fetched.
        """
        provider = self._provider(draft.provider)
        named = bool(draft.name.strip())
        draft = checked_draft(draft, provider)
        if not draft.models:
            draft = replace(draft, models=await self._models_for(draft, provider))
        if not named:
            draft = replace(draft, name=self._free_name(draft.name))
        return await self._insert(draft)

    async def update(self, channel_id: int, changes: ChannelChanges) -> Channel:
        """Raises NotFound, ServiceError ``invalid_channel``, ``invalid_base_url``,
        ``invalid_key``.
        """
        provider = self._provider(changes.provider or self._state.channels.get(channel_id).provider)
        sealed = [
            (change, seal_channel_key(self._context.vault, check_secret(change.secret, provider)))
            if change.secret
            else (change, None)
            for change in map(check_key_change, changes.keys or ())
        ]

        def write() -> Rows:
            channel = channel_rows.get(channel_id)
            changed = changed_channel(channel, changes, provider)
            budgets = dated(changed.budgets, channel.budgets, self._context.now_ms())
            channel_rows.update(replace(changed, budgets=budgets))
            if changes.reconnects:
                make_ready(channel)
            change_keys(channel, sealed)
            rows = rows_of(channel_id)
            if provider.needs_key and not rows[0].keys and (changes.keys or changes.provider):
                raise invalid("keys", "at least one key is needed")
            return rows

        def take(rows: Rows) -> None:
            changed = [change.id for change in changes.keys or () if change.id and change.matters]
            self._state.channels.resume(channel_id, None if changes.reconnects else changed)
            self._state.channels.put(*rows)

        channel, _ = await self._state.change(write, take)
        return self._shown(channel)

    def replacing_keys(self, channel_id: int, secrets: Iterable[Secret]) -> tuple[KeyChange, ...]:
        """The changes after which a channel has exactly these keys; those it has keep their state.

        Raises NotFound. Sync.
        """
        channel = self._state.channels.get(channel_id)
        keys, provider = channel.keys, self._provider(channel.provider)
        wanted = list(dict.fromkeys(check_secret(secret, provider) for secret in secrets))
        known = {key.secret for key in keys}
        gone = [KeyChange(key.id, remove=True) for key in keys if key.secret not in wanted]
        new = [KeyChange(secret=secret) for secret in wanted if secret not in known]
        return (*new, *gone)

    async def set_enabled(self, channel_id: int, enabled: bool) -> Channel:
        """Switches a channel, whatever else is the matter with it; requests under way go on."""

        def write() -> Rows:
            channel_rows.update(replace(channel_rows.get(channel_id), enabled=enabled))
            return rows_of(channel_id)

        channel, _ = await self._state.change(write, self._put)
        return self._shown(channel)

    async def resume(self, channel_id: int, key_id: int = 0) -> Channel:
        """Ends rests: keys that were rejected or out of money are tried again at once.

        Of the channel and all its keys, or of one key alone. Raises NotFound.
        """

        def write() -> Rows:
            channel = channel_rows.get(channel_id)
            make_ready(channel, key_id)
            return rows_of(channel_id)

        def take(rows: Rows) -> None:
            self._state.channels.resume(channel_id, [key_id] if key_id else None)
            self._state.channels.put(*rows)

        channel, _ = await self._state.change(write, take)
        return self._shown(channel)

    def rest(self, channel_id: int, seconds: float) -> None:
        """Nobody is sent there for a while, or until it is resumed or the program ends. Sync.

        Requests under way go on. Raises NotFound.
        """
        self._state.channels.rest(channel_id, seconds)

    async def delete(self, channel_id: int) -> DeletedChannel:
        """Raises NotFound."""
        channel = self._state.channels.get(channel_id)
        await self._state.change(
            partial(channel_rows.delete, channel_id, self._context.now_ms()),
            lambda _: self._state.channels.drop(channel_id),
        )
        return DeletedChannel(channel_id, channel.name)

    async def delete_disabled(self) -> int:
        """Deletes every channel that is switched off; returns how many."""
        gone = [channel.id for channel in self._state.channels.all if not channel.enabled]
        for channel_id in gone:
            await self.delete(channel_id)
        return len(gone)

    async def restore(self, undo: DeletedChannel) -> Channel:
        """Undoes a deletion, keys included. Raises NotFound."""

        def write() -> Rows:
            channel_rows.restore(undo.channel_id)
            return rows_of(undo.channel_id)

        channel, _ = await self._state.change(write, self._put)
        return self._shown(channel)

    async def duplicate(self, channel_id: int) -> Channel:
        """The same channel under the next free name, keys included, switched off.

        Raises NotFound, ServiceError ``vault_locked`` if a key cannot be opened.
        """
        channel = self._state.channels.get(channel_id)
        secrets = [key.secret for key in channel.keys if key.secret is not None]
        if len(secrets) < len(channel.keys):
            raise ServiceError("vault_locked", "the channel's keys cannot be opened now")
        draft = copy_of(channel, self._free_name(channel.name), secrets)
        return await self._insert(draft, [key.name for key in channel.keys])

    # What the world outside says

    def detect(self, text: str) -> Detection:
        """What a pasted text connects to; pure and instant. Sync."""
        return detect(text)

    def draft_of(self, detection: Detection, provider: str) -> ChannelDraft:
        """The channel that a detection makes with the provider a person chose. Sync.

        Raises NotFound for an unknown provider.
        """
        return drafts(detection, provider)

    def keys_in(self, text: str) -> builtins.list[Secret]:
        """The keys that a person means by this text: words, and JSON documents. Sync."""
        return [Secret(key) for key in split_keys(text)]

    async def fetch_models(self, subject: ChannelDraft | int) -> builtins.list[ModelInfo]:
        """The models a provider lists, of a saved channel or of a draft.

        Raises ServiceError ``key_rejected``, ``no_money``, ``rate_limited``, ``unavailable``,
        ``cannot_reach``, ``tls``, ``timeout``, ``bad_answer``, ``not_supported``.
        """
        return await self._lister.fetch(self._subject(subject))

    def catalogue(self, provider: str) -> builtins.list[ModelInfo]:
        """What to offer where a provider lists no models. Raises NotFound."""
        return self._lister.catalogue(self._context.provider(provider))

    def test_plans(self, subject: Channel | int) -> builtins.list[TestPlan]:
        """What a channel, saved or as it is being edited, can be tested for, and with which models.
        Raises NotFound. Sync.
        """
        channel = self._state.channels.get(subject) if isinstance(subject, int) else subject
        return self._tester.plans(channel)

    async def test(
        self,
        subject: ChannelDraft | int,
        model: str = "",
        capability: Capability | None = None,
    ) -> TestResult:
        """A real request that fits the model, of a saved channel or of a draft: a streamed chat of
        a few tokens, an embedding, a small picture, ...

        See :meth:`~gateway.services.channel_tests.ChannelTester.test`. Raises ServiceError for a
        draft that cannot be sent.
        """
        return await self._tester.test(self._subject(subject), model, capability)

    async def keep_test(self, channel_id: int, result: TestResult) -> None:
        """Gives a channel the test that its draft has passed or failed before it was made."""
        await self._tester.keep(channel_id, result)

    def start_tests(self, *, only_failing: bool = False) -> bool:
        """Tests channels in the background, three at a time; False while such a run is under way.
        What asks first is left out.

        ``only_failing``: those that are off or whose keys were refused; else all that are on. The
        results stand in the channels. Sync.
        """
        return self._run.start(only_failing=only_failing)

    async def wait_tests(self) -> None:
        """Until no such run is under way."""
        await self._run.wait()

    async def refresh_balance(self, channel_id: int) -> Channel:
        """Asks what is left on the accounts of a channel's keys; it stands in the keys.

        Raises NotFound, and as :meth:`ChannelBalances.refresh`.
        """
        await self.balances.refresh(self._state.channels.get(channel_id))
        return await self.get(channel_id)

    async def close(self) -> None:
        """Ends background tests and inquiries; call it before the store closes."""
        await self._run.close()
        await self.scheduled_tests.close()
        await self._tester.close()
        await self.balances.close()

    async def local_servers(self) -> builtins.list[LocalServer]:
        """Model servers on this computer, asked on loopback alone, within 0.3 s."""
        return await discovery.local_servers(self._context.transport)

    def environment_keys(self) -> builtins.list[EnvironmentKey]:
        """Keys in the program's environment, without their values. Sync."""
        return discovery.environment_keys()

    def draft_from_environment(self, variable: str) -> ChannelDraft:
        """Raises NotFound for a variable that holds no key. Sync."""
        return discovery.draft_from_environment(variable)

    async def health(self, hours: int = 24) -> dict[int, builtins.list[HourHealth]]:
        """Attempts by channel and hour, oldest first, the current hour last."""
        return await read_health(self._context, hours)

    # Inside

    def _provider(self, provider_id: str) -> Provider:
        try:
            return self._context.provider(provider_id)
        except NotFound as error:
            raise invalid("provider", f"{provider_id!r} is not known") from error

    def _subject(self, subject: ChannelDraft | int) -> Channel:
        """A saved channel with its secrets, or a draft as if it were one (id 0)."""
        if isinstance(subject, int):
            return self._state.channels.get(subject)
        return as_channel(checked_draft(subject, self._provider(subject.provider)))

    async def _models_for(self, draft: ChannelDraft, provider: Provider) -> tuple[str, ...]:
        try:
            models = await self.fetch_models(draft)
        except ServiceError as error:
            if error.code != "not_supported":
                raise
            models = self._lister.catalogue(provider)
        if not models:
            raise invalid("models", "the provider lists none; name at least one")
        return tuple(model.id for model in models)

    async def _insert(self, draft: ChannelDraft, names: Sequence[str] = ()) -> Channel:
        keys = [seal_channel_key(self._context.vault, secret) for secret in draft.keys]
        for at, name in enumerate(names):
            keys[at] = replace(keys[at], name=name)
        now = self._context.now_ms()

        def write() -> Rows:
            budgets = dated(draft.budgets, (), now)
            plain = replace(draft, keys=(), budgets=budgets)
            return rows_of(channel_rows.insert(plain, keys, now).id)

        channel, _ = await self._state.change(write, self._put)
        return self._shown(channel)

    def _put(self, rows: Rows) -> None:
        self._state.channels.put(*rows)

    def _free_name(self, name: str) -> str:
        """``name``, or ``name 2``, ``name 3``, ..., whichever no channel has."""
        taken = {channel.name for channel in self._state.channels.all}
        stem, _, tail = name.rpartition(" ")
        stem = stem if stem and tail.isdigit() else name
        number = 1
        while name in taken:
            number += 1
            name = f"{stem} {number}"
        return name

    def _shown(self, channel: Channel) -> Channel:
        """What may leave: no secrets; keys in the state they have in memory."""
        try:
            known = {key.id: key for key in self._state.channels.get(channel.id).keys}
        except NotFound:
            known = {}
        keys = tuple(replace(known.get(key.id, key), secret=None) for key in channel.keys)
        return replace(channel, keys=keys)
