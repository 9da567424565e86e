"""tools/python.sh finds a Python that Homeport supports, or says what to type."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "python.sh"
TELL = ["-c", "import sys; print(sys.argv[1])", "ran"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A PATH that holds sh and nothing else, beside an empty checkout."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "sh").symlink_to("/bin/sh")
    return folder


def put(path: Path, name: str, text: str) -> None:
    program = path / name
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text("#!/bin/sh\n" + text)
    program.chmod(0o755)


def real(name: str) -> str:
    """A working Python that says under which name it was started."""
    return f'echo "started as {name}" >&2\nexec "{sys.executable}" "$@"\n'


def run(path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", SCRIPT, *TELL],
        cwd=path.parent,
        env={"PATH": str(path), **environment},
        capture_output=True,
        text=True,
    )


def test_the_newest_that_works_is_taken(path: Path) -> None:
    put(path, "python3.13", "echo 'pyenv: python3.13: command not found' >&2; exit 127\n")
    put(path, "python3.12", real("python3.12"))
    put(path, "python3", real("python3"))
    done = run(path)
    assert (done.returncode, done.stdout) == (0, "ran\n")
    assert "started as python3.12" in done.stderr


def test_the_environment_keeps_its_own(path: Path) -> None:
    put(path, "python3.13", real("python3.13"))
    put(path.parent / ".venv" / "bin", "python", real(".venv"))
    assert "started as .venv" in run(path).stderr


def test_a_python_asked_for_goes_first(path: Path) -> None:
    put(path, "python3.13", real("python3.13"))
    put(path, "mine", real("mine"))
    assert "started as mine" in run(path, PYTHON="mine").stderr


def test_a_python_asked_for_is_never_replaced_by_another(path: Path) -> None:
    put(path, "python3.13", real("python3.13"))
    done = run(path, PYTHON="python3.10")
    assert done.returncode == 2
    assert done.stderr == "PYTHON=python3.10 is not a Python 3.11, 3.12 or 3.13 that runs.\n"


def test_without_any_it_says_what_to_type(path: Path) -> None:
    put(path, "apt-get", "exit 1\n")
    done = run(path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "sudo apt-get install -y python3 python3-venv" in done.stderr


def test_beside_one_that_is_too_old_another_can_be_named(path: Path) -> None:
    put(path, "apt-get", "exit 1\n")
    put(path, "python3", "exit 1\n")
    done = run(path)
    assert done.returncode == 2
    assert "PYTHON=/path/to/python3.13" in done.stderr
