"""The bytes of the benchmark mock: whole HTTP answers, and streams cut into writes."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

STAMP = b"@" * 20
"""Where a stamped piece gets its time, behind a T."""
_LENGTH = re.compile(r"-(\d+)(?:-(\d+)ms)?(-burst)?(?:-stamped)?$")
_WORDS = ("harbour ", "light ", "rope ", "世界 ", "tide ")
_PROMPT_TOKENS = 10
_DEFAULT_PIECES = 50
_CREATED = 1_767_323_045


class Answers:
    """Makes the writes of each kind of answer once; the caller keeps them."""

    def writes(
        self, path: bytes, model: bytes, stream: bool, usage: bool
    ) -> tuple[Sequence[bytes], float]:
        """The writes that answer such a request, and the seconds between them."""
        name = model.decode("utf-8", "replace")
        pieces, pause, burst = _shape(name)
        match path.removeprefix(b"/fast"):
            case b"/v1/models":
                return [_plain(_models())], 0.0
            case b"/v1/embeddings":
                return [_plain(_embedding(name))], 0.0
            case b"/v1/chat/completions":
                whole, frames = _chat(name, pieces), _chat_frames(name, pieces, usage)
            case b"/v1/messages":
                whole, frames = _message(name, pieces), _message_frames(name, pieces)
            case _:
                error = {"message": "Invalid URL", "type": "invalid_request_error"}
                missing = {"error": error | {"param": None, "code": None}}
                return [_plain(missing, b"404 Not Found")], 0.0
        if not stream:
            return [_plain(whole)], 0.0
        return _streamed(frames, burst), pause


def _shape(model: str) -> tuple[int, float, bool]:
    """Pieces, seconds between them, and whether all leave at once, by the model's name."""
    found = _LENGTH.search(model)
    if found is None:
        return _DEFAULT_PIECES, 0.0, False
    return int(found[1]), int(found[2] or 0) / 1000, bool(found[3])


def _plain(body: dict[str, Any], status: bytes = b"200 OK") -> bytes:
    raw = _json(body)
    head = b"HTTP/1.1 %b\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    return head % (status, len(raw)) + raw


def _streamed(frames: Sequence[bytes], burst: bool) -> Sequence[bytes]:
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
        b"Cache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    chunks = [b"%x\r\n%b\r\n" % (len(frame), frame) for frame in frames]
    chunks[0] = head + chunks[0]
    chunks[-1] += b"0\r\n\r\n"
    return [b"".join(chunks)] if burst else chunks


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _text(pieces: int, model: str) -> list[str]:
    if model.endswith("-stamped"):
        return [f"T{STAMP.decode()} "] * pieces
    return [_WORDS[index % len(_WORDS)] for index in range(pieces)]


def _models() -> dict[str, Any]:
    names = ("bench", "bench-10", "bench-50", "bench-200")
    entry = {"object": "model", "created": _CREATED, "owned_by": "fast"}
    return {"object": "list", "data": [{"id": name} | entry for name in names]}


def _embedding(model: str) -> dict[str, Any]:
    vector = [round((index % 17 - 8) / 100, 2) for index in range(256)]
    return {
        "object": "list",
        "data": [{"object": "embedding", "index": 0, "embedding": vector}],
        "model": model,
        "usage": {"prompt_tokens": _PROMPT_TOKENS, "total_tokens": _PROMPT_TOKENS},
    }


def _openai_usage(pieces: int) -> dict[str, Any]:
    return {
        "prompt_tokens": _PROMPT_TOKENS,
        "completion_tokens": pieces,
        "total_tokens": _PROMPT_TOKENS + pieces,
        "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0},
    }


def _chat(model: str, pieces: int) -> dict[str, Any]:
    message = {"role": "assistant", "content": "".join(_text(pieces, model)), "refusal": None}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    head = _chat_head(model, "chat.completion")
    return head | {"choices": [choice], "usage": _openai_usage(pieces)}


def _chat_head(model: str, kind: str) -> dict[str, Any]:
    return {
        "id": "chatcmpl-fast0000000000000000000000",
        "object": kind,
        "created": _CREATED,
        "model": model,
        "service_tier": "default",
        "system_fingerprint": None,
    }


def _chat_frames(model: str, pieces: int, usage: bool) -> list[bytes]:
    head = _chat_head(model, "chat.completion.chunk")
    unused = {"usage": None} if usage else {}

    def chunk(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return head | {"choices": [choice]} | unused

    chunks = [chunk({"role": "assistant", "content": ""})]
    chunks += [chunk({"content": piece}) for piece in _text(pieces, model)]
    chunks.append(chunk({}, "stop"))
    if usage:
        chunks.append(head | {"choices": [], "usage": _openai_usage(pieces)})
    return [b"data: %b\n\n" % _json(part) for part in chunks] + [b"data: [DONE]\n\n"]


def _message(model: str, pieces: int) -> dict[str, Any]:
    return _message_head(model) | {
        "content": [{"type": "text", "text": "".join(_text(pieces, model))}],
        "stop_reason": "end_turn",
        "usage": _anthropic_usage(pieces),
    }


def _message_head(model: str) -> dict[str, Any]:
    return {
        "id": "msg_01fast00000000000000000000",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
    }


def _anthropic_usage(output: int) -> dict[str, Any]:
    return {
        "input_tokens": _PROMPT_TOKENS,
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": 0,
        "output_tokens": output,
    }


def _message_frames(model: str, pieces: int) -> list[bytes]:
    start = _message_head(model) | {"usage": _anthropic_usage(1)}
    block = {"type": "text", "text": ""}
    events: list[dict[str, Any]] = [
        {"type": "message_start", "message": start},
        {"type": "content_block_start", "index": 0, "content_block": block},
        {"type": "ping"},
    ]
    for piece in _text(pieces, model):
        delta = {"type": "text_delta", "text": piece}
        events.append({"type": "content_block_delta", "index": 0, "delta": delta})
    end = {"stop_reason": "end_turn", "stop_sequence": None}
    events += [
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": end, "usage": _anthropic_usage(pieces)},
        {"type": "message_stop"},
    ]
    return [b"event: %b\ndata: %b\n\n" % (event["type"].encode(), _json(event)) for event in events]
