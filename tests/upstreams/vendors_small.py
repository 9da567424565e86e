"""Further Chinese vendors of OpenAI's wire whose errors differ: StepFun, 01.AI, 360, Hunyuan."""

from __future__ import annotations

from tests.upstreams.openai_models import chat_models
from tests.upstreams.vendors import Vendor, coded, without

_INVALID = "invalid_request_error"

STEPFUN = Vendor(
    "stepfun",
    chat_models(("step-3",)),
    {
        "bad_request": (
            400,
            {"error": {"message": "Bad request", "type": "request_params_invalid"}},
        ),
        "bad_key": (
            401,
            {"error": {"message": "Incorrect API key provided", "type": "invalid_api_key"}},
        ),
        "permission": (403, {"error": {"message": "Forbidden", "type": "forbidden"}}),
        "money": (402, {"error": {"message": "You have no balance", "type": "quota_exceeded"}}),
        "model": (404, {"error": {"message": "No such model", "type": "model_not_found"}}),
        "not_found": (404, {"error": {"message": "Not found", "type": "not_found"}}),
        "content_filter": (
            451,
            {"error": {"message": "The content is blocked", "type": "censorship_blocked"}},
        ),
        "rate_limit": (429, {"error": {"message": "Rate limited", "type": "rate_limited"}}),
        "overloaded": (503, {"error": {"message": "Busy", "type": "engine_overloaded"}}),
        "server": (500, {"error": {"message": "Internal", "type": "internal_error"}}),
    },
    balance={
        "/v1/accounts": {
            "object": "account",
            "type": "prepaid",
            "balance": -1.5,
            "total_cash_balance": 0.0,
            "total_voucher_balance": 26.0,
        }
    },
    check=without("max_completion_tokens"),
)

LINGYIWANWU = Vendor(
    "lingyiwanwu",
    chat_models(("yi-lightning",)),
    {
        "bad_request": (400, coded("bad request", _INVALID)),
        "bad_key": (401, coded("Authentication failed", "authentication_error")),
        "permission": (403, coded("Forbidden", "permission_error")),
        "model": (404, coded("The model does not exist", _INVALID, "model_not_found")),
        "not_found": (404, coded("Not found", _INVALID)),
        "context": (400, coded("content too long", _INVALID)),
        "rate_limit": (429, coded("too many requests", "rate_limit_error")),
        "overloaded": (529, coded("system busy", "server_error")),
        "server": (500, coded("internal error", "server_error")),
    },
    check=without("max_completion_tokens"),
)

ZHINAO = Vendor(
    "zhinao",
    chat_models(("360gpt-pro",)),
    {
        "bad_request": (400, coded("bad request", _INVALID, "1001")),
        "bad_key": (401, coded("invalid key", "authentication_error", "1002")),
        "permission": (403, coded("forbidden", "permission_error")),
        "model": (404, coded("no such model", _INVALID, "model_not_found")),
        "not_found": (404, coded("not found", _INVALID)),
        "rate_limit": (429, coded("too fast", "rate_limit_error", "1004")),
        "server": (500, coded("internal", "server_error", "1006")),
    },
    check=without("max_completion_tokens"),
)

HUNYUAN = Vendor(
    "hunyuan",
    chat_models(("hunyuan-lite",)),
    {
        "bad_request": (400, coded("The parameter is wrong", "runtime_error", "2003")),
        "bad_key": (401, coded("Incorrect API key provided", "invalid_request_error")),
        "permission": (403, coded("forbidden", "permission_error")),
        "model": (404, coded("no such model", _INVALID, "model_not_found")),
        "not_found": (404, coded("not found", _INVALID)),
        "rate_limit": (429, coded("too fast", "runtime_error", "2007")),
        "server": (500, coded("internal", "runtime_error", "2001")),
    },
    check=without("max_completion_tokens"),
)
