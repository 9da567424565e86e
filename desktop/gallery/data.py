"""Specimens: tables, charts, numbers. All data is invented."""

from __future__ import annotations

from math import sin

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.gallery.board import page, row, section
from desktop.widgets import roles
from desktop.widgets.card import Card
from desktop.widgets.charts.bucket_chart import Bucket
from desktop.widgets.charts.health import Health, HealthStrip
from desktop.widgets.charts.lines import Lines
from desktop.widgets.charts.share_bar import ShareBar
from desktop.widgets.charts.sparkline import Sparkline
from desktop.widgets.charts.stacked import StackedBars
from desktop.widgets.charts.timeline import AttemptTimeline, Lane, Span
from desktop.widgets.charts.tip import Legend
from desktop.widgets.delegates import (
    BadgeCell,
    CellDelegate,
    ModelCell,
    NumberCell,
    ShareCell,
    SparkCell,
    StatusCell,
    SwatchCell,
    TextCell,
)
from desktop.widgets.qr import QrView
from desktop.widgets.stat import Stat, StatRow
from desktop.widgets.table import Column, DataTable

Index = QModelIndex | QPersistentModelIndex
Cell = dict[int, object]
TEXT = int(Qt.ItemDataRole.DisplayRole)


class SampleModel(QAbstractTableModel):
    """Rows of cells, each a mapping from role to value."""

    def __init__(self, header: list[str], rows: list[list[Cell]]) -> None:
        super().__init__()
        self._header, self._rows = header, rows

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(self._header)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = TEXT
    ) -> object | None:
        across = orientation == Qt.Orientation.Horizontal
        return self._header[section] if across and role == TEXT else None

    def data(self, index: Index, role: int = TEXT) -> object | None:
        return self._rows[index.row()][index.column()].get(role)


def _log_row(line: str) -> list[Cell]:
    time, word, state, model, sent, channel, retries, token, *numbers = line.split("|")
    cells: list[Cell] = [
        {TEXT: time},
        {TEXT: word, roles.StatusRole: state},
        {TEXT: model, roles.SecondRole: sent},
        {TEXT: channel, roles.BadgeRole: retries},
        {TEXT: token},
    ]
    cells += [{TEXT: number} for number in numbers]
    if state == "cancelled":
        cells[1] = {TEXT: word, roles.StatusRole: "neutral", roles.IconRole: "circle-off"}
    return cells


LOG = (
    "13:47:14|Streaming|live|claude-sonnet-4-5||Anthropic||This Mac|18,204|1,142|—|0.9 s|12.8 s",
    "13:47:09|Streaming|live|deepseek-chat||OpenRouter|1|Mia|7,120|342|—|1.2 s|4.1 s",
    "13:47:02|Done|ok|claude-haiku-4-5||Anthropic||This computer|1,180|186|$0.0021|0.4 s|1.9 s",
    "13:46:58|Done|ok|deepseek-chat||OpenRouter|1|Mia|9,396|412|$0.0014|1.2 s|4.7 s",
    "13:46:31|Done|ok|text-embedding-3-small||OpenAI||notes-index|5,310|0|$0.0001|—|0.2 s",
    "13:45:50|Cut short|warn|gpt-4o|gpt-5-mini|OpenAI||nightly-jobs|3,044|96|$0.0010|0.6 s|2.2 s",
    "13:44:12|No money|error|gpt-5||OpenAI|2|Lukas|812|0|$0|—|0.8 s",
    "13:43:57|Done|ok|claude-sonnet-4-5||Anthropic||notes-index|22,610|2,048|$0.0985|0.8 s|18.3 s",
    "13:43:20|Cancelled|cancelled|llama3.2||Ollama||Lukas|640|75|$0|0.3 s|1.4 s",
)


