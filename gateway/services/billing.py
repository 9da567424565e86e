"""What a token may still spend and has spent, as OpenAI's old billing pages told it."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.relay.callers import Caller


@dataclass(frozen=True, slots=True)
class Account:
    """Nano-dollars. ``left_nano`` is None where nothing limits the token.

    ``until`` in Unix seconds, 0 for never.
    """

    used_nano: int
    left_nano: int | None
    until: int


def account_of(caller: Caller) -> Account:
    """The caller's token; what is left is its own or its person's, whichever is less."""
    accounts = caller.payer.accounts
    left = [account.balance for account in accounts if not account.unlimited]
    return Account(
        used_nano=caller.payer.token.used,
        left_nano=max(0, min(left)) if left else None,
        until=caller.token.expires_at // 1000,
    )
