"""The card "Channels": how each did in the last 24 hours, the worst first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import format
from desktop.models.channel_list import ChannelRow
from desktop.models.channel_status import word_status
from desktop.theme import px
from desktop.viewmodels.overview import OverviewModel
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button
from desktop.widgets.card import Card, Row
from desktop.widgets.charts.health import Health, HealthStrip
from desktop.widgets.labels import ElidedLabel
from desktop.widgets.pill import StatusPill
from desktop.widgets.spinner import Skeleton
from desktop.widgets.tile import Tile
from gateway.services.channels import HourHealth

MOST = 8
PILL_WIDTH = 138


class HealthRow(Row):
    """One channel: tile, name, 24 hours, its standing."""

    def __init__(self, channel_id: int) -> None:
        super().__init__("", height=48)
        self.setObjectName(f"health-{channel_id}")
        self._tile = Tile("", 28)
        self._name = ElidedLabel("", "body", weight="emphasis")
        self._strip = HealthStrip()
        self._pill = StatusPill("", plain=True)
        self._pill.setObjectName(f"health-status-{channel_id}")
        self._slot = QWidget()
        slot = QVBoxLayout(self._slot)
        slot.setContentsMargins(0, 0, 0, 0)
        slot.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.set_last(True)
        self.body.addWidget(self._tile)
        self.body.addWidget(self._name, 1)
        self.body.addWidget(self._strip)
        self.body.addWidget(self._slot)
        follow_theme(self)

    def restyle(self) -> None:
        super().restyle()
        self.body.setSpacing(px(10))
        self.set_pill_width(px(PILL_WIDTH))

    @property
    def pill_width(self) -> int:
        """What its standing needs."""
        return self._pill.sizeHint().width()

    def set_pill_width(self, width: int) -> None:
        """The same for all rows, so that their bars end in one line."""
        if hasattr(self, "_slot"):
            self._slot.setFixedWidth(width)

    def fill(self, row: ChannelRow, hours: Sequence[HourHealth]) -> None:
        self._tile.set_name(row.provider_name, letters=row.tile)
        self._tile.set_faded(not row.enabled)
        self._name.setText(row.name)
        self._name.set_tone("text" if row.enabled else "text2")
        text, status, icon = word_status(row.status)
        self._pill.set_state(text, status, icon=icon)
        tips = [self._tip(hour) for hour in hours]
        states = [_state(hour) for hour in hours]
        summary = self.tr("{n} hours with failures").format(n=states.count("failed"))
        self._strip.set_states(states, tips=tips, summary=summary)
        self.set_name(f"{row.name}, {text}")

    def _tip(self, hour: HourHealth) -> str:
        parts = []
        if hour.ok:
            parts.append(self.tr("{n} fine").format(n=format.count(hour.ok)))
        if hour.slow:
            parts.append(self.tr("{n} slow").format(n=format.count(hour.slow)))
        if hour.failed:
            parts.append(self.tr("{n} failed").format(n=format.count(hour.failed)))
        words = ", ".join(parts) or self.tr("no requests")
        return f"{format.since(hour.at)}: {words}"


def _state(hour: HourHealth) -> Health:
    """An hour's bar: failed if a tenth failed, slow if a third was late."""
    total = hour.ok + hour.slow + hour.failed
    if not total:
        return "none"
    if hour.failed * 10 >= total:
        return "failed"
    return "slow" if hour.slow * 3 >= total else "good"


class HealthCard(Card):
    """``opened`` asks for the page of all channels."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", " ", link=" ", spacing=2, parent=parent)
        self.setObjectName("health-card")
        self._rows: list[tuple[int, HealthRow]] = []
        self._list = QVBoxLayout()
        self._skeleton = Skeleton(3, row_height=48)
        self._more = Button("", "link")
        self._more.setObjectName("health-more")
        self._more.clicked.connect(self.opened)
        self.body.addWidget(self._skeleton)
        self.body.addLayout(self._list)
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self._more.hide()
        follow_theme(self)

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_list"):
            self._list.setSpacing(px(4))

    def fill(self, model: OverviewModel) -> None:
        self.set_title(self.tr("Channels"))
        self.set_phrase(self.tr("last 24 hours"))
        self.set_link(self.tr("Test all"))
        if self.link is not None:
            self.link.setEnabled(not model.testing)
        self._skeleton.setVisible(not model.loaded)
        rows = model.channels() if model.loaded else []
        shown = rows[:MOST]
        self._show_rows([row.id for row in shown])
        for (_, view), row in zip(self._rows, shown, strict=True):
            view.fill(row, model.health(row.id))
        widest = max([px(PILL_WIDTH), *[view.pill_width for _, view in self._rows]])
        for _, view in self._rows:
            view.set_pill_width(widest)
        rest = len(rows) - len(shown)
        self._more.setText(self.tr("and {n} more").format(n=format.count(rest)))
        self._more.updateGeometry()
        self._more.setVisible(rest > 0)

    def _show_rows(self, wanted: list[int]) -> None:
        """Rows for these channels in this order; those that stay are kept."""
        if [ident for ident, _ in self._rows] == wanted:
            return
        known = dict(self._rows)
        self._rows = []
        for at, ident in enumerate(wanted):
            view = known.pop(ident, None)
            if view is None:
                view = HealthRow(ident)
                view.activated.connect(self.opened)
            self._rows.append((ident, view))
            self._list.insertWidget(at, view)
        for gone in known.values():
            gone.hide()
            gone.deleteLater()
