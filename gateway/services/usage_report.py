"""Usage over a span by model, channel, provider, token or person, and what of it had no price."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from gateway.domain.person import OWNER_ID
from gateway.domain.price import Price
from gateway.domain.usage import Usage
from gateway.store import first_tokens, rollups, usage_names
from gateway.store.rollups import By, Key, Totals, Uncosted
from gateway.store.usage_names import Names


class Grouping(StrEnum):
    MODEL = "model"
    CHANNEL = "channel"
    PROVIDER = "provider"
    TOKEN = "token"  # noqa: S105
    PERSON = "person"


_BY: Mapping[Grouping, By] = {
    Grouping.MODEL: "model",
    Grouping.CHANNEL: "channel",
    Grouping.PROVIDER: "channel",
    Grouping.TOKEN: "token",
    Grouping.PERSON: "token",
}
NONE = Totals()


@dataclass(frozen=True, slots=True)
class UsageRow:
    """One of what was grouped by. ``parts`` are as long as the report has parts.

    ``name`` is '' for what no channel answered and for requests without a token; ``channels`` are
    the ids behind a channel or provider.
    """

    key: Key
    name: str
    totals: Totals
    parts: tuple[Totals, ...]
    deleted: bool = False
    channels: tuple[int, ...] = ()
    unpriced_requests: int = 0
    """Requests in ``totals`` whose cost nobody knows: they are in it with nothing."""


@dataclass(frozen=True, slots=True)
class UnpricedModel:
    """A model, as it is sent, that was used without a price. ``provider`` is one that served it.

    ``priced_since``: it has a price by now, which these requests came too early for.
    """

    model: str
    provider: str
    requests: int
    tokens: int
    priced_since: bool


@dataclass(frozen=True, slots=True)
class UsageReport:
    """``boundaries`` (Unix ms) are one more than the parts; rows come dearest first."""

    boundaries: tuple[int, ...]
    by: Grouping
    totals: Totals = NONE
    parts: tuple[Totals, ...] = ()
    rows: tuple[UsageRow, ...] = ()
    unpriced: tuple[UnpricedModel, ...] = ()
    first_token: tuple[int, int] | None = None
    """Median and 95th percentile in milliseconds; None where only the mean is known."""

    @property
    def unpriced_requests(self) -> int:
        return sum(model.requests for model in self.unpriced)


PriceOf = Callable[[str, str], Price | None]
"""(provider, sent model) -> its price now."""
SentModel = Callable[[int, str], str]
"""(channel id, asked model) -> the name that channel sends."""


@dataclass(slots=True)
class _Sums:
    parts: list[Totals]
    channels: set[int] = field(default_factory=set)


def read(boundaries: Sequence[int], by: Grouping) -> tuple[UsageReport, list[Uncosted], Names]:
    """What the store knows of a span, still without prices; runs inside a read."""
    names = usage_names.read()
    series = rollups.series_by(boundaries, _BY[by])
    uncosted = rollups.uncosted(boundaries[0], boundaries[-1])
    report = _compose(boundaries, by, series, names)
    count = report.totals.first_token_count
    first_token = first_tokens.median_and_p95(boundaries[0], boundaries[-1], count)
    return replace(report, first_token=first_token), uncosted, names


def _compose(
    boundaries: Sequence[int],
    by: Grouping,
    series: Mapping[Key, Sequence[Totals]],
    names: Names,
) -> UsageReport:
    groups: dict[Key, _Sums] = {}
    count = len(boundaries) - 1
    for key, parts in series.items():
        group = groups.setdefault(_group(by, key, names), _Sums([NONE] * count))
        group.parts = [_add(a, b) for a, b in zip(group.parts, parts, strict=True)]
        if _BY[by] == "channel":
            group.channels.add(int(key))
    rows = [_row(by, key, sums, names) for key, sums in groups.items()]
    rows.sort(key=lambda row: (-row.totals.cost_nano, -row.totals.requests, row.name))
    whole = [_sum(row.parts[index] for row in rows) for index in range(count)]
    return UsageReport(tuple(boundaries), by, _sum(whole), tuple(whole), tuple(rows))


def with_unpriced(
    report: UsageReport,
    uncosted: Iterable[Uncosted],
    names: Names,
    sent_model: SentModel,
    price_of: PriceOf,
) -> UsageReport:
    """Points out what cost nothing because nobody knew a price; free models are left out."""
    by = report.by
    requests: dict[Key, int] = {}
    models: dict[str, UnpricedModel] = {}
    for each in uncosted:
        channel = names.channels.get(each.channel_id)
        if channel is None:
            continue
        sent = sent_model(each.channel_id, each.model)
        price = price_of(channel.provider, sent)
        usage = Usage(each.input_tokens, each.output_tokens)
        # Without tokens nothing tells what a price known by now would have made of it.
        if price is not None and price.nano(usage) == 0:
            continue
        keys: Mapping[By, Key] = {
            "model": each.model,
            "channel": each.channel_id,
            "token": each.token_id,
        }
        group = _group(by, keys[_BY[by]], names)
        requests[group] = requests.get(group, 0) + each.requests
        before = models.get(sent)
        models[sent] = UnpricedModel(
            sent,
            before.provider if before else channel.provider,
            each.requests + (before.requests if before else 0),
            usage.total + (before.tokens if before else 0),
            price is not None and (before is None or before.priced_since),
        )
    rows = [
        replace(row, unpriced_requests=requests[row.key]) if row.key in requests else row
        for row in report.rows
    ]
    found = sorted(models.values(), key=lambda m: (m.priced_since, -m.tokens, m.model))
    return replace(report, rows=tuple(rows), unpriced=tuple(found))


def _group(by: Grouping, key: Key, names: Names) -> Key:
    if by is Grouping.PROVIDER:
        channel = names.channels.get(int(key))
        return channel.provider if channel else ""
    if by is Grouping.PERSON:
        token = names.tokens.get(int(key))
        # Without a token it was the owner, testing a channel.
        return token.person_id if token else OWNER_ID
    return key


def _row(by: Grouping, key: Key, sums: _Sums, names: Names) -> UsageRow:
    name, deleted = str(key), False
    if by is Grouping.CHANNEL:
        channel = names.channels.get(int(key))
        name, deleted = (channel.name, channel.deleted) if channel else ("", False)
    elif by is Grouping.TOKEN:
        token = names.tokens.get(int(key))
        name, deleted = (token.name, token.deleted) if token else ("", False)
    elif by is Grouping.PERSON:
        person = names.people.get(int(key))
        name, deleted = (person.name, person.deleted) if person else ("", False)
    parts = tuple(sums.parts)
    channels = tuple(sorted(sums.channels))
    return UsageRow(key, name, _sum(parts), parts, deleted, channels)


def _add(one: Totals, other: Totals) -> Totals:
    if one is NONE or not one.requests:
        return other
    return one + other if other.requests else one


def _sum(values: Iterable[Totals]) -> Totals:
    total = NONE
    for value in values:
        total = _add(total, value)
    return total
