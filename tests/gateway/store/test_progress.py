"""What running streams have grown to, in a file beside the database."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.store.progress import Progress
from tests.gateway.store.support import intent


def open_at(path: Path, power: bool = False) -> Progress:
    return Progress(path / "homeport.db", lambda: power)


def raised(path: Path, *names: str) -> list[tuple[int, int]]:
    """What intents of 100 nano-dollars and ten tokens of prompt are brought to."""
    intents = [intent(name, reserved_nano=100, estimate_input=10) for name in names]
    open_at(path).raise_intents(intents)
    return [(each.reserved_nano, each.estimate_output) for each in intents]


@pytest.mark.parametrize("power", [False, True])
async def test_intents_rise_to_what_was_noted_last(tmp_path: Path, power: bool) -> None:
    progress = open_at(tmp_path, power)
    assert not progress.note("req_a", 1, 1), "it has not begun"
    progress.begin()
    for step in range(1, 4):
        assert progress.note("req_a", 1000 * step, 10 + 100 * step)
        assert progress.note("req_b", 10, 0)
    # As a kill would leave it.
    assert raised(tmp_path, "req_a", "req_b", "req_c") == [(3000, 300), (100, 0), (100, 0)]
    await progress.close()
    assert raised(tmp_path, "req_a") == [(3000, 300)]
    progress = open_at(tmp_path)
    progress.begin()
    assert raised(tmp_path, "req_a") == [(100, 0)], "what was booked is forgotten"
    await progress.close()


async def test_places_are_used_again(tmp_path: Path) -> None:
    progress = open_at(tmp_path)
    progress.begin()
    for number in range(50):
        assert progress.note(f"req_{number}", 1000, 0)
        progress.ended(f"req_{number}")
    progress.ended("req_unknown")
    assert progress.note("req_x", 2000, 0)
    assert progress.note("req_y", 3000, 0)
    await progress.close()
    assert raised(tmp_path, "req_x", "req_y", "req_1") == [(2000, 0), (3000, 0), (100, 0)]
    assert (tmp_path / "homeport.db-streams").stat().st_size <= 128


async def test_a_record_cut_in_the_middle_counts_for_nothing(tmp_path: Path) -> None:
    progress = open_at(tmp_path)
    progress.begin()
    progress.note("req_a", 1000, 0)
    progress.note("req_b", 2000, 0)
    await progress.close()
    file = tmp_path / "homeport.db-streams"
    data = file.read_bytes()
    file.write_bytes(data[:42] + b"\xff" + data[43:-3])
    assert raised(tmp_path, "req_a", "req_b") == [(100, 0), (100, 0)]


async def test_without_room_streams_commit_instead(tmp_path: Path) -> None:
    progress = open_at(tmp_path / "nowhere")
    progress.begin()
    assert not progress.note("req_a", 1000, 0)
    progress = open_at(tmp_path)
    progress.begin()
    assert not progress.note("req_" + "a" * 60, 1000, 0), "nothing that does not fit"
    assert not progress.note("req_a", 2**64, 0)
    await progress.close()
