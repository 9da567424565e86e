"""Bodies made of a file that a client sent: in base64 inside JSON, or a field of another form."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gateway.errors import GatewayError
from gateway.providers.base import Field, Fields, Pieces
from gateway.providers.bodies import dumped

_RAW = "application/octet-stream"
_SOUNDS = {
    **{"wav": "audio/wav", "mp3": "audio/mpeg", "flac": "audio/flac", "ogg": "audio/ogg"},
    **{"m4a": "audio/mp4", "webm": "audio/webm", "aac": "audio/aac", "opus": "audio/ogg"},
}


class PackedFile:
    """JSON in which a file stands in base64, packed as it leaves. See Pieces."""

    def __init__(self, value: Callable[[str], Any], file: Pieces) -> None:
        """``value`` makes what is sent, given the text in whose place the file's will stand."""
        mark = secrets.token_hex(16)  # of chance: the other texts are anybody's
        self._head, _, self._tail = dumped(value(mark)).partition(mark.encode())
        self._file = file

    def __len__(self) -> int:
        return len(self._head) + 4 * -(-len(self._file) // 3) + len(self._tail)

    def __iter__(self) -> Iterator[bytes]:
        yield self._head
        kept = b""
        for piece in self._file:
            data = kept + piece
            whole = len(data) - len(data) % 3
            kept = data[whole:]
            yield base64.b64encode(data[:whole])
        yield base64.b64encode(kept) + self._tail


class PackedForm:
    """``multipart/form-data`` (RFC 7578) of texts and, behind them, a file that is read as it
    leaves. See Pieces.
    """

    def __init__(
        self, texts: Iterable[tuple[str, str]], part: Field, file: Pieces, mime: str = ""
    ) -> None:
        """``mime`` is the file's type where a vendor calls it otherwise than :func:`file_type`."""
        boundary = secrets.token_hex(16)  # of chance: the file is anybody's
        head = "".join(_text_part(boundary, *each) for each in texts)
        head += _file_part(boundary, part.name, part.filename or "audio", mime or file_type(part))
        self.content_type = f"multipart/form-data; boundary={boundary}"
        self._head = head.encode("utf-8", "replace")
        self._tail = f"\r\n--{boundary}--\r\n".encode()
        self._file = file

    def __len__(self) -> int:
        return len(self._head) + len(self._file) + len(self._tail)

    def __iter__(self) -> Iterator[bytes]:
        yield self._head
        yield from self._file
        yield self._tail


def file_of(form: Fields, name: str = "file") -> tuple[Field, Pieces]:
    """The form's file; GatewayError ``invalid_request`` where it has none."""
    for part, pieces in form.fields():
        if part.name == name and part.filename is not None:
            return part, pieces
    raise GatewayError("invalid_request", f"The form has no {name}", param=name)


def file_type(part: Field) -> str:
    """A file's content type, by its name: of sound the same on every system."""
    name = part.filename or ""
    kind = _SOUNDS.get(name.rpartition(".")[2].lower())
    return kind or mimetypes.guess_type(name)[0] or _RAW


def texts_of(form: Fields) -> list[tuple[str, str]]:
    """The form's texts by their names, in order."""
    return [
        (part.name, b"".join(pieces).decode("utf-8", "replace"))
        for part, pieces in form.fields()
        if part.filename is None
    ]


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of a form: ``mime`` is its type, which goes into a header as it is."""

    field: str
    filename: str
    mime: str
    data: bytes


def as_form(fields: Mapping[str, Any], *files: Attached) -> tuple[bytes, str]:
    """Texts, and files behind them, as ``multipart/form-data`` (RFC 7578), and its type."""
    texts = {name: str(value) for name, value in fields.items()}
    # Made of what it parts, so that nothing can hold it.
    parted = hashlib.sha256(repr(sorted(texts.items())).encode("utf-8", "replace"))
    for file in files:
        parted.update(file.data)
    boundary = parted.hexdigest()
    parts = [
        _text_part(boundary, name, text).encode("utf-8", "replace") for name, text in texts.items()
    ]
    for file in files:
        head = _file_part(boundary, file.field, file.filename, file.mime)
        parts += [head.encode(), file.data, b"\r\n"]
    body = b"".join(parts) + f"--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"


def _file_part(boundary: str, field: str, filename: str, mime: str) -> str:
    """What stands before a file."""
    named = f'name="{_quoted(field)}"; filename="{_quoted(filename)}"'
    head = f"--{boundary}\r\nContent-Disposition: form-data; {named}\r\n"
    return f"{head}Content-Type: {mime}\r\n\r\n"


def _text_part(boundary: str, name: str, text: str) -> str:
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{_quoted(name)}"'
    return f"{head}\r\n\r\n{text}\r\n"


def _quoted(name: str) -> str:
    """As browsers write a name in a form."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
