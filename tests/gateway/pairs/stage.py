"""One gateway with a channel of every dialect, and every vendor's package in front of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.gateway.house import ROOT_KEY, House, house
from tests.gateway.pairs import got
from tests.gateway.pairs.client_anthropic import AnthropicClient
from tests.gateway.pairs.client_chat import ChatClient
from tests.gateway.pairs.client_gemini import GeminiClient
from tests.gateway.pairs.client_responses import ResponsesClient
from tests.gateway.pairs.said import Client
from tests.upstreams import COMPATIBLE, Reply, Upstreams, chat_models
from tests.upstreams.mock import Mock
from tests.upstreams.tests.sdk import anthropic_sdk, google_sdk, openai_sdk

CLIENTS: Mapping[str, type[Client]] = {
    "openai_chat": ChatClient,
    "openai_responses": ResponsesClient,
    "anthropic": AnthropicClient,
    "gemini": GeminiClient,
}
PRICE = {"input": 2, "output": 8, "cached_input": 0.5}


@dataclass(frozen=True)
class Kind:
    """A kind of channel: the model asked for, and the one that shows its thoughts."""

    mock: str
    model: str
    thinker: str
    provider: str
    reply: Mapping[str, Any]
    """What a reply needs here to show a thought."""


KINDS: Mapping[str, Kind] = {
    "openai_chat": Kind("openai", "gpt-4.1-mini", "deepseek-reasoner", "openai_compatible",
                        {"reasoning_field": "reasoning_content"}),
    "openai_responses": Kind("openai", "gpt-5.3-codex", "gpt-5.3-codex", "openai", {}),
    "anthropic": Kind("anthropic", "claude-haiku-4-5", "claude-haiku-4-5", "anthropic", {}),
    "gemini": Kind("gemini", "gemini-3.5-flash", "gemini-3.5-flash", "gemini", {}),
}  # fmt: skip


class Pair:
    """One client dialect over one upstream dialect."""

    def __init__(self, stage: Stage, inbound: str, outbound: str) -> None:
        self.stage = stage
        self.inbound, self.outbound = inbound, outbound
        self.kind = KINDS[outbound]

    def client(self, *, thinks: bool = False) -> Client:
        """A fresh conversation."""
        model = self.kind.thinker if thinks else self.kind.model
        return self.stage.clients[self.inbound](self.stage.sdks[self.inbound], model)

    def mock(self, *, thinks: bool = False) -> Mock:
        deep = thinks and self.outbound == "openai_chat"
        return self.stage.up.mocks["deep" if deep else self.kind.mock]

    def script(self, *replies: Reply, thinks: bool = False) -> None:
        self.mock(thinks=thinks).script(*replies)

    def got(self, *, thinks: bool = False) -> got.Got:
        """What the upstream was asked last."""
        return got.READERS[self.outbound](self.mock(thinks=thinks).last.json)

    def rest(self) -> None:
        """No key rests and nothing is scripted: the next test begins anew."""
        gateway = self.stage.home.gateway
        for channel in gateway.planner.snapshot.channels:
            gateway.rests.resume(channel.id, tuple(key.id for key in channel.keys) or (0,))
        for mock in self.stage.up.mocks.values():
            mock.reset()


@dataclass
class Stage:
    home: House
    up: Upstreams
    sdks: Mapping[str, Any]
    clients: Mapping[str, type[Client]] = field(default_factory=lambda: CLIENTS)

    def pair(self, inbound: str, outbound: str) -> Pair:
        pair = Pair(self, inbound, outbound)
        pair.rest()
        return pair


@asynccontextmanager
async def stage(folder: Path) -> AsyncIterator[Stage]:
    async with AsyncExitStack() as stack:
        up = await stack.enter_async_context(Upstreams())
        deep = up.add_openai("deep", models=chat_models(["deepseek-reasoner"]), flavour=COMPATIBLE)
        home = await stack.enter_async_context(house(folder))
        for kind in KINDS.values():
            await home.channel(up.mocks[kind.mock], kind.model, provider=kind.provider)
        await home.channel(deep, "deepseek-reasoner")
        names = {name for kind in KINDS.values() for name in (kind.model, kind.thinker)}
        await home.price(**{name.replace("-", "_"): PRICE for name in names})
        strict: Any = {"max_retries": 0, "_strict_response_validation": True}
        openai = await stack.enter_async_context(openai_sdk(f"{home.url}/v1", ROOT_KEY, **strict))
        claude = await stack.enter_async_context(anthropic_sdk(home.url, ROOT_KEY, **strict))
        google = await stack.enter_async_context(google_sdk(home.url, ROOT_KEY))
        sdks = {
            "openai_chat": openai,
            "openai_responses": openai,
            "anthropic": claude,
            "gemini": google,
        }
        yield Stage(home, up, sdks)
