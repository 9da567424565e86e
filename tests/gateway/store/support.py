"""Records with sensible values, and the people, tokens and channels that they speak of."""

from dataclasses import replace
from typing import Any

from gateway.domain.channel import ChannelDraft
from gateway.domain.person import Person, Role
from gateway.domain.token import Token
from gateway.store import binding, channels, people, schema, tokens
from gateway.store.booking import DAY_MS, HOUR_MS
from gateway.store.connection import execute
from gateway.store.database import Database
from gateway.store.journal import AttemptRow, EntryRow, Intent, RequestRow, Settlement

NOON = 1_760_000_400_000 // DAY_MS * DAY_MS + 12 * HOUR_MS
"""A noon in October 2025, UTC, in milliseconds."""


async def furnish(database: Database) -> None:
    """The owner, a member (2), two tokens with ten dollars each, two channels."""

    def fill() -> None:
        people.insert(Person(0, "root", "Owner", Role.OWNER, created_at=NOON))
        people.insert(
            Person(0, "mei", "Mei", unlimited=False, balance_nano=10**10, created_at=NOON)
        )
        for name, person_id in (("laptop", 1), ("phone", 2)):
            token = Token(
                0, person_id, name, "wxyz", unlimited=False, balance_nano=10**10, created_at=NOON
            )
            tokens.insert(token, name.encode().ljust(32, b"."), f"uid-{name}", b"sealed " * 5)
        for name in ("OpenAI", "DeepSeek"):
            draft = ChannelDraft(name.lower(), name, "https://api.example.com", models=("gpt-5",))
            channels.insert(draft, [channels.NewKey(f"uid-{name}", b"sealed", "abcd")], NOON)

    await database.write(fill)


def intent(request_id: str, **changes: Any) -> Intent:
    made = Intent(
        request_id=request_id,
        at=NOON,
        token_id=1,
        person_id=1,
        channel_id=1,
        model="gpt-5",
        sent_model="gpt-5",
        reserved_nano=5_000_000,
        estimate_input=120,
        node="node",
        epoch=1,
        price_json="{}",
    )
    return replace(made, **changes)


def settlement(request_id: str, *, charge: int = 4_000_000, **changes: Any) -> Settlement:
    """One request that token 1 of person 1 paid for, answered by channel 1 at the first try."""
    request = RequestRow(
        request_id=request_id,
        at=NOON,
        finished_at=NOON + 900,
        token_id=1,
        token_name="laptop",
        person_id=1,
        channel_id=1,
        channel_name="OpenAI",
        provider="openai",
        requested_model="gpt-5",
        sent_model="gpt-5",
        first_token_ms=300,
        duration_ms=900,
        input_tokens=120,
        output_tokens=30,
        cache_read_tokens=20,
        reasoning_tokens=10,
        charge_nano=charge,
        cost_nano=charge - 100_000 if charge else 0,
        client="Cherry Studio",
        address="192.168.1.20",
        attempts=1,
    )
    request = replace(request, **changes)
    attempt = AttemptRow(
        request_id=request_id,
        number=1,
        channel_id=request.channel_id,
        channel_name=request.channel_name,
        http_status=request.http_status,
        cost_nano=request.cost_nano,
    )
    entries = [
        EntryRow(
            at=request.finished_at,
            account=account,
            account_id=account_id,
            amount_nano=-charge,
            used_nano=charge,
            cause="charge",
            request_id=request_id,
        )
        for account, account_id in (("token", request.token_id), ("person", request.person_id))
        if account_id
    ]
    return Settlement(request, [attempt] if request.channel_id else [], entries)


async def count(database: Database, model: type[schema.Model]) -> int:
    return await database.read(lambda: int(model.select().count()))


async def limit_growth(database: Database, pages: int) -> None:
    """From now on the file may grow by ``pages`` pages at most: as on a full disk."""

    def limit() -> None:
        used = execute(binding.current, "PRAGMA page_count").fetchone()[0]
        execute(binding.current, f"PRAGMA max_page_count = {used + pages}")

    await database.write(limit)
