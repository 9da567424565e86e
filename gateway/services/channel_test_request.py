"""The request that tests a channel: which words, in which dialect, and what is found."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field

from gateway.dialects import vectors
from gateway.dialects.base import StreamMeter
from gateway.dialects.instructions import instruct
from gateway.dialects.overriding import overridden_body
from gateway.dialects.registry import spoken_to
from gateway.domain.capability import Capability
from gateway.domain.channel import Channel, ChannelKey
from gateway.domain.conversation import Conversation, Text, Turn
from gateway.domain.usage import Usage
from gateway.errors import GatewayError, ServiceError, Unconvertible
from gateway.providers.base import Endpoint, Operation, Provider, UpstreamRequest
from gateway.relay.forms import form_request
from gateway.relay.prices import PriceBook
from gateway.relay.reframing import upstream_id
from gateway.relay.transport import UpstreamAnswer
from gateway.services.channel_test_media import Probe

MOST_OUTPUT = 64
MOST_OUTPUT_REASONING = 2_048
"""Thinking counts as output: too low a limit and some models refuse instead of answering."""


@dataclass(slots=True)
class Found:
    """What an answer held beside its text; see :class:`~.channel_test_results.TestResult`."""

    dimensions: int = 0
    picture: bytes = b""
    picture_url: str = ""
    sound_ms: int = 0
    order: tuple[str, ...] = ()


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
    capability: Capability
    operation: Operation
    dialect: str
    at: int
    probe: Probe | None = None
    """The request of a test that is neither a chat nor an embedding."""
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
    found: Found = field(default_factory=Found)

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
            if self.probe is not None and self.probe.form is not None:
                return form_request(
                    self.provider,
                    self.operation,
                    self.dialect,
                    self.endpoint,
                    self.probe.form,
                    {},
                    stream=False,
                )
            return self.provider.request(
                self.operation, self.dialect, self.endpoint, body, {}, stream=streams
            )
        except (GatewayError, Unconvertible) as error:
            raise ServiceError("not_testable", str(error), {"model": str(error)}) from error

    def body(self, prices: PriceBook) -> bytes:
        """Raises ServiceError ``not_testable`` where the model cannot be asked at all."""
        try:
            return self._body(prices)
        except (GatewayError, Unconvertible) as error:
            raise ServiceError("not_testable", str(error), {"model": str(error)}) from error

    def _body(self, prices: PriceBook) -> bytes:
        if self.probe is not None:
            if self.probe.form is not None:
                return b""  # its form is sent
            return overridden_body(self.probe.body, self.channel, self.dialect, False, None)
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
