"""``python -m desktop``: the program with its window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

if not __package__ and not getattr(sys, "frozen", False):
    # Started by its directory, as autostart does for a checkout: beside it lies the gateway, and
    # in it modules with the names of others.
    sys.path[0] = str(Path(__file__).resolve().parents[1])

# qasync obeys a QT_API from the user's shell and would then refuse this binding.
os.environ["QT_API"] = "pyside6"

from gateway import certificates, frozen, startup
from gateway.errors import StartError


def main(argv: Sequence[str] | None = None) -> int:
    """Starts the window; exit codes as without one. A second start shows the first window."""
    frozen.ensure_streams()
    frozen.free_children()
    certificates.ensure()
    parser = startup.make_parser(frozen.program_name("desktop"), "Homeport with its window.")
    startup.add_serving_options(parser)
    parser.add_argument(
        "--self-test",
        action="store_true",
        help="try the program out in a throwaway directory, print a report, exit 0 or 1",
    )
    parser.add_argument(
        "--background", action="store_true", help="start hidden, with the tray icon alone"
    )
    try:
        arguments = parser.parse_args(list(sys.argv[1:] if argv is None else argv))
        if arguments.self_test:
            from desktop.selftest import self_test

            return self_test()
        config = startup.make_config(arguments, port_fallback=True)
        from desktop.bootstrap import run

        return run(config, background=arguments.background)
    except StartError as error:
        sys.stderr.write(f"homeport: {error}\n")
        return error.exit_code


if __name__ == "__main__":
    sys.exit(main())
