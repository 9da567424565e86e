"""What the main window does in stages: themes and languages reach what shows at once and hidden
pages later, and while nothing shows, memory goes back.
"""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QMainWindow

from desktop.slimming import Slimmer
from desktop.theme import theme
from desktop.widgets.frame import QuayFrame


class _Visible(Protocol):
    visibility_changed: SignalInstance


def change_in_stages(window: QMainWindow) -> None:
    """Each page, the rail, the footer, toasts, sheets and dialogs change by themselves.

    ``window`` has a signal ``visibility_changed``.
    """
    frame = window.centralWidget()
    if isinstance(frame, QuayFrame):
        theme().dressing.take_over(window, frame, frame.surface, frame.surface.stack)
        slimmer = Slimmer(window, frame.surface.stack)
        cast("_Visible", window).visibility_changed.connect(slimmer.look)
