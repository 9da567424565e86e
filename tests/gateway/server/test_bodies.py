"""Request bodies as clients pack, name and send them."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import zlib
from collections.abc import Callable

import brotli
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from gateway.server import codings
from tests.gateway.house import ACCESS_TOKEN, ROOT_KEY, House
from tests.upstreams import Upstreams

CHAT = "/v1/chat/completions"
BODY = {"model": "gpt-4o", "messages": [{"role": "user", "content": "Grüß dich, 世界"}]}
RAW = json.dumps(BODY, ensure_ascii=False).encode()


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda data: brotli.compress(data, quality=5),
    "zstd": zstd.compress,
}


async def refusal(home: House, body: bytes, **headers: str) -> tuple[int, str, str]:
    status, got, content = await home.post(CHAT, body, **headers)
    return status, got.get("x-homeport-error", ""), json.loads(content)["error"]["message"]


@pytest.fixture
async def served(home: House, up: Upstreams) -> House:
    await home.channel(up.openai, "gpt-4o")
    return home


async def test_every_coding_alone_and_together(served: House, up: Upstreams) -> None:
    for name, pack in PACKED.items():
        status, _, content = await served.post(CHAT, pack(RAW), **{"Content-Encoding": name})
        assert status == 200, (name, content)
        assert up.openai.last.body == RAW
        assert "content-encoding" not in up.openai.last.headers
    both = zstd.compress(brotli.compress(gzip.compress(RAW)))
    status, _, _ = await served.post(CHAT, both, **{"Content-Encoding": "gzip, br ,ZSTD, identity"})
    assert status == 200
    assert up.openai.last.body == RAW


@pytest.mark.parametrize("name", PACKED)
async def test_what_unfolds_past_the_limit_is_refused(served: House, name: str) -> None:
    await served.gateway.settings_service.set("max_body_mb", 1)
    bomb = PACKED[name](b" " * (8 * 2**20))
    assert len(bomb) < 2**20
    assert (await refusal(served, bomb, **{"Content-Encoding": name}))[:2] == (
        413,
        "request_too_large",
    )
    twice = PACKED[name](PACKED[name](b" " * (8 * 2**20)))
    assert (await refusal(served, twice, **{"Content-Encoding": f"{name}, {name}"}))[0] == 413
    await served.check_ledger()


@pytest.mark.parametrize("name", PACKED)
async def test_what_is_broken_or_cut_is_refused(served: House, name: str) -> None:
    whole = PACKED[name](RAW)
    for broken in (RAW, whole[:-3], whole[: len(whole) // 2], b"\x00" + whole):
        status, code, message = await refusal(served, broken, **{"Content-Encoding": name})
        assert (status, code) == (400, "invalid_request"), (name, broken)
        assert message


async def test_a_coding_nobody_knows(served: House) -> None:
    status, code, message = await refusal(served, RAW, **{"Content-Encoding": "snappy"})
    assert (status, code) == (415, "invalid_request")
    assert "zstd" in message
    many = ", ".join(["gzip"] * 5)
    assert (await refusal(served, RAW, **{"Content-Encoding": many}))[0] == 415


@given(data=st.binary(max_size=200), pieces=st.lists(st.sampled_from(sorted(PACKED)), max_size=4))
def test_what_was_packed_comes_back(data: bytes, pieces: list[str]) -> None:
    body = data
    for name in pieces:
        body = PACKED[name](body)
    assert codings.unpacked(body, codings.names([", ".join(pieces)]), 10_000) == data


@given(body=st.binary(max_size=300), name=st.sampled_from(sorted(PACKED)))
def test_rubbish_is_broken_or_something_small(body: bytes, name: str) -> None:
    try:
        assert len(codings.unpacked(body, [name], 5000)) <= 5000
    except (codings.BrokenCoding, codings.TooLarge):
        pass


def test_several_members_and_a_headless_deflate_are_one_body() -> None:
    assert codings.unpacked(gzip.compress(b"ab") + gzip.compress(b"cd"), ["gzip"], 9) == b"abcd"
    assert codings.unpacked(zstd.compress(b"ab") + zstd.compress(b"cd"), ["zstd"], 9) == b"abcd"
    assert codings.unpacked(raw_deflate(b"abcd"), ["deflate"], 9) == b"abcd"
    large = b"x" * 2_000_000
    assert codings.unpacked(brotli.compress(large), ["br"], 2_000_000) == large


@pytest.mark.parametrize(
    "content_type",
    [
        *("", "text/plain", "application/x-www-form-urlencoded", "application/octet-stream"),
        *("application/json; charset=utf8", "text/json;charset='UTF-8'", "nonsense"),
        "application/json; charset=",
    ],
)
async def test_json_is_json_whatever_it_is_called(
    served: House, up: Upstreams, content_type: str
) -> None:
    status, _, content = await served.post(CHAT, RAW, **{"Content-Type": content_type})
    assert status == 200, content
    assert up.openai.last.headers["content-type"] == "application/json"


async def test_a_byte_order_mark_is_left_out(served: House, up: Upstreams) -> None:
    status, _, _ = await served.post(CHAT, b"\xef\xbb\xbf" + RAW)
    assert status == 200
    assert up.openai.last.body == RAW


async def test_other_charsets_are_named_and_refused(served: House) -> None:
    text = RAW.decode()
    for charset in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        status, code, message = await refusal(served, text.encode(charset))
        assert (status, code) == (400, "invalid_request")
        assert "UTF-8" in message
    latin = json.dumps({"model": "gpt-4o", "x": "Grüß"}, ensure_ascii=False).encode("latin-1")
    declared = {"Content-Type": "application/json; charset=ISO-8859-1"}
    status, code, message = await refusal(served, latin, **declared)
    assert (status, code) == (400, "invalid_request")
    assert "iso8859-1" in message
    assert (await refusal(served, RAW, **{"Content-Type": "text/json; charset=gb2312"}))[0] == 400
    assert (await refusal(served, RAW, **{"Content-Type": "text/json; charset=\x80"}))[0] == 400


async def test_ascii_is_ascii_in_latin_1(served: House) -> None:
    declared = {"Content-Type": "application/json; charset=ISO-8859-1"}
    status, _, _ = await served.post(CHAT, json.dumps(BODY).encode(), **declared)
    assert status == 200


async def raw_exchange(home: House, head: str, body: bytes) -> tuple[bytes, bytes]:
    """What comes before the body is sent, and all that comes after it."""
    bound = home.gateway.bound
    assert bound is not None
    reader, writer = await asyncio.open_connection("127.0.0.1", bound.port)
    writer.write(head.replace("\n", "\r\n").encode() + b"\r\n\r\n")
    first = await reader.readuntil(b"\r\n\r\n")
    rest = b""
    if first.startswith(b"HTTP/1.1 100"):
        writer.write(body)
        rest = await reader.read()
    writer.close()
    await writer.wait_closed()
    return first, rest


def head(key: str) -> str:
    lines = [f"POST {CHAT} HTTP/1.1", "Host: localhost", f"Authorization: Bearer {key}"]
    lines += ["Expect: 100-continue", "Connection: close", f"Content-Length: {len(RAW)}"]
    return "\n".join(lines)


async def test_who_waits_for_100_continue_is_told_to_go_on(served: House) -> None:
    first, rest = await raw_exchange(served, head(ROOT_KEY), RAW)
    assert first == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert rest.startswith(b"HTTP/1.1 200")
    assert b"chat.completion" in rest


async def test_who_may_not_is_told_before_the_body(served: House) -> None:
    first, _ = await raw_exchange(served, head("sk-none"), RAW)
    assert first.startswith(b"HTTP/1.1 401")


async def test_the_management_api_unpacks_too(home: House) -> None:
    headers = {"Authorization": ACCESS_TOKEN, "Content-Encoding": "gzip"}
    body = gzip.compress(b'{"name":"packed","unlimited_quota":true}')
    async with home.session.post(f"{home.url}/api/token/", data=body, headers=headers) as answer:
        assert (await answer.json())["success"] is True
    async with home.session.post(
        f"{home.url}/api/token/", data=io.BytesIO(b"{"), headers=headers
    ) as answer:
        told = await answer.json()
        assert (answer.status, told["success"]) == (400, False)
