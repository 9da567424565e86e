"""Circuits: whether something that failed is asked again, and who finds out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gateway.domain.failure import FailureClass


class CircuitState(StrEnum):
    """Closed circuits are not told of: nothing is the matter."""

    OPEN = "open"
    """Nobody is sent there."""
    HALF_OPEN = "half_open"
    """The next request tries; it alone, until it has an answer."""


@dataclass(frozen=True, slots=True)
class Circuit:
    """What of a channel is spared: a key (``key_id``), a model, a key's model, or all of it.

    ``wait_s`` are seconds until it half-opens, or closes if nothing had failed; 0 when it has.
    """

    state: CircuitState
    channel_id: int
    key_id: int = 0
    model: str = ""
    """As it is sent; '' for all."""
    wait_s: float = 0.0
    kind: FailureClass | None = None
    """None where its owner spares it."""
    message: str = ""
    """The upstream's words."""
    failures: int = 0
    """In a row; 0 where nothing failed: its headers said that its limit is used up."""
    trying: bool = False
    """A request tries it just now."""
    probed: bool = False
    """A probe opens the way, not time."""
