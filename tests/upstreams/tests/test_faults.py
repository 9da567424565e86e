"""Every fault does what it says, seen on the bare socket."""

from __future__ import annotations

import asyncio
import errno
import json

import pytest

from tests.upstreams import ErrorKind, Reply, Upstreams, faults
from tests.upstreams.tests.raw import mock_of, request

KINDS = ("openai", "anthropic", "ollama")
CHUNK_FRAMES = {"openai": b"[DONE]", "anthropic": b"message_stop", "ollama": b'"done":true'}


@pytest.mark.parametrize("kind", KINDS)
async def test_an_error_instead_of_an_answer(up: Upstreams, kind: str) -> None:
    mock = mock_of(up, kind)
    mock.script(faults.failing("rate_limit"))
    async with request(mock, kind) as connection:
        await connection.head()
        assert connection.status == 429
        body = json.loads(await connection.body())
    assert "error" in body
    assert mock.last.finished


@pytest.mark.parametrize(
    ("error", "status", "openai_code", "anthropic_type"),
    [
        ("bad_request", 400, None, "invalid_request_error"),
        ("bad_key", 401, "invalid_api_key", "authentication_error"),
        ("permission", 403, "unsupported_country_region_territory", "permission_error"),
        ("model", 404, "model_not_found", "not_found_error"),
        ("rate_limit", 429, "rate_limit_exceeded", "rate_limit_error"),
        ("server", 500, None, "api_error"),
        ("context", 400, "context_length_exceeded", "invalid_request_error"),
        ("content_filter", 400, "content_policy_violation", "invalid_request_error"),
    ],
)
async def test_errors_are_worded_by_the_provider(
    up: Upstreams, error: ErrorKind, status: int, openai_code: str | None, anthropic_type: str
) -> None:
    found = []
    for kind in ("openai", "anthropic"):
        mock = mock_of(up, kind)
        mock.script(faults.failing(error))
        async with request(mock, kind) as connection:
            await connection.head()
            assert connection.status == status
            found.append(json.loads(await connection.body())["error"])
    assert found[0]["code"] == openai_code
    assert found[1]["type"] == anthropic_type


async def test_money_and_overload_differ_between_providers(up: Upstreams) -> None:
    seen = []
    for kind, status in (("openai", None), *(("anthropic", s) for s in (None, 400, 429))):
        mock = mock_of(up, kind)
        mock.script(faults.failing("money", status), faults.failing("overloaded"))
        for _ in range(2):
            async with request(mock, kind) as connection:
                await connection.head()
                error = json.loads(await connection.body())["error"]
                seen.append((connection.status, error["type"], "retry-after" in connection.headers))
    assert seen[:2] == [(429, "insufficient_quota", False), (503, "server_error", True)]
    assert seen[2:4] == [(402, "billing_error", False), (529, "overloaded_error", False)]
    assert seen[4] == (400, "invalid_request_error", False)
    assert seen[6] == (429, "rate_limit_error", False)


async def test_retry_after_in_all_its_forms(up: Upstreams) -> None:
    date = "Wed, 21 Oct 2026 07:28:00 GMT"
    up.openai.script(
        faults.rate_limited(30),
        faults.rate_limited(after=None, ms=1500),
        faults.rate_limited(after=date),
        faults.rate_limited(after=None),
    )
    seen = []
    for _ in range(4):
        async with request(up.openai, "openai") as connection:
            await connection.head()
            assert connection.status == 429
            names = ("retry-after", "retry-after-ms")
            seen.append(tuple(connection.headers.get(name) for name in names))
    assert seen == [("30", None), (None, "1500"), (date, None), (None, None)]


@pytest.mark.parametrize("kind", KINDS)
async def test_an_error_body_under_status_200(up: Upstreams, kind: str) -> None:
    mock = mock_of(up, kind)
    mock.script(faults.error_in_ok())
    async with request(mock, kind, stream=True) as connection:
        await connection.head()
        assert connection.status == 200
        assert connection.headers["content-type"] == "application/json"
        assert "error" in json.loads(await connection.body())


async def test_html_pages_and_empty_bodies(up: Upstreams) -> None:
    up.openai.script(faults.bad_gateway(), faults.login_page(), faults.empty_body())
    seen = []
    for _ in range(3):
        async with request(up.openai, "openai") as connection:
            await connection.head()
            body = await connection.body()
            seen.append((connection.status, connection.headers["content-type"], body[:15]))
    html = "text/html; charset=utf-8"
    assert seen == [
        (502, html, b"<!DOCTYPE html>"),
        (200, html, b"<!DOCTYPE html>"),
        (200, "application/json", b""),
    ]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_plain_answer_where_a_stream_was_asked_for(up: Upstreams, kind: str) -> None:
    mock = mock_of(up, kind)
    mock.script(Reply(text="Hi", whole=True))
    async with request(mock, kind, stream=True) as connection:
        await connection.head()
        assert connection.headers["content-type"] == "application/json"
        assert b"Hi" in await connection.body()


