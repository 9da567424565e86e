"""What a Responses request will cost in tokens, as texts to count and tokens already known."""

from __future__ import annotations

from typing import Any

from gateway.dialects import counting, wire
from gateway.dialects.openai_responses.request_decode import tools_of
from gateway.dialects.openai_responses.tools import flat_name, walk
from gateway.errors import DialectError

ENCRYPTED_PER_TOKEN = 8
"""Characters of encrypted thoughts that a token is taken to need."""


def prompt_texts(body: bytes) -> tuple[list[str], int]:
    """See :meth:`gateway.dialects.base.Dialect.prompt_texts`."""
    request = wire.loads(body)
    if not isinstance(request, dict):
        raise DialectError("Expected a JSON object")
    counter = _Counter(_text(request.get("model")))
    if counter.add(request.get("instructions")):
        counter.fixed += counting.MESSAGE_TOKENS
    items = request.get("input")
    if counter.add(items):
        counter.fixed += counting.MESSAGE_TOKENS
    for item in counting.dicts(items):
        counter.item(item)
    counter.tools(tools_of(body))
    text = request.get("text")
    wanted = text.get("format") if isinstance(text, dict) else None
    if isinstance(wanted, dict) and "schema" in wanted:
        counter.texts.append(wire.dumps(wanted["schema"]).decode())
    return counter.texts, counter.fixed


class _Counter:
    def __init__(self, model: str) -> None:
        self.model = model
        self.texts: list[str] = []
        self.fixed = counting.REPLY_TOKENS

    def item(self, item: dict[str, Any]) -> None:
        kind = item.get("type")
        if "role" in item or kind == "message":
            self.fixed += counting.MESSAGE_TOKENS
        elif kind in ("function_call", "custom_tool_call"):
            self.fixed += counting.CALL_TOKENS
        for name in ("name", "arguments", "input"):
            self.add(item.get(name))
        for name in ("content", "summary", "output"):
            self._content(item.get(name))
        self.fixed += len(_text(item.get("encrypted_content"))) // ENCRYPTED_PER_TOKEN

    def tools(self, tools: Any) -> None:
        found = False
        for namespace, about, tool in walk(tools):
            found = True
            self.add(about)
            name = flat_name(namespace, _text(tool.get("name")) or _text(tool.get("type")))
            self.texts.append(
                counting.tool_text(name, tool.get("description"), tool.get("parameters"))
            )
            if isinstance(tool.get("format"), dict):
                self.add(tool["format"].get("definition"))
        if found:
            self.fixed += counting.TOOLS_TOKENS

    def _content(self, content: Any) -> None:
        if self.add(content):
            return
        for part in counting.dicts(content):
            self._part(part)

    def _part(self, part: dict[str, Any]) -> None:
        if self.add(part.get("text")) or self.add(part.get("refusal")):
            return
        kind = part.get("type")
        if kind == "input_image":
            url, detail = _text(part.get("image_url")), _text(part.get("detail"))
            self.fixed += counting.url_image_tokens(self.model, url, detail)
        elif kind == "input_file":
            self.fixed += counting.file_tokens(len(_text(part.get("file_data"))))
        sound = part.get("input_audio")
        if isinstance(sound, dict):
            self.fixed += counting.audio_tokens(len(_text(sound.get("data"))))

    def add(self, value: Any) -> bool:
        if isinstance(value, str) and value:
            self.texts.append(value)
            return True
        return False


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
