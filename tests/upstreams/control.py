"""The side channel of mocks that run in another process, below `/_control`.

| request | does |
|---|---|
| `GET /_control` | every mock: base URL, keys, number of requests, what is open |
| `GET /_control/<mock>/requests` | the recorded requests, oldest first |
| `POST /_control/<mock>/script` | `{"replies": [...], "key"?, "model"?, "path"?, "always"?}` |
| `POST /_control/<mock>/release` | lets stalled answers go on |
| `DELETE /_control/<mock>` | forgets script and requests |
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from tests.upstreams.call import encode
from tests.upstreams.mock import Mock
from tests.upstreams.script import Reply


def state(mock: Mock) -> dict[str, Any]:
    """A mock's address, keys and counters."""
    return {
        "base_url": mock.base_url,
        "keys": sorted(mock.keys),
        "requests": len(mock.requests),
        "open_requests": mock.open_requests,
        "open_streams": mock.open_streams,
        "open_connections": mock.open_connections,
    }


async def control(
    request: web.BaseRequest, path: str, mocks: Mapping[str, Mock]
) -> web.StreamResponse:
    """Answer one control request; `path` is below `/_control/`."""
    name, _, verb = path.partition("/")
    if not name and request.method == "GET":
        return _json({name: state(mock) for name, mock in mocks.items()})
    mock = mocks.get(name)
    if mock is None:
        return _json({"error": f"no mock named {name!r}"}, 404)
    match request.method, verb:
        case "GET", "requests":
            return _json([exchange.to_json() for exchange in mock.requests])
        case "POST", "script":
            try:
                _script(mock, await request.json())
            except (TypeError, ValueError, KeyError) as problem:
                return _json({"error": str(problem)}, 400)
        case "POST", "release":
            mock.release()
        case "DELETE", "":
            mock.reset()
        case _:
            return _json({"error": f"no {request.method} {verb!r} here"}, 404)
    return _json(state(mock))


def _script(mock: Mock, order: dict[str, Any]) -> None:
    replies = [Reply.from_json(reply) for reply in order.pop("replies")]
    if order.pop("always", False):
        for reply in replies:
            mock.always(reply, **order)
    else:
        mock.script(*replies, **order)


def _json(value: Any, status: int = 200) -> web.Response:
    return web.Response(status=status, body=encode(value), content_type="application/json")
