"""Every page and sheet drawn, light and dark, in every language.

Which pages there are, the window says. What else one can show, it says itself: a page's ``SHOWS``
are arguments for its ``open`` (ids are 1: there is one channel, one token, one request), and its
``SHOWS_IN`` is the kind of widget that opens then, where that is no side sheet. Tabs are found and
gone through.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from desktop.bootstrap import Stage
from desktop.i18n import LANGUAGES
from desktop.selftest.report import CheckFailed
from desktop.theme import Mode, theme
from desktop.widgets.choice import Tabs
from desktop.widgets.side_sheet import SideSheet

SIZE = QSize(1180, 760)
THEMES: tuple[Mode, ...] = ("light", "dark")
_SPOKEN = tuple(LANGUAGES)
_SETTLE_S = 0.04
"""Twice what the window's own reads take; a picture is complete without them as well."""
_PATIENCE_S = 10.0
_SAMPLES = 32
_FEWEST_COLOURS = 4


async def render_current(stage: Stage) -> int:
    """The page that shows now, in every look; how many pictures that made."""
    count = 0
    for mode in THEMES:
        for language in _SPOKEN:
            _look(stage, mode, language)
            await _settle()
            _picture(stage, f"first page, {mode}, {language}", mode)
            count += 1
    return count


async def render_all(stage: Stage) -> dict[str, Any]:
    """Everything in every look; the facts for the report. Raises CheckFailed."""
    theme().set_reduced_motion(True)
    stage.window.resize(SIZE)
    pictures: dict[tuple[Mode, str], dict[str, bytes]] = {}
    for mode in THEMES:
        for language in _SPOKEN:
            _look(stage, mode, language)
            taken = pictures[mode, language] = {}
            async for state in _states(stage):
                await _settle()
                taken[state] = _picture(stage, f"{state}, {mode}, {language}", mode)
    _compare_languages(pictures)
    states = sorted(pictures[THEMES[0], _SPOKEN[0]])
    return {
        "pages": sorted(stage.window.pages),
        "states": states,
        "pictures": sum(map(len, pictures.values())),
    }


async def _states(stage: Stage) -> AsyncIterator[str]:
    """Brings the window into one state after another and names each."""
    window = stage.window
    for key, page in window.pages.items():
        for argument in (None, *getattr(page, "SHOWS", ())):
            await _close_sheets(stage)
            await _show(stage, key, argument)
            name = key if argument is None else f"{key} {argument}"
            yield name
            async for state in _through_tabs(stage, name):
                yield state
    await _close_sheets(stage)


async def _close_sheets(stage: Stage) -> None:
    """As its own button does: a page comes back with the sheet that it was left with."""
    for sheet in _visible(stage.window, SideSheet):
        sheet.close_requested.emit()
    await _settle()


async def _show(stage: Stage, key: str, argument: object) -> None:
    """Goes there until it is there: what the window knows of the channels comes with the loop."""
    page = stage.window.pages[key]
    kind = getattr(page, "SHOWS_IN", SideSheet)
    try:
        async with asyncio.timeout(_PATIENCE_S):
            while True:
                stage.window.go(key, argument)
                await _settle()
                if page.isVisible() and (argument is None or _visible(stage.window, kind)):
                    return
    except TimeoutError:
        raise CheckFailed(f"{key} {argument or ''}: it does not open") from None


async def _through_tabs(stage: Stage, name: str) -> AsyncIterator[str]:
    """The other tabs of the sheet that is open, else of the page."""
    sheets = _visible(stage.window, SideSheet)
    for tabs in _visible(sheets[-1] if sheets else stage.window, Tabs):
        first = tabs.current
        for index in range(tabs.count()):
            if index != first:
                tabs.choose(index)
                await _settle()
                yield f"{name}, tab {index + 1}"
        tabs.choose(first)


def _visible(parent: QWidget, kind: type[Any]) -> list[Any]:
    return [each for each in parent.findChildren(kind) if each.isVisible()]


def _look(stage: Stage, mode: Mode, language: str) -> None:
    theme().set_mode(mode)
    stage.translators.use(language)
    theme().set_language(language)


async def _settle() -> None:
    await asyncio.sleep(_SETTLE_S)


def _picture(stage: Stage, name: str, mode: Mode) -> bytes:
    """A hash of what the window paints; raises CheckFailed if that is no page in this theme."""
    image = stage.window.grab().toImage()
    small = image.scaled(_SAMPLES, _SAMPLES)
    colours = [small.pixelColor(x, y) for x in range(_SAMPLES) for y in range(_SAMPLES)]
    if len({colour.rgb() for colour in colours}) < _FEWEST_COLOURS:
        raise CheckFailed(f"{name}: an empty picture")
    lightness = sum(colour.lightnessF() for colour in colours) / len(colours)
    if (lightness > 0.5) != (mode == "light"):
        raise CheckFailed(f"{name}: its lightness is {lightness:.2f}")
    return hashlib.sha256(bytes(image.constBits())).digest()


def _compare_languages(pictures: dict[tuple[Mode, str], dict[str, bytes]]) -> None:
    """A translation that was not found leaves every picture as it was."""
    for mode in THEMES:
        first, *others = (pictures[mode, language] for language in _SPOKEN)
        for other in others:
            if missing := sorted(first.keys() ^ other.keys()):
                raise CheckFailed(f"not shown in every language: {', '.join(missing)}")
            if same := sorted(state for state in first if first[state] == other[state]):
                raise CheckFailed(f"two languages look the same: {', '.join(same)}")
