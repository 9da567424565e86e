"""The palette's model: what was used lately first, what is typed found, sources asked anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from desktop.ui_state import UiState
from desktop.viewmodels.actions import Action, Actions
from desktop.viewmodels.palette import RECENT, PaletteModel
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import until


def action(key: str, words: str, detail: str = "") -> Action:
    return Action(key, partial(str, words), lambda: None, detail=partial(str, detail))


@pytest.fixture(autouse=True)
def _window(qapp: QApplication) -> Iterator[None]:
    """What the models belong to, as they do in the window."""
    window = QObject()
    _windows.append(window)
    yield
    _windows.remove(window)
    delete(window)


_windows: list[QObject] = []


def model(folder: Path, *actions: Action) -> tuple[PaletteModel, Actions]:
    registry = Actions()
    registry.add(*actions)
    return PaletteModel(registry, UiState(folder / "window.ini"), _windows[-1]), registry


def found(palette: PaletteModel) -> list[str]:
    return [hit.action.key for hit in palette.hits()]


@in_qt_loop
async def test_typing_finds_by_words_and_then_by_detail(tmp_path: Path, qapp: QApplication) -> None:
    palette, _ = model(
        tmp_path, action("logs", "Logs"), action("mia", "Mia", "Token"), action("tok", "Tokens")
    )
    palette.open()
    palette.search("tok")
    assert found(palette) == ["tok", "mia"]
    assert palette.hits()[0].positions == (0, 1, 2)
    assert palette.hits()[1].positions == ()
    palette.search("mia token")
    assert found(palette) == ["mia"]
    palette.search("nothing of the kind")
    assert found(palette) == []


@in_qt_loop
async def test_what_was_used_lately_stands_first_and_outlives_a_restart(
    tmp_path: Path, qapp: QApplication
) -> None:
    actions = [action(f"a{n}", f"Action {n}") for n in range(12)]
    palette, _ = model(tmp_path, *actions)
    palette.open()
    for key in ("a7", "a3", "a7", *[f"a{n}" for n in range(4, 7)]):
        assert palette.use(key) is not None
    assert palette.use("gone") is None
    again, _ = model(tmp_path, *actions)
    again.open()
    assert found(again)[:5] == ["a6", "a5", "a4", "a7", "a3"]
    for each in actions:
        palette.use(each.key)
    assert len(palette.recent) == RECENT


@in_qt_loop
async def test_sources_are_asked_whenever_it_opens_and_may_fail(
    tmp_path: Path, qapp: QApplication
) -> None:
    palette, registry = model(tmp_path, action("logs", "Logs"))
    channels = ["OpenAI"]

    async def source() -> Iterable[Action]:
        return [action(f"channel:{name}", name) for name in channels]

    async def broken() -> Iterable[Action]:
        raise OSError("no store")

    registry.add_source(source)
    registry.add_source(broken)
    palette.open()
    palette.search("openai")
    await until(lambda: found(palette) == ["channel:OpenAI"], "the first answer")
    channels[:] = ["Anthropic"]
    palette.open()
    palette.search("anth")
    await until(lambda: found(palette) == ["channel:Anthropic"], "the second answer")


@in_qt_loop
async def test_what_cannot_be_done_now_is_not_offered(tmp_path: Path, qapp: QApplication) -> None:
    able = [False]
    test_all = Action("test", lambda: "Test", lambda: None, available=lambda: able[0])
    palette, registry = model(tmp_path, test_all)
    palette.open()
    assert found(palette) == []
    able[0] = True
    assert found(palette) == ["test"]
    registry.remove("test")
    assert found(palette) == []
