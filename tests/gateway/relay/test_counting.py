"""Counting with the bundled tokenizers, against tiktoken's published vectors."""

from __future__ import annotations

import asyncio

import pytest

from gateway.relay.counting import TokenCounter, encoding_name, rough


@pytest.mark.parametrize(
    ("model", "encoding"),
    [
        ("gpt-4o-mini", "o200k_base"),
        ("gpt-5.4", "o200k_base"),
        ("gpt-4-turbo", "cl100k_base"),
        ("gpt-4.1-nano", "o200k_base"),
        ("ft:gpt-3.5-turbo:acme", "cl100k_base"),
        ("openai/gpt-4o", "o200k_base"),
        ("text-embedding-3-small", "cl100k_base"),
        ("deepseek-chat", "o200k_base"),
    ],
)
def test_our_own_table_chooses_the_encoding(model: str, encoding: str) -> None:
    assert encoding_name(model)[0] == encoding


async def test_published_vectors_and_special_tokens_in_user_text() -> None:
    counter = TokenCounter()
    assert await counter.count(["Hello, world!"], "gpt-4o") == 4
    assert await counter.count(["Hello, world!"], "gpt-4") == 4
    assert await counter.count(["<|endoftext|>"], "gpt-4o") > 1, "user text is never special"
    assert await counter.count([], "gpt-4o") == 0


async def test_many_first_counts_load_once_and_idle_encodings_are_dropped() -> None:
    counter = TokenCounter()
    counts = await asyncio.gather(*(counter.count(["hi there"], "gpt-4o") for _ in range(50)))
    assert set(counts) == {2}
    assert counter.loaded == ("o200k_base",)
    counter.drop()
    assert counter.loaded == ()
    assert await counter.count(["hi there"], "gpt-4o") == 2
    counter.drop()


async def test_long_texts_count_the_same_off_the_loop() -> None:
    counter = TokenCounter()
    text = "The quick brown fox. " * 2000
    short = await counter.count(["The quick brown fox. "], "gpt-4o")
    whole = await counter.count([text], "gpt-4o")
    assert whole == (short - 1) * 2000 + 1, "the trailing space joins the next word"
    counter.drop()


def test_the_rough_estimate_is_of_the_right_size() -> None:
    assert rough(["a" * 400]) == 100
    assert 60 <= rough(["母港" * 50]) <= 100
