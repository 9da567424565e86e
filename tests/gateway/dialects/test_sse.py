"""Server-sent events are read the same however they arrive, and written as strict parsers want."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.dialects import sse
from tests.gateway.dialects.support import golden, pieces


def read(stream: bytes, size: int = 1 << 30) -> list[tuple[str, bytes]]:
    parser = sse.Parser()
    frames = [frame for piece in pieces(stream, size) for frame in parser.feed(piece)]
    last = parser.close()
    if last is not None:
        frames.append(last)
    return [(frame.event, frame.data) for frame in frames if frame.data is not None]


def test_a_frame_is_its_event_and_its_data() -> None:
    assert read(b'event: ping\ndata: {"type":"ping"}\n\n') == [("ping", b'{"type":"ping"}')]


def test_the_space_after_the_colon_is_optional_and_only_one_is_dropped() -> None:
    assert read(b"data:a\n\ndata: b\n\ndata:  c\n\n") == [("", b"a"), ("", b"b"), ("", b" c")]


def test_several_data_lines_are_joined_by_a_line_feed() -> None:
    assert read(b"data: a\ndata\ndata: b\n\n") == [("", b"a\n\nb")]


def test_lines_end_with_lf_crlf_or_cr() -> None:
    for end in (b"\n", b"\r\n", b"\r"):
        stream = b"event: e%bdata: a%bdata: b%b%bdata: c%b%b".replace(b"%b", end)
        assert read(stream) == [("e", b"a\nb"), ("", b"c")]


def test_line_ends_may_be_mixed() -> None:
    assert read(b"data: a\r\n\ndata: b\n\r\ndata: c\r\rdata: d\r\n\r\n") == [
        ("", b"a"),
        ("", b"b"),
        ("", b"c"),
        ("", b"d"),
    ]


def test_comments_and_other_fields_are_no_events() -> None:
    assert read(b": ping\n\nid: 7\nretry: 10\n\ndata: a\nid: 8\n\n") == [("", b"a")]


def test_a_frame_with_a_lone_cr_is_given_out_before_more_arrives() -> None:
    parser = sse.Parser()
    assert [frame.data for frame in parser.feed(b"data: a\r\r")] == [b"a"]
    assert [frame.data for frame in parser.feed(b"data: b\r\r")] == [b"b"]


def test_a_crlf_is_not_cut_in_two() -> None:
    parser = sse.Parser()
    assert parser.feed(b"data: b\r\n\r") == []
    assert [frame.raw for frame in parser.feed(b"\n")] == [b"data: b\r\n\r\n"]
    parser.feed(b"data: c\r\n\r")
    last = parser.close()
    assert last is not None
    assert last.raw == b"data: c\r\n\r\n"


def test_a_byte_order_mark_is_skipped_in_any_split() -> None:
    for size in (1, 2, 3, 100):
        assert read(b"\xef\xbb\xbfdata: a\n\n", size) == [("", b"a")]


def test_a_last_frame_without_its_blank_line_is_given_out_at_the_end() -> None:
    assert read(b"data: a\n\ndata: [DONE]") == [("", b"a"), ("", b"[DONE]")]
    assert read(b"data: a\r\n") == [("", b"a")]
    assert sse.Parser().close() is None


def test_the_raw_bytes_of_all_frames_are_the_stream() -> None:
    stream = golden("anthropic.sse").replace(b"\n", b"\r\n") + b": end\r\n\r\n"
    for size in (1, 7, 1000):
        parser = sse.Parser()
        frames = [frame for piece in pieces(stream, size) for frame in parser.feed(piece)]
        assert parser.close() is None
        assert b"".join(frame.raw for frame in frames) == stream


def test_every_split_of_a_stream_gives_the_same_events() -> None:
    stream = golden("openai_chat.sse") + "data: 猫\r\n\r\n: x\n\ndata:y\r\r".encode()
    whole = read(stream)
    assert len(whole) == 9
    for cut in range(1, len(stream)):
        parser = sse.Parser()
        last = [*parser.feed(stream[:cut]), *parser.feed(stream[cut:]), parser.close()]
        assert [(f.event, f.data) for f in last if f is not None and f.data is not None] == whole


_LINES = st.lists(
    st.sampled_from(
        [b"data: a", b"data:", b"data", b"event: e", b": c", b"", b"id: 1", "data: ü".encode()]
    ),
    max_size=30,
)


@given(_LINES, st.lists(st.sampled_from([b"\n", b"\r\n", b"\r"]), min_size=30, max_size=30))
def test_splitting_byte_by_byte_changes_nothing(lines: list[bytes], ends: list[bytes]) -> None:
    stream = b"".join(line + end for line, end in zip(lines, ends, strict=False))
    assert read(stream, 1) == read(stream) == read(stream, 3)


@given(st.binary(max_size=300))
def test_any_bytes_can_be_read(stream: bytes) -> None:
    assert read(stream, 1) == read(stream)


@settings(max_examples=50)
@given(st.text(max_size=80), st.sampled_from(["", "message_start"]))
def test_what_is_written_is_read_back(text: str, event: str) -> None:
    data = text.encode("utf-8", "replace")
    normal = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    assert read(sse.write(data, event)) == [(event, normal)]


def test_a_frame_takes_other_data_and_keeps_its_line_ends() -> None:
    frame = sse.parse(b"id: 1\r\ndata: old\r\n\r\n")
    assert frame.with_data(b"new") == b"id: 1\r\ndata: new\r\n\r\n"
    several = sse.parse(b"data: a\ndata: b\n\n")
    assert several.with_data(b"c") == b"data: c\n\n"


def test_an_event_of_thirty_megabytes_is_read_in_pieces() -> None:
    data = b'{"b64_json":"' + b"QUJD" * 7_500_000 + b'"}'
    for end in (b"\n\n", b"\r\n\r\n"):
        parser = sse.Parser()
        parser.feed(b": begin" + end)
        frames = [f for piece in pieces(b"data: " + data + end, 65536) for f in parser.feed(piece)]
        assert len(frames) == 1
        assert frames[0].data == data
