"""The recovery passphrase over a key file: a second way to the key, never a second key."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gateway.store.database import Database
from gateway.store.vault_rows import VaultRows
from gateway.vault import (
    NoRecovery,
    Recovery,
    VaultLocked,
    VaultState,
    WrongKey,
    WrongPassphrase,
    keyfile_store,
)
from gateway.vault.vault import Vault
from tests.gateway.vault.test_vault import OFF, seal_row

WORDS = "quiet harbour"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    made = Database(tmp_path / "homeport.db")
    made.open()
    yield made
    await made.close()


def vault_of(database: Database, folder: Path, **environ: str) -> Vault:
    return Vault(folder, VaultRows(database), environ={**OFF, **environ})


async def sealed_with_recovery(database: Database, folder: Path) -> bytes:
    """A vault with something sealed and a passphrase set; its key."""
    vault = vault_of(database, folder)
    await vault.open()
    await seal_row(database, vault)
    await Recovery(vault, VaultRows(database)).set(WORDS)
    key = await vault.current_key()
    await vault.close()
    return key


async def test_a_lost_key_comes_back(database: Database, tmp_path: Path) -> None:
    key = await sealed_with_recovery(database, tmp_path)
    (tmp_path / keyfile_store.NAME).unlink()
    vault = vault_of(database, tmp_path)
    assert await vault.open() is VaultState.LOST
    recovery = Recovery(vault, VaultRows(database))
    with pytest.raises(WrongPassphrase):
        await recovery.recover("something else")
    assert vault.state is VaultState.LOST
    assert not (tmp_path / keyfile_store.NAME).exists(), "no key is made over sealed rows"
    assert await recovery.recover(WORDS) is VaultState.OPEN_KEYFILE
    assert keyfile_store.read(tmp_path) == key
    later = vault_of(database, tmp_path)
    assert await later.open() is VaultState.OPEN_KEYFILE


async def test_another_key_in_the_way_is_kept(database: Database, tmp_path: Path) -> None:
    key = await sealed_with_recovery(database, tmp_path)
    (tmp_path / keyfile_store.NAME).unlink()
    keyfile_store.create(tmp_path, bytes(32))
    vault = vault_of(database, tmp_path)
    assert await vault.open() is VaultState.LOST
    await Recovery(vault, VaultRows(database)).recover(WORDS)
    assert keyfile_store.read(tmp_path) == key
    assert (tmp_path / "master.key.1.old").read_text().strip() == bytes(32).hex()


async def test_an_external_key_that_is_gone_is_replaced_by_a_file(
    database: Database, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(bytes(range(32)))
    vault = vault_of(database, tmp_path, HOMEPORT_MASTER_KEY_FILE=str(outside))
    await vault.open()
    await seal_row(database, vault)
    await Recovery(vault, VaultRows(database)).set(WORDS)
    await vault.close()
    later = vault_of(database, tmp_path)
    assert await later.open() is VaultState.LOST
    assert await Recovery(later, VaultRows(database)).recover(WORDS) is VaultState.OPEN_KEYFILE


async def test_an_external_key_that_does_not_fit_is_not_overruled(
    database: Database, tmp_path: Path
) -> None:
    await sealed_with_recovery(database, tmp_path)
    outside = tmp_path / "outside"
    outside.write_bytes(bytes(32))
    vault = vault_of(database, tmp_path, HOMEPORT_MASTER_KEY_FILE=str(outside))
    assert await vault.open() is VaultState.LOST
    with pytest.raises(VaultLocked, match="names another key"):
        await Recovery(vault, VaultRows(database)).recover(WORDS)


async def test_it_can_be_changed_and_removed(database: Database, tmp_path: Path) -> None:
    await sealed_with_recovery(database, tmp_path)
    vault = vault_of(database, tmp_path)
    await vault.open()
    recovery = Recovery(vault, VaultRows(database))
    await recovery.set("another one")
    (tmp_path / keyfile_store.NAME).rename(tmp_path / "hidden")
    lost = vault_of(database, tmp_path)
    await lost.open()
    with pytest.raises(WrongPassphrase):
        await Recovery(lost, VaultRows(database)).recover(WORDS)
    await recovery.remove()
    assert not await recovery.is_set()
    with pytest.raises(NoRecovery):
        await Recovery(lost, VaultRows(database)).recover("another one")


async def test_nothing_can_be_set_while_the_vault_is_closed(
    database: Database, tmp_path: Path
) -> None:
    await sealed_with_recovery(database, tmp_path)
    (tmp_path / keyfile_store.NAME).unlink()
    vault = vault_of(database, tmp_path)
    await vault.open()
    with pytest.raises(VaultLocked):
        await Recovery(vault, VaultRows(database)).set("a new one")


async def test_a_passphrase_of_a_key_that_was_replaced_is_forgotten(
    database: Database, tmp_path: Path
) -> None:
    vault = vault_of(database, tmp_path)
    await vault.open()
    recovery = Recovery(vault, VaultRows(database))
    await recovery.set(WORDS)
    (tmp_path / keyfile_store.NAME).unlink()
    # Nothing was sealed, so a new key is made, and the box of the old one is worth nothing.
    again = vault_of(database, tmp_path)
    assert await again.open() is VaultState.OPEN_KEYFILE
    assert not await recovery.is_set()


async def test_a_key_that_opens_nothing_here_is_refused(database: Database, tmp_path: Path) -> None:
    await sealed_with_recovery(database, tmp_path)
    (tmp_path / keyfile_store.NAME).unlink()
    vault = vault_of(database, tmp_path)
    await vault.open()
    with pytest.raises(WrongKey):
        await vault.take(bytes(32))
    assert vault.state is VaultState.LOST
