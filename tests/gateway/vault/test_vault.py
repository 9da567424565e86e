"""The vault with a key file or an external key, over a real database."""

import asyncio
import base64
import logging
import os
import stat
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from keyring.errors import KeyringLocked

from gateway.domain.channel import ChannelDraft
from gateway.errors import EXIT_ARGUMENTS, StartError
from gateway.store import channels
from gateway.store.database import Database
from gateway.store.vault_rows import VaultRows
from gateway.vault import external, keyfile_store, keyring_store
from gateway.vault.sealed import VaultLocked
from gateway.vault.vault import Vault, VaultState
from tests.gateway.template import lay_out

OFF = {"HOMEPORT_KEYRING": "off"}
KEY = bytes(range(32))
MakeVault = Callable[..., Vault]


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    made = Database(lay_out(tmp_path / "homeport.db"))
    made.open()
    yield made
    await made.close()


@pytest.fixture
def vault_of(database: Database, tmp_path: Path) -> MakeVault:
    def make(**environ: str) -> Vault:
        return Vault(tmp_path, VaultRows(database), environ={**OFF, **environ})

    return make


async def seal_row(database: Database, vault: Vault) -> None:
    key = channels.NewKey("uid", vault.seal("sk-1", "channel_key|uid"), "sk-1")
    await database.write(lambda: channels.insert(ChannelDraft("openai"), [key], 0))


async def test_a_closed_vault_opens_nothing(vault_of: MakeVault) -> None:
    vault = vault_of()
    assert vault.state is VaultState.CLOSED
    for use in (
        lambda: vault.seal("x", "y"),
        lambda: vault.unseal(b"x", "y"),
        lambda: vault.token_hash("x"),
    ):
        with pytest.raises(VaultLocked):
            use()


async def test_a_key_file_is_made_once_for_its_owner_alone(
    vault_of: MakeVault, tmp_path: Path
) -> None:
    first, second = vault_of(), vault_of()
    assert await first.open() is VaultState.OPEN_KEYFILE
    path = tmp_path / keyfile_store.NAME
    content = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert await second.open() is VaultState.OPEN_KEYFILE
    assert path.read_bytes() == content
    assert second.unseal(first.seal("sk-1", "row"), "row") == "sk-1"
    assert first.token_hash("abc") == second.token_hash("abc")


