"""`make test`: what the tests need, then the tests, then proof that none left a process behind.

pytest runs in a session of its own. On Linux this process also adopts its orphans, so a daemon that
left the session is found too; whatever still runs when pytest is done is named, ended, and fails
the run.
Usage: python -m tools.suite [pytest's own options]
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from tools import bootstrap, system
from tools.say import run_main, say

PR_SET_CHILD_SUBREAPER = 36  # prctl(2)
LEAVING_SECONDS = 3.0  # what a process that is already ending may take


def main(arguments: list[str]) -> int:
    bootstrap.ensure("dev")
    needs = [*system.QT_WINDOW, *system.TEST_PROGRAMS, system.venv_package()]
    system.ensure(needs, "the tests")
    command = [str(bootstrap.venv_python()), "-m", "pytest", "-n", "2", "-p", "no:cacheprovider"]
    command += ["--dist", "worksteal"]  # the pictures take minutes, most others milliseconds
    return run_guarded([*command, *arguments], environment(os.environ))


def environment(outer: Mapping[str, str]) -> dict[str, str]:
    """What the tests see of ours: no screen, and bytecode that is kept.

    The program is started some two hundred times; compiling it takes longer than all it does then.
    """
    inner = {name: value for name, value in outer.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**inner, "QT_QPA_PLATFORM": "offscreen"}


def run_guarded(
    command: list[str], environment: dict[str, str], leaving: float = LEAVING_SECONDS
) -> int:
    """Runs a command in its own session; returns its exit code, or 1 when it left a process."""
    adopt_orphans()
    suite: subprocess.Popen[bytes] | None = None
    early: list[int] = []

    def pass_on(received: int, _frame: object) -> None:
        if suite is None:
            early.append(received)  # it is just being started, and would outlive us
        else:
            os.killpg(suite.pid, received)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, pass_on)
    suite = subprocess.Popen(command, env=environment, cwd=bootstrap.ROOT, start_new_session=True)
    for received in early:
        os.killpg(suite.pid, received)
    code = None
    while code is None:
        try:
            code = suite.wait()
        except KeyboardInterrupt:
            os.killpg(suite.pid, signal.SIGINT)
    left = left_behind(leaving)
    for pid, name in left:
        say(f"The tests left a process behind: {pid} {name}")
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    left_behind(leaving)  # collects what was just ended
    return code if code or not left else 1


def adopt_orphans() -> None:
    """Makes this process the parent of every descendant whose own parent is gone (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def left_behind(leaving: float) -> list[tuple[int, str]]:
    """Descendants that still run after a moment's grace, as (pid, command line)."""
    deadline = time.monotonic() + leaving
    while (living := descendants(os.getpid())) and time.monotonic() < deadline:
        time.sleep(0.05)
    return living


def descendants(ancestor: int) -> list[tuple[int, str]]:
    """Living processes below `ancestor`, from /proc (none without it); reaps our own zombies."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name in parentheses may hold spaces; after the last one come state, parent, ...
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        pid = int(stat.parent.name)
        if state == "Z" and int(parent) == os.getpid():
            os.waitpid(pid, os.WNOHANG)
        elif state != "Z":
            parents[pid] = int(parent)
    found = [pid for pid in parents if _descends(pid, ancestor, parents)]
    return [(pid, _command_line(pid)) for pid in sorted(found)]


def _descends(pid: int, ancestor: int, parents: dict[int, int]) -> bool:
    while pid in parents:
        pid = parents[pid]
        if pid == ancestor:
            return True
    return False


def _command_line(pid: int) -> str:
    try:
        return (
            Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        )
    except OSError:
        return "(gone)"


if __name__ == "__main__":
    run_main(main)
