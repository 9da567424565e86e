"""The members of Gemini's answers and stream frames that are read.

After Google's API reference (generateContent, v1beta, 2026-11). Answers are camelCase always;
requests, which may be snake_case, are read by :mod:`gateway.dialects.gemini.fields`.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Raw, Struct


class FunctionCallWire(Struct):
    id: Any = None
    name: Any = None
    args: Raw = Raw()


class BlobWire(Struct, rename="camel"):
    mime_type: Any = None
    data: Any = None


class CodeWire(Struct):
    code: Any = None
    output: Any = None


class PartWire(Struct, rename="camel"):
    text: Any = None
    thought: Any = None
    thought_signature: Any = None
    function_call: FunctionCallWire | None = None
    inline_data: BlobWire | None = None
    executable_code: CodeWire | None = None
    code_execution_result: CodeWire | None = None


class ContentWire(Struct):
    parts: list[PartWire] | None = None


class CandidateWire(Struct, rename="camel"):
    index: Any = None
    content: ContentWire | None = None
    finish_reason: Any = None
    finish_message: Any = None

    @property
    def parts(self) -> list[PartWire]:
        return (self.content.parts if self.content is not None else None) or []

    @property
    def number(self) -> int:
        return self.index if isinstance(self.index, int) else 0

    @property
    def reason(self) -> str:
        """Why it ended; '' while it has not."""
        reason = self.finish_reason
        unsaid = not isinstance(reason, str) or reason == "FINISH_REASON_UNSPECIFIED"
        return "" if unsaid else reason


class FeedbackWire(Struct, rename="camel"):
    block_reason: Any = None
    block_reason_message: Any = None


class Response(Struct, rename="camel"):
    """A GenerateContentResponse, whole or a stream's frame."""

    candidates: list[CandidateWire] | None = None
    prompt_feedback: FeedbackWire | None = None
    usage_metadata: Any = None
    model_version: Any = None
    response_id: Any = None
    error: Any = None

    @property
    def blocked(self) -> str:
        """Why the prompt was refused; '' where it was not."""
        feedback = self.prompt_feedback
        if self.candidates or feedback is None or not isinstance(feedback.block_reason, str):
            return ""
        return "" if feedback.block_reason.endswith("UNSPECIFIED") else feedback.block_reason


response: msgspec.json.Decoder[Response] = msgspec.json.Decoder(Response)


def text(value: object) -> str:
    return value if isinstance(value, str) else ""
