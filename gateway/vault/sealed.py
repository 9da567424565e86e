"""Sealed values: AES-256-GCM under a subkey of the master key, bound to the row they belong to.

Layout of sealed bytes: version (1 byte, 1), key id (4), nonce (12), ciphertext, tag (16).
Subkeys by HKDF-SHA256 (RFC 5869) from the 32-byte master key, one for each use.
"""

from __future__ import annotations

import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gateway.errors import VaultError

KEY_BYTES = 32
VERSION = 1
_ID_BYTES = 4
_NONCE_BYTES = 12
_HEADER_BYTES = 1 + _ID_BYTES + _NONCE_BYTES
_TAG_BYTES = 16


class VaultLocked(VaultError):
    """The master key is not at hand now (locked, denied or lost); ``vault_locked`` to clients."""


class WrongKey(VaultError):
    """The value was sealed with another master key."""


class Corrupt(VaultError):
    """The bytes are not a sealed value, were changed, or belong to another row."""


def new_master_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


class Sealer:
    """What a master key can do. The key itself is not kept."""

    __slots__ = ("_aead", "_hash_key", "_id")

    def __init__(self, master_key: bytes) -> None:
        if len(master_key) != KEY_BYTES:
            raise ValueError(f"a master key has {KEY_BYTES} bytes, not {len(master_key)}")
        self._aead = AESGCM(_derive(master_key, b"seal", 32))
        self._hash_key = _derive(master_key, b"token hash", 32)
        self._id = _derive(master_key, b"key id", _ID_BYTES)

    def is_same(self, other: Sealer) -> bool:
        """Whether both come from one master key."""
        return self._id == other._id and self._hash_key == other._hash_key

    def seal(self, plaintext: str, aad: str) -> bytes:
        """Seals a text for the place that ``aad`` names (purpose and row); only there it opens."""
        return self.seal_bytes(plaintext.encode(), aad)

    def seal_bytes(self, content: bytes, aad: str) -> bytes:
        """As :meth:`seal`, of any bytes."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        header = bytes((VERSION,)) + self._id + nonce
        return header + self._aead.encrypt(nonce, content, _bind(header, aad))

    def unseal(self, sealed: bytes, aad: str) -> str:
        """The text that was sealed. Raises WrongKey and Corrupt."""
        return self.unseal_bytes(sealed, aad).decode()

    def unseal_bytes(self, sealed: bytes, aad: str) -> bytes:
        """As :meth:`unseal`, of what :meth:`seal_bytes` sealed."""
        if len(sealed) < _HEADER_BYTES + _TAG_BYTES or sealed[0] != VERSION:
            raise Corrupt("this is not a sealed value")
        header = bytes(sealed[:_HEADER_BYTES])
        if header[1 : 1 + _ID_BYTES] != self._id:
            raise WrongKey("the value was sealed with another master key")
        nonce = header[1 + _ID_BYTES :]
        try:
            return self._aead.decrypt(nonce, bytes(sealed[_HEADER_BYTES:]), _bind(header, aad))
        except InvalidTag as error:
            raise Corrupt("the sealed value was changed, or belongs to another row") from error

    def token_hash(self, bare_key: str) -> bytes:
        """BLAKE2b-256 under a subkey: without the vault, short keys cannot be found by trying."""
        return hashlib.blake2b(bare_key.encode(), digest_size=32, key=self._hash_key).digest()


def _bind(header: bytes, aad: str) -> bytes:
    return header + aad.encode()


def _derive(master_key: bytes, use: bytes, length: int) -> bytes:
    info = b"homeport vault 1: " + use
    return HKDF(hashes.SHA256(), length, salt=None, info=info).derive(master_key)
