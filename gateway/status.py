"""What the window and the management API show of the running gateway."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GatewayStatus:
    """What the footer shows. ``url`` is where clients connect, '' while nothing listens."""

    running: bool
    draining: bool
    store_healthy: bool
    vault: str
    url: str
    port: int
    wanted_port: int
    port_holder: str
    in_flight: int
    started_at: int
    paused: bool = False
    paused_until: int = 0
    """Unix ms; 0 where it does not end by itself."""
    port_reserved: bool = False
    """The system keeps the wanted port; nobody holds it."""
    ledger_differences: int = 0
    """Accounts that are not what their entries in the ledger add up to."""
