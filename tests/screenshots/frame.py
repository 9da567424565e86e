"""The frame itself: palette, shortcuts, a drop, a problem, a draft, the narrow page list."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop.viewmodels.problem_list import Problem, Rank
from desktop.widgets.drop_overlay import DropOverlay
from desktop.widgets.palette import Palette
from tests.screenshots.studio import Scene, Studio


async def take(studio: Studio) -> None:
    if not studio.wants("frame"):
        return
    async with studio.scene(lived_in=True) as scene:
        await _palette(scene)
        await _around(scene)
        await _draft(scene)


async def _palette(scene: Scene) -> None:
    window = scene.window
    window.go("overview")
    await scene.quiet()
    window._palette.open()
    await scene.quiet()
    await scene.take("frame", "palette")
    QTest.keyClicks(scene.find(Palette, "palette").field, "de")
    await scene.quiet()
    await scene.take("frame", "palette_found")
    QTest.keyClicks(scene.find(Palette, "palette").field, "xyzzy")
    await scene.take("frame", "palette_nothing")
    window._palette.close()


async def _around(scene: Scene) -> None:
    window = scene.window
    window.show_shortcuts()
    await scene.take("frame", "shortcuts")
    window.close_sheet()
    overlay = window.findChild(DropOverlay)
    assert overlay is not None
    overlay.set_words(
        window._drop.tr("Drop to add channels"),
        window._drop.tr("Keys, a .env or JSON file, a curl command. You see what it is first."),
    )
    overlay.cover()
    await scene.take("frame", "drop")
    overlay.hide()
    window.go("logs")
    window.problems.set(
        "picture",
        Problem(Rank.STORE, lambda: "Port 3000 is used by node (pid 4312).", action=lambda: "Use"),
    )
    await scene.take("frame", "problem")
    window.problems.clear("picture")
    window.toggle_rail()
    await scene.take("frame", "narrow")
    window.toggle_rail()


async def _draft(scene: Scene) -> None:
    window = scene.window
    window.go("tokens", "new")
    await scene.quiet()
    QTest.keyClicks(scene.find(QLineEdit, "token-name"), "Jonas")
    sheet = window._frame.surface.sheet
    assert sheet is not None
    sheet.request_close()  # type: ignore[attr-defined]
    await scene.take("frame", "discard")
    scene.click("discard-now")
