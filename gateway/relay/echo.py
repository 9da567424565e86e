"""The Echo provider's other end:

Answers from this machine, so that clients can be wired without a key.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Mapping

from gateway.dialects.registry import dialect
from gateway.domain.conversation import (
    Answer,
    Choice,
    Conversation,
    Ended,
    Finish,
    Finished,
    Started,
    Text,
    TextDelta,
    UsageReport,
)
from gateway.domain.failure import Failure, FailureClass
from gateway.domain.usage import Usage
from gateway.errors import DialectError
from gateway.providers.base import UpstreamRequest
from gateway.relay.counting import rough
from gateway.relay.transport import Timeouts, TransportError, UpstreamAnswer

MODEL = "echo"
_WORDS = re.compile(r"\s*\S+\s*")


class EchoTransport:
    """Speaks OpenAI chat completions;

    Repeats the last thing said to it, word by word when streaming.
    """

    async def send(
        self, request: UpstreamRequest, timeouts: Timeouts, proxy: str = "", authority: str = ""
    ) -> UpstreamAnswer:
        try:
            conversation = dialect("openai_chat").decode_request(request.body)
        except DialectError as error:
            failure = Failure(FailureClass.BAD_REQUEST, 400, str(error), param=error.param or "")
            raise TransportError(failure) from error
        return _EchoAnswer(conversation)

    async def close(self) -> None:
        return


class _EchoAnswer:
    status = 200
    connect_ms = 0

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._said = _last_text(conversation)
        self._usage = Usage(input=max(1, rough(_texts(conversation))), output=rough([self._said]))
        self._id = f"chatcmpl-echo-{time.time_ns():x}"
        kind = "text/event-stream" if conversation.stream else "application/json"
        self.headers: Mapping[str, str] = {"content-type": kind}

    async def read(self) -> bytes:
        spoken = dialect("openai_chat")
        answer = Answer(
            self._id,
            self._conversation.model,
            [Choice([Text(self._said)], Finish.STOP)],
            self._usage,
            int(time.time()),
        )
        return spoken.encode_answer(answer, self._conversation.model)

    async def chunks(self) -> AsyncIterator[bytes]:
        if not self._conversation.stream:
            yield await self.read()
            return
        model = self._conversation.model
        encoder = dialect("openai_chat").stream_encoder(model, include_usage=True)
        yield encoder.encode(Started(self._id, model, int(time.time())))
        for word in _WORDS.findall(self._said):
            yield encoder.encode(TextDelta(word))
            await asyncio.sleep(0)
        for event in (Finished(Finish.STOP), UsageReport(self._usage), Ended()):
            if data := encoder.encode(event):
                yield data

    async def drain(self) -> None:
        return

    def close(self) -> None:
        return


def _texts(conversation: Conversation) -> list[str]:
    return [
        block.text
        for turn in conversation.turns
        for block in turn.blocks
        if isinstance(block, Text)
    ]


def _last_text(conversation: Conversation) -> str:
    for turn in reversed(conversation.turns):
        texts = [block.text for block in turn.blocks if isinstance(block, Text) and block.text]
        if turn.role == "user" and texts:
            return "\n".join(texts)
    return "Hello from Homeport."
