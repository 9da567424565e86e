"""The liberties a stream may take, seen on the bare socket."""

from __future__ import annotations

import json
import zlib
from typing import Any

import pytest

from tests.upstreams import Reply, Upstreams, faults
from tests.upstreams.tests.raw import request


async def test_line_ends_comments_and_spaces(up: Upstreams) -> None:
    up.openai.script(faults.LEGAL["crlf"], faults.LEGAL["comments"], faults.LEGAL["no-space"])
    texts = []
    for _ in range(3):
        async with request(up.openai, "openai", stream=True) as connection:
            await connection.head()
            texts.append(b"".join(await connection.chunks()))
    crlf, comments, tight = texts
    assert b"\n" not in crlf.replace(b"\r\n", b"")
    assert comments.startswith(b": keep-alive\n\ndata: {")
    assert b"data: " not in tight
    assert tight.startswith(b"data:{")


@pytest.mark.parametrize(("split", "sizes"), [("bytes", {1}), (7, {7}), (1000, {1000})])
async def test_splits_ignore_frames(up: Upstreams, split: Any, sizes: set[int]) -> None:
    up.openai.script(Reply(text=faults.TEXT), Reply(text=faults.TEXT, split=split))
    whole = []
    for _ in range(2):
        async with request(up.openai, "openai", stream=True) as connection:
            await connection.head()
            whole.append(await connection.chunks())
    assert {len(chunk) for chunk in whole[1][:-1]} == sizes
    assert _without_ids(b"".join(whole[0])) == _without_ids(b"".join(whole[1]))


async def test_all_in_one_write(up: Upstreams) -> None:
    up.openai.script(faults.LEGAL["all"])
    async with request(up.openai, "openai", stream=True) as connection:
        await connection.head()
        assert len(await connection.chunks()) == 1


async def test_gzip_of_streams_and_plain_answers(up: Upstreams) -> None:
    up.openai.script(Reply(text="zipped", gzip=True), Reply(text="zipped", gzip=True))
    async with request(up.openai, "openai", stream=True) as connection:
        await connection.head()
        assert connection.headers["content-encoding"] == "gzip"
        unzip = zlib.decompressobj(wbits=31)
        # Each frame can be read as soon as it arrives.
        frames = [unzip.decompress(chunk) for chunk in await connection.chunks()]
    assert frames[0].endswith(b"\n\n")
    assert b"zipped" in frames[1]
    assert unzip.eof
    async with request(up.openai, "openai") as connection:
        await connection.head()
        body = zlib.decompress(await connection.body(), wbits=31)
    assert json.loads(body)["choices"][0]["message"]["content"] == "zipped"


def _without_ids(stream: bytes) -> list[Any]:
    """The chunks without what differs from request to request."""
    frames = [frame.removeprefix(b"data: ") for frame in stream.split(b"\n\n")]
    chunks = [json.loads(frame) for frame in frames if frame.startswith(b"{")]
    varying = ("id", "created", "obfuscation")
    return [{name: c[name] for name in c if name not in varying} for c in chunks]
