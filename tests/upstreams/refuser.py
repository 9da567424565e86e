"""An upstream that says one thing to every request: whatever a test puts in its mouth."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from tests.upstreams.call import Call, Refused, WireError
from tests.upstreams.mock import Mock, Route
from tests.upstreams.script import ErrorKind


class Refuser(Mock):
    """`says` is the status, the headers and the body of every answer."""

    prefix = ""
    default_key = "sk-refused-0123456789abcdef0123"

    def __init__(self, name: str = "refuser") -> None:
        super().__init__(name)
        self.says: tuple[int, Mapping[str, str], bytes] = (500, {}, b"")

    def route(self, call: Call) -> Route:
        return Route(self.say, scripted=False, json_only=False)

    def authenticate(self, call: Call) -> str | None:
        return None

    async def say(self, call: Call) -> web.StreamResponse:
        """Any path."""
        status, headers, body = self.says
        sent = {"Content-Type": "application/json", **headers}
        return web.Response(status=status, headers=sent, body=body)

    def bad_json(self, call: Call) -> Refused:
        return Refused(400, b"")

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        return WireError(status or 500, b"", {})
