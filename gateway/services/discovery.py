"""What is already on this computer: model servers on loopback, keys in the environment."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from dataclasses import dataclass

from gateway.domain.channel import ChannelDraft
from gateway.errors import NotFound
from gateway.providers.base import ModelInfo
from gateway.providers.local import PROBES, TIMEOUT_S, Probe
from gateway.providers.pasting.detect import Detection, drafts, from_environment
from gateway.providers.registry import provider
from gateway.relay.transport import Timeouts, Transport, TransportError

_TIMEOUTS = Timeouts(TIMEOUT_S, TIMEOUT_S, TIMEOUT_S)


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A model server that runs here. ``locked``: it wants a key before it lists models."""

    provider: str
    name: str
    base_url: str
    models: tuple[ModelInfo, ...] = ()
    locked: bool = False


@dataclass(frozen=True, slots=True)
class EnvironmentKey:
    """A variable that holds a provider's key; ``hint`` are the key's last characters."""

    variable: str
    provider: str
    hint: str


async def local_servers(
    transport: Transport, probes: tuple[Probe, ...] = PROBES
) -> list[LocalServer]:
    """Asks all ports at once; what does not answer within 0.3 s is not there."""
    found = await asyncio.gather(*(_ask(transport, probe) for probe in probes))
    return list({each.base_url: each for each in found if each is not None}.values())


async def _ask(transport: Transport, probe: Probe) -> LocalServer | None:
    try:
        async with asyncio.timeout(TIMEOUT_S):
            answer = await transport.send(probe.request, _TIMEOUTS)
            try:
                body = await answer.read()
            finally:
                answer.close()
    except (TransportError, TimeoutError):
        return None
    server = probe.recognise(answer.status, answer.headers, body)
    if server is None:
        return None
    name = provider(server.provider).name
    return LocalServer(server.provider, name, server.base_url, server.models, server.locked)


def environment_keys(environ: Mapping[str, str] = os.environ) -> list[EnvironmentKey]:
    """Variables that are named for a provider and hold a key, by name."""
    found = []
    for variable in sorted(environ):
        detection = _detected(variable, environ)
        if detection is not None:
            hint = detection.keys[0].hint
            found.append(EnvironmentKey(variable, detection.candidates[0].provider, hint))
    return found


def draft_from_environment(variable: str, environ: Mapping[str, str] = os.environ) -> ChannelDraft:
    """The channel a variable makes, with the address and model its neighbours name.

    Raises NotFound for a variable that holds no provider's key.
    """
    alone = _detected(variable, environ)
    if alone is None:
        raise NotFound("key in the environment variable", variable)
    whole = next((each for each in from_environment(environ) if alone.keys[0] in each.keys), alone)
    return drafts(whole, whole.candidates[0].provider)


def _detected(variable: str, environ: Mapping[str, str]) -> Detection | None:
    detections = from_environment({variable: environ.get(variable, "")})
    return next((each for each in detections if each.keys and each.candidates), None)
