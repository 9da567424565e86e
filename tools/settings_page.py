"""Writes docs/settings.md from the settings' own metadata: python -m tools.settings_page"""

import os
from collections.abc import Sequence
from pathlib import Path

from tools import bootstrap
from tools.say import say

PAGE = bootstrap.ROOT / "docs" / "settings.md"
GROUPS = {
    "server": "Server",
    "sharing": "Sharing",
    "privacy": "Privacy",
    "backups": "Backups",
    "updates": "Updates",
}

HEAD = """# Settings

<!-- Made by `python -m tools.settings_page`; a test compares. Change gateway/config.py instead. -->

A setting is its default, unless the database says something else (Settings in the window, or
`PUT /api/option/`), unless the environment does, unless the command line does. What the environment
or the command line has set cannot be changed in the window, which says by what.

A change applies at once, or, where *listener* stands, when Homeport listens anew: the window offers
that beside the setting, and requests under way go on.
"""


def page() -> str:
    """The whole page."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.models.setting_words import WORDS
    from gateway.config import SETTINGS

    parts = [HEAD]
    for group, title in GROUPS.items():
        rows = sorted((s for s in SETTINGS if s.group == group), key=lambda each: each.order)
        parts.append(f"## {title}\n")
        parts.append("| setting | what it does | default | values | applies | environment |")
        parts.append("|---|---|---|---|---|---|")
        for each in rows:
            words = WORDS[each.name]
            more = " (advanced)" if each.advanced else ""
            cells = (
                f"`{each.name}`{more}",
                f"{words.label}: {words.sentence}",
                _value(each.default, each.unit),
                _values(each, words.choices),
                "at once" if each.applies == "live" else "listener",
                f"`{each.env}`" if each.env else "",
            )
            parts.append("| " + " | ".join(cells) + " |")
        parts.append("")
    left = {setting.group for setting in SETTINGS} - set(GROUPS)
    if left:
        raise ValueError(f"no title for {', '.join(sorted(left))} in tools/settings_page.py")
    return "\n".join(parts)


def _value(value: object, unit: str) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{text}`{f' {unit}' if unit else ''}" if text else "empty"


def _values(setting: object, words: Sequence[object]) -> str:
    kind = getattr(setting, "kind", "")
    choices = getattr(setting, "choices", ())
    low, high = getattr(setting, "minimum", None), getattr(setting, "maximum", None)
    if choices:
        named = zip(choices, words, strict=True)
        return ", ".join(f"`{choice}` ({word})" for choice, word in named)
    if kind == "bool":
        return "`true`, `false`"
    if kind == "proxy":
        return "empty (the system's), `none`, `http://host:port`"
    if low is not None and high is not None:
        return f"{low:g} to {high:g}"
    if low is not None:
        return f"at least {low:g}"
    return "text"


def main(target: Path = PAGE) -> None:
    target.write_text(page(), encoding="utf-8")
    say(f"wrote {target}")


if __name__ == "__main__":
    main()
