"""Neutral turns as Anthropic's messages: roles alternate, results come first, ids are legal."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from gateway.dialects.anthropic.answer import encode_call
from gateway.dialects.anthropic.messages_decode import NAME
from gateway.dialects.efforts import is_claude
from gateway.dialects.foreign import as_text, file_text
from gateway.dialects.lossy import unconvertible
from gateway.dialects.proofs import is_sealed
from gateway.domain.conversation import (
    Block,
    CacheMark,
    Conversation,
    File,
    Image,
    Opaque,
    Reasoning,
    Text,
    ToolCall,
    ToolResult,
    Turn,
)

_LEGAL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_ILLEGAL = re.compile(r"[^a-zA-Z0-9_-]")
_IMAGE_TYPES = frozenset(("image/jpeg", "image/png", "image/gif", "image/webp"))
PLACEHOLDER = "."
"""Stands for the user turn that Anthropic wants first."""

Wire = dict[str, Any]


def legal_id(call_id: str) -> str:
    """A call's id as Anthropic takes ids; different ids stay different and the same the same."""
    if _LEGAL_ID.fullmatch(call_id):
        return call_id
    digest = hashlib.sha256(call_id.encode("utf-8", "replace")).hexdigest()[:12]
    return f"{_ILLEGAL.sub('_', call_id)[:48]}_{digest}"


