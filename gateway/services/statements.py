"""What a person used and paid in a month of the local calendar, from the ledger and the sums."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo

from gateway.errors import NotFound
from gateway.services.context import Context
from gateway.services.local_days import date_start_ms, local_day, system_zone
from gateway.services.state import State
from gateway.store import ledger_reports, rollups, usage_names
from gateway.store.rollups import Scope, Totals
from gateway.store.usage_names import Names

__all__ = ["Month", "Statement", "StatementLine", "StatementService", "Used"]


@dataclass(frozen=True, slots=True, order=True)
class Month:
    year: int
    month: int

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def next(self) -> Month:
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def before(self) -> Month:
        last = self.first - timedelta(days=1)
        return Month(last.year, last.month)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, slots=True)
class StatementLine:
    """An entry, or all requests of a day; ``balance_nano`` is what was left after it.

    ``cause`` is an entry's, or ``requests``, of which ``count`` says how many; ``at`` in Unix ms.
    """

    at: int
    cause: str
    amount_nano: int
    used_nano: int
    balance_nano: int
    count: int = 0
    actor: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Used:
    """What of the month was a token's, or a model's."""

    name: str
    totals: Totals


@dataclass(frozen=True, slots=True)
class Statement:
    """Money in nano-dollars. Without a limit (``unlimited``) balances say nothing."""

    person_id: int
    person: str
    month: Month
    since_ms: int
    until_ms: int
    unlimited: bool
    opening_nano: int
    closing_nano: int
    totals: Totals
    tokens: tuple[Used, ...] = ()
    models: tuple[Used, ...] = ()
    lines: tuple[StatementLine, ...] = ()


class StatementService:
    """Statements are read, not kept: an entry of the ledger never changes."""

    def __init__(self, context: Context, state: State) -> None:
        self._context = context
        self._state = state

    def this_month(self, zone: tzinfo | None = None) -> Month:
        """The month that has begun; ``zone`` None: the computer's. Sync."""
        today = local_day(self._context.now_ms(), zone or system_zone())
        return Month(today.year, today.month)

    async def of(self, person_id: int, month: Month, zone: tzinfo | None = None) -> Statement:
        """A person's month; of one that has not ended, what there is so far. Raises NotFound."""
        zone = zone or system_zone()
        days = _days(month, zone)
        person = self._state.tokens.people.get(person_id)
        unlimited = person is None or person.unlimited
        return await self._context.database.read(lambda: _read(person_id, month, days, unlimited))


def _days(month: Month, zone: tzinfo) -> list[int]:
    count = (month.next.first - month.first).days
    return [date_start_ms(month.first + timedelta(days=day), zone) for day in range(count + 1)]


def _read(person_id: int, month: Month, days: list[int], unlimited: bool) -> Statement:
    names = usage_names.read()
    person = names.people.get(person_id)
    if person is None:
        raise NotFound("person", person_id)
    start, end = days[0], days[-1]
    tokens = tuple(key for key, token in names.tokens.items() if token.person_id == person_id)
    opening = ledger_reports.balance_before(person_id, start)
    lines = _lines(person_id, days, opening)
    mine = Scope(token_ids=tokens)
    return Statement(
        person_id,
        person.name,
        month,
        start,
        end,
        unlimited,
        opening,
        lines[-1].balance_nano if lines else opening,
        rollups.totals(start, end, mine) if tokens else Totals(),
        _by_token(rollups.breakdown(start, end, "token", mine), names) if tokens else (),
        _by_model(rollups.breakdown(start, end, "model", mine)) if tokens else (),
        lines,
    )


def _lines(person_id: int, days: list[int], opening: int) -> tuple[StatementLine, ...]:
    """In order; a day's requests stand at its end."""
    found = [
        StatementLine(
            row.at, row.cause, row.amount_nano, row.used_nano, 0, actor=row.actor, note=row.note
        )
        for row in ledger_reports.entries_of(person_id, days[0], days[-1])
    ]
    for end, (count, amount, used) in zip(
        days[1:], ledger_reports.requests_by_day(person_id, days), strict=True
    ):
        if count:
            found.append(StatementLine(end - 1, "requests", amount, used, 0, count))
    balance, lines = opening, []
    for line in sorted(found, key=lambda each: each.at):
        balance += line.amount_nano
        lines.append(replace(line, balance_nano=balance))
    return tuple(lines)


def _by_token(sums: dict[int | str, Totals], names: Names) -> tuple[Used, ...]:
    found = [Used(names.tokens[int(key)].name, each) for key, each in sums.items()]
    return _ordered(found)


def _by_model(sums: dict[int | str, Totals]) -> tuple[Used, ...]:
    return _ordered([Used(str(name), each) for name, each in sums.items()])


def _ordered(found: list[Used]) -> tuple[Used, ...]:
    found = [each for each in found if each.totals.requests]
    return tuple(sorted(found, key=lambda each: (-each.totals.charge_nano, each.name)))
