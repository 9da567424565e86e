"""Proofs of thoughts, kept for clients that cannot carry them.

Vendors sign or encrypt what their models think, and want it back with the conversation: Gemini 3
refuses function calls without the signature of the thought behind them, Anthropic will not think on
behind a call whose signed thoughts are missing, OpenAI's models begin their reasoning anew. Clients
of other dialects know no such thing, or drop it; but they return each call's id, or the very words
that were said: these find the proofs here.

A proof means something to its own vendor and model alone, and OpenAI's and Google's only under the
key they were made with: it is remembered for that place, and for its client token. Whatever is
forgotten costs the model a thought, never the request.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import msgspec

from gateway.dialects import efforts
from gateway.domain.conversation import (
    Block,
    Conversation,
    Reasoning,
    Refusal,
    Text,
    ToolCall,
    Turn,
)
from gateway.relay.planner import Candidate

MOST_TURNS = 4_096
MOST_CHARACTERS = 16 * 2**20
PROVING = frozenset({"anthropic", "gemini", "openai_responses", "openai_chat"})
"""Dialects whose upstreams prove their thoughts; OpenAI's chat is also spoken by Gemini."""
_ANY_KEY = frozenset({"anthropic"})
"""Vendors that know their signatures under every key."""


class Thought(msgspec.Struct, array_like=True, frozen=True):
    """One proven thought of a turn, before the ``at``-th of its other pieces."""

    at: int
    text: str = ""
    signature: str = ""
    redacted: str = ""


class Proofs(msgspec.Struct, array_like=True, frozen=True):
    """What a turn, or one call, has to be sent back with.

    ``shape`` is the turn's other pieces in order: ``t`` for text, ``c`` for a call.
    """

    signature: str = ""
    shape: str = ""
    thoughts: tuple[Thought, ...] = ()

    @property
    def characters(self) -> int:
        found = (t.text + t.signature + t.redacted for t in self.thoughts)
        return len(self.signature) + sum(map(len, found))


@dataclass(frozen=True, slots=True)
class Place:
    """Whose proofs: a client token's, of one vendor's (or key's) model."""

    token_id: int
    where: str
    model: str

    def name(self, what: str) -> str:
        """What a proof is found by, which tells nothing of it."""
        parts = (str(self.token_id), self.where, self.model, what)
        return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def place_of(token_id: int, dialect: str, candidate: Candidate) -> Place | None:
    """None for an upstream that proves nothing."""
    if dialect not in PROVING:
        return None
    channel, key = candidate.channel, candidate.key
    where = channel.provider if dialect in _ANY_KEY else f"{channel.id}/{key.id}"
    return Place(token_id, f"{dialect} {where}", candidate.sent_model)


class Signatures:
    """Bounded, in memory, the oldest forgotten first. ``keep_too`` is told what was remembered:
    token, name, value.
    """

    def __init__(
        self, most_turns: int = MOST_TURNS, most_characters: int = MOST_CHARACTERS
    ) -> None:
        self._kept: OrderedDict[str, Proofs] = OrderedDict()
        self._most_turns = most_turns
        self._most_characters = most_characters
        self._characters = 0
        self.keep_too: Callable[[int, str, bytes], None] = lambda token_id, name, value: None

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        self._kept.clear()
        self._characters = 0

    def load(self, name: str, value: bytes) -> None:
        """Takes back what :attr:`keep_too` was told; what cannot be read is left out."""
        try:
            self._put(name, msgspec.msgpack.decode(value, type=Proofs))
        except msgspec.DecodeError:
            return

    def keep(self, place: Place | None, said_before: str, blocks: Iterable[Block]) -> None:
        """Remembers the proofs of an answer's one turn. ``said_before`` as :func:`last_said`."""
        if place is None:
            return
        blocks = list(blocks)
        shape, thoughts = _thoughts(blocks)
        calls = _calls(blocks)
        whole = Proofs("", shape, thoughts)
        for number, call in enumerate(calls):
            own = Proofs(call.signature, *((shape, thoughts) if number == 0 else ("", ())))
            self._remember(place, f"call {call.id}" if call.id else "", own)
        if not calls:
            self._remember(place, _said(said_before, blocks), whole)

    def _remember(self, place: Place, what: str, proofs: Proofs) -> None:
        if not what or not proofs.characters:
            return
        name = place.name(what)
        self._put(name, proofs)
        self.keep_too(place.token_id, name, msgspec.msgpack.encode(proofs))

    def _put(self, name: str, proofs: Proofs) -> None:
        old = self._kept.pop(name, None)
        self._characters += proofs.characters - (old.characters if old else 0)
        self._kept[name] = proofs
        while len(self._kept) > self._most_turns or self._characters > self._most_characters:
            _, dropped = self._kept.popitem(last=False)
            self._characters -= dropped.characters

    def restore(self, place: Place | None, conversation: Conversation) -> None:
        """Puts what is remembered into turns that came without."""
        if place is None or not self._kept:
            return
        thinks = not _thinks_not(conversation)
        said_before = ""
        for turn in conversation.turns:
            if turn.role == "user":
                said_before = _texts(turn.blocks) or said_before
            elif turn.role == "assistant":
                self._restore_turn(place, said_before, turn, thinks)

    def _restore_turn(self, place: Place, said_before: str, turn: Turn, thinks: bool) -> None:
        calls = _calls(turn.blocks)
        for call in calls:
            if not call.signature and (own := self._kept.get(place.name(f"call {call.id}"))):
                call.signature = own.signature
        what = f"call {calls[0].id}" if calls else _said(said_before, turn.blocks)
        if not thinks or not what or any(_is_proven(block) for block in turn.blocks):
            return
        found = self._kept.get(place.name(what))
        if found is not None and found.thoughts:
            turn.blocks = _with_thoughts(turn.blocks, found)


