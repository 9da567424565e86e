"""The sheet of one model: where it is used, what it takes, what it costs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop import format
from desktop.models.model_table import vendor_words
from desktop.pages.channels_tabs import show_text
from desktop.theme import px
from desktop.viewmodels.models import PriceEditor
from desktop.viewmodels.price_form import FIELDS, KINDS, RATIOS, UNITS, Unit
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button
from desktop.widgets.choice import Segmented
from desktop.widgets.copy_field import CopyField
from desktop.widgets.inputs import FormField, LineEdit
from desktop.widgets.labels import Label
from desktop.widgets.side_sheet import SideSheet
from gateway.services.models import ListedModel

FIRST = ("input", "output", "cache_read")
"""Kinds that every price shows; the others wait under a fold."""
RARE = (*KINDS[len(FIRST) :], *UNITS)
FORMS = (Unit.DOLLARS, Unit.RATIO)


class UsedBy(QWidget):
    """Channels that offer the model, each a link; `wanted(int)` tells its id."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._title = Label("", "small", "text2", weight="emphasis")
        self._lines = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._title)
        self._column.addLayout(self._lines)
        follow_theme(self)

    def restyle(self) -> None:
        self._column.setSpacing(px(4))
        self._lines.setSpacing(px(2))

    def fill(self, model: ListedModel) -> None:
        self._title.setText(self.tr("Where it is used"))
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not model.serving:
            self._lines.addWidget(
                Label(self.tr("No channel offers it. This is what the catalogue knows."),
                      "body", "text3", wrap=True)
            )  # fmt: skip
        for each in model.serving:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            link = Button(each.channel_name, "link")
            link.setObjectName(f"model-channel-{each.channel_id}")
            link.clicked.connect(lambda _=False, key=each.channel_id: self.wanted.emit(key))
            row.addWidget(link)
            words = "" if each.enabled else self.tr("off")
            if each.sent != model.id:
                words = self.tr("sends {name}").format(name=each.sent)
            row.addWidget(Label(words, "small", "text3"), 1)
            self._lines.addWidget(line)


