"""Descriptors, sockets, servers and TLS: asyncio's transports work on every loop."""

import asyncio
import random
import select
import socket
import ssl
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

from aiohttp import ClientSession, web

from tests.desktop.certificates import self_signed

Loop = asyncio.AbstractEventLoop
LOCAL = "127.0.0.1"


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Send everything back until the other side has finished."""
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()
    await writer.wait_closed()


def port_of(server: asyncio.Server) -> int:
    port: int = server.sockets[0].getsockname()[1]
    return port


# Descriptors.


def test_a_reader_is_called_while_there_is_something_to_read(loop: Loop) -> None:
    ours, theirs = socket.socketpair()
    seen: list[bytes] = []

    def read() -> None:
        seen.append(ours.recv(1))
        if len(seen) == 5:
            loop.stop()

    with ours, theirs:
        ours.setblocking(False)
        loop.add_reader(ours, read)
        loop.call_later(0.005, theirs.send, b"later")
        loop.run_forever()
        assert b"".join(seen) == b"later"
        assert loop.remove_reader(ours)
        assert not loop.remove_reader(ours)
        theirs.send(b"unread")
        loop.run_until_complete(asyncio.sleep(0.01))
    assert len(seen) == 5


def test_a_reader_is_called_once_for_what_it_reads(loop: Loop) -> None:
    """Even when so many are ready that calling them takes long: no poll finds them twice."""
    pairs = [socket.socketpair() for _ in range(60)]
    left = {ours for ours, _theirs in pairs}

    def read(ours: socket.socket) -> None:
        assert ours.recv(1) == b"x"
        end = time.monotonic() + 0.001
        while time.monotonic() < end:
            pass
        left.discard(ours)
        if not left:
            loop.stop()

    failures: list[object] = []
    loop.set_exception_handler(lambda _loop, context: failures.append(context["exception"]))
    for ours, theirs in pairs:
        ours.setblocking(False)
        loop.add_reader(ours, read, ours)
        theirs.send(b"x")
    loop.run_forever()
    loop.run_until_complete(asyncio.sleep(0))
    for ours, theirs in pairs:
        loop.remove_reader(ours)
        ours.close()
        theirs.close()
    assert failures == []


def test_a_second_reader_replaces_the_first(loop: Loop) -> None:
    ours, theirs = socket.socketpair()
    seen: list[str] = []

    def second() -> None:
        seen.append("second")
        loop.stop()

    with ours, theirs:
        theirs.send(b"x")
        loop.add_reader(ours, seen.append, "first")
        loop.add_reader(ours, second)
        loop.run_forever()
        loop.remove_reader(ours)
    assert seen == ["second"]


def test_a_writer_is_called_only_while_there_is_room(loop: Loop) -> None:
    ours, theirs = socket.socketpair()
    calls: list[str] = []

    def write() -> None:
        calls.append("room")
        loop.stop()

    with ours, theirs:
        ours.setblocking(False)
        while select.select([], [ours], [], 0)[1]:
            ours.send(bytes(65536))
        loop.add_writer(ours, write)
        loop.run_until_complete(asyncio.sleep(0.01))
        assert calls == []
        while select.select([theirs], [], [], 0)[0]:
            theirs.recv(65536)
        loop.run_forever()
        loop.run_forever()
        assert calls == ["room", "room"]
        assert loop.remove_writer(ours)
        assert not loop.remove_writer(ours)


def test_descriptors_that_are_used_again_are_not_mixed_up(loop: Loop) -> None:
    """Closing gives a number back, and the next socket gets it: no event may cross over."""

    async def once(number: int) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            ours.setblocking(False)
            waiting = asyncio.ensure_future(loop.sock_recv(ours, 100))
            await asyncio.sleep(0)
            if number % 3 == 0:
                waiting.cancel()
                await asyncio.wait([waiting])
            theirs.send(str(number).encode())
            if number % 3:
                assert await waiting == str(number).encode()

    async def many() -> None:
        for number in range(200):
            await once(number)

    loop.run_until_complete(many())


def test_sockets_are_accepted_connected_read_and_written(loop: Loop) -> None:
    async def talk() -> bytes:
        with socket.create_server((LOCAL, 0)) as listener, socket.socket() as client:
            listener.setblocking(False)
            client.setblocking(False)
            accepting = asyncio.ensure_future(loop.sock_accept(listener))
            await loop.sock_connect(client, listener.getsockname())
            server, _address = await accepting
            with server:
                await loop.sock_sendall(client, b"question")
                assert await loop.sock_recv(server, 100) == b"question"
                await loop.sock_sendall(server, b"answer")
                return await loop.sock_recv(client, 100)

    assert loop.run_until_complete(talk()) == b"answer"


# Transports.


def test_streams_carry_much_data_both_ways_at_once(loop: Loop) -> None:
    sent = random.Random(3).randbytes(6_000_000)

    async def once(port: int) -> bytes:
        reader, writer = await asyncio.open_connection(LOCAL, port)
        receiving = asyncio.ensure_future(reader.read(-1))
        writer.write(sent)
        await writer.drain()
        writer.write_eof()
        received = await receiving
        writer.close()
        await writer.wait_closed()
        return received

    async def talk() -> list[bytes]:
        async with await asyncio.start_server(echo, LOCAL, 0) as server:
            return await asyncio.gather(*(once(port_of(server)) for _ in range(3)))

    assert all(received == sent for received in loop.run_until_complete(talk()))


def test_many_connections_at_once(loop: Loop) -> None:
    async def once(port: int, number: int) -> bool:
        await asyncio.sleep(number % 7 * 1e-3)
        reader, writer = await asyncio.open_connection(LOCAL, port)
        writer.write(b"%d\n" % number)
        answer = await reader.readline()
        writer.close()
        await writer.wait_closed()
        return int(answer) == number

    async def talk() -> list[bool]:
        async with await asyncio.start_server(echo, LOCAL, 0, backlog=300) as server:
            return await asyncio.gather(*(once(port_of(server), n) for n in range(200)))

    assert all(loop.run_until_complete(talk()))


def test_tls_from_the_start_and_by_upgrade(loop: Loop, tmp_path: Path) -> None:
    certificate = self_signed(tmp_path, LOCAL)
    server_side = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server_side.load_cert_chain(certificate)
    client_side = ssl.create_default_context(cafile=certificate)

    async def talk(upgrade: bool) -> bytes:
        async with await asyncio.start_server(
            upgrading if upgrade else echo, LOCAL, 0, ssl=None if upgrade else server_side
        ) as server:
            reader, writer = await asyncio.open_connection(
                LOCAL, port_of(server), ssl=None if upgrade else client_side
            )
            if upgrade:
                assert await reader.readline() == b"go\n"
                await writer.start_tls(client_side, server_hostname=LOCAL)
            writer.write(b"secret" * 50_000)
            await writer.drain()
            received = await reader.readexactly(300_000)
            writer.close()
            await writer.wait_closed()
            return received

    async def upgrading(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"go\n")
        await writer.drain()
        await writer.start_tls(server_side)
        await echo(reader, writer)

    assert loop.run_until_complete(talk(upgrade=False)) == b"secret" * 50_000
    assert loop.run_until_complete(talk(upgrade=True)) == b"secret" * 50_000


def test_datagrams(loop: Loop) -> None:
    class Echo(asyncio.DatagramProtocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.transport = cast(asyncio.DatagramTransport, transport)

        def datagram_received(self, data: bytes, address: object) -> None:
            self.transport.sendto(data.upper(), address)

    async def talk() -> bytes:
        transport, _protocol = await loop.create_datagram_endpoint(Echo, (LOCAL, 0))
        with socket.socket(type=socket.SOCK_DGRAM) as client:
            client.setblocking(False)
            await loop.sock_connect(client, transport.get_extra_info("sockname"))
            await loop.sock_sendall(client, b"hello")
            answer = await loop.sock_recv(client, 100)
        transport.close()
        return answer

    assert loop.run_until_complete(talk()) == b"HELLO"


def test_names_are_looked_up(loop: Loop) -> None:
    found = loop.run_until_complete(loop.getaddrinfo(LOCAL, 80, type=socket.SOCK_STREAM))
    assert found[0][4] == (LOCAL, 80)


def test_aiohttp_serves_and_asks_with_streams(loop: Loop) -> None:
    async def stream(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        async for chunk in request.content.iter_any():
            await answer.write(chunk)
            await asyncio.sleep(0)
        return answer

    async def upload() -> AsyncIterator[bytes]:
        for number in range(50):
            yield b"%04d" % number
            await asyncio.sleep(0.001 if number % 10 == 0 else 0)

    async def talk() -> list[bytes]:
        app = web.Application()
        app.router.add_post("/", stream)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, LOCAL, 0)
        await site.start()
        url = f"http://{LOCAL}:{runner.addresses[0][1]}/"

        async def ask(session: ClientSession) -> bytes:
            async with session.post(url, data=upload()) as answer:
                return await answer.read()

        async with ClientSession() as session:
            answers = await asyncio.gather(*(ask(session) for _ in range(10)))
        await runner.cleanup()
        return answers

    expected = b"".join(b"%04d" % number for number in range(50))
    assert loop.run_until_complete(talk()) == [expected] * 10
