"""Usage over time from the hourly sums, to the millisecond where a range cuts through an hour.

Every function runs inside :meth:`Database.read`. Ranges are Unix milliseconds (UTC), end exclusive;
the caller knows where its local days begin.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from peewee import fn

from gateway.store import binding, schema
from gateway.store.booking import DAY_MS, HOUR_MS
from gateway.store.connection import execute
from gateway.store.journal import ERROR_STATUSES

By = Literal["channel", "token", "model"]
Key = int | str


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over requests; money in nano-dollars, durations in milliseconds."""

    requests: int = 0
    errors: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    reasoning_tokens: int = 0
    charge_nano: int = 0
    cost_nano: int = 0
    duration_ms: int = 0
    first_token_ms: int = 0
    first_token_count: int = 0

    def __add__(self, other: Totals) -> Totals:
        # Field by field: astuple copies deeply, which thousands of sums would feel.
        return Totals(
            self.requests + other.requests,
            self.errors + other.errors,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cached_tokens + other.cached_tokens,
            self.reasoning_tokens + other.reasoning_tokens,
            self.charge_nano + other.charge_nano,
            self.cost_nano + other.cost_nano,
            self.duration_ms + other.duration_ms,
            self.first_token_ms + other.first_token_ms,
            self.first_token_count + other.first_token_count,
        )

    @property
    def mean_first_token_ms(self) -> int:
        """0 if no request had a first token."""
        return self.first_token_ms // self.first_token_count if self.first_token_count else 0


