"""Bodies made of a file, whose length is known before they leave."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from gateway.providers.media.packed import PackedFile, PackedForm
from tests.upstreams.forms import read_form
from tests.upstreams.record import Exchange


@dataclass(frozen=True)
class _Part:
    name: str
    filename: str | None


class _Pieces:
    def __init__(self, data: bytes, size: int) -> None:
        self._data = data
        self._size = size

    def __len__(self) -> int:
        return len(self._data)

    def __iter__(self) -> Iterator[bytes]:
        for at in range(0, len(self._data), self._size):
            yield self._data[at : at + self._size]


_SIZES = [(0, 1), (1, 1), (2, 1), (3, 2), (1000, 7), (70_000, 65_536)]


@pytest.mark.parametrize(("length", "size"), _SIZES)
def test_a_file_inside_json(length: int, size: int) -> None:
    data = random.Random(length).randbytes(length)
    file = _Pieces(data, size)
    packed = PackedFile(lambda text: {"a": 'x"', "b": [{"c": f"data:;{text}"}]}, file)
    made = b"".join(packed)
    assert len(made) == len(packed)
    value = json.loads(made)
    assert value["a"] == 'x"'
    head, _, text = value["b"][0]["c"].partition(";")
    assert (head, base64.b64decode(text)) == ("data:", data)


@pytest.mark.parametrize(("length", "size"), _SIZES)
def test_a_file_in_another_form(length: int, size: int) -> None:
    data = random.Random(length).randbytes(length)
    texts = [("model", "a\r\nb"), ("x[]", "母港"), ("x[]", "\ud800"), ("", "")]
    part = _Part('fi"le', 'a"\r\n.wav')
    form = PackedForm(texts, part, _Pieces(data, size))
    made = b"".join(form)
    assert len(made) == len(form)
    headers = {"content-type": form.content_type}
    seen = Exchange("", "POST", "/", {}, headers, list(headers.items()), 0.0)
    seen.read_body(made)
    assert read_form(seen)
    assert seen.json == {"model": "a\r\nb", "x": ["母港", "?"], "": ""}
    ((name, (file,)),) = seen.files.items()
    assert (name, file.name, file.data) == ("fi%22le", "a%22%0D%0A.wav", data)
