"""The signatures of Gemini's thoughts, kept for clients that cannot carry them.

Gemini 3 refuses a conversation whose function calls come back without the signature of the thought
behind them. Clients of other dialects know no such thing, or drop it, but they return each call's
id: it finds the signature here. Whatever is forgotten (a restart, an old conversation) is replaced
by Google's own word for a signature that is missing, so nothing breaks; the model then only thinks
anew.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from gateway.domain.conversation import Answer, Conversation, ToolCall

MOST_CALLS = 4_096
MOST_CHARACTERS = 16 * 2**20


class Signatures:
    """Bounded, in memory, the oldest forgotten first. A call is its client token's and its model's:
    nobody gets a signature by somebody else's id, and no model another's.
    """

    def __init__(
        self, most_calls: int = MOST_CALLS, most_characters: int = MOST_CHARACTERS
    ) -> None:
        self._kept: OrderedDict[tuple[int, str, str], str] = OrderedDict()
        self._most_calls = most_calls
        self._most_characters = most_characters
        self._characters = 0

    def __len__(self) -> int:
        return len(self._kept)

    def keep(self, token_id: int, model: str, call_id: str, signature: str) -> None:
        """Remembers one call's signature; without effect where there is none."""
        if not (call_id and signature):
            return
        key = (token_id, model, call_id)
        self._characters += len(signature) - len(self._kept.pop(key, ""))
        self._kept[key] = signature
        while len(self._kept) > self._most_calls or self._characters > self._most_characters:
            _, dropped = self._kept.popitem(last=False)
            self._characters -= len(dropped)

    def keep_all(self, token_id: int, model: str, answer: Answer) -> None:
        """Remembers a whole answer's calls."""
        for choice in answer.choices:
            for call in _calls(choice.blocks):
                self.keep(token_id, model, call.id, call.signature)

    def restore(self, token_id: int, model: str, conversation: Conversation) -> None:
        """Puts what is remembered into the calls that came without a signature."""
        for turn in conversation.turns:
            for call in _calls(turn.blocks):
                if not call.signature:
                    call.signature = self._kept.get((token_id, model, call.id), "")


def _calls(blocks: Iterable[object]) -> list[ToolCall]:
    return [block for block in blocks if isinstance(block, ToolCall)]
