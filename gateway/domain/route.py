"""How a request would find its way: who is asked in which order, and why nobody else is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gateway.domain.failure import FailureClass


class Bar(StrEnum):
    """Why a channel, or one of its keys, is not asked."""

    OFF = "off"
    MODEL = "model"
    """It does not offer the model."""
    GROUP = "group"
    """It offers the model, to other groups."""
    NO_KEY = "no_key"
    KEY_OFF = "key_off"
    KEY_LOCKED = "key_locked"
    HOURS = "hours"
    """Its time has not come."""
    FULL = "full"
    """One of its own limits."""
    BUDGET = "budget"
    """A budget of its own is used up."""
    DAILY_CAP = "daily_cap"
    """Its key's tokens of today are used up."""
    SPARED = "spared"
    """Its owner lets it rest."""
    RESTING = "resting"
    USED_UP = "used_up"
    """An answer's headers said that its limit is used up."""
    PROBED = "probed"
    """Refused: a probe brings it back, or its owner."""
    TRYING = "trying"
    """After its rest, another request tries it just now."""
    NO_PRICE = "no_price"
    """The token pays from a limit, and nobody knows the model's price."""
    NO_ENDPOINT = "no_endpoint"
    """Its provider lacks the endpoint."""
    TRIED = "tried"
    """It failed in this very request."""


@dataclass(frozen=True, slots=True)
class Barred:
    """One reason. ``wait_s`` until it ends by itself, None where it does not.

    ``detail``: the limit, the hours, the upstream's own words.
    """

    bar: Bar
    wait_s: float | None = None
    kind: FailureClass | None = None
    detail: str = ""
    status: int = 0


@dataclass(frozen=True, slots=True)
class KeyRoute:
    """A key of a channel on the way; ``barred`` None where it may be chosen."""

    id: int
    hint: str
    name: str
    barred: Barred | None = None
    soft: bool = False
    """It failed lately and is asked only when all others have."""


@dataclass(frozen=True, slots=True)
class RouteStep:
    """A channel that may be asked. ``tier`` from 1; ``share`` of the requests that reach its tier
    and find all in it as they are now, 0 to 1.
    """

    channel_id: int
    name: str
    tier: int
    share: float
    sent_model: str
    keys: tuple[KeyRoute, ...]
    soft: bool = False
    """It failed lately: asked only when all others, of every tier, have failed."""


@dataclass(frozen=True, slots=True)
class RouteBarred:
    """A channel that is not asked, with the first thing that would have to change."""

    channel_id: int
    name: str
    barred: Barred
    keys: tuple[KeyRoute, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """The way of one model for one group: steps in the order they are tried."""

    model: str
    group: str
    strategy: str
    steps: tuple[RouteStep, ...]
    barred: tuple[RouteBarred, ...]
    refusal: str = ""
    """An error code, where the token may not ask at all."""
    why: str = ""
    """What led here from the model that was asked for: a fallback's condition, '' for none."""
    fallbacks: tuple[Route, ...] = ()

    @property
    def wait_s(self) -> float | None:
        """Seconds until the first of those that offer the model comes back by itself."""
        waits = [each.barred.wait_s for each in self.barred if each.barred.wait_s is not None]
        return min(waits, default=None)
