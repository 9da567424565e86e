"""What a system says about its networks, read from the files and outputs real systems have."""

from __future__ import annotations

import sys
from pathlib import Path

import ifaddr
import pytest

from gateway.domain.sharing import NetworkKind, Scope, preferred
from gateway.lan.interfaces import _order, _places, read_places
from gateway.lan.linux import LinuxFacts
from gateway.lan.naming import kind_by_name
from gateway.lan.wifi import parse_hardware_ports, parse_ipconfig, parse_netsh

WIFI, ETHERNET, VPN, VIRTUAL = NetworkKind

ROUTES = """\
Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
wlp3s0	00000000	0101A8C0	0003	0	0	600	00000000	0	0	0
enp4s0	0000000A	00000000	0001	0	0	100	00FFFFFF	0	0	0
docker0	000011AC	00000000	0001	0	0	0	0000FFFF	0	0	0
"""
IPV6 = """\
20010db8000100020000000000000020 03 40 00 00   wlp3s0
20010db80001000200000000dead0001 03 40 00 01   wlp3s0
20010db80001000200000000dead0002 03 40 00 21   wlp3s0
fd000000000000000000000000000020 03 40 00 80   wlp3s0
fd0000000000000000000000000000ff 03 40 00 40   wlp3s0
fe80000000000000021122fffe334455 03 40 20 80   wlp3s0
"""


def lay_out(root: Path) -> None:
    net = root / "sys/class/net"
    for name, files in {
        "wlp3s0": ("wireless/", "device/", "operstate=up", "type=1"),
        "enp4s0": ("device/", "operstate=up", "type=1"),
        "enp5s0": ("device/", "operstate=down", "type=1"),
        "br0": ("bridge/", "lower_enp4s0/", "operstate=up", "type=1"),
        "docker0": ("bridge/", "lower_veth1a2b/", "operstate=up", "type=1"),
        "veth1a2b": ("operstate=up", "type=1"),
        "tun0": ("tun_flags=0x1002", "operstate=unknown", "type=65534"),
        "wg0": ("operstate=unknown", "type=65534"),
        "tailscale0": ("tun_flags=0x1001", "operstate=unknown", "type=65534"),
        "ztabcdef12": ("tun_flags=0x1002", "operstate=unknown", "type=1"),
    }.items():
        for file in files:
            name_, _, text = file.partition("=")
            path = net / name / name_
            if file.endswith("/"):
                path.mkdir(parents=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text + "\n")
    (root / "proc/net").mkdir(parents=True)
    (root / "proc/net/route").write_text(ROUTES)
    (root / "proc/net/if_inet6").write_text(IPV6)


@pytest.fixture
def facts(tmp_path: Path) -> LinuxFacts:
    lay_out(tmp_path)
    return LinuxFacts(tmp_path)


def adapter(name: str, *addresses: str) -> ifaddr.Adapter:
    ips = []
    for each in addresses:
        address, _, prefix = each.partition("/")
        ip = (address, 0, 0) if ":" in address else address
        ips.append(ifaddr.IP(ip, int(prefix), name))
    return ifaddr.Adapter(name, name, ips)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("wlp3s0", WIFI),
        ("enp4s0", ETHERNET),
        ("br0", ETHERNET),
        ("docker0", VIRTUAL),
        ("veth1a2b", VIRTUAL),
        ("tun0", VPN),
        ("wg0", VPN),
        ("tailscale0", VPN),
        ("ztabcdef12", VPN),
    ],
)
def test_linux_says_what_kind_an_interface_is(facts: LinuxFacts, name: str, kind: str) -> None:
    assert facts.kind(name, "") is kind


def test_linux_says_what_is_up_routed_and_passing(facts: LinuxFacts) -> None:
    assert facts.is_up("wlp3s0")
    assert facts.is_up("wg0")
    assert not facts.is_up("enp5s0")
    assert facts.has_default_route("wlp3s0", "")
    assert not facts.has_default_route("enp4s0", "")
    passing = ["2001:db8:1:2::dead:1", "2001:db8:1:2::dead:2", "fd00::ff"]
    assert [each for each in passing if facts.is_passing(each)] == passing
    assert not facts.is_passing("2001:db8:1:2::20")


