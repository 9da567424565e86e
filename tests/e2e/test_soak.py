"""Four days in seconds: nothing stays behind. Whether memory grows only `make soak` can tell."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.endurance import soak

SECONDS, DISCONNECTS = 4.0, 30


@pytest.mark.skipif(sys.platform == "win32", reason="counts descriptors")
@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.timeout(120)
def test_a_short_soak_leaves_nothing_behind(tmp_path: Path) -> None:
    day = soak.run(tmp_path, SECONDS, DISCONNECTS, seed=4)
    assert day.left == DISCONNECTS
    assert day.whole > DISCONNECTS
