"""`make test` fails when the tests leave a process behind, however well it hid."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tools.suite import environment

ROOT = Path(__file__).resolve().parents[2]
GUARD = (
    "import os, sys\n"
    "from tools.suite import run_guarded\n"
    "sys.exit(run_guarded([sys.executable, '-c', sys.argv[1]], dict(os.environ), 0.5))\n"
)
# Leaves its parent and its session, as a daemon does, and names its pid.
DAEMON = (
    "import os, subprocess, sys\n"
    "left = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'],\n"
    "                        start_new_session=True)\n"
    "print(left.pid, flush=True)\n"
    "os._exit(0)\n"
)


def test_the_tests_have_no_screen_and_keep_bytecode() -> None:
    outer = {"PYTHONDONTWRITEBYTECODE": "1", "QT_QPA_PLATFORM": "xcb", "HOME": "/home/mia"}
    assert environment(outer) == {"QT_QPA_PLATFORM": "offscreen", "HOME": "/home/mia"}


def guarded(program: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", GUARD, program]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=50)


def test_a_clean_run_keeps_its_exit_code() -> None:
    assert guarded("pass").returncode == 0
    assert guarded("raise SystemExit(5)").returncode == 5


def test_a_process_left_behind_is_named_ended_and_a_failure() -> None:
    done = guarded(DAEMON)
    pid = int(done.stdout)
    assert done.returncode == 1
    assert f"left a process behind: {pid} {sys.executable}" in done.stderr
    assert not Path(f"/proc/{pid}").exists()


def test_a_failed_run_keeps_its_own_code_beside_what_it_left() -> None:
    done = guarded(DAEMON.replace("os._exit(0)", "os._exit(3)"))
    assert done.returncode == 3
    assert "left a process behind" in done.stderr


def test_ending_make_ends_the_tests() -> None:
    waiting = "import time; print('up', flush=True); time.sleep(600)"
    command = [sys.executable, "-c", GUARD, waiting]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as guard:
        assert guard.stdout is not None
        assert guard.stdout.readline() == "up\n"
        os.kill(guard.pid, signal.SIGTERM)
        assert guard.wait(timeout=50) != 0
        assert guard.stdout.read() == ""
