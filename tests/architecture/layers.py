"""Who may import whom. Imports for type checking count: a shape leaks through a type as well."""

import ast
import sys
from collections.abc import Iterator

from tests.architecture.source import Rule, Source, Violation, dotted_name

QT = ("PySide6", "shiboken6", "qasync", "PyQt5", "PyQt6", "PySide2", "qtpy")
DATABASE = ("peewee", "playhouse", "sqlite3")
INPUT_OUTPUT: tuple[str, ...] = (
    "asyncio",
    "socket",
    "ssl",
    "http",
    "urllib.request",
    "subprocess",
    "threading",
)
INPUT_OUTPUT += ("concurrent", "multiprocessing", "selectors", "shutil", "tempfile", "sqlite3")
BLOCKING_CLIENTS = (
    *("requests", "httpx", "httpx2", "urllib3", "http.client"),
    # urllib.request itself may be asked for the system's proxies.
    *(f"urllib.request.{name}" for name in ("urlopen", "urlretrieve", "Request", "build_opener")),
)


def may_not(name: str, sentence: str, inside: tuple[str, ...], *packages: str) -> Rule:
    """Nothing inside these packages imports those."""

    def check(source: Source) -> Iterator[Violation]:
        for found in source.imports:
            if found.is_under(*packages):
                yield source.violation(found.line, f"imports {found.name}")

    return Rule(name, sentence, check, inside)


def only_in(name: str, sentence: str, homes: tuple[str, ...], *packages: str) -> Rule:
    """Those packages are imported in these homes and nowhere else."""

    def check(source: Source) -> Iterator[Violation]:
        if source.is_in(*homes):
            return
        for found in source.imports:
            if found.is_under(*packages):
                yield source.violation(found.line, f"imports {found.name}")

    return Rule(name, sentence, check)


def may_only(
    name: str, sentence: str, inside: tuple[str, ...], *packages: str, pure: bool = True
) -> Rule:
    """These packages import the standard library and those; pure ones do no input or output."""

    def check(source: Source) -> Iterator[Violation]:
        for found in source.imports:
            standard = found.name.partition(".")[0] in sys.stdlib_module_names
            if not (standard or found.is_under(*packages)):
                yield source.violation(found.line, f"imports {found.name}")
            elif pure and found.is_under(*INPUT_OUTPUT):
                yield source.violation(found.line, f"does input or output with {found.name}")

    return Rule(name, sentence, check, inside)


def _aiohttp_server(source: Source) -> Iterator[Violation]:
    if source.is_in("gateway.server"):
        return
    for found in source.imports:
        if found.name.startswith(("aiohttp.web", "aiohttp.test_utils")):
            yield source.violation(found.line, f"imports {found.name}")
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and dotted_name(node) == "aiohttp.web":
            yield source.violation(node.lineno, "uses aiohttp.web")


LAYERS: tuple[Rule, ...] = (
    may_not(
        "gateway-without-window",
        "gateway imports no Qt and no desktop",
        ("gateway",),
        *(*QT, "desktop"),
    ),
    may_not(
        "desktop-through-services",
        "desktop imports no database and nothing of the gateway below its services",
        ("desktop",),
        *(*DATABASE, "aiohttp.web"),
        *(f"gateway.{part}" for part in ("store", "relay", "server", "ledger", "vault")),
        *("gateway.dialects", "gateway.providers"),
    ),
    only_in(
        "peewee-in-store",
        "peewee is imported in gateway/store only",
        ("gateway.store",),
        *("peewee", "playhouse"),
    ),
    only_in(
        "sqlite3-in-store",
        "sqlite3 is imported in gateway/store and, for other programs' files, gateway/importers",
        ("gateway.store", "gateway.importers"),
        "sqlite3",
    ),
    Rule(
        "aiohttp-web-in-server", "aiohttp.web is imported in gateway/server only", _aiohttp_server
    ),
    only_in(
        "keyring-in-vault",
        "keyring is imported in gateway/vault only",
        ("gateway.vault",),
        *("keyring", "secretstorage"),
    ),
    may_not(
        "no-blocking-client",
        "HTTP is spoken by aiohttp: every other client blocks the loop",
        ("gateway", "desktop"),
        *BLOCKING_CLIENTS,
    ),
    may_only(
        "errors-alone",
        "errors import the standard library, and are pure",
        ("gateway.errors",),
    ),
    may_only(
        "events-alone",
        "events import domain, errors and the standard library",
        ("gateway.events",),
        *("gateway.domain", "gateway.errors"),
        pure=False,
    ),
    may_only(
        "domain-alone",
        "domain imports itself, errors and the standard library, and is pure",
        ("gateway.domain",),
        *("gateway.domain", "gateway.errors"),
    ),
    may_only(
        "dialects-alone",
        "dialects import domain, errors, msgspec and the standard library, and are pure",
        ("gateway.dialects",),
        *("gateway.dialects", "gateway.domain", "gateway.errors", "msgspec"),
    ),
    may_only(
        "providers-alone",
        "as dialects, and providers may sign with cryptography and say which version asks",
        ("gateway.providers",),
        *("gateway.providers", "gateway.domain", "gateway.errors", "gateway.version"),
        *("msgspec", "cryptography"),
    ),
    may_not(
        "routes-through-services",
        "server/routes reach data through services and the pipeline",
        ("gateway.server.routes",),
        *(*DATABASE, "gateway.store", "gateway.ledger", "gateway.vault"),
    ),
    only_in(
        "server-on-top",
        "gateway/server is imported by what starts it, and by nothing it serves",
        ("gateway.server", "gateway.app", "gateway.parts", "gateway.__main__"),
        "gateway.server",
    ),
    may_not(
        "server-without-life",
        "gateway/server serves the parts; starting and stopping them is not its business",
        ("gateway.server",),
        *("gateway.app", "desktop"),
    ),
    may_not(
        "store-at-the-bottom",
        "the store knows nothing above it",
        ("gateway.store",),
        *(
            f"gateway.{part}"
            for part in ("app", "parts", "services", "relay", "dialects", "providers")
        ),
    ),
    may_not(
        "widgets-know-nothing",
        "widgets know nothing of the program they stand in",
        ("desktop.widgets",),
        *("gateway", "desktop.viewmodels"),
    ),
    may_not(
        "viewmodels-without-widgets",
        "view models and item models use no widgets",
        ("desktop.viewmodels", "desktop.models"),
        "PySide6.QtWidgets",
    ),
)