def log_table() -> DataTable:
    """The columns of a log page."""
    table = DataTable(
        [
            Column(CellDelegate("text3", numbers=True), 72),
            Column(StatusCell(), 106),
            Column(ModelCell(), 150, stretch=4),
            Column(BadgeCell(), 116, stretch=1),
            Column(TextCell("text2"), 100, stretch=2, drop=2),
            Column(NumberCell(), 66),
            Column(NumberCell(), 58),
            Column(NumberCell("text", strong=True), 78, sortable=True),
            Column(NumberCell(), 58, drop=1),
            Column(NumberCell("text"), 62, sortable=True),
        ],
        "Requests",
        row_height=29,
    )
    header = ["Time", "Status", "Model", "Channel", "Token", "In", "Out", "Cost", "First", "Total"]
    table.setModel(SampleModel(header, [_log_row(line) for line in LOG]))
    table.select_row(3)
    table.setFixedHeight(table.content_height(len(LOG)) + 1)
    return table


SHARES = (
    ("claude-sonnet-4-5", 0.42, "$43.66", "1,353"),
    ("gpt-5-mini", 0.21, "$22.17", "1,950"),
    ("deepseek-chat", 0.13, "$13.34", "2,133"),
    ("gemini-2.5-flash", 0.11, "$11.39", "1,366"),
    ("Other", 0.04, "$4.32", "302"),
)


def _wave(seed: int, count: int = 30) -> tuple[float, ...]:
    return tuple(3 + sin(i * 0.9 + seed) + 0.8 * sin(i * 2.3 + 2 * seed) for i in range(count))


def usage_table() -> DataTable:
    """The table below a usage chart."""
    table = DataTable(
        [
            Column(SwatchCell(), 150, stretch=2),
            Column(ShareCell(), 180, stretch=2),
            Column(NumberCell("text", strong=True), 80, sortable=True),
            Column(NumberCell(), 80, sortable=True),
            Column(SparkCell(), 130),
        ],
        "Models",
    )
    rows: list[list[Cell]] = []
    for number, (name, share, cost, requests) in enumerate(SHARES):
        hue = 7 if name == "Other" else number
        rows.append(
            [
                {TEXT: name, roles.SeriesRole: hue},
                {TEXT: f"{share:.0%}", roles.FractionRole: share / 0.45, roles.SeriesRole: hue},
                {TEXT: cost},
                {TEXT: requests},
                {roles.ValuesRole: _wave(number), roles.SeriesRole: hue},
            ]
        )
    header = ["Model", "Share of cost", "Cost", "Requests", "30 days"]
    table.setModel(SampleModel(header, rows))
    table.set_sorted(2, Qt.SortOrder.DescendingOrder)
    table.setFixedHeight(table.content_height(len(rows)) + 1)
    return table


def tables() -> QWidget:
    """The log and usage tables, and one that is empty."""
    sheets = []
    nothing = DataTable([Column(TextCell("text"), 200, stretch=1)], "Nothing")
    nothing.setModel(SampleModel(["Model"], []))
    nothing.set_empty_text("No requests yet.")
    nothing.setFixedHeight(120)
    for table in (log_table(), usage_table(), nothing):
        card = Card(flush=True)
        card.body.addWidget(table)
        sheets.append(card)
    return page("Tables", *sheets)


def timeline() -> AttemptTimeline:
    """A request that failed once and then streamed."""
    return AttemptTimeline(
        [
            Lane("DeepSeek", "error", (Span("failed", 0, 0.3),), "429 rate limit reached"),
            Lane(
                "OpenRouter",
                "ok",
                (
                    Span("connect", 0.31, 0.40, "", "connect 0.09 s"),
                    Span("waiting", 0.40, 1.24, "0.84 s"),
                    Span("streaming", 1.24, 4.72, "streaming 3.48 s, 118 tok/s"),
                ),
            ),
        ],
        legend=[
            ("failed", "failed attempt"),
            ("connect", "connect 0.09 s"),
            ("waiting", "waiting for first token"),
            ("streaming", "streaming"),
        ],
        summary="Two attempts, 4.7 s",
    )


