"""Sharing over a wire, with another machine at its end (network namespaces; Linux)."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from gateway.server.middleware.throttle import BANNED_AFTER
from tests.gateway.lan.wire import CABLE, GUEST, HERE, HERE6, MOVED

ROOT = Path(__file__).resolve().parents[3]
_NAMESPACE = ["unshare", "-Urnm"]


@cache
def why_not() -> str:
    """What is missing for networks of one's own, '' if nothing is."""
    for tool in ("unshare", "nsenter", "ip"):
        if shutil.which(tool) is None:
            return f"there is no {tool}"
    wire = "mount -t sysfs none /sys && ip link add a0 type veth peer name a1 && unshare -n true"
    done = subprocess.run([*_NAMESPACE, "sh", "-c", wire], capture_output=True, text=True)
    return "" if done.returncode == 0 else f"no network namespaces here: {done.stderr.strip()}"


@pytest.mark.slow
def test_another_machine_reaches_what_is_ticked_and_nothing_else(tmp_path: Path) -> None:
    if reason := why_not():
        pytest.skip(f"{reason}; tests/gateway/server/test_sharing.py proves the same on loopback")
    command = [*_NAMESPACE, sys.executable, "-m", "tests.gateway.lan.wire", str(tmp_path)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=55, check=False
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    refused = [[0, "ConnectionRefusedError"]]
    assert told["places"] == [f"cable0 {CABLE}", f"lan0 {HERE}", f"lan0 {HERE6}"]
    assert told["preferred"] is False, "a veth is a container's network"
    assert told["before"] == refused
    assert told["nothing_ticked"] == []
    assert told["shared"] == [[200, ""]]
    assert told["not_ticked"] == refused
    assert told["not_ticked6"] == refused
    assert told["loopback"] == 200
    assert told["no_key"] == [[401, "invalid_api_key"]]
    assert told["management"][0][0] == 403
    assert told["rebound"] == [[403, "host_not_allowed"]]
    assert told["reached_from"] == [GUEST]
    assert told["ticked6"] == [[200, ""]]
    assert told["forged"].count([401, "invalid_api_key"]) >= BANNED_AFTER - 1
    assert told["banned"] == [[403, "address_banned"]]
    assert told["bans"] == [GUEST], "not the address that was forged"
    assert told["unbanned"] == [[200, ""]]
    assert told["guests"] == [[GUEST, 1]]
    assert told["guest_requests"] == 1
    assert told["stream"].startswith("cut"), told["stream"]
    assert told["off"] == refused
    assert told["log"] == [[GUEST, "cancelled"]]
    assert told["moved"] == sorted([MOVED, HERE6])
    assert told["followed"] == [[200, ""]]
    assert told["away"] == [["waiting"], []]
