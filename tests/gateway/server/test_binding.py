"""What is in the way of a port: taken by whom, kept by the system, or an address that is gone."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from gateway.domain.sharing import PortTrouble, Trouble
from gateway.errors import EXIT_PORT, StartError
from gateway.server.binding import bind, bind_shared, trouble_of

ROOT = Path(__file__).resolve().parents[3]
LOW = 81
FALLING_BACK = f"""
import json
from gateway.server.binding import bind
sockets, bound = bind("", {LOW}, fallback=True)
print(json.dumps([bound.port, bound.wanted_port, bound.holder, bound.reserved]))
for sock in sockets:
    sock.close()
"""


def without_privilege(*command: str) -> subprocess.CompletedProcess[str]:
    """In a user namespace whose root is nobody to the network it stands in."""
    return subprocess.run(
        ["unshare", "-Ur", sys.executable, *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=50,
        env={**os.environ, "HOMEPORT_KEYRING": "off"},
    )


def reserving() -> str:
    """Why the system reserves no ports here, '' if it does."""
    start = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
    if not start.exists() or int(start.read_text()) <= LOW:
        return "low ports are free for all here"
    return without_privilege("-c", "pass").stderr.strip()


def test_a_taken_port_names_its_holder_and_the_next_one_serves() -> None:
    (first, *_), bound = bind("127.0.0.1", 0, fallback=False)
    with closing(first):
        with pytest.raises(StartError) as refused:
            bind("127.0.0.1", bound.port, fallback=False)
        assert refused.value.exit_code == EXIT_PORT
        assert f"(pid {os.getpid()})" in str(refused.value)
        (second, *_), other = bind("127.0.0.1", bound.port, fallback=True)
        second.close()
    assert other.port != other.wanted_port == bound.port
    assert f"(pid {os.getpid()})" in other.holder
    assert not other.reserved


def test_a_reserved_port_ends_a_headless_start_with_5_and_says_so(tmp_path: Path) -> None:
    if reason := reserving():
        pytest.skip(reason)
    folders = ("--data-dir", str(tmp_path / "data"), "--log-dir", str(tmp_path / "log"))
    ended = without_privilege("-m", "gateway", "--port", str(LOW), *folders)
    assert ended.returncode == EXIT_PORT
    assert f"port {LOW} is reserved by the system" in ended.stderr
    assert ended.stdout == ""


def test_a_reserved_port_is_told_apart_and_any_other_one_serves() -> None:
    if reason := reserving():
        pytest.skip(reason)
    done = without_privilege("-c", FALLING_BACK)
    port, wanted, holder, reserved = json.loads(done.stdout)
    assert (wanted, holder, reserved) == (LOW, "", True)
    assert port > 1024, "all the next ones are reserved, too"


def test_a_shared_address_is_had_or_its_trouble_told() -> None:
    (first, *_), bound = bind("127.0.0.1", 0, fallback=False)
    with closing(first):
        taken = bind_shared("127.0.0.1", bound.port)
        assert isinstance(taken, PortTrouble)
        assert (taken.kind, "pid" in taken.holder) == (Trouble.TAKEN, True)
        assert bind_shared("203.0.113.9", bound.port) == PortTrouble(Trouble.GONE)
        free = bind_shared("127.0.0.6", bound.port)
        assert not isinstance(free, PortTrouble)
        free.close()
    assert trouble_of(OSError(errno.EACCES, "10013"), 80).kind is Trouble.RESERVED
    assert trouble_of(OSError(errno.ENOBUFS, "no"), 80).kind is Trouble.FAILED
