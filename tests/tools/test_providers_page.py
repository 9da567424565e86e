"""The table of what providers have beside conversations is what they declare."""

from __future__ import annotations

from gateway.providers.base import MEDIA, Operation
from gateway.providers.registry import PROVIDERS
from tools.providers_page import HEADS, PAGE, media_page, media_table


def test_the_page_is_current() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text == media_page(text), "run python -m tools.providers_page"


def test_every_operation_but_conversations_has_a_column() -> None:
    assert set(HEADS) == {Operation.EMBEDDINGS, *MEDIA}


def test_those_that_only_converse_have_no_line() -> None:
    table = media_table()
    assert "(`openai`)" in table
    for ident in ("deepseek", "cerebras", "perplexity", "moonshot", "anthropic"):
        assert f"(`{ident}`)" not in table
        assert not PROVIDERS[ident].operations & HEADS.keys()
