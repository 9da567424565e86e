"""What the four vendors' packages are asked for and what they understood, in one vocabulary."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

WEATHER: Mapping[str, Any] = {
    "type": "object",
    "properties": {"city": {"type": "string"}},
    "required": ["city"],
    "additionalProperties": False,
}
TIME: Mapping[str, Any] = {"type": "object", "properties": {}, "additionalProperties": False}
TOOLS: Mapping[str, Mapping[str, Any]] = {"get_weather": WEATHER, "get_time": TIME}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What one request asks for beside its conversation."""

    stream: bool = False
    system: str = ""
    tools: bool = False
    forced: str = ""
    schema: Mapping[str, Any] | None = None
    thinks: bool = False
    stop: str = ""
    limit: int | None = None


@dataclass(frozen=True)
class Called:
    """A call as the client's package read it."""

    id: str
    name: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True)
class Tokens:
    """``input`` with what was cached, ``output`` with what was thought."""

    input: int
    output: int
    cached: int = 0
    reasoning: int = 0


@dataclass
class Heard:
    """An answer as the client's package read it. ``finish``: stop, limit, calls or refused."""

    text: str = ""
    thought: str = ""
    refusal: str = ""
    calls: list[Called] = field(default_factory=list)
    finish: str = ""
    usage: Tokens | None = None
    pieces: int = 0
    """Events with text, of a stream."""


class Client(ABC):
    """One vendor's package with a conversation of its own; ``failures`` are its exceptions."""

    failures: ClassVar[tuple[type[Exception], ...]]

    def __init__(self, sdk: Any, model: str) -> None:
        self.sdk = sdk
        self.model = model
        self.history: list[Any] = []

    @abstractmethod
    def user(self, text: str, *, png: str = "", url: str = "") -> None:
        """A turn of the user's; ``png`` is base64."""

    @abstractmethod
    def assistant(self, text: str) -> None:
        """A turn of the model's that nobody heard here."""

    @abstractmethod
    def results(self, found: Mapping[str, str], calls: list[Called]) -> None:
        """The results of ``calls``, by id."""

    @abstractmethod
    async def ask(self, wish: Wish) -> Heard:
        """One request with the whole conversation; its answer joins the conversation."""

    @staticmethod
    @abstractmethod
    def status(failure: Exception) -> int:
        """The HTTP status that a failure names, 0 for none."""