async def test_own_bodies_and_headers(up: Upstreams) -> None:
    up.openai.script(Reply(error_status=418, error_body={"odd": 1}, headers={"x-own": "yes"}))
    async with request(up.openai, "openai") as connection:
        await connection.head()
        assert (connection.status, connection.headers["x-own"]) == (418, "yes")
        assert json.loads(await connection.body()) == {"odd": 1}


async def test_reset_and_close_before_a_byte(up: Upstreams) -> None:
    up.openai.script(faults.refused_at_once(), faults.closed_at_once())
    async with request(up.openai, "openai") as connection:
        with pytest.raises(ConnectionResetError) as caught:
            await connection.rest()
        assert caught.value.errno == errno.ECONNRESET
    async with request(up.openai, "openai") as connection:
        assert await connection.rest() == b""
    await up.openai.wait_idle()
    assert [exchange.cut for exchange in up.openai.requests] == [True, True]
    assert not any(exchange.disconnected for exchange in up.openai.requests)


@pytest.mark.parametrize("kind", KINDS)
async def test_reset_in_the_stream(up: Upstreams, kind: str) -> None:
    mock = mock_of(up, kind)
    mock.script(faults.reset(after=3))
    async with request(mock, kind, stream=True) as connection:
        await connection.head()
        frames = [await connection.chunk() for _ in range(3)]
        with pytest.raises(ConnectionResetError):
            await connection.rest()
    assert all(frames)
    assert mock.last.frames_sent == 3


@pytest.mark.parametrize("kind", KINDS)
async def test_hung_up_in_the_stream(up: Upstreams, kind: str) -> None:
    mock = mock_of(up, kind)
    mock.script(faults.hung_up(after=3))
    async with request(mock, kind, stream=True) as connection:
        await connection.head()
        for _ in range(3):
            assert await connection.chunk()
        # A FIN where the next chunk, or the last one, should be.
        assert await connection.rest() == b""


@pytest.mark.parametrize("kind", KINDS)
async def test_ended_early_is_well_formed_and_unfinished(up: Upstreams, kind: str) -> None:
    mock = mock_of(up, kind)
    mock.script(faults.ended_early(after=3))
    async with request(mock, kind, stream=True) as connection:
        await connection.head()
        chunks = await connection.chunks()
    assert len(chunks) == 3
    assert CHUNK_FRAMES[kind] not in b"".join(chunks)


@pytest.mark.parametrize("kind", KINDS)
async def test_unfinished_has_all_text_and_no_end(up: Upstreams, kind: str) -> None:
    mock = mock_of(up, kind)
    mock.script(faults.unfinished())
    async with request(mock, kind, stream=True) as connection:
        await connection.head()
        text = b"".join(await connection.chunks())
    assert b"five" in text
    assert CHUNK_FRAMES[kind] not in text
    assert b'"finish_reason":"stop"' not in text
    assert b'"stop_reason":"end_turn"' not in text


async def test_a_plain_answer_cut_short(up: Upstreams) -> None:
    up.openai.script(faults.hung_up(after=20), faults.reset(after=20))
    async with request(up.openai, "openai") as connection:
        await connection.head()
        body = await connection.rest()
        assert len(body) == 20 < int(connection.headers["content-length"])
    async with request(up.openai, "openai") as connection:
        await connection.head()
        assert len(await connection.reader.readexactly(20)) == 20
        with pytest.raises(ConnectionResetError):
            await connection.rest()


@pytest.mark.parametrize(
    ("kind", "last"),
    [
        ("openai", b'data: {"error":{"message":"The engine is currently overloaded'),
        ("anthropic", b'event: error\ndata: {"type":"error","error":{"type":"overloaded_error"'),
        ("ollama", b'{"error":"server busy'),
    ],
)
async def test_an_error_in_the_stream(up: Upstreams, kind: str, last: bytes) -> None:
    mock = mock_of(up, kind)
    mock.script(faults.error_in_stream(after=3))
    async with request(mock, kind, stream=True) as connection:
        await connection.head()
        assert connection.status == 200
        chunks = await connection.chunks()
    assert len(chunks) == 4
    assert chunks[3].startswith(last)


