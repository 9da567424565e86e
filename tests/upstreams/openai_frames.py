"""OpenAI's chat answer: the whole object, and the same as chunks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from tests.upstreams.call import Call, dumps
from tests.upstreams.compose import Answer, fragments
from tests.upstreams.openai_models import Flavour
from tests.upstreams.script import Reply, ToolCall, Usage
from tests.upstreams.wire import Frame


def wire_usage(usage: Usage | Mapping[str, Any] | None, plain: bool = False) -> Any:
    """The usage object; `plain` is the short one of small servers."""
    if usage is None:
        return None
    if isinstance(usage, Mapping):
        whole = dict(usage)
        if "prompt_tokens" in whole and "completion_tokens" in whole:
            total = whole["prompt_tokens"] + whole["completion_tokens"]
            whole.setdefault("total_tokens", total)
        return whole
    counts: dict[str, Any] = {
        "prompt_tokens": usage.prompt,
        "completion_tokens": usage.completion,
        "total_tokens": usage.prompt + usage.completion,
    }
    if plain:
        return counts
    prompt = {"cached_tokens": usage.cached, "audio_tokens": 0}
    if usage.cache_write:
        prompt["cache_write_tokens"] = usage.cache_write
    counts["prompt_tokens_details"] = prompt
    counts["completion_tokens_details"] = {
        "reasoning_tokens": usage.reasoning,
        "audio_tokens": 0,
        "accepted_prediction_tokens": 0,
        "rejected_prediction_tokens": 0,
    }
    return counts


@dataclass(frozen=True, slots=True)
class ChatAnswer:
    """One chat answer, ready to be put on the wire either way."""

    call: Call
    reply: Reply
    answer: Answer
    flavour: Flavour
    model: str
    """The name the answer carries."""

    def whole(self) -> dict[str, Any]:
        """The `chat.completion` object."""
        choices = [self._choice(index) for index in range(self._n)]
        body = self._head("chat.completion") | dict(self.flavour.members) | {"choices": choices}
        usage = self._usage()
        if usage is not None:
            body["usage"] = usage
        if self.flavour.doubles:
            for choice in choices:
                choice["delta"] = {"role": "assistant", "content": ""}
        return body

    def _usage(self) -> dict[str, Any] | None:
        usage = wire_usage(self.answer.usage, plain=not self.flavour.openai_headers)
        return usage and {**usage, **self.flavour.usage_members}

    def frames(self) -> list[Frame]:
        """The `chat.completion.chunk` frames and `[DONE]`."""
        chunks = list(self._chunks())
        self._place_usage(chunks)
        if self.flavour.doubles:
            _tell_whole(chunks)
        if self.flavour.obfuscates and self._options.get("include_obfuscation", True):
            for index, chunk in enumerate(chunks):
                chunk["obfuscation"] = self.call.id("", 1 + index % 7, part=index)
        frames = [Frame(dumps(chunk)) for chunk in chunks]
        if self.reply.done:
            frames.append(Frame("[DONE]"))
        return frames

    @property
    def finish(self) -> str:
        """The finish_reason."""
        if self.reply.finish is not None:
            return self.reply.finish
        if self.answer.cut_by_limit:
            return "length"
        return "tool_calls" if self.answer.tool_calls else "stop"

    @property
    def _n(self) -> int:
        return int(self.call.body.get("n") or 1)

    @property
    def _options(self) -> Mapping[str, Any]:
        return self.call.body.get("stream_options") or {}

    @property
    def _field(self) -> str:
        return self.reply.reasoning_field or self.flavour.reasoning_field

    @property
    def _pieces(self) -> list[str]:
        pieces = list(self.answer.pieces)
        if self.answer.reasoning is not None and self._field == "think":
            pieces[:0] = ["<think>", self.answer.reasoning, "</think>", "\n\n"]
        return pieces

    def _head(self, kind: str) -> dict[str, Any]:
        head: dict[str, Any] = {
            "id": self.call.id("chatcmpl-"),
            "object": kind,
            "created": math.floor(self.call.exchange.at),
            "model": self.model,
        }
        if self.flavour.openai_headers:
            head["service_tier"] = self.reply.service_tier
        head["system_fingerprint"] = self.flavour.fingerprint
        return head

    def _choice(self, index: int) -> dict[str, Any]:
        message: dict[str, Any] = {"role": "assistant", "content": "".join(self._pieces) or None}
        if self.reply.text == "":
            message["content"] = ""
        if self.flavour.openai_headers:
            message |= {"refusal": self.reply.refusal, "annotations": []}
        message |= self._reasoning(self.answer.reasoning)
        if self.answer.tool_calls:
            message["tool_calls"] = [
                ({"index": at} if self.flavour.numbers_calls else {}) | self._call(call, at)
                for at, call in enumerate(self.answer.tool_calls)
            ]
        logprobs = self._logprobs(self.answer.pieces)
        return {
            "index": index,
            "message": message,
            "logprobs": logprobs,
            "finish_reason": self.finish,
        }

    def _reasoning(self, text: str | None) -> dict[str, Any]:
        """Reasoning text where the flavour puts it; OpenAI itself never shows it."""
        if text is None or self._field == "think":
            return {}
        if self.flavour.openai_headers and self.reply.reasoning_field is None:
            return {}
        if self._field == "reasoning_details":
            detail = {"type": "reasoning.text", "text": text, "format": "unknown", "index": 0}
            return {"reasoning": text, "reasoning_details": [detail]}
        return {self._field: text}

    def _call(self, call: ToolCall, index: int) -> dict[str, Any]:
        return {
            "id": call.id or self.call.id(*self.flavour.call_ids, part=index),
            "type": "function",
            "function": {"name": call.name, "arguments": call.json},
        }

    def _logprobs(self, pieces: Sequence[str]) -> dict[str, Any] | None:
        if not self.call.body.get("logprobs"):
            return None
        top = int(self.call.body.get("top_logprobs") or 0)

        def token(piece: str) -> dict[str, Any]:
            return {"token": piece, "logprob": -0.25, "bytes": list(piece.encode())}

        content = [token(p) | {"top_logprobs": [token(p)] * min(top, 1)} for p in pieces]
        return {"content": content, "refusal": None}

    def _chunks(self) -> Iterator[dict[str, Any]]:
        if self.reply.no_choices_first:
            filters = {"prompt_index": 0, "content_filter_results": {}}
            yield self._chunk([]) | {"prompt_filter_results": [filters]}
        for index in range(self._n):
            for delta, logprobs in self._deltas():
                if self.flavour.role_everywhere:
                    delta = {"role": "assistant", "content": ""} | delta
                choice = {"index": index, "delta": delta, "logprobs": logprobs}
                yield self._chunk([choice | {"finish_reason": None}])
                if self.reply.empty_deltas:
                    empty = {"index": index, "delta": {}, "finish_reason": None}
                    yield self._chunk([empty])
            if self.reply.finish_chunk:
                last = {"role": "assistant", "content": ""} if self.flavour.role_everywhere else {}
                end = {"index": index, "delta": last, "logprobs": None}
                yield self._chunk([end | {"finish_reason": self.finish}])

    def _chunk(self, choices: list[dict[str, Any]]) -> dict[str, Any]:
        return self._head("chat.completion.chunk") | {"choices": choices}

    def _deltas(self) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
        if self.reply.role_chunk and not self.flavour.role_everywhere:
            start: dict[str, Any] = {"role": "assistant", "content": ""}
            if self.answer.tool_calls and not self._pieces:
                start["content"] = None
            yield start | ({"refusal": None} if self.flavour.openai_headers else {}), None
        for piece in fragments(self.answer.reasoning or "", 12):
            if self._reasoning(piece):
                yield self._reasoning(piece), None
        for piece in self._pieces:
            yield {"content": piece}, self._logprobs([piece])
        if self.reply.refusal is not None:
            yield {"refusal": self.reply.refusal}, None
        for delta in self._call_deltas():
            yield {"tool_calls": [delta]}, None

    def _call_deltas(self) -> Iterator[dict[str, Any]]:
        calls = self.answer.tool_calls
        if self.flavour.whole_calls:
            for index, call in enumerate(calls):
                yield {"index": index} | self._call(call, index)
            return
        runs: list[list[dict[str, Any]]] = []
        for index, call in enumerate(calls):
            first = {"index": index} | self._call(call, index)
            first["function"] = {"name": call.name, "arguments": ""}
            rest = fragments(call.json, self.reply.argument_size)
            tail = [{"index": index, "function": {"arguments": text}} for text in rest]
            runs.append([first, *tail])
        if self.reply.interleave:
            for turn in zip_longest(*runs):
                yield from (delta for delta in turn if delta is not None)
        else:
            for run in runs:
                yield from run

    def _place_usage(self, chunks: list[dict[str, Any]]) -> None:
        asked = bool(self._options.get("include_usage")) or self.reply.usage_unasked
        usage = self._usage()
        if not asked or usage is None:
            return
        place = self.reply.usage_place
        if place == "every":
            total = max(1, len(chunks))
            for at, chunk in enumerate(chunks, 1):
                chunk["usage"] = _so_far(usage, at / total)
        elif place == "finish":
            chunks[-1]["usage"] = usage
        else:
            if self.flavour.openai_headers:
                for chunk in chunks:
                    chunk["usage"] = None
            chunks.append(self._chunk([]) | {"usage": usage})


def _tell_whole(chunks: Iterable[dict[str, Any]]) -> None:
    """Beside each delta the message up to it."""
    told = ""
    for chunk in chunks:
        for choice in chunk["choices"]:
            told += choice["delta"].get("content") or ""
            choice["message"] = {"role": "assistant", "content": told}


def _so_far(usage: Mapping[str, Any], share: float) -> dict[str, Any]:
    """Cumulative usage part of the way: the whole prompt, a share of the completion."""
    if share >= 1 or "completion_tokens" not in usage:
        return dict(usage)
    completion = int(usage["completion_tokens"] * share)
    total = usage.get("prompt_tokens", 0) + completion
    return dict(usage) | {"completion_tokens": completion, "total_tokens": total}
