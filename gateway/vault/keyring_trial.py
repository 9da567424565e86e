"""Whether a keyring keeps what it is given: a value under a service name of its own."""

from __future__ import annotations

import secrets
from functools import partial

from gateway.vault import keyring_store
from gateway.vault.keyring_store import Answer, Outcome
from gateway.vault.vault import in_thread

SERVICE = "Homeport self-test"


async def try_keyring() -> Answer:
    """Keeps, reads and removes a value in the keyring that the vault would use.

    FOUND if it did all three. Waits for as long as the keyring's own prompt stands.
    """
    return await in_thread(partial(_try, secrets.token_hex(4), secrets.token_urlsafe(24)))


def _try(account: str, value: str) -> Answer:
    name, keyring = keyring_store.find("")
    if keyring is None:
        return Answer(Outcome.UNAVAILABLE, name, reason="there is no keyring that answers")
    try:
        keyring.set_password(SERVICE, account, value)
        found = keyring.get_password(SERVICE, account)
        keyring.delete_password(SERVICE, account)
        left = keyring.get_password(SERVICE, account)
    except Exception as error:
        return keyring_store.failure(name, error)
    if found != value:
        return Answer(Outcome.MISSING, name, reason="it does not keep what it is given")
    if left is not None:
        return Answer(Outcome.MISSING, name, reason="it does not forget what is removed")
    return Answer(Outcome.FOUND, name)
