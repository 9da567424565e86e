"""Chinese vendors that speak OpenAI's wire, with their own errors, refusals and balances.

After the vendors' documentation as of November 2026; each quirk stands in one table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

from aiohttp import web

from tests.upstreams.call import Body, Call, Refused, WireError
from tests.upstreams.mock import Route
from tests.upstreams.openai import OpenAIMock
from tests.upstreams.openai_models import Flavour, OpenAIModel, chat_models
from tests.upstreams.script import ErrorKind

Errors = Mapping[ErrorKind, tuple[int, Body]]
Check = Callable[[Mapping[str, Any]], str]
"""What a vendor has against a chat body, '' for nothing."""


@dataclass(frozen=True, slots=True)
class Vendor:
    """``balance`` is what GET on these paths (below the mock's name) answers."""

    name: str
    models: Sequence[OpenAIModel]
    errors: Errors
    prefix: str = "/v1"
    key: str = "sk-mock0123456789abcdef0123456789abcd"
    balance: Mapping[str, Any] = field(default_factory=dict)
    check: Check = lambda body: ""
    refusal: ErrorKind = "bad_request"
    flavour: Flavour | None = None
    """How its answers differ, where they do."""
    authorised: Callable[[str], bool] | None = None
    """Whether a bearer is no key of the account but made of one."""


class VendorMock(OpenAIMock):
    """One account at one vendor. ``balance`` may be changed by tests."""

    def __init__(self, vendor: Vendor, keys: Iterable[str] | None = None, name: str = "") -> None:
        self.vendor = vendor
        self.prefix = vendor.prefix
        usual = Flavour(vendor.name, vendor.name, fingerprint=f"fp_{vendor.name}")
        flavour = vendor.flavour or usual
        super().__init__(
            name or vendor.name, {vendor.key} if keys is None else keys, vendor.models, flavour
        )
        self.balance: dict[str, Any] = dict(vendor.balance)

    def route(self, call: Call) -> Route:
        method, path = call.exchange.method, call.exchange.path
        if method == "GET" and path in self.balance:
            return Route(self.tell_balance, scripted=False)
        below = path.removeprefix(self.vendor.prefix)
        routes = {
            ("POST", "/chat/completions"): Route(self.chat),
            ("POST", "/embeddings"): Route(self.embed),
            ("GET", "/models"): Route(self.list_models, scripted=False),
        }
        if not path.startswith(self.vendor.prefix) or (method, below) not in routes:
            error = self.error("not_found", call)
            raise Refused(404, error.body)
        return routes[method, below]

    def authenticate(self, call: Call) -> str | None:
        scheme, _, key = call.headers.get("authorization", "").partition(" ")
        made = self.vendor.authorised is not None and self.vendor.authorised(key)
        if scheme != "Bearer" or not (key in self.keys or made):
            error = self.error("bad_key", call)
            raise Refused(error.status, error.body)
        return key

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        errors = self.vendor.errors
        own, body = errors.get(kind) or errors["server"]
        return WireError(status or own, body, {})

    def bad_json(self, call: Call) -> Refused:
        error = self.error("bad_request", call)
        return Refused(error.status, error.body)

    def check_chat(self, body: Mapping[str, Any], model: OpenAIModel) -> None:
        problem = self.vendor.check(body)
        if problem:
            status, words = self.vendor.errors[self.vendor.refusal]
            raise Refused(status, with_message(words, problem))
        super().check_chat(body, model)

    def _unknown(self, name: str) -> NoReturn:
        if "model" not in self.vendor.errors:
            super()._unknown(name)
        status, body = self.vendor.errors["model"]
        raise Refused(status, body)

    async def tell_balance(self, call: Call) -> web.StreamResponse:
        """What is left on the account."""
        told = self.balance[call.exchange.path]
        if isinstance(told, int):
            raise Refused(told, self.vendor.errors["permission"][1])
        return await call.send(200, told)


def with_message(body: Body, message: str) -> Body:
    if isinstance(body, Mapping) and isinstance(body.get("error"), Mapping):
        return {**body, "error": {**body["error"], "message": message}}
    return body if not isinstance(body, Mapping) else {**body, "message": message}


def coded(message: str, kind: str, code: Any = None, **more: Any) -> dict[str, Any]:
    """An error of OpenAI's form."""
    return {"error": {"message": message, "type": kind, "param": None, "code": code, **more}}


def between(name: str, low: float, high: float, *, open_low: bool = False) -> Check:
    """A member that is refused outside a range."""

    def check(body: Mapping[str, Any]) -> str:
        value = body.get(name)
        if value is None or low < value <= high or (value == low and not open_low):
            return ""
        return f"{name} must be between {low} and {high}"

    return check


def without(*names: str) -> Check:
    """Members of OpenAI's that the vendor does not know."""

    def check(body: Mapping[str, Any]) -> str:
        found = [name for name in names if name in body]
        return f"Unknown parameter: {found[0]}" if found else ""

    return check


def choosing(*words: str) -> Check:
    """``tool_choice`` is one of a few words (or names a function, where ``named`` is one)."""

    def check(body: Mapping[str, Any]) -> str:
        choice = body.get("tool_choice")
        word = "named" if isinstance(choice, Mapping) else choice
        return "" if word is None or word in words else f"tool_choice {word} is not supported"

    return check


def each(*checks: Check) -> Check:
    """The first of several complaints."""
    return lambda body: next((said for check in checks if (said := check(body))), "")


_INVALID = "invalid_request_error"

DEEPSEEK = Vendor(
    "deepseek",
    chat_models(("deepseek-chat", "deepseek-reasoner")),
    {
        "bad_request": (400, coded("Invalid format", _INVALID, _INVALID)),
        "unsupported": (422, coded("Invalid parameters", _INVALID, _INVALID)),
        "bad_key": (
            401,
            coded(
                "Authentication Fails, Your api key: ****abcd is invalid",
                "authentication_error",
                _INVALID,
            ),
        ),
        "permission": (403, coded("Forbidden", "permission_error", _INVALID)),
        "money": (402, coded("Insufficient Balance", "unknown_error", _INVALID)),
        "model": (400, coded("Model Not Exist", _INVALID, _INVALID)),
        "not_found": (404, coded("Not Found", _INVALID)),
        "context": (
            400,
            coded("This model's maximum context length is 131072 tokens.", _INVALID, _INVALID),
        ),
        "rate_limit": (429, coded("Rate limit reached", "rate_limit_error")),
        "content_filter": (400, coded("Content Exists Risk", _INVALID, _INVALID)),
        "server": (500, coded("Server error", "server_error")),
        "overloaded": (503, coded("Service is too busy. Please try again later", "server_error")),
    },
    balance={
        "/user/balance": {
            "is_available": True,
            "balance_infos": [
                {
                    "currency": "USD",
                    "total_balance": "0.00",
                    "granted_balance": "0.00",
                    "topped_up_balance": "0.00",
                },
                {
                    "currency": "CNY",
                    "total_balance": "110.25",
                    "granted_balance": "10.25",
                    "topped_up_balance": "100.00",
                },
            ],
        }
    },
    check=each(
        without("max_completion_tokens"),
        lambda body: (
            ""
            if body.get("reasoning_effort") in (None, "low", "medium", "high", "max")
            else "reasoning_effort: unknown variant"
        ),
    ),
    refusal="unsupported",
)

MOONSHOT = Vendor(
    "moonshot",
    chat_models(("kimi-k2", "kimi-latest")),
    {
        "bad_request": (400, {"error": {"message": "Invalid request", "type": _INVALID}}),
        "bad_key": (
            401,
            {
                "error": {
                    "message": "Invalid Authentication",
                    "type": "invalid_authentication_error",
                }
            },
        ),
        "permission": (
            403,
            {"error": {"message": "Permission denied", "type": "permission_denied_error"}},
        ),
        "money": (
            429,
            {
                "error": {
                    "message": "Your account is suspended, please check your plan and billing",
                    "type": "exceeded_current_quota_error",
                }
            },
        ),
        "model": (
            404,
            {
                "error": {
                    "message": "Not found the model or Permission denied",
                    "type": "resource_not_found_error",
                }
            },
        ),
        "not_found": (404, {"error": {"message": "url.not_found", "type": _INVALID}}),
        "context": (
            400,
            {
                "error": {
                    "message": "Invalid request: Your request exceeded model token limit: 131072",
                    "type": _INVALID,
                }
            },
        ),
        "content_filter": (
            400,
            {
                "error": {
                    "message": "The request was rejected as high risk",
                    "type": "content_filter",
                }
            },
        ),
        "rate_limit": (
            429,
            {
                "error": {
                    "message": "Your account reached max request",
                    "type": "rate_limit_reached_error",
                }
            },
        ),
        "overloaded": (
            429,
            {
                "error": {
                    "message": "The engine is currently overloaded, please try again later",
                    "type": "engine_overloaded_error",
                }
            },
        ),
        "server": (500, {"error": {"message": "Server error", "type": "server_error"}}),
    },
    balance={
        "/v1/users/me/balance": {
            "code": 0,
            "data": {
                "available_balance": 49.58894,
                "voucher_balance": 46.58893,
                "cash_balance": 3.00001,
            },
            "scode": "0x0",
            "status": True,
        }
    },
    check=each(between("temperature", 0, 1), choosing("auto", "none", "named")),
)

SILICONFLOW = Vendor(
    "siliconflow",
    (
        *chat_models(("deepseek-ai/DeepSeek-V3", "Qwen/Qwen3-32B")),
        OpenAIModel("BAAI/bge-m3", "BAAI/bge-m3", kind="embedding", context=8192, dimensions=1024),
    ),
    {
        "bad_request": (
            400,
            {"code": 20015, "message": "The parameter is invalid.", "data": None},
        ),
        "bad_key": (401, '"Invalid token"'),
        "permission": (403, {"code": 30003, "message": "Model disabled.", "data": None}),
        "money": (
            403,
            {"code": 30001, "message": "Sorry, your account balance is insufficient", "data": None},
        ),
        "model": (
            400,
            {
                "code": 20012,
                "message": "Model does not exist. Please check it carefully.",
                "data": None,
            },
        ),
        "not_found": (404, '"404 page not found"'),
        "context": (
            400,
            {
                "code": 20015,
                "message": "length of prompt_tokens (140000) must be less than max_seq_len: "
                "prompt is too long",
                "data": None,
            },
        ),
        "rate_limit": (
            429,
            {
                "message": "Request was rejected due to rate limiting. Details:TPM limit reached.",
                "data": None,
            },
        ),
        "overloaded": (
            503,
            {"code": 50505, "message": "Model service overloaded. Please try again later."},
        ),
        "server": (500, '"Internal Server Error"'),
    },
    balance={
        "/v1/user/info": {
            "code": 20000,
            "message": "OK",
            "status": True,
            "data": {
                "id": "u-1",
                "name": "me",
                "balance": "0.88",
                "chargeBalance": "88.00",
                "totalBalance": "88.88",
            },
        }
    },
    check=without("max_completion_tokens"),
)
