"""Listening elsewhere without a restart: requests go on; if the new place fails, the old stays."""

import asyncio
import errno
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from gateway.errors import ServiceError
from gateway.events import ServerChanged
from gateway.server import listeners
from tests.gateway.house import House, house
from tests.upstreams import Reply, Upstreams


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    """A gateway whose address is the settings' to say."""
    async with house(tmp_path) as running:
        running.gateway.settings._command_line.clear()
        running.gateway.settings.load({})
        yield running


def free_port(host: str = "127.0.0.1") -> int:
    with socket.socket() as sock:
        sock.bind((host, 0))
        return int(sock.getsockname()[1])


async def move(home: House, **settings: object) -> None:
    for name, value in settings.items():
        await home.gateway.settings_service.set(name, value)
    await home.gateway.restart_listener()


async def answers(host: str, port: int) -> bool:
    try:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://{host}:{port}/health") as answer,
        ):
            return answer.status == 200
    except aiohttp.ClientConnectorError:
        return False


async def test_another_port_serves_and_the_old_one_does_not(home: House) -> None:
    bound = home.gateway.bound
    assert bound is not None
    old, new = bound.port, free_port()
    told: list[object] = []
    home.gateway.events.subscribe(told.append)
    await move(home, port=new)
    assert home.gateway.bound is not None
    assert (home.gateway.bound.port, home.gateway.status().wanted_port) == (new, new)
    assert await answers("127.0.0.1", new)
    assert not await answers("127.0.0.1", old)
    assert ServerChanged() in told


async def test_a_stream_under_way_goes_on(home: House, up: Upstreams) -> None:
    await home.channel(up.openai, "gpt-4o")
    up.openai.script(Reply(text="one two three", stall_after=1))
    body = {"model": "gpt-4o", "stream": True, "messages": [{"role": "user", "content": "Hi"}]}
    answer = asyncio.ensure_future(home.post("/v1/chat/completions", body))
    async with asyncio.timeout(10):
        while not len(home.gateway.live):  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    await move(home, port=free_port())
    up.openai.release()
    status, _, content = await answer
    assert status == 200
    assert b"[DONE]" in content
    assert len(await home.log()) == 1


async def test_an_idle_connection_to_the_old_place_ends(home: House) -> None:
    """Whoever was let in by an address that was given up does not stay in."""
    bound = home.gateway.bound
    assert bound is not None
    reader, writer = await asyncio.open_connection("127.0.0.1", bound.port)
    writer.write(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert (await reader.readline()).startswith(b"HTTP/1.1 200")
    await move(home, port=free_port())
    async with asyncio.timeout(10):
        await reader.read()
        assert reader.at_eof()
    writer.close()


async def test_a_taken_port_is_told_with_its_holder_and_the_old_one_stays(home: House) -> None:
    before = home.gateway.bound
    server = await asyncio.start_server(lambda _r, w: w.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        with pytest.raises(ServiceError) as refused:
            await move(home, port=port)
    assert refused.value.code == "port_taken"
    assert refused.value.fields["port"] == str(port)
    assert "pid" in refused.value.fields["holder"]
    assert home.gateway.bound == before
    assert before is not None
    assert await answers("127.0.0.1", before.port)


async def test_a_reserved_port_is_told_apart(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows answers for its excluded ranges, and Linux below 1024 (not to root)."""
    real = listeners._listen
    reserved = free_port()

    def refuse(host: str, port: int) -> socket.socket:
        if port == reserved:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(host, port)

    monkeypatch.setattr(listeners, "_listen", refuse)
    with pytest.raises(ServiceError) as refused:
        await move(home, port=reserved)
    assert refused.value.code == "port_reserved"
    assert home.gateway.bound is not None
    assert await answers("127.0.0.1", home.gateway.bound.port)


async def test_the_address_alone_can_change(home: House) -> None:
    """The old sockets stand in the way of the new ones then."""
    bound = home.gateway.bound
    assert bound is not None
    await move(home, port=bound.port, host="127.0.0.2")
    assert home.gateway.bound is not None
    assert home.gateway.bound.hosts == ("127.0.0.2",)
    assert await answers("127.0.0.2", bound.port)
    assert not await answers("127.0.0.1", bound.port)
    await move(home, host="")
    assert await answers("127.0.0.1", bound.port)


@pytest.mark.parametrize("host", ["192.0.2.77", "no.such.host.invalid"])
async def test_an_address_that_is_not_ours_leaves_it_where_it_was(home: House, host: str) -> None:
    bound = home.gateway.bound
    assert bound is not None
    with pytest.raises(ServiceError) as refused:
        await move(home, port=bound.port, host=host)
    assert refused.value.code == "address_unavailable"
    assert home.gateway.bound is not None
    assert home.gateway.bound.hosts == bound.hosts
    assert await answers("127.0.0.1", bound.port)


async def test_where_it_listens_already_nothing_happens(home: House) -> None:
    bound = home.gateway.bound
    assert bound is not None
    await move(home, port=bound.port)
    assert home.gateway.bound is bound or home.gateway.bound == bound
    assert await answers("127.0.0.1", bound.port)


async def test_after_moving_it_still_stops(tmp_path: Path) -> None:
    async with house(tmp_path) as running:
        running.gateway.settings._command_line.clear()
        running.gateway.settings.load({})
        port = free_port()
        await move(running, port=port)
    assert not await answers("127.0.0.1", port)
