"""OpenAI's response object: whole, and the same as events."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.upstreams.call import Call, dumps
from tests.upstreams.compose import Answer, fragments
from tests.upstreams.openai_response_items import namespaces
from tests.upstreams.script import Reply, ToolCall, Usage
from tests.upstreams.wire import Frame

Item = dict[str, Any]

INCLUDE_ENCRYPTED = "reasoning.encrypted_content"
_REPEATED = (
    "instructions", "max_output_tokens", "max_tool_calls", "metadata", "parallel_tool_calls",
    "previous_response_id", "prompt_cache_key", "safety_identifier", "temperature", "text",
    "tool_choice", "tools", "top_logprobs", "top_p", "truncation", "user",
)  # fmt: skip


def wire_usage(usage: Usage | Mapping[str, Any] | None) -> Any:
    """The usage object."""
    if usage is None or isinstance(usage, Mapping):
        return usage
    return {
        "input_tokens": usage.prompt,
        "input_tokens_details": {
            "cached_tokens": usage.cached,
            "cache_write_tokens": usage.cache_write,
        },
        "output_tokens": usage.completion,
        "output_tokens_details": {"reasoning_tokens": usage.reasoning},
        "total_tokens": usage.prompt + usage.completion,
    }


def encrypt(text: str) -> str:
    """Encrypted reasoning: what only this provider can have made of `text`."""
    return "gAAAAA" + hashlib.sha256(f"openai:{text}".encode()).hexdigest() * 2


@dataclass(frozen=True, slots=True)
class ResponseAnswer:
    """One response, ready to be put on the wire either way."""

    call: Call
    reply: Reply
    answer: Answer
    model: str
    """The name the answer carries."""
    reasons: bool

    def whole(self) -> Item:
        """The `response` object."""
        return self.response(self.status, self.items())

    @property
    def status(self) -> str:
        return "incomplete" if self._incomplete else "completed"

    @property
    def _incomplete(self) -> str | None:
        if self.reply.finish in ("max_output_tokens", "content_filter"):
            return self.reply.finish
        return "max_output_tokens" if self.answer.cut_by_limit else None

    def response(self, status: str, items: list[Item]) -> Item:
        """The object with that status and output."""
        asked = self.call.body
        at = math.floor(self.call.exchange.at)
        body: Item = {
            "id": self.call.id("resp_", 48),
            "object": "response",
            "created_at": at,
            "status": status,
            "background": False,
            "completed_at": at if status == "completed" else None,
            "error": None,
            "incomplete_details": None,
            "instructions": None,
            "max_output_tokens": None,
            "max_tool_calls": None,
            "model": self.model,
            "output": items,
            "parallel_tool_calls": True,
            "previous_response_id": None,
            "prompt_cache_key": None,
            "reasoning": {"effort": None, "summary": None} | (asked.get("reasoning") or {}),
            "safety_identifier": None,
            "service_tier": self.reply.service_tier,
            "store": asked.get("store") is not False,
            "temperature": 1.0,
            "text": {"format": {"type": "text"}, "verbosity": "medium"},
            "tool_choice": "auto",
            "tools": [],
            "top_logprobs": 0,
            "top_p": 1.0,
            "truncation": "disabled",
            "usage": None,
            "user": None,
            "metadata": {},
        }
        repeated = {name: asked[name] for name in _REPEATED if asked.get(name) is not None}
        body |= repeated
        if status in ("completed", "incomplete"):
            body["usage"] = wire_usage(self.answer.usage)
        if status == "incomplete":
            body["incomplete_details"] = {"reason": self._incomplete}
        return body

    def items(self) -> list[Item]:
        """The output."""
        items: list[Item] = []
        reasoning = self._reasoning()
        if reasoning is not None:
            items.append(reasoning)
        content = self._content()
        if content:
            items.append(self._message("incomplete" if self._cut else "completed", content))
        return [*items, *(self._call(call, at) for at, call in enumerate(self.answer.tool_calls))]

    @property
    def _cut(self) -> bool:
        return self._incomplete == "max_output_tokens"

    def _message(self, status: str, content: list[Item]) -> Item:
        return {
            "id": self.call.id("msg_", 48),
            "type": "message",
            "status": status,
            "role": "assistant",
            "content": content,
        }

    def _content(self) -> list[Item]:
        if self.reply.refusal is not None:
            return [{"type": "refusal", "refusal": self.reply.refusal}]
        if not self.answer.pieces:
            return []
        return [_text(self.answer.text)]

    def _reasoning(self) -> Item | None:
        text = self.answer.reasoning
        if text is None or not self.reasons:
            return None
        asked = self.call.body
        wanted = (asked.get("reasoning") or {}).get("summary")
        summary = [{"type": "summary_text", "text": text}] if wanted else []
        item: Item = {
            "id": self.call.id("rs_", 48),
            "type": "reasoning",
            "summary": summary,
        }
        if INCLUDE_ENCRYPTED in (asked.get("include") or ()):
            item["encrypted_content"] = encrypt(text)
        return item

    def _call(self, call: ToolCall, index: int, status: str = "completed") -> Item:
        ident = call.id or self.call.id("call_", part=index)
        namespace, kind = namespaces(self.call.body).get(call.name, ("", "function"))
        named: Item = {"call_id": ident, "name": call.name.removeprefix(f"{namespace}.")}
        if namespace:
            named["namespace"] = namespace
        if kind == "custom":
            text = call.arguments if isinstance(call.arguments, str) else call.json
            own = self.call.id("ctc_", 48, part=index)
            return {"id": own, "type": "custom_tool_call", "status": status, **named, "input": text}
        own = self.call.id("fc_", 48, part=index)
        return {
            "id": own,
            "type": "function_call",
            "status": status,
            **named,
            "arguments": call.json,
        }

    def frames(self) -> list[Frame]:
        """The events, each with its number."""
        frames: list[Frame] = []
        for number, (kind, members) in enumerate(self._events()):
            event = {"type": kind, "sequence_number": number, **members}
            frames.append(Frame(dumps(event), kind))
        return frames

    def _events(self) -> Iterator[tuple[str, Item]]:
        begun = self.response("in_progress", [])
        yield "response.created", {"response": begun}
        yield "response.in_progress", {"response": begun}
        items = self.items()
        for index, item in enumerate(items):
            for kind, members in self._item(item):
                yield kind, {"output_index": index, **members}
        if self.reply.finish_chunk:
            yield f"response.{self.status}", {"response": self.response(self.status, items)}

    def _item(self, item: Item) -> Iterator[tuple[str, Item]]:
        parts = {"message": self._said, "reasoning": self._thought}.get(item["type"], self._called)
        place = {"item_id": item["id"]}
        for kind, members in parts(item):
            whole = kind.startswith("response.output_item.")
            yield kind, members if whole else place | members

    def _said(self, item: Item) -> Iterator[tuple[str, Item]]:
        begun = item | {"status": "in_progress", "content": []}
        yield "response.output_item.added", {"item": begun}
        at: Item = {"content_index": 0}
        part = item["content"][0]
        if part["type"] == "refusal":
            empty: Item = {"type": "refusal", "refusal": ""}
            yield "response.content_part.added", {**at, "part": empty}
            for piece in fragments(part["refusal"], 8):
                yield "response.refusal.delta", {**at, "delta": piece}
            yield "response.refusal.done", {**at, "refusal": part["refusal"]}
        else:
            yield "response.content_part.added", {**at, "part": _text("")}
            for number, piece in enumerate(self.answer.pieces):
                delta = {**at, "delta": piece, "logprobs": []}
                if (self.call.body.get("stream_options") or {}).get("include_obfuscation", True):
                    delta["obfuscation"] = self.call.id("", 1 + number % 7, part=number)
                yield "response.output_text.delta", delta
            whole = {**at, "text": part["text"], "logprobs": []}
            yield "response.output_text.done", whole
        yield "response.content_part.done", {**at, "part": part}
        yield "response.output_item.done", {"item": item}

    def _thought(self, item: Item) -> Iterator[tuple[str, Item]]:
        begun = item | {"summary": []}
        begun.pop("encrypted_content", None)
        yield "response.output_item.added", {"item": begun}
        for index, part in enumerate(item["summary"]):
            at = {"summary_index": index}
            empty = {"type": "summary_text", "text": ""}
            yield "response.reasoning_summary_part.added", {**at, "part": empty}
            for piece in fragments(part["text"], 12):
                yield "response.reasoning_summary_text.delta", {**at, "delta": piece}
            yield "response.reasoning_summary_text.done", {**at, "text": part["text"]}
            yield "response.reasoning_summary_part.done", {**at, "part": part}
        yield "response.output_item.done", {"item": item}

    def _called(self, item: Item) -> Iterator[tuple[str, Item]]:
        custom = item["type"] == "custom_tool_call"
        name = "input" if custom else "arguments"
        kind = "custom_tool_call_input" if custom else "function_call_arguments"
        begun = item | {"status": "in_progress", name: ""}
        yield "response.output_item.added", {"item": begun}
        for piece in fragments(item[name], self.reply.argument_size):
            yield f"response.{kind}.delta", {"delta": piece}
        yield f"response.{kind}.done", {name: item[name]}
        yield "response.output_item.done", {"item": item}


def _text(text: str) -> Item:
    return {"type": "output_text", "text": text, "annotations": [], "logprobs": []}