class MessagesEncode:
    """One conversation's ``system`` blocks and ``messages`` for ``model``.

    Instructions in the middle of a conversation from another dialect become user text in
    ``<system>`` tags where they stood: only the newest models take them as a role.
    """

    def __init__(self, conversation: Conversation, model: str) -> None:
        self._turns = conversation.turns
        self._own = conversation.dialect == NAME
        self._claude = is_claude(model)
        self.system: list[Wire] = []
        self.messages: list[Wire] = []
        self.has_calls = False
        self.called: dict[str, None] = {}
        """Names of all tools called, in order."""

    def encode(self) -> None:
        for turn in self._turns:
            if turn.role == "system" and not self.messages:
                self.system += self._blocks(turn.blocks)
            elif turn.role == "system" and self._own:
                blocks = self._blocks(turn.blocks)
                self.messages.append({"role": "system", "content": blocks})
            elif turn.role == "system":
                self._add("user", self._instructions(turn))
            else:
                self._add(turn.role, self._blocks(turn.blocks))
        if not self._own:
            self._settle()
        for message in self.messages:
            message["content"] = _simplest(message["content"])

    def _add(self, role: str, blocks: list[Wire]) -> None:
        if self._own:
            self.messages.append({"role": role, "content": blocks})
        elif not blocks:
            return
        elif self.messages and self.messages[-1]["role"] == role:
            self.messages[-1]["content"] += blocks
        else:
            self.messages.append({"role": role, "content": blocks})

    def _instructions(self, turn: Turn) -> list[Wire]:
        texts = [str(block["text"]) for block in self._blocks(turn.blocks)]
        text = "\n\n".join(texts)
        return [{"type": "text", "text": f"<system>\n{text}\n</system>"}] if text else []

    def _settle(self) -> None:
        """The order Anthropic demands: a user turn first, results first and only of calls."""
        if not self.messages or self.messages[0]["role"] == "assistant":
            first = {"role": "user", "content": [{"type": "text", "text": PLACEHOLDER}]}
            self.messages.insert(0, first)
        calls: set[str] = set()
        for message in self.messages:
            blocks = message["content"]
            if message["role"] == "user":
                results = [block for block in blocks if block.get("tool_use_id") in calls]
                others = [block for block in blocks if block.get("tool_use_id") not in calls]
                message["content"] = results + [_without_call(block) for block in others]
                calls = set()
            else:
                calls = {block["id"] for block in blocks if block["type"] == "tool_use"}
        last = self.messages[-1]["content"][-1]
        if self.messages[-1]["role"] == "assistant" and last["type"] == "text":
            last["text"] = last["text"].rstrip()  # trailing white space is refused there

    def _blocks(self, blocks: list[Block]) -> list[Wire]:
        found = (self._block(block) for block in blocks)
        return [block for block in found if block is not None]

    def _block(self, block: Block) -> Wire | None:
        if isinstance(block, Reasoning):
            return self._reasoning(block)
        encoded: Wire | None
        if isinstance(block, Image):
            encoded = self._image(block)
        elif isinstance(block, File):
            encoded = self._file(block)
        elif isinstance(block, ToolCall):
            self.called[block.name] = None
            encoded = encode_call(block, block.id if self._own else legal_id(block.id))
        elif isinstance(block, ToolResult):
            encoded = self._result(block)
        elif isinstance(block, Opaque) and block.dialect == NAME:
            return dict(block.value)
        else:
            text = as_text(block)
            if text is None or not (text.strip() or self._own):
                return None
            encoded = {"type": "text", "text": text}
            if isinstance(block, Text) and block.citations and self._own:
                encoded["citations"] = block.citations
        mark = getattr(block, "cache", None)
        if mark is not None:
            encoded["cache_control"] = cache_control(mark)
        return encoded

    def _reasoning(self, block: Reasoning) -> Wire | None:
        """Anthropic's own models refuse thinking they did not sign; others want theirs back."""
        if block.redacted:
            return {"type": "redacted_thinking", "data": block.redacted}
        if is_sealed(block.signature) or (not block.signature and self._claude and not self._own):
            return None
        return {"type": "thinking", "thinking": block.text, "signature": block.signature}

    def _image(self, image: Image) -> Wire:
        if image.file_id and self._own:
            source = {"type": "file", "file_id": image.file_id}
        elif image.data:
            mime = "image/jpeg" if image.mime == "image/jpg" else image.mime
            if mime not in _IMAGE_TYPES and not self._own:
                raise unconvertible(f"An image of the type {mime or 'unknown'}", "messages")
            source = {"type": "base64", "media_type": mime, "data": image.data}
        elif image.url.startswith(("https://", "http://")) or (image.url and self._own):
            source = {"type": "url", "url": image.url}
        else:
            raise unconvertible("An image without data or web address", "messages")
        return {"type": "image", "source": source}

    def _file(self, file: File) -> Wire:
        text = (
            file.text
            if self._own
            else file_text(File(text=file.text, mime=file.mime, data=file.data))
        )
        source: Wire
        if text:
            source = {"type": "text", "media_type": "text/plain", "data": text}
        elif file.data and (self._own or file.mime == "application/pdf"):
            source = {"type": "base64", "media_type": file.mime, "data": file.data}
        elif file.url:
            source = {"type": "url", "url": file.url}
        elif file.file_id and self._own:
            source = {"type": "file", "file_id": file.file_id}
        else:
            what = file.mime if file.data else "that only its provider holds"
            raise unconvertible(f"A file {what}", "messages")
        document: Wire = {"type": "document", "source": source}
        if file.name:
            document["title"] = file.name
        return {**document, **file.extra} if self._own else document

    def _result(self, result: ToolResult) -> Wire:
        call_id = result.id if self._own else legal_id(result.id)
        encoded: Wire = {"type": "tool_result", "tool_use_id": call_id}
        blocks = self._blocks(result.content)
        if blocks:
            encoded["content"] = _simplest(blocks)
        if result.is_error:
            encoded["is_error"] = True
        return encoded


def _without_call(block: Wire) -> Wire:
    """A result whose call is not in the turn before it is refused; it is told as text."""
    if block.get("type") != "tool_result":
        return block
    content = block.get("content", "")
    texts = [content] if isinstance(content, str) else [part.get("text", "") for part in content]
    return {"type": "text", "text": f"[tool result {block['tool_use_id']}]\n" + "\n".join(texts)}


def _simplest(blocks: list[Wire]) -> str | list[Wire]:
    """One plain text is a string."""
    if len(blocks) == 1 and set(blocks[0]) == {"type", "text"}:
        return str(blocks[0]["text"])
    return blocks


def cache_control(mark: CacheMark) -> Wire:
    """A cache mark; ages that Anthropic does not know become its longer one."""
    if not mark.ttl:
        return {"type": "ephemeral"}
    return {"type": "ephemeral", "ttl": mark.ttl if mark.ttl in ("5m", "1h") else "1h"}
