"""Sessions, files and batches go to the next channel, as long as none has taken them."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anthropic
import openai
import pytest

from gateway.domain.money import NANO
from tests.gateway.house import House
from tests.gateway.server import test_message_batches as messages
from tests.gateway.server.test_files_and_batches import CHAT, client_of, jsonl, line
from tests.gateway.server.test_realtime import ANSWER, SAY, until
from tests.gateway.server.test_realtime import PRICE as SPOKEN
from tests.upstreams import Upstreams

FAULTS = ("refuses the key", "is not there")


def nowhere() -> str:
    """The address of nobody on this machine."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{closed.getsockname()[1]}"


async def broken(home: House, up: Upstreams, fault: str, *models: str, **fields: Any) -> None:
    """A channel before all others that will not do."""
    provider = fields.pop("provider", "openai")
    mock = up.add_openai("broken") if provider == "openai" else up.add_anthropic("broken")
    fields["keys"] = ("sk-not-known-there",)
    base = mock if fault == FAULTS[0] else nowhere() + ("/v1" if provider == "openai" else "")
    await home.channel(base, *models, provider=provider, priority=9, **fields)


@asynccontextmanager
async def silent() -> AsyncIterator[tuple[str, list[bytes]]]:
    """Someone who takes a request and hangs up; what was taken."""
    taken: list[bytes] = []

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        taken.append(await reader.readuntil(b"\r\n\r\n"))
        writer.close()

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", taken
    finally:
        server.close()
        await server.wait_closed()


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_session_opens_at_the_next(home: House, up: Upstreams, fault: str) -> None:
    await broken(home, up, fault, "gpt-realtime")
    await home.channel(up.openai, "gpt-realtime", provider="openai")
    await home.price(gpt_realtime=SPOKEN)
    token, key = await home.token(NANO)
    async with (
        client_of(home, key) as client,
        client.realtime.connect(model="gpt-realtime") as connection,
    ):
        await connection.conversation.item.create(item=SAY["item"])  # type: ignore[arg-type]
        await connection.send(ANSWER)  # type: ignore[arg-type]
        await until(connection, "response.done")
    await up.openai.realtime.until(lambda: up.openai.realtime.open == 0)
    rows = await home.log()
    assert [(row.request.status, row.request.channel_name) for row in rows] == [
        ("done", "openai 2")
    ]
    assert home.balance(token) < NANO
    await home.check_ledger()


async def test_a_session_that_nobody_opens_costs_nothing(home: House, up: Upstreams) -> None:
    for fault in FAULTS:
        mock = up.add_openai(fault.replace(" ", "-"))
        base = mock if fault == FAULTS[0] else f"{nowhere()}/v1"
        keys = ("sk-not-known-there",)
        await home.channel(base, "gpt-realtime", provider="openai", keys=keys)
    await home.price(gpt_realtime=SPOKEN)
    token, key = await home.token(NANO)
    headers = {"Authorization": f"Bearer {key}", "Upgrade": "websocket", "Connection": "Upgrade"}
    url = f"{home.url}/v1/realtime?model=gpt-realtime"
    async with home.session.get(url, headers=headers) as refused:
        body = await refused.json()
        assert (refused.status, body["error"]["code"]) == (502, "all_channels_failed")
        assert all(name in body["error"]["message"] for name in ("openai 1", "openai 2"))
    assert (home.balance(token), home.reserved(token)) == (NANO, 0)


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_file_is_put_at_the_next(home: House, up: Upstreams, fault: str) -> None:
    await broken(home, up, fault, "gpt-4o", aliases={"best": "gpt-4o-mini"})
    await home.channel(up.openai, "gpt-4o", provider="openai", aliases={"best": "gpt-4o"})
    async with client_of(home) as client:
        data = jsonl(line("a", "best"))
        file = await client.files.create(file=("in.jsonl", data), purpose="batch")
        stored = (await client.files.content(file.id)).content
        assert b'"gpt-4o"' in stored  # as the channel that has it knows the model
        batch = await client.batches.create(
            input_file_id=file.id, endpoint=CHAT, completion_window="24h"
        )
        assert (await client.batches.retrieve(batch.id)).input_file_id == file.id


@pytest.mark.parametrize("fault", FAULTS)
async def test_messages_batches_go_to_the_next(home: House, up: Upstreams, fault: str) -> None:
    await broken(home, up, fault, messages.MODEL, provider="anthropic")
    await home.channel(up.anthropic, messages.MODEL)
    async with messages.client_of(home) as client:
        batch = await client.messages.batches.create(requests=[messages.request("a")])
    assert batch.id in up.anthropic.batches.batches


async def test_what_may_have_been_taken_is_ordered_once(home: House, up: Upstreams) -> None:
    async with silent() as (address, taken):
        await home.channel(address, messages.MODEL, provider="anthropic", priority=9)
        await home.channel(up.anthropic, messages.MODEL)
        async with messages.client_of(home) as client:
            with pytest.raises(anthropic.InternalServerError):
                await client.messages.batches.create(requests=[messages.request("a")])
    assert len(taken) == 1
    assert up.anthropic.requests == []


async def test_what_is_wrong_with_the_request_is_asked_once(home: House, up: Upstreams) -> None:
    second = up.add_openai("second")
    await home.channel(up.openai, "gpt-4o", provider="openai", priority=9)
    await home.channel(second, "gpt-4o", provider="openai")
    async with client_of(home) as client:
        with pytest.raises(openai.BadRequestError):
            await client.files.create(file=("a.txt", b"x"), purpose="nonsense")  # type: ignore[arg-type]
    assert second.requests == []