NONE = Totals()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whose usage; what is left at its default does not limit."""

    channel_ids: tuple[int, ...] = ()
    token_ids: tuple[int, ...] = ()
    model: str = ""


ALL = Scope()

_LONG_MS = 100 * DAY_MS
_MEASURES = tuple(Totals.__dataclass_fields__)
_BY_ROLLUP: Mapping[By, str] = {"channel": "channel_id", "token": "token_id", "model": "model"}
_BY_REQUEST: Mapping[By, str] = {**_BY_ROLLUP, "model": "requested_model"}


def totals(start_ms: int, end_ms: int, scope: Scope = ALL) -> Totals:
    """Everything in a range."""
    return _sum(start_ms, end_ms, scope, None).get("", NONE)


def breakdown(start_ms: int, end_ms: int, by: By, scope: Scope = ALL) -> dict[Key, Totals]:
    """A range by channel id, token id or requested model."""
    return _sum(start_ms, end_ms, scope, by)


def series(boundaries: Sequence[int], scope: Scope = ALL) -> list[Totals]:
    """The ranges between neighbouring ``boundaries``, which ascend: local hours, days, months."""
    sums = [NONE] * (len(boundaries) - 1)
    if not sums:
        return sums
    hour = schema.RollupHour
    first, last = _floor(boundaries[0]), _floor(boundaries[-1] + HOUR_MS - 1)
    query = _scoped(hour.select(hour.bucket, *_sums_of(hour)), hour, scope)
    query = query.where((hour.bucket >= first) & (hour.bucket < last)).group_by(hour.bucket)
    for bucket, *values in query.tuples():
        after = bucket + HOUR_MS
        cuts = boundaries[bisect_right(boundaries, bucket) : bisect_left(boundaries, after)]
        for start, end in pairwise((bucket, *cuts, after)):
            index = bisect_right(boundaries, start) - 1
            if 0 <= index < len(sums):
                part = _part(start, end, scope, None).get("", NONE) if cuts else Totals(*values)
                sums[index] += part
    return sums


def series_by(boundaries: Sequence[int], by: By, scope: Scope = ALL) -> dict[Key, list[Totals]]:
    """The ranges between neighbouring ``boundaries``, each by channel id, token id or model.

    Every list is as long as there are ranges.
    """
    ranges = list(pairwise(boundaries))
    found: dict[Key, list[Totals]] = {}
    known: dict[int, _Hour] = {}
    for index, (start, end) in enumerate(ranges):
        for key, sums in _sum(start, end, scope, by, known).items():
            found.setdefault(key, [NONE] * len(ranges))[index] = sums
    return found


@dataclass(frozen=True, slots=True)
class Uncosted:
    """What cost nothing: of free models, and of models that had no price. Tokens may be 0 where
    something else is counted.
    """

    channel_id: int
    token_id: int
    model: str
    requests: int
    input_tokens: int
    output_tokens: int


def uncosted(start_ms: int, end_ms: int) -> list[Uncosted]:
    """What was consumed for nothing in a range, to the hour; to the day in the midst of long ones.

    Hours in which the same token used the same model for money are left out.
    """
    found: dict[tuple[int, int, str], list[int]] = {}
    start, end = _floor(start_ms), _floor(end_ms + HOUR_MS - 1)
    pieces = [(schema.RollupHour, start, end)]
    if end - start > _LONG_MS:
        pieces = _pieces(start, end)
    for model, first, last in pieces:
        keys = (model.channel_id, model.token_id, model.model)
        sums = [fn.SUM(c) for c in (model.requests, model.input_tokens, model.output_tokens)]
        query: Any = (
            model.select(*keys, *sums)
            .where((model.bucket >= first) & (model.bucket < last))
            .where(model.cost_nano == 0)
            .where((model.input_tokens + model.output_tokens > 0) | (model.requests > model.errors))
            .group_by(*keys)
        )
        for channel_id, token_id, name, *counts in query.tuples():
            so_far = found.setdefault((channel_id, token_id, name), [0, 0, 0])
            so_far[:] = map(int.__add__, so_far, map(int, counts))
    return [Uncosted(*key, *counts) for key, counts in found.items()]


def models_seen() -> list[str]:
    """Every model that was ever asked for."""
    day = schema.RollupDay
    rows: Any = day.select(day.model).distinct().order_by(day.model).tuples()
    return [model for (model,) in rows]


def check() -> bool:
    """Whether hours and days add up to the same."""
    hours, days = (
        next(iter(model.select(*_sums_of(model)).tuples()))
        for model in (schema.RollupHour, schema.RollupDay)
    )
    return bool(hours == days)


def check_quarters() -> bool:
    """Whether what budgets count adds up to the same money as the days do."""
    quarter, day = schema.RollupQuarter, schema.RollupDay
    sums = [
        [int(model.select(fn.SUM(column)).scalar() or 0) for column in columns]
        for model, columns in (
            (quarter, (quarter.charge_nano, quarter.cost_nano)),
            (day, (day.charge_nano, day.cost_nano)),
        )
    ]
    return sums[0] == sums[1]


def _sum(
    start_ms: int, end_ms: int, scope: Scope, by: By | None, known: dict[int, _Hour] | None = None
) -> dict[Key, Totals]:
    """Whole days from the daily sums, whole hours from the hourly, the rest from the log."""
    sums: dict[Key, Totals] = {}
    for model, start, end in _pieces(start_ms, end_ms):
        if model is None:
            _add(sums, _part(start, end, scope, by, known))
        else:
            _add(sums, _whole(model, start, end, scope, by))
    return sums


def _pieces(start: int, end: int) -> list[tuple[Any, int, int]]:
    """Cuts a range at hours and days: (table of sums, start, end), None where an hour is cut."""
    first, last = -(-start // HOUR_MS) * HOUR_MS, _floor(end)
    if first > last:
        return [(None, start, end)] if start < end else []
    days = -(-first // DAY_MS) * DAY_MS, last // DAY_MS * DAY_MS
    pieces: list[tuple[Any, int, int]] = [(None, start, first), (None, last, end)]
    if days[0] < days[1]:
        pieces.append((schema.RollupDay, *days))
        pieces.append((schema.RollupHour, first, days[0]))
        pieces.append((schema.RollupHour, days[1], last))
    else:
        pieces.append((schema.RollupHour, first, last))
    return [piece for piece in pieces if piece[1] < piece[2]]


def _whole(model: Any, start: int, end: int, scope: Scope, by: By | None) -> dict[Key, Totals]:
    if scope is ALL:
        text = _text(type(binding.current).__name__, model, by)
        return _rows(execute(binding.current, text, (start, end)).fetchall(), by)
    return _rows(_between(model, start, end, scope, by).tuples(), by)


def _between(model: Any, start: int, end: int, scope: Scope, by: By | None) -> Any:
    key = None if by is None else getattr(model, _BY_ROLLUP[by])
    query = _scoped(_grouped(model, key, _sums_of(model)), model, scope)
    return query.where((model.bucket >= start) & (model.bucket < end))


@cache
def _text(database: str, model: Any, by: By | None) -> str:
    """The statement of everybody's sums: a report asks it for every local day, and building it
    takes longer than answering it.
    """
    text: str = _between(model, 0, 0, ALL, by).sql()[0]
    return text


class _Hour(Enum):
    """What is left of an hour that a range cuts."""

    EMPTY = "empty"
    LOGGED = "logged"
    PRUNED = "pruned"


def _part(
    start: int, end: int, scope: Scope, by: By | None, known: dict[int, _Hour] | None = None
) -> dict[Key, Totals]:
    """A piece of one hour, from the log.

    Where the log of that hour has been pruned, the whole hour counts for the piece it begins with.
    ``known`` remembers hours, for the other piece of each.
    """
    known = {} if known is None else known
    hour = _floor(start)
    left = known.get(hour) or known.setdefault(hour, _left_of(hour, scope))
    if left is _Hour.EMPTY or (left is _Hour.PRUNED and start != hour):
        return {}
    if left is _Hour.PRUNED:
        return _whole(schema.RollupHour, hour, hour + HOUR_MS, scope, by)
    return _logged(start, end, scope, by)


def _left_of(hour: int, scope: Scope) -> _Hour:
    whole = _whole(schema.RollupHour, hour, hour + HOUR_MS, scope, None).get("", NONE)
    if whole == NONE:
        return _Hour.EMPTY
    logged = _logged(hour, hour + HOUR_MS, scope, None).get("", NONE)
    return _Hour.PRUNED if logged.requests < whole.requests else _Hour.LOGGED


def _logged(start: int, end: int, scope: Scope, by: By | None) -> dict[Key, Totals]:
    request = schema.Request
    sums = [
        fn.COUNT(request.id),
        fn.SUM(request.status.in_(sorted(ERROR_STATUSES))),
        fn.SUM(request.input_tokens),
        fn.SUM(request.output_tokens),
        fn.SUM(request.cache_read_tokens),
        fn.SUM(request.reasoning_tokens),
        fn.SUM(request.charge_nano),
        fn.SUM(request.cost_nano),
        fn.SUM(request.duration_ms),
        fn.SUM(request.first_token_ms),
        fn.SUM(request.first_token_ms > 0),
    ]
    key = None if by is None else getattr(request, _BY_REQUEST[by])
    query = _grouped(request, key, sums).where((request.at >= start) & (request.at < end))
    if scope.channel_ids:
        query = query.where(request.channel_id.in_(scope.channel_ids))
    if scope.token_ids:
        query = query.where(request.token_id.in_(scope.token_ids))
    if scope.model:
        query = query.where(request.requested_model == scope.model)
    return _rows(query.tuples(), by)


def _sums_of(model: Any) -> list[Any]:
    return [fn.SUM(getattr(model, name)) for name in _MEASURES]


def _grouped(model: Any, key: Any, sums: Iterable[Any]) -> Any:
    if key is None:
        return model.select(*sums)
    return model.select(key, *sums).group_by(key)


def _scoped(query: Any, model: Any, scope: Scope) -> Any:
    if scope.channel_ids:
        query = query.where(model.channel_id.in_(scope.channel_ids))
    if scope.token_ids:
        query = query.where(model.token_id.in_(scope.token_ids))
    if scope.model:
        query = query.where(model.model == scope.model)
    return query


def _rows(rows: Iterable[Any], by: By | None) -> dict[Key, Totals]:
    found: dict[Key, Totals] = {}
    for row in rows:
        key, values = ("", row) if by is None else (row[0], row[1:])
        if values[0]:
            found[key] = Totals(*(int(value or 0) for value in values))
    return found


def _add(sums: dict[Key, Totals], more: Mapping[Key, Totals]) -> None:
    for key, value in more.items():
        sums[key] = sums.get(key, NONE) + value


def _floor(at: int) -> int:
    return at // HOUR_MS * HOUR_MS
