"""The vault against a real gnome-keyring-daemon, each program in a process of its own."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gateway.vault import keyfile_store
from tests.gateway.vault import secret_service
from tests.gateway.vault.program import Program
from tests.gateway.vault.secret_service import SecretService

SECRET = "sk-planted-0123456789abcdef"


@pytest.fixture
def data(keyring: SecretService) -> Path:
    return keyring.home / "data"


def seal_one(keyring: SecretService, data: Path) -> None:
    """A first start that seals a channel's key."""
    with Program(data, keyring.environment) as program:
        assert program.ask("open")["state"] == "open_keyring"
        assert program.ask(f"seal {SECRET}")["result"] is None


def test_the_key_lies_in_the_keyring_and_opens_again(keyring: SecretService, data: Path) -> None:
    seal_one(keyring, data)
    with Program(data, keyring.environment) as program:
        opened = program.ask("open")
        assert (opened["state"], opened["backend"]) == ("open_keyring", "secret-service")
        assert opened["changes"] == 1
        assert program.ask("unseal")["result"] == SECRET
    assert len(keyring.items()) == 1
    assert not (data / keyfile_store.NAME).exists()


def test_each_data_directory_has_a_key_of_its_own(keyring: SecretService, data: Path) -> None:
    seal_one(keyring, data)
    seal_one(keyring, data.with_name("other"))
    assert len({item["username"] for item in keyring.items()}) == 2


def test_a_moved_data_directory_finds_its_key(keyring: SecretService, data: Path) -> None:
    seal_one(keyring, data)
    moved = data.rename(data.with_name("moved"))
    with Program(moved, keyring.environment) as program:
        assert program.states("open") == ["open_keyring"]
        assert program.ask("unseal")["result"] == SECRET


def test_a_locked_keyring_is_locked_until_it_is_unlocked(
    keyring: SecretService, data: Path
) -> None:
    seal_one(keyring, data)
    keyring.lock()
    with Program(data, keyring.environment) as program:
        # Nobody is there to show the prompt, so it is dismissed at once.
        assert program.states("open", "retry") == ["locked", "locked"]
        assert program.ask("unseal")["result"] == "VaultLocked: the vault is locked"
        keyring.unlock()
        assert program.states("retry") == ["open_keyring"]
        assert program.ask("unseal")["result"] == SECRET


def test_a_standing_prompt_does_not_hold_up_the_start(keyring: SecretService, data: Path) -> None:
    seal_one(keyring, data)
    keyring.lock()
    with keyring.silent_prompter(), Program(data, keyring.environment, 0.2) as program:
        waiting = program.ask("open")
        assert (waiting["state"], waiting["pending"]) == ("locked", True)
        assert waiting["backend"] == "secret-service"
        assert program.ask("unseal")["result"] == "VaultLocked: the vault is locked"
        assert program.ask("retry")["pending"]


def test_a_dismissed_prompt_leaves_it_locked_and_can_be_tried_again(
    keyring: SecretService, data: Path
) -> None:
    seal_one(keyring, data)
    keyring.lock()
    with Program(data, keyring.environment, 0.2) as program:
        with keyring.silent_prompter():
            assert program.ask("open")["pending"]
        settled = program.ask("settled")
        assert (settled["state"], settled["pending"]) == ("locked", False)
        keyring.unlock()
        assert program.states("retry") == ["open_keyring"]


def test_a_daemon_that_is_gone_is_not_a_lost_key(keyring: SecretService, data: Path) -> None:
    seal_one(keyring, data)
    keyring.stop_daemon()
    with Program(data, keyring.environment) as program:
        assert program.states("open") == ["locked"]
        keyring.start_daemon()
        assert program.states("retry") == ["open_keyring"]
        assert program.ask("unseal")["result"] == SECRET
    assert not (data / keyfile_store.NAME).exists()


@pytest.mark.parametrize("how", ["deleted", "overwritten", "another key"])
def test_a_lost_key_is_said_to_be_lost_and_never_replaced(
    keyring: SecretService, data: Path, how: str
) -> None:
    seal_one(keyring, data)
    if how == "deleted":
        assert keyring.delete_items() == 1
    else:
        keyring.set_secrets(b"rubbish" if how == "overwritten" else b"A" * 43 + b"=")
    before = keyring.items()
    with Program(data, keyring.environment) as program:
        assert program.states("open", "retry") == ["lost", "lost"]
        assert program.ask("seal sk-new")["result"] == "VaultLocked: the vault is lost"
    assert keyring.items() == before
    assert not (data / keyfile_store.NAME).exists()


def test_without_sealed_rows_a_lost_key_is_made_anew(keyring: SecretService, data: Path) -> None:
    with Program(data, keyring.environment) as program:
        program.ask("open")
    keyring.delete_items()
    seal_one(keyring, data)


def test_a_first_start_without_a_usable_keyring_makes_a_key_file(
    keyring: SecretService, data: Path
) -> None:
    keyring.lock()
    with Program(data, keyring.environment) as program:
        opened = program.ask("open")
        assert (opened["state"], opened["backend"]) == ("open_keyfile", "keyfile")
        assert "KeyringLocked" in opened["reason"]
        program.ask(f"seal {SECRET}")
    # A keyring that works later does not make the sealed keys vanish.
    keyring.unlock()
    with Program(data, keyring.environment) as program:
        assert program.states("open") == ["open_keyfile"]
        assert program.ask("unseal")["result"] == SECRET
    assert keyring.items() == []


def test_without_a_bus_there_is_a_key_file(keyring: SecretService, data: Path) -> None:
    keyring.stop()
    with Program(data, keyring.environment) as program:
        opened = program.ask("open")
        assert (opened["state"], opened["backend"]) == ("open_keyfile", "keyfile")


