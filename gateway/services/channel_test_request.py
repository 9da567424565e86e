"""The request that tests a channel: which model, which words, in which dialect."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field

from gateway.dialects import vectors
from gateway.dialects.base import StreamMeter
from gateway.dialects.instructions import instruct
from gateway.dialects.overriding import overridden_body
from gateway.dialects.registry import spoken_to
from gateway.domain.channel import Channel, ChannelKey
from gateway.domain.conversation import Conversation, Text, Turn
from gateway.domain.usage import Usage
from gateway.errors import GatewayError, ServiceError, Unconvertible
from gateway.providers.base import Endpoint, Operation, Provider, UpstreamRequest
from gateway.providers.model_list import kind_of
from gateway.relay.prices import PriceBook
from gateway.relay.reframing import upstream_id
from gateway.relay.transport import UpstreamAnswer

MOST_OUTPUT = 64
MOST_OUTPUT_REASONING = 2_048
"""Thinking counts as output: too low a limit and some models refuse instead of answering."""


@dataclass(slots=True, eq=False)
class TestRun:
    """One test under way; ``model`` as clients ask for it, ``sent`` as it is sent."""

    channel: Channel
    key: ChannelKey | None
    provider: Provider
    endpoint: Endpoint
    model: str
    sent: str
    prompt: str
    operation: Operation
    dialect: str
    at: int
    started: float = field(default_factory=time.monotonic)
    request_id: str = field(default_factory=lambda: f"test_{os.urandom(12).hex()}")
    http_status: int = 0
    connect_ms: int = 0
    first_token_ms: int = 0
    upstream_id: str = ""
    answered: bool = False
    """A 200 came: it costs something."""
    meter: StreamMeter = field(default_factory=StreamMeter)
    usage: Usage | None = None

    @property
    def elapsed_ms(self) -> int:
        return int((time.monotonic() - self.started) * 1000)

    def note_answer(self, answer: UpstreamAnswer) -> None:
        self.http_status, self.connect_ms = answer.status, answer.connect_ms
        self.upstream_id = upstream_id(answer.headers)

    def note_first_token(self) -> None:
        self.first_token_ms = self.first_token_ms or max(1, self.elapsed_ms)

    def request(self, prices: PriceBook) -> UpstreamRequest:
        """Raises ServiceError ``not_testable``."""
        body = self.body(prices)
        streams = self.operation is Operation.CHAT
        try:
            return self.provider.request(
                self.operation, self.dialect, self.endpoint, body, {}, stream=streams
            )
        except GatewayError as error:
            raise ServiceError("not_testable", str(error), {"model": str(error)}) from error

    def body(self, prices: PriceBook) -> bytes:
        """Raises ServiceError ``not_testable`` where the model cannot be asked at all."""
        try:
            return self._body(prices)
        except (GatewayError, Unconvertible) as error:
            raise ServiceError("not_testable", str(error), {"model": str(error)}) from error

    def _body(self, prices: PriceBook) -> bytes:
        if self.operation is Operation.EMBEDDINGS:
            texts = vectors.request(self.sent, vectors.Texts([self.prompt]), self.dialect)
            return spoken_to(self.dialect).encode_request(texts, self.sent)
        entry = prices.entry(self.provider.id, self.sent)
        reasons = entry is None or "reasoning" in entry.supports
        conversation = Conversation(
            self.sent,
            [Turn("user", [Text(self.prompt)])],
            stream=True,
            stream_usage=True,
            max_output=MOST_OUTPUT_REASONING if reasons else MOST_OUTPUT,
        )
        if self.channel.system_prompt:
            instruct(conversation, self.channel.system_prompt, self.channel.prompt_mode)
        body = spoken_to(self.dialect).encode_request(conversation, self.sent)
        body = self.provider.adapt(self.dialect, self.endpoint, body)
        return overridden_body(body, self.channel, self.dialect, True, None)


def choose_model(channel: Channel, asked: str, prices: PriceBook) -> str:
    """The model to test: the one asked for, the channel's test model, else its cheapest for chat.

    Raises ServiceError ``not_testable`` for a channel without models.
    """
    if asked or channel.test_model:
        return asked or channel.test_model
    models = tuple(dict.fromkeys((*channel.models, *channel.aliases)))
    if not models:
        raise ServiceError("not_testable", "name a model to test with", {"model": "is needed"})
    chat = [model for model in models if kind_of(channel.sent_model(model)) == "chat"]
    known = [model for model in chat if _is_chat(channel, model, prices)]
    return min(known or chat or models, key=lambda model: _price(channel, model, prices))


_NO_TEST = {
    "image": "a picture costs too much for a test: make one through a client instead",
    "audio": "a model of sound cannot be tested by a chat: use it through a client instead",
    "rerank": "a reranker cannot be tested by a chat: use it through a client instead",
}


def operation_for(provider: Provider, sent: str) -> Operation:
    """Embedding models are tested by an embedding, everything that converses by a chat.

    Raises ServiceError ``not_testable`` for a model that surely does neither.
    """
    if (why := _NO_TEST.get(kind_of(sent))) is not None:
        raise ServiceError("not_testable", why, {"model": why})
    embeds = kind_of(sent) == "embedding" and Operation.EMBEDDINGS in provider.operations
    return Operation.EMBEDDINGS if embeds else Operation.CHAT


def _is_chat(channel: Channel, model: str, prices: PriceBook) -> bool:
    entry = prices.entry(channel.provider, channel.sent_model(model))
    return entry is not None and entry.mode == "chat" and not entry.deprecated


def _price(channel: Channel, model: str, prices: PriceBook) -> float:
    """What a short answer costs; what has no price comes last, in the channel's order."""
    price = prices.price(channel.provider, channel.sent_model(model))
    return price.nano(Usage(input=20, output=20)) if price is not None else float("inf")
