"""Stop texts for upstreams that know none: an answer is cut here, as it would have ended there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gateway.domain.conversation import (
    Answer,
    Choice,
    CitationDelta,
    Finish,
    Finished,
    Started,
    StreamEvent,
    Text,
    TextDelta,
    UsageReport,
)

TAKES_NONE = frozenset({"openai_responses", "spark_websocket", "dify", "coze", "palm"})
"""Dialects of upstreams that cannot be told where to stop."""

_ASIDE = (CitationDelta, Started, UsageReport)
"""Events that do not end a text."""


class StopCutter:
    """Cuts one stream at the first of ``texts``. ``hit`` is the one that was met, '' before.

    What may be the beginning of one is held back until more is known. Only what a model says
    counts, neither its thoughts nor its calls.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = [text for text in texts if text]
        self._longest = max(map(len, self._texts), default=0)
        self._held = ""
        self.hit = ""

    def take(self, event: StreamEvent) -> Iterator[StreamEvent]:
        """What may be told now; behind a stop text nothing more."""
        if self.hit:
            return
        if isinstance(event, TextDelta):
            yield from self._text(event)
            return
        if self._held and not isinstance(event, _ASIDE):
            held, self._held = self._held, ""
            yield TextDelta(held)
        yield event

    def _text(self, event: TextDelta) -> Iterator[StreamEvent]:
        text = self._held + event.text
        at, self.hit = first_of(self._texts, text)
        if self.hit:
            told, self._held = text[:at], ""
        else:
            held = self._beginning(text)
            told, self._held = text[: len(text) - held], text[len(text) - held :]
        if told:
            yield TextDelta(told)
        if self.hit:
            yield Finished(Finish.STOP_SEQUENCE, self.hit)

    def _beginning(self, text: str) -> int:
        """Characters at the end of ``text`` that may begin a stop text."""
        for length in range(min(self._longest - 1, len(text)), 0, -1):
            end = text[-length:]
            if any(stop.startswith(end) for stop in self._texts):
                return length
        return 0


def first_of(texts: Sequence[str], said: str) -> tuple[int, str]:
    """Where the first stop text stands, and which it is; (-1, '') for none."""
    found = [(at, stop) for stop in texts if stop and (at := said.find(stop)) >= 0]
    return min(found, default=(-1, ""), key=lambda each: each[0])


def cut_answer(answer: Answer, texts: Sequence[str]) -> None:
    """Cuts each choice of a whole answer at the first stop text."""
    for choice in answer.choices if texts else ():
        _cut(choice, texts)


def _cut(choice: Choice, texts: Sequence[str]) -> None:
    for index, block in enumerate(choice.blocks):
        at, hit = first_of(texts, block.text) if isinstance(block, Text) else (-1, "")
        if hit and isinstance(block, Text):
            block.text = block.text[:at]
            block.citations = []
            del choice.blocks[index + bool(block.text) :]
            choice.finish, choice.stop_sequence = Finish.STOP_SEQUENCE, hit
            return
