"""Typed settings with their metadata, from which the settings page and the docs are drawn.

Values come from defaults, then the database, then the environment, then the command line; the last
one that says something wins, and :meth:`Settings.source` tells which it was.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from gateway.domain.proxy import parse_proxy
from gateway.errors import EXIT_ARGUMENTS, ServiceError, StartError

Source = Literal["default", "database", "environment", "command line"]
_MOST_INT = 2**31 - 1
"""Of a setting without a limit of its own: days in milliseconds are still a database's."""
Kind = Literal["int", "float", "bool", "text", "choice", "proxy", "networks", "names"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.

    ``label`` is a message id, and ``label.description`` that of one sentence; ``unit`` the short
    name of what a number counts. ``applies``: a change takes effect at once (``live``) or when the
    server listens anew (``listener``). ``advanced`` ones stand behind "More"; lower ``order``
    comes first in its group.
    """

    name: str
    kind: Kind
    default: Any
    group: str
    label: str
    env: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    applies: Literal["live", "listener"] = "live"
    unit: str = ""
    advanced: bool = False
    order: int = 0

    @property
    def description(self) -> str:
        return f"{self.label}.description"

    def parse(self, value: Any) -> Any:
        """``value`` as this setting's type. Raises ServiceError ``invalid_setting``."""
        try:
            parsed = _PARSERS[self.kind](value)
        except (TypeError, ValueError) as error:
            # Of a proxy neither the value nor what urllib says of it: it may hold a password.
            shown = "the address" if self.kind == "proxy" else value
            why = "not a proxy" if self.kind == "proxy" else f"not a {self.kind}"
            raise self._bad(shown, why) from error
        if self.choices and parsed not in self.choices:
            raise self._bad(value, f"not one of {', '.join(self.choices)}")
        if self.minimum is not None and parsed < self.minimum:
            raise self._bad(value, f"below {self.minimum:g}")
        most = _MOST_INT if self.maximum is None and self.kind == "int" else self.maximum
        if most is not None and parsed > most:
            raise self._bad(value, f"above {most:g}")
        return parsed

    def _bad(self, value: Any, why: str) -> ServiceError:
        return ServiceError("invalid_setting", f"{self.name}: {value!r} is {why}", {self.name: why})


def _bool(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in {"true", "1", "yes", "on"}:
        return True
    if text in {"false", "0", "no", "off", ""}:
        return False
    raise ValueError(value)


def _networks(value: Any) -> str:
    """Addresses and CIDR networks, normalised. All addresses there are would be nobody's name."""
    networks = [ip_network(each, strict=False) for each in str(value).replace(",", " ").split()]
    if any(net.prefixlen == 0 for net in networks):
        raise ValueError(value)
    return ", ".join(dict.fromkeys(map(str, networks)))


_HOST_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:]+")


def _names(value: Any) -> str:
    """Host names and addresses, in lower case."""
    names = str(value).lower().replace(",", " ").split()
    if not all(_HOST_NAME.fullmatch(name) for name in names):
        raise ValueError(value)
    return ", ".join(dict.fromkeys(names))


_PARSERS: Mapping[str, Callable[[Any], Any]] = {
    "int": lambda value: int(str(value).strip()),
    "float": lambda value: float(str(value).strip()),
    "bool": _bool,
    "text": lambda value: str(value).strip(),
    "choice": lambda value: str(value).strip(),
    "proxy": lambda value: parse_proxy(str(value)),
    "networks": _networks,
    "names": _names,
}

SETTINGS: tuple[Setting, ...] = (
    Setting("port", "int", 3000, "server", "setting.port", "PORT", 0, 65535, applies="listener"),
    Setting("host", "text", "", "server", "setting.host", applies="listener", order=1),
    Setting("relay_proxy", "proxy", "", "server", "setting.relay_proxy", "RELAY_PROXY", order=2),
    Setting(
        "max_attempts", "int", 8, "server", "setting.max_attempts", "", 1, 50,
        order=3, advanced=True,
    ),
    Setting(
        "relay_timeout_s", "int", 0, "server", "setting.relay_timeout_s", "RELAY_TIMEOUT", 0,
        unit="s", order=4, advanced=True,
    ),
    Setting(
        "keep_alive_s", "int", 15, "server", "setting.keep_alive_s", "", 1, 300,
        unit="s", order=5, advanced=True,
    ),
    Setting(
        "max_body_mb", "int", 128, "server", "setting.max_body_mb", "", 1, 1024,
        unit="MB", order=6, advanced=True,
    ),
    Setting(
        "test_prompt", "text", "Say hello in five words.", "server", "setting.test_prompt",
        "TEST_PROMPT", order=7, advanced=True,
    ),
    Setting(
        "balance_update_minutes", "int", 0, "server", "setting.balance_update_minutes",
        "CHANNEL_UPDATE_FREQUENCY", 0, 10080, unit="min", order=10, advanced=True,
    ),
    Setting(
        "channel_test_minutes", "int", 0, "server", "setting.channel_test_minutes",
        "CHANNEL_TEST_FREQUENCY", 0, 10080, unit="min", order=11, advanced=True,
    ),
    Setting(
        "routing_strategy", "choice", "weighted", "server", "setting.routing_strategy",
        choices=("weighted", "cheapest", "fastest", "round_robin"), order=12,
    ),
    Setting(
        "sticky_minutes", "int", 5, "server", "setting.sticky_minutes", "", 0, 1440,
        unit="min", order=13, advanced=True,
    ),
    Setting(
        "hedge_after_s", "float", 0.0, "server", "setting.hedge_after_s", "", 0, 600,
        unit="s", order=14, advanced=True,
    ),
    Setting("paid_probes", "bool", False, "server", "setting.paid_probes", order=15, advanced=True),
    Setting(
        "ollama_api", "bool", False, "server", "setting.ollama_api", "HOMEPORT_OLLAMA_API", order=8
    ),
    Setting(
        "ollama_token", "text", "", "server", "setting.ollama_token", "HOMEPORT_OLLAMA_TOKEN",
        order=9, advanced=True,
    ),
    Setting(
        "queue_s", "int", 5, "server", "setting.queue_s", "", 0, 60,
        unit="s", order=16, advanced=True,
    ),
    Setting(
        "queue_places", "int", 32, "server", "setting.queue_places", "", 1, 1000,
        order=17, advanced=True,
    ),
    Setting(
        "week_start", "choice", "monday", "server", "setting.week_start",
        choices=("monday", "sunday", "saturday"), order=18, advanced=True,
    ),
    Setting("sharing", "bool", False, "sharing", "setting.sharing", "HOMEPORT_SHARING"),
    Setting(
        "sharing_hours", "int", 0, "sharing", "setting.sharing_hours", "", 0, 8760,
        unit="h", order=1,
    ),
    Setting(
        "host_names", "names", "", "sharing", "setting.host_names", "HOMEPORT_HOST_NAMES", order=2
    ),
    Setting(
        "trusted_proxies", "networks", "", "sharing", "setting.trusted_proxies",
        "HOMEPORT_TRUSTED_PROXIES", order=3,
    ),
    Setting(
        "log_retention_days", "int", 90, "privacy", "setting.log_retention_days", minimum=0,
        unit="days",
    ),
    Setting(
        "clipboard_clear_s", "int", 90, "privacy", "setting.clipboard_clear_s", "", 5, 3600,
        unit="s", order=1,
    ),
    Setting(
        "fetch_images", "choice", "public", "privacy", "setting.fetch_images",
        choices=("public", "any", "off"), order=6, advanced=True,
    ),
    Setting("list_token_keys", "bool", True, "privacy", "setting.list_token_keys", order=2),
    Setting("keep_responses", "bool", True, "privacy", "setting.keep_responses", order=3),
    Setting(
        "keep_responses_days", "int", 30, "privacy", "setting.keep_responses_days", minimum=0,
        unit="days", order=4,
    ),
    Setting(
        "keep_responses_mb", "int", 256, "privacy", "setting.keep_responses_mb", "", 1, 65536,
        unit="MB", order=5, advanced=True,
    ),
    Setting("replay_answers", "bool", True, "privacy", "setting.replay_answers", order=7),
    Setting(
        "replay_hours", "int", 24, "privacy", "setting.replay_hours", "", 1, 720,
        unit="h", order=8,
    ),
    Setting(
        "replay_mb", "int", 64, "privacy", "setting.replay_mb", "", 1, 4096,
        unit="MB", order=9, advanced=True,
    ),
    Setting(
        "cache_answers", "choice", "off", "server", "setting.cache_answers",
        choices=("off", "deterministic", "all"), order=19,
    ),
    Setting(
        "cache_minutes", "int", 60, "server", "setting.cache_minutes", "", 1, 10080,
        unit="min", order=20, advanced=True,
    ),
    Setting(
        "cache_mb", "int", 64, "server", "setting.cache_mb", "", 1, 4096,
        unit="MB", order=21, advanced=True,
    ),
    Setting(
        "cache_shared", "bool", False, "server", "setting.cache_shared", order=22, advanced=True
    ),
    Setting("backup_daily", "bool", True, "backups", "setting.backup_daily"),
    Setting("backup_keep", "int", 7, "backups", "setting.backup_keep", "", 1, 365, order=1),
    Setting(
        "durability", "choice", "process", "backups", "setting.durability", "HOMEPORT_DURABILITY",
        choices=("process", "power"), order=2,
    ),
    Setting("update_url", "text", "", "updates", "setting.update_url", "HOMEPORT_UPDATE_URL"),
)  # fmt: skip
BY_NAME: Mapping[str, Setting] = {setting.name: setting for setting in SETTINGS}

UNSUPPORTED_ENV = (
    "SQL_DSN", "LOG_SQL_DSN", "REDIS_CONN_STRING", "REDIS_PASSWORD", "REDIS_MASTER_NAME",
    "NODE_TYPE", "FRONTEND_BASE_URL", "USER_CONTENT_REQUEST_PROXY",
    "GEMINI_SAFETY_SETTING", "GEMINI_VERSION", "ENABLE_METRIC",
)  # fmt: skip
"""one-api's variables that change where money or requests go and that this version cannot honour.
"""


class Settings:
    """The values in force. Attribute access by name: ``settings.port``."""

    def __init__(
        self,
        environ: Mapping[str, str] | None = None,
        command_line: Mapping[str, Any] | None = None,
    ) -> None:
        self._database: dict[str, Any] = {}
        self._environment = {
            s.name: s.parse(environ[s.env])
            for s in SETTINGS
            if environ and s.env and environ.get(s.env, "") != ""
        }
        self._command_line = {
            name: BY_NAME[name].parse(value)
            for name, value in (command_line or {}).items()
            if value is not None and name in BY_NAME
        }
        self._merge()

    def _merge(self) -> None:
        """Lays the layers over the defaults, as plain attributes: every request reads many."""
        values = {s.name: s.default for s in SETTINGS}
        for layer in (self._database, self._environment, self._command_line):
            values.update(layer)
        vars(self).update(values)

    def load(self, stored: Mapping[str, str]) -> None:
        """Takes the database's values (text); what no longer parses falls back to the default."""
        self._database = {}
        for name, text in stored.items():
            if name in BY_NAME:
                try:
                    self._database[name] = BY_NAME[name].parse(text)
                except ServiceError:
                    continue
        self._merge()

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def source(self, name: str) -> Source:
        if name in self._command_line:
            return "command line"
        if name in self._environment:
            return "environment"
        return "database" if name in self._database else "default"


@dataclass(frozen=True, slots=True)
class Config:
    """What is fixed before anything opens: where data lives and what the command line said."""

    data_dir: Path
    log_dir: Path
    settings: Settings
    database_path: Path
    root_access_token: str = field(default="", repr=False)
    root_token: str = field(default="", repr=False)
    master_key_file: str = ""
    port_fallback: bool = False
    """Serve on the next free port when the wanted one is taken (the window does, with a banner)."""
    version: str = ""


def check_environment(environ: Mapping[str, str] | None = None) -> None:
    """Refuses to start (exit 2) under a variable whose meaning this version cannot keep."""
    environ = os.environ if environ is None else environ
    for name in UNSUPPORTED_ENV:
        if environ.get(name):
            raise StartError(
                f"{name} is set, but this version of Homeport does not support it; "
                "unset it to start with SQLite on this machine",
                EXIT_ARGUMENTS,
            )
