"""Welcome: nothing there, a key that is known, one that several could have issued, one refused."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tests.screenshots.data import CHANNELS
from tests.screenshots.studio import Scene, Studio

KNOWN = next(plan.key for plan in CHANNELS if plan.provider == "anthropic")
WRONG = "sk-ant-api03-" + "wrong0" * 12
AMBIGUOUS = "sk-" + "0123456789abcdef" * 2


async def take(studio: Studio) -> None:
    if not studio.wants("welcome"):
        return
    async with studio.scene() as scene:
        scene.window.go("welcome")
        await scene.take("welcome", "empty")
        await _paste(scene, KNOWN, "result-card", "detected")
        await _paste(scene, AMBIGUOUS, "ask-card", "ambiguous")
        await _paste(scene, WRONG, "result-card", "failed")


async def _paste(scene: Scene, text: str, card: str, state: str) -> None:
    from desktop.pages.welcome import WelcomePage

    scene.window.go("welcome", "")
    await scene.quiet()
    page = scene.find(WelcomePage, "page-welcome")
    page._field.set_text("")
    page._take(text)
    await scene.until(lambda: _has(scene, card), f"{card} of {state}")
    await scene.quiet()
    await scene.quiet()
    await scene.take("welcome", state)


def _has(scene: Scene, name: str) -> bool:
    return any(each.isVisible() for each in scene.window.findChildren(QWidget, name))
