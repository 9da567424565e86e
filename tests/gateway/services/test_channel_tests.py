"""Testing a channel: a real request whose cost is seen, charged to nobody, and remembered."""

from __future__ import annotations

import asyncio

import pytest

from gateway.domain.channel import ChannelDraft, KeyState, Secret
from gateway.domain.failure import Failure, FailureClass
from gateway.domain.person import OWNER_ID
from gateway.errors import NotFound, ServiceError
from gateway.events import RequestFinished
from gateway.services.channel_test_request import TestRun as Run
from gateway.services.channel_tests import ChannelTester
from gateway.services.channels import ChannelChanges, KeyChange, Remedy
from gateway.services.logs import LogFilter, Purpose
from gateway.tasks import spawn
from tests.gateway.house import House
from tests.upstreams import BEFORE_HEADERS, Reply, Upstreams, Usage

PRICE = {"input": 2, "output": 8}
COST = 20 * 2000 + 5 * 8000


async def test_a_test_is_a_streamed_request_of_few_tokens(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    up.openai.script(Reply(text="Hello there, my dear friend", usage=Usage(20, 5)))
    result = await home.gateway.channels.test(channel.id)
    assert result.ok
    assert (result.model, result.reply) == ("gpt-4o", "Hello there, my dear friend")
    assert (result.usage.input, result.usage.output, result.cost_nano) == (20, 5, COST)
    assert 0 < result.first_token_ms <= result.duration_ms
    assert (result.failure, result.remedy) == (None, Remedy.NONE)
    sent = up.openai.last.json
    assert sent["stream"] is True
    assert sent["stream_options"] == {"include_usage": True}
    assert max(sent.get("max_tokens", 0), sent.get("max_completion_tokens", 0)) <= 2048
    assert "five words" in sent["messages"][0]["content"]


async def test_a_model_that_exists_only_in_responses_is_tested_there(
    home: House, up: Upstreams
) -> None:
    channel = await home.channel(up.openai, "gpt-5.3-codex", provider="openai")
    up.openai.script(Reply(text="Ahoj"))
    result = await home.gateway.channels.test(channel.id)
    assert (result.ok, result.reply) == (True, "Ahoj")
    assert up.openai.last.path == "/v1/responses"


async def test_its_cost_is_logged_as_the_owners_and_charged_to_nobody(
    home: House, up: Upstreams
) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    await home.price(gpt_4o=PRICE)
    told: list[object] = []
    home.gateway.events.subscribe(told.append)
    before = [token.used_nano for token in await home.gateway.tokens.list()]
    up.openai.script(Reply(text="x", usage=Usage(20, 5)))
    await home.gateway.channels.test(channel.id)
    (row,) = await home.gateway.logs.page()
    assert row.test
    assert (row.status, row.person_id, row.token_id) == ("done", OWNER_ID, 0)
    assert (row.charge_nano, row.cost_nano) == (0, COST)
    assert row.client == "Homeport"
    detail = await home.gateway.logs.get(row.id)
    assert [a.cost_nano for a in detail.attempts] == [COST]
    assert [(line.kind, line.tokens) for line in detail.price.lines] == [
        ("input", 20),
        ("output", 5),
    ]
    assert [token.used_nano for token in await home.gateway.tokens.list()] == before
    assert (await home.gateway.people.owner()).used_nano == 0
    assert (await home.gateway.channels.get(channel.id)).used_nano == COST
    (finished,) = [event for event in told if isinstance(event, RequestFinished)]
    assert (finished.log_id, finished.charge_nano) == (row.id, 0)
    await home.check_ledger()


async def test_a_saved_channel_remembers_the_result(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    await home.gateway.channels.test(channel.id)
    tested = await home.gateway.channels.get(channel.id)
    assert tested.tested_at >= channel.created_at
    assert tested.test_ms > 0
    assert tested.test_error == ""
    up.openai.script(Reply(error="server"))
    await home.gateway.channels.test(channel.id)
    failed = await home.gateway.channels.get(channel.id)
    assert failed.test_error
    assert failed.test_ms == tested.test_ms


async def test_a_draft_is_tested_before_it_is_saved(home: House, up: Upstreams) -> None:
    draft = ChannelDraft(
        "openai_compatible",
        base_url=up.openai.base_url,
        keys=(Secret(up.openai.key),),
        models=("gpt-4o",),
    )
    result = await home.gateway.channels.test(draft)
    assert result.ok
    assert await home.gateway.channels.list() == []
    (row,) = await home.gateway.logs.page()
    assert (row.channel_id, row.test) == (0, True)


@pytest.mark.parametrize(
    ("reply", "kind", "remedy"),
    [
        (Reply(error="bad_key"), FailureClass.BAD_KEY, Remedy.CHECK_KEY),
        (Reply(error="money"), FailureClass.NO_MONEY, Remedy.ADD_MONEY),
        (Reply(error="rate_limit"), FailureClass.RATE_LIMIT, Remedy.WAIT),
        (Reply(error="server"), FailureClass.OVERLOADED, Remedy.WAIT),
        (Reply(error="model"), FailureClass.MODEL_NOT_FOUND, Remedy.CHOOSE_MODEL),
        (Reply(text="cut", cut_after=1), FailureClass.NETWORK, Remedy.CHECK_NETWORK),
        (Reply(text="cut", cut_after=2, cut="clean"), FailureClass.PROTOCOL, Remedy.CHECK_ADDRESS),
        (Reply(error_in_stream_after=1), FailureClass.OVERLOADED, Remedy.WAIT),
    ],
)
async def test_each_failure_has_its_class_and_its_remedy(
    home: House, up: Upstreams, reply: Reply, kind: FailureClass, remedy: Remedy
) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    up.openai.script(reply)
    result = await home.gateway.channels.test(channel.id)
    assert not result.ok
    assert result.failure is not None
    assert (result.failure.kind, result.remedy) == (kind, remedy)
    assert result.failure.message
    assert up.openai.key not in result.failure.message
    (row,) = await home.gateway.logs.page()
    assert (row.status, row.error_class) == ("failed", kind.value)


async def test_what_cannot_be_reached_says_so(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    local = await home.gateway.channels.create(
        ChannelDraft("ollama", base_url="http://127.0.0.1:9", models=("qwen3",))
    )
    await up.openai.stop()
    result = await home.gateway.channels.test(channel.id)
    assert (result.remedy, result.cost_nano) == (Remedy.CHECK_NETWORK, 0)
    assert (await home.gateway.channels.test(local.id)).remedy is Remedy.START_SERVER


async def test_the_keys_state_follows_as_in_real_traffic(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    up.openai.script(Reply(error="bad_key"))
    await home.gateway.channels.test(channel.id)
    (key,) = await home.gateway.channels.key_states(channel.id)
    assert key.state is KeyState.REJECTED
    assert (await home.chat("gpt-4o"))[0] == 503
    assert (await home.gateway.channels.test(channel.id)).ok
    (key,) = await home.gateway.channels.key_states(channel.id)
    assert (key.state, key.rest_until) == (KeyState.READY, 0)
    assert (await home.chat("gpt-4o"))[0] == 200


async def test_keys_that_are_off_are_not_tried(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    off = KeyChange(channel.keys[0].id, state=KeyState.OFF)
    await home.gateway.channels.update(channel.id, ChannelChanges(keys=(off,)))
    with pytest.raises(ServiceError) as refused:
        await home.gateway.channels.test(channel.id)
    assert refused.value.code == "no_usable_key"
    assert up.openai.requests == []


async def test_the_model_is_the_one_asked_for_else_the_cheapest_that_converses(
    home: House, up: Upstreams
) -> None:
    channel = await home.channel(up.openai, "text-embedding-3-small", "gpt-4o", "gpt-4o-mini")
    tested = [(await home.gateway.channels.test(channel.id)).model]
    tested.append((await home.gateway.channels.test(channel.id, "gpt-4o")).model)
    await home.gateway.channels.update(channel.id, ChannelChanges(test_model="gpt-4.1-mini"))
    tested.append((await home.gateway.channels.test(channel.id)).model)
    assert tested == ["gpt-4o-mini", "gpt-4o", "gpt-4.1-mini"]


async def test_an_alias_is_tested_under_the_name_that_is_sent(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, "gpt-4o", aliases={"small": "gpt-4o-mini"})
    result = await home.gateway.channels.test(channel.id, "small")
    assert (result.ok, result.model) == (True, "small")
    assert up.openai.last.json["model"] == "gpt-4o-mini"
    (row,) = await home.gateway.logs.page()
    assert (row.requested_model, row.sent_model) == ("small", "gpt-4o-mini")


async def test_embedding_models_are_tested_by_an_embedding(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, "text-embedding-3-small")
    result = await home.gateway.channels.test(channel.id)
    assert result.ok
    assert up.openai.last.path.endswith("/embeddings")
    assert result.cost_nano is not None
    assert result.usage.input > 0


async def test_other_dialects_are_tested_in_their_own(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.anthropic, next(iter(up.anthropic.models)))
    result = await home.gateway.channels.test(channel.id)
    assert result.ok, result.failure
    assert result.reply
    assert up.anthropic.last.path.endswith("/messages")


async def test_google_is_tested_in_its_own_way(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.gemini, "gemini-2.5-flash", "gemini-embedding-001")
    up.gemini.script(Reply(text="Hi", usage=Usage(20, 5)))
    result = await home.gateway.channels.test(channel.id, "gemini-2.5-flash")
    assert (result.ok, result.reply, result.usage.output) == (True, "Hi", 5)
    assert up.gemini.last.path.endswith(":streamGenerateContent")
    result = await home.gateway.channels.test(channel.id, "gemini-embedding-001")
    assert result.ok, result.failure
    assert up.gemini.last.path.endswith(":batchEmbedContents")
    up.gemini.script(Reply(error="bad_key"))
    result = await home.gateway.channels.test(channel.id, "gemini-2.5-flash")
    assert result.remedy is Remedy.CHECK_KEY


async def test_a_model_without_a_price_has_no_cost_rather_than_none_at_all(
    home: House, up: Upstreams
) -> None:
    mock = up.add_openai("private")
    channel = await home.channel(mock, "gpt-4o", aliases={"house-model": "nobody-knows-this"})
    mock.script(Reply(error="model"))
    assert (await home.gateway.channels.test(channel.id, "house-model")).cost_nano == 0
    (row,) = await home.gateway.logs.page()
    assert row.cost_nano == 0


async def test_usage_that_nobody_reports_is_counted(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    up.openai.script(Reply(text="Hello there", usage=None))
    result = await home.gateway.channels.test(channel.id)
    assert result.ok
    assert result.usage.estimated
    assert 0 < result.usage.output < 10


async def test_cancelling_ends_the_request_and_logs_it(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[Run] = []
    answer_of = ChannelTester._send

    async def noted(tests: ChannelTester, run: Run) -> Failure | None:
        runs.append(run)
        return await answer_of(tests, run)

    monkeypatch.setattr(ChannelTester, "_send", noted)
    channel = await home.channel(up.openai, "gpt-4o")
    up.openai.script(Reply(text="one two three four", stall_after=3))
    task = spawn(home.gateway.channels.test(channel.id), "test")
    await up.openai.wait_stalled()
    while not runs[0].answered:  # noqa: ASYNC110 - what the mock sent is on its way
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()
    await up.openai.wait_closed_streams()
    rows = []
    while not rows:
        rows = await home.gateway.logs.page()
    assert rows[0].status == "cancelled"
    assert rows[0].estimated
    assert (await home.gateway.channels.get(channel.id)).tested_at == 0


async def test_cancelling_before_an_answer_costs_nothing(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    up.openai.script(Reply(stall_after=BEFORE_HEADERS))
    task = spawn(home.gateway.channels.test(channel.id), "test")
    await up.openai.wait_stalled()
    task.cancel()
    await asyncio.wait([task])
    rows = []
    while not rows:
        rows = await home.gateway.logs.page()
    assert (rows[0].status, rows[0].cost_nano) == ("cancelled", 0)


async def test_the_echo_provider_needs_no_network(home: House) -> None:
    channel = await home.gateway.channels.create(ChannelDraft("echo"))
    result = await home.gateway.channels.test(channel.id)
    assert result.ok
    assert result.reply == home.gateway.settings.test_prompt
    assert result.cost_nano == 0


async def test_tests_can_be_told_from_requests(home: House, up: Upstreams) -> None:
    channel = await home.channel(up.openai, "gpt-4o")
    await home.gateway.channels.test(channel.id)
    await home.chat("gpt-4o")
    await home.settled()
    page = home.gateway.logs.page
    assert [row.test for row in await page(LogFilter(purpose=Purpose.TEST))] == [True]
    assert [row.test for row in await page(LogFilter(purpose=Purpose.CLIENT))] == [False]
    assert len(await page()) == 2


async def test_a_channel_that_is_gone_cannot_be_tested(home: House) -> None:
    with pytest.raises(NotFound):
        await home.gateway.channels.test(99)
    with pytest.raises(ServiceError) as refused:
        await home.gateway.channels.test(
            ChannelDraft("openai_compatible", base_url="http://127.0.0.1:9/v1")
        )
    assert refused.value.code == "not_testable"


async def _tested(home: House, *channel_ids: int) -> None:
    """Until each of them has passed its test."""
    changed = asyncio.Event()
    unsubscribe = home.gateway.events.subscribe(lambda event: changed.set())
    for channel_id in channel_ids:
        while True:
            changed.clear()
            channel = await home.gateway.channels.get(channel_id)
            if channel.tested_at and not channel.test_error:
                break
            await changed.wait()
    unsubscribe()


async def test_many_are_tested_in_the_background_one_round_at_a_time(
    home: House, up: Upstreams
) -> None:
    ids = [(await home.channel(up.openai, "gpt-4o")).id for _ in range(5)]
    await home.gateway.channels.set_enabled(ids[0], False)
    up.openai.always(Reply(text="x", stall_after=1))
    assert home.gateway.channels.start_tests()
    await up.openai.wait_stalled(3)
    assert up.openai.open_requests == 3
    assert not home.gateway.channels.start_tests()
    up.openai.reset()
    up.openai.release()
    await _tested(home, *ids[1:])
    assert (await home.gateway.channels.get(ids[0])).tested_at == 0


async def test_a_round_of_those_that_fail(home: House, up: Upstreams) -> None:
    good, bad, off = [(await home.channel(up.openai, "gpt-4o")).id for _ in range(3)]
    up.openai.script(Reply(error="bad_key"))
    await home.gateway.channels.test(bad)
    await home.gateway.channels.set_enabled(off, False)
    assert home.gateway.channels.start_tests(only_failing=True)
    get = home.gateway.channels.get
    await _tested(home, off, bad)
    assert (await get(good)).tested_at == 0
    assert not (await get(off)).enabled
