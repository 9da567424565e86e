"""The row of filters above the log: text, a menu of filters, range, channel, token, status.

The text says all but the range; the lists show what it says, and write into it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import format
from desktop.dialogs.time_range import TimeRangeDialog
from desktop.pages.logs_menu import open_filter_menu
from desktop.pages.logs_words import option_hint, status_name, trouble_words, window_words
from desktop.theme import Tone, px
from desktop.viewmodels.log_choice import Choices, Chosen, Range
from desktop.viewmodels.log_completion import complete
from desktop.viewmodels.log_query import STATUS_VALUES, put
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import IconButton
from desktop.widgets.combo import Combo
from desktop.widgets.labels import IconLabel, Label
from desktop.widgets.suggest import SuggestField, Suggestion
from gateway.domain.log_terms import Subject

TYPING_MS = 200
WIDEST = 168
CUSTOM = "custom"
OTHER = "\0other"
"""What a list shows for a filter that is none of its choices."""


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
        self._dialog: TimeRangeDialog | None = None
        self.text = SuggestField("")
        self.add = IconButton("sliders-horizontal", "")
        self.range, self.channel = FilterCombo(), FilterCombo()
        self.token, self.status = FilterCombo(), FilterCombo()
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.text, 1)
        self._row.addWidget(self.add)
        self._subjects: Mapping[FilterCombo, Subject] = {
            self.channel: Subject.CHANNEL,
            self.token: Subject.TOKEN,
            self.status: Subject.STATUS,
        }
        for name, widget in (
            ("range", self.range),
            ("channel", self.channel),
            ("token", self.token),
            ("status", self.status),
        ):
            widget.setObjectName(f"logs-{name}")
            self._row.addWidget(widget)
        self._note_icon = IconLabel("circle-alert", "error", 14)
        self._note = Label("", "small", "error", wrap=True)
        self._note.setObjectName("logs-note")
        self._below = QHBoxLayout()
        self._below.addWidget(self._note_icon)
        self._below.addWidget(self._note, 1)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._row)
        column.addLayout(self._below)
        self.text.setObjectName("logs-text")
        self.add.setObjectName("logs-add-filter")
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._share = 1.0
        self._connect()
        self._retranslate()
        follow_theme(self)

    def _connect(self) -> None:
        self._typing.timeout.connect(self._typed)
        self.text.textEdited.connect(lambda _text: self._typing.start())
        self.text.textChanged.connect(self._emptied)
        self.text.returnPressed.connect(self._typed)
        self.text.wanted.connect(self._suggest)
        self.text.taken.connect(lambda _index: self._took())
        self.add.clicked.connect(self._open_menu)
        self.range.activated.connect(self._picked_range)
        for combo in self._subjects:
            combo.activated.connect(self._picked)

    def restyle(self) -> None:
        self._row.setSpacing(px(8))
        self._below.setSpacing(px(6))
        self._column.setSpacing(px(6))

    def show_chosen(self, chosen: Chosen) -> None:
        """Shows what is filtered for, without telling."""
        self._chosen = chosen
        self._typing.stop()
        if self.text.text() != chosen.text:
            self.text.setText(chosen.text)
        self._fill()
        self._show_note()

    def set_choices(self, choices: Choices) -> None:
        """Other channels and tokens; what is chosen stays chosen."""
        self._choices = choices
        self._fill()

    def set_searched(self, share: float) -> None:
        """How much of the log a long search has looked at; 1 when none goes on."""
        if share != self._share:
            self._share = share
            self._show_note()

    # What a person does

    def _typed(self) -> None:
        self._typing.stop()
        self._choose(text=self.text.text().strip())

    def _emptied(self, text: str) -> None:
        """The cross and Escape empty the field without typing."""
        if not text and self._chosen.text:
            self._typed()

    def _took(self) -> None:
        """A finished suggestion filters at once; a filter's word goes on to its values."""
        self._typed()
        self._suggest(self.text.text(), self.text.cursorPosition())

    def _picked(self, _index: int = 0) -> None:
        combo = self.sender()
        if not isinstance(combo, FilterCombo) or combo.currentData() == OTHER:
            return
        subject, data = self._subjects[combo], combo.currentData()
        value = str(data) if subject is Subject.STATUS else ""
        if subject is not Subject.STATUS and data:
            value = self._choices.value(subject, int(data))
        self._choose(text=put(self.text.text(), subject, value))

    def _picked_range(self, _index: int = 0) -> None:
        data = str(self.range.currentData())
        if data != CUSTOM:
            kept = self._chosen.window if data == Range.WINDOW else (0, 0)
            self._choose(range=Range(data), window=kept)
            return
        self.range.choose(self._chosen.range.value)
        if self._dialog is None:
            self._dialog = TimeRangeDialog(self)
            self._dialog.range_chosen.connect(
                lambda since, until: self._choose(range=Range.WINDOW, window=(since, until))
            )
        self._dialog.ask(self._chosen.window)

    def _open_menu(self) -> None:
        open_filter_menu(self.add, self._choices, self._chosen.text, self._write)

    def _write(self, text: str) -> None:
        self._choose(text=text)
        self.text.setFocus()

    def _choose(
        self,
        *,
        text: str | None = None,
        range: Range | None = None,
        window: tuple[int, int] | None = None,
    ) -> None:
        old = self._chosen
        picked = replace(
            old,
            text=old.text if text is None else text,
            range=range or old.range,
            window=old.window if window is None else window,
        )
        if picked != old:
            self.show_chosen(picked)
            self.chosen.emit(picked)

    # What is shown

    def _suggest(self, text: str, cursor: int) -> None:
        found = complete(text, cursor, self._choices.vocabulary)
        rows = [Suggestion(option.text, option_hint(option)) for option in found.options]
        self.text.offer(found.start, found.end, rows)

    def _show_note(self) -> None:
        """The first piece that is not understood, or how far a long search is."""
        troubles = self._chosen.query.troubles
        text, icon, tone = "", "circle-alert", "error"
        if troubles:
            text = trouble_words(troubles[0])
        elif self._share < 1:
            words = self.tr("Looking through older requests: {share}")
            text, icon, tone = words.format(share=format.percent(self._share)), "loader", "text3"
        quiet: Tone = "text3" if tone == "text3" else "error"
        self._note.set_tone(quiet)
        self._note_icon.set_icon(icon, quiet)
        self._note.setText(text)
        self._note.setVisible(bool(text))
        self._note_icon.setVisible(bool(text))
        lead = len(self._chosen.text) - len(self._chosen.text.lstrip())
        shown = self.text.text().strip() == self._chosen.text
        marks = [(piece.start - lead, piece.end - lead) for piece in troubles if shown]
        self.text.set_marks(marks)
        self.text.setAccessibleDescription(text)

    def _fill(self) -> None:
        window = self._chosen.window if self._chosen.range is Range.WINDOW else None
        ranges: list[tuple[str, object]] = [
            (self.tr("Today"), Range.TODAY.value),
            (self.tr("7 days"), Range.WEEK.value),
            (self.tr("All time"), Range.ALL.value),
        ]
        if window is not None:
            ranges.append((window_words(window), Range.WINDOW.value))
        ranges.append((self.tr("Custom…"), CUSTOM))
        self.range.set_items(ranges)
        self.range.choose(self._chosen.range.value)
        statuses = [(status_name(value), value) for value in STATUS_VALUES]
        self._fill_one(self.status, self.tr("Any status"), "", statuses)
        for combo, all_of_them in (
            (self.channel, self.tr("All channels")),
            (self.token, self.tr("All tokens")),
        ):
            names = self._choices.of(self._subjects[combo])
            self._fill_one(combo, all_of_them, 0, [(name, key) for key, name in names.items()])

    def _fill_one(
        self,
        combo: FilterCombo,
        whole: str,
        nothing: object,
        items: list[tuple[str, int]] | list[tuple[str, str]],
    ) -> None:
        """The choices of a list, and what the text says of its subject where that is no choice."""
        subject, query = self._subjects[combo], self._chosen.query
        value = query.only(subject)
        if subject is Subject.STATUS:
            wanted: object = value
        else:
            wanted = self._choices.key(subject, value)
        known = wanted == nothing or any(wanted == data for _text, data in items)
        choices: list[str | tuple[str, object]] = [(whole, nothing), *items]
        if not known:
            choices.append((value or self.tr("As typed"), OTHER))
        combo.set_items(choices)
        combo.choose(wanted if known else OTHER)

    def _retranslate(self) -> None:
        words = self.tr("Filter by model, channel, token, status, >5s")
        self.text.setPlaceholderText(words)
        self.text.setAccessibleName(words)
        self.add.set_name(self.tr("Add a filter"))
        self.range.setAccessibleName(self.tr("Time range"))
        self.channel.setAccessibleName(self.tr("Channel"))
        self.token.setAccessibleName(self.tr("Token"))
        self.status.setAccessibleName(self.tr("Status"))
        self._fill()
        self._show_note()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
