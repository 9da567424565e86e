"""What keeping responses may cost when things go wrong: the copy, never the answer or its bill."""

from __future__ import annotations

import os
from pathlib import Path

import openai
import pytest

from gateway.domain.money import NANO
from gateway.store import binding
from gateway.store.connection import execute
from tests.gateway.house import House, house
from tests.gateway.server.responses_channels import client
from tests.gateway.server.test_responses_kept import KINDS, respond
from tests.upstreams import Reply, Upstreams, Usage

MODEL = "gpt-5.4"


async def unknown(sdk: openai.AsyncOpenAI, ident: str) -> None:
    """It is not there, whichever way one asks."""
    with pytest.raises(openai.NotFoundError):
        await sdk.responses.retrieve(ident)
    with pytest.raises(openai.BadRequestError) as lost:
        await sdk.responses.create(model=MODEL, input="x", previous_response_id=ident)
    assert lost.value.code == "previous_response_not_found"


async def test_a_disk_without_room_serves_all_the_same(
    home: House, up: Upstreams, monkeypatch: pytest.MonkeyPatch
) -> None:
    await KINDS["chat"].open(home, up)
    token, key = await home.token(NANO)
    monkeypatch.setattr("gateway.store.database.SPARE_ROOM_BYTES", 2**62)
    async with client(home, key) as sdk:
        for stream in (False, True):
            answer = await respond(sdk, model=MODEL, input="Hi", stream=stream)
            assert answer.output_text == "You said: Hi"
        await home.gateway.memory.keeper.drain()
        await unknown(sdk, answer.id)
    assert home.gateway.status().store_healthy
    assert [row.request.status for row in await home.log()] == ["done", "done"]
    assert home.balance(token) < NANO
    await home.check_ledger()


async def test_a_row_that_rotted_counts_as_lost(home: House, up: Upstreams) -> None:
    await KINDS["chat"].open(home, up)
    async with client(home) as sdk:
        first = await sdk.responses.create(model=MODEL, input="Hi")
        second = await sdk.responses.create(model=MODEL, input="On", previous_response_id=first.id)
        await home.gateway.memory.keeper.drain()
        rot = "UPDATE kept SET sealed = ? WHERE name = ?"
        damaged = (os.urandom(200), first.id)
        await home.gateway.database.write(lambda: execute(binding.current, rot, damaged))
        await unknown(sdk, first.id)
        # Read it can be, but its conversation has lost its beginning.
        assert (await sdk.responses.retrieve(second.id)).id == second.id
        items = await sdk.responses.input_items.list(second.id)
        assert len(items.data) == 1
        with pytest.raises(openai.BadRequestError):
            await sdk.responses.create(model=MODEL, input="x", previous_response_id=second.id)
    await home.check_ledger()


async def test_a_locked_vault_is_told_and_opens_again(home: House, up: Upstreams) -> None:
    await KINDS["chat"].open(home, up)
    async with client(home) as sdk:
        answer = await sdk.responses.create(model=MODEL, input="Hi")
        await home.gateway.memory.keeper.drain()
        await home.gateway.vault.close()
        with pytest.raises(openai.InternalServerError) as locked:
            await sdk.responses.retrieve(answer.id)
        assert (locked.value.status_code, locked.value.code) == (503, "vault_locked")
        await home.gateway.vault.open()
        assert (await sdk.responses.retrieve(answer.id)).id == answer.id


async def test_a_vault_that_locks_under_an_answer_costs_the_copy_alone(
    home: House, up: Upstreams
) -> None:
    await KINDS["chat"].open(home, up)
    up.openai.script(Reply(text="one two three four", reasoning="", stall_after=4))
    async with client(home) as sdk:
        running = await sdk.responses.create(model=MODEL, input="Hi", stream=True)
        await up.openai.wait_stalled()
        await home.gateway.vault.close()
        up.openai.release()
        kinds = [event.type async for event in running]
    assert kinds[-1] == "response.completed"
    await home.settled()
    await home.gateway.memory.keeper.drain()
    assert await home.gateway.memory.keeper.count() == 0
    await home.check_ledger()


async def test_clearing_the_log_forgets_what_is_kept(home: House, up: Upstreams) -> None:
    await KINDS["chat"].open(home, up)
    async with client(home) as sdk:
        answer = await sdk.responses.create(model=MODEL, input="Hi")
        await home.gateway.data.clear_log()
        await unknown(sdk, answer.id)
    assert await home.gateway.memory.keeper.count() == 0


async def test_switching_off_erases_at_once(tmp_path: Path, up: Upstreams) -> None:
    async with house(tmp_path) as home, client(home) as sdk:
        await KINDS["chat"].open(home, up)
        answer = await sdk.responses.create(model=MODEL, input="Hi")
        await home.gateway.memory.keeper.drain()
        assert await home.gateway.memory.keeper.count() == 1
        await home.gateway.settings_service.set("keep_responses", False)
        assert await home.gateway.memory.keeper.count() == 0
        await home.gateway.settings_service.set("keep_responses", True)
        await unknown(sdk, answer.id)


async def test_no_body_is_a_fault_of_ours(home: House, up: Upstreams) -> None:
    await KINDS["chat"].open(home, up)
    async with client(home) as sdk:
        answer = await sdk.responses.create(model=MODEL, input="Hi")
    for body in (
        b'{"model":"gpt-5.4","input":"x","previous_response_id":["a"]}',
        b'{"model":"gpt-5.4","input":7,"previous_response_id":"ID"}',
        b'{"model":"gpt-5.4","previous_response_id":"ID"}',
        b'{"model":"gpt-5.4","input":[1],"previous_response_id":"ID"}',
        b'{"model":"gpt-5.4","input":[{"type":"item_reference"}],"previous_response_id":"ID"}',
        b'{"model":"gpt-5.4","input":[{"type":"item_reference","id":["ID"]}]}',
        b'{"model":"gpt-5.4","input":{"type":"item_reference","id":"ID"}}',
        b'{"model":"gpt-5.4","input":"x","store":"maybe","previous_response_id":"ID"}',
        b'{"model":7,"input":"x","previous_response_id":"ID"}',
        b'[{"previous_response_id":"ID"}]',
        b'{"previous_response_id":',
        b'{"model":"gpt-5.4","input":"\\ud800","previous_response_id":"\\ud800"}',
    ):
        sent = body.replace(b"ID", answer.id.encode())
        for path in ("/v1/responses", "/v1/responses/compact", "/v1/responses/input_tokens"):
            status, _, content = await home.post(path, sent)
            assert status < 500 or b"not_implemented" in content, (path, sent, content)
    await home.check_ledger()


async def test_the_whole_conversation_is_held_against_the_balance(
    home: House, up: Upstreams
) -> None:
    await KINDS["chat"].open(home, up)
    token, key = await home.token(20_000_000)
    up.openai.script(Reply(text="Read.", usage=Usage(5000, 5)))
    async with client(home, key) as sdk:
        first = await sdk.responses.create(model=MODEL, input="word " * 9_000, max_output_tokens=20)
        left = home.balance(token)
        short: dict[str, object] = {"model": MODEL, "input": "x", "max_output_tokens": 16}
        with pytest.raises(openai.APIStatusError) as poor:
            await respond(sdk, previous_response_id=first.id, **short)
        await respond(sdk, **short)  # by itself it can be paid
    assert poor.value.code == "insufficient_quota"
    assert home.balance(token) < left
    assert len(up.openai.requests) == 2
    await home.check_ledger()
