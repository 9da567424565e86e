"""For each rule, code that it must find and code that it must leave alone: (path, text) pairs."""

Planted = dict[str, list[tuple[str, str]]]

LAYERS_OFFENDING: Planted = {
    "gateway-without-window": [
        ("gateway/app.py", "from PySide6.QtCore import QObject"),
        ("gateway/app.py", "import qasync"),
        ("gateway/app.py", "def late():\n    import shiboken6"),
        ("gateway/app.py", "from desktop import theme"),
        ("gateway/app.py", "import importlib\nimportlib.import_module('PySide6.QtGui')"),
    ],
    "desktop-through-services": [
        ("desktop/pages/logs.py", "import peewee"),
        ("desktop/pages/logs.py", "import sqlite3"),
        ("desktop/pages/logs.py", "from aiohttp import web"),
        ("desktop/pages/logs.py", "from gateway.store.requests import newest"),
        ("desktop/pages/logs.py", "from gateway import relay"),
        ("desktop/pages/logs.py", "import gateway.server.factory"),
        ("desktop/pages/logs.py", "if TYPE_CHECKING:\n    from gateway.vault import Vault"),
    ],
    "peewee-in-store": [
        ("gateway/services/tokens.py", "from peewee import Model"),
        ("gateway/ledger/entries.py", "import playhouse.sqlite_ext"),
    ],
    "sqlite3-in-store": [("gateway/services/tokens.py", "import sqlite3")],
    "aiohttp-web-in-server": [
        ("gateway/relay/pipeline.py", "from aiohttp import web"),
        ("gateway/relay/pipeline.py", "import aiohttp.web"),
        ("gateway/relay/pipeline.py", "from aiohttp.web_response import StreamResponse"),
        ("gateway/relay/pipeline.py", "import aiohttp\ndef f(r: aiohttp.web.Request): ..."),
    ],
    "keyring-in-vault": [("gateway/services/settings.py", "import keyring.backends")],
    "no-blocking-client": [
        ("gateway/services/models.py", "import requests"),
        ("gateway/lan/doctor.py", "from urllib.request import urlopen"),
        ("desktop/crash.py", "from http import client"),
    ],
    "errors-alone": [("gateway/errors.py", "from gateway.domain.money import Money")],
    "events-alone": [
        ("gateway/events.py", "from gateway.services.tokens import Tokens"),
        ("gateway/events.py", "import msgspec"),
    ],
    "domain-alone": [
        ("gateway/domain/token.py", "import msgspec"),
        ("gateway/domain/token.py", "from gateway import store"),
        ("gateway/domain/token.py", "from ..relay import planner"),
        ("gateway/domain/token.py", "import asyncio"),
    ],
    "dialects-alone": [
        ("gateway/dialects/sse.py", "import aiohttp"),
        ("gateway/dialects/sse.py", "from gateway.relay.meter import Meter"),
        ("gateway/dialects/sse.py", "from socket import socket"),
    ],
    "providers-alone": [
        ("gateway/providers/openai.py", "import aiohttp"),
        ("gateway/providers/openai.py", "from gateway.config import Settings"),
        ("gateway/providers/openai.py", "import urllib.request"),
    ],
    "routes-through-services": [
        ("gateway/server/routes/tokens.py", "from gateway.store.tokens import TokenRow"),
        ("gateway/server/routes/tokens.py", "from ...ledger import entries"),
        ("gateway/server/routes/tokens.py", "import peewee"),
    ],
    "server-on-top": [("gateway/services/sharing.py", "from gateway.server import listeners")],
    "server-without-life": [
        ("gateway/server/routes/chats.py", "from gateway.app import Gateway"),
        ("gateway/server/visit.py", "if TYPE_CHECKING:\n    from ..app import Gateway"),
    ],
    "store-at-the-bottom": [("gateway/store/tokens.py", "from gateway.services import tokens")],
    "widgets-know-nothing": [
        ("desktop/widgets/card.py", "from gateway.domain.money import Money"),
        ("desktop/widgets/card.py", "from ..viewmodels import tokens"),
    ],
    "viewmodels-without-widgets": [
        ("desktop/viewmodels/logs.py", "from PySide6.QtWidgets import QTableView"),
        ("desktop/models/log_table.py", "from PySide6 import QtWidgets"),
    ],
}

