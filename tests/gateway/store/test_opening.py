"""Before it serves: is the database whole, ours, as new as the program? And the way out if not."""

import gzip
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import peewee
import pytest

from gateway.errors import EXIT_STORE, StartError
from gateway.store import backup, binding, channels, ledger_rows, migrate, opening, schema, tokens
from gateway.store.check import check
from gateway.store.connection import execute
from gateway.store.database import Database
from gateway.vault.sealed import Sealer
from tests.gateway.store.support import NOON, settlement
from tests.golden.db.make import MASTER_KEY, NODE

SCHEMA = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
FIXTURES = sorted((Path(__file__).parents[2] / "golden" / "db").glob("*.db.gz"))
LATER = 4_000_000_000_000
"""After every copy that an upgrade makes today."""
EMPTY, FILLED = (
    [path for path in FIXTURES if path.name.endswith(f"-{kind}.db.gz")]
    for kind in ("empty", "filled")
)


def unpack(fixture: Path, directory: Path) -> Path:
    path = directory / "homeport.db"
    path.write_bytes(gzip.decompress(fixture.read_bytes()))
    return path


def prepare(path: Path, *more: migrate.Migration) -> opening.Opened:
    return opening.prepare(path, busy_timeout_ms=100, migrations=(*migrate.MIGRATIONS, *more))


def refusal(path: Path, *more: migrate.Migration) -> str:
    with pytest.raises(StartError) as refused:
        prepare(path, *more)
    assert refused.value.exit_code == EXIT_STORE
    message = str(refused.value)
    assert str(path) in message
    assert "\n" not in message
    return message


def add_column(database: peewee.Database) -> None:
    execute(database, "ALTER TABLE tokens ADD COLUMN colour VARCHAR(8) NOT NULL DEFAULT ''")


def fail_halfway(database: peewee.Database) -> None:
    add_column(database)
    raise LookupError("a mistake")


ADD_COLUMN = migrate.Migration("9999_colour", add_column)


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
async def test_every_released_database_comes_up_to_date(fixture: Path, tmp_path: Path) -> None:
    path = unpack(fixture, tmp_path)
    before = check(path)
    database = Database(path)
    database.open()
    assert (database.node, database.epoch) == (NODE, 2)
    assert await database.read(ledger_rows.check) == []
    await database.submit(settlement("today", token_id=0, person_id=0, charge=0))
    await database.close()
    after = check(path)
    assert after.ok
    assert after.requests == before.requests + 1
    assert after.entries == before.entries


@pytest.mark.parametrize("fixture", FILLED, ids=lambda path: path.name)
async def test_its_secrets_still_open_and_its_keys_are_found(fixture: Path, tmp_path: Path) -> None:
    database = Database(unpack(fixture, tmp_path))
    database.open()
    sealer = Sealer(MASTER_KEY)
    for key in await database.read(channels.sealed_keys):
        assert sealer.unseal(key.sealed, f"channel_key|{key.uid}") == f"sk-{key.uid}"
    by_hash = {stored.key_hash: stored for stored in await database.read(tokens.list_all)}
    assert len(by_hash) == 3
    laptop = by_hash[sealer.token_hash("1" * 48)]
    assert sealer.unseal(laptop.sealed_key, f"token|{laptop.key_uid}") == "1" * 48
    (left_open,) = await database.read(database.open_intents)
    assert left_open.request_id == "req-000400"
    await database.close()


@pytest.mark.parametrize("fixture", FILLED, ids=lambda path: path.name)
async def test_what_was_there_before_limits_has_none(fixture: Path, tmp_path: Path) -> None:
    database = Database(unpack(fixture, tmp_path))
    database.open()
    rows = await database.read(channels.list_all)
    assert [(row.name, row.rpm, row.concurrency) for row in rows] == [
        ("Openai", 0, 0), ("Deepseek", 0, 0), ("Anthropic", 0, 0)
    ]  # fmt: skip
    assert {key.name for row in rows for key in row.keys} == {""}
    stored = await database.read(tokens.list_all)
    assert {(each.token.rpm, each.token.tpm, each.token.concurrency) for each in stored} == {
        (0, 0, 0)
    }
    await database.write(lambda: channels.update(replace(rows[0], rpm=60, concurrency=2)))
    await database.write(lambda: channels.set_key_name(rows[0].keys[0].id, "work"))
    limited = replace(stored[0].token, rpm=1, tpm=2_000_000_000, concurrency=3)
    await database.write(lambda: tokens.update(limited))
    await database.close()
    database.open()
    again = await database.read(lambda: channels.get(rows[0].id))
    assert (again.rpm, again.concurrency, again.keys[0].name) == (60, 2, "work")
    token = (await database.read(lambda: tokens.get(limited.id))).token
    assert (token.rpm, token.tpm, token.concurrency) == (1, 2_000_000_000, 3)
    await database.close()


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
def test_a_released_schema_becomes_the_present_one(fixture: Path, tmp_path: Path) -> None:
    """A database that grew by migrations is the one that a first start makes, to the letter."""
    path = unpack(fixture, tmp_path)
    assert prepare(path).migrated[0] == "0002_limits"
    new = tmp_path / "new" / "homeport.db"
    new.parent.mkdir()
    prepare(new)
    schemas = []
    for each in (path, new):
        with closing(sqlite3.connect(each)) as connection:
            schemas.append(connection.execute(SCHEMA).fetchall())
    assert schemas[0] == schemas[1]


def test_there_is_a_fixture_of_each_kind_and_they_are_small() -> None:
    assert len(EMPTY) == len(FILLED) > 0
    assert all(path.stat().st_size < 200_000 for path in FIXTURES)


