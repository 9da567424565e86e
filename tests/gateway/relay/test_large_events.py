"""An event of thirty megabytes passes, and leaves nothing behind."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from gateway.dialects.registry import dialect
from gateway.relay.streaming import ConvertingPipe
from tests.gateway.dialects.support import pieces
from tests.gateway.house import house
from tests.upstreams import Reply, Upstreams

SIZE = 30_000_000
BASE64 = b"QUJD" * (SIZE // 4)
CHAT = (
    b'data: {"id":"c","object":"chat.completion.chunk","created":7,"model":"up","choices":[{"index"'
    b':0,"delta":{"images":[{"index":0,"type":"image_url","image_url":{"url":"data:image/png;base64,'
    + BASE64
    + b'"}}]},"finish_reason":null}]}\n\n'
)
GEMINI = (
    b'data: {"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"image/png","data":"'
    + BASE64
    + b'"}}]},"index":0}]}\r\n\r\n'
)


def test_passing_one_after_another_needs_room_for_one_event() -> None:
    """As it comes together, as a frame, its data, its text, and the copy that leaves."""
    for name, event in (("openai_chat", CHAT), ("gemini", GEMINI)):
        pipe = dialect(name).pass_pipe(None, include_usage=True)
        assert _peak(pipe.feed, event, 2) < 5.5 * SIZE, name


@pytest.mark.parametrize("client", ["openai_chat", "openai_responses", "gemini"])
def test_converting_them_needs_room_for_few(client: str) -> None:
    pipe = ConvertingPipe(
        dialect("gemini").stream_decoder(),
        dialect(client).stream_encoder("m", include_usage=True),
    )
    assert _peak(pipe.feed, GEMINI, 2) < 8 * SIZE


def _peak(feed: Callable[[bytes], bytes], event: bytes, times: int) -> float:
    """Bytes in use at most while ``event`` is fed in pieces; the last time adds nothing."""
    peaks = []
    tracemalloc.start()
    try:
        for _ in range(times):
            tracemalloc.reset_peak()
            for piece in pieces(event, 65536):
                feed(piece)
            peaks.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
    assert peaks[-1] < peaks[0] + SIZE / 10
    return max(peaks)


async def test_it_arrives_whole_through_the_gateway(tmp_path: Path) -> None:
    async with Upstreams() as up, house(tmp_path) as home:
        await home.channel(up.openai, "gpt-4o")
        up.openai.script(Reply(text="Here.", insert={2: CHAT}))
        status, _, content = await home.chat("gpt-4o", stream=True)
        assert status == 200
        assert CHAT in content
        assert content.endswith(b"data: [DONE]\n\n")