LAYERS_INNOCENT: Planted = {
    "gateway-without-window": [
        ("gateway/app.py", "import asyncio\n# PySide6 is only spoken of here"),
        ("desktop/app.py", "import PySide6"),
    ],
    "desktop-through-services": [
        ("desktop/pages/logs.py", "from gateway.services.logs import Logs\nimport gateway.app"),
        ("desktop/pages/logs.py", "import gateway.storefront"),
    ],
    "peewee-in-store": [("gateway/store/schema.py", "from peewee import Model")],
    "sqlite3-in-store": [
        ("gateway/store/database.py", "import sqlite3"),
        ("gateway/importers/one_api.py", "import sqlite3"),
    ],
    "aiohttp-web-in-server": [
        ("gateway/server/factory.py", "from aiohttp import web"),
        ("gateway/relay/transport.py", "from aiohttp import ClientSession"),
    ],
    "keyring-in-vault": [("gateway/vault/keyring_store.py", "import keyring")],
    "no-blocking-client": [("gateway/relay/transport.py", "import aiohttp\nimport urllib.parse")],
    "errors-alone": [("gateway/errors.py", "from dataclasses import dataclass")],
    "events-alone": [("gateway/events.py", "from gateway.domain.usage import Usage")],
    "domain-alone": [("gateway/domain/token.py", "from .money import Money\nimport secrets")],
    "dialects-alone": [("gateway/dialects/sse.py", "import msgspec\nfrom ..domain import usage")],
    "providers-alone": [("gateway/providers/google/vertex.py", "from cryptography import x509")],
    "routes-through-services": [
        ("gateway/server/routes/tokens.py", "from gateway.services.tokens import Tokens"),
    ],
    "server-on-top": [
        ("gateway/app.py", "from gateway.server.factory import build"),
        ("gateway/server/factory.py", "from gateway.server import routes"),
    ],
    "server-without-life": [("gateway/server/visit.py", "from gateway.parts import Parts")],
    "store-at-the-bottom": [("gateway/store/tokens.py", "from gateway.domain import token")],
    "widgets-know-nothing": [("desktop/widgets/card.py", "from desktop.theme import tokens")],
    "viewmodels-without-widgets": [
        ("desktop/viewmodels/logs.py", "from PySide6.QtCore import QObject"),
        ("desktop/pages/logs.py", "from PySide6.QtWidgets import QWidget"),
    ],
}

LONG_FUNCTION = "def long():\n" + "    pass\n" * 60
LONG_DOCSTRING = 'def told():\n    """\n' + "    line\n" * 70 + '    """\n' + "    pass\n" * 59

BANS_OFFENDING: Planted = {
    "tasks-in-one-place": [
        ("gateway/app.py", "import asyncio\nasync def f(c): asyncio.create_task(c)"),
        ("gateway/app.py", "async def f(loop, c): loop.create_task(c)"),
        ("desktop/bridge.py", "from asyncio import ensure_future"),
    ],
    "import-starts-nothing": [
        ("gateway/tasks.py", "import asyncio\nasyncio.create_task(None)"),
        ("gateway/app.py", "import asyncio\nloop = asyncio.new_event_loop()"),
        (
            "gateway/app.py",
            "class A:\n    from gateway.tasks import spawn\n    task = spawn(None, 'a')",
        ),
    ],
    "no-nested-loop": [
        ("desktop/pages/logs.py", "def f(dialog): dialog.exec()"),
        ("desktop/tray.py", "def f(menu, at): menu.exec_(at)"),
        ("desktop/tray.py", "def f(app): app.processEvents()"),
    ],
    "no-modal-static": [
        ("desktop/crash.py", "def f(w): QMessageBox.question(w, 'a', 'b')"),
        ("desktop/crash.py", "def f(w): QtWidgets.QFileDialog.getOpenFileName(w)"),
    ],
    "no-async-slot": [
        ("desktop/bridge.py", "from qasync import asyncSlot"),
        ("desktop/bridge.py", "import qasync\n@qasync.asyncClose\nasync def f(): ..."),
    ],
    "no-qthread": [
        ("desktop/bridge.py", "from PySide6.QtCore import QThread"),
        ("desktop/bridge.py", "from PySide6 import QtCore\nthread = QtCore.QThread()"),
    ],
    "no-print": [("gateway/app.py", "print('listening')"), ("desktop/__main__.py", "print()")],
    "no-sleep": [
        ("gateway/store/database.py", "import time\ntime.sleep(1)"),
        ("gateway/store/database.py", "from time import monotonic, sleep"),
    ],
    "literal-tr": [
        ("desktop/tray.py", "class A:\n    def f(self, n): self.tr(f'{n} requests')"),
        ("desktop/tray.py", "class A:\n    def f(self, n): self.tr('%s requests' % n)"),
        ("desktop/tray.py", "class A:\n    def f(self, n): self.tr('{} left'.format(n))"),
        ("desktop/tray.py", "class A:\n    def f(self, n): self.tr('left: ' + n)"),
        ("desktop/tray.py", "QCoreApplication.translate('Tray', f'{1} requests')"),
    ],
    "no-stray-windows": [
        ("desktop/tray.py", "class A:\n    def __init__(self, on): self._b.setVisible(bool(on))"),
    ],
    "aware-times": [
        ("gateway/app.py", "from datetime import datetime\ndatetime.now()"),
        ("gateway/app.py", "import datetime\ndatetime.datetime.utcnow()"),
        ("gateway/app.py", "from datetime import datetime\ndatetime.fromtimestamp(0)"),
        ("gateway/app.py", "from datetime import date\ndate.today()"),
        ("gateway/app.py", "from datetime import datetime\ndatetime.utcnow().replace(hour=0)"),
    ],
    "no-model-guess": [
        ("gateway/relay/counting.py", "import tiktoken\ntiktoken.encoding_for_model('gpt-4o')"),
        ("gateway/relay/counting.py", "from tiktoken import encoding_for_model"),
    ],
    "nothing-unfinished": [
        ("gateway/app.py", "def f(): raise NotImplementedError"),
        ("gateway/app.py", "def f(): raise NotImplementedError('later')"),
        ("gateway/app.py", "x = 1  # TODO count properly"),
    ],
    "file-size": [("gateway/app.py", "\n" * 401), ("tests/test_app.py", "\n" * 401)],
    "function-size": [("gateway/app.py", LONG_FUNCTION)],
}

