"""A data directory belongs to one program at a time."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.errors import EXIT_IN_USE, EXIT_STORE, StartError
from gateway.lock import NAME, DataLock

HOLDER = """
import sys
from pathlib import Path
from gateway.lock import DataLock

DataLock(Path(sys.argv[1])).acquire()
sys.stdout.write("held\\n")
sys.stdout.flush()
sys.stdin.read()
"""


def start_holder(directory: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(directory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_a_second_program_is_told_who_is_there(tmp_path: Path) -> None:
    with start_holder(tmp_path) as holder:
        with pytest.raises(StartError, match=f"in use by process {holder.pid}") as refused:
            DataLock(tmp_path).acquire()
        assert refused.value.exit_code == EXIT_IN_USE
        assert str(tmp_path) in str(refused.value)
        holder.communicate()
    DataLock(tmp_path).acquire()


def test_a_lock_dies_with_its_process(tmp_path: Path) -> None:
    with start_holder(tmp_path) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.communicate()
    assert (tmp_path / NAME).read_text().strip() == str(holder.pid), "a stale file is left"
    lock = DataLock(tmp_path)
    lock.acquire()
    assert (tmp_path / NAME).read_text().strip() == str(os.getpid())
    lock.release()


def test_the_same_process_cannot_hold_it_twice(tmp_path: Path) -> None:
    with DataLock(tmp_path), pytest.raises(StartError, match=str(os.getpid())):
        DataLock(tmp_path).acquire()
    with DataLock(tmp_path):
        pass


def test_releasing_twice_or_unheld_does_nothing(tmp_path: Path) -> None:
    lock = DataLock(tmp_path)
    lock.release()
    lock.acquire()
    lock.release()
    lock.release()


def test_the_directory_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    directory = tmp_path / "new" / "data"
    with DataLock(directory):
        assert directory.stat().st_mode & 0o777 == 0o700
        assert (directory / NAME).stat().st_mode & 0o777 == 0o600


def test_a_directory_that_cannot_be_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StartError, match=r"Not a directory|File exists") as refused:
        DataLock(tmp_path / "file" / "data").acquire()
    assert refused.value.exit_code == EXIT_STORE
