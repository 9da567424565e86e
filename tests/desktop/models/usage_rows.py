"""Reports made by hand, for what draws them."""

from __future__ import annotations

from gateway.services.usage import Grouping, Totals, UsageReport, UsageRow

DAY_MS = 86_400_000
START = 1_763_596_800_000  # 2025-11-20 00:00 UTC


def totals(cost: int = 0, requests: int = 1, **changes: int) -> Totals:
    given = {"input_tokens": 100, "output_tokens": 20, "cost_nano": cost, "charge_nano": cost}
    return Totals(requests=requests, **(given | changes))


def row(name: str, *parts: Totals, **changes: object) -> UsageRow:
    return UsageRow(name, name, sum(parts, Totals()), parts, **changes)  # type: ignore[arg-type]


def report(*rows: UsageRow, by: Grouping = Grouping.MODEL) -> UsageReport:
    count = len(rows[0].parts)
    parts = tuple(sum((each.parts[i] for each in rows), Totals()) for i in range(count))
    bounds = tuple(START + n * DAY_MS for n in range(count + 1))
    return UsageReport(bounds, by, sum(parts, Totals()), parts, rows)