def last_said(conversation: Conversation) -> str:
    """What the user said last: with the answer's own words it tells one answer from another."""
    for turn in reversed(conversation.turns):
        if turn.role == "user" and (text := _texts(turn.blocks)):
            return text
    return ""


def _with_thoughts(blocks: list[Block], proofs: Proofs) -> list[Block]:
    """The turn as its model made it.

    Vendors refuse thoughts that moved: where the pieces are others than they were, only thoughts
    before all of them go back, and only if there were no later ones.
    """
    others: list[Block] = [block for block in blocks if not isinstance(block, Reasoning)]
    shape, starts = _shape(others)
    if shape != proofs.shape and any(thought.at for thought in proofs.thoughts):
        return blocks
    starts.append(len(others))
    merged = list(others)
    for thought in reversed(proofs.thoughts):
        at = starts[min(thought.at, len(starts) - 1)] if thought.at else 0
        merged.insert(at, Reasoning(thought.text, thought.signature, thought.redacted))
    return merged


def _thoughts(blocks: list[Block]) -> tuple[str, tuple[Thought, ...]]:
    """A turn's shape and its proven thoughts."""
    found = []
    for index, block in enumerate(blocks):
        if isinstance(block, Reasoning) and _is_proven(block):
            before, _ = _shape(blocks[:index])
            found.append(Thought(len(before), block.text, block.signature, block.redacted))
    return _shape(blocks)[0] if found else "", tuple(found)


def _shape(blocks: list[Block]) -> tuple[str, list[int]]:
    """The pieces that are no thoughts, and where each begins. Texts side by side are one."""
    shape, starts, open_text = "", list[int](), False
    for index, block in enumerate(blocks):
        if isinstance(block, Text | Refusal) and block.text:
            if not open_text:
                shape += "t"
                starts.append(index)
            open_text = True
        elif isinstance(block, ToolCall):
            shape += "c"
            starts.append(index)
            open_text = False
        elif isinstance(block, Reasoning):
            open_text = False
    return shape, starts


def _said(before: str, blocks: Iterable[Block]) -> str:
    text = _texts(blocks)
    return f"said {before}\0{text}" if text else ""


def _texts(blocks: Iterable[Block]) -> str:
    found = (block.text for block in blocks if isinstance(block, Text | Refusal))
    return "".join(found).strip()


def _calls(blocks: Iterable[Block]) -> list[ToolCall]:
    return [block for block in blocks if isinstance(block, ToolCall)]


def _is_proven(block: Block) -> bool:
    return isinstance(block, Reasoning) and bool(block.signature or block.redacted)


def _thinks_not(conversation: Conversation) -> bool:
    thinking = conversation.thinking
    return thinking is not None and efforts.wanted_effort(thinking) == "none"
