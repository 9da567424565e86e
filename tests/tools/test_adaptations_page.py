"""The page on adaptations says what the table says."""

from tools.adaptations_page import PAGE, page


def test_the_page_is_the_tables() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tools.adaptations_page"
