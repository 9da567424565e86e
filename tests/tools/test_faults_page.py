"""The tables of docs/faults.md are those that tests/gateway/faults proves."""

from tests.gateway.faults.table import CLIENT, HERE, KILLED, UPSTREAM
from tools.faults_page import PAGE, page, tables


def test_the_page_is_current() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text == page(text), "run python -m tools.faults_page"


def test_every_proved_fault_has_its_line() -> None:
    words = tables()
    lines = [line for line in words.splitlines() if line.startswith("| ")]
    proved = len(UPSTREAM) + len(CLIENT) + len(HERE) + len(KILLED)
    headings = sum(line.startswith("| ---") for line in lines)
    assert len(lines) == proved + 2 * headings
