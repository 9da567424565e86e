"""Proofs of thinking that travel through a dialect of another vendor and come back unharmed.

Each vendor signs or encrypts a model's thoughts in its own way and refuses everyone else's. A
dialect that has only one place for a proof is given this text: ``homeport:<whose>:<proof>``.
"""

from __future__ import annotations

OPENAI = "openai"
"""A Responses reasoning item, as its id, ``#`` and its encrypted content."""
SIGNATURE = "anthropic"
REDACTED = "anthropic-redacted"

PREFIX = "homeport:"
MARK = f'"{PREFIX}'.encode()
"""How a sealed proof begins in JSON."""


def seal(whose: str, proof: str) -> str:
    return f"{PREFIX}{whose}:{proof}"


def unseal(text: str) -> tuple[str, str]:
    """Whose proof ``text`` is, and the proof; ('', text) for one that was not sealed here."""
    if not text.startswith(PREFIX):
        return "", text
    whose, _, proof = text.removeprefix(PREFIX).partition(":")
    return whose, proof


def is_sealed(text: str) -> bool:
    return text.startswith(PREFIX)
