"""python -m tests.fuzz [BYTES [SEED]]: so many bytes (ten million) into every target.

Mutations are random and know no coverage; tests/fuzz/guided.py is led by it, where atheris is
installed. Exits with 1 and the input that broke a target.
"""

from __future__ import annotations

import faulthandler
import resource
import sys
import time
import traceback
from pathlib import Path

from tests.fuzz.mutating import inputs
from tests.fuzz.targets import TARGETS

BYTES = 10_000_000
BUILD = Path(__file__).resolve().parents[2] / "build" / "fuzz"
"""Where inputs are kept that broke a target."""
_HANGS_S = 60
"""A single input that takes longer is a hang: the stacks are printed and the run ends."""
_MOST_GROWTH_MB = 200


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(size: int, seed: int) -> int:
    """How many targets broke."""
    broken = 0
    print(
        f"{'target':36}{'inputs':>9}{'MB':>7}{'s':>7}   seed {seed}; random mutations, no coverage"
    )
    for name, target in TARGETS.items():
        begun, before = time.monotonic(), _peak_mb()
        fed = count = 0
        for data in inputs(seed, target.seeds):
            faulthandler.dump_traceback_later(_HANGS_S, exit=True)
            try:
                target.run(data)
            except Exception:
                broken += 1
                place = BUILD / f"{name.replace(': ', '-').replace(' ', '-')}.bin"
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
                print(f"{name} broke at {place}\n{traceback.format_exc()}")
                break
            fed, count = fed + len(data), count + 1
            if fed >= size:
                break
        faulthandler.cancel_dump_traceback_later()
        grown = _peak_mb() - before
        if grown > _MOST_GROWTH_MB:
            broken += 1
            print(f"{name} kept memory: {grown:.0f} MB")
        seconds = time.monotonic() - begun
        print(f"{name:36}{count:9}{fed / 1e6:7.1f}{seconds:7.1f}", flush=True)
    return broken


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else BYTES
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())
    sys.exit(1 if run(size, seed) else 0)
