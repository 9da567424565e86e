"""A statement as a table for spreadsheets and as a page to print."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime, tzinfo
from html import escape

from PySide6.QtCore import QT_TRANSLATE_NOOP, QDate, QLocale

from desktop import format
from desktop.i18n import translate
from desktop.models.usage_figures import dollars_exact
from gateway.services.statements import Month, Statement, StatementLine, Used
from gateway.services.table_file import cell

COLUMNS = (
    "time", "kind", "name", "requests", "input_tokens", "output_tokens", "amount_usd", "used_usd",
    "balance_usd", "actor", "note",
)  # fmt: skip
"""Names stay English: programs read them."""
_CAUSES = {
    "requests": QT_TRANSLATE_NOOP("Statement", "Requests"),
    "grant": QT_TRANSLATE_NOOP("Statement", "Paid in"),
    "set": QT_TRANSLATE_NOOP("Statement", "Balance set"),
    "refund": QT_TRANSLATE_NOOP("Statement", "Refund"),
    "charge": QT_TRANSLATE_NOOP("Statement", "Charge"),
    "overrun": QT_TRANSLATE_NOOP("Statement", "Beyond a balance"),
    "recovery": QT_TRANSLATE_NOOP("Statement", "Booked after a crash"),
}
_STYLE = """
body{font:14px/1.5 system-ui,sans-serif;color:#1b2733}
body{max-width:760px;margin:32px auto;padding:0 16px}
h1{font-size:22px;margin:0}p{margin:4px 0 20px;color:#52616f}h2{font-size:15px;margin:24px 0 6px}
table{border-collapse:collapse;width:100%}td,th{padding:5px 8px;border-bottom:1px solid #d9e0e6}
th{text-align:left;font-weight:600;color:#52616f}.n{text-align:right;font-variant-numeric:tabular-nums}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}
"""


def month_words(month: Month) -> str:
    """``November 2026``."""
    name = QLocale().standaloneMonthName(month.month)
    return translate("Statement", "{month} {year}").format(month=name, year=month.year)


def cause_words(cause: str) -> str:
    words = _CAUSES.get(cause)
    return translate("Statement", str(words)) if words else cause


def csv_text(statement: Statement, zone: tzinfo) -> str:
    """Opening balance, tokens, models, entries, closing balance; money exact.

    Times are local with their offset. The byte order mark tells spreadsheets that it is UTF-8.
    """
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(COLUMNS)
    rows: list[Sequence[object]] = [
        _balance("opening", statement.since_ms, statement.opening_nano, statement, zone),
        *(_used("token", each) for each in statement.tokens),
        *(_used("model", each) for each in statement.models),
        *(_line(each, statement, zone) for each in statement.lines),
        _balance("closing", statement.until_ms, statement.closing_nano, statement, zone),
    ]
    lines.writerows([[cell(value) for value in row] for row in rows])
    return "\ufeff" + out.getvalue()


def _balance(kind: str, at: int, nano: int, statement: Statement, zone: tzinfo) -> Sequence[object]:
    balance = "" if statement.unlimited else _exact(nano)
    return (_iso(at, zone), kind, statement.person, "", "", "", "", "", balance, "", "")


def _used(kind: str, used: Used) -> Sequence[object]:
    sums = used.totals
    return (
        "", kind, used.name, sums.requests, sums.input_tokens, sums.output_tokens, "",
        _exact(sums.charge_nano), "", "", "",
    )  # fmt: skip


def _line(line: StatementLine, statement: Statement, zone: tzinfo) -> Sequence[object]:
    balance = "" if statement.unlimited else _exact(line.balance_nano)
    return (
        _iso(line.at, zone), line.cause, "", line.count or "", "", "", _exact(line.amount_nano),
        _exact(line.used_nano), balance, line.actor, line.note,
    )  # fmt: skip


def html_text(statement: Statement, zone: tzinfo) -> str:
    """One page that needs nothing beside it; names are escaped, they came from other people."""
    title = translate("Statement", "Statement for {name}").format(name=statement.person)
    sums = statement.totals
    facts = [
        (translate("Statement", "Requests"), format.count(sums.requests)),
        (translate("Statement", "Tokens in"), format.count(sums.input_tokens)),
        (translate("Statement", "Tokens out"), format.count(sums.output_tokens)),
        (translate("Statement", "Used"), money(sums.charge_nano)),
    ]
    if not statement.unlimited:
        facts.insert(0, (translate("Statement", "Opening balance"), money(statement.opening_nano)))
        facts.append((translate("Statement", "Closing balance"), money(statement.closing_nano)))
    parts = [
        "<!doctype html>",
        f'<html lang="{escape(QLocale().bcp47Name())}"><head><meta charset="utf-8">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(title)}</h1><p>{escape(month_words(statement.month))} · Homeport</p>",
        _table((), [(name, value) for name, value in facts], numbers=1),
    ]
    for heading, used in (
        (translate("Statement", "By token"), statement.tokens),
        (translate("Statement", "By model"), statement.models),
    ):
        if used:
            parts += [f"<h2>{escape(heading)}</h2>", _used_table(used)]
    if statement.lines:
        words = translate("Statement", "Entries")
        parts += [f"<h2>{escape(words)}</h2>", _entries(statement, zone)]
    return "\n".join([*parts, "</body></html>", ""])


def _used_table(used: Sequence[Used]) -> str:
    heads = (
        translate("Statement", "Name"),
        translate("Statement", "Requests"),
        translate("Statement", "Tokens in"),
        translate("Statement", "Tokens out"),
        translate("Statement", "Used"),
    )
    return _table(
        heads,
        [
            (
                each.name,
                format.count(each.totals.requests),
                format.count(each.totals.input_tokens),
                format.count(each.totals.output_tokens),
                money(each.totals.charge_nano),
            )
            for each in used
        ],
        numbers=1,
    )


def _entries(statement: Statement, zone: tzinfo) -> str:
    heads = [
        translate("Statement", "Day"),
        translate("Statement", "What"),
        translate("Statement", "Amount"),
        translate("Statement", "Used"),
        translate("Statement", "Balance"),
    ]
    rows = []
    for each in statement.lines:
        what = " · ".join(word for word in (entry_words(each), each.actor, each.note) if word)
        row = [_day(each.at, zone), what, money(each.amount_nano), money(each.used_nano)]
        rows.append([*row, money(each.balance_nano)])
    if statement.unlimited:  # there is no balance to speak of
        heads, rows = [heads[0], heads[1], heads[3]], [[r[0], r[1], r[3]] for r in rows]
    return _table(heads, rows, numbers=2)


def entry_words(line: StatementLine) -> str:
    """``12 requests``, ``Paid in``."""
    return request_words(line.count) if line.cause == "requests" else cause_words(line.cause)


def request_words(count: int) -> str:
    one, many = translate("Statement", "1 request"), translate("Statement", "{n} requests")
    return format.plural(count, one, many)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: int) -> str:
    """``numbers``: the column from which on all stand at the right."""

    def cells(tag: str, row: Sequence[str]) -> str:
        return "".join(
            f"<{tag}{' class=n' if at >= numbers else ''}>{escape(text)}</{tag}>"
            for at, text in enumerate(row)
        )

    head = f"<tr>{cells('th', heads)}</tr>" if heads else ""
    lines = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    return f"<table>{head}{lines}</table>"


def money(nano: int) -> str:
    return format.dollars(nano) if nano >= 0 else f"−{format.dollars(-nano)}"


def _exact(nano: int) -> str:
    return f"{dollars_exact(nano):f}"


def _iso(ms: int, zone: tzinfo) -> str:
    return datetime.fromtimestamp(ms / 1000, zone).isoformat(timespec="minutes")


def _day(ms: int, zone: tzinfo) -> str:
    day = datetime.fromtimestamp(ms / 1000, zone).date()
    date = QDate(day.year, day.month, day.day)
    return QLocale().toString(date, QLocale.FormatType.ShortFormat)
