"""The file that settings, channels and tokens move in: sealed by a passphrase, docs/export.md.

JSON around one sealed value, so that a person who opens it sees what it is and no secret:

    {"format": "homeport-export", "version": 1, "created_at": 1764218640000, "homeport": "0.1.0",
     "sealed": "<base64 of a box of gateway/vault/passphrase.py>", "sha256": "<hex of that text>"}

``version`` covers the envelope and what is inside. Everything but ``sha256`` is authenticated.
``sha256`` tells a file that was cut or garbled on its way from a wrong passphrase.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from gateway.errors import ServiceError
from gateway.vault import Corrupt, WrongPassphrase
from gateway.vault import passphrase as boxes

FORMAT = "homeport-export"
VERSION = 1
LIMIT_BYTES = 64 * 1024 * 1024
ENDING = ".homeport"


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """The file's outside."""

    format: Literal["homeport-export"] = "homeport-export"
    version: int = VERSION
    created_at: int
    homeport: str
    sealed: str
    sha256: str

    @property
    def aad(self) -> str:
        return f"{self.format} {self.version} {self.created_at} {self.homeport}"


class _Head(msgspec.Struct):
    """What every version will have."""

    format: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """What was inside, when it was exported (Unix ms) and by which version."""

    content: bytes
    created_at: int
    homeport: str


def seal(content: bytes, passphrase: str, created_at: int, homeport: str) -> bytes:
    """The whole file. Slow on purpose: call it in a thread."""
    head = Envelope(created_at=created_at, homeport=homeport, sealed="", sha256="")
    sealed = base64.b64encode(boxes.seal(passphrase, content, head.aad)).decode()
    whole = msgspec.structs.replace(head, sealed=sealed, sha256=_sum(sealed))
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def unseal(file: bytes, passphrase: str) -> Opened:
    """Raises ServiceError ``not_an_export``, ``export_newer``, ``export_damaged``,
    ``wrong_passphrase``. Slow on purpose: call it in a thread.
    """
    envelope = _envelope(file)
    try:
        box = base64.b64decode(envelope.sealed, validate=True)
        content = boxes.unseal(passphrase, box, envelope.aad)
    except WrongPassphrase as error:
        raise ServiceError("wrong_passphrase", str(error), {"passphrase": "wrong"}) from error
    except (Corrupt, binascii.Error, ValueError) as error:
        raise _damaged("it was changed after it was made") from error
    return Opened(content, envelope.created_at, envelope.homeport)


def check(file: bytes) -> None:
    """What can be said without the passphrase; raises as :func:`unseal`."""
    _envelope(file)


def read(path: Path) -> bytes:
    """Raises ServiceError ``unreadable``, ``not_an_export``."""
    try:
        if path.stat().st_size > LIMIT_BYTES:
            raise ServiceError("not_an_export", f"{path} is too large for an export")
        return path.read_bytes()
    except OSError as error:
        raise ServiceError("unreadable", f"{path}: {error.strerror}") from error


def write(path: Path, file: bytes) -> None:
    """Whole or not at all, readable by its owner alone. Raises ServiceError ``export_failed``."""
    partial = path.with_name(path.name + ".partial")
    try:
        partial.unlink(missing_ok=True)
        try:
            descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(descriptor, "wb") as out:
                out.write(file)
                out.flush()
                os.fsync(out.fileno())
            os.replace(partial, path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise ServiceError("export_failed", f"{path}: {error.strerror}") from error


def _envelope(file: bytes) -> Envelope:
    try:
        head = msgspec.json.decode(file, type=_Head)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        # One that was cut is no JSON any more, but begins as one of ours.
        if FORMAT.encode() in file[:200]:
            raise _damaged("it is not complete") from error
        raise ServiceError("not_an_export", "this is not an export of Homeport") from error
    if head.format != FORMAT:
        raise ServiceError("not_an_export", "this is not an export of Homeport")
    if head.version > VERSION:
        raise ServiceError("export_newer", "it was made by a newer Homeport")
    try:
        envelope = msgspec.json.decode(file, type=Envelope)
    except msgspec.DecodeError as error:
        raise _damaged("its fields are not what they should be") from error
    if envelope.sha256 != _sum(envelope.sealed):
        raise _damaged("its checksum is wrong")
    return envelope


def _sum(sealed: str) -> str:
    return hashlib.sha256(sealed.encode()).hexdigest()


def _damaged(why: str) -> ServiceError:
    return ServiceError("export_damaged", f"the file is damaged: {why}")
