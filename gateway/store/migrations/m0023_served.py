"""What served requests, and whose they are, is found by indexes; intents say what a request is
likely to write, beside what it reads, so that a crash books both.
"""

from __future__ import annotations

import peewee

from gateway.store.connection import execute


def apply(database: peewee.Database) -> None:
    mark = database.quote

    def name(word: str) -> str:
        return f"{mark[0]}{word}{mark[-1]}"

    execute(
        database,
        f"ALTER TABLE {name('intents')} ADD COLUMN {name('estimate_output')} "
        "INTEGER NOT NULL DEFAULT 0",
    )
    requests, sent, served = name("requests"), name("sent_model"), name("served")
    execute(
        database,
        f"CREATE INDEX {name('requests_sent_model_id')} ON {requests} ({sent}, {name('id')})",
    )
    execute(
        database,
        f"CREATE INDEX {name('requests_person_id_id')} ON {requests} "
        f"({name('person_id')}, {name('id')})",
    )
    execute(
        database,
        f"CREATE INDEX {name('requests_served')} ON {requests} ({served}, {name('id')}) "
        "WHERE served <> ''",
    )
