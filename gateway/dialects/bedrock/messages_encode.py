"""Neutral turns as Converse's messages: roles alternate, results come first, ids are legal."""

from __future__ import annotations

import re
from typing import Any

from gateway.dialects import custom_tools, wire
from gateway.dialects.anthropic.messages_encode import PLACEHOLDER, legal_id
from gateway.dialects.bedrock.models import caches
from gateway.dialects.efforts import is_claude
from gateway.dialects.foreign import as_text, instructions
from gateway.dialects.lossy import unconvertible
from gateway.dialects.proofs import is_sealed
from gateway.domain.conversation import (
    Audio,
    Block,
    CacheMark,
    Conversation,
    File,
    Image,
    Reasoning,
    ToolCall,
    ToolResult,
    Turn,
)

_IMAGES = {"image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif", "image/webp": "webp"}
_DOCUMENTS = {
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
_ILLEGAL_NAME = re.compile(r"[^A-Za-z0-9 \-()\[\]]+")
_LONGEST_NAME = 150

Wire = dict[str, Any]


class MessagesEncode:
    """One conversation's ``system`` and ``messages`` for ``model``.

    Instructions in the middle become user text in ``<system>`` tags where they stood.
    """

    def __init__(self, conversation: Conversation, model: str) -> None:
        self._turns = conversation.turns
        self._claude = is_claude(model)
        self._caches = caches(model)
        self._documents = 0
        self.system: list[Wire] = []
        self.messages: list[Wire] = []
        self.called: dict[str, None] = {}
        """Names of all tools called, in order."""

    def encode(self) -> None:
        for turn in self._turns:
            if turn.role == "system" and not self.messages:
                self.system += self._blocks(instructions(turn.blocks))
            elif turn.role == "system":
                self._add("user", self._instructions(turn))
            else:
                self._add(turn.role, self._blocks(turn.blocks))
        self._settle()

    def _add(self, role: str, blocks: list[Wire]) -> None:
        if not blocks:
            return
        if self.messages and self.messages[-1]["role"] == role:
            self.messages[-1]["content"] += blocks
        else:
            self.messages.append({"role": role, "content": blocks})

    def _instructions(self, turn: Turn) -> list[Wire]:
        blocks = self._blocks(instructions(turn.blocks))
        text = "\n\n".join(str(block["text"]) for block in blocks if "text" in block)
        return [{"text": f"<system>\n{text}\n</system>"}] if text else []

    def _settle(self) -> None:
        """The order that is demanded: a user turn first, results first and only of calls."""
        if not self.messages or self.messages[0]["role"] == "assistant":
            self.messages.insert(0, {"role": "user", "content": [{"text": PLACEHOLDER}]})
        calls: set[str] = set()
        for message in self.messages:
            blocks: list[Wire] = message["content"]
            if message["role"] == "user":
                results = [each for each in blocks if _result_id(each) in calls]
                others = [each for each in blocks if _result_id(each) not in calls]
                message["content"] = results + [_without_call(each) for each in others]
                self._say_something(message["content"])
                calls = set()
            else:
                calls = {each["toolUse"]["toolUseId"] for each in blocks if "toolUse" in each}
        last = self.messages[-1]["content"][-1]
        if self.messages[-1]["role"] == "assistant" and "text" in last:
            last["text"] = last["text"].rstrip()  # trailing white space is refused there

    def _say_something(self, blocks: list[Wire]) -> None:
        """A document may not stand without a word."""
        if any("document" in block for block in blocks) and not any("text" in b for b in blocks):
            blocks.append({"text": PLACEHOLDER})

    def _blocks(self, blocks: list[Block]) -> list[Wire]:
        found: list[Wire] = []
        for block in blocks:
            encoded = self._block(block)
            if encoded is None:
                continue
            found.append(encoded)
            mark = getattr(block, "cache", None)
            if mark is not None and self._caches:
                found.append(cache_point(mark))
        return found

    def _block(self, block: Block) -> Wire | None:
        if isinstance(block, Reasoning):
            return self._reasoning(block)
        if isinstance(block, Image):
            return _image(block)
        if isinstance(block, Audio):
            return {"audio": {"format": block.format, "source": {"bytes": block.data}}}
        if isinstance(block, File) and block.mime in _DOCUMENTS:
            return self._document(block)
        if isinstance(block, ToolCall):
            self.called[block.name] = None
            return _call(block)
        if isinstance(block, ToolResult):
            return self._result(block)
        text = as_text(block)
        return {"text": text} if text is not None and text.strip() else None

    def _reasoning(self, block: Reasoning) -> Wire | None:
        """Only Claude wants its own thoughts back, and refuses those it did not sign."""
        if not self._claude or is_sealed(block.signature):
            return None
        if block.redacted:
            return {"reasoningContent": {"redactedContent": block.redacted}}
        if not block.signature:
            return None
        told = {"text": block.text, "signature": block.signature}
        return {"reasoningContent": {"reasoningText": told}}

    def _document(self, file: File) -> Wire:
        if not file.data:
            raise unconvertible("A document without its data", "messages")
        self._documents += 1
        stem = " ".join(_ILLEGAL_NAME.sub(" ", file.name).split())[:_LONGEST_NAME].strip()
        # Names may not occur twice.
        name = f"{stem or 'document'} {self._documents}"
        form = _DOCUMENTS[file.mime]
        return {"document": {"format": form, "name": name, "source": {"bytes": file.data}}}

    def _result(self, result: ToolResult) -> Wire:
        blocks = [each for each in self._blocks(result.content) if "cachePoint" not in each]
        encoded: Wire = {"toolUseId": legal_id(result.id), "content": blocks or [{"text": "."}]}
        if result.is_error and self._claude:
            encoded["status"] = "error"
        return {"toolResult": encoded}


def _image(image: Image) -> Wire:
    mime = "image/jpeg" if image.mime == "image/jpg" else image.mime
    if not image.data:
        raise unconvertible("An image by its web address", "messages")
    if mime not in _IMAGES:
        raise unconvertible(f"An image of the type {mime or 'unknown'}", "messages")
    return {"image": {"format": _IMAGES[mime], "source": {"bytes": image.data}}}


def _call(call: ToolCall) -> Wire:
    """A ``toolUse``; arguments that are no JSON object are wrapped instead of lost."""
    arguments = custom_tools.wrap(call.arguments) if call.kind == "custom" else call.arguments
    return {
        "toolUse": {
            "toolUseId": legal_id(call.id),
            "name": call.name,
            "input": wire.as_object(arguments),
        }
    }


def _result_id(block: Wire) -> str | None:
    result = block.get("toolResult")
    return result["toolUseId"] if result is not None else None


def _without_call(block: Wire) -> Wire:
    """A result whose call is not in the turn before it is refused; it is told as text."""
    result = block.get("toolResult")
    if result is None:
        return block
    texts = [each["text"] for each in result["content"] if "text" in each]
    return {"text": f"[tool result {result['toolUseId']}]\n" + "\n".join(texts)}


def cache_point(mark: CacheMark) -> Wire:
    """A cache mark; ages that are not known become the longer one."""
    if not mark.ttl or mark.ttl == "5m":
        return {"cachePoint": {"type": "default"}}
    return {"cachePoint": {"type": "default", "ttl": "1h"}}
