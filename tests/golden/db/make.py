"""Makes the fixtures of a release: its empty database and a filled one, compressed.

Run it once when a version is released: ``python -m tests.golden.db.make``. Fixtures of earlier
versions stay: tests bring copies of all of them up to the present schema. The content is made up
and the same each time; secrets are sealed under the bytes 0 to 31.
"""

from __future__ import annotations

import asyncio
import gzip
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from random import Random
from unittest.mock import patch

from gateway.domain.channel import ChannelDraft, KeyState
from gateway.domain.person import Person, Role
from gateway.domain.token import Token
from gateway.store import channels, ledger_rows, options, people, tokens
from gateway.store.database import Database
from gateway.store.journal import AttemptRow, EntryRow, Intent, RequestRow, Settlement
from gateway.store.vault_rows import VaultRows
from gateway.vault.sealed import Sealer
from gateway.vault.vault import CHECK_AAD, CHECK_TEXT
from gateway.version import __version__

HERE = Path(__file__).parent
MASTER_KEY = bytes(range(32))
NODE = "0011223344556677"
START = 1_760_000_000_000
REQUESTS = 400
DOLLAR = 10**9
STATUSES = ("done",) * 12 + ("failed", "cancelled", "refused", "cut_short", "interrupted")


async def fill(database: Database) -> None:
    """A small household: three people, four apps, three channels, a week of requests."""
    chance = Random(3000)
    sealer = Sealer(MASTER_KEY)
    with patch("gateway.vault.sealed.secrets.token_bytes", chance.randbytes):
        await VaultRows(database).set_check(sealer.seal(CHECK_TEXT, CHECK_AAD), "external")
        await database.write(lambda: _furnish(sealer))
    for number in range(REQUESTS):
        settlement = _settlement(number, chance)
        database.submit(_intent(settlement))
        await database.submit(settlement)
    database.submit(_intent(_settlement(REQUESTS, chance)))
    await database.write(lambda: tokens.delete(4, START))
    await database.write(lambda: ledger_rows.set_balance("token", 2, 3 * DOLLAR, START, "root"))


def _furnish(sealer: Sealer) -> None:
    people.insert(Person(0, "root", "Owner", Role.OWNER, created_at=START))
    for name, group in (("mei", "default"), ("lin", "family")):
        person = Person(
            0,
            name,
            name.title(),
            group=group,
            unlimited=False,
            balance_nano=5 * DOLLAR,
            created_at=START,
        )
        people.insert(person, password_hash="$made-up$")
    people.set_access_hash(1, sealer.token_hash("access"))
    for number, (name, person_id) in enumerate(
        (("Cherry Studio", 1), ("手机", 2), ("Cursor", 3), ("Old laptop", 3)), 1
    ):
        key, uid = f"{number}" * 48, f"token-{number}"
        token = Token(
            0,
            person_id,
            name,
            key[-4:],
            unlimited=number == 1,
            balance_nano=2 * DOLLAR,
            models=("gpt-5", "deepseek-chat") if number == 3 else (),
            subnets=("192.168.1.0/24",) if number == 2 else (),
            created_at=START,
        )
        tokens.insert(token, sealer.token_hash(key), uid, sealer.seal(key, f"token|{uid}"))
    for number, provider in enumerate(("openai", "deepseek", "anthropic"), 1):
        keys = [
            channels.NewKey(uid, sealer.seal(f"sk-{uid}", f"channel_key|{uid}"), "abcd")
            for uid in (f"key-{number}-a", f"key-{number}-b")
        ]
        draft = ChannelDraft(
            provider,
            provider.title(),
            f"https://api.{provider}.example.com",
            models=("gpt-5", "deepseek-chat"),
            aliases={"gpt-4": "gpt-5"},
            priority=number,
            settings={"organization": "org"},
            headers={"X-Team": "母港"},
            tag="home",
        )
        channels.insert(draft, keys, START)
    channels.set_key_state(2, KeyState.REJECTED, "401 invalid api key")
    options.set_value("port", "3000")
    options.set_price_override("gpt-5", '{"input":"5/4","output":"10"}', START)


def _settlement(number: int, chance: Random) -> Settlement:
    token_id = chance.randint(1, 3)
    channel_id = chance.randint(1, 3)
    charge = chance.randrange(5_000_000)
    at = START + number * 1_500_000
    status = chance.choice(STATUSES)
    request = RequestRow(
        request_id=f"req-{number:06}",
        at=at,
        finished_at=at + 900,
        token_id=token_id,
        token_name=f"token {token_id}",
        person_id=token_id,
        channel_id=channel_id,
        channel_name=f"channel {channel_id}",
        provider="openai",
        requested_model="gpt-5",
        sent_model="gpt-5",
        status=status,
        stream=number % 2 == 0,
        duration_ms=900,
        first_token_ms=chance.randrange(800),
        input_tokens=chance.randrange(4_000),
        output_tokens=chance.randrange(900),
        charge_nano=charge,
        cost_nano=charge // 2,
        client="Cherry Studio",
        address="192.168.1.20",
        attempts=1 + number % 2,
        error_message="" if status == "done" else "made up",
        price_json='{"input":"5/4"}',
    )
    attempts = [
        AttemptRow(
            request_id=request.request_id,
            number=tried,
            channel_id=channel_id,
            key_id=channel_id,
            status="done" if tried == request.attempts else "failed",
            http_status=200,
            cost_nano=request.cost_nano if tried == request.attempts else 0,
            duration_ms=400,
        )
        for tried in range(1, request.attempts + 1)
    ]
    entries = [
        EntryRow(
            at=request.finished_at,
            account=account,
            account_id=token_id,
            amount_nano=-charge,
            used_nano=charge,
            cause="charge",
            request_id=request.request_id,
        )
        for account in ("token", "person")
    ]
    return Settlement(request, attempts, entries)


def _intent(settlement: Settlement) -> Intent:
    row = settlement.request
    return Intent(
        row.request_id,
        row.at,
        row.token_id,
        row.person_id,
        row.channel_id,
        row.requested_model,
        row.sent_model,
        5_000_000,
        row.input_tokens,
        NODE,
        1,
        row.price_json,
        row.token_name,
    )


async def make(target: Path, *, filled: bool) -> None:
    """Writes one compressed database; the same bytes each time, as far as SQLite allows."""
    with tempfile.TemporaryDirectory() as directory:
        database = Database(Path(directory) / "homeport.db")
        database.open()
        if filled:
            await fill(database)
        await database.close()
        with closing(sqlite3.connect(database.path, isolation_level=None)) as connection:
            connection.execute("UPDATE nodes SET id = ?, started_at = ?", (NODE, START))
            connection.execute("UPDATE migrations SET applied_at = ?", (START,))
            connection.execute("VACUUM")
            connection.execute("PRAGMA journal_mode = DELETE")
        target.write_bytes(gzip.compress(database.path.read_bytes(), 9, mtime=0))


def main() -> None:
    for name, filled in (("empty", False), ("filled", True)):
        asyncio.run(make(HERE / f"{__version__}-{name}.db.gz", filled=filled))


if __name__ == "__main__":
    main()
