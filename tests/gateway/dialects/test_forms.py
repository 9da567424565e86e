"""Forms by position: we read what the standard library reads, and change the model alone."""

from __future__ import annotations

import json
import mmap
from collections.abc import AsyncIterator
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.dialects.media.forms import Form, is_form
from gateway.dialects.media.transcriptions import Transcriptions
from gateway.errors import DialectError
from gateway.server.spool import IN_MEMORY, BodyTooLarge, Spool

TYPE = 'multipart/form-data; boundary="b o"'
HEAD = b'--b o\r\nContent-Disposition: form-data; name="'


def field(name: bytes, value: bytes, more: bytes = b"") -> bytes:
    return HEAD + name + b'"' + more + b"\r\n\r\n" + value + b"\r\n"


FILE = b'; filename="a.bin"\r\nContent-Type: audio/wav'
END = b"--b o--\r\n"


def judged(body: bytes) -> dict[str, bytes]:
    """Fields as Python's own parser reads them."""
    head = f"Content-Type: {TYPE}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    found = {}
    for part in message.iter_parts():
        data = part.get_payload(decode=True)
        assert isinstance(data, bytes)
        found[str(part.get_param("name", header="content-disposition"))] = data
    return found


def test_fields_are_told_and_files_are_described() -> None:
    body = (
        field(b"model", b"whisper-1")
        + field(b"tags[]", b"a")
        + field(b"tags[]", "ö".encode())
        + field(b"file", b"x" * 4_000, FILE)
        + field(b"image", b"1", FILE)
        + field(b"image", b"22", FILE)
        + field(b"mask", b"333", b"\r\nContent-Type: image/png")
        + END
    )
    assert json.loads(Form(body, TYPE).summary) == {
        "model": "whisper-1",
        "tags": ["a", "ö"],
        "file": {"filename": "a.bin", "size": 4_000, "ms": 2_000},
        "image": [{"filename": "a.bin", "size": 1}, {"filename": "a.bin", "size": 2}],
        "mask": {"filename": "", "size": 3},
    }


@pytest.mark.parametrize("preamble", [b"", b"to be ignored\r\n"])
@pytest.mark.parametrize("named", [True, False])
def test_only_the_model_changes(named: bool, preamble: bytes) -> None:
    others = field(b"file", b"\r\n--b \r\n\0\xff", FILE)
    body = preamble + (field(b"model", b"ear") if named else b"") + others + END
    form = Form(body, TYPE)
    for model in ("a-much-longer-name", "m"):
        pieces = form.sent(model)
        sent = b"".join(pieces)
        assert len(pieces) == len(sent)
        assert b"".join(pieces) == sent, "it can be sent again"
        assert judged(sent) == {"model": model.encode(), "file": b"\r\n--b \r\n\0\xff"}
        assert others in sent
    if named:
        assert b"".join(form.sent("ear")) == body


@given(
    st.lists(st.tuples(st.sampled_from([b"a", b"b", b"c"]), st.binary()), unique_by=lambda f: f[0])
)
def test_any_bytes_may_stand_in_a_file(fields: list[tuple[bytes, bytes]]) -> None:
    if not fields or any(b"--b o" in value for _, value in fields):
        return
    body = b"".join(field(name, value, FILE) for name, value in fields) + END
    form = Form(body, TYPE)
    assert [body[part.start : part.end] for part in form.parts] == [value for _, value in fields]


@given(st.binary(), st.integers(0, 400))
def test_no_body_raises_anything_else(noise: bytes, cut: int) -> None:
    whole = field(b"model", b"m") + field(b"file", noise, FILE) + END
    for body in (noise, b"--b o" + noise, whole[:cut], whole[cut:], noise + whole):
        try:
            Form(body, TYPE)
        except DialectError:
            continue


def test_what_is_a_form() -> None:
    assert is_form("Multipart/Form-Data; boundary=x")
    assert not is_form("application/json")
    for kind in ("multipart/form-data", "multipart/form-data; boundary=", "text/plain; boundary=x"):
        with pytest.raises(DialectError):
            Form(END, kind)


def test_a_form_in_a_file_is_read_in_pieces(tmp_path: Path) -> None:
    body = field(b"model", b"m") + field(b"file", b"\0" * 300_000, FILE) + END
    path = tmp_path / "form"
    path.write_bytes(body)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        pieces = list(Form(mapped, TYPE).sent("other"))
    assert b"".join(pieces) == body.replace(b'name="model"\r\n\r\nm', b'name="model"\r\n\r\nother')
    assert max(map(len, pieces)) <= 64 * 1024


