"""`make lock`: regenerates both locks from pyproject.toml.

They are universal (every system, Python 3.11 to 3.13), hashed and without addresses. Versions that
are locked stay unless pyproject.toml forbids them; `--upgrade`, `--upgrade-package NAME` move them.
Usage: python -m tools.lock [uv's own options]
"""

import subprocess

from tools import bootstrap
from tools.say import Stop, run_main, say

COMPILE = ["uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11"]
COMPILE += [
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--quiet",
]
RUNTIME = ["--extra", "desktop", "--output-file", "requirements.lock"]
# Bound to the runtime lock, so that a development environment runs the very same versions.
DEVELOPMENT = ["--extra", "desktop", "--group", "dev", "--constraint", "requirements.lock"]
DEVELOPMENT += ["--output-file", "requirements-dev.lock"]


def main(arguments: list[str]) -> int:
    for content in (RUNTIME, DEVELOPMENT):
        say(f"Resolving {content[-1]}.")
        command = [str(bootstrap.venv_python()), "-m", *COMPILE, *content, *arguments]
        if subprocess.run(command, cwd=bootstrap.ROOT).returncode != 0:
            raise Stop(f"uv could not resolve {content[-1]}; the lines above say why.")
    return 0


if __name__ == "__main__":
    run_main(main)
