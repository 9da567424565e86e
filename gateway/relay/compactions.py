"""Seals compacted conversations for the token whose they are, and opens them again."""

from __future__ import annotations

import base64
import binascii
import zlib
from functools import partial

from gateway.dialects.openai_responses.compaction import MARK, Compaction, expanded
from gateway.errors import DialectError, GatewayError, VaultError
from gateway.relay.keeping import Sealing
from gateway.vault.sealed import Corrupt, WrongKey

_MOST = 64 * 2**20
"""Bytes that one unpacks to at most."""


class Compactions:
    """Clients keep compactions themselves: here nothing is kept."""

    def __init__(self, vault: Sealing) -> None:
        self._vault = vault

    def dialect(self, token_id: int, body: bytes, *, continued: bool) -> Compaction:
        """The dialect of a request of that token's to compact ``body``."""
        return Compaction(body, partial(self._seal, token_id), continued=continued)

    def expand(self, token_id: int, body: bytes) -> bytes:
        """A request with what its compactions hold. Raises GatewayError."""
        if MARK not in body:
            return body
        try:
            return expanded(body, partial(self._open, token_id))
        except DialectError as error:
            raise GatewayError("invalid_request", str(error), param=error.param) from error
        except VaultError as error:
            raise GatewayError(
                "vault_locked",
                "Homeport's vault is locked, so it cannot open the compaction; unlock the system's "
                "keyring on the computer it runs on",
                retry_after_s=10,
            ) from error

    def _seal(self, token_id: int, content: bytes) -> str:
        sealed = self._vault.seal_bytes(zlib.compress(content), _place(token_id))
        return base64.urlsafe_b64encode(sealed).decode()

    def _open(self, token_id: int, sealed: str) -> bytes:
        """Raises ValueError for what is none of ours, VaultError while the vault is locked."""
        try:
            packed = self._vault.unseal_bytes(base64.urlsafe_b64decode(sealed), _place(token_id))
            return zlib.decompressobj().decompress(packed, _MOST)
        except (binascii.Error, zlib.error, Corrupt, WrongKey) as error:
            raise ValueError(str(error)) from error


def _place(token_id: int) -> str:
    return f"compaction|{token_id}"
