"""Installs the programs into build/clients, each apart, once."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
_MOST_S = 1200


class NotInstallable(Exception):
    """A program that cannot be had here; its words say why."""


def npm_folder(build: Path, name: str) -> Path:
    return build / name


def python_of(build: Path, venv: str) -> Path:
    return build / venv / "bin" / "python"


async def sdks(build: Path) -> Path:
    """The vendors' packages at the lock's versions, with their own Node. Raises NotInstallable."""
    folder = npm_folder(build, "sdks")
    lock = (HERE / "package-lock.json").read_bytes()
    installed = folder / "package-lock.json"
    if installed.exists() and installed.read_bytes() == lock and (folder / "installed").exists():
        return folder
    _new(folder)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    await _npm(folder, "ci")
    (folder / "installed").touch()
    return folder


async def npm(build: Path, name: str, *packages: str) -> None:
    """A program from npm, the newest that installs. Raises NotInstallable."""
    folder = npm_folder(build, name)
    if (folder / "installed").exists():
        return
    _new(folder)
    (folder / "package.json").write_text('{"private": true}')
    await _npm(folder, "install", *packages)
    (folder / "installed").touch()


async def pip(build: Path, venv: str, packages: Sequence[str]) -> None:
    """A program from PyPI in an environment of its own. Raises NotInstallable."""
    stamp = build / venv / "installed"
    wanted = "\n".join(packages)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    _new(build / venv)
    await _run([sys.executable, "-m", "venv", build / venv], build)
    python = python_of(build, venv)
    await _run([python, "-m", "pip", "install", "-q", *packages], build)
    stamp.write_text(wanted)


def _new(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


async def _npm(folder: Path, *arguments: str) -> None:
    if shutil.which("npm") is None:
        raise NotInstallable("there is no npm here")
    quiet = ("--no-audit", "--no-fund", "--loglevel=error")
    await _run(["npm", *arguments, *quiet], folder)


async def _run(command: Sequence[str | Path], cwd: Path) -> None:
    """Registries are those that npm and pip are configured for."""

    def work() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=cwd, env=os.environ, text=True, capture_output=True, timeout=_MOST_S,
            check=False,
        )  # fmt: skip

    try:
        done = await asyncio.to_thread(work)
    except subprocess.TimeoutExpired:
        raise NotInstallable("installing it took too long") from None
    if done.returncode:
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        raise NotInstallable(" / ".join(said[-3:])[-300:])
