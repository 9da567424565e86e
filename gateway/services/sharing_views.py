"""What a sharing page shows, and how a choice of networks is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from gateway.domain.sharing import Network, Place
from gateway.lan.firewall import FirewallHint

_JSON = msgspec.json.Encoder()
_NETWORKS = msgspec.json.Decoder(tuple[Network, ...])


class PlaceState(StrEnum):
    OFF = "off"
    """Not chosen, or sharing is off."""
    LISTENING = "listening"
    WAITING = "waiting"
    """The network is not there now."""
    TAKEN = "taken"
    RESERVED = "reserved"
    GONE = "gone"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One network one could share with. ``place`` is None while it is absent.

    ``answers``: whether a connection from this computer to the address was answered by us, None
    before it was tried. ``reached_from``: another machine that came by it, which proves the way.
    """

    network: Network
    place: Place | None
    chosen: bool
    state: PlaceState
    url: str
    holder: str = ""
    answers: bool | None = None
    reached_from: str = ""

    @property
    def key(self) -> str:
        return self.network.key


@dataclass(frozen=True, slots=True)
class SharingView:
    """``fixed_host``: an address that was set for the server, which leaves nothing to share beside.

    ``host_source`` says where; ``fixed`` that the switch itself is set from outside. ``until``:
    when sharing ends by itself (Unix ms), 0 for never. ``port`` is 0 while nothing listens.
    """

    on: bool
    fixed: bool
    fixed_host: str
    host_source: str
    until: int
    port: int
    places: tuple[PlaceView, ...]
    firewall: FirewallHint | None

    @property
    def listening(self) -> tuple[PlaceView, ...]:
        return tuple(each for each in self.places if each.state is PlaceState.LISTENING)

    @property
    def chosen(self) -> tuple[PlaceView, ...]:
        return tuple(each for each in self.places if each.chosen)


def address_url(address: str, port: int) -> str:
    return f"http://{f'[{address}]' if ':' in address else address}:{port}"


def encode_networks(networks: Sequence[Network]) -> str:
    return _JSON.encode(tuple(networks)).decode()


def decode_networks(text: str) -> tuple[Network, ...]:
    """Empty for what is no list of networks."""
    try:
        return _NETWORKS.decode(text)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return ()
