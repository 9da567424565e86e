"""Theme and language reach the main window in stages: what shows at once, hidden pages later."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow

from desktop.theme import theme
from desktop.widgets.frame import QuayFrame


def change_in_stages(window: QMainWindow) -> None:
    """Each page, the rail, the footer, toasts, sheets and dialogs change by themselves."""
    frame = window.centralWidget()
    if isinstance(frame, QuayFrame):
        theme().dressing.take_over(window, frame, frame.surface, frame.surface.stack)
