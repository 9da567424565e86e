"""A keyring is tried with a value of its own, which is gone afterwards."""

import subprocess
import sys
from pathlib import Path

import secretstorage

from gateway.vault import keyring_trial
from tests.gateway.vault.secret_service import SecretService

ROOT = Path(__file__).resolve().parents[3]
TRY = (
    "import asyncio; from gateway.vault.keyring_trial import try_keyring;"
    "print(asyncio.run(try_keyring()))"
)


def tried(environment: dict[str, str]) -> str:
    """What a process with this environment finds out."""
    environment = {**environment, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", TRY], env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_a_keyring_that_works_keeps_reads_and_forgets(keyring: SecretService) -> None:
    assert tried(keyring.environment) == "Answer(FOUND, 'secret-service', '')"
    assert keyring.items() == []
    with keyring.connection() as connection:
        collection = secretstorage.get_default_collection(connection)
        assert list(collection.search_items({"service": keyring_trial.SERVICE})) == []


def test_a_locked_keyring_is_told(keyring: SecretService) -> None:
    keyring.lock()
    assert tried(keyring.environment).startswith("Answer(LOCKED, 'secret-service', ")


def test_no_keyring_is_told(tmp_path: Path) -> None:
    nobody = {"PATH": "/usr/bin", "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    assert tried(nobody).startswith("Answer(UNAVAILABLE, '', ")
