"""How the program lives beside its window: paused, the tray's menu, its questions and reports."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from desktop.dialogs.close_question import CloseQuestion
from desktop.dialogs.crash_report import CrashReport
from desktop.tray import Tray
from desktop.tray_host import TrayHost
from tests.screenshots.studio import Scene, Studio

TRACE = """Traceback (most recent call last):
  File "desktop/pages/logs.py", line 214, in _on_row_chosen
    self._detail.show(self._model.rows[index.row()])
IndexError: list index out of range"""


async def take(studio: Studio) -> None:
    if not studio.wants("overview-paused", "tray", "close", "crash"):
        return
    async with studio.scene(lived_in=True) as scene:
        await _tray(scene)
        await scene.gateway.pause.pause()
        scene.window.go("overview")
        await scene.quiet()
        await scene.take("overview", "paused")
        await _dialogs(scene)


async def _tray(scene: Scene) -> None:
    host = TrayHost()
    tray = Tray(scene.gateway, scene.bridge, scene.clipboard, host)
    for name, menu in (("menu", tray.menu), ("channels", tray.channels), ("pause", tray.pause)):
        await _open(scene, menu)
        await scene.take("tray", name, menu)
        menu.hide()
    tray.close()
    host.deleteLater()
    await scene.quiet()


async def _open(scene: Scene, menu: QMenu) -> None:
    menu.popup(scene.window.mapToGlobal(QPoint(40, 40)))
    await scene.until(menu.isVisible, "the menu shows")


async def _dialogs(scene: Scene) -> None:
    question = CloseQuestion(scene.window)
    for state, tray in (("question", True), ("question_no_tray", False)):
        question.ask(tray=tray)
        await scene.take("close", state, question)
        question.reject()
    for state, last_run in (("report", False), ("last_run", True)):
        report = CrashReport(TRACE, last_run=last_run, parent=scene.window)
        report.open()
        await scene.take("crash", state, report)
        report.reject()
        report.deleteLater()
