"""What holds for every widget: it paints in every theme, has a name, and fits its text."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt, QTranslator
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme import ThemeManager
from desktop.theme.tokens import THEME_NAMES, ThemeName
from tests.desktop.widgets.specimens import ALL, WORDED

Make = Callable[[], QWidget]
EVERY = pytest.mark.parametrize("make", ALL.values(), ids=ALL.keys())


def colours_of(image: QImage) -> set[int]:
    """Colours on a grid of points."""
    across, down = max(1, image.width() // 160), max(1, image.height() // 80)
    return {
        image.pixel(x, y)
        for x in range(0, image.width(), across)
        for y in range(0, image.height(), down)
    }


@pytest.mark.parametrize("name", THEME_NAMES)
@EVERY
def test_it_paints_in_every_theme(
    make: Make, name: ThemeName, manager: ThemeManager, qtbot: QtBot
) -> None:
    manager.set_mode(name)
    widget = make()
    qtbot.addWidget(widget)
    widget.resize(widget.sizeHint().expandedTo(widget.minimumSizeHint()))
    widget.show()
    assert not widget.grab().isNull()


@EVERY
def test_it_repaints_when_the_theme_changes(
    make: Make, manager: ThemeManager, qtbot: QtBot
) -> None:
    widget = make()
    qtbot.addWidget(widget)
    widget.resize(widget.sizeHint().expandedTo(widget.minimumSizeHint()))
    widget.show()
    light = colours_of(widget.grab().toImage())
    manager.set_mode("dark")
    dark = colours_of(widget.grab().toImage())
    # A mark keeps its colours in every theme; its ground is the window's and changes all the same.
    assert light != dark


@EVERY
def test_whatever_takes_focus_has_a_name(make: Make, qtbot: QtBot) -> None:
    widget = make()
    qtbot.addWidget(widget)
    for part in (widget, *widget.findChildren(QWidget)):
        if part.focusPolicy() == Qt.FocusPolicy.NoFocus or isinstance(part, QScrollBar):
            continue
        proxy = part.focusProxy()
        text = getattr(part, "text", None)
        # Qt names a push button by its text.
        words = part.accessibleName() or (text() if callable(text) else "")
        internal = part.objectName().startswith("qt_") or type(part).__module__.startswith(
            "PySide6"
        )
        assert words or proxy is not None or internal, f"{type(part).__name__} has no name"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("make", WORDED.values(), ids=WORDED.keys())
def test_its_size_holds_its_text(
    make: Make, scale: float, manager: ThemeManager, qtbot: QtBot
) -> None:
    manager.set_text_scale(scale)
    widget = make()
    qtbot.addWidget(widget)
    metrics = QFontMetrics(widget.font())
    text = getattr(widget, "text", "")
    words = text() if callable(text) else text
    if not words:
        current = getattr(widget, "currentText", None)
        words = current() if callable(current) else ""
    assert words
    hint = widget.sizeHint()
    if not hasattr(widget, "set_count"):  # a rail's item takes the rail's width
        assert hint.width() >= metrics.horizontalAdvance(words)
    assert hint.height() >= metrics.height()


@pytest.mark.parametrize("make", WORDED.values(), ids=WORDED.keys())
def test_it_grows_when_text_grows_while_it_lives(
    make: Make, manager: ThemeManager, qtbot: QtBot
) -> None:
    widget = make()
    qtbot.addWidget(widget)
    before = widget.sizeHint()
    manager.set_text_scale(1.5)
    assert widget.sizeHint().height() >= before.height() * 1.3


class Shouting(QTranslator):
    """Translates every text of a widget to itself in capitals, as a stand-in for a language."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return text.upper()


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("copy button", "Copy", "COPY"),
        ("copy field", "Copy", "COPY"),
        ("code block", "Copy", "COPY"),
        ("banner", "Close", "CLOSE"),
        ("toast", "Close", "CLOSE"),
        ("side sheet", "Close", "CLOSE"),
        ("secret field", "Show", "SHOW"),
        ("secret edit", "Show", "SHOW"),
        ("search", "Clear", "CLEAR"),
        ("stepper", "Less", "LESS"),
        ("footer", "Copy address", "COPY ADDRESS"),
    ],
)
def test_its_own_words_follow_the_language(
    name: str, before: str, after: str, qapp: QApplication, qtbot: QtBot
) -> None:
    widget = ALL[name]()
    qtbot.addWidget(widget)

    def words() -> set[str]:
        found = set()
        for part in (widget, *widget.findChildren(QWidget)):
            text = getattr(part, "text", None)
            found |= {part.accessibleName(), part.toolTip()}
            if callable(text):
                found.add(text())
        return found

    assert before in words()
    translator = Shouting(qapp)
    qapp.installTranslator(translator)
    try:
        for part in (widget, *widget.findChildren(QWidget)):
            qapp.sendEvent(part, QEvent(QEvent.Type.LanguageChange))
        assert after in words()
    finally:
        qapp.removeTranslator(translator)
