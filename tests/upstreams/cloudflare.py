"""Cloudflare's mocks: OpenAI's wire below an account, and the AI Gateway before other mocks.

After https://developers.cloudflare.com/workers-ai/configuration/open-ai-compatibility/ and
https://developers.cloudflare.com/ai-gateway/usage/providers/.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from aiohttp import web
from multidict import CIMultiDict
from yarl import URL

from tests.upstreams import workers_ai
from tests.upstreams.call import Call, Refused, WireError
from tests.upstreams.compose import answer
from tests.upstreams.mock import TARGET, Mock, Route
from tests.upstreams.openai import OpenAIMock
from tests.upstreams.openai_models import COMPATIBLE, OpenAIModel
from tests.upstreams.script import ErrorKind, Usage

ACCOUNT = "0123456789abcdef0123456789abcdef"
GATEWAY = "my-gateway"
RESOURCE = "my-resource"
"""Of Azure's, which stands behind the gateway."""
MODEL = "@cf/meta/llama-3.3-70b-instruct-fp8-fast"
_MODELS = (OpenAIModel(MODEL, MODEL),)


def _refused(status: int, code: int, message: str) -> Refused:
    errors = [{"code": code, "message": message}]
    return Refused(status, {"result": None, "success": False, "errors": errors, "messages": []})


_ERRORS: dict[ErrorKind, tuple[int, int, str]] = {
    "bad_request": (400, 5004, "AiError: Bad input"),
    "bad_key": (401, 10000, "Authentication error"),
    "permission": (403, 5018, "This account is not allowed to access this model."),
    "not_found": (404, 7003, "Could not route to the path, perhaps your object identifier"),
    "model": (400, 5007, "AiError: No such model @cf/meta/llama-99 or task"),
    "too_large": (413, 3006, "AiError: Request is too large"),
    "timeout": (408, 3007, "AiError: Request timeout"),
    "rate_limit": (429, 3036, "you have used up your daily free allocation of 10,000 neurons"),
    "overloaded": (429, 3040, "AiError: Capacity temporarily exceeded, please try again."),
    "context": (
        400,
        5021,
        "AiError: The estimated number of input and maximum output tokens (30000) exceeded this "
        "model context window limit (24000).",
    ),
    "server": (500, 1000, "Internal server error"),
}
"""https://developers.cloudflare.com/workers-ai/platform/errors/"""


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
        if call.exchange.method == "POST" and path.startswith("/run/"):
            media = workers_ai.MODELS.get(unquote(path.removeprefix("/run/")))
            return Route(self.run) if media is None else Route(media, json_only=False)
        call.exchange.path = path
        return super().route(call)

    def authenticate(self, call: Call) -> str | None:
        if call.headers.get("authorization") != f"Bearer {self.key}":
            raise _refused(401, 10000, "Authentication error")
        return self.key

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        own, code, message = _ERRORS.get(kind, _ERRORS["server"])
        found = _refused(status or own, code, message).error
        return WireError(found.status, found.body, {})

    def in_band_error(self, call: Call) -> Any:
        return {"message": _ERRORS["server"][2], "type": "server_error", "code": 1000}

    async def run(self, call: Call) -> web.StreamResponse:
        """POST /ai/run/{model}, Cloudflare's own interface, as far as its package asks for it."""
        model = unquote(call.exchange.path.partition("/ai/run/")[2])
        if model != MODEL:
            raise _refused(400, 5007, f"No such model {model} or task")
        asked = call.body
        if not isinstance(asked.get("messages"), list):
            raise _refused(400, 5006, "Error: oneOf at '/' not met, 0 matches: required: prompt")
        found = self.model({"model": MODEL}, "chat")
        said = answer(self._ask({**asked, "model": MODEL}, found), call.accept())
        calls = [{"name": each.name, "arguments": each.object} for each in said.tool_calls]
        usage = said.usage
        counted = {}
        if isinstance(usage, Usage):
            counted = {
                "prompt_tokens": usage.prompt,
                "completion_tokens": usage.completion,
                "total_tokens": usage.prompt + usage.completion,
            }
        result = {"response": said.text or None, "tool_calls": calls, "usage": counted}
        whole = {"result": result, "success": True, "errors": [], "messages": []}
        return await call.send(200, whole)

    async def search(self, call: Call) -> web.StreamResponse:
        """GET /ai/models/search, in pages; behind the last one an empty one."""
        if int(call.exchange.query.get("page", "1")) > 1:
            return await call.send(200, {"result": [], "success": True, "errors": []})
        listed = [
            {"id": "1", "name": MODEL, "task": {"id": "x", "name": "Text Generation"}},
            {"id": "2", "name": "@cf/baai/bge-m3", "task": {"name": "Text Embeddings"}},
        ]
        return await call.send(200, {"result": listed, "success": True, "errors": []})


_BEHIND = "the mocks behind it answer"
_BELOW = {
    **dict.fromkeys(("openai", "compat", "openrouter", "cerebras", "groq", "replicate"), "v1/"),
    "workers-ai": f"client/v4/accounts/{ACCOUNT}/ai/",
}
"""What Cloudflare leaves out of a provider's own paths, by its slug."""


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
        if slug == "workers-ai" and not below.startswith("v1/"):  # models stand there themselves
            below = f"run/{below}"
        if slug == "azure-openai":
            resource, *named = rest
            assert resource == RESOURCE, path
            below = f"openai/deployments/{'/'.join(named)}"
        if slug == "aws-bedrock":
            service, region, *named = rest
            assert service == "bedrock-runtime", path
            below = "/".join(named)
            request = _as_at_aws(request, region, below)
        below = _BELOW.get(slug, "") + below
        return await self.behind[slug].handle(request, f"/{below}")

    def route(self, call: Call) -> Route:
        raise AssertionError(_BEHIND)

    def authenticate(self, call: Call) -> str | None:
        raise AssertionError(_BEHIND)

    def bad_json(self, call: Call) -> Refused:
        raise AssertionError(_BEHIND)

    def error(self, kind: object, call: Call, status: int | None = None) -> object:  # type: ignore[override]
        raise AssertionError(_BEHIND)


def _as_at_aws(request: web.BaseRequest, region: str, path: str) -> web.BaseRequest:
    """The request as AWS gets it, whose signature is of AWS's own address."""
    headers = CIMultiDict(request.headers)
    headers["Host"] = f"bedrock-runtime.{region}.amazonaws.com"
    _, _, target = request.raw_path.partition(f"/bedrock-runtime/{region}/")
    made = request.clone(rel_url=URL(f"/{target}", encoded=True), headers=headers)
    made[TARGET] = f"/{target}"
    return made


def _unauthorized() -> dict[str, object]:
    return {"success": False, "result": [], "errors": [{"code": 2009, "message": "Unauthorized"}]}
