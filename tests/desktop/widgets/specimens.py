"""One of every widget, by name."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.gallery import data, floating
from desktop.gallery.window import make_sheet
from desktop.widgets.banner import Banner
from desktop.widgets.breadcrumb import Crumb
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.card import Card, Row
from desktop.widgets.charts.health import HealthStrip
from desktop.widgets.charts.share_bar import ShareBar
from desktop.widgets.charts.sparkline import Sparkline
from desktop.widgets.charts.tip import Legend
from desktop.widgets.chips import Chip, ChipRow, TagInput
from desktop.widgets.choice import CheckBox, Segmented, Tabs
from desktop.widgets.code_block import CodeBlock, shell_export
from desktop.widgets.combo import Combo
from desktop.widgets.copy_field import CopyField, SecretField
from desktop.widgets.copying import CopyButton
from desktop.widgets.discard_bar import DiscardBar
from desktop.widgets.empty_state import EmptyLine, EmptyState
from desktop.widgets.footer import Footer, Segment
from desktop.widgets.frame import QuayFrame
from desktop.widgets.inputs import FormField, LineEdit, SearchField, SecretEdit, TextArea
from desktop.widgets.labels import ElidedLabel, IconLabel, Label, Paragraph, Separator
from desktop.widgets.mark import Mark
from desktop.widgets.nav_rail import NavEntry, NavRail
from desktop.widgets.option_list import Option, OptionList, TileButton
from desktop.widgets.paste_field import PasteField
from desktop.widgets.pill import StatusPill
from desktop.widgets.popover import Popover
from desktop.widgets.progress import ProgressLine
from desktop.widgets.qr import QrView
from desktop.widgets.scroll_page import ScrollPage
from desktop.widgets.spinner import Skeleton, Spinner
from desktop.widgets.stat import Stat, StatLink
from desktop.widgets.stepper import Stepper
from desktop.widgets.suggest import SuggestField
from desktop.widgets.switch import Switch
from desktop.widgets.tile import StepNumber, Tile
from desktop.widgets.toast import Toast

NAV = [NavEntry("overview", "Overview", "gauge"), NavEntry("logs", "Logs", "scroll-text")]


def rail() -> NavRail:
    """Two pages and Settings."""
    return NavRail(NAV, [NavEntry("settings", "Settings", "settings")])


def footer() -> Footer:
    """A footer that knows everything."""
    footer = Footer()
    footer.set_state("Running", "ok")
    footer.set_address("http://localhost:3000/v1")
    footer.set_lan("LAN off", on=False)
    footer.set_active("3 active")
    footer.set_cost("$4.18 today")
    return footer


def frame() -> QuayFrame:
    """A window's content with two pages."""
    frame = QuayFrame(rail(), footer())
    for entry in NAV:
        frame.add_page(entry.key, ScrollPage(entry.label))
    frame.show_page("overview")
    return frame


def popover() -> QWidget:
    """A window with a panel over it."""
    window = QWidget()
    window.setFixedSize(400, 300)
    anchor = Button("Shares", parent=window)
    panel = Popover("Shares", window)
    panel.body.addWidget(Stepper("Weight", 2))
    panel.open_by(anchor)
    return window


# What a person reads in one line: their size hints must hold their text at any text size.
WORDED: dict[str, Callable[[], QWidget]] = {
    "button": lambda: Button("Connect a client", "primary", icon="plus", trailing="arrow-right"),
    "link": lambda: Button("Open logs", "link"),
    "copy button": CopyButton,
    "switch": lambda: Switch("Live", checked=True, show_name=True),
    "check box": lambda: CheckBox("Wi-Fi", checked=True),
    "combo": lambda: Combo(["All channels", "Anthropic"], "Channel", lead="By"),
    "chip": lambda: Chip("deepseek-chat", removable=True),
    "pill": lambda: StatusPill("Resting until 14:02", "info"),
    "segment": lambda: Segment("3 active", "activity"),
    "crumb": lambda: Crumb("Settings"),
    "tile button": lambda: TileButton("OpenRouter"),
    "label": lambda: Label("Running", "sheet_title"),
    "nav item": lambda: rail().item("overview"),
}

