"""`make run`: from nothing to the running program.

The environment, then Qt's system libraries, then the window; without a display the gateway alone.
Usage: python -m tools.run [the program's own options]
"""

import os
import subprocess

from tools import bootstrap, system
from tools.say import run_main, say


def main(arguments: list[str]) -> int:
    bootstrap.ensure("runtime")
    python = str(bootstrap.venv_python())
    if system.has_display(os.environ):
        instead = f"Or serve without a window:  {python} -m gateway"
        system.ensure(system.QT_WINDOW, "the window", instead)
        system.name_missing_fonts()
        return start([python, "-m", "desktop", *arguments])
    say("No display (neither DISPLAY nor WAYLAND_DISPLAY is set): serving without a window.")
    say("Chat apps on this machine reach it at the address below followed by /v1; Ctrl+C ends it.")
    say("From another machine, forward its port:  ssh -N -L <port>:127.0.0.1:<port> <this machine>")
    return start([python, "-m", "gateway", *arguments])


def start(command: list[str]) -> int:
    """Becomes the program, so that signals and exit code are its own; Windows can only wait."""
    os.chdir(bootstrap.ROOT)
    if os.name == "nt":
        return subprocess.run(command).returncode
    os.execv(command[0], command)  # noqa: S606 - .venv's own python, no shell wanted


if __name__ == "__main__":
    run_main(main)
