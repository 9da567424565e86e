"""What each key has used on this local day: caps for free tiers that count by the day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from gateway.store.journal import AttemptRow

Maker = tuple[int, int]
"""Channel and key; key 0 where a channel has none."""
_KEPT = 4
"""Days that are remembered."""


class DailyTokens:
    """Tokens in and out by key, from local midnight on. ``day`` tells when today begins and ends,
    in Unix milliseconds.
    """

    def __init__(self, now_ms: Callable[[], int], day: Callable[[], tuple[int, int]]) -> None:
        self._now_ms = now_ms
        self._day = day
        self._today = (0, 0)
        self._used: dict[Maker, int] = {}
        self._days: dict[int, dict[Maker, int]] = {}
        """By when each day begins: a clock that is set back finds its day as it was left."""
        self.loaded = False
        """Whether what was used before the program began is known."""

    def used(self, channel_id: int, key_id: int) -> int:
        """Tokens of today."""
        self._turn()
        return self._used.get((channel_id, key_id), 0)

    def count(self, attempts: Iterable[AttemptRow]) -> None:
        """Adds what ended attempts used."""
        self._turn()
        for attempt in attempts:
            if tokens := attempt.input_tokens + attempt.output_tokens:
                maker = attempt.channel_id, attempt.key_id
                self._used[maker] = self._used.get(maker, 0) + tokens

    def load(self, used: Mapping[Maker, int]) -> None:
        """What the store knows of today; what is counted here may be newer."""
        self.loaded = True
        self._turn()
        for maker, tokens in used.items():
            self._used[maker] = max(tokens, self._used.get(maker, 0))

    @property
    def start_ms(self) -> int:
        """When today began."""
        return self._day()[0]

    @property
    def left_s(self) -> float:
        """Seconds until the next day."""
        return max(0.0, (self._day()[1] - self._now_ms()) / 1000)

    def _turn(self) -> None:
        start, end = self._today
        if start <= self._now_ms() < end:
            return
        self._today = start, _ = self._day()
        self._used = self._days.pop(start, {})
        self._days[start] = self._used
        if len(self._days) > _KEPT:
            del self._days[next(iter(self._days))]
