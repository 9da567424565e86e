"""Conversations that upstreams keep: whose name there is remembered, so that they go on there.

Clients send their whole conversation each time. What was said up to the last answer finds the
upstream's name for it: the same token's, of the same app, under the same key. A name is good once:
the conversation it stands for has moved on then, and whoever asks the same again begins a new one.
Whatever is forgotten costs nothing but that the history is sent as text.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from gateway.domain.conversation import Block, Conversation, Image, Refusal, Text
from gateway.domain.failure import Failure, FailureClass
from gateway.relay.planner import Candidate

KEEPING = frozenset({"coze", "dify"})
"""Dialects whose upstreams keep conversations under names."""
MOST = 4_096
_GONE = frozenset({FailureClass.BAD_REQUEST, FailureClass.MODEL_NOT_FOUND})


@dataclass(slots=True, eq=False)
class VendorChat:
    """One request's conversation: ``said`` is what the next one would be found by, but for the
    answer; ``kept_as`` its name upstream, '' for one that begins there.
    """

    said: str
    kept_as: str

    def is_lost(self, failure: Failure) -> bool:
        """Whether the upstream may have forgotten it; it is asked again with the whole history."""
        lost = bool(self.kept_as) and failure.kind in _GONE
        if lost:
            self.kept_as = ""
        return lost


class VendorChats:
    """Bounded, in memory, the oldest forgotten first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._names: OrderedDict[str, str] = OrderedDict()

    def __len__(self) -> int:
        return len(self._names)

    def clear(self) -> None:
        self._names.clear()

    def take(
        self, token_id: int, dialect: str, candidate: Candidate, conversation: Conversation
    ) -> VendorChat:
        """The conversation as its upstream knows it; its name is forgotten here."""
        where = (dialect, candidate.channel.id, candidate.key.id, candidate.sent_model)
        state = _digest("", repr((token_id, *where, conversation.user)))
        found = ""
        for turn in conversation.turns:
            state = _digest(state, f"{turn.role}\0{_said(turn.blocks)}")
            if turn.role == "assistant":
                found = state
        return VendorChat(state, self._names.pop(found, "") if found else "")

    def keep(self, chat: VendorChat | None, answer: Iterable[Block], kept_as: str) -> None:
        """Remembers under which name the upstream keeps ``chat`` with its ``answer``."""
        said = _said(answer)
        if chat is None or not kept_as or not said:
            return
        self._names[_digest(chat.said, f"assistant\0{said}")] = kept_as
        while len(self._names) > self._most:
            self._names.popitem(last=False)


def _said(blocks: Iterable[Block]) -> str:
    """A turn's text as it comes back; images by what they are."""
    texts, seen = [], []
    for block in blocks:
        if isinstance(block, Text | Refusal):
            texts.append(block.text)
        elif isinstance(block, Image):
            seen.append(block.url or block.data or block.file_id)
    return "\0".join(["".join(texts).strip(), *seen])


def _digest(before: str, said: str) -> str:
    return hashlib.sha256(f"{before}\0{said}".encode("utf-8", "replace")).hexdigest()
