"""The model: turns a request and a `Reply` into an answer, always the same for the same request.

Tokens are counted by rule: four bytes of UTF-8 make one, each message costs four more and a request
three. So tests can set a limit and know what it cuts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.upstreams.script import Reply, ToolCall, Unset, Usage

_ECHO_LIMIT = 400


@dataclass(frozen=True, slots=True)
class Ask:
    """What the model needs to know of a request, the same for every wire."""

    model: str
    texts: Sequence[str]
    """The text of each message, tools and system prompts included; the last one is answered."""
    limit: int | None = None
    """Output tokens allowed."""
    stops: Sequence[str] = ()
    tools: Mapping[str, Any] = field(default_factory=dict)
    """JSON Schemas of the arguments by tool name."""
    forced_tool: str | None = None
    schema: Any = None
    """The JSON Schema the text has to satisfy, when JSON is asked for."""
    thinks: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model said."""

    pieces: Sequence[str]
    reasoning: str | None
    tool_calls: Sequence[ToolCall]
    usage: Usage | dict[str, Any] | None
    cut_by_limit: bool = False
    stop: str | None = None
    """The stop sequence that ended the text."""

    @property
    def text(self) -> str:
        """The text in one piece."""
        return "".join(self.pieces)


def count(text: str) -> int:
    """Tokens of a text: one for every four bytes of UTF-8 begun."""
    return -(-len(text.encode()) // 4)


def count_prompt(texts: Sequence[str]) -> int:
    """Tokens of a request."""
    return 3 + sum(4 + count(text) for text in texts)


def answer(ask: Ask, reply: Reply) -> Answer:
    """What the model answers to `ask` under the script `reply`."""
    calls = tuple(reply.tool_calls)
    scripted = reply.text is not None or reply.chunks is not None or bool(calls)
    reasoning = reply.reasoning
    if not scripted:
        if ask.forced_tool is not None:
            calls = (ToolCall(ask.forced_tool, sample(ask.tools.get(ask.forced_tool), ask)),)
        if reasoning is None and ask.thinks:
            reasoning = "The user wants an answer."
    pieces = _pieces(ask, reply, silent=bool(calls))
    text, stop = _stopped("".join(pieces), ask.stops)
    limited = False
    if ask.limit is not None and isinstance(reply.usage, Unset):
        room = max(0, ask.limit - count(reasoning or ""))
        limited = count(text) > room
        text = _cut(text, room) if limited else text
    pieces = _keep(pieces, text)
    output = count(text) + count(reasoning or "")
    output += sum(count(call.name) + count(call.json) for call in calls)
    usage = Usage(count_prompt(ask.texts), max(1, output), reasoning=count(reasoning or ""))
    return Answer(
        pieces=pieces,
        reasoning=reasoning,
        tool_calls=() if limited else calls,
        usage=reply.usage_over(usage),
        cut_by_limit=limited,
        stop=None if limited else stop,
    )


def _pieces(ask: Ask, reply: Reply, silent: bool) -> list[str]:
    if reply.chunks is not None:
        return list(reply.chunks)
    if reply.text is not None:
        return words(reply.text)
    if silent or reply.refusal is not None:
        return []
    if ask.schema is not None:
        return words(json.dumps(sample(ask.schema, ask), ensure_ascii=False))
    said = ask.texts[-1][:_ECHO_LIMIT] if ask.texts else ""
    return words(f"You said: {said}" if said else "Hello.")


def words(text: str) -> list[str]:
    """The text cut after each word, blanks kept."""
    return re.findall(r"\s*\S+\s*|\s+", text)


def fragments(text: str, size: int) -> list[str]:
    """The text in pieces of `size` characters."""
    return [text[at : at + size] for at in range(0, len(text), size)]


def _stopped(text: str, stops: Sequence[str]) -> tuple[str, str | None]:
    """The text up to the first stop sequence in it, and that sequence."""
    found = [(text.index(stop), stop) for stop in stops if stop and stop in text]
    if not found:
        return text, None
    at, stop = min(found)
    return text[:at], stop


def _cut(text: str, tokens: int) -> str:
    """The longest beginning of the text within so many tokens."""
    return text.encode()[: tokens * 4].decode("utf-8", "ignore")


def _keep(pieces: Sequence[str], text: str) -> list[str]:
    """The pieces as far as `text`, a beginning of them, reaches."""
    kept, left = [], len(text)
    for piece in pieces:
        if left <= 0:
            break
        kept.append(piece[:left])
        left -= len(piece)
    return kept


def sample(schema: Any, ask: Ask) -> Any:
    """The smallest value that satisfies a JSON Schema; strings say the request's last word."""
    if not isinstance(schema, Mapping) or not schema:
        return {}
    if "const" in schema:
        return schema["const"]
    if schema.get("enum"):
        return schema["enum"][0]
    for union in ("anyOf", "oneOf", "allOf"):
        if schema.get(union):
            return sample(schema[union][0], ask)
    kind = schema.get("type", "object")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        properties = schema.get("properties") or {}
        return {name: sample(properties[name], ask) for name in schema.get("required", properties)}
    if kind == "array":
        return [sample(schema.get("items"), ask)]
    if kind == "string":
        last = ask.texts[-1].split() if ask.texts else []
        return last[-1].strip(".,!?") if last else "text"
    return {"integer": 1, "number": 1.5, "boolean": True, "null": None}.get(kind)
