"""Where the bundled gateway starts; from a checkout it is `python -m gateway`."""

import sys

from gateway.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
