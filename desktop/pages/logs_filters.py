"""The row of filters above the log: text, range, channel, token, status."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.models.request_words import STATUSES
from desktop.theme import px
from desktop.viewmodels.logs import RUNNING, Choices, Chosen, Range
from desktop.widgets.base import follow_theme
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import SearchField
from gateway.services.logs import ERROR

TYPING_MS = 200
WIDEST = 168


class FilterCombo(Combo):
    """As wide as what is chosen; its list as wide as its longest choice."""

    def __init__(self) -> None:
        super().__init__([], "")
        self.currentIndexChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        whole = super().sizeHint()
        texts = [self.itemText(index) for index in range(self.count())] or [""]
        longest = max(metrics.horizontalAdvance(text) for text in texts)
        now = metrics.horizontalAdvance(self.currentText())
        return QSize(min(whole.width() - longest + now, px(WIDEST)), whole.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def choose(self, data: object) -> bool:
        found = super().choose(data)
        self.updateGeometry()
        return found

    def showPopup(self) -> None:
        self.view().setMinimumWidth(super().sizeHint().width())
        super().showPopup()


class LogFilters(QWidget):
    """`chosen(Chosen)` when a person filters; typing counts after a pause of 200 ms."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen = Chosen()
        self._choices = Choices()
        self.text = SearchField("")
        self.range = FilterCombo()
        self.channel = FilterCombo()
        self.token = FilterCombo()
        self.status = FilterCombo()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.text, 1)
        for name, combo in self._combos():
            combo.setObjectName(f"logs-{name}")
            combo.activated.connect(self._picked)
            self._row.addWidget(combo)
        self.text.setObjectName("logs-text")
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._picked)
        self.text.textEdited.connect(self._typed)
        self.text.textChanged.connect(self._emptied)
        self.text.returnPressed.connect(self._picked)
        self._retranslate()
        follow_theme(self)

    def _combos(self) -> tuple[tuple[str, Combo], ...]:
        return (
            ("range", self.range),
            ("channel", self.channel),
            ("token", self.token),
            ("status", self.status),
        )

    def restyle(self) -> None:
        self._row.setSpacing(px(8))

    def show_chosen(self, chosen: Chosen) -> None:
        """Shows what is filtered for, without telling."""
        if (chosen.range is Range.WINDOW) != (self._chosen.range is Range.WINDOW):
            self._chosen = chosen
            self._fill()
        self._chosen = chosen
        self._typing.stop()
        if self.text.text() != chosen.text:
            self.text.setText(chosen.text)
        self.range.choose(chosen.range.value)
        self.channel.choose(chosen.channel_id)
        self.token.choose(chosen.token_id)
        self.status.choose(chosen.status)

    def set_choices(self, choices: Choices) -> None:
        """Other channels and tokens; what is chosen stays chosen."""
        self._choices = choices
        self._fill()

    def _typed(self, _text: str) -> None:
        self._typing.start()

    def _emptied(self, text: str) -> None:
        """The cross and Escape empty the field without typing."""
        if not text and self._chosen.text:
            self._picked()

    def _picked(self, _index: int = 0) -> None:
        self._typing.stop()
        picked = replace(
            self._chosen,
            range=Range(str(self.range.currentData())),
            channel_id=int(self.channel.currentData()),
            token_id=int(self.token.currentData()),
            status=str(self.status.currentData()),
            text=self.text.text().strip(),
        )
        if picked != self._chosen:
            self._chosen = picked
            self.chosen.emit(picked)

    def _fill(self) -> None:
        ranges: list[tuple[str, object]] = [
            (self.tr("Today"), Range.TODAY.value),
            (self.tr("7 days"), Range.WEEK.value),
            (self.tr("All time"), Range.ALL.value),
        ]
        if self._chosen.range is Range.WINDOW:
            ranges.append((self.tr("Selected time"), Range.WINDOW.value))
        statuses: list[tuple[str, object]] = [
            (self.tr("Any status"), ""),
            (self.tr("Running"), RUNNING),
            (self.tr("All errors"), ERROR),
        ]
        statuses += [(word.text, name) for name, word in STATUSES.items()]
        self.range.set_items(ranges)
        self.channel.set_items(
            [(self.tr("All channels"), 0), *((n, i) for i, n in self._choices.channels)]
        )
        self.token.set_items(
            [(self.tr("All tokens"), 0), *((n, i) for i, n in self._choices.tokens)]
        )
        self.status.set_items(statuses)
        self.range.choose(self._chosen.range.value)
        self.channel.choose(self._chosen.channel_id)
        self.token.choose(self._chosen.token_id)
        self.status.choose(self._chosen.status)

    def _retranslate(self) -> None:
        words = self.tr("Filter by model, channel, client, token")
        self.text.setPlaceholderText(words)
        self.text.setAccessibleName(words)
        self.range.setAccessibleName(self.tr("Time range"))
        self.channel.setAccessibleName(self.tr("Channel"))
        self.token.setAccessibleName(self.tr("Token"))
        self.status.setAccessibleName(self.tr("Status"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
