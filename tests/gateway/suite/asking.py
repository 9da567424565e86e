"""What the suite's clients ask, which is the same over every provider: a golden file of its own."""

from __future__ import annotations

from typing import Any

from gateway.providers.base import Operation
from tests.gateway.suite import asks
from tests.gateway.suite.exchanges import body_of
from tests.gateway.suite.masking import Masker
from tests.gateway.suite.media_asks import HEADS, ask
from tests.upstreams.record import Exchange

CLIENTS_FILE = "clients"
_MODEL = "suite-<provider>"
_WANTED: dict[str, dict[str, bool]] = {
    "plain": {"system": True},
    "streamed": {"stream": True},
    "tool": {"tool": True},
    "image": {"image": True},
    "errors": {},
}


def asked() -> dict[str, Any]:
    """By client and scenario: the path, and the body."""
    found: dict[str, Any] = {}
    for client in asks.CLIENTS:
        shown = {}
        for name, wanted in _WANTED.items():
            path, body = asks.request(client, _MODEL, **wanted)
            shown[name] = {"asked": f"POST {path}", "body": body}
        found[client] = shown
    found["media"] = {name: _media(operation) for operation, name in HEADS.items()}
    return found


def _media(operation: Operation) -> dict[str, Any]:
    wanted = ask(operation, _MODEL)
    headers = {name.lower(): value for name, value in wanted.headers.items()}
    exchange = Exchange("client", "POST", wanted.path, {}, headers, [], 0.0)
    exchange.read_body(wanted.body)
    return {"asked": f"POST {wanted.path}", "body": body_of(exchange, Masker(()))}
