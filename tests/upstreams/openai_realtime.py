"""OpenAI's Realtime API over WebSocket, after its API reference (GA event names).

One response at a time, saying what the test put into ``pieces`` (text) and ``sounds`` (bytes of
PCM), with the ``usage`` it is told.
"""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

from aiohttp import WSMsgType, web

from tests.upstreams.call import Call, Refused
from tests.upstreams.mock import Route
from tests.upstreams.openai_errors import refusal

_MODELS = ("gpt-realtime", "gpt-realtime-mini", "gpt-realtime-2.1")


def usage(
    text_in: int = 0, audio_in: int = 0, text_out: int = 0, audio_out: int = 0, cached: int = 0
) -> dict[str, Any]:
    """``response.done``'s usage object."""
    return {
        "total_tokens": text_in + audio_in + text_out + audio_out,
        "input_tokens": text_in + audio_in,
        "output_tokens": text_out + audio_out,
        "input_token_details": {
            "text_tokens": text_in,
            "audio_tokens": audio_in,
            "image_tokens": 0,
            "cached_tokens": cached,
            "cached_tokens_details": {"text_tokens": cached, "audio_tokens": 0, "image_tokens": 0},
        },
        "output_token_details": {"text_tokens": text_out, "audio_tokens": audio_out},
    }


class RealtimeSessions:
    """The sessions of one mock, and what the next responses say."""

    def __init__(self) -> None:
        self.pieces: list[str] = ["Bonjour"]
        self.sounds: list[bytes] = []
        self.usage: dict[str, Any] | None = usage(text_in=20, text_out=10)
        self.transcription: dict[str, Any] | None = None
        """Usage of the transcription that a committed buffer gets."""
        self.hold: asyncio.Event | None = None
        """A response waits for it before it ends."""
        self.leave_after: int | None = None
        """The connection breaks behind so many pieces."""
        self.received: list[dict[str, Any]] = []
        self.open = 0
        self._changed = asyncio.Event()

    def route(self, call: Call) -> Route | None:
        if call.exchange.path != "/v1/realtime" or call.exchange.method != "GET":
            return None
        return Route(self.connect, scripted=False)

    async def until(self, done: Any) -> None:
        """Waits for a state of the sessions."""
        async with asyncio.timeout(5):
            while not done():
                self._changed.clear()
                await self._changed.wait()

    async def connect(self, call: Call) -> web.StreamResponse:
        model = call.exchange.query.get("model", "")
        if model not in _MODELS:
            raise refusal(f"Model '{model}' does not exist", "model", status=400)
        if "upgrade" not in call.headers:
            raise Refused(400, {"error": {"message": "Expected a WebSocket"}})
        socket = web.WebSocketResponse(protocols=("realtime",), max_msg_size=16 << 20)
        await socket.prepare(call.request)
        self.open += 1
        session = _Session(self, socket, model)
        try:
            await session.run()
            call.exchange.finished = True
        finally:
            self.open -= 1
            self.changed()
        return socket

    def changed(self) -> None:
        self._changed.set()


class _Session:
    def __init__(self, mock: RealtimeSessions, socket: web.WebSocketResponse, model: str) -> None:
        self._mock = mock
        self._socket = socket
        self._session: dict[str, Any] = {
            "type": "realtime",
            "object": "realtime.session",
            "id": "sess_1",
            "model": model,
            "output_modalities": ["audio"],
            "audio": {
                "input": {"format": {"type": "audio/pcm", "rate": 24000}, "transcription": None},
                "output": {"format": {"type": "audio/pcm", "rate": 24000}, "voice": "alloy"},
            },
        }
        self._number = 0
        self._answering: asyncio.Task[None] | None = None

    async def _send(self, kind: str, **members: Any) -> None:
        self._number += 1
        event = {"type": kind, "event_id": f"event_{self._number}", **members}
        await self._socket.send_str(json.dumps(event))

    async def run(self) -> None:
        await self._send("session.created", session=self._session)
        try:
            async for message in self._socket:
                if message.type is not WSMsgType.TEXT:
                    await self._error("Binary frames are not supported")
                    continue
                try:
                    event = json.loads(message.data)
                except ValueError:
                    event = None
                if not isinstance(event, dict):
                    await self._error("The event is not valid JSON")
                    continue
                self._mock.received.append(event)
                self._mock.changed()
                await self._take(event)
        finally:
            if self._answering is not None:
                self._answering.cancel()
                await asyncio.gather(self._answering, return_exceptions=True)

    async def _error(self, message: str) -> None:
        error = {"type": "invalid_request_error", "code": "invalid_event", "message": message}
        await self._send("error", error={**error, "param": None, "event_id": None})

    async def _take(self, event: dict[str, Any]) -> None:
        kind = event.get("type")
        if kind == "session.update":
            self._session = {**self._session, **event.get("session", {})}
            await self._send("session.updated", session=self._session)
        elif kind == "conversation.item.create":
            item = {"id": f"item_{self._number}", "object": "realtime.item", **event["item"]}
            for name in ("added", "done"):
                await self._send(f"conversation.item.{name}", previous_item_id=None, item=item)
        elif kind == "input_audio_buffer.append":
            pass
        elif kind == "input_audio_buffer.commit":
            await self._send(
                "input_audio_buffer.committed", previous_item_id=None, item_id="item_a"
            )
            if self._mock.transcription is not None:
                await self._send(
                    "conversation.item.input_audio_transcription.completed",
                    item_id="item_a",
                    content_index=0,
                    transcript="Hello",
                    usage=self._mock.transcription,
                )
        elif kind == "response.create":
            self._answering = asyncio.get_running_loop().create_task(self._answer())
        else:
            await self._error(f"Invalid value: {kind!r}")

    def _response(self, ident: str, status: str, told: Any) -> dict[str, Any]:
        return {
            "object": "realtime.response",
            "id": ident,
            "status": status,
            "status_details": None,
            "output": [],
            "usage": told,
        }

    async def _answer(self) -> None:
        mock = self._mock
        ident = f"resp_{self._number}"
        await self._send("response.created", response=self._response(ident, "in_progress", None))
        at = {"response_id": ident, "item_id": "item_r", "output_index": 0, "content_index": 0}
        pieces = [("response.output_text.delta", text) for text in mock.pieces]
        pieces += [
            ("response.output_audio.delta", base64.b64encode(sound).decode())
            for sound in mock.sounds
        ]
        for number, (kind, delta) in enumerate(pieces):
            if number == mock.leave_after:
                transport = self._socket._req.transport if self._socket._req else None
                if transport is not None:
                    transport.abort()
                return
            await self._send(kind, delta=delta, **at)
        if mock.hold is not None:
            await mock.hold.wait()
        done = self._response(ident, "completed", mock.usage)
        await self._send("response.done", response=done)