def test_places_are_one_for_each_network_and_scope(facts: LinuxFacts) -> None:
    found = sorted(
        _places(
            [
                adapter("lo", "127.0.0.1/8", "::1/128"),
                adapter("docker0", "172.17.0.1/16"),
                adapter("tailscale0", "100.88.3.7/32"),
                adapter("enp5s0", "192.168.9.9/24"),
                adapter("enp4s0", "10.0.0.5/24", "10.0.0.6/24", "10.9.0.5/24"),
                adapter(
                    "wlp3s0",
                    "192.168.1.20/24",
                    "169.254.7.7/16",
                    "fe80::1/64",
                    "2001:db8:1:2::dead:1/64",
                    "2001:db8:1:2::20/64",
                    "fd00::20/64",
                ),
            ],
            facts,
        ),
        key=_order,
    )
    assert [(p.network.interface, p.address, p.network.scope, p.kind) for p in found] == [
        ("wlp3s0", "192.168.1.20", Scope.IPV4, WIFI),
        ("wlp3s0", "fd00::20", Scope.LOCAL6, WIFI),
        ("wlp3s0", "2001:db8:1:2::20", Scope.GLOBAL6, WIFI),
        ("enp4s0", "10.0.0.5", Scope.IPV4, ETHERNET),
        ("enp4s0", "10.9.0.5", Scope.IPV4, ETHERNET),
        ("tailscale0", "100.88.3.7", Scope.IPV4, VPN),
        ("docker0", "172.17.0.1", Scope.IPV4, VIRTUAL),
    ]
    assert len({place.key for place in found}) == len(found)
    first = preferred(found)
    assert first is found[0]
    assert {place.network.network for place in found[:3]} == {"192.168.1.0/24"}


def test_a_public_address_is_called_one(facts: LinuxFacts) -> None:
    (place,) = _places([adapter("enp4s0", "8.8.4.4/24")], facts)
    assert place.public
    assert preferred([place]) is None


def test_this_machine_can_be_read() -> None:
    places = read_places()
    assert len({place.key for place in places}) == len(places)
    assert not any(place.address.startswith(("127.", "169.254.", "fe80")) for place in places)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="an ioctl of Linux")
def test_asking_for_the_name_of_no_wifi_is_harmless(facts: LinuxFacts) -> None:
    assert facts.ssid("lo") == ""
    assert facts.ssid("there-is-no-such-interface") == ""


@pytest.mark.parametrize(
    ("name", "label", "kind"),
    [
        ("en0", "Wi-Fi", WIFI),
        ("en5", "USB 10/100/1000 LAN", ETHERNET),
        ("bridge0", "Thunderbolt Bridge", VIRTUAL),
        ("utun3", "utun3", VPN),
        ("awdl0", "awdl0", VIRTUAL),
        ("{A}", "Intel(R) Wi-Fi 6E AX211 160MHz", WIFI),
        ("{A}", "Realtek PCIe GbE Family Controller", ETHERNET),
        ("{A}", "Hyper-V Virtual Ethernet Adapter", VIRTUAL),
        ("{A}", "Microsoft Wi-Fi Direct Virtual Adapter", VIRTUAL),
        ("{A}", "VirtualBox Host-Only Ethernet Adapter", VIRTUAL),
        ("{A}", "WireGuard Tunnel", VPN),
        ("{A}", "TAP-Windows Adapter V9", VPN),
        ("{A}", "Tailscale Tunnel", VPN),
        ("wlan0", "wlan0", WIFI),
        ("eth0", "eth0", ETHERNET),
        ("wt0", "wt0", VPN),
        ("apple", "apple", ETHERNET),
        ("rack1", "rack1", ETHERNET),
        ("vethd3adb33f", "", VIRTUAL),
        ("br-4f6d2c", "", VIRTUAL),
    ],
)
def test_names_say_what_kind_it_is_elsewhere(name: str, label: str, kind: str) -> None:
    assert kind_by_name(name, label) is kind


def test_windows_tells_wifi_names_by_guid_in_any_language() -> None:
    text = """
Es ist 1 Schnittstelle auf dem System vorhanden:

    Name                   : WLAN
    Beschreibung           : Intel(R) Wi-Fi 6E AX211 160MHz
    GUID                   : 6b7a3f0e-1111-2222-3333-444455556666
    Physische Adresse      : 00:11:22:33:44:55
    Status                 : Verbunden
    SSID                   : Home: 5 GHz
    BSSID                  : aa:bb:cc:dd:ee:ff
"""
    assert parse_netsh(text) == {"6b7a3f0e-1111-2222-3333-444455556666": "Home: 5 GHz"}
    assert parse_netsh("The Wireless AutoConfig Service (wlansvc) is not running.") == {}


def test_macos_tells_wifi_names_unless_it_hides_them() -> None:
    text = "<dictionary> {\n  BSSID : 00:11:22:33:44:55\n  InterfaceType : WiFi\n  SSID : Home\n}\n"
    assert parse_ipconfig(text) == "Home"
    assert parse_ipconfig(text.replace("Home", "<redacted>")) == ""
    assert parse_ipconfig("") == ""


def test_macos_names_its_hardware() -> None:
    text = "\nHardware Port: Wi-Fi\nDevice: en0\nEthernet Address: 00:11:22:33:44:55\n\n"
    text += "Hardware Port: USB LAN\nDevice: en7\nEthernet Address: 00:11:22:33:44:66\n"
    assert parse_hardware_ports(text) == {"en0": "Wi-Fi", "en7": "USB LAN"}
