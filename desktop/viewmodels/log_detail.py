"""One request told in full: its attempts on a scale of seconds, and its price as it was charged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QLocale

from desktop import format
from desktop.i18n import translate
from desktop.models.request_cells import output_estimate
from desktop.models.request_words import Look, failure_reason, live_word, status_word
from desktop.viewmodels.log_price import CostLine, cost_lines, cost_note
from gateway.services.logs import AttemptView, LiveRequest, LogDetail, LogRow

BarPhase = Literal["failed", "connect", "waiting", "streaming"]
_FAILED = ("failed", "refused")
_LOOKS: dict[str, Look] = {"done": "ok", "cut_short": "warn", "cancelled": "neutral"}


@dataclass(frozen=True, slots=True)
class Bar:
    """A phase of an attempt, in seconds since the request came."""

    phase: BarPhase
    start: float
    end: float
    label: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Track:
    """One attempt at one channel."""

    name: str
    look: Look
    bars: tuple[Bar, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DetailView:
    """What the panel shows. ``legend`` names the phases that occur."""

    request_id: str
    title: str
    word: str
    look: Look
    icon: str
    phrase: str
    tracks: tuple[Track, ...]
    legend: tuple[tuple[BarPhase, str], ...]
    problem: str
    problem_detail: str
    costs: tuple[CostLine, ...]
    note: str
    channel_id: int
    token_id: int = 0
    running: bool = False
    repeatable: bool = False
    """Whether it can be written as a command: a client's own request that has ended."""
    explainable: bool = False
    """Whether its route is worth a look: it failed for want of a channel that answers."""


def view_logged(detail: LogDetail) -> DetailView:
    """A request that has ended."""
    row = detail.row
    word = status_word(row)
    tracks = tuple(_track(attempt) for attempt in detail.attempts)
    problem, problem_detail = _problem(row, detail.attempts)
    return DetailView(
        request_id=row.request_id,
        title=row.requested_model,
        word=word.text,
        look=word.look,
        icon=word.icon,
        phrase=_phrase(row.client, row.token_name, row.at),
        tracks=tracks,
        legend=_legend(tracks),
        problem=problem,
        problem_detail=problem_detail,
        costs=cost_lines(detail),
        note=cost_note(detail),
        channel_id=row.channel_id,
        token_id=row.token_id,
        repeatable=not row.test,
        explainable=not row.test and row.status in _FAILED,
    )


def view_running(request: LiveRequest) -> DetailView:
    """A request that runs: what is known so far."""
    word = live_word(request)
    elapsed, first = request.elapsed_ms / 1000, request.first_token_ms / 1000
    bars = [Bar("waiting", 0.0, first or elapsed, _seconds(first or elapsed))]
    if first:
        label = _streaming(elapsed - first, output_estimate(request))
        bars.append(Bar("streaming", first, max(first, elapsed), label))
    name = request.channel_name or format.NONE
    tracks = (Track(name, "neutral", tuple(bars)),)
    return DetailView(
        request_id=request.request_id,
        title=request.model,
        word=word.text,
        look=word.look,
        icon=word.icon,
        phrase=_phrase(request.client, request.token_name, request.at),
        tracks=tracks,
        legend=_legend(tracks),
        problem="",
        problem_detail="",
        costs=(),
        note=translate("LogDetail", "The cost is known when the answer is whole."),
        channel_id=request.channel_id,
        running=True,
    )


def _phrase(client: str, token: str, at: int) -> str:
    said = (part for part in (client, token, format.moment(at)) if part)
    return translate("LogDetail", ", ").join(said)


def _track(attempt: AttemptView) -> Track:
    name = attempt.channel_name or format.NONE
    start = attempt.start_ms / 1000
    end = start + attempt.duration_ms / 1000
    if attempt.status in _FAILED:
        reason = failure_reason(attempt.error_class, attempt.http_status, attempt.error_message)
        tip = attempt.error_message or reason
        return Track(name, "error", (Bar("failed", start, end, "", tip),), reason)
    return Track(name, _LOOKS.get(attempt.status, "error"), _bars(attempt, start, end))


