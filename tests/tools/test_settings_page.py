"""docs/settings.md says what the settings' metadata say."""

from gateway.config import SETTINGS
from tools.settings_page import PAGE, page


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tools.settings_page"


def test_every_setting_is_on_it() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for setting in SETTINGS:
        assert f"`{setting.name}`" in text
        assert not setting.env or f"`{setting.env}`" in text
