"""`make run`: from nothing to the running program.

The environment, then Qt's system libraries, then the window; without a display the gateway alone.
Usage: python -m tools.run [the program's own options]
"""

import os
import subprocess
import sys

from tools import bootstrap, system
from tools.say import run_main, say


def main(arguments: list[str]) -> int:
    bootstrap.ensure("runtime")
    module = "desktop" if system.has_display(os.environ) else "gateway"
    if module == "desktop":
        system.ensure(
            system.QT_WINDOW, "the window (or serve without one: .venv/bin/python -m gateway)"
        )
        system.name_missing_fonts()
    else:
        say("No display (neither DISPLAY nor WAYLAND_DISPLAY is set): serving without a window.")
        say("Chat apps reach it at the address it prints, with /v1 after it; Ctrl+C ends it.")
        say("From another machine:  ssh -N -L 3000:127.0.0.1:3000 <this machine>")
    return start([str(bootstrap.venv_python()), "-m", module, *arguments])


def start(command: list[str]) -> int:
    """Becomes the program, so that signals and exit code are its own; Windows can only wait."""
    os.chdir(bootstrap.ROOT)
    if os.name == "nt":
        return subprocess.run(command).returncode
    sys.stderr.flush()
    os.execv(command[0], command)  # noqa: S606 - the .venv's own python, no shell wanted


if __name__ == "__main__":
    run_main(main)
