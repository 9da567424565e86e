"""Fuzzing that is led by coverage, with atheris: `make fuzz ARGS=atheris`.

It is no dependency of ours and in no lock: who asks for it gets it from PyPI, into a directory of
its own. It knows CPython on Linux and macOS. libFuzzer ends its process, so each target has one.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

PACKAGE = "atheris==3.0.0"
BUILD = Path(__file__).resolve().parents[2] / "build" / "fuzz"
_FOLDER = BUILD / "atheris"
_LIMITS = ("-timeout=60", "-rss_limit_mb=1500", "-print_final_stats=1")
"""A single input that takes longer, or that much memory, breaks its target."""


def install() -> None:
    """Into build/fuzz/atheris, once. Raises SystemExit where it cannot be had."""
    stamp = _FOLDER / "installed"
    if stamp.exists() and stamp.read_text() == PACKAGE:
        return
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--upgrade", "--no-deps"]
    done = subprocess.run([*pip, "--target", _FOLDER, PACKAGE], check=False)
    if done.returncode:
        sys.exit(f"{PACKAGE} cannot be installed here; make fuzz does without it")
    stamp.write_text(PACKAGE)


def run(targets: Sequence[str], options: Sequence[str]) -> int:
    """Each target in a process of its own, with libFuzzer's ``options``; how many broke."""
    install()
    print(f"{'target':36}{'inputs':>9}{'a second':>9}   led by coverage", flush=True)
    broken = 0
    for name in targets:
        places = f"{_FOLDER}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
        done = subprocess.run(
            [sys.executable, "-m", "tests.fuzz.guided", name, *_LIMITS, *options],
            env={**os.environ, "PYTHONPATH": places},
            text=True,
            capture_output=True,
            check=False,
        )
        told = _stats(done.stderr)
        inputs, rate = (told.get(word, "?") for word in ("number_of_executed", "average_exec"))
        print(f"{name:36}{inputs:>9}{rate:>9}", flush=True)
        if done.returncode:
            broken += 1
            said = [
                line
                for line in (done.stdout + done.stderr).splitlines()
                if not line.startswith(("stat::", "#"))
            ]
            print(f"{name} broke:\n" + "\n".join(said[-60:]), flush=True)
    return broken


def _stats(text: str) -> Mapping[str, str]:
    found = [line.removeprefix("stat::").split() for line in text.splitlines() if "stat::" in line]
    words = ("number_of_executed", "average_exec")
    return {
        word: line[-1] for line in found for word in words if len(line) == 2 and word in line[0]
    }


def _fuzz(name: str, options: Sequence[str]) -> None:
    """Never returns: libFuzzer ends the process, with an input that broke the target kept."""
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["gateway"]):
        target = importlib.import_module("tests.fuzz.targets").TARGETS[name]
    kept = BUILD / f"{name.replace(': ', '-').replace(' ', '-')}-"
    with tempfile.TemporaryDirectory(prefix="homeport-fuzz-") as corpus:
        for number, seed in enumerate(target.seeds):
            (Path(corpus) / str(number)).write_bytes(seed)
        atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={kept}", corpus], target.run)
        atheris.Fuzz()


if __name__ == "__main__":
    _fuzz(sys.argv[1], sys.argv[2:])