def _bars(attempt: AttemptView, start: float, end: float) -> tuple[Bar, ...]:
    connected = min(end, start + attempt.connect_ms / 1000)
    first = min(end, start + attempt.first_token_ms / 1000) if attempt.first_token_ms else end
    bars = []
    if connected > start:
        text = translate("LogDetail", "connect {time}")
        tip = text.format(time=_seconds(connected - start))
        bars.append(Bar("connect", start, connected, "", tip))
    if first > connected:
        label = _seconds(first - connected)
        bars.append(Bar("waiting", connected, first, label, label))
    if end > first:
        label = _streaming(end - first, attempt.output_tokens)
        bars.append(Bar("streaming", first, end, label, label))
    return tuple(bars)


def _streaming(seconds: float, tokens: int) -> str:
    if seconds <= 0 or not tokens:
        text = translate("LogDetail", "streaming {time}")
        return text.format(time=_seconds(seconds))
    text = translate("LogDetail", "streaming {time}, {rate} tok/s")
    return text.format(time=_seconds(seconds), rate=format.count(round(tokens / seconds)))


def _seconds(seconds: float) -> str:
    """Two decimals below ten seconds, as the bars are compared with each other."""
    text = translate("LogDetail", "{n} s")
    places = 2 if seconds < 10 else 1
    return text.format(n=QLocale().toString(max(0.0, seconds), "f", places))


def _legend(tracks: Sequence[Track]) -> tuple[tuple[BarPhase, str], ...]:
    seen: dict[BarPhase, str] = {}
    for track in tracks:
        for bar in track.bars:
            seen[bar.phase] = bar.tip if bar.phase == "connect" else _phase_word(bar.phase)
    order: tuple[BarPhase, ...] = ("failed", "connect", "waiting", "streaming")
    return tuple((phase, seen[phase]) for phase in order if phase in seen)


def _phase_word(phase: BarPhase) -> str:
    if phase == "failed":
        return translate("LogDetail", "failed")
    if phase == "waiting":
        return translate("LogDetail", "waiting for first token")
    return translate("LogDetail", "streaming")


def _problem(row: LogRow, attempts: Sequence[AttemptView]) -> tuple[str, str]:
    """What went wrong in words, and what the program or the provider said itself."""
    if row.status == "done":
        return "", ""
    words = {
        "insufficient_quota": translate("LogDetail", "The balance does not cover this request."),
        "budget_exceeded": translate("LogDetail", "The budget of this period is used up."),
        "request_too_expensive": translate(
            "LogDetail", "It could cost more than the token allows for one request."
        ),
        "rate_limit_exceeded": translate("LogDetail", "A limit a minute or at once was reached."),
        "model_not_allowed": translate("LogDetail", "The token may not use this model."),
        "model_unpriced": translate("LogDetail", "This model has no price, the token is limited."),
        "model_not_found": translate("LogDetail", "No channel has this model."),
        "no_available_channel": translate("LogDetail", "No channel could answer just then."),
        "all_channels_failed": translate("LogDetail", "Every channel that was tried failed."),
        "upstream_refused": translate("LogDetail", "The provider refused the request itself."),
        "upstream_interrupted": translate("LogDetail", "The provider ended the answer early."),
        "vault_locked": translate("LogDetail", "The vault was locked."),
    }.get(row.error_code, "")
    if not words and row.status == "cancelled":
        words = translate("LogDetail", "The client left before the answer was whole.")
    if not words and row.status == "interrupted":
        words = translate("LogDetail", "Homeport ended while this request ran.")
    said_itself = "" if attempts and attempts[-1].status in _FAILED else row.error_message
    return words or row.error_message, said_itself if words else ""
