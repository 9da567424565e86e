"""The tables of docs/conversions.md are those that tests/gateway/pairs proves."""

from tests.gateway.pairs.features import FEATURES
from tests.gateway.pairs.table import DIALECTS, TABLE
from tools.conversions_page import PAGE, page, tables


def test_the_page_is_current() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text == page(text), "run python -m tools.conversions_page"


def test_every_proved_feature_of_every_pair_has_its_word() -> None:
    assert list(TABLE) == list(FEATURES)
    rows = [line for line in tables().splitlines() if line.count("|") == len(DIALECTS) + 2]
    assert len(rows) == len(DIALECTS) * (len(FEATURES) + 2)
