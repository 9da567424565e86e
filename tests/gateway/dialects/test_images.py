"""Image sizes from their first bytes, and the tokens that vendors count."""

from __future__ import annotations

import base64
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.dialects.counting import audio_tokens, data_url_parts, file_tokens, tool_text
from gateway.dialects.images import image_tokens, size_of, size_of_base64

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 640, 480)
GIF = b"GIF89a" + struct.pack("<HH", 320, 200)
SEGMENT = b"\xff\xe0\x00\x10JFIF\x00" + bytes(9)
JPEG = (
    b"\xff\xd8" + SEGMENT + b"\xff\xff\xc2\x00\x11\x08" + struct.pack(">HH", 768, 1024) + bytes(9)
)
VP8X = b"RIFF\x00\x00\x00\x00WEBPVP8X" + bytes(8) + b"\xff\x03\x00\x57\x02\x00"
VP8L = (
    b"RIFF\x00\x00\x00\x00WEBPVP8L\x00\x00\x00\x00\x2f"
    + struct.pack("<I", (1023) | (767 << 14))
    + bytes(8)
)
VP8 = b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(7) + b"\x9d\x01\x2a" + struct.pack("<HH", 800, 600)


@pytest.mark.parametrize(
    ("head", "size"),
    [
        (PNG, (640, 480)),
        (GIF, (320, 200)),
        (JPEG, (1024, 768)),
        (VP8X, (1024, 600)),
        (VP8L, (1024, 768)),
        (VP8, (800, 600)),
    ],
)
def test_sizes(head: bytes, size: tuple[int, int]) -> None:
    assert size_of(head) == size
    assert size_of_base64(base64.b64encode(head + bytes(100_000)).decode()) == size
    for cut in range(len(head)):
        assert size_of(head[:cut]) in (None, size)


def test_what_is_no_image_has_no_size() -> None:
    for data in (b"", b"\xff\xd8", b"\xff\xd8\x00", b"RIFF0000WEBP", b"BM", b"\xff\xd8\xff\xd8"):
        assert size_of(data) is None
    assert size_of_base64("no base64!") is None
    assert size_of(GIF[:6] + bytes(4)) is None


@given(st.binary(max_size=80))
def test_any_bytes_are_safe(data: bytes) -> None:
    for head in (b"", b"\xff\xd8", PNG[:8], b"RIFF0000WEBPVP8X"):
        size_of(head + data)


@pytest.mark.parametrize(
    ("model", "size", "detail", "tokens"),
    [
        # the documents' worked examples
        ("gpt-4o", (1024, 1024), "high", 765),
        ("gpt-4o", (2048, 4096), "", 1105),
        ("gpt-4o", (4096, 4096), "low", 85),
        ("gpt-5.4", (1024, 1024), "high", 1229),
        ("claude-sonnet-4-5", (1000, 1000), "", 1296),
        # sizes that are not known count as the largest
        ("gpt-4o", None, "", 85 + 8 * 170),
        ("claude-sonnet-4-5", None, "", 1568),
        ("claude-opus-4-7", None, "", 4784),
        ("claude-haiku-5-5", None, "", 4784),
        ("gemini-2.5-flash", None, "", 258 * 6),
        # other families
        ("gpt-4o-mini", (512, 512), "", 2833 + 5667),
        ("openai/gpt-5", (512, 512), "auto", 210),
        ("o3", (100, 100), "", 225),
        ("gpt-4.1-mini", (1024, 1024), "", 1659),
        ("gpt-5.5", (512, 512), "low", 308),
        ("gemini-2.5-flash", (300, 300), "", 258),
        ("gemini-2.5-flash", (1000, 700), "", 516),
        ("gemini-3-pro", (1000, 700), "", 1120),
        ("unknown-model", (512, 512), "", 255),
    ],
)
def test_tokens(model: str, size: tuple[int, int] | None, detail: str, tokens: int) -> None:
    assert image_tokens(model, size, detail) == tokens


def test_big_pictures_stay_in_their_budget() -> None:
    assert image_tokens("gpt-5.4", (9000, 4000), "high") <= 3000
    assert image_tokens("gpt-5.4", (20_000, 10), "high") <= 3000
    assert image_tokens("claude-sonnet-4-5", (8000, 6000)) <= 1568
    assert image_tokens("claude-opus-5", (8000, 6000)) <= 4784


@given(
    st.sampled_from(["gpt-4o", "gpt-5.4", "gpt-6", "claude-opus-5", "gemini-2", "o4-mini"]),
    st.tuples(st.integers(1, 100_000), st.integers(1, 100_000)),
    st.sampled_from(["", "low", "high", "auto", "original"]),
)
def test_every_picture_costs_something(model: str, size: tuple[int, int], detail: str) -> None:
    assert image_tokens(model, size, detail) > 0


def test_data_urls() -> None:
    assert data_url_parts("https://x.org") is None
    assert data_url_parts("data:image/png") is None
    assert data_url_parts("data:image/png;base64,QUJD") == ("image/png", "QUJD")
    assert data_url_parts("DATA:image/PNG;charset=x;BASE64,QUJD") == ("image/png", "QUJD")
    assert data_url_parts("data:text/plain,a%20b") == ("text/plain", "YSBi")


def test_files_and_sound_cost_by_their_size() -> None:
    assert file_tokens(60_000) == 1500
    assert audio_tokens(4 * 16_000 // 3) == 9


def test_tools_as_models_are_shown_them() -> None:
    assert tool_text("f", None, None) == "type f = () => any;"
    schema = {
        "properties": {
            "a": {"anyOf": [{"type": "string"}, {"type": "null"}]},
            "b": {"type": ["integer", "null"]},
            "c": {"type": "object", "properties": {"d": {"type": "integer"}}},
            "e": True,
        },
        "required": ["a"],
    }
    assert tool_text("f", "One\nTwo", schema) == (
        "// One\n// Two\ntype f = (_: {\na: string | null,\nb?: integer | null,\n"
        "c?: {\nd?: number,\n},\ne?: any,\n}) => any;"
    )
