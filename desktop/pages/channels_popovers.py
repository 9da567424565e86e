"""Small panels of the channels page: one line of text, the weights of equals, what went wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import format
from desktop.models.channel_list import ChannelRow, Tier
from desktop.models.channel_status import ChannelStatus, word_status
from desktop.theme import px
from desktop.widgets.buttons import Button
from desktop.widgets.chips import ChipRow, TagInput
from desktop.widgets.flow import FlowLayout
from desktop.widgets.inputs import LineEdit
from desktop.widgets.labels import ElidedLabel, Label
from desktop.widgets.pill import StatusPill
from desktop.widgets.popover import Popover
from desktop.widgets.stepper import Stepper

MOST_WEIGHT = 99


class TextPopover(Popover):
    """One line, or one of the words that are in use already; `given` carries it once."""

    given = Signal(str)

    def __init__(
        self,
        title: str,
        parent: QWidget,
        *,
        text: str = "",
        placeholder: str = "",
        button: str = "",
        choices: Sequence[str] = (),
        most: int = 64,
    ) -> None:
        super().__init__(title, parent, width=280)
        self.setObjectName("text-popover")
        self.field = LineEdit(text, name=title, placeholder=placeholder)
        self.field.setObjectName("popover-text")
        self.field.setMaxLength(most)
        self.field.selectAll()
        self._button = Button(button, "primary")
        self._button.setObjectName("popover-set")
        if choices:
            chips = ChipRow(choices, mono=False, limit=8, clickable=True)
            chips.chosen.connect(self._give)
            self.body.addWidget(chips)
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(self.field, 1)
        line.addWidget(self._button)
        self.body.addLayout(line)
        self.field.returnPressed.connect(self._give_typed)
        self._button.clicked.connect(self._give_typed)

    def _give_typed(self) -> None:
        self._give(self.field.text())

    def _give(self, text: str) -> None:
        self.close()
        self.given.emit(text.strip())


class GroupsPopover(Popover):
    """The groups that several channels are to be in."""

    given = Signal(tuple)

    def __init__(self, parent: QWidget, groups: Sequence[str], choices: Sequence[str]) -> None:
        super().__init__("", parent, width=300)
        self.setObjectName("groups-popover")
        title = self.tr("Groups that may use them")
        self.set_title(title)
        self.field = TagInput(groups, name=title, mono=False)
        self.field.setObjectName("popover-groups")
        self._button = Button(self.tr("Set"), "primary")
        self._button.setObjectName("popover-set")
        self.body.addWidget(self.field)
        others = [name for name in choices if name not in groups]
        if others:
            chips = ChipRow(others, mono=False, limit=8, clickable=True)
            chips.chosen.connect(lambda name: self.field.set_tags([*self.field.tags, name]))
            self.body.addWidget(chips)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._button)
        self.body.addLayout(line)
        self._button.clicked.connect(self._give)

    def _give(self) -> None:
        self.field.commit()
        groups = tuple(self.field.tags)
        self.close()
        if groups:
            self.given.emit(groups)


class WeightsPopover(Popover):
    """How the channels of one priority share its requests; every step is in force at once."""

    weighed = Signal(int, int)
    """A channel and its new weight."""

    def __init__(self, tier: Tier, parent: QWidget) -> None:
        super().__init__("", parent, width=340)
        self.setObjectName("weights-popover")
        self.set_title(self.tr("Shares of priority {n}").format(n=tier.number))
        self._weights = {row.id: row.weight for row in tier.rows if row.enabled}
        self._shares: dict[int, Label] = {}
        self.steppers: list[Stepper] = []
        for row in tier.rows:
            if row.enabled:
                self.body.addLayout(self._line(row))
        note = Label(self.tr("2 takes twice as many requests as 1."), "small", "text3", wrap=True)
        self.body.addWidget(note)
        self._show()

    def _line(self, row: ChannelRow) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(px(10))
        share = self._shares[row.id] = Label("", "small", "text3", numbers=True)
        share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        share.setMinimumWidth(px(48))
        name = self.tr("Weight of {name}").format(name=row.name)
        stepper = Stepper(name, row.weight, most=max(MOST_WEIGHT, row.weight))
        stepper.setObjectName(f"weight-{row.id}")
        stepper.changed.connect(lambda value, ident=row.id: self._weigh(ident, value))
        self.steppers.append(stepper)
        line.addWidget(ElidedLabel(row.name, "body"), 1)
        line.addWidget(share)
        line.addWidget(stepper)
        return line

    def _weigh(self, channel_id: int, weight: int) -> None:
        self._weights[channel_id] = weight
        self._show()
        self.weighed.emit(channel_id, weight)

    def _show(self) -> None:
        total = sum(self._weights.values())
        for channel_id, label in self._shares.items():
            # Where all weigh nothing, all are as likely.
            share = self._weights[channel_id] / total if total else 1 / len(self._weights)
            label.setText(format.percent(share))


class TroublePopover(Popover):
    """Why a channel does not answer, since when, and the way to the request that told."""

    log_wanted = Signal(int)
    resume_wanted = Signal()

    def __init__(self, row: ChannelRow, parent: QWidget) -> None:
        super().__init__("", parent, width=340)
        self.setObjectName("trouble-popover")
        status = row.status
        text, tone, icon = word_status(status)
        self.setAccessibleName(text)
        pill = QHBoxLayout()
        pill.addWidget(StatusPill(text, tone, icon=icon))
        pill.addStretch(1)
        self.body.addLayout(pill)
        message = status.message or self._without_message(status)
        words = Label(message, "body", "text", wrap=True, selectable=True)
        words.setObjectName("trouble-message")
        self.body.addWidget(words)
        if status.at:
            self.body.addWidget(Label(format.moment(status.at), "small", "text3"))
        self.first: Button | None = None
        line = FlowLayout()
        for name, words_of, wanted in (
            ("trouble-log", self.tr("Show the request"), bool(status.log_id)),
            ("trouble-resume", self.tr("Resume now"), row.resumable),
        ):
            if not wanted:
                continue
            button = Button(words_of, "plain")
            button.setObjectName(name)
            self.first = self.first or button
            line.addWidget(button)
            button.clicked.connect(self.close)
            if name == "trouble-log":
                button.clicked.connect(lambda: self.log_wanted.emit(status.log_id))
            else:
                button.clicked.connect(self.resume_wanted)
        self.body.addLayout(line)

    def _without_message(self, status: ChannelStatus) -> str:
        if status.until and not status.at:
            return self.tr("You let it rest. Requests go to other channels until then.")
        return self.tr("The provider gave no reason.")
