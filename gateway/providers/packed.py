"""Bodies made of a file that a client sent: in base64 inside JSON, or fields as another form."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gateway.errors import GatewayError
from gateway.providers.base import Field, Fields, Pieces
from gateway.providers.bodies import dumped


class PackedFile:
    """A JSON object whose last member is a file in base64, packed as it leaves. See Pieces."""

    def __init__(self, members: Mapping[str, Any], name: str, file: Pieces) -> None:
        self._head = dumped({**members, name: ""}).removesuffix(b'"}')
        self._file = file

    def __len__(self) -> int:
        return len(self._head) + 4 * -(-len(self._file) // 3) + 2

    def __iter__(self) -> Iterator[bytes]:
        yield self._head
        kept = b""
        for piece in self._file:
            data = kept + piece
            whole = len(data) - len(data) % 3
            kept = data[whole:]
            yield base64.b64encode(data[:whole])
        yield base64.b64encode(kept) + b'"}'


def file_of(form: Fields, name: str = "file") -> tuple[Field, Pieces]:
    """The form's file; GatewayError ``invalid_request`` where it has none."""
    for part, pieces in form.fields():
        if part.name == name and part.filename is not None:
            return part, pieces
    raise GatewayError("invalid_request", f"The form has no {name}", param=name)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of a form: ``mime`` is its type, which goes into a header as it is."""

    field: str
    filename: str
    mime: str
    data: bytes


def as_form(fields: Mapping[str, Any], file: Attached | None = None) -> tuple[bytes, str]:
    """Texts, and a file behind them, as ``multipart/form-data`` (RFC 7578), and its type."""
    texts = {name: str(value) for name, value in fields.items()}
    # Made of what it parts, so that nothing can hold it.
    parted = hashlib.sha256(repr(sorted(texts.items())).encode("utf-8", "replace"))
    parted.update(file.data if file else b"")
    boundary = parted.hexdigest()
    head = f"--{boundary}\r\nContent-Disposition: form-data; name="
    parts = [
        f'{head}"{_quoted(name)}"\r\n\r\n{text}\r\n'.encode("utf-8", "replace")
        for name, text in texts.items()
    ]
    if file is not None:
        named = f'{head}"{_quoted(file.field)}"; filename="{_quoted(file.filename)}"\r\n'
        parts += [f"{named}Content-Type: {file.mime}\r\n\r\n".encode(), file.data, b"\r\n"]
    body = b"".join(parts) + f"--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"


def _quoted(name: str) -> str:
    """As browsers write a name in a form."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
