"""One answer of the Gemini mock, whole and as frames."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.upstreams.call import Call, dumps
from tests.upstreams.compose import Answer, fragments
from tests.upstreams.gemini_models import GeminiModel, sign
from tests.upstreams.openai_images import PIXEL
from tests.upstreams.script import Reply, Usage
from tests.upstreams.wire import Frame


def wire_usage(usage: Usage | Mapping[str, Any] | None) -> dict[str, Any] | None:
    """``usageMetadata``: thoughts beside the candidates, cached tokens inside the prompt."""
    if usage is None:
        return None
    if isinstance(usage, Mapping):
        return dict(usage)
    found: dict[str, Any] = {
        "promptTokenCount": usage.prompt,
        "candidatesTokenCount": usage.completion - usage.reasoning,
        "totalTokenCount": usage.prompt + usage.completion,
        "promptTokensDetails": [{"modality": "TEXT", "tokenCount": usage.prompt}],
    }
    if usage.cached:
        found["cachedContentTokenCount"] = usage.cached
    if usage.reasoning:
        found["thoughtsTokenCount"] = usage.reasoning
    return found


DRAWN_TOKENS = 1_290
"""What a picture at 1K costs."""


def drawing() -> dict[str, Any]:
    """A part with a picture."""
    return {"inlineData": {"mimeType": "image/png", "data": base64.b64encode(PIXEL).decode()}}


@dataclass(frozen=True, slots=True)
class GenerateAnswer:
    """A GenerateContentResponse; ``thoughts`` remembers what was signed."""

    call: Call
    reply: Reply
    answer: Answer
    model: GeminiModel
    shown: bool
    thoughts: set[str]

    def whole(self) -> dict[str, Any]:
        """The answer in one piece."""
        if self.model.draws and self.reply.refusal is None:
            return self._response([drawing()], self._drawn_usage(), last=True)
        parts = self._thought_parts(len(self.answer.reasoning or "") or 1)
        if self.answer.text:
            parts.append({"text": self.answer.text})
        return self._response([*parts, *self._calls()], wire_usage(self.answer.usage), last=True)

    def _drawn_usage(self) -> dict[str, Any]:
        usage = self.answer.usage
        read = usage.prompt if isinstance(usage, Usage) else 0
        return {
            "promptTokenCount": read,
            "candidatesTokenCount": DRAWN_TOKENS,
            "totalTokenCount": read + DRAWN_TOKENS,
            "promptTokensDetails": [{"modality": "TEXT", "tokenCount": read}],
            "candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": DRAWN_TOKENS}],
        }

    def frames(self) -> list[Frame]:
        """Frames with new parts each; the last call, or an empty text, has the finish."""
        steps = [[part] for part in self._thought_parts(12)]
        steps += [[{"text": piece}] for piece in self.answer.pieces]
        steps += [[part] for part in self._calls()]
        if self.reply.empty_deltas:
            steps = [step for each in steps for step in (each, [])]
        if not self.answer.tool_calls:
            steps.append([{"text": ""} | self._signed("the end")])
        bodies = []
        usage = wire_usage(self.answer.usage)
        for number, parts in enumerate(steps):
            last = number == len(steps) - 1
            if last and not self.reply.finish_chunk and not any(self.answer.tool_calls):
                break
            bodies.append(self._response(parts, self._so_far(usage, last), last=last))
        return [Frame(dumps(body)) for body in bodies]

    def _so_far(self, usage: dict[str, Any] | None, last: bool) -> dict[str, Any] | None:
        if last or usage is None or "promptTokenCount" not in usage:
            return usage
        prompt = usage["promptTokenCount"]
        return {"promptTokenCount": prompt, "totalTokenCount": prompt}

    def _thought_parts(self, size: int) -> list[dict[str, Any]]:
        if not self.shown or self.answer.reasoning is None:
            return []
        return [
            {"text": piece, "thought": True} for piece in fragments(self.answer.reasoning, size)
        ]

    def _calls(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for index, call in enumerate(self.answer.tool_calls):
            function: dict[str, Any] = {"name": call.name, "args": call.object}
            if self.model.signs:
                function["id"] = call.id or self.call.id("", 16, part=index)
            part: dict[str, Any] = {"functionCall": function}
            found.append(part | (self._signed(call.name) if index == 0 else {}))
        return found

    def _signed(self, thought: str) -> dict[str, Any]:
        if not self.model.signs:
            return {}
        thought = f"{self.call.number}:{thought}"
        self.thoughts.add(thought)
        return {"thoughtSignature": sign(self.model.id, thought)}

    def _response(
        self, parts: list[dict[str, Any]], usage: dict[str, Any] | None, *, last: bool
    ) -> dict[str, Any]:
        response: dict[str, Any] = {}
        if self.reply.refusal is not None:
            response["promptFeedback"] = {"blockReason": self.reply.refusal}
        else:
            response["candidates"] = [self._candidate(parts, last)]
        if usage is not None:
            response["usageMetadata"] = usage
        named = {"modelVersion": self.model.id, "responseId": self.call.id("", 22)}
        return response | named

    def _candidate(self, parts: list[dict[str, Any]], last: bool) -> dict[str, Any]:
        candidate: dict[str, Any] = {"content": {"parts": parts, "role": "model"}, "index": 0}
        if last and self.reply.finish_chunk:
            candidate["finishReason"] = self.finish_reason
            if candidate["finishReason"] == "SAFETY":
                candidate["safetyRatings"] = [
                    {
                        "category": "HARM_CATEGORY_DANGEROUS_CONTENT",
                        "probability": "HIGH",
                        "blocked": True,
                    }
                ]
        return candidate

    @property
    def finish_reason(self) -> str:
        """Why the answer ended; STOP for calls too."""
        if self.reply.finish is not None:
            return self.reply.finish
        return "MAX_TOKENS" if self.answer.cut_by_limit else "STOP"
