"""Specimens: buttons, choices, inputs."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.gallery.board import Ringed, column, disabled, hovered, page, pressed, row, section
from desktop.theme import px
from desktop.widgets.buttons import Button, IconButton, Kind
from desktop.widgets.chips import Chip, ChipRow, TagInput
from desktop.widgets.choice import CheckBox, Segmented, Tabs
from desktop.widgets.code_block import CodeBlock, Run, shell_export
from desktop.widgets.combo import Combo
from desktop.widgets.copy_field import CopyField, SecretField
from desktop.widgets.inputs import FormField, LineEdit, SearchField, SecretEdit, TextArea
from desktop.widgets.option_list import Option, OptionList, TileButton
from desktop.widgets.paste_field import PasteField
from desktop.widgets.popover import Popover
from desktop.widgets.stepper import Stepper
from desktop.widgets.switch import Switch

KINDS: tuple[Kind, ...] = ("primary", "plain", "ghost", "link", "danger", "danger_solid")
WORDS: dict[Kind, str] = {
    "primary": "Add channel",
    "plain": "Test all",
    "ghost": "Copy as curl",
    "link": "Open logs",
    "danger": "Delete",
    "danger_solid": "Delete channel",
}
ICONS: dict[Kind, str] = {
    "primary": "plus",
    "plain": "zap",
    "ghost": "copy",
    "link": "arrow-right",
    "danger": "trash-2",
    "danger_solid": "trash-2",
}


def buttons() -> QWidget:
    """Every kind, at rest, under the mouse, pressed, busy, disabled, focused."""
    busy = Button("Test all", icon="zap")
    busy.set_busy(True, at_once=True)
    busy_primary = Button("Save", "primary")
    busy_primary.set_busy(True, at_once=True)
    return page(
        "Buttons",
        section("At rest", row(*(Button(WORDS[kind], kind) for kind in KINDS))),
        section("With an icon", row(*(Button(WORDS[k], k, icon=ICONS[k]) for k in KINDS))),
        section("Hover", row(*(hovered(Button(WORDS[k], k, icon=ICONS[k])) for k in KINDS))),
        section("Pressed", row(*(pressed(Button(WORDS[k], k, icon=ICONS[k])) for k in KINDS))),
        section("Disabled", row(*(disabled(Button(WORDS[k], k, icon=ICONS[k])) for k in KINDS))),
        section("Keyboard focus", row(*(Ringed(Button(WORDS[kind], kind)) for kind in KINDS[:4]))),
        section(
            "Sizes, busy, trailing icon",
            row(
                Button("Add", size="compact"),
                Button("Add"),
                Button("Connect", "primary", size="large"),
                busy,
                busy_primary,
                Button("See it in Logs", "ghost", trailing="arrow-right"),
                Button("\u6d4b\u8bd5"),
            ),
        ),
        section(
            "Icon only",
            row(
                IconButton("search", "Search", framed=True),
                hovered(IconButton("search", "Search", framed=True)),
                IconButton("x", "Close"),
                hovered(IconButton("x", "Close")),
                IconButton("ellipsis", "More", compact=True),
                hovered(IconButton("ellipsis", "More", compact=True)),
                disabled(IconButton("copy", "Copy")),
                Ringed(IconButton("copy", "Copy")),
            ),
        ),
    )


def choices() -> QWidget:
    """Switches, check boxes, segmented controls, tabs, combo boxes, chips, lists."""
    tabs = Tabs(["Connection", "Models", "Routing", "Limits", "More"], "Sections")
    tabs.set_marked([2])
    return page(
        "Choices",
        section("Switch", _switches()),
        section(
            "Check box",
            row(
                CheckBox("Wi-Fi", checked=True),
                CheckBox("Ethernet"),
                hovered(CheckBox("Ethernet")),
                disabled(CheckBox("VPN", checked=True)),
                disabled(CheckBox("VPN")),
                CheckBox("Row", checked=True, show_text=False),
                Ringed(CheckBox("Row", show_text=False)),
            ),
        ),
        section(
            "Segmented",
            row(
                Segmented(["Today", "7 days", "30 days", "Month", "Custom"], "Range", 2),
                Segmented(["macOS, Linux", "Windows"], "System"),
                disabled(Segmented(["On", "Off"], "State")),
                Ringed(Segmented(["On", "Off"], "State", 1)),
            ),
        ),
        section("Tabs", tabs),
        section(
            "Stepper",
            row(Stepper("Weight", 2), Stepper("Weight", 0), disabled(Stepper("Weight", 5))),
        ),
        section("Popover", row(_opens_popover())),
        section(
            "Combo",
            row(
                Combo(["claude-sonnet-4-5", "gpt-5-mini"], "Model"),
                Combo(["Model", "Channel"], "Group by", lead="By", quiet=True),
                hovered(Combo(["All channels"], "Channel")),
                disabled(Combo(["Never"], "Expires")),
                Ringed(Combo(["Never"], "Expires")),
            ),
        ),
        section(
            "Chips", _chips(), ChipRow(["gpt-5", "gpt-5-mini", "o3", "o4-mini", "gpt-4o"], limit=3)
        ),
        section("Lists and tiles", _lists()),
    )


def _opens_popover() -> QWidget:
    button = Button("shared 2 : 1", "link", trailing="sliders-horizontal")

    def show() -> None:
        panel, stepper = Popover("Shares", button.window(), width=240), Stepper("Weight", 2)
        panel.body.addWidget(stepper)
        panel.open_by(button, stepper)

    button.clicked.connect(show)
    return button


def _switches() -> QWidget:
    busy = Switch("Sharing", checked=True, large=True)
    busy.set_busy(True, at_once=True)
    return row(
        Switch("On", checked=True),
        Switch("Off"),
        hovered(Switch("On", checked=True)),
        disabled(Switch("On", checked=True)),
        disabled(Switch("Off")),
        Switch("Server", checked=True, large=True),
        Switch("Server", large=True),
        busy,
        Switch("Live", checked=True, show_name=True),
        Ringed(Switch("On", checked=True)),
    )


def _chips() -> QWidget:
    chosen = Chip("gpt-5-mini", checkable=True)
    chosen.setChecked(True)
    return row(
        Chip("deepseek-chat"),
        Chip("removable", removable=True),
        Chip("o3", checkable=True),
        chosen,
        hovered(Chip("+2", clickable=True)),
    )


def _lists() -> QWidget:
    options = OptionList(
        [
            Option("claude-code", "Claude Code", hue=1),
            Option("codex", "Codex", "Cx", hue=2),
            Option("webui", "Open WebUI", hue=6),
            Option("python", "Python", icon="code"),
            Option("else", "Something else", icon="ellipsis"),
        ],
        "Clients",
    )
    options.setFixedWidth(px(190))
    tiles = column(
        TileButton("OpenAI", hue=2),
        hovered(TileButton("Anthropic", hue=1)),
        TileButton("OpenRouter", letters="OR", hue=5),
        TileButton("40 more", icon="ellipsis"),
    )
    return row(options, tiles)


def inputs() -> QWidget:
    """Fields to type, paste and copy."""
    wrong = FormField("Base URL", LineEdit("htp://api.deepseek.com", mono=True))
    wrong.set_error("An address begins with http:// or https://.")
    paste = PasteField(
        "Paste an API key, a base URL or a curl command\u2026", chip="Paste from clipboard"
    )
    code = CodeBlock(
        [
            shell_export("ANTHROPIC_BASE_URL", "http://localhost:3000"),
            shell_export("ANTHROPIC_AUTH_TOKEN", "sk-\u2022\u2022\u2022\u2022\u2022\u20223f2c"),
        ],
        "Copy commands",
    )
    return page(
        "Inputs",
        section("Paste field", paste),
        section(
            "Form fields",
            row(
                FormField("Name", LineEdit("DeepSeek")),
                FormField("Key", SecretEdit("sk-abcdef"), hint="sealed by the keychain"),
                FormField("Expires", Combo(["Never", "In a month"], "", stretch=True)),
                stretch=False,
            ),
            row(
                wrong,
                FormField("Proxy", disabled(LineEdit("socks5://10.0.0.2:1080", mono=True))),
                FormField("Models", LineEdit(placeholder="All models"), note="Empty means all."),
                stretch=False,
            ),
            FormField("Allowed addresses", TagInput(["192.168.1.0/24"], placeholder="Add\u2026")),
            FormField("Extra headers", TextArea("X-Title: Homeport", rows=2, mono=True)),
        ),
        section("Search", SearchField("Filter by model, channel, token, status, >5s")),
        section(
            "Copy and secret",
            row(
                CopyField("http://localhost:3000/v1", "Copy address", divided=True),
                SecretField("sk-", "3f2c", "Copy key", reveal=lambda: "sk-0123456789abcdef3f2c"),
                stretch=False,
            ),
        ),
        section("Code", code, CodeBlock([[Run("claude")]], "Copy command")),
    )
