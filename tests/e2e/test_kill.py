"""Kill -9 under load: whole answers are booked once, interrupted ones once, nothing stays open."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.endurance import kills

KILLS = 8


@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.timeout(240)
def test_kills_lose_nothing_and_bill_nothing_twice(tmp_path: Path) -> None:
    books = kills.run(tmp_path, KILLS, seed=20)
    assert books.whole > KILLS
