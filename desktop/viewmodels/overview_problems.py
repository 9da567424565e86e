"""The one thing the overview warns about: the worst of what stops requests."""

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
    VAULT_LOST = "vault_lost"
    VAULT_DENIED = "vault_denied"
    VAULT_LOCKED = "vault_locked"
    ALL_OFF = "all_off"
    ALL_RESTING = "all_resting"
    ALL_FAILING = "all_failing"
    PORT_TAKEN = "port_taken"


@dataclass(frozen=True, slots=True)
class Problem:
    """``detail``: who has the port; ``until`` (Unix ms): when the first channel is back.

    ``can_keep``: whether the port in use may be made the one that is wanted.
    """

    kind: Kind
    detail: str = ""
    port: int = 0
    wanted_port: int = 0
    until: int = 0
    can_keep: bool = False


def find_problem(
    status: GatewayStatus,
    vault: str,
    vault_open: bool,
    channels: Sequence[tuple[str, ChannelStatus]],
    *,
    port_fixed: bool = False,
) -> Problem | None:
    """The worst one; None when requests are served where they are expected."""
    if not status.store_healthy:
        return Problem(Kind.STORE)
    if not vault_open:
        kinds = {"lost": Kind.VAULT_LOST, "denied": Kind.VAULT_DENIED}
        return Problem(kinds.get(vault, Kind.VAULT_LOCKED))
    if channels and (found := _of_channels([each for _, each in channels])) is not None:
        return found
    if status.port and status.port != status.wanted_port:
        return Problem(
            Kind.PORT_TAKEN,
            status.port_holder,
            status.port,
            status.wanted_port,
            can_keep=not port_fixed,
        )
    return None


def _of_channels(statuses: Sequence[ChannelStatus]) -> Problem | None:
    on = [each for each in statuses if each.standing not in _OFF]
    if not on:
        return Problem(Kind.ALL_OFF)
    resting = [each for each in on if each.standing is Standing.RESTING]
    if len(resting) == len(on):
        return Problem(Kind.ALL_RESTING, until=min(each.until for each in resting))
    if all(each.standing in (*_DOWN, Standing.RESTING) for each in on):
        return Problem(Kind.ALL_FAILING)
    return None
