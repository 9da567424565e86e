"""A report as it is drawn: five series and "Other", buckets, ranks and shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop import format
from desktop.i18n import translate
from desktop.models.usage_figures import Measure, value
from gateway.services.usage import Grouping, Totals, UsageReport, UsageRow

SERIES = 5
OTHER_HUE = 7


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of the chart; ``rows`` are what it stands for, several for "Other"."""

    name: str
    hue: int
    rows: tuple[UsageRow, ...]
    values: tuple[float | None, ...]

    @property
    def row(self) -> UsageRow | None:
        """What it alone stands for."""
        return self.rows[0] if len(self.rows) == 1 and self.hue != OTHER_HUE else None


@dataclass(frozen=True, slots=True)
class RankedRow:
    """A row of the table. ``share`` of the sum of what is measured, None where nothing adds up;
    ``bar`` is drawn: against the largest row.
    """

    row: UsageRow
    name: str
    hue: int
    share: float | None
    bar: float


def name_of(row: UsageRow, by: Grouping, providers: Mapping[str, str]) -> str:
    """How a row is called; ``providers``: id -> its name."""
    if by is Grouping.PROVIDER:
        return providers.get(row.name, row.name) or translate("UsageView", "No channel")
    if not row.name:
        nameless = {
            Grouping.CHANNEL: translate("UsageView", "No channel"),
            Grouping.TOKEN: translate("UsageView", "Channel tests"),
            Grouping.MODEL: translate("UsageView", "No model"),
        }
        return nameless.get(by, format.NONE)
    if row.deleted:
        return translate("UsageView", "{name} (deleted)").format(name=row.name)
    return row.name


def ranked(
    report: UsageReport, measure: Measure, providers: Mapping[str, str]
) -> tuple[RankedRow, ...]:
    """Largest first; the five that are drawn have a colour of their own."""
    rows = sorted(report.rows, key=lambda row: (-_rank(measure, row), row.name))
    values = [value(measure, row.totals) or 0.0 for row in rows]
    whole = sum(values) if measure.adds_up else 0.0
    largest = max(values, default=0.0)
    return tuple(
        RankedRow(
            row,
            name_of(row, report.by, providers),
            place if place < SERIES and _rank(measure, row) else OTHER_HUE,
            number / whole if whole else (0.0 if measure.adds_up else None),
            number / largest if largest else 0.0,
        )
        for place, (row, number) in enumerate(zip(rows, values, strict=True))
    )


def series_of(rows: Sequence[RankedRow], measure: Measure) -> tuple[Series, ...]:
    """The five largest, and the others as one; what is zero throughout is not drawn."""
    drawn = [each for each in rows if _rank(measure, each.row)]
    found = [
        Series(
            each.name,
            each.hue,
            (each.row,),
            tuple(value(measure, part) for part in each.row.parts),
        )
        for each in drawn[:SERIES]
    ]
    if rest := [each.row for each in drawn[SERIES:]]:
        columns = zip(*(row.parts for row in rest), strict=True)
        values = tuple(_together(measure, column) for column in columns)
        found.append(Series(translate("UsageView", "Other"), OTHER_HUE, tuple(rest), values))
    return tuple(found)


def _rank(measure: Measure, row: UsageRow) -> float:
    """Means are ranked by how much is behind them."""
    if measure is Measure.FIRST_TOKEN:
        return float(row.totals.first_token_count)
    return value(measure, row.totals) or 0.0


def _together(measure: Measure, parts: Sequence[Totals]) -> float | None:
    """What several rows come to in one part of the span: a sum, or the mean of all they had."""
    if measure.adds_up:
        return sum(value(measure, part) or 0.0 for part in parts)
    count = sum(part.first_token_count for part in parts)
    return sum(part.first_token_ms for part in parts) / count if count else None
