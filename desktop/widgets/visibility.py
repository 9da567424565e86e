"""Widgets that are made before they have a place."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def hide_unless(widget: QWidget, shown: bool) -> None:
    """Hides it, or leaves it to show with its parent.

    `setVisible(True)` on what has no parent yet opens a window of its own for a moment, which takes
    the focus with it.
    """
    if not shown:
        widget.hide()
