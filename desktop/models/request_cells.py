"""What the table shows of one request: a mapping from role to value for each column."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from PySide6.QtCore import QDateTime, Qt

from desktop import format
from desktop.i18n import translate
from desktop.models.request_words import Word, live_word, status_word
from desktop.widgets import roles
from gateway.domain.money import NANO
from gateway.services.logs import LiveRequest, LogRow

Cell = Mapping[int, object]
TEXT = int(Qt.ItemDataRole.DisplayRole)
TIP = int(Qt.ItemDataRole.ToolTipRole)
CHARS_PER_TOKEN = 4
_LEAST_MS = 10
"""A hundredth of a second, the least that two decimals show."""
_CENTS_SHOWN = NANO // 20_000
"""Below this (half of a hundredth of a cent) four decimals would show nothing."""


class Field(IntEnum):
    """The columns, in order."""

    TIME = 0
    STATUS = 1
    MODEL = 2
    CHANNEL = 3
    TOKEN = 4
    IN = 5
    OUT = 6
    COST = 7
    FIRST = 8
    TOTAL = 9
    CLIENT = 10
    CACHED = 11
    PROVIDER = 12


def row_cells(row: LogRow) -> tuple[Cell, ...]:
    """A logged request."""
    retries = row.attempts - 1
    return (
        _time(row.at),
        _status(status_word(row), row.error_message),
        _model(row.requested_model, row.sent_model),
        {
            TEXT: row.channel_name or served_word(row.served) or format.NONE,
            roles.BadgeRole: format.count(retries) if retries > 0 else "",
        },
        {TEXT: row.token_name or format.NONE},
        {TEXT: format.count(row.input_tokens)},
        {TEXT: format.count(row.output_tokens)},
        {TEXT: cost(row.charge_nano)},
        {TEXT: format.seconds(row.first_token_ms)},
        {TEXT: format.seconds(max(row.duration_ms, _LEAST_MS))},
        {TEXT: row.client or format.NONE},
        {TEXT: format.count(row.cache_read_tokens)},
        {TEXT: row.provider or format.NONE},
    )


def served_word(served: str) -> str:
    """Whence an answer came that no channel was asked for, '' for one that was asked."""
    if served == "cache":
        return translate("RequestLog", "From the cache")
    if served == "replay":
        return translate("RequestLog", "Sent again")
    return ""


def live_cells(request: LiveRequest) -> tuple[Cell, ...]:
    """A running one: what it costs is known when it has ended."""
    failed = request.failed_attempts
    return (
        _time(request.at),
        _status(live_word(request), ""),
        _model(request.model, ""),
        {
            TEXT: request.channel_name or format.NONE,
            roles.BadgeRole: format.count(failed) if failed else "",
        },
        {TEXT: request.token_name or format.NONE},
        {TEXT: format.count(request.input_tokens)},
        {TEXT: format.count(output_estimate(request))},
        {TEXT: format.NONE},
        {TEXT: format.seconds(request.first_token_ms)},
        {TEXT: format.seconds(max(request.elapsed_ms, _LEAST_MS))},
        {TEXT: request.client or format.NONE},
        {TEXT: format.NONE},
        {TEXT: request.provider or format.NONE},
    )


def output_estimate(request: LiveRequest) -> int:
    """Tokens so far, from the characters that came."""
    return request.chars // CHARS_PER_TOKEN


def cost(nano: int) -> str:
    """Four decimals, so that a column of costs compares at a glance; six for next to nothing."""
    if nano == 0:
        return "$0"
    return format.dollars(nano, 4 if abs(nano) >= _CENTS_SHOWN else 6)


def short_time(ms: int) -> str:
    """The time of day; on other days than today the date before hours and minutes."""
    when = QDateTime.fromMSecsSinceEpoch(ms)
    if when.date() == QDateTime.currentDateTime().date():
        return when.toString("HH:mm:ss")
    return f"{format.short_day(when.date())} {when.toString('HH:mm')}"


def _time(at: int) -> Cell:
    return {TEXT: short_time(at), TIP: format.moment(at)}


def _status(word: Word, message: str) -> Cell:
    cell: dict[int, object] = {TEXT: word.text, roles.StatusRole: word.look}
    if word.icon:
        cell[roles.IconRole] = word.icon
    if message:
        cell[TIP] = message
    return cell


def _model(asked: str, sent: str) -> Cell:
    if sent and sent != asked:
        return {TEXT: asked, roles.SecondRole: sent, TIP: f"{asked} → {sent}"}
    return {TEXT: asked}
