"""Specimens: type, icons, colours, cards, rows, banners, status, empty states."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.gallery.board import Ringed, column, hovered, page, row, section
from desktop.theme import RoleName, StatusName, px, theme
from desktop.widgets import paint
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.card import Card, Row
from desktop.widgets.empty_state import EmptyLine, EmptyState
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import IconLabel, Label
from desktop.widgets.mark import Mark
from desktop.widgets.paste_field import PasteField
from desktop.widgets.pill import StatusPill
from desktop.widgets.progress import ProgressLine
from desktop.widgets.spinner import Skeleton, Spinner
from desktop.widgets.switch import Switch
from desktop.widgets.tile import StepNumber, Tile
from desktop.widgets.toast import Toast

ROLES: tuple[RoleName, ...] = (
    "display",
    "hero",
    "number",
    "title",
    "sheet_title",
    "lead",
    "section",
    "strong",
    "body",
    "small",
    "caption",
    "micro",
)
STATES: tuple[tuple[str, StatusName, str], ...] = (
    ("Working 0.8 s", "ok", ""),
    ("Slow, 4.2 s", "warn", ""),
    ("Key rejected", "error", ""),
    ("Resting until 14:02", "info", ""),
    ("Not tested", "neutral", ""),
    ("Off", "neutral", "circle-off"),
    ("Needs unlock", "neutral", "lock"),
    ("9:41 left", "info", "timer"),
)


class Swatches(QWidget):
    """The series and every tile of a theme."""

    def sizeHint(self) -> QSize:
        return QSize(px(420), px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.begin(painter)
            for index, colour in enumerate(theme().colours.series):
                area = QRectF(index * px(48), 0, px(40), px(32))
                paint.box(painter, area, px(6), colour)


def foundations() -> QWidget:
    """Type, icons, series, mark."""
    text = "Homeport 0123456789 \u6bcd\u6e2f \u6d4b\u8bd5 14:02"
    icons = QWidget()
    flow = FlowLayout(icons, gap=14, row_gap=14)
    for name in theme().icons.names():
        label = IconLabel(name, "text2", 20)
        label.setToolTip(name)
        flow.addWidget(label)
    return page(
        "Foundations",
        section("Type", *(row(Label(role, "small", "text3"), Label(text, role)) for role in ROLES)),
        section(
            "Mono", Label("http://localhost:3000/v1  sk-\u2022\u2022\u20223f2c != ->", mono=True)
        ),
        section("Mark", row(Mark(16), Mark(22), Mark(44))),
        section("Series", Swatches()),
        section("Icons", icons),
    )


def _channel(name: str, host: str, state: tuple[str, StatusName, str], *, on: bool = True) -> Row:
    channel = Row(name, framed=True, height=64)
    tile = Tile(name, 36)
    tile.set_faded(not on)
    words = QVBoxLayout()
    words.setSpacing(px(2))
    words.addStretch(1)
    words.addWidget(Label(name, "body", "text" if on else "text2", weight="emphasis"))
    words.addWidget(Label(host, "small", "text3"))
    words.addStretch(1)
    channel.body.addWidget(IconLabel("grip-vertical", "text3", 16))
    channel.body.addWidget(tile)
    channel.body.addLayout(words, 1)
    channel.body.addWidget(StatusPill(state[0], state[1], icon=state[2]))
    channel.body.addWidget(Switch(name, checked=on))
    return channel


def surfaces() -> QWidget:
    """Cards, rows, banners."""
    selected = _channel("DeepSeek", "api.deepseek.com \u00b7 3 keys", STATES[0])
    selected.set_selected(True)
    live = Card("Live", "3 requests in flight", link="Open logs", dense=True, spacing=0)
    for index, model in enumerate(("claude-sonnet-4-5", "deepseek-chat")):
        entry = Row(model)
        words = column(
            Label(model, "body", weight="emphasis"),
            Label("Cursor \u00b7 This computer", "small", "text3"),
            gap=1,
        )
        entry.body.addWidget(Tile(model, 28))
        entry.body.addWidget(words, 1)
        entry.body.addWidget(IconButton("x", "Cancel", compact=True))
        entry.set_last(index == 1)
        live.body.addWidget(entry)
    group = Card(group=True, spacing=4)
    group.body.addWidget(Label("sk-\u2022\u2022\u2022\u2022\u2022\u2022c71e", mono=True))
    group.body.addWidget(Button("Add key", "link", icon="plus"))
    group.body.addStretch(1)
    empty = Card("Connected now", "nobody")
    empty.body.addWidget(EmptyLine("Quiet. Requests will appear here."))
    cards = QWidget()
    line = QHBoxLayout(cards)
    line.setContentsMargins(0, 0, 0, 0)
    for card in (live, empty, group):
        line.addWidget(card, 1)
    return page(
        "Surfaces",
        section(
            "Banner",
            Banner("DeepSeek reached its rate limit. Requests go to OpenRouter.", action="Resume"),
            Banner("The port is taken by node (pid 4312).", "error", action="Choose another"),
            Banner("Homeport 1.2 is ready to install.", "info", action="Restart"),
            Banner(
                "First request received from Claude Code",
                "ok",
                detail="claude-haiku-4-5 through Anthropic, first token 0.4 s, 1.2 s in all",
                action="See it in Logs",
                action_trailing="arrow-right",
                closable=False,
            ),
        ),
        section(
            "Channel rows",
            _channel("Anthropic", "api.anthropic.com", STATES[0]),
            hovered(_channel("OpenRouter", "openrouter.ai", STATES[1])),
            selected,
            _channel("Ollama", "127.0.0.1:11434", STATES[4], on=False),
        ),
        section("Cards", cards),
    )


def status() -> QWidget:
    """Pills, tiles, steps, spinners, toasts."""
    toast = Toast("Channel deleted", action="Undo", stays_ms=10_000)
    plain_toast = Toast("Saved", status="ok", stays_ms=4_000)
    done = StepNumber(2, done=True)
    names = ("Anthropic", "OpenAI", "DeepSeek", "OpenRouter", "Gemini", "Mistral", "Ollama", "Qwen")
    return page(
        "Status",
        section("Pill", row(*(StatusPill(t, s, icon=i) for t, s, i in STATES))),
        section("Plain", row(*(StatusPill(t, s, icon=i, plain=True) for t, s, i in STATES))),
        section("Tile", row(*(Tile(name, 36) for name in names), Tile("\u901a\u4e49", 36))),
        section(
            "Every hue and size",
            row(*(Tile("A", 36, hue=hue) for hue in range(8))),
            row(*(Tile("Claude Code", size, hue=1) for size in (24, 28, 32, 36))),
            row(Tile("Mia", 32, circle=True, hue=3), Tile("Lukas", 32, circle=True, hue=2)),
        ),
        section("Step", row(StepNumber(1), done, StepNumber(3))),
        section("Waiting", row(Spinner(16), Spinner(24, "accent")), Skeleton(3, at_once=True)),
        section("Progress", ProgressLine("Backup", 0.0), ProgressLine("Backup", 0.4)),
        section("Toast", row(toast, plain_toast)),
        section("Focus", row(Ringed(_channel("Anthropic", "api.anthropic.com", STATES[0])))),
    )


def empty() -> QWidget:
    """The welcome page's empty state."""
    state = EmptyState(
        "Connect your first model provider",
        "Paste a key and Homeport works out the rest.\nYour apps then need one address.",
    )
    state.body.addWidget(
        PasteField(
            "Paste an API key, a base URL or a curl command\u2026", chip="Paste from clipboard"
        )
    )
    return state
