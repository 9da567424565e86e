"""The gallery's own window: the rail chooses a page, the header chooses theme and text size."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.gallery import controls, data, floating, surfaces
from desktop.theme import MODES, theme
from desktop.widgets.buttons import Button
from desktop.widgets.combo import Combo
from desktop.widgets.footer import Footer
from desktop.widgets.frame import QuayFrame
from desktop.widgets.inputs import FormField, LineEdit
from desktop.widgets.nav_rail import NavEntry, NavRail
from desktop.widgets.scroll_page import ScrollPage
from desktop.widgets.side_sheet import SideSheet
from desktop.widgets.tile import Tile

PAGES: Final[dict[str, tuple[str, str, Callable[[], QWidget]]]] = {
    "foundations": ("Foundations", "square", surfaces.foundations),
    "buttons": ("Buttons", "zap", controls.buttons),
    "choices": ("Choices", "sliders-horizontal", controls.choices),
    "inputs": ("Inputs", "keyboard", controls.inputs),
    "status": ("Status", "activity", surfaces.status),
    "surfaces": ("Surfaces", "package", surfaces.surfaces),
    "tables": ("Tables", "table-2", data.tables),
    "charts": ("Charts", "chart-column", data.charts),
    "floating": ("Floating", "monitor", floating.floating),
    "empty": ("Empty", "plug", surfaces.empty),
}


def make_frame() -> QuayFrame:
    """A window like the program's, with a page per group of specimens."""
    rail = NavRail(
        [NavEntry(key, label, icon) for key, (label, icon, _make) in PAGES.items()],
        [NavEntry("settings", "Settings", "settings")],
    )
    rail.item("tables").set_count("3")
    rail.item("charts").set_problem("A channel fails")
    footer = Footer()
    footer.set_state("Running", "ok")
    footer.set_address("http://localhost:3000/v1")
    footer.set_lan("LAN off", on=False)
    footer.set_active("3 active")
    footer.set_cost("$4.18 today")
    frame = QuayFrame(rail, footer)
    for key, (_label, _icon, make) in PAGES.items():
        frame.add_page(key, make())
    frame.add_page("settings", _settings(frame))
    rail.chosen.connect(frame.show_page)
    frame.show_page("foundations")
    return frame


def _settings(frame: QuayFrame) -> QWidget:
    page = ScrollPage("Settings", "of the gallery")
    page.header.set_crumbs(["Gallery"])
    page.header.crumb_clicked.connect(lambda _index: frame.show_page("foundations"))
    modes = Combo([(mode.replace("_", " "), mode) for mode in MODES], "Theme")
    modes.choose(theme().mode)
    modes.activated.connect(lambda index: theme().set_mode(MODES[index]))
    scales = Combo([("100 %", 1.0), ("125 %", 1.25), ("150 %", 1.5), ("200 %", 2.0)], "Text size")
    scales.activated.connect(lambda _index: theme().set_text_scale(float(scales.currentData())))
    languages = Combo(
        [("English", "en"), ("\u4e2d\u6587", "zh_CN"), ("\u65e5\u672c\u8a9e", "ja")],
        "Language of fonts",
    )
    languages.activated.connect(lambda _index: theme().set_language(languages.currentData()))
    sheet = make_sheet()
    sheet.close_requested.connect(frame.close_sheet)
    opener = Button("Open a sheet")
    opener.clicked.connect(lambda: frame.open_sheet(sheet))
    toaster = Button("Show a toast")
    toaster.clicked.connect(lambda: frame.toasts.undo("Channel deleted"))
    for widget in (modes, scales, languages, opener, toaster):
        page.body.addWidget(widget)
    page.body.addStretch(1)
    return page


def make_sheet() -> SideSheet:
    """A channel's editor, as the program has one."""
    sheet = SideSheet("DeepSeek", "Changes apply to new requests", tile=Tile("DeepSeek", 36, hue=6))
    sheet.header_actions.addWidget(Button("Test", icon="zap"))
    body = sheet.set_sections(["Connection", "Models", "Routing", "Limits", "More"])[0]
    body.addWidget(FormField("Name", LineEdit("DeepSeek")))
    body.addWidget(FormField("Base URL", LineEdit("https://api.deepseek.com", mono=True)))
    body.addStretch(1)
    sheet.set_unsaved(True)
    sheet.set_footer(
        Button("Cancel"),
        Button("Save", "primary"),
        danger=Button("Delete", "danger", icon="trash-2"),
    )
    return sheet
