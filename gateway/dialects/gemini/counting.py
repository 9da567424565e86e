"""What a Gemini request will cost in tokens, as texts to count and tokens already known."""

from __future__ import annotations

from typing import Any

from gateway.dialects import counting, wire
from gateway.dialects.gemini.fields import get
from gateway.errors import DialectError

_MODEL = "gemini"
"""The model stands in the path; images count as the newest Gemini counts them."""


def prompt_texts(body: bytes) -> tuple[list[str], int]:
    """See :meth:`gateway.dialects.base.Dialect.prompt_texts`. Reads ``countTokens`` bodies too."""
    request = wire.loads(body)
    if not isinstance(request, dict):
        raise DialectError("Expected a JSON object")
    inner = get(request, "generateContentRequest")
    counter = _Counter()
    counter.request(inner if isinstance(inner, dict) else request)
    return counter.texts, counter.fixed


class _Counter:
    def __init__(self) -> None:
        self.texts: list[str] = []
        self.fixed = counting.REPLY_TOKENS

    def request(self, request: dict[str, Any]) -> None:
        contents = get(request, "contents")
        contents = [contents] if isinstance(contents, dict) else contents
        system = get(request, "systemInstruction")
        for content in (system, *counting.dicts(contents)):
            if isinstance(content, dict):
                self.fixed += counting.MESSAGE_TOKENS
                self._parts(content.get("parts"))
            elif content:
                self._add(content)
        functions = [
            function
            for tool in counting.dicts(get(request, "tools"))
            for function in counting.dicts(get(tool, "functionDeclarations"))
        ]
        for function in functions:
            schema = get(function, "parametersJsonSchema") or function.get("parameters")
            text = counting.tool_text(function.get("name"), function.get("description"), schema)
            self.texts.append(text)
        self.fixed += counting.TOOLS_TOKENS if functions else 0
        config = get(request, "generationConfig")
        if isinstance(config, dict):
            for name in ("responseSchema", "responseJsonSchema"):
                schema = get(config, name)
                if isinstance(schema, dict):
                    self.texts.append(wire.dumps(schema).decode())

    def _parts(self, parts: Any, depth: int = 0) -> None:
        parts = [parts] if isinstance(parts, dict) else parts
        for part in counting.dicts(parts):
            self._add(part.get("text"))
            for name in ("functionCall", "functionResponse"):
                call = get(part, name)
                if isinstance(call, dict):
                    self.fixed += counting.CALL_TOKENS
                    self._add(call.get("name"))
                    value = call.get("args", call.get("response"))
                    self.texts.append(wire.dumps(value).decode())
                    if depth < 5:
                        self._parts(call.get("parts"), depth + 1)
            inline = get(part, "inlineData")
            if isinstance(inline, dict):
                self._inline(str(get(inline, "mimeType") or ""), get(inline, "data"))
            stored = get(part, "fileData")
            if isinstance(stored, dict):
                self.fixed += counting.base64_image_tokens(_MODEL, "")

    def _inline(self, mime: str, data: Any) -> None:
        data = data if isinstance(data, str) else ""
        if mime.startswith("image/"):
            self.fixed += counting.base64_image_tokens(_MODEL, data)
        elif mime.startswith(("audio/", "video/")):
            self.fixed += counting.audio_tokens(len(data))
        else:
            self.fixed += counting.file_tokens(len(data))

    def _add(self, value: Any) -> None:
        if isinstance(value, str) and value:
            self.texts.append(value)
