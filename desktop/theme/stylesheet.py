"""The one style sheet, generated from tokens, for the few things a palette cannot do.

No font sizes and no selectors by object name: fonts come from `fonts.py`, states from dynamic
properties (`tone` on labels, `invalid` and `mono` on inputs).
"""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QColor

from desktop.theme.metrics import Metrics
from desktop.theme.palette import Theme
from desktop.theme.tokens import Tone

LABEL_TONES: Final[tuple[Tone, ...]] = (
    "text",
    "text2",
    "text3",
    "disabled",
    "link",
    "accent",
    "on_accent",
    "ok",
    "warn",
    "error",
    "info",
    "neutral",
)
_INPUTS: Final = "QLineEdit, QPlainTextEdit, QTextEdit"


def css(colour: QColor) -> str:
    """A colour as a style sheet writes it."""
    if colour.alpha() == 255:
        return colour.name()
    return f"rgba({colour.red()}, {colour.green()}, {colour.blue()}, {colour.alphaF():.3f})"


def build_stylesheet(theme: Theme, metrics: Metrics) -> str:
    """The application's style sheet."""
    parts = [
        *_labels(theme),
        *_inputs(theme, metrics),
        *_buttons(theme, metrics),
        *_scroll_bars(theme, metrics),
        *_tables(theme),
        *_popups(theme, metrics),
    ]
    return "\n".join(parts)


def _labels(theme: Theme) -> list[str]:
    return [f'QLabel[tone="{tone}"] {{ color: {css(theme.tone(tone))}; }}' for tone in LABEL_TONES]


def _inputs(theme: Theme, metrics: Metrics) -> list[str]:
    radius = metrics.radius.control
    # QLineEdit adds 2 px of its own inside the padding: 10 here equals 12 elsewhere. A wider border
    # takes its pixel from the padding so that the text does not move.
    pad = metrics.px(10)
    top = metrics.px(6)
    thin, wide = metrics.hairline, metrics.hairline + 1
    error = css(theme.status("error").solid)

    def box(selector: str, border: str, width: int, *, bottom: str = "") -> list[str]:
        give = width - thin
        head = f"border: {width}px solid {border}; "
        return [
            f"QLineEdit{selector} {{ {head}padding: 0 {pad - give}px; {bottom} }}",
            f"QPlainTextEdit{selector}, QTextEdit{selector} "
            f"{{ {head}padding: {top - give}px {pad - 2 - give}px; {bottom} }}",
        ]

    base = (
        f"border-radius: {radius}px; background: {css(theme.surface.card)}; "
        f"color: {css(theme.text.primary)}; "
        # Setting a colour makes the placeholder paler than its token unless it is set as well.
        f"placeholder-text-color: {css(theme.text.placeholder)}; "
        f"selection-background-color: {css(theme.accent.fill)}; "
        f"selection-color: {css(theme.accent.on)};"
    )
    off = f"color: {css(theme.text.disabled)}; background: {css(theme.surface.sunken)};"
    return [
        *box("", css(theme.border.control), thin, bottom=base),
        *box(":focus", css(theme.focus), wide),
        *box('[invalid="true"]', error, wide),
        *box(":disabled", css(theme.border.line_strong), thin, bottom=off),
        # A field inside another painted field (search, paste, tags) has no box of its own.
        'QLineEdit[bare="true"], QPlainTextEdit[bare="true"] '
        "{ border: none; padding: 0; background: transparent; }",
    ]


def _buttons(theme: Theme, metrics: Metrics) -> list[str]:
    """Buttons of Qt's own dialogs; ours paint themselves."""
    fill = theme.surface.hover if theme.dark else theme.surface.card
    return [
        "QDialogButtonBox QPushButton { "
        f"border: {metrics.hairline}px solid {css(theme.border.line_strong)}; "
        f"border-radius: {metrics.radius.control}px; background: {css(fill)}; "
        f"padding: 0 {metrics.px(14)}px; min-height: {metrics.height.button - 2}px; "
        f"min-width: {metrics.px(56)}px; }}",
        f"QDialogButtonBox QPushButton:hover {{ background: {css(theme.surface.neutral_tint)}; }}",
        "QDialogButtonBox QPushButton:default { "
        f"background: {css(theme.accent.fill)}; color: {css(theme.accent.on)}; border: none; }}",
        f"QDialogButtonBox QPushButton:focus {{ border: 2px solid {css(theme.focus)}; }}",
    ]


def _scroll_bars(theme: Theme, metrics: Metrics) -> list[str]:
    width = metrics.px(10)
    inset = metrics.px(2)
    least = metrics.px(32)
    handle = theme.border.control if theme.high_contrast else theme.border.line_strong
    round_ = (width - 2 * inset) // 2
    return [
        "QScrollArea { background: transparent; border: none; }",
        "QScrollBar { background: transparent; border: none; margin: 0; }",
        f"QScrollBar:vertical {{ width: {width}px; }}",
        f"QScrollBar:horizontal {{ height: {width}px; }}",
        f"QScrollBar::handle {{ background: {css(handle)}; "
        f"border-radius: {round_}px; margin: {inset}px; }}",
        f"QScrollBar::handle:hover {{ background: {css(theme.border.control)}; }}",
        f"QScrollBar::handle:vertical {{ min-height: {least}px; }}",
        f"QScrollBar::handle:horizontal {{ min-width: {least}px; }}",
        "QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }",
        "QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }",
    ]


def _tables(theme: Theme) -> list[str]:
    return [
        "QTableView, QTreeView, QListView "
        "{ background: transparent; border: none; outline: none; }",
        "QHeaderView { background: transparent; border: none; }",
        "QTableCornerButton::section { background: transparent; border: none; }",
    ]


def _popups(theme: Theme, metrics: Metrics) -> list[str]:
    surface, text = theme.surface, theme.text
    lit = surface.selected if theme.high_contrast else surface.hover
    edge = f"background: {css(surface.overlay)}; border: 1px solid {css(theme.border.line_strong)};"
    gap, pad = metrics.px(4), metrics.px(8)
    item = f"padding: {metrics.px(6)}px {pad}px; border-radius: {metrics.radius.tile_small}px;"
    return [
        f"QMenu {{ {edge} padding: {gap}px; }}",
        f"QMenu::item {{ {item} padding-right: {metrics.px(20)}px; background: transparent; "
        f"color: {css(text.primary)}; }}",
        f"QMenu::item:selected {{ background: {css(lit)}; }}",
        f"QMenu::item:disabled {{ color: {css(text.disabled)}; background: transparent; }}",
        f"QMenu::icon {{ padding-left: {pad}px; padding-right: {gap}px; }}",
        # The check is an icon of ours (`menu.py`); the style's own is a bitmap.
        "QMenu::indicator { width: 0; height: 0; }",
        f"QMenu::separator {{ height: 1px; background: {css(theme.border.line)}; "
        f"margin: {gap}px {pad}px; }}",
        # Popups of combo boxes are list views as well, and those do need a ground.
        f"QComboBox QAbstractItemView {{ {edge} padding: {gap}px; }}",
        f"QComboBox QAbstractItemView::item {{ {item} color: {css(text.primary)}; }}",
        "QComboBox QAbstractItemView::item:selected "
        f"{{ background: {css(surface.selected)}; color: {css(text.primary)}; }}",
        f"QToolTip {{ background: {css(theme.surface.overlay)}; color: {css(theme.text.primary)}; "
        f"border: 1px solid {css(theme.border.line_strong)}; padding: {metrics.px(4)}px "
        f"{metrics.px(6)}px; }}",
    ]