async def test_a_key_file_that_others_can_read_is_closed_to_them(
    vault_of: MakeVault, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await vault_of().open()
    path = tmp_path / keyfile_store.NAME
    path.chmod(0o644)
    assert await vault_of().open() is VaultState.OPEN_KEYFILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "could be read by others" in caplog.text


@pytest.mark.parametrize("content", [None, b"", b"rubbish", b"00" * 31, b"ff" * 32])
async def test_a_missing_broken_or_foreign_key_file_means_lost(
    vault_of: MakeVault, database: Database, tmp_path: Path, content: bytes | None
) -> None:
    vault = vault_of()
    await vault.open()
    await seal_row(database, vault)
    path = tmp_path / keyfile_store.NAME
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    lost = vault_of()
    assert await lost.open() is VaultState.LOST
    assert await lost.retry() is VaultState.LOST
    with pytest.raises(VaultLocked, match="lost"):
        lost.seal("x", "y")
    assert path.exists() == (content is not None)


async def test_a_found_key_file_opens_again(
    vault_of: MakeVault, database: Database, tmp_path: Path
) -> None:
    vault = vault_of()
    await vault.open()
    await seal_row(database, vault)
    path = tmp_path / keyfile_store.NAME
    away = path.rename(tmp_path / "away")
    vault = vault_of()
    assert await vault.open() is VaultState.LOST
    away.rename(path)
    assert await vault.retry() is VaultState.OPEN_KEYFILE
    (key,) = await database.read(channels.sealed_keys)
    assert vault.unseal(key.sealed, f"channel_key|{key.uid}") == "sk-1"


async def test_a_key_file_that_may_not_be_read_means_denied(
    vault_of: MakeVault, database: Database, tmp_path: Path
) -> None:
    vault = vault_of()
    await vault.open()
    await seal_row(database, vault)
    denied = vault_of()
    await all_readers(database)
    with nobodys_file(tmp_path / keyfile_store.NAME):
        assert await denied.open() is VaultState.DENIED
    assert await denied.retry() is VaultState.OPEN_KEYFILE


async def all_readers(database: Database) -> None:
    """Has each reader open the file, which whoever root becomes may not do."""
    together = threading.Barrier(database._reader_count)
    await asyncio.gather(*(database.read(together.wait) for _ in range(together.parties)))


@contextmanager
def nobodys_file(path: Path) -> Iterator[None]:
    """Within the block this process may not read ``path``; root has to become somebody else."""
    root = os.geteuid() == 0
    path.chmod(0)
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        path.chmod(0o600)


async def test_where_nothing_is_sealed_a_broken_key_file_is_set_aside(
    vault_of: MakeVault, tmp_path: Path
) -> None:
    await vault_of().open()
    (tmp_path / keyfile_store.NAME).write_bytes(b"rubbish")
    assert await vault_of().open() is VaultState.OPEN_KEYFILE
    assert (tmp_path / "master.key.1.old").read_bytes() == b"rubbish"


def test_a_key_file_is_never_written_over_another(tmp_path: Path) -> None:
    keyfile_store.create(tmp_path, KEY)
    with pytest.raises(FileExistsError):
        keyfile_store.create(tmp_path, bytes(32))
    assert keyfile_store.read(tmp_path) == KEY
    assert os.listdir(tmp_path) == [keyfile_store.NAME]


@pytest.mark.parametrize(
    "content",
    [
        KEY,
        KEY.hex().encode(),
        KEY.hex().upper().encode() + b"\n",
        base64.b64encode(KEY),
        base64.urlsafe_b64encode(bytes([255]) * 32).rstrip(b"=") + b"\r\n",
        b"  " + base64.b64encode(KEY) + b"\n\n",
    ],
)
def test_an_external_key_is_bytes_or_their_text(content: bytes) -> None:
    assert external.parse(content) in (KEY, bytes([255]) * 32)


@pytest.mark.parametrize(
    "content", [b"", KEY[:31], KEY + b"\n", KEY.hex().encode()[:-2], b"?" * 44]
)
async def test_what_is_no_external_key_stops_the_start(
    vault_of: MakeVault, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "external"
    path.write_bytes(content)
    with pytest.raises(StartError, match="HOMEPORT_MASTER_KEY_FILE") as stopped:
        await vault_of(HOMEPORT_MASTER_KEY_FILE=str(path)).open()
    assert stopped.value.exit_code == EXIT_ARGUMENTS
    assert str(path) in str(stopped.value)


async def test_an_external_key_that_is_not_there_stops_the_start(
    vault_of: MakeVault, tmp_path: Path
) -> None:
    with pytest.raises(StartError, match="No such file"):
        await vault_of(HOMEPORT_MASTER_KEY_FILE=str(tmp_path / "nowhere")).open()


async def test_an_external_key_is_used_and_not_copied(
    vault_of: MakeVault, database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "external"
    path.write_bytes(KEY)
    vault = vault_of(HOMEPORT_MASTER_KEY_FILE=str(path))
    assert await vault.open() is VaultState.OPEN_EXTERNAL
    await seal_row(database, vault)
    assert not (tmp_path / keyfile_store.NAME).exists()
    without = vault_of()
    assert await without.open() is VaultState.LOST
    assert "HOMEPORT_MASTER_KEY_FILE is not set" in without.reason
    path.write_bytes(bytes(32))
    assert await vault_of(HOMEPORT_MASTER_KEY_FILE=str(path)).open() is VaultState.LOST
    path.write_bytes(KEY)
    assert await vault_of(HOMEPORT_MASTER_KEY_FILE=str(path)).open() is VaultState.OPEN_EXTERNAL


def test_a_refusal_at_the_keychain_is_told_from_a_locked_one() -> None:
    class KeychainDenied(Exception):
        """As keyring's macOS back end names it."""

    refused = KeyringLocked("Can't get password from keychain")
    refused.__cause__ = KeychainDenied("the user pressed Deny")
    answer = keyring_store.failure("macos-keychain", refused)
    assert answer.outcome is keyring_store.Outcome.DENIED
    locked = keyring_store.failure("secret-service", KeyringLocked("Failed to unlock"))
    assert locked.outcome is keyring_store.Outcome.LOCKED


async def test_closing_forgets_the_key(vault_of: MakeVault) -> None:
    vault = vault_of()
    await vault.open()
    await vault.close()
    with pytest.raises(VaultLocked, match="closed"):
        vault.token_hash("x")


async def test_changes_are_told(database: Database, tmp_path: Path) -> None:
    told: list[str] = []
    vault = Vault(
        tmp_path,
        VaultRows(database),
        environ=OFF,
        on_change=lambda: told.append(vault.state.value),
    )
    await vault.open()
    await vault.retry()
    assert told == ["open_keyfile"]


async def test_no_key_shows_in_what_is_printed_or_logged(
    vault_of: MakeVault, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    vault = vault_of()
    await vault.open()
    key = keyfile_store.read(tmp_path)
    assert key is not None
    shown = f"{vault!r} {vault} {vars(vault)} {caplog.text}"
    assert key.hex() not in shown
    assert repr(key) not in shown
    assert "open_keyfile" in shown