class PriceFields(QWidget):
    """Dollars per million tokens, or ratios; `edited(name, text)`."""

    edited = Signal(str, str)
    unit_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._unit = Segmented([" ", " "], "")
        self._unit.setObjectName("price-unit")
        self.fields: dict[str, FormField] = {}
        self._fold = Button("", "link", icon="chevron-right")
        self._fold.setObjectName("price-more")
        self._first, self._more, self._ratios = QWidget(), QWidget(), QWidget()
        self._grids: list[QGridLayout] = []
        for holder, names in (
            (self._first, FIRST),
            (self._more, RARE),
            (self._ratios, RATIOS),
        ):
            grid = QGridLayout(holder)
            grid.setContentsMargins(0, 0, 0, 0)
            self._grids.append(grid)
            for place, name in enumerate(names):
                grid.addWidget(self._field(name), place // 2, place % 2)
                grid.setColumnStretch(place % 2, 1)
        row = QHBoxLayout()
        row.addWidget(self._unit)
        row.addStretch(1)
        fold = QHBoxLayout()
        fold.addWidget(self._fold)
        fold.addStretch(1)
        self._fold_row = QWidget()
        self._fold_row.setLayout(fold)
        fold.setContentsMargins(0, 0, 0, 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(row)
        for widget in (self._first, self._fold_row, self._more, self._ratios):
            self._column.addWidget(widget)
        self._unit.chosen.connect(lambda index: self.unit_chosen.emit(FORMS[index]))
        self._fold.clicked.connect(lambda: self.unfold(self._more.isHidden()))
        self.unfold(False)
        follow_theme(self)

    def _field(self, name: str) -> FormField:
        edit = LineEdit()
        edit.setObjectName(f"price-{name}")
        edit.textEdited.connect(lambda text: self.edited.emit(name, text))
        field = self.fields[name] = FormField("", edit)
        return field

    def restyle(self) -> None:
        self._column.setSpacing(px(14))
        for grid in self._grids:
            grid.setHorizontalSpacing(px(12))
            grid.setVerticalSpacing(px(12))

    def unfold(self, shown: bool) -> None:
        self._folded = not shown
        self._more.setVisible(shown and self._unit.current == 0)
        self._fold.set_icon_name("chevron-down" if shown else "chevron-right")

    def refresh(self, editor: PriceEditor) -> None:
        form = editor.form
        dollars = form.unit is Unit.DOLLARS
        self._unit.set_current(FORMS.index(form.unit))
        self._first.setVisible(dollars)
        self._fold_row.setVisible(dollars)
        self._more.setVisible(dollars and not self._folded)
        self._ratios.setVisible(not dollars)
        for name, field in self.fields.items():
            edit = field.control
            assert isinstance(edit, LineEdit)  # noqa: S101 - narrows for the type checker
            show_text(edit, form.text(name))
            error = editor.errors.get(name, "")
            if field.error != error:
                field.set_error(error)

    def focus_field(self, name: str) -> None:
        if name in RARE:
            self.unfold(True)
        self.fields[name].control.setFocus()

    def retranslate(self) -> None:
        self._unit.set_texts([self.tr("Dollars per million"), self.tr("Ratio")])
        self._unit.setAccessibleName(self.tr("How the price is given"))
        self._fold.setText(self.tr("More kinds"))
        self._fold.updateGeometry()
        as_input, as_output, as_none = self.tr("as input"), self.tr("as output"), self.tr("none")
        for name, label, empty in (
            ("input", self.tr("Input"), "0.00"),
            ("output", self.tr("Output"), "0"),
            ("cache_read", self.tr("Cached input"), as_input),
            ("cache_write", self.tr("Written to the cache"), as_input),
            ("cache_write_1h", self.tr("Written for an hour"), self.tr("as written")),
            ("reasoning", self.tr("Reasoning"), as_output),
            ("audio_in", self.tr("Audio in"), as_input),
            ("audio_out", self.tr("Audio out"), as_output),
            ("image_in", self.tr("Image in"), as_input),
            ("image_out", self.tr("Image out"), as_output),
            ("per_image", self.tr("Each image"), as_none),
            ("per_image_in", self.tr("Each image read"), as_none),
            ("per_char_in", self.tr("Each character spoken"), as_none),
            ("per_second_in", self.tr("Each second heard"), as_none),
            ("per_second_out", self.tr("Each second made"), as_none),
            ("per_query", self.tr("Each search"), as_none),
            ("per_page", self.tr("Each page"), as_none),
            ("per_call", self.tr("Each request"), as_none),
            ("ratio", self.tr("Model ratio"), "1"),
            ("completion", self.tr("Completion ratio"), self.tr("as one-api")),
        ):
            self.fields[name].set_label(label)
            edit = self.fields[name].control
            assert isinstance(edit, LineEdit)  # noqa: S101 - narrows for the type checker
            edit.setPlaceholderText(empty)


class ModelSheet(SideSheet):
    """Bound to a PriceEditor; `done` when it may go."""

    done = Signal()
    channel_wanted = Signal(int)
    copy_wanted = Signal(str)
    route_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setObjectName("model-sheet")
        self._route = Button("", "link", icon="network")
        self._route.setObjectName("model-route")
        self._editor: PriceEditor | None = None
        self._id = CopyField()
        self._id.button.setObjectName("model-copy")
        self._facts = Label("", "small", "text3", wrap=True)
        self._used = UsedBy()
        self._source = Label("", "small", "text2", wrap=True)
        self._fields = PriceFields()
        self._note = Label("", "small", "text3", wrap=True)
        for widget in (
            self._id, self._facts, self._used, self._route, self._source, self._fields, self._note,
        ):  # fmt: skip
            self.body.addWidget(widget)
        self.body.setAlignment(self._route, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self._save, self._cancel = Button("", "primary"), Button("", "plain")
        self._save.setObjectName("price-save")
        self._cancel.setObjectName("price-cancel")
        self._reset = Button("", "danger", icon="rotate-ccw")
        self._reset.setObjectName("price-reset")
        self.set_footer(self._cancel, self._save, danger=self._reset)
        self._connect_parts()

    def _connect_parts(self) -> None:
        self._id.copied.connect(lambda: self.copy_wanted.emit(self.model_id))
        self._used.wanted.connect(self.channel_wanted)
        self._route.clicked.connect(lambda: self.route_wanted.emit(self.model_id))
        self._fields.edited.connect(self._edit)
        self._fields.unit_chosen.connect(self._choose_unit)
        for name in FIELDS:
            edit = self._fields.fields[name].control
            assert isinstance(edit, LineEdit)  # noqa: S101 - narrows for the type checker
            edit.returnPressed.connect(self.save)
        self._save.clicked.connect(self.save)
        self._cancel.clicked.connect(self.done)
        self._reset.clicked.connect(self._do_reset)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self).activated.connect(self.save)

    @property
    def editor(self) -> PriceEditor | None:
        return self._editor

    @property
    def model_id(self) -> str:
        return self._editor.model.id if self._editor is not None else ""

    def bind(self, editor: PriceEditor) -> None:
        self.unbind()
        self._editor = editor
        editor.changed.connect(self._refresh)
        editor.invalid.connect(self._fields.focus_field)
        editor.saved.connect(self.done)
        rare = any(editor.form.text(name) for name in RARE)
        self._used.fill(editor.model)
        self.retranslate()
        self._fields.unfold(rare)

    def unbind(self) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.changed.disconnect(self._refresh)
            editor.invalid.disconnect(self._fields.focus_field)
            editor.saved.disconnect(self.done)

    def begin(self) -> None:
        """The cursor where a price begins."""
        if self._editor is not None:
            self._fields.focus_field(self._editor.form.names[0])

    # What it shows

    def _refresh(self) -> None:
        editor = self._editor
        if editor is None:
            return
        self._fields.refresh(editor)
        self.set_unsaved(editor.dirty)
        self._save.set_busy(editor.busy)
        self._save.setEnabled(editor.dirty)
        self._reset.setVisible(bool(editor.own))

    def retranslate(self) -> None:
        editor = self._editor
        if editor is None:
            return
        model = editor.model
        self.set_title(model.id, vendor_words(model))
        self._id.set_value(model.id)
        self._id.set_name(self.tr("Copy the model's name"))
        facts = self._say_facts(model)
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))
        self._used.fill(model)
        self._route.setText(self.tr("Why this route?"))
        self._route.updateGeometry()
        self._route.setVisible(bool(model.serving))
        self._source.setText(self._say_source(model))
        notes = self._say_notes(model)
        self._note.setText(notes)
        self._note.setVisible(bool(notes))
        self._fields.retranslate()
        self._save.setText(self.tr("Save price"))
        self._save.updateGeometry()
        self._cancel.setText(self.tr("Cancel"))
        known = self.tr("Reset"), self.tr("Remove")
        self._reset.setText(known[0] if model.vendor else known[1])
        self._reset.setToolTip(
            self.tr("Back to the catalogue's price") if model.vendor else self.tr("Without a price")
        )
        for button in (self._cancel, self._reset):
            button.updateGeometry()
        self._refresh()

    def _say_facts(self, model: ListedModel) -> str:
        facts = []
        if model.context:
            facts.append(self.tr("Context {n}").format(n=format.count(model.context)))
        if model.max_output:
            facts.append(self.tr("output up to {n}").format(n=format.count(model.max_output)))
        if model.deprecated:
            facts.append(self.tr("ends {day}").format(day=model.deprecated))
        return " · ".join(facts)

    def _say_source(self, model: ListedModel) -> str:
        if model.unpriced:
            return self.tr(
                "Nobody knows its price. Requests cost $0, and tokens with a balance cannot use it."
            )
        words = {
            "override": self.tr("You set this price."),
            "ratio": self.tr("You set this price as a ratio."),
            "free": self.tr("It runs on your own machines and is free."),
            "catalogue": self.tr("This price is from the catalogue."),
        }
        text = self.tr("The catalogue knows no price per token for it.")
        if model.price is not None:
            text = words[model.price.source]
        if model.prices_differ:
            text += " " + self.tr("Other channels take something else; yours would count for all.")
        return text

    def _say_notes(self, model: ListedModel) -> str:
        notes = []
        if model.priced_as != model.id:
            words = self.tr("It is sent as {name}: the price is that model's.")
            notes.append(words.format(name=model.priced_as))
        price = model.price
        if price is not None and price.thresholds:
            words = self.tr(
                "The catalogue takes more for prompts above {n} tokens; a price of yours is the "
                "same for all."
            )
            notes.append(words.format(n=format.count(price.thresholds[0])))
        return "\n".join(notes)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # What is done

    def _edit(self, name: str, text: str) -> None:
        if self._editor is not None:
            self._editor.set_text(name, text)

    def _choose_unit(self, unit: Unit) -> None:
        if self._editor is not None:
            self._editor.set_unit(unit)

    def _do_reset(self) -> None:
        if self._editor is not None:
            self._editor.reset()

    def save(self) -> None:
        if self._editor is not None and self._editor.dirty:
            self._editor.save()
