"""Usage as files: what is shown as CSV, the chart as PNG. Written in threads."""

from __future__ import annotations

import asyncio
import csv
import io
import os
from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from desktop.i18n import translate
from desktop.models.usage_figures import dollars_exact
from desktop.models.usage_view import RankedRow
from gateway.errors import ServiceError
from gateway.services.usage import Totals, UsageReport

COLUMNS = (
    "requests",
    "errors",
    "input_tokens",
    "output_tokens",
    "cached_input_tokens",
    "reasoning_tokens",
    "cost_usd",
    "charge_usd",
    "mean_first_token_ms",
)
"""After ``from``, ``to`` and what was grouped by. Names stay English: programs read them."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def default_name(report: UsageReport, zone: tzinfo, suffix: str) -> str:
    """``homeport-usage-2026-11-01-to-2026-11-22.csv``; one day has one date."""
    first, last = (
        datetime.fromtimestamp(ms / 1000, zone).date().isoformat()
        for ms in (report.boundaries[0], report.boundaries[-1] - 1)
    )
    days = first if first == last else f"{first}-to-{last}"
    return f"homeport-usage-{days}.{suffix}"


def csv_text(report: UsageReport, rows: Sequence[RankedRow], zone: tzinfo) -> str:
    """A line for every part of the span and every row that was used in it, money exact.

    Times are local with their offset. The byte order mark tells spreadsheets that it is UTF-8.
    """
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(("from", "to", report.by.value, *COLUMNS))
    lines.writerows(_lines(report, rows, zone))
    return "\ufeff" + out.getvalue()


def _lines(
    report: UsageReport, rows: Sequence[RankedRow], zone: tzinfo
) -> Iterator[tuple[object, ...]]:
    for index, (start, end) in enumerate(pairwise(report.boundaries)):
        times = (_iso(start, zone), _iso(end, zone))
        for each in rows:
            sums = each.row.parts[index]
            if sums.requests:
                priced = _priced(each, sums)
                yield (*times, _harmless(each.name), *_measures(sums, priced=priced))


def _priced(each: RankedRow, sums: Totals) -> bool:
    """Whether nothing means nothing: where a price was missing, no cost is not a cost of zero."""
    used = sums.input_tokens or sums.output_tokens or sums.requests > sums.errors
    return not (each.row.unpriced_requests and used and not sums.cost_nano)


def _measures(sums: Totals, *, priced: bool) -> tuple[object, ...]:
    mean = sums.first_token_ms / sums.first_token_count if sums.first_token_count else None
    return (
        sums.requests,
        sums.errors,
        sums.input_tokens,
        sums.output_tokens,
        sums.cached_tokens,
        sums.reasoning_tokens,
        f"{dollars_exact(sums.cost_nano):f}" if priced else "",
        f"{dollars_exact(sums.charge_nano):f}" if priced else "",
        "" if mean is None else round(mean),
    )


def _harmless(name: str) -> str:
    """Clients choose models' names: none of them is to be run by a spreadsheet."""
    return f"'{name}" if name.startswith(_FORMULA) else name


def _iso(ms: int, zone: tzinfo) -> str:
    return datetime.fromtimestamp(ms / 1000, zone).isoformat(timespec="minutes")


async def save_csv(
    path: Path, report: UsageReport, rows: Sequence[RankedRow], zone: tzinfo
) -> None:
    """Raises ServiceError ``not_saved``."""

    def work() -> None:
        _write(path, csv_text(report, rows, zone).encode())

    await asyncio.to_thread(work)


async def save_png(path: Path, image: QImage) -> None:
    """Raises ServiceError ``not_saved``."""
    await asyncio.to_thread(lambda: _write(path, _png(image)))


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"PNG").write(image)
    return bytes(buffer.data().data())


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: what was there before stays until everything is written."""
    part = _part(path)
    try:
        part.write_bytes(content)
        os.replace(part, path)
    except OSError as error:
        raise _not_saved(path, error.strerror or str(error)) from error
    finally:
        part.unlink(missing_ok=True)


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def _not_saved(path: Path, reason: str) -> ServiceError:
    words = translate("UsageExport", "{name} could not be saved: {reason}.")
    return ServiceError("not_saved", words.format(name=path.name, reason=reason))