async def test_malformed_frames_go_out_as_they_are(up: Upstreams) -> None:
    up.openai.script(faults.malformed(after=2), faults.not_utf8(after=2))
    async with request(up.openai, "openai", stream=True) as connection:
        await connection.head()
        broken = (await connection.chunks())[2].split(b"\n\n")[0].removeprefix(b"data: ")
        with pytest.raises(json.JSONDecodeError):
            json.loads(broken)
    async with request(up.openai, "openai", stream=True) as connection:
        await connection.head()
        text = b"".join(await connection.chunks())
        with pytest.raises(UnicodeDecodeError):
            text.decode()


# Silence.


async def test_a_stalled_stream_goes_on_when_released(up: Upstreams) -> None:
    up.openai.script(faults.stalled(after=3))
    async with request(up.openai, "openai", stream=True) as connection:
        await connection.head()
        for _ in range(3):
            assert await connection.chunk()
        await up.openai.wait_stalled()
        assert up.openai.last.frames_sent == 3
        assert up.openai.open_streams == 1
        up.openai.release()
        assert b"[DONE]" in (await connection.chunks())[-1]
    await up.openai.wait_closed_streams()


async def test_silence_before_and_after_the_headers(up: Upstreams) -> None:
    up.openai.script(faults.silent(), faults.silent_stream())
    async with request(up.openai, "openai", stream=True) as connection:
        await up.openai.wait_stalled()
        assert up.openai.last.status is None
        up.openai.release()
        await connection.head()
        assert len(await connection.chunks()) > 3
    async with request(up.openai, "openai", stream=True) as connection:
        await connection.head()
        await up.openai.wait_stalled()
        assert up.openai.last.frames_sent == 0
        up.openai.release()
        assert len(await connection.chunks()) > 3


@pytest.mark.parametrize("reply", [faults.silent(), faults.silent_stream(), faults.stalled()])
@pytest.mark.parametrize("kind", KINDS)
async def test_a_client_that_leaves_is_noticed(up: Upstreams, kind: str, reply: Reply) -> None:
    mock = mock_of(up, kind)
    mock.script(reply)
    async with request(mock, kind, stream=True) as connection:
        await mock.wait_stalled()
        await mock.wait_connections(1)
        connection.leave()
        await mock.wait_idle()
    await mock.wait_closed_streams()
    await mock.wait_connections(0)
    assert mock.last.disconnected
    assert not mock.last.finished


@pytest.mark.parametrize(
    ("reply", "frames"),
    [(Reply(delay_first=60.0), 0), (Reply(delay_chunk=60.0), 1), (Reply(delay_headers=60.0), 0)],
)
async def test_delays_hold_the_answer_back(up: Upstreams, reply: Reply, frames: int) -> None:
    up.openai.script(reply)
    async with request(up.openai, "openai", stream=True) as connection:
        if reply.delay_headers:
            await up.openai.wait_requests(1)
            assert up.openai.last.status is None
        else:
            await connection.head()
        await up.openai.wait_frames(frames)
        assert up.openai.last.frames_sent == frames
        connection.leave()
        await up.openai.wait_idle()
    assert up.openai.last.disconnected


async def test_delays_end(up: Upstreams) -> None:
    up.openai.script(Reply(text="a b", delay_headers=0.01, delay_first=0.01, delay_chunk=0.01))
    async with request(up.openai, "openai", stream=True) as connection:
        await connection.head()
        assert len(await connection.chunks()) == 5


async def test_a_provider_that_is_down_and_comes_back(up: Upstreams) -> None:
    await up.openai.stop()
    with pytest.raises(ConnectionRefusedError):
        async with request(up.openai, "openai"):
            raise AssertionError("connected to a mock that is down")
    await up.openai.start()
    async with request(up.openai, "openai") as connection:
        await connection.head()
        assert connection.status == 200


async def test_going_down_resets_open_streams(up: Upstreams) -> None:
    up.openai.script(faults.stalled(after=1))
    async with request(up.openai, "openai", stream=True) as connection:
        await up.openai.wait_stalled()
        await connection.head()
        await up.openai.stop()
        with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
            await connection.chunks()
    assert not up.openai.last.disconnected


async def test_nothing_is_left_running(up: Upstreams) -> None:
    async with Upstreams() as other:
        other.openai.script(faults.stalled(after=1))
        late = other.add_openai("late")
        async with request(other.openai, "openai", stream=True) as connection:
            await other.openai.wait_stalled()
            await other.close()
            assert asyncio.all_tasks() == {asyncio.current_task()}
            connection.leave()
    assert late.open_connections == 0


async def test_catalogues_hold_what_their_names_say() -> None:
    assert all(not reply.fails_at_once for reply in faults.LEGAL.values())
    assert all(not reply.fails_at_once for reply in faults.AFTER_CONTENT.values())
    early = [r for r in faults.BEFORE_CONTENT.values() if not r.fails_at_once]
    assert all(reply.cut_after == -1 for reply in early)
