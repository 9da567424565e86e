"""What the vault keeps in the database: a check value, the back end's name. See ``VaultStore``."""

from __future__ import annotations

from gateway.store import options, schema
from gateway.store.database import Database

CHECK = "vault.check"
BACKEND = "vault.backend"
RECOVERY = "vault.recovery"


class VaultRows:
    """The vault's memory in the options, hexadecimal where it is bytes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def account(self) -> str:
        return self._database.node

    async def get_check(self) -> bytes | None:
        text = await self._database.read(lambda: options.get(CHECK))
        return None if text is None else bytes.fromhex(text)

    async def set_check(self, check: bytes, backend: str) -> None:
        def keep() -> None:
            options.set_value(CHECK, check.hex())
            options.set_value(BACKEND, backend)

        await self._database.write(keep)

    async def has_sealed_rows(self) -> bool:
        """Whether losing the key would lose anything; keyed hashes of tokens count too."""
        return await self._database.read(_any_sealed)

    async def remembered_backend(self) -> str:
        return await self._database.read(lambda: options.get(BACKEND)) or ""

    async def get_recovery(self) -> bytes | None:
        text = await self._database.read(lambda: options.get(RECOVERY))
        return None if text is None else bytes.fromhex(text)

    async def set_recovery(self, box: bytes | None) -> None:
        if box is None:
            await self._database.write(lambda: options.delete(RECOVERY))
        else:
            text = box.hex()
            await self._database.write(lambda: options.set_value(RECOVERY, text))


def _any_sealed() -> bool:
    token, person = schema.Token, schema.Person
    return bool(
        schema.ChannelKey.select().exists()
        or token.select().where(token.key_hash.is_null(False)).exists()
        or person.select().where(person.access_hash.is_null(False)).exists()
    )
