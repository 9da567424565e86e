"""`Upstreams`: every mock provider, as one async context manager."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, TypeVar

from tests.upstreams.anthropic import AnthropicMock
from tests.upstreams.anthropic_models import ANTHROPIC_MODELS, AnthropicModel
from tests.upstreams.azure import AzureMock
from tests.upstreams.bedrock import BedrockMock
from tests.upstreams.fast import FastServer
from tests.upstreams.gemini import GeminiMock
from tests.upstreams.gemini_models import GEMINI_MODELS, GeminiModel
from tests.upstreams.listener import Listener
from tests.upstreams.mock import Mock
from tests.upstreams.ollama import OllamaMock
from tests.upstreams.ollama_models import OLLAMA_MODELS, OllamaModel
from tests.upstreams.openai import OpenAIMock
from tests.upstreams.openai_models import OPENAI, OPENAI_MODELS, Flavour, OpenAIModel
from tests.upstreams.token_desk import TokenDesk
from tests.upstreams.vertex import VertexMock

M = TypeVar("M", bound=Mock)


@dataclass(frozen=True, slots=True)
class Clouds:
    """The big clouds' mocks; ``google`` and ``entra`` give out the tokens they take."""

    azure: AzureMock
    bedrock: BedrockMock
    vertex: VertexMock
    google: TokenDesk
    entra: TokenDesk


class Upstreams:
    """All mock providers on loopback.

    Each mock has a port of its own, so that one can go down alone; with `port` all share that one.

        async with Upstreams() as up:
            up.openai.script(Reply(text="Hi"))
            ... # talk to up.openai.base_url with up.openai.key
    """

    def __init__(self, *, host: str = "127.0.0.1", port: int | None = None) -> None:
        self.host = host
        self.mocks: dict[str, Mock] = {}
        self._shared = None if port is None else Listener(host, port)
        self._listeners: list[Listener] = [] if self._shared is None else [self._shared]
        self._running = False
        after = 0 if not port else port + 1
        self.fast = FastServer(host, after)
        self.openai = self._add(OpenAIMock())
        self.anthropic = self._add(AnthropicMock())
        self.ollama = self._add(OllamaMock())
        self.gemini = self._add(GeminiMock())
        self._clouds: Clouds | None = None

    @property
    def clouds(self) -> Clouds:
        """Azure, Bedrock and Vertex with their token endpoints, made when first asked for."""
        if self._clouds is None:
            google, entra = TokenDesk("google-tokens"), TokenDesk("entra", "eyJ0eXAi.")
            self._clouds = Clouds(
                azure=self._add(AzureMock(desk=self._add(entra))),
                bedrock=self._add(BedrockMock()),
                vertex=self._add(VertexMock(self._add(google))),
                google=google,
                entra=entra,
            )
        return self._clouds

    def add_openai(
        self,
        name: str,
        *,
        keys: Iterable[str] | None = None,
        models: Sequence[OpenAIModel] = OPENAI_MODELS,
        flavour: Flavour = OPENAI,
    ) -> OpenAIMock:
        """Another account at OpenAI, or a server of another flavour."""
        return self._add(OpenAIMock(name, keys, models, flavour))

    def add_anthropic(
        self,
        name: str,
        *,
        keys: Iterable[str] | None = None,
        models: Sequence[AnthropicModel] = ANTHROPIC_MODELS,
    ) -> AnthropicMock:
        """Another account at Anthropic."""
        return self._add(AnthropicMock(name, keys, models))

    def add_ollama(
        self,
        name: str,
        *,
        keys: Iterable[str] | None = None,
        models: Sequence[OllamaModel] = OLLAMA_MODELS,
    ) -> OllamaMock:
        """Another Ollama; with keys it wants one, as ollama.com does."""
        return self._add(OllamaMock(name, keys, models))

    def add_gemini(
        self,
        name: str,
        *,
        keys: Iterable[str] | None = None,
        models: Sequence[GeminiModel] = GEMINI_MODELS,
    ) -> GeminiMock:
        """Another account at Google."""
        return self._add(GeminiMock(name, keys, models))

    def add(self, mock: M) -> M:
        """A mock that a test made, on a port of its own."""
        return self._add(mock)

    async def start(self) -> None:
        """Listen."""
        self._running = True
        for listener in self._listeners:
            await listener.start()
        await self.fast.start()

    async def close(self) -> None:
        """Stop listening; what is open is reset."""
        self._running = False
        for listener in self._listeners:
            await listener.stop()
        await self.fast.stop()

    def addresses(self) -> dict[str, Any]:
        """Every mock's base URL and key by name, the benchmark mock's, and the side channel."""
        known: dict[str, Any] = {
            name: {"base_url": mock.base_url, "key": mock.key} for name, mock in self.mocks.items()
        }
        known["fast"] = {
            "base_url": self.fast.base_url,
            "anthropic_url": self.fast.anthropic_url,
            "key": self.fast.key,
        }
        return known | {"control": f"{self.openai.origin}/_control"}

    async def __aenter__(self) -> Upstreams:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    def _add(self, mock: M) -> M:
        if mock.name in self.mocks:
            raise ValueError(f"there is a mock named {mock.name!r} already")
        listener = self._shared or Listener(self.host)
        if listener is not self._shared:
            self._listeners.append(listener)
        listener.host_mock(mock)
        self.mocks[mock.name] = mock
        if self._running:
            listener.start_soon()
        return mock
