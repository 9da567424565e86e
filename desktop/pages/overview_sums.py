"""The overview's upper cards: the server, and what today came to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import format
from desktop.theme import StatusName, px
from desktop.viewmodels.overview import OverviewModel
from desktop.widgets.base import follow_theme
from desktop.widgets.card import Card
from desktop.widgets.charts.sparkline import Sparkline
from desktop.widgets.copy_field import CopyField
from desktop.widgets.labels import IconLabel, Label
from desktop.widgets.pill import STATUS_ICONS
from desktop.widgets.stat import StatLink, StatRow
from desktop.widgets.switch import Switch
from gateway.services.usage import HourPoint, TodaySummary

ICON = 28


class Figure(QWidget):
    """A quiet label above a short value."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._label = Label("", "body", "text3")
        self._value = Label("", "strong", numbers=True)
        self._value.setObjectName(name)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._label)
        self._column.addWidget(self._value)
        follow_theme(self)

    def restyle(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))

    def fill(self, label: str, value: str) -> None:
        self._label.setText(label)
        self._value.setText(value)


class ServerCard(Card):
    """State, address, channels, requests in flight."""

    copied = Signal()
    run_wanted = Signal(bool)
    """The switch: answer requests, or pause them until resumed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("server-card")
        self._icon = IconLabel("circle-check", "ok", ICON)
        self.switch = Switch("", checked=True, large=True)
        self.switch.setObjectName("server-switch")
        self.switch.toggled.connect(self.run_wanted)
        self._state = Label("", "sheet_title")
        self._state.setObjectName("server-state")
        self._since = Label("", "body", "text3", numbers=True)
        self._address = CopyField(divided=True)
        self._address.setObjectName("server-address")
        self._address.button.setObjectName("server-address-copy")
        self._address.copied.connect(self.copied)
        self._channels = Figure("server-channels")
        self._flight = Figure("server-flight")
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(self._state)
        words.addWidget(self._since)
        row = QHBoxLayout()
        row.setSpacing(px(14))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words)
        row.addSpacing(px(14))
        row.addWidget(self._address, 1)
        row.addSpacing(px(14))
        row.addWidget(self._channels)
        row.addSpacing(px(10))
        row.addWidget(self._flight)
        self.body.addLayout(row)

    def fill(self, model: OverviewModel, words: tuple[str, StatusName]) -> None:
        """``words``: the server's state as the footer says it."""
        text, status = words
        self._icon.set_icon(STATUS_ICONS[status], "text2" if status == "neutral" else status)
        self._state.setText(text)
        started = model.status.started_at
        since = self.tr("since {time}").format(time=format.since(started)) if started else ""
        paused = model.pausing.words()
        self._since.setText(paused or since)
        self._show_switch(model, status)
        self._address.set_value(model.address)
        self._address.set_name(self.tr("Copy the address"))
        on, resting = model.counts()
        channels = self.tr("{n} on").format(n=format.count(on))
        if resting:
            rests = self.tr("{n} resting").format(n=format.count(resting))
            channels = f"{channels} · {rests}"
        self._channels.fill(self.tr("Channels"), channels if model.channels_known else format.NONE)
        self.fill_flight(model.status.in_flight)

    def _show_switch(self, model: OverviewModel, status: StatusName) -> None:
        """Where something is wrong that no switch can mend, an icon says so in its place."""
        can_switch = model.status.running and (status == "ok" or model.pausing.paused)
        self._icon.setVisible(not can_switch)
        self.switch.setVisible(can_switch)
        self.switch.setAccessibleName(self.tr("Answer requests"))
        self.switch.setToolTip(
            self.tr("Resume requests") if model.pausing.paused else self.tr("Pause all requests")
        )
        self.switch.set_busy(model.pausing.busy)
        self.switch.set_checked_quietly(not model.pausing.paused)

    def fill_flight(self, running: int) -> None:
        words = format.plural(running, self.tr("1 request"), self.tr("{n} requests"))
        self._flight.fill(self.tr("In flight"), words if running else self.tr("none"))


class TodayCard(Card):
    """Requests, tokens, cost and errors of today, each with its hours; `opened` names one."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("today-card")
        self._requests, self._tokens = StatLink(""), StatLink("")
        self._cost, self._errors = StatLink(""), StatLink("")
        names = {"requests": self._requests, "tokens": self._tokens}
        names |= {"cost": self._cost, "errors": self._errors}
        self._lines: dict[str, Sparkline] = {}
        row = StatRow()
        for name, stat in names.items():
            stat.setObjectName(f"today-{name}")
            stat.activated.connect(lambda name=name: self.opened.emit(name))
            line = Sparkline(kind="bars", status="error") if name == "errors" else Sparkline()
            self._lines[name] = line
            stat.add(line)
            row.add(stat)
        self.body.addWidget(row)

    def fill(self, today: TodaySummary | None, hours: int) -> None:
        """``hours``: how many of today have begun."""
        for stat, label in (
            (self._requests, self.tr("Requests")),
            (self._tokens, self.tr("Tokens")),
            (self._cost, self.tr("Cost")),
            (self._errors, self.tr("Errors")),
        ):
            stat.set_label(label)
        if today is None:
            return
        self._requests.set_value(format.count(today.requests), phrase=self._against(today))
        number, unit = format.tokens(today.tokens_in + today.tokens_out)
        self._tokens.set_value(number, unit=unit, phrase=self._split(today))
        cost = format.dollars(today.cost_nano, places=2) if today.cost_nano else "$0"
        self._cost.set_value(cost)
        share = format.percent(today.errors / today.requests) if today.requests else ""
        self._errors.set_value(format.count(today.errors), phrase=share if today.errors else "")
        self._draw(today.hourly[:hours], today)

    def _draw(self, begun: list[HourPoint], today: TodaySummary) -> None:
        tokens = [float(point.tokens_in + point.tokens_out) for point in begun]
        cost = [point.cost_nano / 1_000_000 for point in begun]
        whole = [*begun, *today.hourly[len(begun) :]]
        for name, values, label in (
            ("requests", [float(p.requests) for p in begun], self.tr("Requests by hour")),
            ("tokens", tokens, self.tr("Tokens by hour")),
            ("cost", cost, self.tr("Cost by hour")),
            ("errors", [float(p.errors) for p in whole], self.tr("Errors by hour")),
        ):
            # A day without any is a hairline, not a graph of nothing.
            drawn = values if name == "errors" or any(values) else []
            self._lines[name].set_values(drawn, label)

    def _against(self, today: TodaySummary) -> str:
        before = today.yesterday_requests
        if not before or not today.requests:
            return ""
        change = today.requests / before - 1
        share = format.percent(change)
        if abs(change) < 0.005:
            return self.tr("as yesterday")
        if change > 9.995:
            times = format.count(round(today.requests / before))
            return self.tr("{n} times yesterday").format(n=times)
        if change > 0:
            return self.tr("{share} above yesterday").format(share=share)
        return self.tr("{share} below yesterday").format(share=share)

    def _split(self, today: TodaySummary) -> str:
        """In and out, in the unit of their sum."""
        if not today.tokens_in and not today.tokens_out:
            return ""
        total = today.tokens_in + today.tokens_out
        words = self.tr("in {given} · out {made}")
        given, made = (
            format.in_unit(today.tokens_in, total),
            format.in_unit(today.tokens_out, total),
        )
        return words.format(given=given, made=made)
