"""What the window itself can do: its pages, its look, and what the gateway has."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QT_TRANSLATE_NOOP, QObject

from desktop.frame_pages import RAIL, PageEntry
from desktop.i18n import LANGUAGES, translate
from desktop.look import Look
from desktop.models.setting_words import WORDS, say
from desktop.pages.settings import SECTIONS
from desktop.pages.shell import Shell
from desktop.shortcuts import native, page_keys
from desktop.viewmodels.actions import STATE_MENU, Action, Actions
from desktop.viewmodels.pausing import CHOICES, PauseModel
from desktop.viewmodels.people import person_name
from gateway.domain.budget import Scope
from gateway.services.logs import LogFilter

_THEMES = (
    ("system", "monitor", QT_TRANSLATE_NOOP("FrameActions", "Theme: like the system")),
    ("light", "sun", QT_TRANSLATE_NOOP("FrameActions", "Theme: light")),
    ("dark", "moon", QT_TRANSLATE_NOOP("FrameActions", "Theme: dark")),
    (
        "high_contrast_dark",
        "moon",
        QT_TRANSLATE_NOOP("FrameActions", "Theme: high contrast, dark"),
    ),
    (
        "high_contrast_light",
        "sun",
        QT_TRANSLATE_NOOP("FrameActions", "Theme: high contrast, light"),
    ),
)


class FrameActions(QObject):
    """Fills the registry at the window's start."""

    def __init__(self, shell: Shell, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._look = Look(shell.ui_state, shell.translators)
        self._pausing = PauseModel(shell.gateway, shell.bridge, self)
        self._pausing.failed.connect(shell.window.tell_error)
        self._add_pages(actions)
        self._add_deeds(actions)
        self._add_people(actions)
        self._add_money(actions)
        self._add_pause(actions)
        self._add_look(actions)
        actions.add_source(self._channels)
        actions.add_source(self._tokens)
        actions.add_source(self._people)
        actions.add_source(self._settings)

    def _add_pages(self, actions: Actions) -> None:
        go = self._shell.window.go
        for number, entry in enumerate(RAIL, 1):
            keys = "settings" if entry.key == "settings" else ""
            actions.add(
                Action(
                    f"page:{entry.key}",
                    partial(_words_of, entry),
                    partial(go, entry.key),
                    entry.icon,
                    detail=lambda: self.tr("Page"),
                    shortcut=keys,
                    keys=native(page_keys(number)),
                )
            )

    def _add_deeds(self, actions: Actions) -> None:
        window, gateway = self._shell.window, self._shell.gateway

        def some_channels() -> bool:
            return bool(gateway.planner.snapshot.channels)

        actions.add(
            Action(
                "add-channel",
                lambda: self.tr("Add channel"),
                lambda: window.go("welcome", "add"),
                "plus",
            ),
            Action(
                "connect",
                lambda: self.tr("Connect a client"),
                lambda: window.go("connect"),
                "terminal",
                available=some_channels,
            ),
            Action(
                "new-token",
                lambda: self.tr("New token"),
                lambda: window.go("tokens", "new"),
                "key-round",
            ),
            Action(
                "test-all",
                lambda: self.tr("Test all channels"),
                lambda: window.go("channels", "test"),
                "zap",
                available=some_channels,
            ),
            Action(
                "errors",
                lambda: self.tr("Requests that failed"),
                lambda: window.go("logs", LogFilter(status="error")),
                "triangle-alert",
            ),
            Action(
                "server-settings",
                lambda: self.tr("Server settings"),
                lambda: window.go("settings", "server"),
                "server",
                menu=STATE_MENU,
            ),
            Action(
                "log-folder",
                lambda: self.tr("About Homeport"),
                lambda: window.go("settings", "about"),
                "info",
            ),
        )

    def _add_people(self, actions: Actions) -> None:
        window = self._shell.window
        actions.add(
            Action(
                "new-person",
                lambda: self.tr("Add a person"),
                lambda: window.go("people", "new"),
                "user",
            ),
            Action(
                "people",
                lambda: self.tr("Limits of people and groups"),
                lambda: window.go("people"),
                "users",
            ),
        )

    def _add_money(self, actions: Actions) -> None:
        window = self._shell.window
        actions.add(
            Action(
                "update-prices",
                lambda: self.tr("Update prices"),
                lambda: window.go("models", "update prices"),
                "refresh-cw",
            ),
            Action(
                "statement",
                lambda: self.tr("Statement of a month"),
                lambda: window.go("usage", "statement"),
                "scroll-text",
            ),
        )

    def _add_pause(self, actions: Actions) -> None:
        pausing = self._pausing
        actions.add(
            Action(
                "resume",
                lambda: self.tr("Resume requests"),
                pausing.resume,
                "play",
                menu=STATE_MENU,
                available=lambda: pausing.paused,
            )
        )
        for seconds in CHOICES:
            actions.add(
                Action(
                    f"pause:{seconds or 0:.0f}",
                    partial(self._pause_words, seconds),
                    partial(pausing.pause, seconds),
                    "pause",
                    menu=STATE_MENU,
                    available=lambda: not pausing.paused,
                )
            )

    def _pause_words(self, seconds: float | None) -> str:
        how_long = self._pausing.choice_words(seconds)
        return self.tr("Pause requests: {how_long}").format(how_long=how_long)

    def _add_look(self, actions: Actions) -> None:
        look = self._look
        for mode, icon, words in _THEMES:
            actions.add(
                Action(
                    f"theme:{mode}",
                    partial(_say, words),
                    partial(look.set_mode, mode),
                    icon,
                    available=partial(self._has_other_mode, mode),
                )
            )
        for code, name in LANGUAGES.items():
            actions.add(
                Action(
                    f"language:{code}",
                    partial(str, name),
                    partial(look.set_language, code),
                    "languages",
                    detail=lambda: self.tr("Language"),
                    available=partial(self._speaks_other, code),
                )
            )
        for key, words, scale in (
            ("text:larger", QT_TRANSLATE_NOOP("FrameActions", "Larger text"), 1.5),
            ("text:normal", QT_TRANSLATE_NOOP("FrameActions", "Normal text"), 1.0),
        ):
            actions.add(
                Action(
                    key,
                    partial(_say, words),
                    partial(look.set_scale, scale),
                    "eye",
                    available=partial(self._has_other_scale, scale),
                )
            )

    def _has_other_mode(self, mode: str) -> bool:
        return self._look.mode != mode

    def _has_other_scale(self, scale: float) -> bool:
        return self._look.scale != scale

    def _speaks_other(self, language: str) -> bool:
        return self._shell.translators.language != language

    async def _channels(self) -> Iterable[Action]:
        """Each channel opens its editor; each model shows who asked for it."""
        channels = await self._shell.gateway.channels.list()
        go = self._shell.window.go
        found = [
            Action(
                f"channel:{channel.id}",
                partial(str, channel.name),
                partial(go, "channels", channel.id),
                "plug",
                detail=lambda: self.tr("Channel"),
            )
            for channel in channels
        ]
        models = sorted({model for channel in channels for model in channel.models})
        found += [
            Action(
                f"model:{model}",
                partial(str, model),
                partial(go, "models", model),
                "package",
                detail=lambda: self.tr("Model"),
            )
            for model in models
        ]
        return found

    async def _tokens(self) -> Iterable[Action]:
        go = self._shell.window.go
        return [
            Action(
                f"token:{token.id}",
                partial(str, token.name),
                partial(go, "tokens", token.id),
                "key-round",
                detail=lambda: self.tr("Token"),
            )
            for token in await self._shell.gateway.tokens.list()
        ]

    async def _people(self) -> Iterable[Action]:
        """Each person and each group opens what limits it."""
        gateway, go = self._shell.gateway, self._shell.window.go
        people = [
            Action(
                f"person:{person.id}",
                partial(str, person_name(person)),
                partial(go, "people", (Scope.PERSON, person.id)),
                "user",
                detail=lambda: self.tr("Person"),
            )
            for person in await gateway.people.list()
        ]
        groups = [
            Action(
                f"group:{name}",
                partial(str, name),
                partial(go, "people", (Scope.GROUP, name)),
                "users",
                detail=lambda: self.tr("Group"),
            )
            for name in gateway.models.groups()
        ]
        return [*people, *groups]

    async def _settings(self) -> Iterable[Action]:
        """Settings that have a row, by their label."""
        go = self._shell.window.go
        return [
            Action(
                f"setting:{view.name}",
                partial(say, WORDS[view.name].label),
                partial(go, "settings", view.group),
                WORDS[view.name].icon,
                detail=lambda: self.tr("Setting"),
            )
            for view in self._shell.gateway.settings_service.all()
            if view.name in WORDS and view.group in SECTIONS
        ]


def _words_of(entry: PageEntry) -> str:
    return entry.words


def _say(words: object) -> str:
    return translate("FrameActions", str(words))


class Commanded(Protocol):
    """What the window can do to itself."""

    @property
    def endpoint(self) -> str: ...

    @property
    def rail_has_room(self) -> bool: ...

    def rail_words(self) -> str: ...

    def copy_address(self) -> None: ...

    def toggle_rail(self) -> None: ...

    def show_shortcuts(self) -> None: ...

    def ask_quit(self) -> None: ...


def window_actions(window: Commanded) -> tuple[Action, ...]:
    """The window's own, beside those of its pages and of the gateway."""
    return (
        Action(
            "copy-address",
            lambda: translate("FrameActions", "Copy the address"),
            window.copy_address,
            "copy",
            detail=lambda: window.endpoint,
            shortcut="copy-address",
            menu=STATE_MENU,
            available=lambda: bool(window.endpoint),
        ),
        Action(
            "rail",
            window.rail_words,
            window.toggle_rail,
            "panel-left",
            shortcut="rail",
            available=lambda: window.rail_has_room,
        ),
        Action(
            "shortcuts",
            lambda: translate("FrameActions", "Keyboard shortcuts"),
            window.show_shortcuts,
            "keyboard",
            shortcut="help",
        ),
        Action(
            "quit",
            lambda: translate("FrameActions", "Quit"),
            window.ask_quit,
            "log-out",
            shortcut="quit",
            menu=STATE_MENU,
        ),
    )
