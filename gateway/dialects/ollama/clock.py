"""How long an answer took, as Ollama tells it: clients divide tokens by these."""

from __future__ import annotations

import time


class Clock:
    """Nanoseconds since it was made: up to the first word, and from there to the end."""

    __slots__ = ("_first", "_started")

    def __init__(self) -> None:
        self._started = time.perf_counter_ns()
        self._first = 0

    def note_word(self) -> None:
        self._first = self._first or time.perf_counter_ns()

    def durations(self) -> dict[str, int]:
        """Members of an answer's end. A whole answer's words took all of its time."""
        now = time.perf_counter_ns()
        first = self._first or self._started
        return {
            "total_duration": now - self._started,
            "load_duration": 0,
            "prompt_eval_duration": max(1, first - self._started),
            "eval_duration": max(1, now - first),
        }
