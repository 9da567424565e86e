"""Asking for a newer version: only where an address is set, and wary of what it answers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from gateway.errors import ServiceError
from gateway.events import UpdateFound
from gateway.services import updates
from gateway.services.updates import MAX_BYTES, newer
from gateway.version import __version__
from tests.gateway.house import House, house

Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
NEWER = {"version": "99.0.0", "url": "https://example.com/99", "notes": "Faster."}


@asynccontextmanager
async def release_server(answer: Answer) -> AsyncIterator[tuple[str, list[bytes]]]:
    """Answers every request as told; its address, and the heads of what it was asked."""
    heads: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            heads.append(await reader.readuntil(b"\r\n\r\n"))
            await answer(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/release.json", heads


def says(body: bytes, status: str = "200 OK", headers: str = "") -> Answer:
    async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n{headers}"
        writer.write(head.encode() + b"\r\n" + body)
        await writer.drain()

    return answer


async def refusal(home: House) -> str:
    with pytest.raises(ServiceError) as refused:
        await home.gateway.updates.check()
    return refused.value.code


async def test_without_an_address_nothing_is_ever_asked(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        assert not home.gateway.updates.view.configured
        assert await refusal(home) == "update_not_configured"


async def test_a_newer_version_is_told_once_and_known_after_a_restart(tmp_path: Path) -> None:
    async with release_server(says(json.dumps(NEWER).encode())) as (url, heads):
        async with house(tmp_path) as home:
            told: list[UpdateFound] = []
            home.gateway.events.subscribe(
                lambda event: told.append(event) if isinstance(event, UpdateFound) else None
            )
            await home.gateway.settings_service.set("update_url", url)
            view = await home.gateway.updates.check()
            assert (view.version, view.url, view.notes) == ("99.0.0", NEWER["url"], "Faster.")
            await home.gateway.updates.check()
            assert told == [UpdateFound("99.0.0")]
            assert view.checked_at > 0
        async with house(tmp_path) as home:
            assert home.gateway.updates.view.version == "99.0.0"
            await home.gateway.settings_service.reset("update_url")
            assert home.gateway.updates.view.version == "", "who asks no longer is told no longer"
    assert f"User-Agent: Homeport/{__version__}".encode() in heads[0]
    assert b"Authorization" not in heads[0]


async def test_the_version_that_runs_is_no_news(tmp_path: Path) -> None:
    body = json.dumps({"version": __version__}).encode()
    async with release_server(says(body)) as (url, _), house(tmp_path) as home:
        await home.gateway.settings_service.set("update_url", url)
        view = await home.gateway.updates.check()
        assert (view.version, view.error) == ("", "")


@pytest.mark.parametrize(
    "body",
    [
        b"not json",
        b"[]",
        b"{}",
        b'{"version": 3}',
        b'{"version": "soon"}',
        b'{"version": "9.9.9", "url": "javascript:alert(1)"}',
        b'{"version": "9.9.9", "url": "http://example.com/"}',
        b'{"version": "9.9.9", "url": "https://"}',
        b"[" * 20_000,
        b'{"version": "9.9.9", "notes": "' + b"x" * MAX_BYTES + b'"}',
    ],
)
async def test_what_is_no_release_is_refused(tmp_path: Path, body: bytes) -> None:
    async with release_server(says(body)) as (url, _), house(tmp_path) as home:
        await home.gateway.settings_service.set("update_url", url)
        assert await refusal(home) == "update_bad_manifest"
        assert home.gateway.updates.view.error == "update_bad_manifest"
        assert home.gateway.updates.view.version == ""


async def test_a_body_without_end_is_left(tmp_path: Path) -> None:
    left = asyncio.Event()

    async def pour(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        try:
            while True:
                writer.write(b"x" * 65536)
                await writer.drain()
        except ConnectionError:
            left.set()

    async with release_server(pour) as (url, _), house(tmp_path) as home:
        await home.gateway.settings_service.set("update_url", url)
        assert await refusal(home) == "update_bad_manifest"
        await left.wait()


@pytest.mark.parametrize("status", ["404 Not Found", "301 Moved Permanently", "500 Oops"])
async def test_only_an_ok_counts_and_redirects_are_not_followed(
    tmp_path: Path, status: str
) -> None:
    answer = says(json.dumps(NEWER).encode(), status, "Location: http://127.0.0.1:9/\r\n")
    async with release_server(answer) as (url, heads), house(tmp_path) as home:
        await home.gateway.settings_service.set("update_url", url)
        assert await refusal(home) == "update_unreachable"
        assert len(heads) == 1


async def test_who_never_answers_is_left_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates, "TOTAL_S", 0.05)

    async def silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with release_server(silent) as (url, _), house(tmp_path) as home:
        await home.gateway.settings_service.set("update_url", url)
        assert await refusal(home) == "update_unreachable"


async def test_nobody_there(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        await home.gateway.settings_service.set("update_url", "http://127.0.0.1:9/release.json")
        assert await refusal(home) == "update_unreachable"


@pytest.mark.parametrize(
    "address",
    ["http://example.com/r.json", "ftp://example.com/", "https://", "r.json", "https://["],
)
async def test_only_encrypted_addresses_are_asked(tmp_path: Path, address: str) -> None:
    async with house(tmp_path) as home:
        await home.gateway.settings_service.set("update_url", address)
        assert await refusal(home) == "update_bad_address"


async def test_a_new_address_is_asked_by_itself_soon_and_then_once_a_week(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates, "_FIRST_MS", 0)
    async with release_server(says(json.dumps(NEWER).encode())) as (url, heads):
        async with house(tmp_path) as home:
            found = asyncio.Event()
            home.gateway.events.subscribe(
                lambda event: found.set() if isinstance(event, UpdateFound) else None
            )
            await home.gateway.settings_service.set("update_url", url)
            await found.wait()
            assert home.gateway.updates._due_in_ms() > 6 * 86_400_000
        async with house(tmp_path) as home:
            assert home.gateway.updates._due_in_ms() > 6 * 86_400_000
        assert len(heads) == 1


@pytest.mark.parametrize(
    ("candidate", "current", "follows"),
    [
        ("0.2.0", "0.1.9", True),
        ("v1.0", "0.9.9", True),
        ("0.10.0", "0.9.0", True),
        ("1.0.0", "1.0.0rc1", True),
        ("1.0.0rc2", "1.0.0rc1", True),
        ("1.0.0-beta", "1.0.0", False),
        ("1.0.0", "1.0.0", False),
        ("1.0", "1.0.0", False),
        ("0.9.0", "1.0.0", False),
        ("", "1.0.0", False),
        ("tomorrow", "1.0.0", False),
    ],
)
def test_versions_in_their_order(candidate: str, current: str, follows: bool) -> None:
    assert newer(candidate, current) is follows
