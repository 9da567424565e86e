"""Who of a tier is asked first: by weight, the cheapest, the fastest, each in its turn."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from gateway.domain.channel import Channel
from gateway.domain.usage import Usage

TYPICAL = Usage(input=3000, output=1000)
"""By which prices are compared: a conversation's usual proportion."""
TYPICAL_OUTPUT = 400
"""Tokens of the answer by which speeds are compared."""
EXPLORED = 0.05
"""Part of the requests that are sent by weight where the fastest is wanted, to measure the others.
"""
_NEWEST = 0.3
"""Share of the newest measurement in a mean."""
_MOST_MEASURED = 4096

Cost = Callable[[Channel, str], int | None]
"""What a typical request costs at a channel for a model as it is sent, in nano-dollars; None if
nobody knows.
"""


def weights_of(channels: Sequence[Channel]) -> list[int]:
    """Weights that can be drawn from: where nobody has one, all are equal."""
    weights = [max(0, channel.weight) for channel in channels]
    return weights if any(weights) else [1] * len(channels)


def shares_of(weights: Sequence[float]) -> list[float]:
    total = sum(weights)
    return [weight / total for weight in weights]


class Chooser(Protocol):
    """One strategy."""

    def choose(self, model: str, channels: Sequence[Channel], rng: random.Random) -> int:
        """The index of the channel that is asked for ``model``; what it remembers moves on."""
        ...

    def shares(self, model: str, channels: Sequence[Channel]) -> list[float]:
        """How the next requests would be divided; changes nothing."""
        ...


class ByWeight:
    """The default, for explanations; the planner draws by itself."""

    def choose(self, model: str, channels: Sequence[Channel], rng: random.Random) -> int:
        return rng.choices(range(len(channels)), weights_of(channels))[0]

    def shares(self, model: str, channels: Sequence[Channel]) -> list[float]:
        return shares_of(weights_of(channels))


class Cheapest:
    """By price and the channel's own factor; those of one price by weight, unknown prices last."""

    def __init__(self, cost: Cost) -> None:
        self._cost = cost

    def choose(self, model: str, channels: Sequence[Channel], rng: random.Random) -> int:
        return rng.choices(range(len(channels)), self.shares(model, channels))[0]

    def shares(self, model: str, channels: Sequence[Channel]) -> list[float]:
        costs = [self._cost(channel, channel.sent_model(model)) for channel in channels]
        least = min((cost for cost in costs if cost is not None), default=None)
        best = [cost == least for cost in costs]
        weights = weights_of(channels)
        kept = [weight if fits else 0 for weight, fits in zip(weights, best, strict=True)]
        return shares_of(kept if any(kept) else best)


@dataclass(slots=True)
class Speed:
    """Exponentially weighted means: milliseconds to the first token, tokens a second after it."""

    first_ms: float
    rate: float

    @property
    def expected_ms(self) -> float:
        """How long a typical answer takes."""
        return self.first_ms + TYPICAL_OUTPUT / self.rate * 1000


class Speeds:
    """What was measured, by channel and model as it is sent."""

    def __init__(self) -> None:
        self._speeds: dict[tuple[int, str], Speed] = {}

    def note(
        self, channel_id: int, model: str, first_ms: int, duration_ms: int, output: int
    ) -> None:
        """An answer of ``output`` tokens. One that came in a piece says what it took in all."""
        if not first_ms or not output:
            return
        rest_ms = max(1, duration_ms - first_ms)
        # In one piece, or nearly: the time was spent before its first token.
        rate = output / rest_ms * 1000 if rest_ms > first_ms / 20 else output / first_ms * 1000
        known = self._speeds.get((channel_id, model))
        if known is None:
            while len(self._speeds) >= _MOST_MEASURED:
                del self._speeds[next(iter(self._speeds))]
            self._speeds[channel_id, model] = Speed(first_ms, rate)
            return
        known.first_ms += _NEWEST * (first_ms - known.first_ms)
        known.rate += _NEWEST * (rate - known.rate)

    def of(self, channel_id: int, model: str) -> Speed | None:
        return self._speeds.get((channel_id, model))


class Fastest:
    """By measured speed; whoever is not measured yet comes first, a few requests go by weight."""

    def __init__(self, speeds: Speeds) -> None:
        self._speeds = speeds

    def choose(self, model: str, channels: Sequence[Channel], rng: random.Random) -> int:
        return rng.choices(range(len(channels)), self.shares(model, channels))[0]

    def shares(self, model: str, channels: Sequence[Channel]) -> list[float]:
        known = [self._speeds.of(channel.id, channel.sent_model(model)) for channel in channels]
        weights = weights_of(channels)
        if None in known:
            new = [
                weight if speed is None else 0 for weight, speed in zip(weights, known, strict=True)
            ]
            return shares_of(new if any(new) else [float(speed is None) for speed in known])
        times = [speed.expected_ms for speed in known if speed is not None]
        best = times.index(min(times))
        shares = [EXPLORED * share for share in shares_of(weights)]
        shares[best] += 1 - EXPLORED
        return shares


class RoundRobin:
    """Each in its turn, as often as its weight says: nginx's smooth weighted round robin."""

    def __init__(self) -> None:
        self._lead: dict[tuple[str, int], int] = {}

    def choose(self, model: str, channels: Sequence[Channel], rng: random.Random) -> int:
        weights = weights_of(channels)
        lead = self._lead
        for channel, weight in zip(channels, weights, strict=True):
            lead[model, channel.id] = lead.get((model, channel.id), 0) + weight
        chosen = max(range(len(channels)), key=lambda at: lead[model, channels[at].id])
        lead[model, channels[chosen].id] -= sum(weights)
        while len(lead) > _MOST_MEASURED:
            del lead[next(iter(lead))]
        return chosen

    def shares(self, model: str, channels: Sequence[Channel]) -> list[float]:
        return shares_of(weights_of(channels))
