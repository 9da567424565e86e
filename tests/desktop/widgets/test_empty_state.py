"""Empty states keep the height that their words want."""

from pytestqt.qtbot import QtBot

from desktop.widgets.empty_state import EmptyState
from desktop.widgets.labels import Paragraph


def test_words_that_come_later_get_their_height(qtbot: QtBot) -> None:
    state = EmptyState("Nothing yet", "Add one.", button="Add")
    qtbot.addWidget(state)
    state.resize(420, 200)
    state.show()
    qtbot.waitExposed(state)
    state.set_texts("Nothing yet", "Add one, and it shows here with everything it did. " * 6, "Add")
    paragraph = state.findChild(Paragraph)
    assert isinstance(paragraph, Paragraph)
    wanted = paragraph.heightForWidth(paragraph.width())
    qtbot.waitUntil(lambda: paragraph.height() >= wanted)
    assert state.minimumHeight() > wanted
