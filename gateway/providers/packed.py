"""Bodies made of a file that a client sent: in base64 inside JSON, or fields as another form."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from types import MappingProxyType
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


def as_form(
    fields: Mapping[str, Any], files: Mapping[str, tuple[str, bytes]] = MappingProxyType({})
) -> tuple[bytes, str]:
    """Texts and files, each of its type, as ``multipart/form-data`` (RFC 7578), and its content
    type.
    """
    parts = [
        (f'name="{_quoted(name)}"', str(value).encode("utf-8", "replace"))
        for name, value in fields.items()
    ]
    parts += [
        (f'name="{_quoted(name)}"; filename="{_quoted(name)}"\r\nContent-Type: {kind}', data)
        for name, (kind, data) in files.items()
    ]
    # Made of what it parts, so that nothing can hold it.
    boundary = hashlib.sha256(b"\0".join(value for _, value in parts)).hexdigest()
    body = b"".join(
        b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n"
        % (boundary.encode(), head.encode("utf-8", "replace"), value)
        for head, value in parts
    )
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def _quoted(name: str) -> str:
    """As browsers write a name in a form."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
