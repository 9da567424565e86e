"""A second candidate beside a silent first: one answer, one charge, both costs."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from gateway.services.channels import ChannelChanges
from tests.gateway.house import House
from tests.upstreams import OpenAIMock, Reply, Upstreams, Usage, faults

MODEL = "gpt-4o"


@pytest.fixture
async def second(home: House, up: Upstreams) -> OpenAIMock:
    """Two channels, the first preferred, and hardly any patience."""
    mock = up.add_openai("second")
    await home.price(gpt_4o={"input": 2, "output": 8})
    await home.channel(up.openai, MODEL, name="First", priority=9)
    await home.channel(mock, MODEL, name="Second")
    await home.gateway.settings_service.set("hedge_after_s", 0.01)
    return mock


async def entry(home: House) -> Any:
    (found,) = await home.log(1)
    return found


@pytest.mark.parametrize("stream", [False, True])
async def test_the_second_answers_and_both_are_accounted_for(
    home: House, up: Upstreams, second: OpenAIMock, stream: bool
) -> None:
    up.openai.script(faults.silent_stream() if stream else faults.silent())
    second.script(Reply(text="from the second", usage=Usage(1000, 500)))
    status, _, body = await home.chat(MODEL, "Hi " * 400, stream=stream)
    assert status == 200
    assert b"second" in body
    await up.openai.wait_idle()
    found = await entry(home)
    row, attempts = found.request, found.attempts
    assert (row.channel_name, row.status, row.attempts) == ("Second", "done", 2)
    assert row.charge_nano == 1000 * 2_000 + 500 * 8_000, "the client pays once"
    assert [(a.channel_name, a.status) for a in attempts] == [
        ("First", "cancelled"),
        ("Second", "done"),
    ]
    lost = attempts[0]
    assert lost.input_tokens > 100
    assert lost.cost_nano == lost.input_tokens * 2_000 + lost.output_tokens * 8_000
    assert row.cost_nano == row.charge_nano + lost.cost_nano
    assert "another channel" in lost.error_message
    await home.check_ledger()


async def test_the_first_may_still_win(home: House, up: Upstreams, second: OpenAIMock) -> None:
    up.openai.script(faults.silent())
    second.script(faults.silent())
    asked = asyncio.ensure_future(home.chat(MODEL))
    await second.wait_stalled()
    up.openai.release()
    status, _, _ = await asked
    assert status == 200
    await second.wait_idle()
    found = await entry(home)
    assert [(a.channel_name, a.status) for a in found.attempts] == [
        ("Second", "cancelled"),
        ("First", "done"),
    ]
    await home.check_ledger()


async def test_whoever_fails_leaves_it_to_the_other(
    home: House, up: Upstreams, second: OpenAIMock
) -> None:
    up.openai.script(faults.silent())
    second.script(faults.failing("overloaded"))
    asked = asyncio.ensure_future(home.chat(MODEL))
    await up.openai.wait_stalled()
    await second.wait_requests(1)
    await second.wait_idle()
    up.openai.release()
    assert (await asked)[0] == 200
    found = await entry(home)
    assert [(a.number, a.channel_name, a.status) for a in found.attempts] == [
        (1, "Second", "failed"),
        (2, "First", "done"),
    ]
    await home.check_ledger()


async def test_when_both_fail_the_last_failure_is_told(
    home: House, up: Upstreams, second: OpenAIMock
) -> None:
    up.openai.script(faults.silent())
    second.script(faults.failing("overloaded"))
    asked = asyncio.ensure_future(home.chat(MODEL))
    await up.openai.wait_stalled()
    await second.wait_requests(1)
    await second.wait_idle()
    await up.openai.stop()
    status, _, body = await asked
    assert status == 502
    assert json.loads(body)["error"]["code"] == "all_channels_failed"
    assert (await entry(home)).request.attempts == 2
    await home.check_ledger()


async def test_a_request_that_is_refused_is_refused_at_once(
    home: House, up: Upstreams, second: OpenAIMock
) -> None:
    up.openai.script(faults.silent())
    second.script(faults.failing("content_filter"))
    status, _, _ = await home.chat(MODEL)
    assert status == 400
    await up.openai.wait_idle()
    found = await entry(home)
    assert sorted(a.status for a in found.attempts) == ["cancelled", "failed"]
    assert found.request.charge_nano == 0
    await home.check_ledger()


async def test_a_client_that_leaves_takes_both_along(
    home: House, up: Upstreams, second: OpenAIMock
) -> None:
    up.openai.script(faults.silent())
    second.script(faults.silent())
    asked = asyncio.ensure_future(home.chat(MODEL))
    await second.wait_stalled()
    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    await up.openai.wait_idle()
    await second.wait_idle()
    found = await entry(home)
    assert (found.request.status, found.request.attempts) == ("cancelled", 2)
    await home.check_ledger()


async def test_a_stream_that_breaks_after_it_won_is_the_requests_end(
    home: House, up: Upstreams, second: OpenAIMock
) -> None:
    up.openai.script(faults.silent())
    second.script(faults.reset(after=6))
    status, _, body = await home.chat(MODEL, stream=True)
    assert status == 200
    assert b"[DONE]" not in body
    row = (await entry(home)).request
    assert (row.status, row.channel_name) == ("cut_short", "Second")
    assert row.charge_nano > 0
    await home.check_ledger()


async def test_who_answers_in_time_is_asked_alone(
    home: House, up: Upstreams, second: OpenAIMock
) -> None:
    await home.gateway.settings_service.set("hedge_after_s", 600)
    assert (await home.chat(MODEL))[0] == 200
    assert second.requests == []
    up.openai.script(faults.failing("overloaded"))
    assert (await home.chat(MODEL))[0] == 200
    assert (await entry(home)).request.attempts == 2


async def test_a_channels_limits_hold_while_its_requests_are_raced(
    home: House, up: Upstreams, second: OpenAIMock
) -> None:
    """A place is taken in the step that chose the channel, not when the race has begun."""
    first = home.gateway.planner.snapshot.channels[0]
    await home.gateway.channels.update(first.id, ChannelChanges(rpm=3))
    await home.gateway.settings_service.set("hedge_after_s", 600)
    answers = await asyncio.gather(*(home.chat(MODEL) for _ in range(60)))
    assert {status for status, _, _ in answers} == {200}
    assert (len(up.openai.requests), len(second.requests)) == (3, 57)
    await home.check_ledger()
    gauge = home.gateway.channel_gauges
    assert gauge.running(first.id) == 0
