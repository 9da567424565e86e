"""Networks and the state of sharing in words, the same in the footer and on the page."""

from __future__ import annotations

from collections.abc import Sequence

from desktop import format
from desktop.i18n import translate
from gateway.domain.sharing import Network, NetworkKind, Scope
from gateway.services.sharing_views import PlaceState, PlaceView, SharingView

_TROUBLES = (PlaceState.TAKEN, PlaceState.RESERVED, PlaceState.FAILED)
_BRANDS = {"tailscale": "Tailscale", "zt": "ZeroTier", "wg": "WireGuard", "nordlynx": "NordLynx"}
_ANYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared, not bound


def name_network(network: Network, among: Sequence[Network] = ()) -> str:
    """What a person calls it. Two of a kind are told apart by their interface."""
    name = _name(network)
    twins = {each.interface for each in among if _name(each) == name}
    if len(twins) > 1 and network.label not in name:
        words = translate("sharing", "{network} ({interface})")
        name = words.format(network=name, interface=network.label)
    if network.scope is not Scope.IPV4:
        name = translate("sharing", "{network}, IPv6").format(network=name)
    return name


def _name(network: Network) -> str:
    if network.kind is NetworkKind.WIFI:
        if network.ssid:
            return translate("sharing", "Wi-Fi “{name}”").format(name=network.ssid)
        return translate("sharing", "Wi-Fi")
    if network.kind is NetworkKind.ETHERNET:
        return translate("sharing", "Ethernet")
    for beginning, brand in _BRANDS.items():
        if network.interface.lower().startswith(beginning):
            return brand
    return network.label or network.interface


def word_sharing(view: SharingView) -> tuple[str, bool]:
    """The footer's words, and whether other machines are let in."""
    if view.fixed_host:
        return _word_host(view.fixed_host)
    if not view.on:
        return translate("sharing", "LAN off"), False
    listening = view.listening
    if len(listening) == 1 and listening[0].place is not None:
        words = translate("sharing", "Shared on {address}")
        return words.format(address=listening[0].place.address), True
    if listening:
        words = translate("sharing", "Shared on {n} networks")
        return words.format(n=format.count(len(listening))), True
    return _word_nowhere(view.chosen), False


def _word_host(host: str) -> tuple[str, bool]:
    if host in ("localhost", "::1") or host.startswith("127."):
        return translate("sharing", "LAN off"), False
    if host in _ANYWHERE:
        return translate("sharing", "Open on all networks"), True
    return translate("sharing", "Open on {address}").format(address=host), True


def _word_nowhere(chosen: Sequence[PlaceView]) -> str:
    if not chosen:
        return translate("sharing", "LAN on, no network chosen")
    if any(each.state in _TROUBLES for each in chosen):
        return translate("sharing", "LAN on, port not free")
    words = translate("sharing", "Waiting for {network}")
    return words.format(network=name_network(chosen[0].network))
