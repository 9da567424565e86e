"""Providers behind the invented channels: their real addresses lead to mocks on loopback."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gateway.providers.base import UpstreamRequest
from gateway.relay.transport import Timeouts, Transport, UpstreamAnswer
from tests.screenshots.data import CHANNELS
from tests.upstreams import Upstreams
from tests.upstreams.mock import Mock
from tests.upstreams.openai_models import chat_models

NOWHERE = "http://127.0.0.1:9"
"""Whatever is not invented leads here, where nothing answers: no picture needs the network."""


class Rerouted:
    """A transport that sends to mocks what is meant for providers."""

    def __init__(self, inner: Transport, routes: Mapping[str, str]) -> None:
        self._inner = inner
        self._routes = routes

    async def send(
        self, request: UpstreamRequest, timeouts: Timeouts, proxy: str = "", authority: str = ""
    ) -> UpstreamAnswer:
        for base, target in self._routes.items():
            if request.url.startswith(base):
                moved = replace(request, url=target + request.url.removeprefix(base))
                return await self._inner.send(moved, timeouts, proxy, authority)
        _, _, rest = request.url.partition("://")
        nowhere = replace(request, url=f"{NOWHERE}/{rest}")
        return await self._inner.send(nowhere, timeouts, proxy, authority)

    async def close(self) -> None:
        await self._inner.close()


class Providers:
    """A mock for each channel, by the channel's name, accepting the invented keys."""

    def __init__(self, up: Upstreams) -> None:
        self.mocks: dict[str, Mock] = {}
        for plan in CHANNELS:
            if plan.provider == "anthropic":
                mock: Mock = up.anthropic
            elif plan.provider == "ollama":
                mock = up.ollama
            else:
                mock = up.add_openai(f"for-{plan.provider}", models=chat_models(plan.models))
            mock.keys |= {key for key in (plan.key, *plan.more_keys) if key}
            self.mocks[plan.name] = mock

    @property
    def routes(self) -> dict[str, str]:
        """The providers' addresses and where they lead, longest first."""
        pairs = {plan.base_url: self.mocks[plan.name].base_url for plan in CHANNELS}
        return dict(sorted(pairs.items(), key=lambda pair: -len(pair[0])))
