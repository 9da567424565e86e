"""`make screenshots` takes what it promises, in both themes and languages, twice as sharp."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.screenshots.clock import TIME_OF_DAY

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.e2e
def test_one_state_in_both_themes_and_languages(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.screenshots", "--out", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*command, "--only", "logs-empty"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=55,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {
        f"logs-empty-{theme}-{language}.png"
        for theme in ("light", "dark")
        for language in ("en", "zh_CN")
    }
    pictures = [QImage(str(tmp_path / name)) for name in sorted(names)]
    assert all((each.width(), each.height()) == (2360, 1520) for each in pictures)
    assert len({bytes(each.constBits()) for each in pictures}) == 4, "no two are the same"


def test_the_clock_shows_the_same_time_in_every_run() -> None:
    """In a process of its own: the time zone belongs to the whole process."""
    code = (
        "import time; from tests.screenshots.clock import set_clock; set_clock();"
        "now = time.localtime(); print((now.tm_hour * 60 + now.tm_min) * 60 + now.tm_sec)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert 0 <= int(said.stdout) - TIME_OF_DAY <= 5
