"""Where prices come from: a file, an address, or text that is pasted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme import px
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button
from desktop.widgets.choice import Segmented
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import FormField, LineEdit, TextArea
from desktop.widgets.labels import Label
from desktop.widgets.switch import Switch

FILE, ADDRESS, PASTE = range(3)


class PriceSource(QWidget):
    """`file_wanted`, `address_given(address, private)` and `text_given` say what to look at;
    `bare_chosen` what a map without a name is.
    """

    file_wanted = Signal()
    address_given = Signal(str, bool)
    text_given = Signal(str)
    bare_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._which = Segmented([" ", " ", " "], "")
        self._which.setObjectName("price-source")
        self.file = Button("", "plain", icon="file-text")
        self.file.setObjectName("price-file")
        self._file_note = Label("", "small", "text3", wrap=True)
        self.address = LineEdit(mono=True, placeholder="https://")
        self.address.setObjectName("price-address")
        self._address_field = FormField("", self.address)
        self.private = Switch("", show_name=True)
        self.private.setObjectName("price-private")
        self._address_note = Label("", "small", "text3", wrap=True)
        self.fetch = Button("", "plain", icon="download")
        self.fetch.setObjectName("price-fetch")
        self.text = TextArea(rows=4, mono=True)
        self.text.setObjectName("price-text")
        self._text_field = FormField("", self.text)
        self.bare = Combo([], "", stretch=True)
        self.bare.setObjectName("price-bare")
        self._bare_field = FormField("", self.bare)
        self.look = Button("", "plain", icon="search")
        self.look.setObjectName("price-look")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._row(self._which)
        self._row(self.file)
        for part in (self._file_note, self._address_field, self.private, self._address_note):
            self._column.addWidget(part)
        self._row(self.fetch)
        for part in (self._text_field, self._bare_field):
            self._column.addWidget(part)
        self._row(self.look)
        self._connect_parts()
        self._choose(FILE)
        self._retranslate()
        follow_theme(self)

    def _row(self, widget: QWidget) -> None:
        row = QHBoxLayout()
        row.addWidget(widget)
        row.addStretch(1)
        self._column.addLayout(row)

    def _connect_parts(self) -> None:
        self._which.chosen.connect(self._choose)
        self.file.clicked.connect(self.file_wanted)
        self.fetch.clicked.connect(self._give_address)
        self.address.returnPressed.connect(self._give_address)
        self.address.textChanged.connect(self._enable)
        self.text.textChanged.connect(self._enable)
        self.look.clicked.connect(self._give_text)
        self.bare.activated.connect(lambda _: self.bare_chosen.emit(str(self.bare.currentData())))

    def choose(self, which: int) -> None:
        self._which.choose(which)

    def _choose(self, which: int) -> None:
        self._which.set_current(which)
        parts: tuple[tuple[QWidget, ...], ...] = (
            (self.file, self._file_note),
            (self._address_field, self.private, self._address_note, self.fetch),
            (self._text_field, self._bare_field, self.look),
        )
        for number, widgets in enumerate(parts):
            for widget in widgets:
                widget.setVisible(number == which)
        self._enable()

    def _enable(self) -> None:
        self.fetch.setEnabled(bool(self.address.text().strip()))
        self.look.setEnabled(bool(self.text.toPlainText().strip()))

    def _give_address(self) -> None:
        if self.address.text().strip():
            self.address_given.emit(self.address.text().strip(), self.private.isChecked())

    def _give_text(self) -> None:
        self.text_given.emit(self.text.toPlainText())

    def begin(self) -> None:
        """The cursor where it is chosen what to read."""
        self._which.setFocus()

    def set_busy(self, busy: bool) -> None:
        for button in (self.file, self.fetch, self.look):
            button.set_busy(busy)

    def set_error(self, which: str, words: str) -> None:
        """At the field it is about, by its error's code."""
        at_address = which in ("prices_bad_address", "prices_private_address")
        error = words if at_address else ""
        if self._address_field.error != error:
            self._address_field.set_error(error)

    def restyle(self) -> None:
        self._column.setSpacing(px(12))

    def _retranslate(self) -> None:
        self._which.set_texts([self.tr("File"), self.tr("Address"), self.tr("Paste")])
        self._which.setAccessibleName(self.tr("Where the prices come from"))
        self.file.setText(self.tr("Choose a file…"))
        self._file_note.setText(
            self.tr(
                "Homeport's prices.json, LiteLLM's model_prices_and_context_window.json, or the "
                "ratios of one-api or new-api."
            )
        )
        self._address_field.set_label(self.tr("Address of the prices"))
        self.private.setText(self.tr("It is on my own network"))
        self.private.setAccessibleName(self.private.text())
        self._address_note.setText(
            self.tr("It is asked once, when you press the button. Nothing of yours is sent along.")
        )
        self.fetch.setText(self.tr("Fetch"))
        self._text_field.set_label(self.tr("Prices or ratios as JSON"))
        self._bare_field.set_label(self.tr("A map without a name is"))
        self.bare.set_items(
            [
                (self.tr("Model ratios"), "ModelRatio"),
                (self.tr("Completion ratios"), "CompletionRatio"),
                (self.tr("Group ratios"), "GroupRatio"),
                (self.tr("Cache ratios"), "CacheRatio"),
                (self.tr("Cache write ratios"), "CreateCacheRatio"),
                (self.tr("Image ratios"), "ImageRatio"),
                (self.tr("Audio ratios"), "AudioRatio"),
                (self.tr("Audio completion ratios"), "AudioCompletionRatio"),
            ]
        )
        self.look.setText(self.tr("Show what changes"))
        for button in (self.file, self.fetch, self.look, self.private):
            button.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
