"""Multipart forms as a provider reads them: with the standard library's own parser."""

from __future__ import annotations

from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from tests.upstreams.record import Exchange, FormFile


def read_form(exchange: Exchange) -> bool:
    """Puts the form's texts into `exchange.json` and its files into `exchange.files`; False if the
    body is no form. A field named `x[]` is a list named `x`.
    """
    kind = exchange.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        return False
    head = f"Content-Type: {kind}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + exchange.body)
    if not message.is_multipart() or message.defects:
        return False
    fields: dict[str, Any] = {}
    for part in message.iter_parts():
        if part.defects:
            return False
        name = str(part.get_param("name", "", "content-disposition"))
        data = part.get_payload(decode=True)
        assert isinstance(data, bytes)
        filename = part.get_filename()
        if filename is not None:
            file = FormFile(filename, part.get_content_type(), data)
            exchange.files.setdefault(name.removesuffix("[]"), []).append(file)
        elif name.endswith("[]"):
            fields.setdefault(name[:-2], []).append(data.decode())
        else:
            fields[name] = data.decode()
    exchange.json = fields
    return True
