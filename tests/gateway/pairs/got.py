"""What arrived at a mock upstream, read from its provider's own wire into one vocabulary.

The mocks have already refused what their providers refuse; here a test sees what got through.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Got:
    """``turns`` are roles (user, model) and texts in order, side by side of a role joined."""

    system: str = ""
    turns: list[tuple[str, str]] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    """Base64, or web addresses."""
    calls: list[tuple[str, Any]] = field(default_factory=list)
    results: list[str] = field(default_factory=list)
    forced: str = ""
    schema: Any = None
    thinks: bool = False
    stop: list[str] = field(default_factory=list)
    limit: int | None = None
    proofs: list[str] = field(default_factory=list)
    """What came back of the model's thoughts: signatures, encrypted items, plain reasoning."""

    def say(self, role: str, text: str) -> None:
        if not text:
            return
        if self.turns and self.turns[-1][0] == role:
            text = self.turns.pop()[1] + "\n" + text
        self.turns.append((role, text))


def _image(address: str) -> str:
    return address.partition(";base64,")[2] or address


def _parts(content: Any) -> Iterable[Mapping[str, Any]]:
    return [{"type": "text", "text": content}] if isinstance(content, str) else content or ()


def chat(body: Mapping[str, Any]) -> Got:
    got = Got()
    for message in body["messages"]:
        role = message["role"]
        if role == "tool":
            got.results.append(message["content"])
            continue
        for part in _parts(message.get("content")):
            if part["type"] == "image_url":
                got.images.append(_image(part["image_url"]["url"]))
            elif role in ("system", "developer"):
                got.system += part["text"]
            else:
                got.say("model" if role == "assistant" else "user", part["text"])
        for call in message.get("tool_calls", ()):
            function = call["function"]
            got.calls.append((function["name"], json.loads(function["arguments"])))
        if message.get("reasoning_content"):
            got.proofs.append(message["reasoning_content"])
    choice = body.get("tool_choice")
    got.forced = choice["function"]["name"] if isinstance(choice, Mapping) else ""
    wanted = body.get("response_format") or {}
    got.schema = (wanted.get("json_schema") or {}).get("schema")
    got.thinks = "reasoning_effort" in body
    stop = body.get("stop") or []
    got.stop = [stop] if isinstance(stop, str) else stop
    got.limit = body.get("max_completion_tokens") or body.get("max_tokens")
    return got


def responses(body: Mapping[str, Any]) -> Got:
    got = Got(system=body.get("instructions") or "")
    for item in [body["input"]] if isinstance(body["input"], str) else body["input"]:
        kind = item.get("type") or "message"
        if kind == "reasoning":
            got.proofs.append(item["encrypted_content"])
        elif kind == "function_call":
            got.calls.append((item["name"], json.loads(item["arguments"])))
        elif kind == "function_call_output":
            got.results += [part["text"] for part in _parts(item["output"])]
        else:
            for part in _parts(item["content"]):
                if part["type"] == "input_image":
                    got.images.append(_image(part["image_url"]))
                elif item["role"] in ("system", "developer"):
                    got.system += part["text"]
                else:
                    got.say("model" if item["role"] == "assistant" else "user", part["text"])
    choice = body.get("tool_choice")
    got.forced = choice.get("name", "") if isinstance(choice, Mapping) else ""
    got.schema = ((body.get("text") or {}).get("format") or {}).get("schema")
    got.thinks = bool((body.get("reasoning") or {}).get("effort"))
    got.limit = body.get("max_output_tokens")
    return got


def anthropic(body: Mapping[str, Any]) -> Got:
    got = Got(system="".join(part["text"] for part in _parts(body.get("system"))))
    for message in body["messages"]:
        role = "model" if message["role"] == "assistant" else "user"
        for part in _parts(message["content"]):
            if part["type"] == "text":
                got.say(role, part["text"])
            elif part["type"] == "image":
                source = part["source"]
                got.images.append(source.get("data") or source["url"])
            elif part["type"] == "tool_use":
                got.calls.append((part["name"], part["input"]))
            elif part["type"] == "tool_result":
                got.results += [inner["text"] for inner in _parts(part["content"])]
            elif part["type"] == "thinking":
                got.proofs.append(part["signature"])
    got.forced = (body.get("tool_choice") or {}).get("name", "")
    got.schema = ((body.get("output_config") or {}).get("format") or {}).get("schema")
    got.thinks = (body.get("thinking") or {}).get("type") in ("enabled", "adaptive")
    got.stop = body.get("stop_sequences") or []
    got.limit = body["max_tokens"]
    return got


def gemini(body: Mapping[str, Any]) -> Got:
    body = _camel(body)
    got = Got()
    got.system = "".join(
        part["text"] for part in body.get("systemInstruction", {}).get("parts", ())
    )
    for content in body["contents"]:
        role = content.get("role", "user")
        for part in content["parts"]:
            if part.get("text"):
                got.say(role, part["text"])
            elif "inlineData" in part:
                data = part["inlineData"]["data"].replace("-", "+").replace("_", "/")
                got.images.append(data)
            elif "fileData" in part:
                got.images.append(part["fileData"]["fileUri"])
            elif "functionCall" in part:
                call = part["functionCall"]
                got.calls.append((call["name"], call.get("args") or {}))
            elif "functionResponse" in part:
                got.results.append(part["functionResponse"]["response"]["result"])
            if "thoughtSignature" in part:
                got.proofs.append(part["thoughtSignature"])
    calling = body.get("toolConfig", {}).get("functionCallingConfig", {})
    got.forced = next(iter(calling.get("allowedFunctionNames", ())), "")
    config = body.get("generationConfig", {})
    got.schema = config.get("responseJsonSchema")
    got.thinks = bool(config.get("thinkingConfig"))
    got.stop = config.get("stopSequences", [])
    got.limit = config.get("maxOutputTokens")
    return got


def _camel(value: Any) -> Any:
    """The members the wire names in either case; what stands in schemas and arguments stays."""
    if isinstance(value, list):
        return [_camel(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    found = {}
    for name, item in value.items():
        head, *rest = name.split("_")
        name = head + "".join(word.title() for word in rest)
        kept = name in ("args", "response", "responseJsonSchema", "parametersJsonSchema")
        found[name] = item if kept else _camel(item)
    return found


READERS: Mapping[str, Callable[[Mapping[str, Any]], Got]] = {
    "openai_chat": chat,
    "openai_responses": responses,
    "anthropic": anthropic,
    "gemini": gemini,
}
