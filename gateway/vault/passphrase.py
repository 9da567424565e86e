"""Bytes sealed by a passphrase: scrypt (RFC 7914) makes the key, AES-256-GCM seals.

Layout of a box: version (1 byte, 1), log2 of scrypt's N (1), r (1), p (1), salt (16),
verifier (16), nonce (12), ciphertext, tag (16). The verifier comes from passphrase and salt
alone, so that a wrong passphrase and a changed box are two different answers. Everything before
the ciphertext is authenticated together with what the caller names in ``aad``.
"""

from __future__ import annotations

import hmac
import secrets
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from gateway.errors import VaultError
from gateway.vault.sealed import Corrupt

VERSION = 1
LOG2_N = 17
"""128 MiB and about half a second for each try."""
R, P = 8, 1
_MOST_LOG2_N, _MOST_R, _MOST_P = 20, 16, 4
"""Past these a foreign box would take the memory of whoever opens it."""
_SALT, _VERIFIER, _NONCE, _TAG = 16, 16, 12, 16
_HEADER = 4 + _SALT + _VERIFIER + _NONCE
LEAST_CHARS = 8


class WrongPassphrase(VaultError):
    """The box was sealed with another passphrase."""


def seal(passphrase: str, content: bytes, aad: str) -> bytes:
    """Seals ``content``. Takes as long as scrypt does: call it in a thread."""
    start = bytes((VERSION, LOG2_N, R, P)) + secrets.token_bytes(_SALT)
    verifier, key = _derive(passphrase, start)
    header = start + verifier + secrets.token_bytes(_NONCE)
    return header + AESGCM(key).encrypt(header[-_NONCE:], content, header + aad.encode())


def unseal(passphrase: str, box: bytes, aad: str) -> bytes:
    """What was sealed. Raises WrongPassphrase and Corrupt; call it in a thread."""
    if len(box) < _HEADER + _TAG or box[0] != VERSION:
        raise Corrupt("this was not sealed by a passphrase")
    if not (10 <= box[1] <= _MOST_LOG2_N and 1 <= box[2] <= _MOST_R and 1 <= box[3] <= _MOST_P):
        raise Corrupt("the parameters of scrypt are out of range")
    header = bytes(box[:_HEADER])
    verifier, key = _derive(passphrase, header[: 4 + _SALT])
    if not hmac.compare_digest(verifier, header[4 + _SALT : -_NONCE]):
        raise WrongPassphrase("the passphrase is not the one it was sealed with")
    try:
        return AESGCM(key).decrypt(header[-_NONCE:], bytes(box[_HEADER:]), header + aad.encode())
    except InvalidTag as error:
        raise Corrupt("what was sealed has been changed") from error


def _derive(passphrase: str, start: bytes) -> tuple[bytes, bytes]:
    """Verifier and key. Letters that look the same are the same, however they were typed."""
    text = unicodedata.normalize("NFKC", passphrase).encode()
    made = Scrypt(start[4:], 32, n=1 << start[1], r=start[2], p=start[3]).derive(text)

    def part(use: bytes, length: int) -> bytes:
        return HKDF(hashes.SHA256(), length, None, b"homeport passphrase 1: " + use).derive(made)

    return part(b"verify", _VERIFIER), part(b"seal", 32)
