"""What a self-test asks of the machine: certificates, token encodings, the keyring.

Nothing here reads or changes what belongs to the user.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway import frozen, resources
from gateway.relay.counting import TokenCounter
from gateway.vault.keyring_store import Outcome
from gateway.vault.keyring_trial import try_keyring
from gateway.vault.vault import KEYRING_VARIABLE

TEXT = "A ship in harbour is safe: 港内的船是安全的, 0123456789."
TOKENS = {"gpt-4o": 21, "gpt-4": 24}
"""What TEXT counts in o200k_base and in cl100k_base."""
KEYRING_PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class Finding:
    """How one check ended; ``facts`` are for the report."""

    ok: bool
    facts: Mapping[str, Any]


async def environment() -> Finding:
    """Whether programs that are started from here are free of the bundle."""
    inherited = frozen.inherited()
    return Finding(not inherited, {"inherited": inherited})


async def certificates() -> Finding:
    """Whether a TLS connection would trust anybody, and where those authorities stand."""
    context = await asyncio.to_thread(ssl.create_default_context)
    places = ssl.get_default_verify_paths()
    loaded = context.cert_store_stats()["x509_ca"]
    # A directory is read when a connection asks; a file, and Windows' own store, at once.
    return Finding(
        loaded > 0 or bool(places.capath),
        {"authorities": loaded, "file": places.cafile or "", "directory": places.capath or ""},
    )


async def encodings() -> Finding:
    """Whether both carried token encodings count right, without being downloaded."""
    folder = resources.root() / "tokenizers"
    carried = await asyncio.to_thread(lambda: [path.name for path in folder.iterdir()])
    if len(carried) < len(TOKENS):
        return Finding(False, {"carried": carried})
    counter = TokenCounter()
    counted = {model: await counter.count([TEXT], model) for model in TOKENS}
    facts = {"loaded": list(counter.loaded), "counted": counted}
    counter.drop()
    return Finding(counted == TOKENS, facts)


async def keyring(environ: Mapping[str, str]) -> Finding:
    """Whether the keyring keeps a value. That there is none is a fact, not a failure."""
    if environ.get(KEYRING_VARIABLE, "").lower() == "off":
        return Finding(True, {"keyring": "no keyring", "reason": f"{KEYRING_VARIABLE} is off"})
    try:
        async with asyncio.timeout(KEYRING_PATIENCE_S):
            answer = await try_keyring()
    except TimeoutError:
        return Finding(False, {"keyring": "?", "reason": "it has not answered yet"})
    if answer.outcome is Outcome.UNAVAILABLE and not answer.backend:
        return Finding(True, {"keyring": "no keyring", "reason": answer.reason})
    facts = {"keyring": answer.backend, "reason": answer.reason}
    return Finding(answer.outcome is Outcome.FOUND, facts)
