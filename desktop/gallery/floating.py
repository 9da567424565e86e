"""Specimens of what lies over a page: palette, drop overlay, a sheet that asks; and the frame."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gallery.board import Ringed, hovered, page, pressed, row, section
from desktop.theme import px
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.widgets.card import Card
from desktop.widgets.discard_bar import DiscardBar
from desktop.widgets.drop_overlay import DropOverlay
from desktop.widgets.footer import Footer, Segment
from desktop.widgets.inputs import FormField, LineEdit
from desktop.widgets.nav_rail import NavEntry, NavRail
from desktop.widgets.palette import Palette, PaletteEntry
from desktop.widgets.side_sheet import SideSheet
from desktop.widgets.spinner import Skeleton

ENTRIES = (
    PaletteEntry("channel", "DeepSeek", "Channel", "plug", positions=(0, 1)),
    PaletteEntry("logs", "Logs", "Page", "scroll-text", keys="Ctrl+4"),
    PaletteEntry("theme", "Theme: dark", icon="moon"),
    PaletteEntry("token", "nightly-summaries", "Token", "key-round"),
)


def palette(entries: tuple[PaletteEntry, ...] = ENTRIES, typed: str = "de") -> QWidget:
    """Open over a piece of page."""
    host = QWidget()
    host.setFixedHeight(px(300))
    host.setMinimumWidth(px(480))
    shown = Palette(host)
    shown.set_words("Find anything", "Find a page, a channel, a setting…", "Nothing has this name.")
    shown.field.setText(typed)
    shown.set_entries(entries)
    shown.show()
    return host


def drop() -> QWidget:
    """What covers the window while a file is dragged over it."""
    host = QWidget()
    host.setFixedHeight(px(220))
    host.setMinimumWidth(px(480))
    column = QVBoxLayout(host)
    overlay = DropOverlay(host)
    overlay.set_words("Drop to add channels", "Keys, a .env or JSON file, a curl command.")
    column.addWidget(overlay)
    overlay.show()
    return host


def asking_sheet() -> SideSheet:
    """A sheet with changes, asked to close."""
    sheet = SideSheet("DeepSeek", "Applies to new requests")
    sheet.setFixedHeight(px(360))
    sheet.body.addWidget(FormField("Name", LineEdit("DeepSeek")))
    sheet.body.addWidget(
        FormField("Base URL", LineEdit("api.deepseek", mono=True), note="As the provider gives it.")
    )
    sheet.body.addStretch(1)
    sheet.set_footer(Button("Cancel"), Button("Save", "primary"))
    sheet.set_unsaved(True)
    sheet.request_close()
    return sheet


def narrow_footer() -> Footer:
    """In the least window with long words: what can be spared shows as icons."""
    footer = Footer()
    footer.set_state("Cannot write its database", "error")
    footer.set_address("http://homeport.example.home.arpa:3000/v1")
    footer.set_lan("Shared with the network", on=True)
    footer.set_active("12 active")
    footer.set_cost("$1,284.18 today")
    footer.setFixedWidth(px(420))
    return footer


def small_rail(*, collapsed: bool) -> NavRail:
    """Selected, with a count, with a problem, under the mouse."""
    rail = NavRail(
        [
            NavEntry("overview", "Overview", "gauge"),
            NavEntry("channels", "Channels", "plug"),
            NavEntry("logs", "Logs", "scroll-text"),
        ],
        [NavEntry("settings", "Settings", "settings")],
    )
    rail.setFixedHeight(px(300))
    rail.set_collapsed(collapsed)
    rail.set_current("overview")
    rail.item("channels").set_count("5")
    rail.item("logs").set_problem("The log could not be read")
    hovered(rail.item("settings"))
    return rail


def floating() -> QWidget:
    """Palette, drops, drafts, the parts of the frame in their states."""
    loading = Card("Loading")
    loading.body.addWidget(Skeleton(4, row_height=40, at_once=True))
    return page(
        "Floating",
        section("Palette", palette(), palette((), "xyzzy")),
        section("Drop", drop()),
        section("A draft that is closed", row(asking_sheet()), DiscardBar()),
        section(
            "Footer",
            row(
                Segment("Running", "circle-check"),
                hovered(Segment("3 active", "activity")),
                pressed(Segment("3 active", "activity")),
                Ringed(Segment("3 active", "activity")),
            ),
            row(narrow_footer()),
        ),
        section("Page list", row(small_rail(collapsed=False), small_rail(collapsed=True))),
        section(
            "Banner without close, with a busy action",
            Banner("Everything is off by your wish.", "neutral", closable=False),
            _busy_banner(),
        ),
        section("Skeleton in a card", loading),
    )


def _busy_banner() -> Banner:
    banner = Banner("Your keychain is locked.", "warn", action="Unlock")
    banner.button.set_busy(True, at_once=True)
    return banner
