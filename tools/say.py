"""How the tools talk: to stderr, because stdout belongs to the program that `make run` starts."""

import sys
from collections.abc import Callable


class Stop(Exception):
    """Ends a tool with exit code 2; its text says what happened and what to type."""


def say(text: str) -> None:
    """One line to whoever ran `make`."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def run_main(main: Callable[[list[str]], int]) -> None:
    """Runs a tool's main() with the command line and turns its ending into an exit code."""
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        say(str(stop))
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
