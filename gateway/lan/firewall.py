"""What may keep other machines out, and the command that lets them in.

Found by looking for what is installed and switched on; nothing is ever run. Reads files: use a
thread.
"""

from __future__ import annotations

import ipaddress
import re
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FirewallHint:
    """``kind``: ``ufw``, ``firewalld``, ``windows``, ``macos``, or ``other`` without a command.

    ``active``: whether it is known to be switched on.
    """

    kind: str
    command: str = ""
    active: bool = False


def firewall_hint(
    port: int, subnet: str, *, platform: str = sys.platform, root: Path = Path("/")
) -> FirewallHint:
    """For one port and the network (CIDR) whose machines are to come in."""
    if platform == "win32":
        rule = (
            'netsh advfirewall firewall add rule name="Homeport" dir=in action=allow '
            f"protocol=TCP localport={port} remoteip=localsubnet profile=private"
        )
        return FirewallHint("windows", rule, active=True)
    if platform == "darwin":
        return FirewallHint("macos", _mac_command(sys.executable))
    if _ufw_is_on(root):
        rule = f"sudo ufw allow proto tcp from {subnet} to any port {port}"
        return FirewallHint("ufw", rule, active=True)
    if _firewalld_runs(root):
        return FirewallHint("firewalld", _firewalld_command(port, subnet), active=True)
    return FirewallHint("other")


def _mac_command(program: str) -> str:
    tool = "/usr/libexec/ApplicationFirewall/socketfilterfw"
    quoted = shlex.quote(program)
    return f"sudo {tool} --add {quoted} && sudo {tool} --unblockapp {quoted}"


def _ufw_is_on(root: Path) -> bool:
    try:
        text = (root / "etc/ufw/ufw.conf").read_text(encoding="utf-8")
    except OSError:
        return False
    return re.search(r"(?m)^ENABLED=[\"']?yes", text) is not None


def _firewalld_runs(root: Path) -> bool:
    return any((root / each).exists() for each in ("run/firewalld.pid", "run/firewalld"))


def _firewalld_command(port: int, subnet: str) -> str:
    family = f"ipv{ipaddress.ip_network(subnet, strict=False).version}"
    rule = (
        f'rule family="{family}" source address="{subnet}" port port="{port}" protocol="tcp" accept'
    )
    return (
        f"sudo firewall-cmd --permanent --add-rich-rule={shlex.quote(rule)}"
        " && sudo firewall-cmd --reload"
    )


__all__ = ["FirewallHint", "firewall_hint"]
