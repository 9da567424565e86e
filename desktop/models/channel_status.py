"""What may be said of a channel now. Nothing works that has not answered: a request or a test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import median_low

from PySide6.QtCore import QT_TRANSLATE_NOOP, QDateTime, QLocale

from desktop import format
from desktop.i18n import translate
from desktop.theme import StatusName
from gateway.domain.channel import Channel, ChannelKey, KeyState
from gateway.domain.failure import FailureClass
from gateway.services.channel_health import SLOW_MS
from gateway.services.logs import LogRow

ANSWERED = ("done", "cut_short")
_REQUESTS_OWN = frozenset(kind.value for kind in FailureClass if not kind.tries_next)


class Standing(StrEnum):
    """The words a channel's pill can say."""

    WORKING = "working"
    SLOW = "slow"
    FAILING = "failing"
    RESTING = "resting"
    HALF_OPEN = "half_open"
    """After a rest: the next request tries it."""
    CLOSED = "closed"
    """Not in its hours."""
    NOT_TESTED = "not_tested"
    KEY_REJECTED = "key_rejected"
    NO_MONEY = "no_money"
    KEYS_OFF = "keys_off"
    OFF = "off"
    NEEDS_UNLOCK = "needs_unlock"
    WAITING = "waiting"
    """Its turn in a round of tests comes."""
    TESTING = "testing"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one request or test through a channel ended. ``at`` in Unix ms."""

    at: int
    ok: bool
    first_token_ms: int = 0
    message: str = ""
    log_id: int = 0
    """Its entry in the log, where there is one."""


@dataclass(frozen=True, slots=True)
class ChannelStatus:
    """A standing with its figures; times in Unix ms, ``message`` in the provider's words.

    ``log_id`` is the request that went wrong last, 0 where none did or it is not known.
    """

    standing: Standing
    first_token_ms: int = 0
    until: int = 0
    failures: int = 0
    at: int = 0
    message: str = ""
    log_id: int = 0
    circuits: tuple[str, ...] = ()
    """What of it rests or is tried again, a line each."""

    @property
    def troubled(self) -> bool:
        """Whether there is a cause to tell."""
        return self.standing in _TROUBLED


_TROUBLED = (
    Standing.FAILING,
    Standing.RESTING,
    Standing.HALF_OPEN,
    Standing.KEY_REJECTED,
    Standing.NO_MONEY,
)


def outcomes_of(rows: Iterable[LogRow]) -> tuple[Outcome, ...]:
    """What log rows, newest first, say of their channel.

    Cancelled requests, and those that any provider would have refused, say nothing.
    """
    return tuple(
        Outcome(
            row.finished_at, row.status in ANSWERED, row.first_token_ms, row.error_message, row.id
        )
        for row in rows
        if row.status in ANSWERED
        or (row.status == "failed" and row.error_class and row.error_class not in _REQUESTS_OWN)
    )


def status_of(
    channel: Channel,
    outcomes: Sequence[Outcome],
    now_ms: int,
    *,
    struggling: str = "",
    spared_until: int = 0,
    closed_until: int = 0,
    half_open: bool = False,
) -> ChannelStatus:
    """The standing of a channel.

    ``outcomes`` newest first; ``struggling`` is why one of its models is being spared just now,
    ``spared_until`` the end (Unix ms) of a rest that its owner wanted, ``closed_until`` the
    beginning of its hours; ``half_open``: what failed last is about to be tried again.
    """
    if not channel.enabled:
        return ChannelStatus(Standing.OFF)
    if spared_until > now_ms:
        return ChannelStatus(Standing.RESTING, until=spared_until)
    if closed_until > now_ms:
        return ChannelStatus(Standing.CLOSED, until=closed_until)
    status = _by_keys(channel.keys, now_ms) or _by_outcomes(channel, outcomes, struggling)
    if half_open and status.standing in (Standing.FAILING, Standing.NOT_TESTED):
        status = replace(status, standing=Standing.HALF_OPEN)
    failed = next((outcome for outcome in outcomes if not outcome.ok), None)
    if failed is None or not status.troubled:
        return status
    return replace(status, at=status.at or failed.at, log_id=failed.log_id)


def _by_keys(keys: Sequence[ChannelKey], now_ms: int) -> ChannelStatus | None:
    """What follows if no key can be used; None if one can, or none is needed."""
    if not keys:
        return None
    wanted = [key for key in keys if key.state is not KeyState.OFF]
    if not wanted:
        return ChannelStatus(Standing.KEYS_OFF)
    ready = [key for key in wanted if key.state is KeyState.READY]
    resting = [key for key in ready if key.rest_until > now_ms]
    if ready and len(resting) == len(ready):
        first = min(resting, key=lambda key: key.rest_until)
        return ChannelStatus(Standing.RESTING, until=first.rest_until, message=first.reason)
    if ready:
        return None
    for state, standing in (
        (KeyState.LOCKED, Standing.NEEDS_UNLOCK),
        (KeyState.REJECTED, Standing.KEY_REJECTED),
        (KeyState.NO_MONEY, Standing.NO_MONEY),
    ):
        found = next((key for key in wanted if key.state is state), None)
        if found is not None:
            return ChannelStatus(standing, until=found.rest_until, message=found.reason)
    return None


def _by_outcomes(channel: Channel, outcomes: Sequence[Outcome], struggling: str) -> ChannelStatus:
    # Logs are forgotten in time, the last test is not.
    known = tuple(outcomes) or _last_test(channel)
    fine = [outcome for outcome in known if outcome.ok]
    failures = next((i for i, outcome in enumerate(known) if outcome.ok), len(known))
    if failures:
        last = known[0]
        return ChannelStatus(Standing.FAILING, failures=failures, at=last.at, message=last.message)
    if struggling:
        return ChannelStatus(Standing.FAILING, failures=1, message=struggling)
    if not fine:
        return ChannelStatus(Standing.NOT_TESTED)
    times = [outcome.first_token_ms for outcome in fine if outcome.first_token_ms]
    speed = median_low(times) if times else 0
    standing = Standing.SLOW if speed > SLOW_MS else Standing.WORKING
    return ChannelStatus(standing, speed, at=fine[0].at)


def _last_test(channel: Channel) -> tuple[Outcome, ...]:
    if not channel.tested_at:
        return ()
    ok = not channel.test_error
    return (Outcome(channel.tested_at, ok, channel.test_ms, channel.test_error),)


Worded = tuple[str, StatusName, str]
"""A pill's text, its status, and an icon in place of the status's own."""

_CONTEXT = "ChannelStatus"
_PLAIN: Mapping[Standing, tuple[object, StatusName, str]] = {
    Standing.WORKING: (QT_TRANSLATE_NOOP("ChannelStatus", "Working"), "ok", ""),
    Standing.FAILING: (QT_TRANSLATE_NOOP("ChannelStatus", "Failing"), "error", ""),
    Standing.HALF_OPEN: (QT_TRANSLATE_NOOP("ChannelStatus", "Half-open"), "info", "circle-dashed"),
    Standing.NOT_TESTED: (QT_TRANSLATE_NOOP("ChannelStatus", "Not tested"), "neutral", ""),
    Standing.KEY_REJECTED: (QT_TRANSLATE_NOOP("ChannelStatus", "Key rejected"), "error", ""),
    Standing.NO_MONEY: (QT_TRANSLATE_NOOP("ChannelStatus", "No money"), "error", "coins"),
    Standing.KEYS_OFF: (QT_TRANSLATE_NOOP("ChannelStatus", "Keys off"), "neutral", "circle-off"),
    Standing.OFF: (QT_TRANSLATE_NOOP("ChannelStatus", "Off"), "neutral", "circle-off"),
    Standing.NEEDS_UNLOCK: (QT_TRANSLATE_NOOP("ChannelStatus", "Needs unlock"), "neutral", "lock"),
    Standing.WAITING: (QT_TRANSLATE_NOOP("ChannelStatus", "Waiting"), "neutral", "clock"),
    Standing.TESTING: (QT_TRANSLATE_NOOP("ChannelStatus", "Testing"), "info", "loader"),
}


def word_status(status: ChannelStatus) -> Worded:
    """The pill of a status."""
    seconds = format.seconds(status.first_token_ms) if status.first_token_ms else ""
    match status.standing:
        case Standing.WORKING if seconds:
            return translate("ChannelStatus", "Working {time}").format(time=seconds), "ok", ""
        case Standing.SLOW:
            return translate("ChannelStatus", "Slow {time}").format(time=seconds), "warn", ""
        case Standing.FAILING if status.failures > 1:
            return (
                translate("ChannelStatus", "Failing ({n})").format(n=status.failures),
                "error",
                "",
            )
        case Standing.RESTING:
            text = translate("ChannelStatus", "Resting until {time}").format(
                time=until(status.until)
            )
            return text, "info", ""
        case Standing.CLOSED:
            text = translate("ChannelStatus", "Closed until {time}").format(
                time=until(status.until)
            )
            return text, "neutral", "clock"
        case plain:
            source, tone, icon = _PLAIN[plain]
            return translate(_CONTEXT, str(source)), tone, icon


def until(ms: int) -> str:
    """A time to come: ``14:02``, with its day if that is not today."""
    when = QDateTime.fromMSecsSinceEpoch(ms)
    time = when.toString("HH:mm")
    if when.date() == QDateTime.currentDateTime().date():
        return time
    return f"{QLocale().dayName(when.date().dayOfWeek(), QLocale.FormatType.ShortFormat)} {time}"
