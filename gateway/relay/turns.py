"""A streamed answer's turn as blocks, as far as its proofs need it."""

from __future__ import annotations

from gateway.domain.conversation import (
    Block,
    Reasoning,
    ReasoningDelta,
    RefusalDelta,
    StreamEvent,
    Text,
    TextDelta,
    ToolCall,
    ToolCallDelta,
)


class TurnCollector:
    """Takes the events of a stream; :meth:`blocks` is its first choice's turn so far.

    ``calls_only``: nothing but calls is proven there.
    """

    def __init__(self, *, calls_only: bool = False) -> None:
        self._calls_only = calls_only
        self._blocks: list[Block] = []
        self._pieces: list[str] = []
        """Text of the last block, while it is open."""
        self._calls: dict[int, ToolCall] = {}

    def take(self, event: StreamEvent) -> None:
        if isinstance(event, ToolCallDelta):
            if not event.choice:
                self._call(event)
        elif self._calls_only:
            return
        elif isinstance(event, TextDelta | RefusalDelta):
            if not event.choice and event.text:
                self._open(Text).append(event.text)
        elif isinstance(event, ReasoningDelta) and not event.choice:
            self._think(event)

    def _open(self, kind: type[Text] | type[Reasoning]) -> list[str]:
        if not (self._pieces and type(self._blocks[-1]) is kind):
            self._close()
            self._blocks.append(kind(""))
        return self._pieces

    def _close(self) -> None:
        if self._pieces:
            last = self._blocks[-1]
            if isinstance(last, Text | Reasoning):
                last.text = "".join(self._pieces)
            self._pieces = []

    def _think(self, event: ReasoningDelta) -> None:
        if event.redacted:
            self._close()
            self._blocks.append(Reasoning(redacted=event.redacted))
            return
        if event.text:
            self._open(Reasoning).append(event.text)
        if event.signature:
            if not (self._pieces and isinstance(self._blocks[-1], Reasoning)):
                self._close()
                self._blocks.append(Reasoning())
            last = self._blocks[-1]
            self._close()
            if isinstance(last, Reasoning):
                last.signature = event.signature

    def _call(self, event: ToolCallDelta) -> None:
        call = self._calls.get(event.index)
        if call is None:
            self._close()
            call = self._calls[event.index] = ToolCall(event.id, event.name, "")
            self._blocks.append(call)
        call.id = call.id or event.id
        call.signature = call.signature or event.signature

    def blocks(self) -> list[Block]:
        self._close()
        return self._blocks
