"""One answer of Converse, whole and as the messages of its event stream."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.upstreams.anthropic_models import sign
from tests.upstreams.call import Call, dumps
from tests.upstreams.compose import Answer, fragments
from tests.upstreams.eventstream import event
from tests.upstreams.script import Reply, Usage


def wire_usage(usage: Usage | Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Input without what the cache read or was given; reasoning is inside the output."""
    if usage is None:
        return None
    if isinstance(usage, Mapping):
        return dict(usage)
    written = usage.cache_write + usage.cache_write_1h
    found: dict[str, Any] = {
        "inputTokens": usage.prompt - usage.cached - written,
        "outputTokens": usage.completion,
        "totalTokens": usage.prompt + usage.completion,
    }
    if usage.cached or written:
        found |= {"cacheReadInputTokens": usage.cached, "cacheWriteInputTokens": written}
    if usage.cache_write_1h:
        found["cacheDetails"] = [
            {"ttl": "1h", "inputTokens": usage.cache_write_1h},
            {"ttl": "5m", "inputTokens": usage.cache_write},
        ]
    return found


@dataclass(frozen=True, slots=True)
class ConverseAnswer:
    call: Call
    reply: Reply
    answer: Answer
    body: Mapping[str, Any]

    def whole(self) -> dict[str, Any]:
        """The answer in one piece."""
        content = [block for block, _, _ in self._blocks()]
        found: dict[str, Any] = {
            "output": {"message": {"role": "assistant", "content": content}},
            "stopReason": self.stop_reason,
            "metrics": {"latencyMs": 42},
        }
        usage = wire_usage(self.answer.usage)
        return found | ({} if usage is None else {"usage": usage}) | self._stopped()

    def frames(self) -> list[bytes]:
        """The messages, ``messageStart`` to ``metadata``; all are padded."""
        return [
            event(kind, dumps({**payload, "p": "abcdefghijklmno"[: 3 + number % 9]}).encode())
            for number, (kind, payload) in enumerate(self._events())
        ]

    def _events(self) -> Iterator[tuple[str, dict[str, Any]]]:
        yield "messageStart", {"role": "assistant"}
        for index, (_, start, deltas) in enumerate(self._blocks()):
            if start is not None:
                yield "contentBlockStart", {"start": start, "contentBlockIndex": index}
            for delta in deltas:
                yield "contentBlockDelta", {"delta": delta, "contentBlockIndex": index}
            yield "contentBlockStop", {"contentBlockIndex": index}
        if self.reply.finish_chunk:
            yield "messageStop", {"stopReason": self.stop_reason, **self._stopped()}
        usage = wire_usage(self.answer.usage)
        if self.reply.done and usage is not None:
            yield "metadata", {"usage": usage, "metrics": {"latencyMs": 42}}

    def _blocks(self) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None, list[Any]]]:
        """Each block whole, as it starts (calls alone do), and in pieces."""
        thought = self.answer.reasoning
        if thought is not None:
            told = {"text": thought, "signature": sign(thought)}
            pieces: list[Any] = [
                {"reasoningContent": {"text": piece}} for piece in fragments(thought, 12)
            ]
            pieces.append({"reasoningContent": {"signature": told["signature"]}})
            yield {"reasoningContent": {"reasoningText": told}}, None, pieces
        if self.reply.redacted:
            hidden = {"reasoningContent": {"redactedContent": "aGlkZGVuIHRob3VnaHQ="}}
            yield hidden, None, [hidden]
        if self.answer.text:
            texts = [{"text": piece} for piece in self.answer.pieces]
            yield {"text": self.answer.text}, None, texts
        for index, call in enumerate(self.answer.tool_calls):
            ident = call.id or self.call.id("tooluse_", 22, part=index)
            use = {"toolUseId": ident, "name": call.name}
            whole = {"toolUse": {**use, "input": call.object}}
            parts = fragments(dumps(call.object), self.reply.argument_size) if call.object else []
            yield whole, {"toolUse": use}, [{"toolUse": {"input": part}} for part in parts]

    @property
    def stop_reason(self) -> str:
        if self.reply.finish is not None:
            return self.reply.finish
        if self.answer.cut_by_limit:
            return "max_tokens"
        if self.answer.stop is not None:
            return "stop_sequence"
        return "tool_use" if self.answer.tool_calls else "end_turn"

    def _stopped(self) -> dict[str, Any]:
        if "/stop_sequence" not in (self.body.get("additionalModelResponseFieldPaths") or ()):
            return {}
        return {"additionalModelResponseFields": {"stop_sequence": self.answer.stop}}