async def _chunks(body: bytes) -> AsyncIterator[bytes]:
    for at in range(0, len(body), 100_000):
        yield body[at : at + 100_000]


async def test_a_large_body_leaves_memory_and_a_larger_one_is_refused() -> None:
    body = field(b"model", b"m") + field(b"file", b"\0" * 2 * IN_MEMORY, FILE) + END
    with Spool() as spool:
        await spool.take(_chunks(body), len(body))
        form = await spool.form(TYPE)
        assert isinstance(form._buffer, mmap.mmap)
        assert b"".join(form.sent("m")) == body
    assert form._buffer.closed
    with Spool() as spool, pytest.raises(BodyTooLarge):
        await spool.take(_chunks(body), len(body) - 1)


def routed(body: bytes) -> str:
    summary = Form(body, TYPE).summary
    return Transcriptions(summary).peek(summary).model


@pytest.mark.parametrize(
    "more",
    [
        field(b"model", b"whisper-2", b"\r\nContent-Type: audio/wav"),
        field(b"model[]", b"whisper-2"),
        field(b"model", b"whisper-2", FILE),
    ],
)
def test_a_second_model_in_another_shape_is_refused(more: bytes) -> None:
    """Else one would be paid for and another could be asked for."""
    assert routed(field(b"model", b"whisper-1") + field(b"file", b"x", FILE) + END) == "whisper-1"
    file = field(b"file", b"x", FILE)
    for body in (field(b"model", b"whisper-1") + more + file + END, more + file + END):
        with pytest.raises(DialectError):
            routed(body)


def said(disposition: bytes, value: bytes = b"whisper-2") -> bytes:
    return b"--b o\r\nContent-Disposition: " + disposition + b"\r\n\r\n" + value + b"\r\n"


HIDDEN = b'--b o\nContent-Disposition: form-data; name="model"\n\nwhisper-2\n'


@pytest.mark.parametrize(
    "body",
    [
        said(b'form-data; name="x"; name="model"'),
        said(b'form-data; name="x"; NAME=model'),
        said(b'form-data; filename="; name=\\"x\\""; name="model"'),
        said(b'form-data; name="a\\"; name=\\"model"'),
        said(b'form-data; name="x";\r\n name="model"'),
        said(b'form-data; name="x"\nContent-Disposition: form-data; name="model"'),
        said(b'form-data; name="x"\r\nContent-Disposition: form-data; name="model"'),
        said(b'form-data; name="model"\r\nContent-Transfer-Encoding: base64', b"d2hpc3Blcg=="),
        field(b"prompt", b"said\n" + HIDDEN),
        field(b"prompt", b"said") + b"--b oops\r\n" + field(b"x", b"y"),
        END + field(b"model", b"whisper-2"),
        b"said\n" + HIDDEN,
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(body: bytes) -> None:
    """Another reader would find another model in it than the one that is paid."""
    file = field(b"file", b"x", FILE)
    for whole in (field(b"model", b"whisper-1") + file + body + END, body + file + END):
        with pytest.raises(DialectError):
            routed(whole)


@pytest.mark.parametrize(
    "kind",
    [
        'multipart/form-data; boundary="b o"; boundary=c',
        'multipart/form-data; xboundary="b o"; boundary=c',
        'multipart/form-data; boundary="b \\o"',
        'multipart/form-data; boundary=b"o',
        "multipart/form-data; boundary=\N{LATIN SMALL LETTER O WITH DIAERESIS}",
    ],
)
def test_boundaries_that_could_be_two_are_refused(kind: str) -> None:
    with pytest.raises(DialectError):
        Form(field(b"model", b"m") + END, kind)


@pytest.mark.parametrize(
    ("disposition", "filename"),
    [
        (b'form-data; name="file"; filename="C:\\\\a (1).wav"', "C:\\a (1).wav"),
        (b"form-data; name=file; filename=a b.wav; filename*=UTF-8''a%20b.wav", "a b.wav"),
        (b"form-data ; name=\"file\" ; filename*=utf-8''%E6%AF%8D.wav;", "utf-8''%E6%AF%8D.wav"),
        ('form-data; name="file"; filename="母港.wav"'.encode(), "母港.wav"),
        (b'form-data; name="file"; filename="\xff.wav"', "\N{REPLACEMENT CHARACTER}.wav"),
    ],
)
def test_names_as_clients_write_them(disposition: bytes, filename: str) -> None:
    (part,) = Form(said(disposition) + END, TYPE).parts
    assert (part.name, part.filename) == ("file", filename)
