"""From a channel to what a provider needs of it, for services that ask upstreams themselves."""

from __future__ import annotations

from gateway.domain.channel import Channel, ChannelKey, KeyState
from gateway.errors import ServiceError
from gateway.providers.base import Endpoint
from gateway.relay.rests import Rests
from gateway.relay.ways import channel_endpoint


def pick_key(channel: Channel, rests: Rests | None = None) -> ChannelKey | None:
    """The key to try: one that works before one that rests or was rejected; None for no keys.

    Raises ServiceError ``no_usable_key`` if all are switched off, ``vault_locked`` if none opens.
    """
    if not channel.keys:
        return None
    on = [key for key in channel.keys if key.state is not KeyState.OFF]
    if not on:
        raise ServiceError("no_usable_key", "all keys of this channel are switched off")
    usable = [key for key in on if key.secret is not None]
    if not usable:
        raise ServiceError("vault_locked", "the channel's keys cannot be opened now")
    return min(
        usable,
        key=lambda key: (
            key.state is not KeyState.READY,
            rests is not None and rests.of_key(key.id) is not None,
        ),
    )


def endpoint_of(channel: Channel, key: ChannelKey | None = None) -> Endpoint:
    """Raises as :func:`pick_key`."""
    key = key or pick_key(channel)
    secret = key.secret.reveal() if key is not None and key.secret is not None else ""
    return channel_endpoint(channel, secret)
