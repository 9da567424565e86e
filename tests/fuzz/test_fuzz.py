"""A short run of the fuzzing, and random bodies at every door: nothing is a 500, nothing costs."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.mutating import inputs
from tests.fuzz.targets import CHAT, TARGETS
from tests.gateway.house import house
from tests.upstreams import Upstreams

DOORS = (
    ("/v1/chat/completions", "openai_chat"),
    ("/v1/responses", "openai_responses"),
    ("/v1/responses/input_tokens", "openai_responses"),
    ("/v1/messages", "anthropic"),
    ("/v1/messages/count_tokens", "anthropic"),
    ("/v1/embeddings", "openai_chat"),
    ("/v1beta/models/m:generateContent", "gemini"),
    ("/v1beta/models/m:streamGenerateContent?alt=sse", "gemini"),
    ("/v1beta/models/m:countTokens", "gemini"),
    ("/v1beta/models/m:embedContent", "gemini"),
    ("/v1beta/models/m:batchEmbedContents", "gemini"),
)


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_breaks_a_reader(name: str) -> None:
    target = TARGETS[name]
    for data in islice(inputs(20261127, target.seeds), 60):
        target.run(data)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(list(TARGETS)), st.binary(max_size=200))
def test_nor_do_any_bytes(name: str, data: bytes) -> None:
    TARGETS[name].run(data)


async def test_a_random_body_never_yields_a_500(tmp_path: Path) -> None:
    async with Upstreams() as up, house(tmp_path) as home:
        await home.channel(up.anthropic, "claude-haiku-4-5", aliases={"m": "claude-haiku-4-5"})
        await home.channel(up.openai, "gpt-4o", aliases={"m": "gpt-4o"})
        await home.channel(up.gemini, "gemini-2.5-flash", aliases={"m": "gemini-2.5-flash"})
        answered = 0
        for number, (door, name) in enumerate(DOORS):
            for data in islice(inputs(number, TARGETS[f"{name}: requests"].seeds), 12):
                for channel in home.gateway.planner.snapshot.channels:
                    home.gateway.rests.resume(channel.id, (channel.keys[0].id,))
                status, _, body = await home.post(door, data)
                assert status != 500, (door, data, body)
                assert body
                answered += status == 200
        assert answered
        await home.check_ledger()


def test_every_dialect_is_a_target() -> None:
    assert all(f"{name}: streams converted" in TARGETS for name in CHAT)
