"""Tasks whose vendor took them, and whose questions or pictures then fail: nothing is made twice
that could be had, no client is charged for what it did not get, and what a vendor makes for nobody
is the owner's cost.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from aiohttp import web

from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.upstreams import Upstreams
from tests.upstreams.call import HTML_PAGE, Call, Refused
from tests.upstreams.dashscope import DashScopeMock
from tests.upstreams.replicate import PAINTER, PICTURE, ReplicateMock

TURBO = "wanx2.1-t2i-turbo"
PER_PICTURE = 3_000_000
ABORT, PAGE, GARBAGE = "abort", "page", "garbage"
Broken = int | str


async def broken(call: Call, how: Broken) -> web.StreamResponse:
    if isinstance(how, int):
        raise Refused(how, {"detail": "no", "status": how})
    if how == ABORT:
        transport = call.request.transport
        assert transport is not None
        transport.abort()
        raise ConnectionResetError
    body = HTML_PAGE if how == PAGE else b'{"status": ['
    return await call.send(200, body, "text/html" if how == PAGE else "application/json")


class BreakingReplicate(ReplicateMock):
    """``questions`` and ``fetches`` break one after another; an empty list breaks nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.slow = 1
        self.questions: list[Broken] = []
        self.fetches: list[Broken] = []

    async def show(self, call: Call) -> web.StreamResponse:
        if self.questions:
            return await broken(call, self.questions.pop(0))
        return await super().show(call)

    async def picture(self, call: Call) -> web.StreamResponse:
        if self.fetches:
            return await broken(call, self.fetches.pop(0))
        return await super().picture(call)


class BreakingDashScope(DashScopeMock):
    """Whose tasks cannot be ended once they run, as the first question tells."""

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[Broken] = []

    async def task(self, call: Call) -> web.StreamResponse:
        begun = all(task.asked for task in self.tasks.values())
        if begun and self.questions:
            return await broken(call, self.questions.pop(0))
        return await super().task(call)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.providers.replicate.provider._AGAIN_S", 0.0)
    monkeypatch.setattr("gateway.providers.dashscope.images._ASK_EVERY_S", 0.0)
    monkeypatch.setattr("gateway.relay.awaiting._AGAIN_S", 0.0)


async def painters(home: House, up: Upstreams) -> tuple[BreakingReplicate, ReplicateMock]:
    """One that breaks, and one behind it."""
    first = up.add(BreakingReplicate())
    second = up.add(ReplicateMock("second"))
    await home.channel(first, PAINTER, provider="replicate", priority=9)
    await home.channel(second, PAINTER, provider="replicate")
    await price(home)
    return first, second


async def price(home: House) -> None:
    prices = {name: {"per_image": 0.003} for name in (PAINTER, TURBO)}
    await home.gateway.settings_service.set_option("ModelPrice", json.dumps(prices))


def orders(mock: ReplicateMock | DashScopeMock) -> int:
    taken: Callable[[str], bool] = lambda path: not path.endswith("/cancel")  # noqa: E731
    return sum(each.method == "POST" and taken(each.path) for each in mock.requests)


@pytest.mark.parametrize(
    "how", [[ABORT], [ABORT, 503, ABORT], [429, 500, 502, 504]], ids=["reset", "mixed", "refused"]
)
async def test_a_question_that_is_lost_is_asked_again(
    home: House, up: Upstreams, how: list[Broken]
) -> None:
    first, second = await painters(home, up)
    first.questions = [*how]
    token, key = await home.token(NANO)
    status, _, said = await home.post(
        "/v1/images/generations", {"model": PAINTER, "prompt": "x"}, key
    )
    assert status == 200, said
    assert (orders(first), orders(second), first.cancelled) == (1, 0, [])
    assert home.balance(token) == NANO - PER_PICTURE
    await home.check_ledger()


@pytest.mark.parametrize("how", [404, 401, PAGE, GARBAGE, [ABORT] * 9], ids=str)
async def test_a_task_that_cannot_be_asked_for_is_ended_before_another_is_begun(
    home: House, up: Upstreams, how: Broken | list[Broken]
) -> None:
    first, second = await painters(home, up)
    first.questions = how if isinstance(how, list) else [how]
    token, key = await home.token(NANO)
    status, _, said = await home.post(
        "/v1/images/generations", {"model": PAINTER, "prompt": "x"}, key
    )
    assert status == 200, said
    await home.settled()
    assert (orders(first), orders(second)) == (1, 1)
    assert len(first.cancelled) == 1
    assert home.balance(token) == NANO - PER_PICTURE
    (row,) = await home.log()
    assert [each.cost_nano for each in row.attempts] == [0, PER_PICTURE]
    await home.check_ledger()


