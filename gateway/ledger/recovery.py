"""After a crash: what was under way is booked once from its intent; nothing stays reserved."""

from __future__ import annotations

from collections.abc import Iterable

from gateway.domain.person import OWNER_ID
from gateway.ledger.accounts import AccountKind
from gateway.ledger.ledger import Ledger
from gateway.store.journal import EntryRow, Intent, RequestRow, Settlement

INTERRUPTED = "interrupted"


def recover(ledger: Ledger, intents: Iterable[Intent], now_ms: int) -> list[Settlement]:
    """Settlements of requests that a crash interrupted, marked estimated.

    Each is charged what its intent held: the prompt's estimate and the output reserved so far. What
    an account no longer has is booked to the owner. The caller writes them before the first
    request; the ledger is brought up to date by loading the accounts afterwards.
    """
    left: dict[tuple[AccountKind, int], int] = {}
    return [_settlement(ledger, intent, now_ms, left) for intent in intents]


def _settlement(
    ledger: Ledger, intent: Intent, now_ms: int, left: dict[tuple[AccountKind, int], int]
) -> Settlement:
    keys = ((AccountKind.TOKEN, intent.token_id), (AccountKind.PERSON, intent.person_id))
    limited: dict[tuple[AccountKind, int], bool] = {}
    paid = intent.reserved_nano
    for key in keys:
        account = ledger.get(*key)
        limited[key] = account is not None and not account.unlimited
        if account is not None and limited[key]:
            paid = min(paid, max(0, left.setdefault(key, account.balance)))
    entries = []
    for key in keys:
        if limited[key]:
            left[key] -= paid
        if paid:
            entries.append(_entry(intent, now_ms, key, -paid if limited[key] else 0, paid))
    overrun = intent.reserved_nano - paid
    if overrun:
        owner = ledger.get(AccountKind.PERSON, OWNER_ID)
        amount = -overrun if owner is not None and not owner.unlimited else 0
        key = (AccountKind.PERSON, OWNER_ID)
        entries.append(_entry(intent, now_ms, key, amount, overrun))
    row = RequestRow(
        request_id=intent.request_id,
        at=intent.at,
        finished_at=now_ms,
        token_id=intent.token_id,
        token_name=intent.token_name,
        person_id=intent.person_id,
        channel_id=intent.channel_id,
        requested_model=intent.model,
        sent_model=intent.sent_model,
        stream=intent.stream,
        group=intent.group,
        status=INTERRUPTED,
        http_status=0,
        error_message="Homeport ended while this request ran; booked from its reservation",
        input_tokens=intent.estimate_input,
        output_tokens=intent.estimate_output,
        estimated=True,
        charge_nano=paid,
        cost_nano=intent.reserved_nano,
        overrun_nano=overrun,
        price_json=intent.price_json,
        client=intent.client,
        address=intent.address,
    )
    return Settlement(row, [], entries)


def _entry(
    intent: Intent, now_ms: int, key: tuple[AccountKind, int], amount: int, used: int
) -> EntryRow:
    return EntryRow(
        at=now_ms,
        account=key[0].value,
        account_id=key[1],
        amount_nano=amount,
        used_nano=used,
        cause="recovery",
        request_id=intent.request_id,
    )
