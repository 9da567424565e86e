"""A recipe's steps: number, sentence, and the code, fields or choice that belong to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import translate
from desktop.theme import px
from desktop.viewmodels.recipe_parts import KEY, Field, Line, Step, code_text
from desktop.widgets.base import follow_theme
from desktop.widgets.code_block import CodeBlock, Run
from desktop.widgets.combo import Combo
from desktop.widgets.copy_field import CopyField, mask_secret
from desktop.widgets.labels import ElidedLabel, Label
from desktop.widgets.tile import StepNumber

BULLETS = 8
Copy = Callable[[str, bool], None]
"""Puts a text on the clipboard; True for one that holds the key."""


class ModelRow(QWidget):
    """The choice of a model, and where its requests go."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self.combo = Combo([], translate("connect", "Model"), stretch=True)
        self.combo.setObjectName("model")
        self.combo.activated.connect(self._chosen)
        self.route = ElidedLabel("", "body", "text2")
        self.route.setObjectName("route")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.combo, 3)
        self._row.addWidget(self.route, 4)
        follow_theme(self)

    def set_models(self, models: Sequence[str], own: bool, model: str) -> None:
        """``own`` offers the client's own choice first."""
        wanted = (tuple(models), own, translate("connect", "Model"))
        if wanted == self._shown:
            self.combo.choose(model)
            return
        self._shown = wanted
        items: list[str | tuple[str, object]] = [(name, name) for name in models]
        if own:
            items.insert(0, (translate("connect", "Its own choice"), ""))
        if not items:
            items = [(translate("connect", "No models yet"), "")]
        self.combo.setAccessibleName(translate("connect", "Model"))
        self.combo.set_items(items)
        self.combo.choose(model)

    def _chosen(self) -> None:
        data = self.combo.currentData()
        self.chosen.emit(data if isinstance(data, str) else "")

    def restyle(self) -> None:
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(12))


class StepRow(QWidget):
    """One step. ``fill`` renews what it shows without making it anew."""

    def __init__(self, number: int, step: Step, copy: Copy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copy = copy
        self._step = step
        self._text = Label(step.text, "body", weight="emphasis", wrap=True)
        self._note = Label("", "small", "text3", wrap=True, selectable=True)
        self._code: CodeBlock | None = None
        self._fields: list[CopyField] = []
        self._labels: list[Label] = []
        self._row = QHBoxLayout(self)
        self._number: StepNumber | None = None
        self._column = QVBoxLayout()
        self._row.addLayout(self._column, 1)
        self._column.addWidget(self._text)
        if step.code:
            self._code = CodeBlock([])
            self._code.setObjectName(f"code-{number}")
            self._code.button.setObjectName(f"code-{number}-copy")
            self._code.copied.connect(self._copy_code)
            self._column.addWidget(self._code)
        if step.fields:
            self._column.addLayout(self._grid(step.fields, number))
        self._column.addWidget(self._note)
        self.set_number(number)
        follow_theme(self)

    def set_number(self, number: int) -> None:
        """Which step it is."""
        if self._number is not None:
            self._number.hide()
            self._number.deleteLater()
        self._number = StepNumber(number)
        self._row.insertWidget(0, self._number, 0, Qt.AlignmentFlag.AlignTop)

    def _grid(self, fields: Sequence[Field], number: int) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        for at, field in enumerate(fields):
            label = Label("", "small", "text2", weight="emphasis")
            copy = CopyField("", field.label, large=False)
            copy.setObjectName(f"field-{number}-{at}")
            copy.button.setObjectName(f"field-{number}-{at}-copy")
            copy.copied.connect(lambda at=at: self._copy_field(at))
            grid.addWidget(label, at, 0)
            grid.addWidget(copy, at, 1)
            self._labels.append(label)
            self._fields.append(copy)
        grid.setColumnStretch(1, 1)
        return grid

    def fill(self, step: Step, prefix: str, tail: str) -> None:
        """Shows the same kind of step with other values."""
        self._step = step
        self._text.setText(step.text)
        self._note.setText(step.note)
        self._note.setVisible(bool(step.note))
        shown = mask_secret(prefix, tail, BULLETS)
        if self._code is not None:
            self._code.set_lines([_runs(line, shown) for line in step.code])
            whole = translate("connect", "Copy with the whole key")
            self._code.button.set_name(whole if KEY in code_text(step.code, KEY) else "")
        for label, copy, field in zip(self._labels, self._fields, step.fields, strict=True):
            label.setText(field.label)
            copy.set_name(translate("connect", "Copy {what}").format(what=field.label))
            copy.set_value(shown if field.value == KEY else field.value)

    def _copy_code(self) -> None:
        text = code_text(self._step.code, KEY)
        self._copy(text, KEY in text)

    def _copy_field(self, at: int) -> None:
        value = self._step.fields[at].value
        self._copy(value, value == KEY)

    def restyle(self) -> None:
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(10))
        self._column.setSpacing(px(8))
        self._text.setMinimumHeight(px(22))


class ModelStep(StepRow):
    """The step in which a model is chosen; one for all recipes, for its list may be long."""

    def __init__(self) -> None:
        super().__init__(0, Step("", chooses_model=True), lambda _text, _secret: None)
        self.models = ModelRow()
        self._column.insertWidget(1, self.models)


def _runs(line: Line, key: str) -> list[Run]:
    return [Run(piece.text.replace(KEY, key), piece.kind) for piece in line]
