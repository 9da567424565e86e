"""Every kind of client as bytes on a socket: what it says, what it hears, what it is counted."""

from __future__ import annotations

import json
from typing import Any

from tests.gateway.house import House

CLIENTS = ("openai_chat", "anthropic", "openai_responses", "gemini")
Heard = tuple[str, tuple[int, int]]
"""The answer's text, and its tokens of input and output."""


async def say(home: House, client: str, model: str, text: str = "Hi") -> Heard:
    """A plain answer."""
    status, _, body = await home.post(*request_of(client, model, text, stream=False))
    assert status == 200, body
    return read(client, json.loads(body))


async def stream(home: House, client: str, model: str, text: str = "Hi") -> Heard:
    """A streamed answer, which has to end as its dialect ends one."""
    status, _, body = await home.post(*request_of(client, model, text, stream=True))
    assert status == 200, body
    events = [line[6:] for line in body.decode().split("\n") if line.startswith("data: ")]
    if client == "openai_chat":
        assert events.pop() == "[DONE]", events
    return read_stream(client, [json.loads(event) for event in events])


def request_of(client: str, model: str, text: str, *, stream: bool) -> tuple[str, dict[str, Any]]:
    messages = [{"role": "user", "content": text}]
    match client:
        case "openai_chat":
            body: dict[str, Any] = {"model": model, "messages": messages, "stream": stream}
            usage = {"stream_options": {"include_usage": True}} if stream else {}
            return "/v1/chat/completions", body | usage
        case "anthropic":
            body = {"model": model, "messages": messages, "max_tokens": 500, "stream": stream}
            return "/v1/messages", body
        case "openai_responses":
            return "/v1/responses", {
                "model": model,
                "input": text,
                "stream": stream,
                "store": False,
            }
        case _:
            method = "streamGenerateContent?alt=sse" if stream else "generateContent"
            contents = [{"role": "user", "parts": [{"text": text}]}]
            return f"/v1beta/models/{model}:{method}", {"contents": contents}


def read(client: str, body: dict[str, Any]) -> Heard:
    match client:
        case "openai_chat":
            usage = body["usage"]
            said = body["choices"][0]["message"]["content"]
            return said, (usage["prompt_tokens"], usage["completion_tokens"])
        case "anthropic":
            texts = [block["text"] for block in body["content"] if block["type"] == "text"]
            return "".join(texts), _anthropic(body["usage"])
        case "openai_responses":
            usage = body["usage"]
            items = [item for item in body["output"] if item["type"] == "message"]
            texts = [part["text"] for item in items for part in item["content"]]
            return "".join(texts), (usage["input_tokens"], usage["output_tokens"])
        case _:
            parts = body["candidates"][0]["content"]["parts"]
            texts = [part["text"] for part in parts if not part.get("thought")]
            return "".join(texts), _gemini(body["usageMetadata"])


def read_stream(client: str, events: list[dict[str, Any]]) -> Heard:
    match client:
        case "openai_chat":
            deltas = [c["delta"] for event in events for c in event["choices"]]
            usage = next(event["usage"] for event in reversed(events) if event.get("usage"))
            said = "".join(delta.get("content") or "" for delta in deltas)
            return said, (usage["prompt_tokens"], usage["completion_tokens"])
        case "anthropic":
            assert events[-1]["type"] == "message_stop", events[-1]
            said = "".join(
                event["delta"].get("text", "")
                for event in events
                if event["type"] == "content_block_delta"
            )
            usage = events[0]["message"]["usage"]
            ends = [event["usage"] for event in events if event["type"] == "message_delta"]
            return said, _anthropic({**usage, **ends[-1]})
        case "openai_responses":
            assert events[-1]["type"] == "response.completed", events[-1]
            return read(client, events[-1]["response"])
        case _:
            said = "".join(
                part.get("text", "")
                for event in events
                for candidate in event.get("candidates", ())
                for part in candidate.get("content", {}).get("parts", ())
                if not part.get("thought")
            )
            assert any(c.get("finishReason") for e in events for c in e.get("candidates", ()))
            usages = [event["usageMetadata"] for event in events if "usageMetadata" in event]
            return said, _gemini(usages[-1])


def _anthropic(usage: dict[str, Any]) -> tuple[int, int]:
    cached = usage.get("cache_read_input_tokens") or 0
    written = usage.get("cache_creation_input_tokens") or 0
    return usage["input_tokens"] + cached + written, usage["output_tokens"]


def _gemini(usage: dict[str, Any]) -> tuple[int, int]:
    thought = usage.get("thoughtsTokenCount") or 0
    return usage["promptTokenCount"], (usage.get("candidatesTokenCount") or 0) + thought
