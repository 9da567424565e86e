"""The page's tables; that their rows are what the suites find is tests/gateway/suite's business."""

from __future__ import annotations

from gateway.providers.base import MEDIA, Operation
from gateway.providers.registry import PROVIDERS
from tests.gateway.suite.media_asks import HEADS
from tests.gateway.suite.media_stands import MEDIA_SUITE
from tests.gateway.suite.run import FEATURES, SUITE
from tools.providers_page import BEGIN, END, MEDIA_BEGIN, MEDIA_END, PAGE, page


def test_the_page_has_a_row_for_everybody() -> None:
    rows = {ident: ["x"] * len(FEATURES) for ident in SUITE}
    media = {ident: ["y"] * len(HEADS) for ident in MEDIA_SUITE}
    text = page(PAGE.read_text(encoding="utf-8"), rows, media)
    chat = text.partition(BEGIN)[2].partition(END)[0]
    assert chat.count("\n| ") == len(SUITE) + 1
    below = text.partition(MEDIA_BEGIN)[2].partition(MEDIA_END)[0]
    assert below.count("\n| ") == len(MEDIA_SUITE) + 1


def test_every_operation_but_conversations_has_a_column() -> None:
    assert set(HEADS) == {Operation.EMBEDDINGS, *MEDIA}


def test_those_that_only_converse_have_no_line() -> None:
    assert "openai" in MEDIA_SUITE
    for ident in ("deepseek", "cerebras", "moonshot", "anthropic"):
        assert ident not in MEDIA_SUITE
        assert not PROVIDERS[ident].operations & HEADS.keys()
