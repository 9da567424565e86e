"""What kind of network an interface is in, judged by its name, where the system says no more."""

from __future__ import annotations

from gateway.domain.sharing import NetworkKind

_VPN_NAMES: tuple[str, ...] = (
    "tun",
    "tap",
    "wg",
    "utun",
    "ppp",
    "ipsec",
    "tailscale",
    "zt",
    "nordlynx",
    "proton",
)
_VPN_NAMES += ("mullvad", "cscotun", "gpd", "nebula", "wt")
_VPN_WORDS: tuple[str, ...] = (
    "vpn",
    "wireguard",
    "wintun",
    "tap-windows",
    "tailscale",
    "zerotier",
    "wan miniport",
)
_VPN_WORDS += ("fortinet", "cisco anyconnect", "hamachi", "netbird")
_VIRTUAL_NAMES: tuple[str, ...] = (
    "docker",
    "br-",
    "veth",
    "virbr",
    "vmnet",
    "vboxnet",
    "vnic",
    "lxc",
    "lxdbr",
)
_VIRTUAL_NAMES += ("cni", "flannel", "cali", "podman", "incusbr", "bridge", "vmenet", "feth")
_VIRTUAL_NAMES += ("awdl", "llw", "anpi", "dummy", "ifb", "kube", "waydroid", "ap")
_VIRTUAL_WORDS: tuple[str, ...] = (
    "vethernet",
    "hyper-v",
    "virtualbox",
    "vmware",
    "wsl",
    "docker",
    "virtual",
)
_VIRTUAL_WORDS += ("thunderbolt bridge", "loopback")
_WIFI_NAMES: tuple[str, ...] = ("wlan", "wlp", "wlx", "wlo", "wl", "ath", "ra")
_WIFI_WORDS: tuple[str, ...] = ("wi-fi", "wifi", "wireless", "wlan", "802.11", "airport")


def kind_by_name(name: str, label: str) -> NetworkKind:
    """``name`` is the system's (en0, eth0), ``label`` its description where there is one."""
    short, words = name.lower(), label.lower()
    if _begins(short, _VPN_NAMES) or any(word in words for word in _VPN_WORDS):
        return NetworkKind.VPN
    if any(word in words for word in _WIFI_WORDS) and "virtual" not in words:
        return NetworkKind.WIFI
    if _begins(short, _VIRTUAL_NAMES) or any(word in words for word in _VIRTUAL_WORDS):
        return NetworkKind.VIRTUAL
    return NetworkKind.WIFI if _begins(short, _WIFI_NAMES) else NetworkKind.ETHERNET


def is_vpn_name(name: str) -> bool:
    return _begins(name.lower(), _VPN_NAMES)


def _begins(name: str, beginnings: tuple[str, ...]) -> bool:
    """Whether a name is one of these and a number, or goes on after its dash."""
    for beginning in beginnings:
        if name.startswith(beginning):
            rest = name[len(beginning) :]
            if not rest or beginning.endswith("-") or rest[0].isdigit() or rest[0] in "-_.":
                return True
            if beginning in ("veth", "zt", "cali", "docker", "wlp", "wlx", "flannel", "lxc"):
                return True
    return False