def stacked() -> StackedBars:
    """Thirty days of cost in six series."""
    names = ("claude-sonnet-4-5", "gpt-5-mini", "deepseek-chat", "gemini-2.5-flash", "Other")
    buckets = []
    for day in range(30):
        size = 1.2 + abs(sin(day * 0.55)) * 3.1
        parts = tuple(size * share for share in (0.46, 0.22, 0.14, 0.12, 0.06))
        buckets.append(Bucket(f"{day % 30 + 1} Nov", f"{day % 30 + 1} November", parts))
    return StackedBars(
        names,
        buckets,
        other=True,
        number="${:.2f}".format,
        budget=(4.0, "Daily budget $4"),
        summary="Cost per day",
    )


def lines() -> Lines:
    """Thirty days of a mean in three series, one with a gap."""
    buckets = []
    for day in range(30):
        values = tuple(0.6 + 0.2 * sin(day * 0.7 + seed) + 0.1 * seed for seed in range(3))
        known = values if day not in (11, 12) else (*values[:2], None)
        buckets.append(Bucket(f"{day + 1} Nov", f"{day + 1} November", known, whole=values[0]))
    names = ("claude-sonnet-4-5", "gpt-5-mini", "deepseek-chat")
    return Lines(names, buckets, number="{:.2f} s".format, axis="{:g} s".format,
                 summary="First token")  # fmt: skip


def _health(pattern: str) -> list[Health]:
    words: dict[str, Health] = {"g": "good", "s": "slow", "f": "failed", ".": "none"}
    return [words[letter] for letter in pattern]


def charts() -> QWidget:
    """Numbers with sparklines, bars, timeline, health, shares, a QR code."""
    errors = tuple(2.0 if i in (8, 17) else 1.0 if i in (5, 12) else 0.0 for i in range(24))
    numbers = Card()
    heroes = StatRow()
    for label, phrase, value, unit in (
        ("Requests", "12 % above yesterday", "1,284", ""),
        ("Tokens", "in 2.9 \u00b7 out 0.5", "3.42", "million"),
        ("Cost", "of $6.00 a day", "$4.18", ""),
    ):
        stat = Stat(label, value, phrase=phrase, unit=unit, role="display")
        stat.add(Sparkline(_wave(len(value), 24), summary=label))
        heroes.add(stat)
    stat = Stat("Errors", "6", phrase="0.5 %", role="display")
    stat.add(Sparkline(errors, kind="bars", status="error", summary="Errors"))
    heroes.add(stat)
    numbers.body.addWidget(heroes)
    chart = stacked()
    chart.setFixedHeight(240)
    bars = Card("Cost per day")
    names = ("claude-sonnet-4-5", "gpt-5-mini", "deepseek-chat", "gemini-2.5-flash", "Other")
    bars.header.insertWidget(1, Legend([(chart.hue(i), n) for i, n in enumerate(names)]), 1)
    bars.body.addWidget(chart)
    means = Card("First token by day")
    trend = lines()
    trend.setFixedHeight(200)
    means.body.addWidget(trend)
    attempt = Card("deepseek-chat", "Open WebUI, Mia, today 13:46:58", dense=True)
    attempt.body.addWidget(timeline())
    strips = row(
        HealthStrip(_health("....ggggggggggsssgggffss"), summary="DeepSeek"),
        HealthStrip(_health("gggggggggggggggggggggggg"), summary="Anthropic"),
        HealthStrip(_health("gggggg"), summary="Ollama"),
    )
    shares = row(
        ShareBar(0.31, budget=True, summary="$3.10 of $10.00"),
        ShareBar(0.86, budget=True, summary="$8.60 of $10.00"),
        ShareBar(1.0, budget=True, summary="$10.00 of $10.00"),
        ShareBar(0.0, budget=True, summary="nothing yet"),
        stretch=False,
    )
    code = [[(x * 7 + y * 5 + x * y) % 3 == 0 for x in range(25)] for y in range(25)]
    below = QWidget()
    line = QHBoxLayout(below)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(section("Health", strips, shares), 1)
    line.addWidget(QrView(code, summary="Join code", size=140))
    return page("Charts", numbers, bars, means, attempt, below)
