"""Where things lie by default, and beside a data directory that was chosen."""

import os
from pathlib import Path

import pytest

from gateway import paths


def test_the_defaults_are_the_platforms(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    places = [paths.data_dir(), paths.log_dir(), paths.cache_dir()]
    assert len(set(places)) == 3
    for place in places:
        assert "Homeport" in place.parts
        assert place.is_absolute()
        assert not place.exists()


def test_a_chosen_data_directory_takes_everything_with_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.data_dir(Path("here")) == tmp_path / "here"
    assert paths.log_dir(Path("here")) == tmp_path / "here" / "logs"
    assert paths.cache_dir(Path("here")) == tmp_path / "here" / "cache"
    assert paths.data_dir(Path("~/there")) == Path.home() / "there"


def test_a_private_directory_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        made = paths.make_private(tmp_path / "a" / "b")
    finally:
        os.umask(before)
    assert made.stat().st_mode & 0o777 == 0o700
    assert paths.make_private(made) == made
