"""From a channel to its provider: what a provider needs of it, and which way requests take."""

from __future__ import annotations

from collections.abc import Callable

from gateway.domain.channel import Channel
from gateway.providers.base import Endpoint, UpstreamRequest
from gateway.relay.transport import Timeouts, Transport, UpstreamAnswer


def channel_endpoint(channel: Channel, secret: str, model: str = "") -> Endpoint:
    """``secret`` is one of its keys, '' for none; ``model`` the name that is sent."""
    return Endpoint(
        channel.base_url,
        secret,
        channel.settings,
        channel.headers,
        model,
        proxy=channel.proxy,
        authority=channel.authority,
    )


async def send(
    transport: Transport,
    request: UpstreamRequest,
    endpoint: Endpoint,
    timeouts: Timeouts,
    relay_proxy: Callable[[], str],
) -> UpstreamAnswer:
    """Sends by the channel's proxy, else by the one of the settings. Raises TransportError."""
    proxy = endpoint.proxy or relay_proxy()
    return await transport.send(request, timeouts, proxy, endpoint.authority)


def channel_timeouts(channel: Channel) -> Timeouts:
    return Timeouts(
        channel.connect_timeout_s, channel.first_token_timeout_s, channel.idle_timeout_s
    )
