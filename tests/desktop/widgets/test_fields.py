"""Fields to type, paste and copy."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme import ThemeManager, px, theme
from desktop.widgets.code_block import CodeBlock, Run, shell_export
from desktop.widgets.copy_field import CopyField, SecretField, mask_secret
from desktop.widgets.copying import CopyButton
from desktop.widgets.inputs import FormField, LineEdit, SearchField, SecretEdit, TextArea
from desktop.widgets.paste_field import PasteField

Key = Qt.Key


class TestCopy:
    def test_space_asks_the_page_to_copy_and_touches_no_clipboard(self, qtbot: QtBot) -> None:
        QGuiApplication.clipboard().setText("before")
        field = CopyField("http://localhost:3000/v1", "Copy address")
        qtbot.addWidget(field)
        with qtbot.waitSignal(field.copied):
            qtbot.keyClick(field.button, Key.Key_Space)
        assert QGuiApplication.clipboard().text() == "before"

    def test_the_word_becomes_copied_in_the_same_width_and_comes_back(self, qtbot: QtBot) -> None:
        button = CopyButton(name="Copy address")
        qtbot.addWidget(button)
        width = button.sizeHint().width()
        button.click()
        assert button.text() == "Copied"
        assert button.copied
        assert button.sizeHint().width() == width
        qtbot.waitUntil(lambda: button.text() == "Copy")
        assert button.accessibleName() == "Copy address"

    def test_a_copy_field_is_44_high(self, qtbot: QtBot) -> None:
        field = CopyField("x", "Copy")
        qtbot.addWidget(field)
        assert field.height() == theme().metrics.height.copy_field


class TestSecret:
    def test_a_masked_secret_tells_neither_length_nor_middle(self) -> None:
        assert mask_secret("sk-", "3f2c") == "sk-••••••••••••3f2c"

    def test_the_eye_shows_what_reveal_returns_and_hides_it_again(self, qtbot: QtBot) -> None:
        field = SecretField("sk-", "3f2c", "Copy key", reveal=lambda: "sk-whole-3f2c")
        qtbot.addWidget(field)
        assert "whole" not in field.value
        eye = field.findChildren(type(field._eye))[0]
        qtbot.keyClick(eye, Key.Key_Space)
        assert field.value == "sk-whole-3f2c"
        assert field.shown
        assert eye.accessibleName() == "Hide"
        field.hide_secret()
        assert field.value == mask_secret("sk-", "3f2c")
        assert eye.accessibleName() == "Show"

    def test_without_a_way_to_reveal_there_is_no_eye(self, qtbot: QtBot) -> None:
        field = SecretField("sk-", "3f2c", "Copy key")
        qtbot.addWidget(field)
        assert field._eye.isHidden()

    def test_a_locked_vault_reveals_nothing(self, qtbot: QtBot) -> None:
        field = SecretField("sk-", "3f2c", "Copy key", reveal=str)
        qtbot.addWidget(field)
        field._eye.click()
        assert not field.shown

    def test_a_typed_key_is_bullets_until_the_eye_is_pressed(self, qtbot: QtBot) -> None:
        edit = SecretEdit("sk-abc", name="Key")
        qtbot.addWidget(edit)
        assert edit.echoMode() == QLineEdit.EchoMode.Password
        edit._eye.click()
        assert edit.echoMode() == QLineEdit.EchoMode.Normal

    def test_what_is_no_secret_can_be_read_and_has_no_eye(self, qtbot: QtBot) -> None:
        edit = SecretEdit("Homeport", name="Value")
        qtbot.addWidget(edit)
        edit.set_concealed(False)
        assert edit.echoMode() == QLineEdit.EchoMode.Normal
        assert edit._eye.isHidden()
        edit.set_concealed(True)
        assert edit.echoMode() == QLineEdit.EchoMode.Password


class TestForm:
    def test_a_label_names_its_control(self, qtbot: QtBot) -> None:
        edit = LineEdit()
        field = FormField("Base URL", edit)
        qtbot.addWidget(field)
        assert edit.accessibleName() == "Base URL"
        field.set_label("接口地址")
        assert edit.accessibleName() == "接口地址"

    def test_an_error_is_a_sentence_a_border_and_a_description(self, qtbot: QtBot) -> None:
        edit = LineEdit()
        field = FormField("Base URL", edit, hint="optional")
        qtbot.addWidget(field)
        height = field.sizeHint().height()
        field.set_error("An address begins with http://.")
        assert field.error == edit.accessibleDescription() == "An address begins with http://."
        assert edit.property("invalid")
        assert field.sizeHint().height() > height
        field.set_error("")
        assert not edit.property("invalid")
        assert field.sizeHint().height() == height

    def test_inputs_are_32_high_and_grow_with_text(
        self, manager: ThemeManager, qtbot: QtBot
    ) -> None:
        edit = LineEdit("x", name="Name")
        qtbot.addWidget(edit)
        assert edit.sizeHint().height() == 32
        manager.set_text_scale(1.5)
        assert edit.sizeHint().height() == 48

    def test_tab_leaves_a_text_area(self, qtbot: QtBot) -> None:
        form = QWidget()
        column = QVBoxLayout(form)
        area, after = TextArea("x", name="Notes", rows=3), LineEdit(name="Name")
        column.addWidget(area)
        column.addWidget(after)
        qtbot.addWidget(form)
        area.setFocus()
        qtbot.keyClick(area, Key.Key_Tab)
        assert area.toPlainText() == "x"
        assert form.focusWidget() is after


def test_escape_empties_a_search_before_the_page_has_it(qtbot: QtBot) -> None:
    search = SearchField("Filter by model")
    qtbot.addWidget(search)
    qtbot.keyClicks(search, "sonnet")
    assert not search._clear.isHidden()
    qtbot.keyClick(search, Key.Key_Escape)
    assert search.text() == ""
    assert search._clear.isHidden()


class TestPaste:
    def make(self, qtbot: QtBot) -> PasteField:
        field = PasteField("Paste an API key", chip="Paste from clipboard")
        qtbot.addWidget(field)
        return field

    def test_enter_submits_what_was_typed(self, qtbot: QtBot) -> None:
        field = self.make(qtbot)
        line = field.focusProxy()
        assert line is not None
        with qtbot.assertNotEmitted(field.submitted):
            qtbot.keyClick(line, Key.Key_Return)
        with qtbot.waitSignal(field.changed):
            qtbot.keyClicks(line, "sk-1")
        with qtbot.waitSignal(field.submitted) as told:
            qtbot.keyClick(line, Key.Key_Return)
        assert told.args == ["sk-1"]

    def test_several_lines_arrive_whole(self, qtbot: QtBot) -> None:
        field = self.make(qtbot)
        line = field.focusProxy()
        assert line is not None
        QGuiApplication.clipboard().setText("curl https://x \\\n  -H 'Authorization: Bearer sk-1'")
        with qtbot.waitSignal(field.pasted) as told:
            qtbot.keyClick(line, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert "\n" in told.args[0]
        assert field.text == ""

    def test_one_line_is_pasted_as_text(self, qtbot: QtBot) -> None:
        field = self.make(qtbot)
        line = field.focusProxy()
        assert line is not None
        QGuiApplication.clipboard().setText("sk-ant-1")
        qtbot.keyClick(line, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert field.text == "sk-ant-1"

    def test_it_keeps_room_for_its_halo(self, qtbot: QtBot) -> None:
        field = self.make(qtbot)
        assert field.height() == theme().metrics.height.paste_field + 2 * px(4)


class TestCode:
    def test_its_text_is_read_out(self, qtbot: QtBot) -> None:
        block = CodeBlock([shell_export("KEY", "sk-•••"), [Run("claude")]], "Copy commands")
        qtbot.addWidget(block)
        assert block.text() == "export KEY=sk-•••\nclaude"
        assert block.accessibleName() == block.text()

    def test_copy_is_the_pages_business(self, qtbot: QtBot) -> None:
        block = CodeBlock([[Run("claude")]], "Copy command")
        qtbot.addWidget(block)
        with qtbot.waitSignal(block.copied):
            qtbot.keyClick(block.button, Key.Key_Space)

    @pytest.mark.parametrize("lines", [1, 2, 5])
    def test_every_line_has_room(self, lines: int, qtbot: QtBot) -> None:
        block = CodeBlock([[Run("x")]] * lines, "Copy")
        qtbot.addWidget(block)
        assert block.sizeHint().height() >= lines * px(22)

    def test_powershell_sets_variables_its_own_way(self) -> None:
        runs = shell_export("KEY", "v", windows=True)
        assert "".join(run.text for run in runs) == '$env:KEY = "v"'
