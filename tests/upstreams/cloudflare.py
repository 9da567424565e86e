"""Cloudflare's mocks: OpenAI's wire below an account, and the AI Gateway before other mocks.

After https://developers.cloudflare.com/workers-ai/configuration/open-ai-compatibility/ and
https://developers.cloudflare.com/ai-gateway/.
"""

from __future__ import annotations

from aiohttp import web

from tests.upstreams.call import Call, Refused
from tests.upstreams.mock import Mock, Route
from tests.upstreams.openai import OpenAIMock
from tests.upstreams.openai_models import COMPATIBLE, OpenAIModel

ACCOUNT = "0123456789abcdef0123456789abcdef"
GATEWAY = "my-gateway"
MODEL = "@cf/meta/llama-3.3-70b-instruct-fp8-fast"
_MODELS = (OpenAIModel(MODEL, MODEL),)


def _refused(status: int, code: int, message: str) -> Refused:
    errors = [{"code": code, "message": message}]
    return Refused(status, {"result": None, "success": False, "errors": errors, "messages": []})


class WorkersAIMock(OpenAIMock):
    """Workers AI; its model list is Cloudflare's own."""

    default_key = "cf-token-0123456789abcdefghijklmnopqrstuv"
    prefix = ""

    def __init__(self, name: str = "workers-ai") -> None:
        super().__init__(name, {self.default_key}, _MODELS, COMPATIBLE)

    @property
    def base_url(self) -> str:
        return f"{self.origin}/{self.name}/client/v4"

    def route(self, call: Call) -> Route:
        home, account, path = call.exchange.path.partition(f"/accounts/{ACCOUNT}/ai")
        if home != "/client/v4" or not account:
            raise _refused(404, 7003, "Could not route to the account")
        if (call.exchange.method, path) == ("GET", "/models/search"):
            return Route(self.search, scripted=False)
        call.exchange.path = path
        return super().route(call)

    def authenticate(self, call: Call) -> str | None:
        if call.headers.get("authorization") != f"Bearer {self.key}":
            raise _refused(401, 10000, "Authentication error")
        return self.key

    async def search(self, call: Call) -> web.StreamResponse:
        """GET /ai/models/search."""
        listed = [
            {"id": "1", "name": MODEL, "task": {"id": "x", "name": "Text Generation"}},
            {"id": "2", "name": "@cf/baai/bge-m3", "task": {"name": "Text Embeddings"}},
        ]
        return await call.send(200, {"result": listed, "success": True, "errors": []})


_BEHIND = "the mocks behind it answer"


class AIGatewayMock(Mock):
    """An authenticated gateway before mocks by their slugs; each sees its own paths."""

    prefix = ""
    default_key = "cf-aig-token-0123456789abcdef"

    def __init__(self, behind: dict[str, Mock], name: str = "ai-gateway") -> None:
        super().__init__(name)
        self.behind = behind

    @property
    def base_url(self) -> str:
        return f"{self.origin}/{self.name}/v1"

    async def handle(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        _, version, account, gateway, slug, *rest = path.split("/")
        wanted = f"Bearer {self.key}"
        if request.headers.get("cf-aig-authorization") != wanted:
            return web.json_response(_unauthorized(), status=401)
        assert (version, account, gateway) == ("v1", ACCOUNT, GATEWAY), path
        below = "/".join(rest)
        if slug in ("openai", "compat"):  # whose own version Cloudflare leaves out
            below = f"v1/{below}"
        return await self.behind[slug].handle(request, f"/{below}")

    def route(self, call: Call) -> Route:
        raise AssertionError(_BEHIND)

    def authenticate(self, call: Call) -> str | None:
        raise AssertionError(_BEHIND)

    def bad_json(self, call: Call) -> Refused:
        raise AssertionError(_BEHIND)

    def error(self, kind: object, call: Call, status: int | None = None) -> object:  # type: ignore[override]
        raise AssertionError(_BEHIND)


def _unauthorized() -> dict[str, object]:
    return {"success": False, "result": [], "errors": [{"code": 2009, "message": "Unauthorized"}]}
