"""The design tokens as typed, frozen structures, read once from `resources/theme/tokens.json`.

Colours are sRGB; sizes are logical pixels at a 13 px system font (`metrics.py` scales them).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct, field
from PySide6.QtGui import QColor

RESOURCES = Path(__file__).resolve().parents[2] / "resources"

ThemeName = Literal["light", "dark", "high_contrast_dark", "high_contrast_light"]
THEME_NAMES: tuple[ThemeName, ...] = (
    "light",
    "dark",
    "high_contrast_dark",
    "high_contrast_light",
)
StatusName = Literal["ok", "warn", "error", "info", "neutral"]
Tone = Literal[
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
]


class Surface(Struct, frozen=True):
    """Backgrounds, from the window's outer L (`quay`) to what floats (`overlay`)."""

    quay: QColor
    page: QColor
    card: QColor
    overlay: QColor
    sunken: QColor
    code: QColor
    hover: QColor
    selected: QColor
    neutral_tint: QColor


class Text(Struct, frozen=True):
    """Three greys to read, one for disabled, one for placeholders, one for links."""

    primary: QColor
    secondary: QColor
    tertiary: QColor
    disabled: QColor
    placeholder: QColor
    link: QColor


class Border(Struct, frozen=True):
    """`line` and `line_strong` decorate; `control` reaches 3:1 and bounds what can be operated."""

    line: QColor
    line_strong: QColor
    control: QColor


class Accent(Struct, frozen=True):
    """The one accent: what can be acted on or is selected."""

    fill: QColor
    hover: QColor
    pressed: QColor
    on: QColor
    text: QColor
    tint: QColor


class StatusTones(Struct, frozen=True):
    """Text, solid (icons, bars) and tint (ground) of one status."""

    text: QColor
    solid: QColor
    tint: QColor


class Statuses(Struct, frozen=True):
    ok: StatusTones
    warn: StatusTones
    error: StatusTones
    info: StatusTones


class Published(Struct, frozen=True):
    """A contrast ratio the designer published, and the pair it was worst for."""

    ratio: float
    pair: str


class Colours(Struct, frozen=True):
    """Every colour of one theme."""

    surface: Surface
    text: Text
    border: Border
    accent: Accent
    focus: QColor
    scrim: QColor
    status: Statuses
    series: tuple[QColor, ...]
    contrast_worst: dict[str, Published]
    series_min_distance: dict[str, float]


class Layout(Struct, frozen=True):
    rail_width: int
    rail_width_collapsed: int
    rail_collapses_below: int
    footer_height: int
    page_margin: int
    page_header_height: int
    header_to_content: int
    header_to_content_dense: int
    card_gap: int
    card_padding_x: int
    card_padding_y: int
    card_padding_x_dense: int
    side_sheet_width: int
    side_sheet_shadow: int
    reading_width: int
    invite_panel_width: int
    window_default: tuple[int, int]
    window_minimum: tuple[int, int]


class Height(Struct, frozen=True):
    button: int
    button_compact: int
    button_large: int
    input: int
    copy_field: int
    paste_field: int
    nav_item: int
    tab: int
    row_channel: int
    row_network: int
    row_live: int
    row_table: int
    row_log: int
    table_header: int
    pill: int
    chip: int
    client_row: int
    tile: tuple[int, ...]


class Radius(Struct, frozen=True):
    bar: int
    check: int
    tile_small: int
    control: int
    banner: int
    row: int
    card: int
    qr: int
    page_corner: int


class Role(Struct, frozen=True):
    """A font role: size as a factor of the system font, CSS weights, tracking in pixels."""

    size: float
    weight: int
    emphasis: int | None = None
    label: int | None = None
    tracking_px: float = 0.0


class CjkType(Struct, frozen=True):
    map_600_to: int
    tracking_px: float
    minimum_px: int


class Typography(Struct, frozen=True):
    cjk_fallback: dict[str, tuple[str, ...]]
    features: dict[str, dict[str, int]]
    roles: dict[str, Role]
    mono_offset_px: int
    minimum_px: int
    cjk: CjkType


class Halo(Struct, frozen=True):
    width: int
    alpha: float


class FocusTokens(Struct, frozen=True):
    width: int
    gap: int
    radius_add: int
    paste_field_halo: Halo


class Motion(Struct, frozen=True):
    """Durations in milliseconds."""

    press: int
    switch: int
    hover: int
    sheet_in: int
    sheet_out: int
    toast_in: int
    toast_stays: int
    undo_stays: int
    copied_stays: int
    spinner_after: int
    skeleton_after: int
    live_tick: int


class Tokens(Struct, frozen=True):
    """The whole of tokens.json that the program uses."""

    themes: dict[ThemeName, Colours]
    layout: Layout
    height: Height
    radius: Radius
    focus_ring: FocusTokens
    motion_ms: Motion
    typography: Typography = field(name="type")


def _decode_colour(kind: type, value: Any) -> Any:
    if kind is QColor and isinstance(value, str):
        return QColor(value)
    raise TypeError(f"{kind} is not a colour")


def parse_tokens(raw: bytes) -> Tokens:
    """Decode tokens; raises `msgspec.ValidationError` naming the path of what is wrong."""
    return msgspec.json.decode(raw, type=Tokens, dec_hook=_decode_colour)


@lru_cache(maxsize=1)
def load_tokens() -> Tokens:
    """The shipped tokens."""
    return parse_tokens((RESOURCES / "theme" / "tokens.json").read_bytes())
