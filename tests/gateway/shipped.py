"""Modules as they ship, whatever the tests have made of them."""

from __future__ import annotations

import runpy
from types import ModuleType
from typing import Any


def as_shipped(module: ModuleType) -> dict[str, Any]:
    """What the module's own file defines."""
    assert module.__file__ is not None
    return runpy.run_path(module.__file__)
