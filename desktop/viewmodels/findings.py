"""What keeps requests from being answered where they are expected, found in the gateway's state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.models.channel_status import ChannelStatus, Standing
from gateway.status import GatewayStatus

_OFF = (Standing.OFF, Standing.KEYS_OFF)
_DOWN = (Standing.FAILING, Standing.KEY_REJECTED, Standing.NO_MONEY, Standing.NEEDS_UNLOCK)


class Kind(StrEnum):
    STORE = "store"
    LEDGER = "ledger"
    VAULT_LOST = "vault_lost"
    VAULT_DENIED = "vault_denied"
    VAULT_LOCKED = "vault_locked"
    ALL_OFF = "all_off"
    ALL_RESTING = "all_resting"
    ALL_FAILING = "all_failing"
    PORT_TAKEN = "port_taken"


@dataclass(frozen=True, slots=True)
class Finding:
    """``detail``: who has the port; ``until`` (Unix ms): when the first channel is back.

    ``can_keep``: whether the port in use may be made the one that is wanted.
    """

    kind: Kind
    detail: str = ""
    port: int = 0
    wanted_port: int = 0
    until: int = 0
    can_keep: bool = False


def of_store(status: GatewayStatus) -> Finding | None:
    """Whether nothing can be written."""
    return None if status.store_healthy else Finding(Kind.STORE)


def of_ledger(status: GatewayStatus) -> Finding | None:
    """Whether balances are not what their entries add up to."""
    return Finding(Kind.LEDGER) if status.ledger_differences else None


def of_vault(vault: str, *, is_open: bool) -> Finding | None:
    """Why keys cannot be opened."""
    if is_open:
        return None
    kinds = {"lost": Kind.VAULT_LOST, "denied": Kind.VAULT_DENIED}
    return Finding(kinds.get(vault, Kind.VAULT_LOCKED))


def of_port(status: GatewayStatus, *, fixed: bool) -> Finding | None:
    """Whether it listens elsewhere than it should."""
    if not status.port or status.port == status.wanted_port:
        return None
    return Finding(
        Kind.PORT_TAKEN, status.port_holder, status.port, status.wanted_port, can_keep=not fixed
    )


def of_channels(statuses: Sequence[ChannelStatus]) -> Finding | None:
    """Whether there are channels and none of them can answer."""
    if not statuses:
        return None
    on = [each for each in statuses if each.standing not in _OFF]
    if not on:
        return Finding(Kind.ALL_OFF)
    resting = [each for each in on if each.standing is Standing.RESTING]
    if len(resting) == len(on):
        return Finding(Kind.ALL_RESTING, until=min(each.until for each in resting))
    if all(each.standing in (*_DOWN, Standing.RESTING) for each in on):
        return Finding(Kind.ALL_FAILING)
    return None