BANS_INNOCENT: Planted = {
    "tasks-in-one-place": [
        ("gateway/tasks.py", "async def f(loop, c): return loop.create_task(c)"),
        ("gateway/app.py", "from gateway.tasks import spawn\nasync def f(c): spawn(c, 'a')"),
    ],
    "import-starts-nothing": [
        ("gateway/tasks.py", "import asyncio\nasync def f(c): asyncio.create_task(c)"),
        ("gateway/__main__.py", "import asyncio\nif __name__ == '__main__':\n    asyncio.run(1)"),
    ],
    "no-nested-loop": [
        ("desktop/loop.py", "def f(app): app.exec()"),
        ("desktop/pages/logs.py", "def f(dialog): dialog.open()"),
        ("gateway/store/database.py", "def f(db): db.execute('select 1')"),
    ],
    "no-modal-static": [("desktop/crash.py", "def f(w): return QMessageBox(w).open()")],
    "no-async-slot": [("desktop/loop.py", "from qasync import QEventLoop")],
    "no-qthread": [("desktop/loop.py", "import threading\nfrom PySide6.QtCore import QTimer")],
    "no-print": [("gateway/__main__.py", "print('Homeport is listening')")],
    "no-sleep": [("gateway/app.py", "import asyncio\nasync def f(): await asyncio.sleep(0)")],
    "literal-tr": [
        ("desktop/tray.py", "class A:\n    def f(self, n): self.tr('%n requests', '', n)"),
        ("desktop/tray.py", "class A:\n    def f(self, n): self.tr('{0} left').format(n)"),
        ("gateway/app.py", "def f(text, n): text.translate({n + 1: None})"),
    ],
    "no-stray-windows": [
        ("desktop/tray.py", "class A:\n    def __init__(self): self._b.setVisible(False)"),
        ("desktop/tray.py", "class A:\n    def fill(self, on): self._b.setVisible(on)"),
    ],
    "aware-times": [
        ("gateway/app.py", "from datetime import UTC, datetime\ndatetime.now(UTC)"),
        ("gateway/app.py", "from datetime import UTC, datetime\ndatetime.fromtimestamp(0, tz=UTC)"),
        ("gateway/app.py", "from datetime import datetime\ndatetime.now().astimezone()"),
    ],
    "no-model-guess": [
        ("gateway/relay/counting.py", "import tiktoken\ntiktoken.get_encoding('a')")
    ],
    "nothing-unfinished": [
        ("gateway/app.py", "TODO_LIST = 'a to-do list'  # kept for the portal"),
        ("gateway/app.py", "try: f()\nexcept NotImplementedError: pass  # Windows has no signals"),
    ],
    "file-size": [("gateway/app.py", "\n" * 400)],
    "function-size": [("gateway/app.py", LONG_DOCSTRING)],
}

OFFENDING: Planted = LAYERS_OFFENDING | BANS_OFFENDING
INNOCENT: Planted = LAYERS_INNOCENT | BANS_INNOCENT
