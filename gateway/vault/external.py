"""A master key that somebody else keeps: ``HOMEPORT_MASTER_KEY_FILE`` (servers, containers)."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path

from gateway.errors import EXIT_ARGUMENTS, StartError
from gateway.vault.sealed import KEY_BYTES

VARIABLE = "HOMEPORT_MASTER_KEY_FILE"
_LIMIT = 4_096


def read(path: Path) -> bytes:
    """The key in ``path``. Raises StartError (exit 2) with what is wrong about it."""
    try:
        with open(path, "rb") as file:
            content = file.read(_LIMIT)
    except OSError as error:
        text = f"{VARIABLE} names {path}, which cannot be read: {error.strerror}"
        raise StartError(text, EXIT_ARGUMENTS) from error
    key = parse(content)
    if key is None:
        text = (
            f"{VARIABLE} names {path}, which holds no master key: it must be exactly"
            f" {KEY_BYTES} bytes, or the same as 64 hexadecimal digits or base64"
        )
        raise StartError(text, EXIT_ARGUMENTS)
    return key


def parse(content: bytes) -> bytes | None:
    """32 raw bytes, or their text as 64 hexadecimal digits or (URL-safe) base64."""
    if len(content) == KEY_BYTES:
        return content
    text = content.strip()
    for decode in (binascii.unhexlify, _from_base64):
        try:
            key = decode(text)
        except ValueError:
            continue
        if len(key) == KEY_BYTES:
            return key
    return None


def _from_base64(text: bytes) -> bytes:
    padded = text.rstrip(b"=") + b"=" * (-len(text.rstrip(b"=")) % 4)
    return base64.b64decode(padded.translate(bytes.maketrans(b"-_", b"+/")), validate=True)
