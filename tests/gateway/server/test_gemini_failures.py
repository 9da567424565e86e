"""What goes wrong, as Google's own package is told: blocks, refusals, breaks, empty purses."""

from __future__ import annotations

from typing import Any

import pytest
from google.genai import errors, types

from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server.google_client import (
    EVERYWHERE,
    behind,
    google,
    streamed_text,
)
from tests.upstreams import Reply, Upstreams, Usage


async def test_blocked_prompts_and_answers(home: House, up: Upstreams) -> None:
    async with behind(home, up, "gemini") as (client, mock, model):
        mock.script(Reply(refusal="PROHIBITED_CONTENT"), Reply(text="I", finish="SAFETY"))
        blocked = await client.models.generate_content(model=model, contents="Hi")
        assert blocked.prompt_feedback is not None
        assert blocked.prompt_feedback.block_reason is types.BlockedReason.PROHIBITED_CONTENT
        stream = await client.models.generate_content_stream(model=model, contents="Hi")
        chunks = [chunk async for chunk in stream]
        assert chunks[-1].candidates[0].finish_reason is types.FinishReason.SAFETY
    assert [row.request.status for row in await home.log()] == ["done", "done"]


async def test_a_foreign_refusal_is_a_safety_finish(home: House, up: Upstreams) -> None:
    async with behind(home, up, "anthropic") as (client, mock, model):
        mock.script(Reply(refusal="I will not."))
        answer = await client.models.generate_content(model=model, contents="Hi")
    assert answer.candidates is not None
    assert answer.candidates[0].finish_reason is types.FinishReason.SAFETY
    assert answer.text == "I will not."


@pytest.mark.parametrize(
    ("error", "status", "word"),
    [
        ("bad_key", 502, "UNAVAILABLE"),
        ("rate_limit", 429, "RESOURCE_EXHAUSTED"),
        ("overloaded", 503, "UNAVAILABLE"),
        ("context", 400, "INVALID_ARGUMENT"),
    ],
)
async def test_failures_are_googles_errors(
    home: House, up: Upstreams, error: Any, status: int, word: str
) -> None:
    async with behind(home, up, "gemini") as (client, mock, model):
        for streamed in (False, True):
            home.gateway.rests.resume(1, tuple(range(10)))
            mock.script(Reply(error=error))
            asked = (
                streamed_text(client, model, [])
                if streamed
                else client.models.generate_content(model=model, contents="Hi")
            )
            with pytest.raises(errors.APIError) as caught:
                await asked
            assert (caught.value.code, caught.value.status) == (status, word)
    await home.check_ledger()


async def test_how_long_to_wait_is_told(home: House, up: Upstreams) -> None:
    async with behind(home, up, "gemini") as (client, mock, model):
        mock.script(Reply(error="rate_limit"))
        with pytest.raises(errors.ClientError) as caught:
            await client.models.generate_content(model=model, contents="Hi")
        delay = next(
            detail["retryDelay"]
            for detail in caught.value.details["error"]["details"]
            if "retryDelay" in detail
        )
    assert delay == "17s"


@EVERYWHERE
async def test_an_error_inside_the_stream_is_raised(home: House, up: Upstreams, kind: str) -> None:
    async with behind(home, up, kind) as (client, mock, model):
        mock.script(
            Reply(
                text="one two three four",
                error="overloaded",
                error_in_stream_after=5 if kind == "anthropic" else 3,
                delay_chunk=0.02,
            )
        )
        seen: list[str] = []
        with pytest.raises(errors.ServerError):
            await streamed_text(client, model, seen)
    assert "".join(seen).startswith("one")
    (row,) = await home.log()
    assert row.request.status == "cut_short"
    assert row.request.charge_nano > 0
    await home.check_ledger()


@EVERYWHERE
async def test_a_stream_that_is_cut_never_ends_as_if_it_were_whole(
    home: House, up: Upstreams, kind: str
) -> None:
    async with behind(home, up, kind) as (client, mock, model):
        mock.script(Reply(text="one two three four", cut_after=4, cut="clean"))
        with pytest.raises(errors.ServerError):
            await streamed_text(client, model, [])


async def test_a_failing_channel_is_passed_over(home: House, up: Upstreams) -> None:
    second = up.add_gemini("second")
    await home.channel(up.gemini, "gemini-2.5-flash", name="first", priority=5)
    await home.channel(second, "gemini-2.5-flash", name="second")
    up.gemini.script(Reply(error="bad_key"))
    second.script(Reply(text="from the second"))
    async with google(home) as client:
        answer = await client.models.generate_content(model="gemini-2.5-flash", contents="Hi")
    assert answer.text == "from the second"
    (row,) = await home.log()
    assert [attempt.error_class for attempt in row.attempts] == ["bad_key", ""]


async def test_a_poor_token_is_cut_at_its_last_cent(home: House, up: Upstreams) -> None:
    async with behind(home, up, "gemini") as (_, mock, model):
        token, key = await home.token(NANO // 50)
        mock.script(Reply(text="word " * 20_000, usage=Usage(10, 20_000)))
        async with google(home, key) as client:
            stream = await client.models.generate_content_stream(model=model, contents="Hi")
            chunks = [chunk async for chunk in stream]
    assert chunks[-1].candidates[0].finish_reason is types.FinishReason.MAX_TOKENS
    await home.check_ledger()
    assert home.balance(token) >= 0
