"""The log file: private, redacted, and never more than six files of two megabytes."""

from __future__ import annotations

import logging
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway import logs


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """The root logger, with its handlers and level put back."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield root
    for handler in [each for each in root.handlers if each not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_it_rotates_and_keeps_five(tmp_path: Path, root: logging.Logger) -> None:
    folder = tmp_path / "logs"
    logs.set_up(folder, console=False)
    line = "x" * 10_000
    for _ in range(1600):  # 16 MB
        logging.getLogger("much").info(line)
    files = sorted(path.name for path in folder.iterdir())
    assert files == [logs.FILE, *[f"{logs.FILE}.{n}" for n in range(1, 6)]]
    assert all(path.stat().st_size <= 2 * 2**20 for path in folder.iterdir())
    if sys.platform != "win32":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_key_in_a_traceback_is_not_written(tmp_path: Path, root: logging.Logger) -> None:
    logs.set_up(tmp_path, console=False)
    key = "sk-ant-api03-planted-planted-planted"
    try:
        raise ValueError(f"refused {key}")
    except ValueError:
        logging.getLogger("x").exception("with %s", key)
    text = (tmp_path / logs.FILE).read_text(encoding="utf-8")
    assert "ValueError: refused sk-ant-••••" in text
    assert "planted" not in text.replace("refused sk-ant-••••", "").split("raise ValueError")[0]
    assert key not in text
