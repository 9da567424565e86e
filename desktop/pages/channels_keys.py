"""The keys of a channel: what each can do, what is to happen to it, and new ones by paste."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.pages.channels_popovers import TextPopover
from desktop.pages.channels_words import balance_read, balance_words, key_words, masked
from desktop.theme import Tone, px
from desktop.viewmodels.channel_editor import ChannelEditor
from desktop.viewmodels.channel_form import KeyEdit
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.card import Card
from desktop.widgets.inputs import SecretEdit
from desktop.widgets.labels import ElidedLabel, IconLabel, Label, Separator
from desktop.widgets.menu import Menu
from gateway.domain.channel import ChannelKey, KeyState

KEY_NAME_CHARS = 64
_RESTS = (KeyState.REJECTED, KeyState.NO_MONEY)


class KeyInput(SecretEdit):
    """Bullets while it is typed; what is pasted, or ended with Enter, leaves at once."""

    given = Signal(str)
    cancelled = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._length = 0
        self.returnPressed.connect(self._give)
        self.editingFinished.connect(self._give)
        self.textEdited.connect(self._edited)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            # A line edit would turn the lines of several keys into one.
            self._take(QGuiApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_Escape:
            self._take("")
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _edited(self, text: str) -> None:
        """Several characters at once are a paste from a menu, or dropped."""
        grown, self._length = len(text) - self._length, len(text)
        if grown > 3:
            self._give()

    def _give(self) -> None:
        self._take(self.text())

    def _take(self, text: str) -> None:
        self.clear()
        self._length = 0
        if text.strip():
            self.given.emit(text)


class KeyLine(QWidget):
    """One key, 32 high: state, the end of it, what is to be said, menu."""

    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel("key-round", "text3", 16)
        self._hint = Label("", "body", mono=True)
        self._name = ElidedLabel("", "small", "text2")
        self._state = ElidedLabel("", "small", "text3")
        self._state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.button = IconButton("ellipsis", "", compact=True)
        self._line = QHBoxLayout(self)
        self._line.addWidget(self._icon)
        self._line.addWidget(self._hint)
        self._line.addWidget(self._name, 1)
        self._line.addWidget(self._state, 1)
        self._line.addWidget(self.button)
        self.button.clicked.connect(self._open_menu)
        follow_theme(self)

    def restyle(self) -> None:
        # The glyph of the menu, not its box, ends where the text of other rows does.
        self._line.setContentsMargins(0, px(2), -px(6), px(2))
        self._line.setSpacing(px(10))
        self.setMinimumHeight(px(32))

    def _open_menu(self) -> None:
        self.menu_wanted.emit(self.button.mapToGlobal(QPoint(0, self.button.height() + px(4))))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def say(
        self,
        icon: str,
        hint: str,
        state: str,
        tone: Tone,
        *,
        name: str = "",
        faded: bool = False,
    ) -> None:
        self._icon.set_icon(icon, tone)
        self._hint.setText(masked(hint))
        self._hint.set_tone("text3" if faded else "text")
        self._state.setText(state)
        self._state.set_tone(tone)
        self._name.setText(name)
        self._name.setVisible(bool(name))
        self.setAccessibleName(" ".join(part for part in (masked(hint), name, state) if part))


class KeyList(Card):
    """Shows the keys of an editor's channel and passes on what is done to them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(group=True, spacing=0, parent=parent)
        self._editor: ChannelEditor | None = None
        self._replacing = 0
        self._lines: list[KeyLine] = []
        self._add = Button("", "link", icon="plus")
        self._add.setObjectName("key-add")
        self._input = KeyInput("key-input")
        self._input.hide()
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._add)
        self._foot.addStretch(1)
        self._rule = Separator()
        self.body.addWidget(self._rule)
        self.body.addWidget(self._input)
        self.body.addLayout(self._foot)
        self._add.clicked.connect(self.ask_for_keys)
        self._input.given.connect(self._given)
        self._input.cancelled.connect(self._end_input)
        self.setFocusProxy(self._add)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        if self._has_foot():
            self._foot.setContentsMargins(0, px(8), 0, px(6))

    def _has_foot(self) -> bool:
        return hasattr(self, "_foot")

    def bind(self, editor: ChannelEditor) -> None:
        self._editor = editor
        self._end_input()

    # What it shows

    def refresh(self) -> None:
        editor = self._editor
        if editor is None:
            return
        keys, new = editor.channel.keys, editor.new_keys
        while len(self._lines) > len(keys) + len(new):
            line = self._lines.pop()
            self.body.removeWidget(line)
            line.hide()
            line.deleteLater()
        while len(self._lines) < len(keys) + len(new):
            self._new_line()
        for at, key in enumerate(keys):
            self._show_key(self._lines[at], key, editor)
        for line, edit in zip(self._lines[len(keys) :], new, strict=True):
            hint = edit.secret.hint if edit.secret is not None else ""
            line.say("plus", hint, self.tr("New"), "accent")
        for at, line in enumerate(self._lines):
            line.setObjectName(f"key-{at}")
            line.button.setObjectName(f"key-menu-{at}")
            line.button.set_name(self.tr("More for this key"))
        some = bool(self._lines)
        self._rule.setVisible(some)
        self._add.setText(self.tr("Add keys") if some else self.tr("Add a key"))
        self._add.updateGeometry()

    def retranslate(self) -> None:
        self._word_input()
        self.refresh()

    def _new_line(self) -> None:
        line = KeyLine()
        at = len(self._lines)
        self._lines.append(line)
        self.body.insertWidget(at, line)
        line.menu_wanted.connect(lambda where: self._open_menu(self._lines.index(line), where))
        line.show()

    def _show_key(self, line: KeyLine, key: ChannelKey, editor: ChannelEditor) -> None:
        edit = editor.key_edit(key)
        words = key_words(key, editor.now_ms)
        name = key.name if edit.name is None else edit.name
        say = partial(line.say, name=name)
        line.setToolTip("")
        if edit.remove:
            say("trash-2", key.hint, self.tr("Will be removed"), "text3", faded=True)
        elif edit.secret is not None:
            text = self.tr("Becomes {key}").format(key=masked(edit.secret.hint))
            say("refresh-cw", key.hint, text, "accent")
        elif edit.state is KeyState.OFF:
            say("circle-off", key.hint, self.tr("Will be off"), "accent", faded=True)
        elif edit.state is KeyState.READY:
            say("key-round", key.hint, self.tr("Will be on"), "accent")
        else:
            off = key.state is KeyState.OFF
            text = words.text
            if key.balance is not None:
                text = f"{balance_words(key.balance)} · {text}"
            say(words.icon, key.hint, text, words.tone, faded=off)
            line.setToolTip(key.reason or balance_read(key))

    # What is done

    def ask_for_keys(self) -> None:
        """Opens the input for new keys."""
        self._replacing = 0
        self._open_input()

    def ask_to_replace(self, key: ChannelKey) -> None:
        """Opens the input for another secret of a key."""
        self._replacing = key.id
        self._open_input()

    def ask_to_replace_refused(self) -> None:
        """Opens the input for the first key that was refused."""
        keys = self._editor.channel.keys if self._editor is not None else ()
        refused = [key for key in keys if key.state in _RESTS] or list(keys)
        if refused:
            self.ask_to_replace(refused[0])
        else:
            self.ask_for_keys()

    def ask_to_rename(self, key: ChannelKey) -> None:
        """A small field for a key's name, by its line."""
        editor = self._editor
        keys = editor.channel.keys if editor is not None else ()
        at = next((at for at, each in enumerate(keys) if each.id == key.id), -1)
        if editor is None or at < 0:
            return
        edit = editor.key_edit(key)
        panel = TextPopover(
            self.tr("Name of the key"),
            self.window(),
            text=key.name if edit.name is None else edit.name,
            placeholder=self.tr("Work account"),
            button=self.tr("Rename"),
            most=KEY_NAME_CHARS,
        )
        panel.given.connect(lambda text: editor.rename_key(key, text))
        panel.open_by(self._lines[at], panel.field)

    def _open_input(self) -> None:
        self._word_input()
        self._input.show()
        self._add.hide()
        self._input.setFocus()

    def _word_input(self) -> None:
        provider = self._editor.provider if self._editor is not None else None
        words = (provider and provider.key_example) or self.tr("Paste keys, one per line")
        if self._replacing:
            words = self.tr("Paste the new key")
        self._input.setPlaceholderText(words)
        self._input.setAccessibleName(words)

    def _end_input(self) -> None:
        self._replacing = 0
        self._input.clear()
        self._input.hide()
        self._add.show()

    def _given(self, text: str) -> None:
        editor = self._editor
        if editor is None:
            return
        replaced = next((k for k in editor.channel.keys if k.id == self._replacing), None)
        if replaced is not None:
            editor.change_key(replaced, secret=editor.first_key(text))
        else:
            editor.add_keys(text)
        if "keys" not in editor.errors:
            self._end_input()
            self._add.setFocus()

    def _open_menu(self, at: int, where: QPoint) -> None:
        editor = self._editor
        if editor is None:
            return
        menu = Menu(self)
        menu.setObjectName("key-menu")
        keys = editor.channel.keys
        if at < len(keys):
            self._fill_menu(menu, keys[at], editor)
        else:
            edit: KeyEdit = editor.new_keys[at - len(keys)]
            menu.add(self.tr("Remove"), lambda: editor.drop_new_key(edit), icon_name="x")
        menu.popup(where)

    def _fill_menu(self, menu: Menu, key: ChannelKey, editor: ChannelEditor) -> None:
        edit = editor.key_edit(key)
        rename = lambda: self.ask_to_rename(key)  # noqa: E731
        if edit != KeyEdit(key.id, name=edit.name):
            undo = self.tr("Take the change back")
            menu.add(undo, lambda: editor.change_key(key), icon_name="undo-2")
            return
        menu.add(self.tr("Replace"), lambda: self.ask_to_replace(key), icon_name="refresh-cw")
        if key.state is KeyState.OFF:
            on = KeyState.READY
            switch, icon = self.tr("Switch on"), "power"
        else:
            on, switch, icon = KeyState.OFF, self.tr("Switch off"), "circle-off"
        menu.add(switch, lambda: editor.change_key(key, state=on), icon_name=icon)
        menu.add(self.tr("Rename"), rename, icon_name="pencil")
        if key.state in _RESTS or key.rest_until > editor.now_ms:
            resume = lambda: editor.resume(key)  # noqa: E731
            menu.add(self.tr("Resume now"), resume, icon_name="play")
        menu.addSeparator()
        menu.add(
            self.tr("Remove"),
            lambda: editor.change_key(key, remove=True),
            icon_name="trash-2",
            tone="error",
        )
