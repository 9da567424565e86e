"""`make screenshots` takes what it promises in every theme and language; no state has faults."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop.i18n import LANGUAGES
from desktop.theme.tokens import THEME_NAMES
from tests.screenshots.clock import TIME_OF_DAY
from tools.translations import translated

_LONG = frozenset({"channels", "settings", "tokens", "models"})
"""Pages with many states: no process gets two of them before each has one."""
_AT_ONCE = 3
ROOT = Path(__file__).resolve().parents[2]


def pages_with_pictures() -> list[str]:
    """What the pictures' names begin with, read from the code that takes them."""
    code = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*.py"))
    return sorted(set(re.findall(r'\btake\(\s*"([a-z]+)",', code)))


def run(*arguments: str, patience_s: float = 55) -> subprocess.CompletedProcess[str]:
    """In a process of its own: its clock, its scale and its fonts belong to the whole process."""
    return subprocess.run(
        [sys.executable, "-m", "tests.screenshots", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=patience_s,
        check=False,
    )


@pytest.mark.e2e
def test_one_state_in_every_theme_and_language(tmp_path: Path) -> None:
    done = run("--out", str(tmp_path), "--only", "logs-empty")
    assert done.returncode == 0, done.stderr
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {
        f"logs-empty-{theme}-{language}.png" for theme in THEME_NAMES for language in LANGUAGES
    }
    spoken = ["en", *translated()]
    pictures = [
        QImage(str(tmp_path / f"logs-empty-{theme}-{language}.png"))
        for theme in THEME_NAMES
        for language in spoken
    ]
    assert all((each.width(), each.height()) == (2360, 1520) for each in pictures)
    assert len({bytes(each.constBits()) for each in pictures}) == len(pictures), "no two alike"


@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_nothing_is_cut_off_nameless_or_out_of_reach() -> None:
    """In a language with longer words, and in text at 150 %, in the least window.

    A page waits now and then for what it puts off: three processes fill each other's pauses.
    """

    def check(pages: list[str]) -> subprocess.CompletedProcess[str]:
        return run("--check", "--hardest", "--only", *pages, patience_s=500)

    everything = pages_with_pictures()
    assert {"overview", "channels", "logs", "settings"} <= set(everything)
    longest_first = sorted(everything, key=lambda pages: pages not in _LONG)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        done = list(pool.map(check, (longest_first[at::_AT_ONCE] for at in range(_AT_ONCE))))
    faults = [each.stdout + each.stderr for each in done if each.returncode]
    assert not faults, "\n".join(faults)


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
