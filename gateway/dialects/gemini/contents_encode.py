"""Neutral turns as contents: roles alternate, responses stand in the order of their calls."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass, field
from typing import Any

from gateway.dialects import custom_tools, wire
from gateway.dialects.foreign import as_text, block_text, file_text, instructions
from gateway.dialects.gemini import models
from gateway.dialects.gemini.parts import NAME
from gateway.dialects.lossy import unconvertible
from gateway.domain.conversation import (
    Audio,
    Block,
    Conversation,
    File,
    Image,
    Opaque,
    Reasoning,
    ToolCall,
    ToolResult,
    Turn,
)

PLACEHOLDER = "."
"""Stands for the user turn that Gemini wants first."""

Wire = dict[str, Any]


@dataclass(slots=True)
class _Part:
    """A part on its way; ``call`` is the id of the call it is or answers."""

    wire: Wire
    call: str = ""


@dataclass(slots=True)
class _Content:
    role: str
    parts: list[_Part] = field(default_factory=list)

    @property
    def calls(self) -> list[str]:
        return [part.call for part in self.parts if "functionCall" in part.wire]


class ContentsEncode:
    """One conversation's ``systemInstruction`` parts and ``contents`` for ``model``."""

    def __init__(self, conversation: Conversation, model: str) -> None:
        self._turns = conversation.turns
        self._own = conversation.dialect == NAME
        self._numbered = models.numbers_calls(model)
        self._fetches = models.fetches_web_addresses(model)
        self._names: dict[str, str] = {}
        self._contents: list[_Content] = []
        self.system: list[Wire] = []

    def encode(self) -> None:
        for turn in self._turns:
            if turn.role == "system" and not self._contents:
                blocks = turn.blocks if self._own else instructions(turn.blocks)
                self.system += [part.wire for part in self._parts(blocks)]
            elif turn.role == "system":
                self._add("user", self._instructions(turn))
            else:
                role = "model" if turn.role == "assistant" else "user"
                self._add(role, self._parts(turn.blocks))
        if not self._own:
            self._settle()

    @property
    def contents(self) -> list[Wire]:
        return [
            {"role": content.role, "parts": [part.wire for part in content.parts]}
            for content in self._contents
        ]

    def prepend(self, parts: list[Wire]) -> None:
        """``parts`` before everything else (for models without ``systemInstruction``)."""
        first = self._contents[0]
        first.parts[:0] = [_Part(part) for part in parts]

    def _add(self, role: str, parts: list[_Part]) -> None:
        if not parts and not self._own:
            return
        if self._contents and self._contents[-1].role == role and not self._own:
            self._contents[-1].parts += parts
        else:
            self._contents.append(_Content(role, parts))

    def _instructions(self, turn: Turn) -> list[_Part]:
        texts = [block_text(block) for block in instructions(turn.blocks)]
        text = "\n\n".join(text for text in texts if text)
        return [_Part({"text": f"<system>\n{text}\n</system>"})] if text else []

    def _settle(self) -> None:
        if not self._contents or self._contents[0].role == "model":
            self._contents.insert(0, _Content("user", [_Part({"text": PLACEHOLDER})]))
        calls: list[str] = []
        for content in self._contents:
            if content.role == "user":
                content.parts = _ordered(content.parts, calls)
                calls = []
            else:
                calls = content.calls
                if calls and self._numbered:
                    first = next(part for part in content.parts if "functionCall" in part.wire)
                    first.wire.setdefault("thoughtSignature", models.UNSIGNED)

    def _parts(self, blocks: list[Block]) -> list[_Part]:
        found: list[_Part] = []
        for block in blocks:
            if isinstance(block, ToolResult):
                found += self._result(block)
            elif isinstance(block, ToolCall):
                found.append(self._call(block))
            else:
                part = self._part(block)
                if part is not None:
                    found.append(_Part(part))
        return found

    def _part(self, block: Block) -> Wire | None:
        if isinstance(block, Reasoning):
            return {"text": block.text, "thought": True} if self._own and block.text else None
        if isinstance(block, Image):
            return self._media(block.mime or "image/png", block.data, block.url, block.file_id)
        if isinstance(block, Audio):
            return _inline(f"audio/{block.format}", block.data)
        if isinstance(block, File):
            text = block.text if self._own else file_text(block)
            if text:
                return {"text": text}
            mime = block.mime or "application/pdf"
            return self._media(mime, block.data, block.url, block.file_id)
        if isinstance(block, Opaque) and block.dialect == NAME:
            return {key: value for key, value in block.value.items() if key != "type"}
        text = as_text(block)
        return {"text": text} if text else None

    def _media(self, mime: str, data: str, url: str, file_id: str) -> Wire:
        if data:
            return _inline("image/jpeg" if mime == "image/jpg" else mime, data)
        if url and (self._fetches or self._own):
            guessed = mimetypes.guess_type(url.split("?")[0])[0]
            return {"fileData": {"mimeType": guessed or mime, "fileUri": url}}
        if file_id and self._own:
            return {"fileData": {"mimeType": mime, "fileUri": file_id}}
        what = "by web address" if url else "that only its provider holds"
        raise unconvertible(f"A file or image {what}", "messages")

    def _call(self, call: ToolCall) -> _Part:
        self._names[call.id] = call.name
        arguments = custom_tools.wrap(call.arguments) if call.kind == "custom" else call.arguments
        function: Wire = {"name": call.name, "args": wire.as_object(arguments)}
        if self._numbered and call.id:
            function = {"id": call.id, **function}
        part: Wire = {"functionCall": function}
        if call.signature:
            part["thoughtSignature"] = call.signature
        return _Part(part, call.id)

    def _result(self, result: ToolResult) -> list[_Part]:
        """The response; images and other media in it stand behind it as parts of their own."""
        texts: list[str] = []
        media: list[_Part] = []
        for block in result.content:
            text = block_text(block)
            if text is not None:
                texts.append(text)
            elif (part := self._part(block)) is not None:
                media.append(_Part(part))
        name = result.name or self._names.get(result.id) or result.id
        told = "\n".join(texts)
        function: Wire = {"name": name, "response": _response(told, is_error=result.is_error)}
        if self._numbered and result.id:
            function = {"id": result.id, **function}
        return [_Part({"functionResponse": function}, result.id), *media]


def _response(told: str, *, is_error: bool) -> Any:
    """An object as Gemini wants it: a result that is one stays itself."""
    if is_error:
        return {"error": told}
    if told.lstrip().startswith("{"):
        value = wire.as_object(told)
        if not (isinstance(value, dict) and "_raw" in value):
            return value
    return {"result": told}


def _inline(mime: str, data: str) -> Wire:
    return {"inlineData": {"mimeType": mime, "data": data}}


def _ordered(parts: list[_Part], calls: list[str]) -> list[_Part]:
    """Responses first, as their calls stood; a response without its call is told as text."""
    answers = {part.call: part for part in parts if "functionResponse" in part.wire}
    first = [answers[call] for call in calls if call in answers]
    chosen = {id(part) for part in first}
    return first + [_without_call(part) for part in parts if id(part) not in chosen]


def _without_call(part: _Part) -> _Part:
    response = part.wire.get("functionResponse")
    if response is None:
        return part
    told = response["response"]
    text = told.get("result", told.get("error")) if isinstance(told, dict) else None
    text = text if isinstance(text, str) else wire.dumps(told).decode()
    return _Part({"text": f"[tool result {response['name']}]\n{text}"})
