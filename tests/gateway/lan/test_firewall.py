"""Which firewall is in the way, and the one command that lets the neighbours in."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.lan.firewall import FirewallHint, firewall_hint

LAN = "192.168.1.0/24"


def test_ufw_when_it_is_switched_on(tmp_path: Path) -> None:
    conf = tmp_path / "etc/ufw/ufw.conf"
    conf.parent.mkdir(parents=True)
    conf.write_text("# comment\nENABLED=yes\nLOGLEVEL=low\n")
    assert firewall_hint(3000, LAN, platform="linux", root=tmp_path) == FirewallHint(
        "ufw", "sudo ufw allow proto tcp from 192.168.1.0/24 to any port 3000", active=True
    )
    conf.write_text("#ENABLED=yes\nENABLED=no\n")
    assert firewall_hint(3000, LAN, platform="linux", root=tmp_path) == FirewallHint("other")


@pytest.mark.parametrize(("subnet", "family"), [(LAN, "ipv4"), ("fd00::/64", "ipv6")])
def test_firewalld_when_it_runs(tmp_path: Path, subnet: str, family: str) -> None:
    (tmp_path / "run/firewalld").mkdir(parents=True)
    hint = firewall_hint(3100, subnet, platform="linux", root=tmp_path)
    assert hint.kind == "firewalld"
    assert hint.command == (
        "sudo firewall-cmd --permanent --add-rich-rule="
        f'\'rule family="{family}" source address="{subnet}" '
        'port port="3100" protocol="tcp" accept\' && sudo firewall-cmd --reload'
    )


def test_windows_lets_in_the_local_network_and_only_in_private_ones() -> None:
    command = firewall_hint(3000, LAN, platform="win32").command
    assert command.startswith("netsh advfirewall firewall add rule ")
    for part in ("dir=in", "localport=3000", "remoteip=localsubnet", "profile=private"):
        assert part in command


def test_macos_asks_for_the_program() -> None:
    hint = firewall_hint(3000, LAN, platform="darwin")
    assert (hint.kind, hint.active) == ("macos", False)
    assert "socketfilterfw --add" in hint.command
