"""What an Anthropic request will cost in tokens, as texts to count and tokens already known."""

from __future__ import annotations

from typing import Any

from gateway.dialects import counting, wire
from gateway.errors import DialectError


def prompt_texts(body: bytes) -> tuple[list[str], int]:
    """See :meth:`gateway.dialects.base.Dialect.prompt_texts`."""
    request = wire.loads(body)
    if not isinstance(request, dict):
        raise DialectError("Expected a JSON object")
    counter = _Counter(_text(request.get("model")))
    if request.get("system"):
        counter.fixed += counting.MESSAGE_TOKENS
        counter.content(request["system"])
    for message in counting.dicts(request.get("messages")):
        counter.fixed += counting.MESSAGE_TOKENS
        counter.content(message.get("content"))
    tools = counting.dicts(request.get("tools"))
    for tool in tools:
        counter.texts.append(
            counting.tool_text(tool.get("name"), tool.get("description"), tool.get("input_schema"))
        )
    if tools:
        counter.fixed += counting.TOOLS_TOKENS
    output = request.get("output_config")
    if isinstance(output, dict) and isinstance(output.get("format"), dict):
        counter.texts.append(wire.dumps(output["format"]).decode())
    return counter.texts, counter.fixed


class _Counter:
    def __init__(self, model: str) -> None:
        self.model = model
        self.texts: list[str] = []
        self.fixed = counting.REPLY_TOKENS

    def content(self, content: Any, depth: int = 0) -> None:
        if isinstance(content, str):
            self._add(content)
        if depth > 20:
            return
        for block in counting.dicts(content):
            self._block(block, depth)

    def _block(self, block: dict[str, Any], depth: int) -> None:
        kind = block.get("type")
        source = block.get("source")
        if kind == "image":
            data = source.get("data") if isinstance(source, dict) else None
            self.fixed += counting.base64_image_tokens(self.model, _text(data))
        elif isinstance(source, dict):
            self._document(source, depth)
        else:
            for name in ("text", "thinking", "title", "context"):
                self._add(block.get(name))
            if "input" in block:
                self.fixed += counting.CALL_TOKENS
                self._add(block.get("name"))
                self.texts.append(wire.dumps(block["input"]).decode())
            self.content(block.get("content"), depth + 1)

    def _document(self, source: dict[str, Any], depth: int) -> None:
        data = _text(source.get("data"))
        if source.get("type") == "text":
            self._add(data)
        else:
            self.fixed += counting.file_tokens(len(data))
            self.content(source.get("content"), depth + 1)

    def _add(self, value: Any) -> None:
        if isinstance(value, str) and value:
            self.texts.append(value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
