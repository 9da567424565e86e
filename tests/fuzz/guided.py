"""One target led by coverage, where atheris is installed (it is no dependency of ours):

python -m tests.fuzz.guided "openai_chat: streams passed" -max_total_time=300

Further arguments are libFuzzer's.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from pathlib import Path


def main(arguments: list[str]) -> None:
    try:
        atheris = importlib.import_module("atheris")
    except ModuleNotFoundError:
        sys.exit("atheris is not installed here; python -m tests.fuzz does without")
    with atheris.instrument_imports(include=["gateway"]):
        targets = importlib.import_module("tests.fuzz.targets").TARGETS
    if not arguments or arguments[0] not in targets:
        sys.exit("name a target: " + ", ".join(targets))
    target = targets[arguments[0]]
    with tempfile.TemporaryDirectory(prefix="homeport-fuzz-") as corpus:
        for number, seed in enumerate(target.seeds):
            (Path(corpus) / str(number)).write_bytes(seed)
        atheris.Setup([sys.argv[0], *arguments[1:], corpus], target.run)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