OTHERS: dict[str, Callable[[], QWidget]] = {
    "icon button": lambda: IconButton("x", "Close"),
    "segmented": lambda: Segmented(["Today", "7 days"], "Range"),
    "tabs": lambda: Tabs(["Connection", "Models"], "Sections"),
    "stepper": lambda: Stepper("Weight", 2),
    "popover": popover,
    "line edit": lambda: LineEdit("text", name="Name"),
    "search": lambda: SearchField("Filter"),
    "suggesting": lambda: SuggestField("Filter"),
    "secret edit": lambda: SecretEdit("sk-1", name="Key"),
    "text area": lambda: TextArea("text", name="Notes"),
    "form field": lambda: FormField("Name", LineEdit(), hint="optional", note="A note."),
    "tag input": lambda: TagInput(["a"], name="Models"),
    "chip row": lambda: ChipRow(["a", "b", "c"], limit=1),
    "paste field": lambda: PasteField("Paste a key", chip="Paste from clipboard"),
    "copy field": lambda: CopyField("http://localhost:3000/v1", "Copy address"),
    "secret field": lambda: SecretField("sk-", "3f2c", "Copy key", reveal=lambda: "sk-whole"),
    "code block": lambda: CodeBlock([shell_export("A", "b")], "Copy commands"),
    "option list": lambda: OptionList([Option("a", "Claude Code"), Option("b", "curl")], "Clients"),
    "rail": rail,
    "footer": footer,
    "frame": frame,
    "page": lambda: ScrollPage("Overview", "today"),
    "side sheet": make_sheet,
    "discard bar": DiscardBar,
    "palette": floating.palette,
    "drop overlay": floating.drop,
    "asking sheet": floating.asking_sheet,
    "narrow footer": floating.narrow_footer,
    "card": lambda: Card("Live", "3 requests", link="Open logs"),
    "row": lambda: Row("DeepSeek, working", framed=True),
    "banner": lambda: Banner("Something happened.", "warn", action="Fix it"),
    "toast": lambda: Toast("Deleted", action="Undo", stays_ms=10_000),
    "empty state": lambda: EmptyState("Nothing yet", "Add one.", button="Add"),
    "empty line": lambda: EmptyLine("Quiet."),
    "paragraph": lambda: Paragraph("Two <sentences>.\nOn two lines."),
    "elided label": lambda: ElidedLabel("A long text"),
    "icon label": lambda: IconLabel("wifi"),
    "separator": Separator,
    "mark": lambda: Mark(44),
    "tile": lambda: Tile("Anthropic"),
    "step": lambda: StepNumber(1),
    "spinner": Spinner,
    "progress": lambda: ProgressLine("Backup", 0.4),
    "skeleton": Skeleton,
    "stat": lambda: Stat("Cost", "$4.18", phrase="of $6", unit="today", note="$3 a day"),
    "stat link": lambda: StatLink("Cost"),
    "qr": lambda: QrView([[True, False], [False, True]], summary="Join"),
    "table": data.log_table,
    "usage table": data.usage_table,
    "stacked bars": data.stacked,
    "lines": data.lines,
    "timeline": data.timeline,
    "sparkline": lambda: Sparkline((1, 2, 3), summary="Requests"),
    "rare events": lambda: Sparkline((0, 2, 0), kind="bars", summary="Errors"),
    "health": lambda: HealthStrip(["good", "failed"], summary="Channel"),
    "share": lambda: ShareBar(0.4, summary="40 %"),
    "legend": lambda: Legend([(0, "claude"), (7, "Other")]),
}

ALL = WORDED | OTHERS