async def test_a_task_that_goes_on_for_nobody_is_the_owners_cost(
    home: House, up: Upstreams
) -> None:
    first, second = up.add(BreakingDashScope()), up.add(DashScopeMock("second"))
    await home.channel(first, TURBO, provider="dashscope", priority=9)
    await home.channel(second, TURBO, provider="dashscope")
    await price(home)
    first.questions = [404]
    token, key = await home.token(NANO)
    body = {"model": TURBO, "prompt": "x", "n": 2}
    status, _, said = await home.post("/v1/images/generations", body, key)
    assert status == 200, said
    assert (orders(first), orders(second)) == (1, 1)
    assert home.balance(token) == NANO - 2 * PER_PICTURE
    (row,) = await home.log()
    assert [each.cost_nano for each in row.attempts] == [2 * PER_PICTURE] * 2
    assert (row.request.charge_nano, row.request.cost_nano) == (2 * PER_PICTURE, 4 * PER_PICTURE)
    await home.check_ledger()


async def test_a_picture_that_is_not_there_at_once_is_fetched_again(
    home: House, up: Upstreams
) -> None:
    first, second = await painters(home, up)
    first.fetches = [503, ABORT]
    body = {"model": PAINTER, "prompt": "x", "response_format": "b64_json"}
    status, _, said = await home.post("/v1/images/generations", body)
    assert status == 200, said
    assert (orders(first), orders(second)) == (1, 0)
    await home.check_ledger()


@pytest.mark.parametrize("how", [[403], [404], [503, 503, 503]], ids=str)
async def test_a_picture_that_cannot_be_fetched_costs_the_owner_and_no_client(
    home: House, up: Upstreams, how: list[Broken]
) -> None:
    first = up.add(BreakingReplicate())
    await home.channel(first, PAINTER, provider="replicate")
    await price(home)
    first.fetches = [*how]
    token, key = await home.token(NANO)
    body = {"model": PAINTER, "prompt": "x", "response_format": "b64_json"}
    status, _, said = await home.post("/v1/images/generations", body, key)
    assert status == 502, said
    assert b"/pictures/" not in said  # a signed address is a secret
    assert home.balance(token) == NANO
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.cost_nano) == (0, PER_PICTURE)
    assert "pictures" not in row.attempts[0].error_message
    await home.check_ledger()


async def test_more_pictures_than_anybody_asks_for_are_not_fetched(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.relay.awaiting._MOST_MADE", 1)
    first = up.add(BreakingReplicate())
    await home.channel(first, PAINTER, provider="replicate")
    body = {"model": PAINTER, "prompt": "x", "n": 2, "response_format": "b64_json"}
    status, _, _ = await home.post("/v1/images/generations", body)
    assert status == 502
    assert not any(each.path.startswith("/pictures/") for each in first.requests)


async def test_pictures_that_are_too_large_together_are_not_kept(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.relay.awaiting.MAX_ANSWER", len(PICTURE))
    first = up.add(BreakingReplicate())
    await home.channel(first, PAINTER, provider="replicate")
    body = {"model": PAINTER, "prompt": "x", "n": 3, "response_format": "b64_json"}
    status, _, _ = await home.post("/v1/images/generations", body)
    assert status == 502
    assert sum(each.path.startswith("/pictures/") for each in first.requests) == 2


async def test_a_task_that_outlasts_the_owners_limit_is_the_owners_cost(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock = up.add(BreakingDashScope())
    await home.channel(mock, TURBO, provider="dashscope")
    await price(home)
    await home.gateway.settings_service.set("relay_timeout_s", 1)
    monkeypatch.setattr("gateway.relay.awaiting._AGAIN_S", 0.1)
    mock.questions = [503] * 100
    token, key = await home.token(NANO)
    status, _, said = await home.post(
        "/v1/images/generations", {"model": TURBO, "prompt": "x"}, key
    )
    assert status == 504, said
    assert home.balance(token) == NANO
    (row,) = await home.log()
    assert (row.request.charge_nano, row.request.cost_nano) == (0, PER_PICTURE)
    await home.check_ledger()
