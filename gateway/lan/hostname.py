"""What this computer is called."""

from __future__ import annotations

import socket


def own_names() -> frozenset[str]:
    """Its host name, whole and up to the first dot, in lower case."""
    name = socket.gethostname().lower()
    return frozenset({name, name.partition(".")[0]} - {""})
