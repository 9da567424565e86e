"""Passwords of people: salted scrypt, its parameters stored beside each hash (RFC 7914)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import string

_N, _R, _P = 2**15, 8, 1
_MAX_MEMORY = 128 * 2**20
_SALT_BYTES, _HASH_BYTES = 16, 32
_ALPHABET = string.ascii_letters + string.digits


def new_password(length: int = 20) -> str:
    """Letters and digits, about six bits each."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def hash_password(password: str) -> str:
    """``scrypt:N:r:p:salt:hash``. Takes about a tenth of a second and 32 MiB: call in a thread."""
    salt = os.urandom(_SALT_BYTES)
    digest = _scrypt(password, salt, _N, _R, _P, _HASH_BYTES)
    return ":".join(("scrypt", str(_N), str(_R), str(_P), _text(salt), _text(digest)))


def check_password(password: str, stored: str) -> bool:
    """Whether ``password`` is the one behind ``stored``; False for a hash nobody can match.

    As slow as :func:`hash_password`.
    """
    parts = stored.split(":")
    if len(parts) != 6 or parts[0] != "scrypt":
        return False
    n, r, p = (int(part) for part in parts[1:4])
    salt, digest = (base64.b64decode(part) for part in parts[4:])
    return hmac.compare_digest(_scrypt(password, salt, n, r, p, len(digest)), digest)


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int, length: int) -> bytes:
    return hashlib.scrypt(
        password.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MAX_MEMORY, dklen=length
    )


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