def test_the_migrations_lead_to_the_present_schema(tmp_path: Path) -> None:
    path = tmp_path / "homeport.db"
    prepare(path)
    present = peewee.SqliteDatabase(":memory:")
    with binding.bound(present), closing(present):
        present.create_tables(schema.MODELS)
        wanted = execute(present, SCHEMA).fetchall()
    with closing(sqlite3.connect(path)) as migrated:
        assert migrated.execute(SCHEMA).fetchall() == wanted


@pytest.mark.parametrize("fixture", FILLED, ids=lambda path: path.name)
def test_there_is_a_copy_from_before_every_migration(fixture: Path, tmp_path: Path) -> None:
    path = unpack(fixture, tmp_path)
    assert prepare(path, ADD_COLUMN).migrated[-1] == "9999_colour"
    copies = backup.list_backups(backup.directory_of(path))
    assert copies[0].label.startswith("before-")
    assert check(copies[0].path).requests == 400
    assert prepare(path, ADD_COLUMN).migrated == ()


def test_a_first_start_makes_no_copy(tmp_path: Path) -> None:
    assert prepare(tmp_path / "homeport.db").migrated[0] == "0001_initial"
    assert not (tmp_path / "backups").exists()


@pytest.mark.parametrize("fixture", FILLED, ids=lambda path: path.name)
def test_a_migration_that_fails_leaves_everything_as_it_was(fixture: Path, tmp_path: Path) -> None:
    path = unpack(fixture, tmp_path)
    prepare(path)
    message = refusal(path, migrate.Migration("9999_colour", fail_halfway))
    assert "9999_colour: LookupError: a mistake" in message
    assert "left it as it was" in message
    assert check(path).ok
    with closing(sqlite3.connect(path)) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(tokens)")]
    assert "colour" not in columns


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
def test_a_newer_database_is_refused_and_left_alone(fixture: Path, tmp_path: Path) -> None:
    path = unpack(fixture, tmp_path)
    prepare(path, ADD_COLUMN)
    before = path.read_bytes()
    message = refusal(path)
    assert "a newer Homeport has changed it (9999_colour)" in message
    copies = backup.list_backups(backup.directory_of(path))
    assert str(backup.directory_of(path)) in message
    assert copies[0].path.name in message
    assert path.read_bytes() == before
    # The way out that the message names is one.
    shutil.copy(copies[0].path, path)
    prepare(path)


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "one-api.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE channels (id, type)")
    message = refusal(path)
    assert "not Homeport's database" in message
    assert "channels" in message


def overwrite(path: Path, start: int, length: int) -> None:
    with open(path, "r+b") as file:
        file.seek(start)
        file.write(os.urandom(length))


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda path: overwrite(path, 0, 100), "not a database, or its start is damaged"),
        (lambda path: os.truncate(path, path.stat().st_size // 2), "damaged"),
        (lambda path: os.truncate(path, 50), "damaged"),
        (lambda path: overwrite(path, 50_000, 30_000), "damaged"),
        (lambda path: path.write_bytes(b"some other file\n" * 1_000), "not a database"),
    ],
)
def test_a_damaged_database_is_refused_with_the_way_out(
    tmp_path: Path, damage: Callable[[Path], None], words: str
) -> None:
    path = unpack(FILLED[-1], tmp_path)
    prepare(path)
    copy = backup.create(path, "manual", LATER)
    damage(path)
    before = path.read_bytes()
    message = refusal(path)
    assert words in message
    assert copy.path.name in message
    assert path.read_bytes() == before
    shutil.copy(copy.path, path)
    prepare(path)


@pytest.mark.parametrize("left", ["nothing", "an empty file"])
def test_a_vanished_database_is_not_replaced_by_an_empty_one(tmp_path: Path, left: str) -> None:
    path = unpack(FILLED[-1], tmp_path)
    copy = backup.create(path, "manual", NOON)
    if left == "nothing":
        path.unlink()
    else:
        path.write_bytes(b"")
    message = refusal(path)
    assert "there was a database here before" in message
    assert copy.path.name in message


def test_a_write_ahead_log_without_its_database_is_kept(tmp_path: Path) -> None:
    companion = tmp_path / "homeport.db-wal"
    companion.write_bytes(b"what was committed last")
    assert "there was a database here before" in refusal(tmp_path / "homeport.db")
    assert companion.read_bytes() == b"what was committed last"


def test_a_directory_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "no older copies" in refusal(tmp_path / "file" / "homeport.db")


@contextmanager
def as_somebody_else() -> Iterator[Path]:
    """A directory that this test can read but not write, whoever runs it."""
    directory = Path(tempfile.mkdtemp(prefix="homeport-read-only-"))
    root = os.geteuid() == 0
    try:
        yield directory
    finally:
        if root:
            os.seteuid(0)
        directory.chmod(0o700)
        shutil.rmtree(directory)


def give_up_writing(directory: Path) -> None:
    """Takes the right to write away; root has to become somebody else, who never had it."""
    for path in directory.iterdir():
        path.chmod(0o444)
    directory.chmod(0o555)
    if os.geteuid() == 0:
        os.seteuid(65534)


def test_a_read_only_directory_is_refused() -> None:
    with as_somebody_else() as directory:
        path = unpack(FILLED[-1], directory)
        give_up_writing(directory)
        assert "read-only" in refusal(path)
        assert check(path).ok
        assert "Permission denied" in refusal(directory / "new.db")


def test_a_database_that_another_program_locks_is_refused(tmp_path: Path) -> None:
    path = unpack(FILLED[-1], tmp_path)
    prepare(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "another program keeps the database locked" in refusal(path)
        other.execute("ROLLBACK")
    prepare(path)


def test_a_full_disk_is_refused_and_nothing_is_lost(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    path = unpack(FILLED[-1], tmp_path)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    try:
        message = refusal(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "full" in message
    assert check(path).ok
    prepare(path)
