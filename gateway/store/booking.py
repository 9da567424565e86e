"""Writes runs of hot-path records with few prepared statements. Used on the writer thread alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

import peewee

from gateway.store import schema, sql
from gateway.store.budget_use import parts_of
from gateway.store.journal import (
    ERROR_STATUSES,
    TEXT_LIMITS,
    AttemptRow,
    Intent,
    Record,
    RequestRow,
    Settlement,
)

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
_KEYS = ("bucket", "channel_id", "token_id", "model")
_QUARTER_KEYS = ("bucket", "token_id", "group", "channel_id")


class _TokenChange:
    __slots__ = ("address", "amount", "at", "client", "requests", "used")

    def __init__(self) -> None:
        self.amount = self.used = self.requests = self.at = 0
        self.client = self.address = ""


class Booker:
    """Prepared statements for one connection; raises what the database raises."""

    def __init__(self, database: peewee.Database, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor
        requests = sql.columns_of(schema.Request, but=("id",))
        attempts = sql.columns_of(schema.Attempt, but=("log_id",))
        entries = sql.columns_of(schema.Entry, but=("id",))
        intents = sql.columns_of(schema.Intent)
        rollups = sql.columns_of(schema.RollupHour)
        self._request_values = attrgetter(*requests)
        self._attempt_values = attrgetter(*attempts)
        self._entry_values = attrgetter(*entries)
        self._intent_values = attrgetter(*intents)
        self._insert_requests = sql.insert_rows(database, schema.Request, requests)
        self._insert_attempts = sql.insert_rows(database, schema.Attempt, ("log_id", *attempts))
        self._insert_entries = sql.insert_rows(database, schema.Entry, entries)
        self._put_intent = sql.upsert(database, schema.Intent, intents, ("request_id",))
        self._add_hour = sql.upsert(database, schema.RollupHour, rollups, _KEYS, adding=True)
        self._add_day = sql.upsert(database, schema.RollupDay, rollups, _KEYS, adding=True)
        quarters = sql.columns_of(schema.RollupQuarter)
        self._add_quarter = sql.upsert(
            database, schema.RollupQuarter, quarters, _QUARTER_KEYS, adding=True
        )
        money = ("balance_nano", "used_nano")
        counted = (*money, "request_count")
        seen = ("last_used_at", "last_client", "last_address")
        self._move_token = sql.update_adding(database, schema.Token, money)
        self._use_token = sql.update_adding(database, schema.Token, counted, seen)
        self._move_person = sql.update_adding(database, schema.Person, counted)
        self._use_channel = sql.update_adding(
            database, schema.Channel, ("used_nano", "request_count")
        )
        columns = f"{sql.quote(database, 'request_id')}, {sql.quote(database, 'id')}"
        where = f"WHERE {sql.quote(database, 'request_id')} IN ({{marks}})"
        self._find = sql.in_lists(
            database,
            f"SELECT {columns} FROM {sql.table(database, schema.Request)} {where}",  # noqa: S608
        )
        self._end_intents = sql.in_lists(
            database,
            f"DELETE FROM {sql.table(database, schema.Intent)} {where}",  # noqa: S608
        )

    def book(self, records: Sequence[Record], settled: Collection[str] = ()) -> list[int]:
        """Writes ``records``; returns each one's log id (0 for an intent).

        Intents of requests in ``settled`` end in the same group and are not written. A settlement
        that was booked before changes nothing and gives the log id it had.
        """
        intents = [r for r in records if type(r) is Intent and r.request_id not in settled]
        if intents:
            for intent in intents:
                _clip(intent, _INTENT_LIMITS)
            self._cursor.executemany(self._put_intent, map(self._intent_values, intents))
        settlements = [r for r in records if type(r) is Settlement]
        if not settlements:
            return [0] * len(records)
        ids = self._book_settlements(settlements)
        return [ids[r.request.request_id] if type(r) is Settlement else 0 for r in records]

    def _book_settlements(self, settlements: list[Settlement]) -> dict[str, int]:
        names = [settlement.request.request_id for settlement in settlements]
        ids: dict[str, int] = {}
        for piece in sql.lists(names):
            ids.update(self._cursor.execute(self._find[len(piece)], piece).fetchall())
        unknown: dict[str, Settlement] = {}
        for settlement in settlements:
            if settlement.request.request_id not in ids:
                unknown.setdefault(settlement.request.request_id, settlement)
        fresh = list(unknown.values())
        if fresh:
            ids.update(self._log(fresh))
            self._add_totals(fresh)
            self._add_rollups([settlement.request for settlement in fresh])
            self._cursor.executemany(self._add_quarter, _quarters(fresh))
        for piece in sql.lists(names):
            self._cursor.execute(self._end_intents[len(piece)], piece)
        return ids

    def _log(self, settlements: list[Settlement]) -> dict[str, int]:
        """Requests, their attempts and entries; each request's log id."""
        requests = [settlement.request for settlement in settlements]
        ids: dict[str, int] = {}
        for request in requests:
            _clip(request, _REQUEST_LIMITS)
        for piece in sql.rows(requests):
            self._insert(self._insert_requests, map(self._request_values, piece), len(piece))
            # One writer: the rows of a statement have consecutive ids.
            first = int(self._cursor.lastrowid or 0) - len(piece) + 1
            ids.update((request.request_id, first + n) for n, request in enumerate(piece))
        attempts: list[tuple[Any, ...]] = []
        for settlement in settlements:
            log_id = ids[settlement.request.request_id]
            for attempt in settlement.attempts:
                _clip(attempt, _ATTEMPT_LIMITS)
                attempts.append((log_id, *self._attempt_values(attempt)))
        for rows in sql.rows(attempts):
            self._insert(self._insert_attempts, rows, len(rows))
        entries = [entry for settlement in settlements for entry in settlement.entries]
        for lines in sql.rows(entries):
            self._insert(self._insert_entries, map(self._entry_values, lines), len(lines))
        return ids

    def _insert(
        self, statements: dict[int, str], rows: Iterable[tuple[Any, ...]], count: int
    ) -> None:
        self._cursor.execute(statements[count], list(chain.from_iterable(rows)))

    def _add_totals(self, settlements: list[Settlement]) -> None:
        """Moves balances by the sums of the entries, and what was used and counted."""
        tokens: dict[int, _TokenChange] = {}
        people: dict[int, list[int]] = {}
        channels: dict[int, list[int]] = {}
        for settlement in settlements:
            request = settlement.request
            if request.token_id:
                token = tokens.setdefault(request.token_id, _TokenChange())
                token.requests += 1
                token.at, token.client = request.at, request.client
                token.address = request.address
            people.setdefault(request.person_id, [0, 0, 0])[2] += 1
            for entry in settlement.entries:
                if entry.account == "token":
                    token = tokens.setdefault(entry.account_id, _TokenChange())
                    token.amount += entry.amount_nano
                    token.used += entry.used_nano
                else:
                    person = people.setdefault(entry.account_id, [0, 0, 0])
                    person[0] += entry.amount_nano
                    person[1] += entry.used_nano
            _add_costs(channels, request, settlement.attempts)
        self._write_tokens(tokens)
        self._cursor.executemany(self._move_person, ((*v, k) for k, v in people.items()))
        self._cursor.executemany(self._use_channel, ((*v, k) for k, v in channels.items()))

    def _write_tokens(self, tokens: dict[int, _TokenChange]) -> None:
        for token_id, change in tokens.items():
            money: tuple[Any, ...] = (change.amount, change.used)
            if change.requests:
                seen = (change.at, change.client, change.address)
                self._cursor.execute(self._use_token, (*money, change.requests, *seen, token_id))
            else:
                self._cursor.execute(self._move_token, (*money, token_id))

    def _add_rollups(self, requests: list[RequestRow]) -> None:
        sums: dict[tuple[int, int, int, str], list[int]] = {}
        for row in requests:
            key = (row.at // HOUR_MS, row.channel_id, row.token_id, row.requested_model)
            total = sums.get(key)
            if total is None:
                total = sums[key] = [0] * 11
            for index, value in enumerate(_measures(row)):
                total[index] += value
        days: dict[tuple[int, int, int, str], list[int]] = {}
        hours = []
        for (hour, channel_id, token_id, model), total in sums.items():
            hours.append((hour * HOUR_MS, channel_id, token_id, model, *total))
            key = (hour // 24 * DAY_MS, channel_id, token_id, model)
            so_far = days.get(key)
            days[key] = total if so_far is None else list(map(int.__add__, so_far, total))
        self._cursor.executemany(self._add_hour, hours)
        self._cursor.executemany(self._add_day, ((*k, *v) for k, v in days.items()))


def _quarters(settlements: list[Settlement]) -> list[tuple[Any, ...]]:
    """What budgets count, summed."""
    sums: dict[tuple[int, int, str, int], list[int]] = {}
    for settlement in settlements:
        for part in parts_of(settlement):
            key = (part.bucket, part.token_id, part.group, part.channel_id)
            total = sums.setdefault(key, [0, 0, 0, 0])
            total[0] += part.requests
            total[1] += part.tokens
            total[2] += part.charge_nano
            total[3] += part.cost_nano
    return [(*key, *total) for key, total in sums.items()]


def _measures(row: RequestRow) -> tuple[int, ...]:
    """What one request adds to its rollups, in the order of their columns."""
    return (
        1,
        row.status in ERROR_STATUSES,
        row.input_tokens,
        row.output_tokens,
        row.cache_read_tokens,
        row.reasoning_tokens,
        row.charge_nano,
        row.cost_nano,
        row.duration_ms,
        row.first_token_ms,
        row.first_token_ms > 0,
    )


def _add_costs(
    channels: dict[int, list[int]], request: RequestRow, attempts: Iterable[AttemptRow]
) -> None:
    """Each attempt's cost to its channel; what no attempt carries, to the one that answered."""
    unexplained = request.cost_nano
    for attempt in attempts:
        if attempt.cost_nano:
            channels.setdefault(attempt.channel_id, [0, 0])[0] += attempt.cost_nano
            unexplained -= attempt.cost_nano
    if request.channel_id:
        total = channels.setdefault(request.channel_id, [0, 0])
        total[0] += unexplained
        total[1] += 1


def _limits(*names: str) -> tuple[tuple[str, Callable[[Any], str], int], ...]:
    return tuple((name, attrgetter(name), TEXT_LIMITS[name]) for name in names)


_INTENT_LIMITS = _limits("client", "address", "sent_model")
_ATTEMPT_LIMITS = _limits("sent_model", "error_message", "upstream_request_id")
_REQUEST_LIMITS = _limits(
    "requested_model",
    "sent_model",
    "client",
    "user_agent",
    "address",
    "error_code",
    "error_message",
    "upstream_request_id",
)


def _clip(row: Any, limits: tuple[tuple[str, Callable[[Any], str], int], ...]) -> None:
    for name, read, limit in limits:
        if len(read(row)) > limit:
            setattr(row, name, read(row)[:limit])
