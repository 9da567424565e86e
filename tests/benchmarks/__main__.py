"""All benchmarks, or those named: ``python -m tests.benchmarks [gateway footprint loop ...]``."""

from __future__ import annotations

import importlib
import sys

ALL = (
    *("gateway", "footprint", "loop", "household", "dialects"),
    *("streams", "store", "usage", "smooth"),
)


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in (*ALL, "peers")]
    if unknown:
        print(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(ALL)} and peers")
        return 2
    for name in names or ALL:
        module = importlib.import_module(f"tests.benchmarks.{name}")
        print(f"\n{name}: {' '.join((module.__doc__ or '').split(chr(10) * 2)[0].split())}\n")
        print(module.report(module.run()), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
