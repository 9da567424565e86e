"""Channels in memory, their secrets opened, and the states of their keys."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from gateway.domain.budget import Scope
from gateway.domain.channel import Channel, KeyState, Secret
from gateway.domain.failure import Failure, FailureClass
from gateway.errors import NotFound, StoreUnavailable
from gateway.events import ChannelsChanged
from gateway.providers.registry import PROVIDERS
from gateway.relay.planner import Candidate, Snapshot
from gateway.services.context import Context
from gateway.services.sealing import open_channel_key
from gateway.store import channels as channel_rows
from gateway.store.channels import SealedKey
from gateway.store.health import used_by_key
from gateway.tasks import TaskGroup

log = logging.getLogger(__name__)

REASON_CHARS = 500
_NO_CHANNEL = 0
_RESTING = {KeyState.REJECTED: FailureClass.BAD_KEY, KeyState.NO_MONEY: FailureClass.NO_MONEY}


Change = Callable[[Callable[[], Any], Callable[[Any], None]], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class _Note:
    channel_id: int
    key_id: int
    uid: str
    """Which secret it is about: another one in its place is another key."""
    state: KeyState
    reason: str
    rest_until: int


class ChannelState:
    """The channels of the store, with secrets. Every change makes the planner a new snapshot."""

    def __init__(self, context: Context, change: Change, tasks: TaskGroup) -> None:
        self._context = context
        self._change = change
        self._tasks = tasks
        self._channels: dict[int, Channel] = {}
        self._secrets: dict[tuple[int, str], Secret] = {}
        self._uids: dict[int, str] = {}
        self._notes: dict[int, _Note] = {}

    @property
    def all(self) -> tuple[Channel, ...]:
        """Oldest first, keys with their secrets."""
        return tuple(self._channels.values())

    def get(self, channel_id: int) -> Channel:
        """One channel with its secrets. Raises NotFound."""
        try:
            return self._channels[channel_id]
        except KeyError:
            raise NotFound("channel", channel_id) from None

    def load(self, channels: Iterable[Channel], sealed: Iterable[SealedKey]) -> None:
        """Replaces all; secrets are opened anew, rests still in force put back."""
        self._secrets.clear()
        keys: dict[int, list[SealedKey]] = {}
        for key in sealed:
            keys.setdefault(key.channel_id, []).append(key)
        self._channels = {
            channel.id: self._opened(channel, keys.get(channel.id, ())) for channel in channels
        }
        for channel in self._channels.values():
            self._limit(channel)
            self._put_back_rests(channel)
        self._publish(0)

    def put(self, channel: Channel, sealed: Iterable[SealedKey]) -> None:
        """Takes a channel as the store has it now; requests in flight keep the one they have."""
        new = channel.id not in self._channels
        opened = self._channels[channel.id] = self._opened(channel, sealed)
        if new:  # it may have been deleted, and brought back
            self._put_back_rests(opened)
        self._limit(channel)
        self._publish(channel.id)

    def _limit(self, channel: Channel) -> None:
        self._context.tallies.put(Scope.CHANNEL, channel.id, channel.name, channel.budgets)

    def drop(self, channel_id: int) -> None:
        channel = self._channels.pop(channel_id, None)
        if channel is not None:
            self._context.rests.resume(channel_id, tuple(key.id for key in channel.keys))
            self._publish(channel_id)

    def resume(self, channel_id: int, key_ids: Iterable[int] | None = None) -> None:
        """Ends rests in memory: of a channel and all its keys, or of some of its keys alone."""
        channel = self.get(channel_id)
        ids = tuple(key.id for key in channel.keys) if key_ids is None else tuple(key_ids)
        for key_id in ids:
            self._notes.pop(key_id, None)
        self._context.rests.resume(channel_id if key_ids is None else _NO_CHANNEL, ids)

    def rest(self, channel_id: int, seconds: float) -> None:
        """Its owner spares a channel for a while. Raises NotFound."""
        self.get(channel_id)
        self._context.rests.rest_channel(channel_id, seconds)
        self._context.events.publish(ChannelsChanged(channel_id))

    def note_key(self, candidate: Candidate, state: KeyState, reason: str, seconds: float) -> None:
        """A key's state changed while it served: memory follows at once, the store soon.

        The pipeline calls it. The owner's ``OFF`` is never overridden. ``seconds`` is how long the
        candidate rests; it is kept only where the key itself rests, not the channel's model.
        """
        channel = self._channels.get(candidate.channel.id)
        key = next((k for k in channel.keys if k.id == candidate.key.id), None) if channel else None
        if channel is None or key is None or key.state in (KeyState.OFF, KeyState.LOCKED):
            return
        rest = self._context.rests.of_key(key.id)
        until = 0
        if rest is not None and seconds > 0:
            until = self._context.now_ms() + int(self._context.rests.left(rest) * 1000)
        elif seconds > 0:
            # The channel's model rests, not this key: nothing of the key has changed.
            self._context.events.publish(ChannelsChanged(channel.id))
            return
        noted = replace(key, state=state, reason=reason[:REASON_CHARS], rest_until=until)
        if noted == key:
            return
        keys = tuple(noted if k.id == key.id else k for k in channel.keys)
        self._channels[channel.id] = replace(channel, keys=keys)
        self._publish(channel.id)
        self._store_soon(_Note(channel.id, key.id, self._uids[key.id], state, noted.reason, until))

    def _store_soon(self, note: _Note) -> None:
        """Writes a note in a task; what comes before that is done replaces what is not written."""
        writing = note.key_id in self._notes
        self._notes[note.key_id] = note
        if not writing:
            self._tasks.spawn(self._store(note), "key state")

    async def _store(self, note: _Note) -> None:
        """Until what is stored is the last that was noted."""
        try:
            while True:
                await self._change(partial(_write_note, note), partial(self._written, note))
                latest = self._notes.get(note.key_id)
                if latest is None or latest is note:
                    return
                note = latest
        except StoreUnavailable as error:
            log.warning("the state of channel key %d was not stored: %s", note.key_id, error)
        finally:
            if self._notes.get(note.key_id) is note:
                del self._notes[note.key_id]

    def _written(self, note: _Note, rows: tuple[Channel, list[SealedKey]] | None) -> None:
        if rows is None or rows[0].id not in self._channels:
            return
        stored = self._opened(*rows)
        if stored != self._channels[stored.id]:
            self._channels[stored.id] = stored
            self._publish(stored.id)

    def _opened(self, channel: Channel, sealed: Iterable[SealedKey]) -> Channel:
        """The stored channel with its secrets, and with notes that are still to be stored."""
        by_id = {key.id: key for key in sealed}
        keys = []
        for key in channel.keys:
            stored = by_id.get(key.id)
            secret = self._secret(stored) if stored is not None else None
            note = self._notes.get(key.id)
            if secret is None and key.state is not KeyState.OFF:
                key = replace(key, state=KeyState.LOCKED)
            elif note and stored and note.uid == stored.uid and key.state is not KeyState.OFF:
                key = replace(key, state=note.state, reason=note.reason, rest_until=note.rest_until)
            if stored is not None:
                self._uids[key.id] = stored.uid
            keys.append(replace(key, secret=secret))
        return replace(channel, keys=tuple(keys))

    def _secret(self, key: SealedKey) -> Secret | None:
        name = (key.id, key.uid)
        if name not in self._secrets:
            secret = open_channel_key(self._context.vault, key)
            if secret is None:
                return None
            self._secrets[name] = secret
        return self._secrets[name]

    def _put_back_rests(self, channel: Channel) -> None:
        now = self._context.now_ms()
        for key in channel.keys:
            left = max(0, key.rest_until - now)
            refused = key.state in _RESTING
            if not (left or refused) or key.state in (KeyState.OFF, KeyState.LOCKED):
                continue
            if not self._context.rests.knows(key.id):
                kind = _RESTING.get(key.state, FailureClass.RATE_LIMIT)
                failure = Failure(kind, 0, key.reason)
                self._context.rests.put_back(channel.id, key.id, failure, left / 1000)

    def _publish(self, channel_id: int) -> None:
        """Channels of providers that this version does not know stay, and serve nothing."""
        served = [each for each in self._channels.values() if each.provider in PROVIDERS]
        self._context.planner.snapshot = Snapshot(served, self._needs_key)
        self._context.events.publish(ChannelsChanged(channel_id))
        daily = self._context.daily
        if not daily.loaded and any(channel.daily_tokens for channel in served):
            daily.loaded = True
            self._tasks.spawn(self._load_today(), "today's tokens")

    async def _load_today(self) -> None:
        """What keys used before the program began, or before anybody asked."""
        daily = self._context.daily
        read = partial(used_by_key, daily.start_ms)
        daily.load(await self._context.database.read(read))

    def _needs_key(self, provider: str) -> bool:
        return self._context.provider(provider).needs_key


def _write_note(note: _Note) -> tuple[Channel, list[SealedKey]] | None:
    """Runs in the store. None if the owner has removed, replaced or switched off the key since."""
    try:
        channel = channel_rows.get(note.channel_id)
    except NotFound:
        return None
    key = next((key for key in channel.keys if key.id == note.key_id), None)
    uids = {key.id: key.uid for key in channel_rows.sealed_keys(note.channel_id)}
    if key is None or key.state is KeyState.OFF or uids.get(key.id) != note.uid:
        return None
    channel_rows.set_key_state(note.key_id, note.state, note.reason, note.rest_until)
    return channel_rows.get(note.channel_id), channel_rows.sealed_keys(note.channel_id)
