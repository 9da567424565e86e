"""Usage by whatever a person asks for: sums computed by hand, and nothing unpriced passed over."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from gateway.domain.channel import Channel
from gateway.domain.token import Token
from gateway.services.usage import Grouping, Span, Totals, UsageReport, UsageRow
from gateway.store import retention
from tests.gateway.house import House
from tests.gateway.store.support import settlement

BERLIN = ZoneInfo("Europe/Berlin")
DAY = Span(date(2026, 11, 20), date(2026, 11, 22))


class Books:
    """A household whose every request is known."""

    def __init__(self, home: House, channels: list[Channel], tokens: list[Token]) -> None:
        self.home, self.channels, self.tokens = home, channels, tokens
        self._number = 0

    async def book(self, moment: str, model: str, channel: int, token: int, **changes: Any) -> None:
        """At a moment of UTC; channel and token by their place, -1 for none."""
        self._number += 1
        at = int(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp() * 1000)
        values: dict[str, Any] = {
            "input_tokens": 100,
            "output_tokens": 10,
            "cache_read_tokens": 40,
            "cost_nano": 1_000,
            "charge_nano": 2_000,
            "first_token_ms": 500,
        }
        written = settlement(
            f"r{self._number}",
            at=at,
            finished_at=at + 900,
            requested_model=model,
            channel_id=self.channels[channel].id if channel >= 0 else 0,
            token_id=self.tokens[token].id if token >= 0 else 0,
            **(values | changes),
        )
        written.entries, written.attempts = [], []
        await self.home.gateway.database.submit(written)

    async def report(
        self, by: Grouping = Grouping.MODEL, span: Span = DAY, zone: Any = UTC
    ) -> UsageReport:
        return await self.home.gateway.usage.report(span, by, zone)


@pytest.fixture
async def books(home: House) -> Books:
    local = "http://127.0.0.1:9"
    channels = [
        await home.channel(local, "gpt-4o", "secret", provider="openai", name="Work"),
        await home.channel(local, "gpt-4o", provider="openai", name="Home"),
        await home.channel(local, "llama3.2", provider="ollama", name="Shelf", keys=()),
    ]
    tokens = [(await home.token(name=name))[0] for name in ("laptop", "phone")]
    return Books(home, channels, tokens)


def by_name(report: UsageReport) -> dict[str, UsageRow]:
    return {row.name: row for row in report.rows}


async def test_sums_by_model_and_day(books: Books) -> None:
    await books.book("2026-11-20T00:00", "gpt-4o", 0, 0)
    await books.book("2026-11-20T23:59:59.999", "gpt-4o", 1, 1, cost_nano=5_000)
    await books.book("2026-11-22T12:00", "secret", 0, 0, status="failed", first_token_ms=0)
    await books.book("2026-11-19T23:59:59.999", "gpt-4o", 0, 0)
    await books.book("2026-11-23T00:00", "gpt-4o", 0, 0)
    report = await books.report()
    assert [row.name for row in report.rows] == ["gpt-4o", "secret"]
    gpt, secret = report.rows
    assert gpt.totals == Totals(2, 0, 200, 20, 80, 20, 4_000, 6_000, 1_800, 1_000, 2)
    assert [part.cost_nano for part in gpt.parts] == [6_000, 0, 0]
    assert [part.errors for part in secret.parts] == [0, 0, 1]
    assert [part.requests for part in report.parts] == [2, 0, 1]
    assert report.totals.cost_nano == 7_000
    assert report.totals.requests == 3


async def test_every_grouping_adds_up_to_the_same(books: Books) -> None:
    people = books.home.gateway.people
    owner = (await people.owner()).display_name or "root"
    for hour in range(6):
        await books.book(f"2026-11-21T0{hour}:30", "gpt-4o", hour % 3, hour % 2)
    await books.book("2026-11-21T09:00", "gpt-4o", 0, -1)  # a test of a channel
    await books.book("2026-11-21T09:00", "nothing", -1, 0, cost_nano=0, input_tokens=0,
                     output_tokens=0, status="refused")  # fmt: skip
    names = {
        Grouping.MODEL: {"gpt-4o": 7, "nothing": 1},
        Grouping.CHANNEL: {"Work": 3, "Home": 2, "Shelf": 2, "": 1},
        Grouping.PROVIDER: {"openai": 5, "ollama": 2, "": 1},
        Grouping.TOKEN: {"laptop": 4, "phone": 3, "": 1},
        Grouping.PERSON: {owner: 8},
    }
    for by, wanted in names.items():
        report = await books.report(by)
        assert {row.name: row.totals.requests for row in report.rows} == wanted, by
        assert report.totals.requests == 8
        assert report.totals.cost_nano == 7_000
    provider = by_name(await books.report(Grouping.PROVIDER))["openai"]
    assert provider.channels == (books.channels[0].id, books.channels[1].id)


async def test_the_deleted_keep_their_names(books: Books) -> None:
    await books.book("2026-11-21T10:00", "gpt-4o", 1, 1)
    await books.home.gateway.channels.delete(books.channels[1].id)
    await books.home.gateway.tokens.delete(books.tokens[1].id)
    (channel,) = (await books.report(Grouping.CHANNEL)).rows
    (token,) = (await books.report(Grouping.TOKEN)).rows
    assert (channel.name, channel.deleted) == ("Home", True)
    assert (token.name, token.deleted) == ("phone", True)


async def test_local_days_on_which_clocks_change(books: Books) -> None:
    # Berlin goes to summer time on 29 March 2026 at 01:00 UTC, back on 25 October at 01:00 UTC.
    for moment in ("03-28T22:59", "03-28T23:00", "03-29T21:59", "03-29T22:00"):
        await books.book(f"2026-{moment}", "gpt-4o", 0, 0)
    spring = Span(date(2026, 3, 28), date(2026, 3, 30))
    days = await books.report(span=spring, zone=BERLIN)
    assert [part.requests for part in days.parts] == [1, 2, 1]
    for moment in ("10-25T00:30", "10-25T01:30", "10-25T22:59", "10-25T23:00"):
        await books.book(f"2026-{moment}", "gpt-4o", 0, 0)
    hours = await books.report(span=Span(date(2026, 10, 25), date(2026, 10, 25)), zone=BERLIN)
    assert len(hours.parts) == 25
    # 02:30 comes twice: first in summer time, then in winter time.
    assert [part.requests for part in hours.parts] == [0, 0, 1, 1] + [0] * 20 + [1]


async def test_half_hour_zones_are_cut_to_the_minute(books: Books) -> None:
    await books.book("2026-11-20T18:29", "gpt-4o", 0, 0)
    await books.book("2026-11-20T18:30", "gpt-4o", 0, 0)
    report = await books.report(zone=ZoneInfo("Asia/Kolkata"))
    assert [part.requests for part in report.parts] == [1, 1, 0]


async def test_long_spans_are_as_exact_as_short_ones(books: Books) -> None:
    for month in range(1, 12):
        await books.book(f"2026-{month:02}-01T00:00", "gpt-4o", 0, 0, cost_nano=month)
        await books.book(f"2026-{month:02}-27T23:30", "gpt-4o", 0, 0, cost_nano=100)
    span = Span(date(2026, 1, 1), date(2026, 11, 30))
    report = await books.report(span=span, zone=BERLIN)
    assert [part.cost_nano for part in report.parts] == [100 + month for month in range(1, 12)]
    weeks = await books.report(span=Span(date(2026, 1, 1), date(2026, 3, 31)), zone=BERLIN)
    assert weeks.totals.cost_nano == 1 + 2 + 3 + 300
    assert len(weeks.parts) == 14


async def test_models_without_a_price_are_pointed_out(books: Books) -> None:
    home = books.home
    await books.book("2026-11-21T10:00", "secret", 0, 0, cost_nano=0)
    await books.book("2026-11-21T11:00", "secret", 0, 1, cost_nano=0)
    await books.book("2026-11-21T11:00", "llama3.2", 2, 0, cost_nano=0)
    await books.book("2026-11-21T11:00", "gpt-4o", 0, 0)
    report = await books.report()
    (secret,) = report.unpriced
    assert (secret.model, secret.provider, secret.requests) == ("secret", "openai", 2)
    assert (secret.tokens, secret.priced_since) == (220, False)
    assert {row.name: row.unpriced_requests for row in report.rows} == {
        "gpt-4o": 0, "secret": 2, "llama3.2": 0,
    }  # fmt: skip
    phone = by_name(await books.report(Grouping.TOKEN))["phone"]
    assert phone.unpriced_requests == 1
    # A price that comes later does not reach back, and that is said too.
    await home.price(secret={"input": 1, "output": 2})
    (secret,) = (await books.report()).unpriced
    assert (secret.tokens, secret.priced_since) == (220, True)
    # Free is a price.
    await home.price(secret={"input": 0, "output": 0})
    assert (await books.report()).unpriced == ()


async def test_pictures_without_a_price_are_pointed_out_without_tokens(books: Books) -> None:
    nothing = {"cost_nano": 0, "input_tokens": 0, "output_tokens": 0, "cache_read_tokens": 0}
    await books.book("2026-11-21T10:00", "secret", 0, 0, **nothing)
    await books.book("2026-11-21T10:00", "gpt-4o", 0, 0, status="cancelled", **nothing)
    await books.book("2026-11-21T12:00", "secret", 0, 0, status="failed", **nothing)
    (found,) = (await books.report()).unpriced
    assert (found.model, found.tokens) == ("secret", 0)


async def test_what_is_sent_under_another_name_is_unpriced_under_that(books: Books) -> None:
    home = books.home
    local = "http://127.0.0.1:9"
    alias = await home.channel(
        local, "mine", provider="openai", name="Alias", aliases={"mine": "theirs"}
    )
    books.channels.append(alias)
    await books.book("2026-11-21T10:00", "mine", 3, 0, cost_nano=0)
    (found,) = (await books.report()).unpriced
    assert found.model == "theirs"


async def test_median_and_p95_where_the_log_has_everything(books: Books) -> None:
    for number in range(1, 21):
        await books.book("2026-11-21T10:00", "gpt-4o", 0, 0, first_token_ms=number * 100)
    await books.book("2026-11-21T10:00", "gpt-4o", 0, 0, first_token_ms=0)
    report = await books.report()
    assert report.first_token == (1_000, 1_900)
    assert report.totals.mean_first_token_ms == 1_050
    await retention.run(books.home.gateway.database, report.boundaries[-1])
    pruned = await books.report()
    assert pruned.first_token is None
    assert pruned.totals == report.totals


async def test_nothing_is_nothing(books: Books) -> None:
    report = await books.report()
    assert (report.rows, report.unpriced, report.first_token) == ((), (), None)
    assert report.totals == Totals()
    assert len(report.parts) == 3
