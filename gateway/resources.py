"""Where the files that come with the program are: beside the checkout, or inside the bundle."""

from __future__ import annotations

import sys
from pathlib import Path


def root() -> Path:
    """The ``resources`` folder."""
    base = getattr(sys, "_MEIPASS", None)
    return (
        Path(base) / "resources" if base else Path(__file__).resolve().parent.parent / "resources"
    )
