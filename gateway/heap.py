"""Memory that nobody uses any more goes back to the system."""

from __future__ import annotations

import ctypes
import sys


def trim() -> None:
    """Gives freed memory back: glibc keeps it unless it is asked; other systems do so unasked."""
    if sys.platform != "linux":
        return
    try:
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    except (OSError, AttributeError):  # another C library, such as musl
        return
