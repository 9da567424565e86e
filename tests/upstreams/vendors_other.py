"""Vendors and servers of OpenAI's wire, at their own paths, with keys and errors of their own form.

Groq and OpenRouter after their documentation, FastGPT, vLLM and Xinference after their sources, the
others as people who met their refusals have published them (2024 to 2026).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.upstreams.openai_models import Flavour, chat_models
from tests.upstreams.vendors import Vendor, coded, without

_INVALID = "invalid_request_error"
_LETTERS = "0123456789abcdef0123456789abcdef"


def _openrouter(code: int, message: str, **metadata: Any) -> dict[str, Any]:
    more = {"metadata": metadata} if metadata else {}
    return {"error": {"code": code, "message": message, **more}, "user_id": "user_mock"}


def _novita(code: int, reason: str, message: str) -> dict[str, Any]:
    return {"code": code, "reason": reason, "message": message, "metadata": {}}


def _deepinfra(message: str) -> dict[str, Any]:
    return {"detail": {"error": message}}


def _github(code: str, message: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "details": message}}


def _modelscope(message: str) -> dict[str, Any]:
    return {"errors": {"message": message}, "request_id": "74efe73c-4dfd-4c07-b9e7-45028b8ca27d"}


def _sambanova(message: str, kind: str, code: str | None = None) -> dict[str, Any]:
    return {**coded(message, kind, code), "request_id": "2a8b3c4d-1234-5678-abcd-ef0123456789"}


def _fastgpt(code: int, word: str, message: str) -> dict[str, Any]:
    return {"code": code, "statusText": word, "message": message, "data": None}


def _one_api(message: str, code: str | None = None) -> dict[str, Any]:
    return coded(f"{message} (request id: 2026112712000000000)", "one_api_error", code)


def _groq_refuses(body: Mapping[str, Any]) -> str:
    if body.get("n", 1) != 1:
        return "'n' : number must be at most 1"
    named = any("name" in message for message in body.get("messages", ()))
    return "property 'name' is unsupported" if named else without("logprobs", "logit_bias")(body)


GROQ = Vendor(
    "groq",
    chat_models(("llama-3.3-70b-versatile",)),
    {
        "bad_request": (400, coded("Bad request", _INVALID)),
        "bad_key": (401, coded("Invalid API Key", _INVALID, "invalid_api_key")),
        "permission": (403, coded("Forbidden", "permissions_error")),
        "model": (
            404,
            coded(
                "The model `gpt-99` does not exist or you do not have access to it.",
                *(_INVALID, "model_not_found"),
            ),
        ),
        "not_found": (
            404,
            coded("Unknown request URL", _INVALID, "unknown_url"),
        ),
        "too_large": (413, coded("Request Entity Too Large", _INVALID, "request_too_large")),
        "rate_limit": (
            429,
            coded(
                "Rate limit reached for model `llama-3.3-70b-versatile` in organization `org_mock` "
                "service tier `on_demand` on tokens per minute (TPM): Limit 12000, Used 11800, "
                "Requested 900. Please try again in 3.5s.",
                *("tokens", "rate_limit_exceeded"),
            ),
        ),
        "context": (
            400,
            coded(
                "Please reduce the length of the messages or completion.",
                *(_INVALID, "context_length_exceeded"),
            ),
        ),
        "server": (500, coded("Internal Server Error", "internal_server_error")),
        "overloaded": (503, coded("Service Unavailable", "internal_server_error")),
    },
    prefix="/openai/v1",
    key=f"gsk_{_LETTERS}0123456789abcdef",
    check=_groq_refuses,
    flavour=Flavour("groq", "Meta", reasoning_field="reasoning", fingerprint="fp_groq"),
)

OPENROUTER = Vendor(
    "openrouter",
    chat_models(("meta-llama/llama-3.3-70b-instruct",)),
    {
        "bad_request": (400, _openrouter(400, "Input required: specify messages")),
        "bad_key": (401, _openrouter(401, "No auth credentials found")),
        "money": (402, _openrouter(402, "Insufficient credits")),
        "permission": (403, _openrouter(403, "Forbidden")),
        "content_filter": (
            403,
            _openrouter(
                403,
                "Input was flagged",
                reasons=["violence"],
                flagged_input="…",
                provider_name="OpenAI",
            ),
        ),
        "model": (400, _openrouter(400, "gpt-99 is not a valid model ID")),
        "not_found": (404, _openrouter(404, "Not Found")),
        "timeout": (408, _openrouter(408, "Request timed out")),
        "rate_limit": (
            429,
            _openrouter(
                429,
                "Rate limit exceeded: free-models-per-min. ",
                headers={"X-RateLimit-Limit": "20", "X-RateLimit-Remaining": "0"},
            ),
        ),
        "context": (
            400,
            _openrouter(
                400,
                "This endpoint's maximum context length is 131072 tokens. However, you requested "
                "about 140000 tokens.",
            ),
        ),
        "server": (502, _openrouter(502, "Provider returned error", provider_name="Together")),
        "overloaded": (503, _openrouter(503, "No instances available")),
    },
    prefix="/api/v1",
    key=f"sk-or-v1-{_LETTERS}{_LETTERS}",
    flavour=Flavour("openrouter", "Meta", reasoning_field="reasoning_details"),
)

DEEPINFRA = Vendor(
    "deepinfra",
    chat_models(("meta-llama/Llama-3.3-70B-Instruct-Turbo",)),
    {
        "bad_request": (400, _deepinfra("Bad request")),
        "bad_key": (401, _deepinfra("User is not authenticated")),
        "money": (
            402,
            _deepinfra(
                "inference prohibited, please enter a payment method in "
                "https://deepinfra.com/dash/billing"
            ),
        ),
        "model": (
            404,
            coded("The model `gpt-99` does not exist", _INVALID, "model_not_found"),
        ),
        "not_found": (404, {"detail": "Not Found"}),
        "rate_limit": (429, _deepinfra("Rate limited")),
        "overloaded": (429, coded("Model busy, retry later", _INVALID, "engine_overloaded")),
        "server": (500, _deepinfra("inference error")),
    },
    prefix="/v1/openai",
    key=_LETTERS,
)

NOVITA = Vendor(
    "novita",
    chat_models(("meta-llama/llama-3.3-70b-instruct",)),
    {
        "bad_request": (400, _novita(400, "INVALID_REQUEST_BODY", "invalid request body")),
        "bad_key": (401, _novita(401, "FAILED_TO_AUTH", "failed to authenticate API key")),
        "money": (403, _novita(403, "NOT_ENOUGH_BALANCE", "not enough balance")),
        "permission": (403, _novita(403, "model_access_denied", "model access denied")),
        "model": (404, _novita(404, "MODEL_NOT_FOUND", "model not found")),
        "not_found": (404, {"detail": "Not Found"}),
        "rate_limit": (429, _novita(429, "RATE_LIMIT_EXCEEDED", "rate limit exceeded")),
        "server": (500, _novita(500, "INTERNAL_SERVER_ERROR", "internal server error")),
        "overloaded": (503, _novita(503, "SERVER_NOT_AVAILABLE", "server not available")),
    },
    prefix="/v3/openai",
    key=f"sk_{_LETTERS}",
)

SAMBANOVA = Vendor(
    "sambanova",
    chat_models(("Meta-Llama-3.3-70B-Instruct",)),
    {
        "bad_request": (400, _sambanova("Bad request", _INVALID)),
        "bad_key": (401, _sambanova("Incorrect API key provided", _INVALID, "invalid_api_key")),
        "model": (404, _sambanova("Model not found", _INVALID, "model_not_found")),
        "not_found": (404, _sambanova("Not found", _INVALID)),
        "timeout": (408, _sambanova("Request timed out", "timeout_error")),
        "rate_limit": (429, _sambanova("Rate limit exceeded", "rate_limit_error")),
        "server": (500, _sambanova("Internal server error", "server_error")),
        "overloaded": (503, _sambanova("Service unavailable", "server_error")),
    },
    key=f"{_LETTERS[:8]}-0123-4567-89ab-0123456789ab",
)

GITHUB = Vendor(
    "github",
    chat_models(("openai/gpt-4.1-mini",)),
    {
        "bad_request": (400, _github("bad_request", "Bad request")),
        "bad_key": (401, _github("unauthorized", "Bad credentials")),
        "permission": (403, _github("no_access", "No access to model: openai/o3")),
        "model": (400, _github("unknown_model", "Unknown model: gpt-99")),
        "not_found": (404, _github("not_found", "Not Found")),
        "context": (
            413,
            _github(
                "tokens_limit_reached",
                "Request body too large for gpt-4.1-mini model. Max size: 8000 tokens.",
            ),
        ),
        "rate_limit": (
            429,
            _github(
                "RateLimitReached",
                "Rate limit of 15 per 60s exceeded for UserByModelByMinute. Please wait 11 seconds "
                "before retrying.",
            ),
        ),
        "server": (500, _github("internal_server_error", "Internal server error")),
    },
    prefix="/inference",
    key=f"github_pat_{_LETTERS}",
)

MODELSCOPE = Vendor(
    "modelscope",
    chat_models(("Qwen/Qwen3-30B-A3B",)),
    {
        "bad_request": (400, _modelscope("Bad request")),
        "bad_key": (
            401,
            _modelscope(
                "Authentication failed, please make sure that a valid ModelScope token is supplied."
            ),
        ),
        "model": (400, _modelscope("Model id: gpt-99 , has no provider supported")),
        "not_found": (404, {"detail": "Not Found"}),
        "rate_limit": (
            429,
            _modelscope(
                "You have exceeded today's quota for model Qwen/Qwen3-30B-A3B, please try again "
                "tomorrow"
            ),
        ),
        "server": (500, _modelscope("Internal error")),
    },
    key=f"ms-{_LETTERS[:8]}-0123-4567-89ab-0123456789ab",
)

MIMO = Vendor(
    "mimo",
    chat_models(("mimo-v2.5-pro",)),
    {
        "bad_request": (400, coded("Bad request", "bad_request", "400")),
        "bad_key": (401, coded("API key required", "authentication_error", "api_key_required")),
        "money": (402, coded("Insufficient account balance", "insufficient_balance", "402")),
        "permission": (403, coded("Illegal access", "illegal_access", "403")),
        "model": (404, coded("The model gpt-99 does not exist", _INVALID, "404")),
        "not_found": (404, coded("Not found", _INVALID, "404")),
        "rate_limit": (429, coded("Too many requests", "limitation", "429")),
        "server": (500, coded("Internal error", "server_error", "500")),
    },
    key=f"sk-{_LETTERS}",
)

FASTGPT = Vendor(
    "fastgpt",
    chat_models(("harbour",)),
    {
        "bad_request": (500, _fastgpt(500, "error", "messages is empty")),
        "bad_key": (500, _fastgpt(514, "unAuthApiKey", "Api Key 不合法")),
        "money": (500, _fastgpt(510, "insufficientQuota", "账号余额不足")),
        "permission": (500, _fastgpt(511, "unAuthModel", "无权操作该模型")),
        "not_found": (404, {"detail": "Not Found"}),
        "server": (500, _fastgpt(500, "error", "请求错误")),
    },
    prefix="/api/v1",
    key=f"fastgpt-{_LETTERS}",
)

VLLM = Vendor(
    "vllm",
    chat_models(("meta-llama/Llama-3.1-8B-Instruct",)),
    {
        "bad_request": (400, coded("Bad request", "BadRequestError", 400)),
        "bad_key": (401, {"error": "Unauthorized"}),
        "model": (404, coded("The model `gpt-99` does not exist.", "NotFoundError", 404)),
        "not_found": (404, {"detail": "Not Found"}),
        "context": (
            400,
            coded(
                "This model's maximum context length is 8192 tokens. However, you requested 9000 "
                "tokens in the messages. Please reduce the length of the messages.",
                *("BadRequestError", 400),
            ),
        ),
        "server": (500, coded("EngineCore encountered an issue", "InternalServerError", 500)),
    },
    key="token-abc123",
)

XINFERENCE = Vendor(
    "xinference",
    chat_models(("qwen3",)),
    {
        "bad_request": (400, {"detail": "Invalid input. Please specify the prompt."}),
        "bad_key": (401, {"detail": "Could not validate credentials"}),
        "model": (400, {"detail": "Model not found in the model list, uid: gpt-99"}),
        "not_found": (404, {"detail": "Not Found"}),
        "server": (500, {"detail": "[address=0.0.0.0:43765, pid=1] CUDA out of memory"}),
        "overloaded": (503, {"detail": "Model is overloaded"}),
    },
    key="sk-72tkvudyGLPMi",
)

ONE_API = Vendor(
    "one_api",
    chat_models(("gpt-4.1-mini",)),
    {
        "bad_request": (400, _one_api("field messages is required", "invalid_text_request")),
        "bad_key": (401, _one_api("无效的令牌")),
        "money": (401, _one_api("该令牌额度已用尽")),
        "model": (503, _one_api("当前分组 default 下对于模型 gpt-99 无可用渠道")),
        "not_found": (
            404,
            coded("Invalid URL (POST /v1/nowhere)", _INVALID, "api_not_found"),
        ),
        "overloaded": (429, _one_api("当前分组上游负载已饱和，请稍后再试")),
        "server": (500, _one_api("bad response status code 500", "bad_response_status_code")),
    },
    key=f"sk-{_LETTERS}0123456789abcdef",
)

LITELLM = Vendor(
    "litellm",
    chat_models(("gpt-4.1-mini",)),
    {
        "bad_request": (400, coded("litellm.BadRequestError: bad", _INVALID, "400")),
        "bad_key": (401, coded("Authentication Error, Invalid proxy", "auth_error", "401")),
        "money": (400, coded("Budget has been exceeded!", "budget_exceeded", "400")),
        "model": (400, coded("Invalid model name passed in model=gpt-99", _INVALID, "400")),
        "not_found": (404, {"detail": "Not Found"}),
        "rate_limit": (
            429,
            coded("litellm.RateLimitError: slow down", "throttling_error", "429"),
        ),
        "server": (500, coded("litellm.InternalServerError: oops", "server_error", "500")),
    },
    key=f"sk-{_LETTERS[:22]}",
)

OTHERS: Mapping[str, Vendor] = {
    each.name: each
    for each in (
        *(GROQ, OPENROUTER, DEEPINFRA, NOVITA, SAMBANOVA, GITHUB, MODELSCOPE, MIMO, FASTGPT),
        *(VLLM, XINFERENCE, ONE_API, LITELLM),
    )
}
"""By provider's id."""
