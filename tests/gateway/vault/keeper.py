"""A program with a vault, driven line by line: what it is told on stdin, it answers as JSON.

Usage: python -m tests.gateway.vault.keeper DATA_DIRECTORY [patience in seconds]
"""

import asyncio
import json
import sys
from pathlib import Path

from gateway.domain.channel import ChannelDraft
from gateway.store import channels
from gateway.store.database import Database
from gateway.store.vault_rows import VaultRows
from gateway.vault import Recovery
from gateway.vault.vault import Vault
from tests.gateway.template import lay_out


class Keeper:
    def __init__(self, directory: Path, patience_s: float) -> None:
        self.database = Database(lay_out(directory / "homeport.db"))
        self.database.open()
        self.changes = 0
        self.vault = Vault(
            directory,
            VaultRows(self.database),
            patience_s=patience_s,
            on_change=self._changed,
        )
        self.recovery = Recovery(self.vault, VaultRows(self.database))

    def _changed(self) -> None:
        self.changes += 1

    async def open(self) -> None:
        await self.vault.open()

    async def retry(self) -> None:
        await self.vault.retry()

    async def settled(self) -> None:
        """Waits until the keyring has answered."""
        assert self.vault._search is not None
        await asyncio.wait({self.vault._search})

    async def state(self) -> None: ...

    async def protect(self, passphrase: str) -> None:
        """Sets the recovery passphrase."""
        await self.recovery.set(passphrase)

    async def unprotect(self) -> None:
        await self.recovery.remove()

    async def recover(self, passphrase: str) -> None:
        await self.recovery.recover(passphrase)

    async def seal(self, secret: str) -> None:
        """Stores a channel with one sealed key."""
        sealed = self.vault.seal(secret, "channel_key|uid-1")
        key = channels.NewKey("uid-1", sealed, secret[-4:])
        await self.database.write(lambda: channels.insert(ChannelDraft("openai"), [key], 0))

    async def unseal(self) -> str:
        (key,) = await self.database.read(channels.sealed_keys)
        return self.vault.unseal(key.sealed, f"channel_key|{key.uid}")


async def main() -> None:
    keeper = Keeper(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 20.0)
    while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
        name, _, argument = line.partition(" ")
        try:
            result = await getattr(keeper, name)(*([argument] if argument else []))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        vault = keeper.vault
        answer = {
            "state": vault.state.value,
            "backend": vault.backend_name,
            "reason": vault.reason,
            "pending": vault.pending,
            "changes": keeper.changes,
            "result": result,
        }
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    await keeper.vault.close()
    await keeper.database.close()


if __name__ == "__main__":
    asyncio.run(main())
