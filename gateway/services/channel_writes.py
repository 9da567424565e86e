"""What changes of channels do in the store. Every function runs inside :meth:`Database.write`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gateway.domain.channel import Channel, KeyState
from gateway.services.channel_drafts import KeyChange
from gateway.services.channel_ways import invalid
from gateway.store import channels as channel_rows
from gateway.store.channels import NewKey, SealedKey

Rows = tuple[Channel, list[SealedKey]]


def rows_of(channel_id: int) -> Rows:
    """A channel as :meth:`ChannelState.put` takes it. Raises NotFound."""
    return channel_rows.get(channel_id), channel_rows.sealed_keys(channel_id)


def make_ready(channel: Channel, key_id: int = 0) -> None:
    """Every key, or one, may be tried again; those that the owner switched off stay off."""
    for key in channel.keys:
        if key.state is not KeyState.OFF and key_id in (0, key.id):
            channel_rows.set_key_state(key.id, KeyState.READY)


def change_keys(channel: Channel, changes: Iterable[tuple[KeyChange, NewKey | None]]) -> None:
    """Changes keys of a channel. Raises ServiceError ``invalid_channel`` for one not its own."""
    own = {key.id for key in channel.keys}
    for change, sealed in changes:
        if change.id is None:
            if sealed is not None:
                channel_rows.add_keys(channel.id, [replace(sealed, name=change.name or "")])
            continue
        if change.id not in own:
            raise invalid("keys", f"this channel has no key {change.id}")
        if change.remove:
            channel_rows.delete_key(change.id)
            continue
        if sealed is not None:
            channel_rows.replace_secret(change.id, sealed)
        if change.name is not None:
            channel_rows.set_key_name(change.id, change.name.strip())
        if change.state is not None:
            if change.state not in (KeyState.OFF, KeyState.READY):
                raise invalid("keys", f"a key cannot be set to {change.state.value}")
            channel_rows.set_key_state(change.id, change.state)
