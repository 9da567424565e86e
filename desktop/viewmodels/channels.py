"""The list of channels, and what is done to them: switched, moved, weighed, rested, deleted."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal

from desktop.models.channel_list import Place, Side, drop_place, priorities_after, step
from desktop.viewmodels.channel_reading import ChannelReading, tile_of
from gateway.domain.channel import Channel
from gateway.services.channels import ChannelChanges, DeletedChannel

__all__ = ["REST_S", "ChannelsModel", "tile_of"]

REST_S = 15 * 60
"""How long "Rest now" lasts."""


class ChannelsModel(ChannelReading):
    """What is done shows at once; what could not be stored is put back and told by ``failed``."""

    deleted = Signal(object)
    """The DeletedChannels, as a list, that bring back what is gone."""
    duplicated = Signal(int)
    rested = Signal(int)
    """A channel that its owner lets rest from now on."""
    balance_read = Signal(int)
    """A channel that was asked what is left on its account."""
    bulk_done = Signal()
    """A change of several channels is stored."""

    # What is done to them

    def set_enabled(self, channel_id: int, enabled: bool) -> None:
        """Shown at once, put back if it could not be stored."""
        self._switching[channel_id] = enabled
        self.changed.emit()
        self._jobs.run(f"switch {channel_id}", self._switch(channel_id, enabled))

    async def _switch(self, channel_id: int, enabled: bool) -> None:
        try:
            self._put(await self._gateway.channels.set_enabled(channel_id, enabled))
        finally:
            if self._switching.get(channel_id) is enabled:
                del self._switching[channel_id]
            self.changed.emit()

    def switching(self, channel_id: int) -> bool:
        return channel_id in self._switching

    def move(self, channel_id: int, *, up: bool) -> bool:
        """One step through the priorities; False where there is nowhere to go."""
        place = step(self.priorities(), channel_id, up)
        if place is not None:
            self.place(channel_id, place)
        return place is not None

    def would_move(self, channel_id: int, level: int, side: Side) -> bool:
        """Whether a drop beside or into the tier of priority ``level`` changes anything."""
        return drop_place(self.priorities(), channel_id, level, side) is not None

    def drop(self, channel_id: int, level: int, side: Side) -> None:
        """A drag has ended there."""
        place = drop_place(self.priorities(), channel_id, level, side)
        if place is not None:
            self.place(channel_id, place)

    def weigh(self, channel_id: int, by: int) -> None:
        """A little more of the requests of its priority, or less."""
        weight = self._channels[channel_id].weight + by
        if weight >= 0:
            self.set_weight(channel_id, weight)

    def place(self, channel_id: int, place: Place) -> None:
        """Puts a channel beside others or into a priority of its own."""
        self.set_priorities(priorities_after(self.priorities(), channel_id, place))

    @property
    def moving(self) -> bool:
        """Whether priorities are being written."""
        return self._jobs.busy("move")

    def set_priorities(self, changes: Mapping[int, int]) -> None:
        """Shown at once; written in the order given."""
        self._edits += 1
        for channel_id, priority in changes.items():
            self._channels[channel_id] = replace(self._channels[channel_id], priority=priority)
        self.changed.emit()
        self._jobs.run("move", self._write_priorities(dict(changes)), latest=False)

    async def _write_priorities(self, changes: Mapping[int, int]) -> None:
        try:
            async with self._moves:
                for channel_id, priority in changes.items():
                    await self._gateway.channels.update(
                        channel_id, ChannelChanges(priority=priority)
                    )
        finally:
            self._edits += 1
            self.refresh()

    def resume(self, channel_id: int, key_id: int = 0) -> None:
        """Ends the rests of a channel and its keys, or of one key."""
        self._jobs.run(f"resume {channel_id} {key_id}", self._resume(channel_id, key_id))

    async def _resume(self, channel_id: int, key_id: int) -> None:
        self._put(await self._gateway.channels.resume(channel_id, key_id))
        self.changed.emit()

    def refresh_balance(self, channel_id: int) -> None:
        """Asks what is left on its keys' accounts; ``balance_read`` tells that it is known."""
        self._jobs.run(f"balance {channel_id}", self._refresh_balance(channel_id))

    async def _refresh_balance(self, channel_id: int) -> None:
        self._put(await self._gateway.channels.refresh_balance(channel_id))
        self.changed.emit()
        self.balance_read.emit(channel_id)

    def duplicate(self, channel_id: int) -> None:
        self._jobs.run("duplicate", self._duplicate(channel_id), latest=False)

    async def _duplicate(self, channel_id: int) -> None:
        copy = await self._gateway.channels.duplicate(channel_id)
        self._put(copy)
        self.changed.emit()
        self.duplicated.emit(copy.id)

    def rest(self, channel_id: int) -> None:
        """Sends nobody there for a quarter of an hour."""
        self._gateway.channels.rest(channel_id, REST_S)
        self.changed.emit()
        self.rested.emit(channel_id)

    def set_weight(self, channel_id: int, weight: int) -> None:
        """Its share among equals: shown at once, written in the order of changes."""
        self._edits += 1
        self._channels[channel_id] = replace(self._channels[channel_id], weight=weight)
        self.changed.emit()
        self._jobs.run("move", self._write_weight(channel_id, weight), latest=False)

    async def _write_weight(self, channel_id: int, weight: int) -> None:
        try:
            async with self._moves:
                await self._gateway.channels.update(channel_id, ChannelChanges(weight=weight))
        finally:
            self._edits += 1
            self.refresh()

    def delete(self, channel_ids: int | Sequence[int]) -> None:
        """Gone at once; ``deleted`` carries what brings them back."""
        wanted = (channel_ids,) if isinstance(channel_ids, int) else tuple(channel_ids)
        self._jobs.run(f"delete {wanted}", self._delete(wanted))

    async def _delete(self, wanted: Sequence[int]) -> None:
        undo: list[DeletedChannel] = []
        try:
            for channel_id in wanted:
                undo.append(await self._gateway.channels.delete(channel_id))
                self._edits += 1
                self._channels.pop(channel_id, None)
                self._unsaved.discard(channel_id)
        finally:
            self.changed.emit()
            if undo:
                self.deleted.emit(undo)

    def restore(self, undo: Sequence[DeletedChannel]) -> None:
        """Brings back what ``deleted`` told of."""
        self._jobs.run("restore", self._restore(undo), latest=False)

    async def _restore(self, undo: Sequence[DeletedChannel]) -> None:
        try:
            for each in undo:
                self._put(await self._gateway.channels.restore(each))
        finally:
            self.changed.emit()

    # Several at once

    def enable_all(self, channel_ids: Iterable[int], enabled: bool) -> None:
        wanted = tuple(channel_ids)
        self._switching.update(dict.fromkeys(wanted, enabled))
        self.changed.emit()
        self._bulk(wanted, lambda ident: self._switch(ident, enabled))

    def tag_all(self, channel_ids: Iterable[int], tag: str) -> None:
        """'' takes their tags away."""
        self._change_all(channel_ids, ChannelChanges(tag=tag))

    def group_all(self, channel_ids: Iterable[int], groups: Sequence[str]) -> None:
        self._change_all(channel_ids, ChannelChanges(groups=tuple(groups)))

    def _change_all(self, channel_ids: Iterable[int], changes: ChannelChanges) -> None:
        async def change(channel_id: int) -> None:
            self._put(await self._gateway.channels.update(channel_id, changes))

        self._bulk(tuple(channel_ids), change)

    def _bulk(
        self, wanted: Sequence[int], change: Callable[[int], Coroutine[Any, Any, None]]
    ) -> None:
        async def run() -> None:
            try:
                for channel_id in wanted:
                    await change(channel_id)
            finally:
                for channel_id in wanted:
                    self._switching.pop(channel_id, None)
                self.changed.emit()
            self.bulk_done.emit()

        self._jobs.run("bulk", run(), latest=False)

    # What the editor tells

    def saved(self, channel: Channel, *, reconnects: bool) -> None:
        """A channel was saved; what was known of its old connection counts no more."""
        if reconnects:
            self._since[channel.id] = self._gateway.now_ms()
        self._put(channel)
        self.changed.emit()

    def set_unsaved(self, channel_id: int, unsaved: bool) -> None:
        if unsaved == (channel_id in self._unsaved):
            return
        if unsaved:
            self._unsaved.add(channel_id)
        else:
            self._unsaved.discard(channel_id)
        self.changed.emit()

    def _put(self, channel: Channel) -> None:
        self._edits += 1
        self._channels[channel.id] = channel
