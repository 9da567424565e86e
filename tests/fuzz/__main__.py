"""python -m tests.fuzz [BYTES [SEED]]: so many bytes (ten million) into every target.

Mutations are random and know no coverage.

python -m tests.fuzz atheris [WORD ...] [-OPTION ...]: led by coverage, for two minutes each, the
targets that have one of the words in their names; options are libFuzzer's, as -max_total_time=600.

Exits with 1 where an input broke a target, and says where it is kept.
"""

from __future__ import annotations

import faulthandler
import resource
import sys
import time
import traceback

from tests.fuzz import guided
from tests.fuzz.mutating import inputs
from tests.fuzz.targets import TARGETS

BYTES = 10_000_000
BUILD = guided.BUILD
"""Where inputs are kept that broke a target."""
_MOST_S = 120
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


def led(arguments: list[str]) -> int:
    """How many targets broke under atheris."""
    options = [each for each in arguments if each.startswith("-")]
    words = [each for each in arguments if not each.startswith("-")]
    chosen = [name for name in TARGETS if not words or any(word in name for word in words)]
    if not chosen:
        sys.exit("no target is named so: " + ", ".join(TARGETS))
    return guided.run(chosen, [f"-max_total_time={_MOST_S}", *options])


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["atheris"]:
        return led(arguments[1:])
    size = int(arguments[0]) if arguments else BYTES
    seed = int(arguments[1]) if len(arguments) > 1 else int(time.time())
    return run(size, seed)


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
