"""The design's numbers hold: contrast of text, controls, focus and series in every theme."""

import re

import msgspec
import pytest
from PySide6.QtGui import QColor

from desktop.theme.colour import contrast, mix
from desktop.theme.palette import Theme, stable_hue
from desktop.theme.tokens import (
    RESOURCES,
    THEME_NAMES,
    Colours,
    ThemeName,
    load_tokens,
    parse_tokens,
)
from desktop.widgets.charts.timeline import AttemptTimeline
from tests.desktop.theme.vision import SIGHT, smallest_distance

TEXT = 4.5
SHAPE = 3.0


def named(colours: Colours) -> dict[str, QColor]:
    """Colours by the short names that `contrast_worst` uses."""
    found = {
        "text": colours.text.primary,
        "text2": colours.text.secondary,
        "text3": colours.text.tertiary,
        "accent_text": colours.accent.text,
        "on_accent": colours.accent.on,
        "accent": colours.accent.fill,
        "accent_hover": colours.accent.hover,
        "accent_pressed": colours.accent.pressed,
        "accent_tint": colours.accent.tint,
        "control": colours.border.control,
        "focus": colours.focus,
    }
    for name in msgspec.structs.asdict(colours.surface):
        found[name] = getattr(colours.surface, name)
    for name in msgspec.structs.asdict(colours.status):
        tones = getattr(colours.status, name)
        found[name], found[f"{name}_solid"], found[f"{name}_tint"] = (
            tones.text,
            tones.solid,
            tones.tint,
        )
    found |= {f"series{index + 1}": colour for index, colour in enumerate(colours.series)}
    return found


@pytest.fixture(params=THEME_NAMES)
def colours(request: pytest.FixtureRequest) -> Colours:
    """Each theme's colours."""
    return load_tokens().themes[request.param]


def test_published_contrasts_are_what_the_colours_give(colours: Colours) -> None:
    table = named(colours)
    for key, published in colours.contrast_worst.items():
        ink, ground = published.pair.split("/")
        ratio = contrast(table[ink], table[ground])
        assert ratio == pytest.approx(published.ratio, abs=0.006), f"{key}: {published.pair}"


def test_text_reads_on_every_surface_it_is_put_on(colours: Colours) -> None:
    surfaces = msgspec.structs.asdict(colours.surface).values()
    text = colours.text
    for ground in surfaces:
        for ink in (text.primary, text.secondary, text.tertiary, text.placeholder, text.link):
            assert contrast(ink, ground) >= TEXT


def test_status_text_reads_on_pages_cards_and_its_own_tint(colours: Colours) -> None:
    surface = colours.surface
    grounds = (
        surface.page,
        surface.card,
        surface.overlay,
        surface.quay,
        surface.hover,
        surface.selected,
    )
    for name in msgspec.structs.asdict(colours.status):
        tones = getattr(colours.status, name)
        assert min(contrast(tones.text, ground) for ground in (*grounds, tones.tint)) >= TEXT
        shapes = (surface.page, surface.card, surface.quay, tones.tint)
        assert min(contrast(tones.solid, ground) for ground in shapes) >= SHAPE


def test_accent_carries_its_own_text_in_every_state(colours: Colours) -> None:
    accent = colours.accent
    for fill in (accent.fill, accent.hover, accent.pressed):
        assert contrast(accent.on, fill) >= TEXT
    assert contrast(accent.text, accent.tint) >= TEXT


def test_controls_and_focus_can_be_seen(colours: Colours) -> None:
    surface = colours.surface
    for ground in (surface.page, surface.card, surface.overlay, surface.sunken):
        assert contrast(colours.border.control, ground) >= SHAPE
        assert contrast(colours.accent.fill, ground) >= SHAPE
    for ground in msgspec.structs.asdict(surface).values():
        assert contrast(colours.focus, ground) >= SHAPE


def test_series_stand_out_and_can_be_told_apart(colours: Colours) -> None:
    for colour in colours.series:
        assert contrast(colour, colours.surface.card) >= SHAPE
        assert contrast(colour, colours.surface.page) >= SHAPE
    for sight in SIGHT:
        published = colours.series_min_distance[sight]
        assert smallest_distance(colours.series, sight) == pytest.approx(published, abs=0.05)


@pytest.mark.parametrize("name", THEME_NAMES)
def test_tile_letters_read_on_every_hue(name: ThemeName) -> None:
    theme = Theme(name, load_tokens().themes[name])
    for hue in range(len(theme.series)):
        ground, letter = theme.tile(hue)
        assert contrast(letter, ground) >= 4.7


@pytest.mark.usefixtures("manager")
def test_timeline_blends_are_seen_on_the_card() -> None:
    from desktop.theme import theme

    chart = AttemptTimeline()
    for name in THEME_NAMES:
        theme().set_mode(name)
        card = theme().colours.surface.card
        assert contrast(chart.phase_colour("waiting"), card) >= SHAPE - 0.01
        assert contrast(chart.phase_colour("connect"), card) >= SHAPE - 0.01
    theme().set_mode("dark")
    white = QColor("#FFFFFF")
    assert contrast(white, chart.phase_colour("waiting")) == pytest.approx(5.3, abs=0.05)


def test_mixing_lays_one_colour_over_another() -> None:
    assert mix(QColor("#000000"), QColor("#FFFFFF"), 0.5).name() == "#808080"
    assert mix(QColor("#123456"), QColor("#FFFFFF"), 0.0).name() == "#123456"


def test_hues_are_stable_and_leave_slate_to_other() -> None:
    assert stable_hue("openai") == stable_hue("openai")
    hues = {
        stable_hue(name) for name in ("openai", "anthropic", "gemini", "groq", "mistral", "xai")
    }
    assert hues <= set(range(7))
    assert len(hues) > 2


def test_a_wrong_token_names_its_path() -> None:
    raw = (RESOURCES / "theme" / "tokens.json").read_bytes()
    broken = re.sub(rb'"rail_width": 200', b'"rail_width": "wide"', raw)
    with pytest.raises(msgspec.ValidationError, match=r"layout\.rail_width"):
        parse_tokens(broken)
