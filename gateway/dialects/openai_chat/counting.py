"""What an OpenAI chat request will cost in tokens, as texts to count and tokens already known."""

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
    for message in counting.dicts(request.get("messages")):
        counter.message(message)
    counter.tools(request)
    response_format = request.get("response_format")
    if isinstance(response_format, dict) and "json_schema" in response_format:
        counter.texts.append(wire.dumps(response_format["json_schema"]).decode())
    return counter.texts, counter.fixed


class _Counter:
    def __init__(self, model: str) -> None:
        self.model = model
        self.texts: list[str] = []
        self.fixed = counting.REPLY_TOKENS

    def message(self, message: dict[str, Any]) -> None:
        self.fixed += counting.MESSAGE_TOKENS
        if self._add(message.get("name")):
            self.fixed += 1
        content = message.get("content")
        if isinstance(content, list):
            for part in counting.dicts(content):
                self._part(part)
        else:
            self._add(content)
        self._add(message.get("reasoning_content"))
        self._add(message.get("refusal"))
        calls = [call.get("function") or call.get("custom") for call in _calls(message)]
        for function in [*calls, message.get("function_call")]:
            if isinstance(function, dict):
                self.fixed += counting.CALL_TOKENS
                for name in ("name", "arguments", "input"):
                    self._add(function.get(name))

    def tools(self, request: dict[str, Any]) -> None:
        found = [
            tool.get("function") or tool.get("custom") or tool
            for tool in counting.dicts(request.get("tools"))
        ]
        found += counting.dicts(request.get("functions"))
        for tool in counting.dicts(found):
            text = counting.tool_text(
                tool.get("name"), tool.get("description"), tool.get("parameters")
            )
            self.texts.append(text)
        if found:
            self.fixed += counting.TOOLS_TOKENS

    def _part(self, part: dict[str, Any]) -> None:
        if self._add(part.get("text")) or self._add(part.get("refusal")):
            return
        image = part.get("image_url")
        if isinstance(image, str):
            image = {"url": image}
        if isinstance(image, dict):
            self.fixed += counting.url_image_tokens(
                self.model, _text(image.get("url")), _text(image.get("detail"))
            )
        audio = part.get("input_audio")
        if isinstance(audio, dict):
            self.fixed += counting.audio_tokens(len(_text(audio.get("data"))))
        file = part.get("file")
        if isinstance(file, dict):
            self.fixed += counting.file_tokens(len(_text(file.get("file_data"))))

    def _add(self, value: Any) -> bool:
        if isinstance(value, str) and value:
            self.texts.append(value)
            return True
        return False


def _calls(message: dict[str, Any]) -> list[dict[str, Any]]:
    return counting.dicts(message.get("tool_calls"))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