@pytest.mark.parametrize("name", ["null.Keyring", "fail.Keyring", "nonsense.Keyring"])
def test_back_ends_that_protect_nothing_are_not_taken(
    keyring: SecretService, data: Path, name: str
) -> None:
    environment = {**keyring.environment, "PYTHON_KEYRING_BACKEND": f"keyring.backends.{name}"}
    with Program(data, environment) as program:
        assert program.states("open") == ["open_keyfile"]
    assert keyring.items() == []


def test_the_environment_can_switch_the_keyring_off(keyring: SecretService, data: Path) -> None:
    off = {**keyring.environment, "HOMEPORT_KEYRING": "off"}
    with Program(data, off) as program:
        assert program.states("open") == ["open_keyfile"]
    assert keyring.items() == []
    other = data.with_name("other")
    seal_one(keyring, other)
    with Program(other, off) as program:
        answer = program.ask("open")
        assert answer["state"] == "locked"
        assert "HOMEPORT_KEYRING is off" in answer["reason"]


WORDS = "quiet-harbour"


def protect(keyring: SecretService, data: Path) -> None:
    """A first start that seals a channel's key and sets a recovery passphrase."""
    seal_one(keyring, data)
    with Program(data, keyring.environment) as program:
        program.ask("open")
        assert program.ask(f"protect {WORDS}")["result"] is None


def test_the_recovery_passphrase_puts_the_key_back_into_the_keyring(
    keyring: SecretService, data: Path
) -> None:
    protect(keyring, data)
    names = [item["username"] for item in keyring.items()]
    assert keyring.delete_items() == 1
    with Program(data, keyring.environment) as program:
        assert program.states("open") == ["lost"]
        assert "WrongPassphrase" in program.ask("recover nonsense")["result"]
        assert keyring.items() == []
        recovered = program.ask(f"recover {WORDS}")
        assert (recovered["state"], recovered["backend"]) == ("open_keyring", "secret-service")
        assert program.ask("unseal")["result"] == SECRET
    assert [item["username"] for item in keyring.items()] == names, "under the same name"
    assert not (data / keyfile_store.NAME).exists()
    with Program(data, keyring.environment) as program:
        assert program.states("open") == ["open_keyring"]


def test_a_data_directory_that_moved_to_another_keyring_is_recovered(
    keyring: SecretService, data: Path
) -> None:
    protect(keyring, data)
    with secret_service.running() as other, Program(data, other.environment) as program:
        assert program.states("open") == ["lost"]
        assert program.ask(f"recover {WORDS}")["state"] == "open_keyring"
        assert program.ask("unseal")["result"] == SECRET
        assert len(other.items()) == 1


def test_a_key_of_another_systems_keyring_is_lost_here_not_locked(
    keyring: SecretService, data: Path
) -> None:
    protect(keyring, data)
    with closing(sqlite3.connect(data / "homeport.db")) as database, database:
        database.execute("UPDATE options SET value = 'macos-keychain' WHERE name = 'vault.backend'")
    with Program(data, keyring.environment) as program:
        opened = program.ask("open")
        assert opened["state"] == "lost"
        assert "another system" in opened["reason"]
        recovered = program.ask(f"recover {WORDS}")
        assert (recovered["state"], recovered["backend"]) == ("open_keyring", "secret-service")


def test_a_locked_keyring_leaves_the_recovered_key_in_a_file(
    keyring: SecretService, data: Path
) -> None:
    protect(keyring, data)
    keyring.lock()
    with Program(data, keyring.environment) as program:
        assert program.states("open") == ["locked"]
        recovered = program.ask(f"recover {WORDS}")
        assert (recovered["state"], recovered["backend"]) == ("open_keyfile", "keyfile")
        assert program.ask("unseal")["result"] == SECRET
    with Program(data, keyring.environment) as program:
        assert program.states("open") == ["open_keyfile"]


def test_a_keyring_locked_meanwhile_sets_no_passphrase(keyring: SecretService, data: Path) -> None:
    seal_one(keyring, data)
    with Program(data, keyring.environment) as program:
        assert program.states("open") == ["open_keyring"]
        keyring.lock()
        assert "VaultLocked" in program.ask(f"protect {WORDS}")["result"]
        assert program.ask("unseal")["result"] == SECRET, "what is open stays open"
        keyring.unlock()
        assert program.ask(f"protect {WORDS}")["result"] is None


def test_neither_passphrase_nor_key_is_in_any_file(keyring: SecretService, data: Path) -> None:
    protect(keyring, data)
    files = b"".join(path.read_bytes() for path in data.iterdir() if path.is_file())
    assert WORDS.encode() not in files
    assert b"vault.recovery" in files, "the search looked in the right place"


def test_the_secret_is_in_no_file_and_in_no_log(keyring: SecretService, data: Path) -> None:
    with Program(data, keyring.environment) as program:
        program.ask("open")
        program.ask(f"seal {SECRET}")
        # While the program runs: the database, its write-ahead log, its shared memory.
        live = b"".join(path.read_bytes() for path in data.iterdir() if path.is_file())
        program.ask("unseal")
        keyring.lock()
        program.ask("retry")
    resting = b"".join(path.read_bytes() for path in data.iterdir() if path.is_file())
    for place in (live, resting, program.log.encode()):
        assert SECRET.encode() not in place
        assert SECRET.encode("utf-16-le") not in place
        assert SECRET.encode().hex().encode() not in place
    assert SECRET[-4:].encode() in live, (
        "its hint is stored, so the search looked in the right place"
    )
