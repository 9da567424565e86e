"""The environment: .venv, filled from a lock with every hash checked, left alone while up to date.

Two profiles: `dev` (requirements-dev.lock) holds everything `runtime` (requirements.lock) holds, at
the same versions, so a current development environment serves both. Which lock an environment was
filled from stands in a stamp inside .venv; comparing stamps is all an up-to-date environment costs.

Usage: python -m tools.bootstrap {dev,runtime}
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import system
from tools.say import Stop, run_main, say

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"dev": "requirements-dev.lock", "runtime": "requirements.lock"}
SATISFIED_BY = {"dev": ("dev",), "runtime": ("runtime", "dev")}


def venv_python(root: Path = ROOT) -> Path:
    """The environment's interpreter, whether or not it exists yet."""
    if os.name == "nt":
        return root / ".venv" / "Scripts" / "python.exe"
    return root / ".venv" / "bin" / "python"


def ensure(profile: str, root: Path = ROOT) -> bool:
    """Brings .venv up to date for `profile`; returns whether there was anything to do.

    Raises Stop with what to type when the system lacks venv or a package cannot be installed.
    """
    if any(is_current(candidate, root) for candidate in SATISFIED_BY[profile]):
        return False
    if not is_usable(root):
        create(root)
    install(profile, root)
    stamp_path(profile, root).write_text(stamp(profile, root), encoding="ascii")
    return True


def is_current(profile: str, root: Path = ROOT) -> bool:
    """Whether .venv was filled from this very lock, by this Python version, in this very place."""
    try:
        found = stamp_path(profile, root).read_text(encoding="ascii")
    except OSError:
        return False
    return found == stamp(profile, root) and venv_python(root).exists()


def stamp_path(profile: str, root: Path = ROOT) -> Path:
    return root / ".venv" / f"homeport-{profile}.stamp"


def stamp(profile: str, root: Path = ROOT) -> str:
    """What an up-to-date environment is stamped with: a hash of lock, Python version and place."""
    digest = hashlib.sha256((root / LOCKS[profile]).read_bytes())
    digest.update(f"{python_version()} {root}".encode())
    return digest.hexdigest()


def python_version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def is_usable(root: Path = ROOT) -> bool:
    """Whether .venv runs, has pip, is of this Python version, and was made in this place.

    In a checkout that was moved the scripts' first lines name the old place, so it is made anew.
    """
    python = venv_python(root)
    if not python.exists():
        return False
    question = "import pip, sys; print(f'{sys.version_info.major}.{sys.version_info.minor}')"
    answer = subprocess.run([python, "-I", "-c", question], capture_output=True, text=True)
    if answer.returncode != 0 or answer.stdout.strip() != python_version():
        return False
    settings = (root / ".venv" / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    made_by = [line for line in settings if line.startswith("command =")]
    return not made_by or made_by[0].endswith(str(root / ".venv"))


def create(root: Path = ROOT) -> None:
    """Makes .venv anew, installing python3-venv first where Debian left it out."""
    system.ensure([system.venv_package()], "a Python environment")
    say(f"Creating .venv with Python {python_version()}.")
    shutil.rmtree(root / ".venv", ignore_errors=True)
    command = [base_interpreter(), "-I", "-m", "venv", str(root / ".venv")]
    if subprocess.run(command, stdout=sys.stderr).returncode != 0:
        raise Stop("The .venv could not be made; the lines above say why.")


def base_interpreter() -> str:
    """The interpreter behind this one: an environment must not be made by the one it replaces."""
    return getattr(sys, "_base_executable", None) or sys.executable


def install(profile: str, root: Path = ROOT) -> None:
    """Installs the lock with pip, which refuses whatever has another hash than the lock says."""
    lock = LOCKS[profile]
    say(f"Installing {lock} into .venv.")
    for stale in LOCKS:
        stamp_path(stale, root).unlink(missing_ok=True)
    command = [str(venv_python(root)), "-I", "-m", "pip", "install"]
    command += ["--require-hashes", "--no-input", "--disable-pip-version-check"]
    command += [] if sys.stderr.isatty() else ["--progress-bar", "off"]
    command += ["-r", str(root / lock)]
    # A setting for installs into the home directory would make pip refuse an environment.
    environment = {**os.environ, "PIP_USER": "0"}
    if subprocess.run(command, env=environment, stdout=sys.stderr).returncode != 0:
        raise Stop(
            f"pip could not install {lock}; the lines above say why. Run the same command again."
        )


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in LOCKS:
        raise Stop("usage: python -m tools.bootstrap {dev,runtime}")
    if ensure(arguments[0]):
        system.name_missing_fonts()
        say("The environment is ready.")
    return 0


if __name__ == "__main__":
    run_main(main)
