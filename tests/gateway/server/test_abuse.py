"""Somebody in the same network who means harm: slow, greedy, crooked, and guessing."""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import struct
from base64 import b64encode
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gateway.server import guests
from gateway.server.middleware.throttle import THIS_COMPUTER
from tests.gateway.house import ACCESS_TOKEN, ROOT_KEY, House, house
from tests.gateway.networks import HOME, household
from tests.upstreams import Reply, Upstreams, Usage

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]
CHAT = {"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}


@pytest.fixture
async def home(tmp_path: Path, up: Upstreams) -> AsyncIterator[House]:
    async with house(tmp_path, networks=household()) as running:
        await running.channel(up.openai, "gpt-4o")
        up.openai.always(Reply(text="ok", usage=Usage(10, 2)))
        await running.gateway.sharing.turn(True)
        yield running


async def connect(home: House, address: str = HOME) -> Stream:
    assert home.gateway.bound is not None
    return await asyncio.open_connection(address, home.gateway.bound.port)


async def rest(stream: Stream) -> bytes:
    """Everything up to the end of the connection, which has to come."""
    reader, writer = stream
    try:
        async with asyncio.timeout(8):
            return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def say(home: House, raw: bytes, address: str = HOME) -> bytes:
    """What is answered to these bytes, behind which the client hears only."""
    stream = await connect(home, address)
    stream[1].write(raw)
    return await rest(stream)


def head(path: str = "/v1/models", *lines: str, method: str = "GET", key: str = ROOT_KEY) -> bytes:
    fields = [f"{method} {path} HTTP/1.1", f"Host: {HOME}", f"Authorization: Bearer {key}"]
    return "\r\n".join([*fields, *lines, "", ""]).encode()


def statuses(answer: bytes) -> list[int]:
    """Of every response in it."""
    return [int(found) for found in re.findall(rb"HTTP/1\.[01] (\d{3}) ", answer)]


async def works(home: House, address: str = HOME) -> bool:
    answer = await say(home, head("/v1/models", "Connection: close"), address)
    return statuses(answer) == [200]


class TestSlowness:
    async def test_a_head_that_never_ends_ends_the_connection(
        self, home: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(guests, "HEAD_S", 0.1)
        streams = [await connect(home) for _ in range(20)]
        for number, (_, writer) in enumerate(streams):
            writer.write(head()[: number * 3])
        assert [await rest(stream) for stream in streams] == [b""] * 20
        assert len(home.gateway._listeners.gate) == 0
        mine = await connect(home, "127.0.0.1")  # this computer's own may take their time
        mine[1].write(head()[:10])
        assert await works(home)
        mine[1].write(head("/v1/models", "Connection: close")[10:])
        assert statuses(await rest(mine)) == [200]

    async def test_who_was_in_time_once_may_idle(
        self, home: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(guests, "HEAD_S", 0.1)
        reader, writer = await connect(home)
        for byte in head():
            writer.write(bytes([byte]))
            await writer.drain()
        assert b" 200 " in await reader.readline()
        silent = await connect(home)
        assert await rest(silent) == b"", "so the first one's deadline has passed as well"
        writer.write(head("/v1/models", "Connection: close"))
        assert 200 in statuses(await rest((reader, writer)))

    @pytest.mark.parametrize("path", ["/v1/chat/completions", "/v1/audio/transcriptions"])
    async def test_a_body_that_trickles_is_given_up_and_costs_nothing(
        self, home: House, monkeypatch: pytest.MonkeyPatch, path: str
    ) -> None:
        monkeypatch.setattr(guests, "BODY_S", 0.1)
        monkeypatch.setattr(guests, "BODY_BYTES_PER_S", 2**30)
        kind = "multipart/form-data; boundary=x" if "audio" in path else "application/json"
        lines = (f"Content-Type: {kind}", "Content-Length: 1000")
        reader, writer = await connect(home)
        writer.write(head(path, *lines, method="POST") + b"{")
        async with asyncio.timeout(8):
            answer = await reader.readuntil(b"}")
        assert statuses(answer) == [408]
        writer.close()
        assert await home.log() == []
        await home.check_ledger()


class TestGreed:
    async def test_one_machine_holds_so_many_connections_and_no_more(
        self, home: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(guests, "MOST_OF_ONE", 3)
        held = [await connect(home) for _ in range(3)]
        for _ in range(3):
            assert await rest(await connect(home)) == b""
        assert await works(home, "127.0.0.1"), "this computer is not counted"
        held[0][1].write(head("/v1/models", "Connection: close"))
        assert statuses(await rest(held[0])) == [200]
        assert await works(home)
        await home.gateway.settings_service.set("trusted_proxies", "127.0.0.1")
        more = [await connect(home) for _ in range(3)]
        assert await works(home), "a named proxy speaks for many"
        monkeypatch.setattr(guests, "MOST", 5)
        assert await rest(await connect(home)) == b""
        for _, writer in (*held[1:], *more):
            writer.close()

    @pytest.mark.parametrize(
        "raw",
        [
            head("/v1/models", "X-Large: " + "a" * 40_000),
            head("/v1/" + "a" * 40_000),
            head("/v1/models", *(f"X-{n}: 1" for n in range(2_000))),
            b"GET /v1/models HTTP/1.1\r\nX-Endless: " + b"a" * 3_000_000,
            b"G" * 3_000_000,
        ],
        ids=["field", "line", "fields", "endless", "method"],
    )
    async def test_heads_have_limits(self, home: House, raw: bytes) -> None:
        answer = await say(home, raw)
        assert set(statuses(answer)) <= {400, 404, 414, 431}, answer[:200]
        assert await works(home)


CROOKED = {
    "length-and-chunks": ("Content-Length: 4", "Transfer-Encoding: chunked"),
    "two-lengths": ("Content-Length: 4", "Content-Length: 5"),
    "list-of-lengths": ("Content-Length: 4, 5",),
    "negative": ("Content-Length: -1",),
    "plus": ("Content-Length: +4",),
    "coding": ("Transfer-Encoding: xchunked",),
    "coding-twice": ("Transfer-Encoding: chunked, identity",),
    "space": ("Content-Length : 4",),
    "folded": ("X-A: b", " Content-Length: 4"),
    "control": ("X-A: b\x00c",),
}


SPOOFED = (
    ("X-Forwarded-For: 127.0.0.1", "X-Real-IP: 127.0.0.1"),
    ("Forwarded: for=127.0.0.1;host=localhost", "X-Forwarded-Host: localhost"),
    ("X-Original-URL: /api/status", "X-Rewrite-URL: /api/status"),
    ("X-HTTP-Method-Override: GET", "Origin: http://localhost"),
)
TARGETS = (
    *("/api/status", "//api/status", "/./api/status", "/v1/../api/status"),
    *("/v1/..%2fapi/status", "/%61pi/status", "/api%2fstatus", "/API/status"),
    *("/v1//api/status", "http://localhost/api/status", "http://127.0.0.1:3000/api/status"),
)


class TestCrookedness:
    @pytest.mark.parametrize("address", [HOME, "127.0.0.1"])
    async def test_no_body_hides_a_second_request(self, home: House, address: str) -> None:
        hidden = head("/v1/models?smuggled", "X-Second: yes", "Connection: close")
        for name, lines in CROOKED.items():
            first = head("/v1/chat/completions", *lines, method="POST")
            answer = await say(home, first + b"0\r\n\r\n" + hidden, address)
            told = statuses(answer)
            assert told, name
            assert all(400 <= status < 500 for status in told), (name, answer)
        assert await works(home)
        assert await home.log() == []

    @pytest.mark.parametrize("lines", SPOOFED)
    async def test_guests_never_reach_the_management_api(
        self, home: House, lines: tuple[str, ...]
    ) -> None:
        for target in TARGETS:
            for host in (HOME, "localhost", "127.0.0.1"):
                fields = [f"GET {target} HTTP/1.1", f"Host: {host}"]
                fields += [f"Authorization: {ACCESS_TOKEN}", "Connection: close", *lines]
                answer = await say(home, "\r\n".join([*fields, "", ""]).encode())
                assert b'"success":true' not in answer.replace(b" ", b"")
                told = statuses(answer)
                assert told, target
                assert 200 not in told, answer[:300]

    async def test_a_second_host_header_opens_nothing(self, home: House) -> None:
        hosts = ["Host: localhost", "Host: evil.example"]
        for both in (hosts, hosts[::-1]):
            fields = ["GET /api/user/self HTTP/1.1", *both, f"Authorization: {ACCESS_TOKEN}"]
            raw = "\r\n".join([*fields, "Connection: close", "", ""]).encode()
            assert statuses(await say(home, raw, "127.0.0.1")) in ([400], [403])

    async def test_what_is_no_http_is_not_quoted_in_the_log(
        self, home: House, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Whoever sends it could fill the log, and a key may stand in what is quoted."""
        raw = head("/v1/models", key="sk-secret-key\x00")
        assert statuses(await say(home, raw)) == [400]
        assert statuses(await say(home, b"\x16\x03\x01 hello\r\n\r\n")) == [400]
        assert [record for record in caplog.records if record.name.startswith("gateway")] == []
        assert "sk-secret" not in caplog.text


class TestGuessing:
    async def test_every_place_of_a_key_counts(
        self, home: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        waits: list[float] = []

        async def sleep(seconds: float) -> None:
            waits.append(seconds)

        monkeypatch.setattr("gateway.server.door.sleep", sleep)
        bans = home.gateway.door.bans
        bans.throttle._clock = bans._clock = lambda: 0.0  # nothing is forgiven
        basic = b64encode(b"user:sk-wrong").decode()
        upgrade = ("Upgrade: websocket", "Sec-WebSocket-Version: 13")
        socket = (*upgrade, "Sec-WebSocket-Key: " + b64encode(bytes(16)).decode())
        wrong = [
            ("/v1/models", "Authorization: Bearer sk-wrong"),
            ("/v1/models", "x-api-key: sk-wrong"),
            ("/v1/models", "x-goog-api-key: sk-wrong"),
            ("/v1/models?key=sk-wrong",),
            ("/v1/models", f"Authorization: Basic {basic}"),
            (
                "/v1/realtime?model=x",
                *socket,
                "Sec-WebSocket-Protocol: realtime, openai-insecure-api-key.sk-wrong",
            ),
            ("/openapi.json", "Authorization: Bearer sk-wrong"),
        ]
        for _ in range(8):
            for path, *lines in wrong:
                fields = [f"GET {path} HTTP/1.1", f"Host: {HOME}", "Connection: close", *lines]
                answer = await say(home, "\r\n".join([*fields, "", ""]).encode())
                assert statuses(answer) == [401], (path, answer)
        assert len(waits) == 8 * len(wrong) - THIS_COMPUTER.free
        assert waits == sorted(waits)
        assert bans.bans() == [], "they come from this computer's own address here"


def websocket_frame(opcode: int, data: bytes, *, fin: bool = True) -> bytes:
    """RFC 6455, 5.2."""
    first = (0x80 if fin else 0) | opcode
    if len(data) < 126:
        size = bytes([first, 0x80 | len(data)])
    elif len(data) < 2**16:
        size = bytes([first, 0x80 | 126]) + struct.pack("!H", len(data))
    else:
        size = bytes([first, 0x80 | 127]) + struct.pack("!Q", len(data))
    return size + bytes(4) + data  # a mask of zeros changes nothing


TEXT, BINARY, CLOSE, PING, PONG, MORE = 1, 2, 8, 9, 10, 0
_EVENT = json.dumps({"type": "input_audio_buffer.clear"}).encode()
FRAMES = {
    "reserved-opcode": websocket_frame(3, b"x"),
    "reserved-bit": bytes([0xC1 | 0x70, 0x80]) + bytes(4),
    "endless": bytes([0x81, 0xFF]) + struct.pack("!Q", 2**63 - 1) + bytes(4) + b"x" * 70_000,
    "negative": bytes([0x81, 0xFF]) + struct.pack("!Q", 2**64 - 1) + bytes(4),
    "large-ping": websocket_frame(PING, b"x" * 126),
    "split-ping": websocket_frame(PING, b"x", fin=False),
    "continued-nothing": websocket_frame(MORE, b"x"),
    "two-at-once": websocket_frame(TEXT, b"a", fin=False) + websocket_frame(TEXT, b"b"),
    "not-utf8": websocket_frame(TEXT, b"\xff\xfe"),
    "bad-close": websocket_frame(CLOSE, b"\x00"),
    "close-code": websocket_frame(CLOSE, struct.pack("!H", 999) + b"x"),
    "too-much": websocket_frame(TEXT, b"x" * 2**20, fin=False) * 17,
}


class TestFrames:
    @pytest.fixture
    async def realtime(self, home: House, up: Upstreams) -> House:
        await home.channel(up.openai, "gpt-realtime", provider="openai")
        await home.price(gpt_realtime={"input": 4, "output": 16})
        return home

    async def opened(self, home: House) -> Stream:
        stream = await connect(home)
        lines = ("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13")
        key = "Sec-WebSocket-Key: " + b64encode(bytes(16)).decode()
        stream[1].write(head("/v1/realtime?model=gpt-realtime", *lines, key))
        assert b" 101 " in await stream[0].readuntil(b"\r\n\r\n")
        return stream

    async def over(self, home: House, up: Upstreams) -> None:
        await up.openai.realtime.until(lambda: up.openai.realtime.open == 0)
        await home.check_ledger()
        assert len(home.gateway._listeners.gate) == 0

    @pytest.mark.parametrize("name", FRAMES)
    async def test_a_frame_against_the_rules_ends_the_session(
        self, realtime: House, up: Upstreams, caplog: pytest.LogCaptureFixture, name: str
    ) -> None:
        reader, writer = await self.opened(realtime)
        await reader.readuntil(b"session.created")
        writer.write(FRAMES[name])
        if name == "endless":
            writer.write_eof()  # what is announced and never comes is the client's to end
        await rest((reader, writer))
        await self.over(realtime, up)
        assert [record for record in caplog.records if record.exc_info] == []

    async def test_random_frames_end_the_session_or_are_answered(
        self, realtime: House, up: Upstreams, caplog: pytest.LogCaptureFixture
    ) -> None:
        chance = random.Random(11)
        for _ in range(40):
            stream = await self.opened(realtime)
            for _ in range(chance.randrange(1, 6)):
                if chance.random() < 0.5:
                    stream[1].write(chance.randbytes(chance.randrange(1, 200)))
                else:
                    opcode = chance.choice((TEXT, BINARY, PING, PONG, MORE, CLOSE))
                    body = chance.choice((_EVENT, os.urandom(20), b"", b"{}", b"[" * 100))
                    stream[1].write(websocket_frame(opcode, body, fin=chance.random() < 0.8))
            stream[1].write_eof()
            await rest(stream)
        await self.over(realtime, up)
        assert [record for record in caplog.records if record.exc_info] == []
