"""Refusals of vendors and servers that speak OpenAI's chat and word their errors otherwise.

FastGPT and Xinference after their sources; GitHub Models, ModelScope, MiMo, Novita, DeepInfra and
Jina, Hugging Face, Fireworks, NVIDIA and LM Studio as people who met them have published them (2024
to 2026); SambaNova, DeepInfra, Portkey and Voyage after their documentation.
"""

from __future__ import annotations

from typing import Any

from gateway.domain.failure import FailureClass
from tests.gateway.providers.refusals import (
    BAD_KEY,
    FILTER,
    LOAD,
    LONG,
    MODEL,
    NO_MONEY,
    PROTOCOL,
    RATE,
    google,
    openai,
    reason,
)


def github(code: str, message: str) -> Any:
    return {"error": {"code": code, "message": message, "details": message}}


def modelscope(message: str) -> Any:
    return {"errors": {"message": message}, "request_id": "74efe73c"}


def novita(code: int, reason: str, message: str) -> Any:
    return {"code": code, "reason": reason, "message": message, "metadata": {}}


def fastgpt(code: int, word: str, message: str) -> Any:
    return {"code": code, "statusText": word, "message": message, "data": None}


_GITHUB_WAIT = (
    "Rate limit of 15 per 60s exceeded for UserByModelByMinute. Please wait 11 seconds before "
    "retrying."
)
_GITHUB_SIZE = "Request body too large for gpt-4o model. Max size: 8000 tokens."
_JINA = {
    **{"data": None, "code": 402, "name": "InsufficientBalanceError", "status": 40203},
    "message": "Account balance not enough to run this query, please recharge.",
}
_PAYMENT = "inference prohibited, please enter a payment method in https://deepinfra.com/dash"
_TODAY = "You have exceeded today's quota for model Qwen/Qwen3.5-35B-A3B, please try again tomorrow"
_SUSPENDED = (
    "Account golden-cobra-560 is suspended, possibly due to reaching the monthly spending limit or "
    "failure to pay past invoices."
)
_MONTHLY = "You have exceeded your monthly included credits for Inference Providers."
_NO_RIGHT = (
    "This authentication method does not have sufficient permissions to call Inference Providers "
    "on behalf of user harbour"
)
_KEEP = (
    "Trying to keep the first 6269 tokens when context the overflows. However, the model is loaded "
    "with context length of only 4096 tokens, which is not enough."
)
_PROMPT = (
    "The number of tokens to keep from the initial prompt is greater than the context length. Try "
    "to load the model with a larger context length, or provide a shorter input"
)
_XINFERENCE = "[address=0.0.0.0:43765, pid=1] Model not found in the model list, uid: m"

COMPATIBLE_SERVERS: list[tuple[str, int, Any, FailureClass]] = [
    ("github", 401, github("unauthorized", "Bad credentials"), BAD_KEY),
    ("github", 403, github("no_access", "No access to model: openai/o3"), MODEL),
    ("github", 400, github("unknown_model", "Unknown model: deepseek/deepseek-v3"), MODEL),
    ("github", 400, github("unavailable_model", "Unavailable model: o4-mini"), MODEL),
    ("github", 429, github("RateLimitReached", _GITHUB_WAIT), RATE),
    ("github", 413, github("tokens_limit_reached", _GITHUB_SIZE), LONG),
    ("modelscope", 401, modelscope("Authentication failed, please make sure …"), BAD_KEY),
    ("modelscope", 429, modelscope(_TODAY), RATE),
    ("modelscope", 400, modelscope("Model id: Qwen/Qwen3 , has no provider supported"), MODEL),
    ("modelscope", 400, modelscope("Model id : Qwen/Qwen3 , has no provider supported"), MODEL),
    ("mimo", 401, openai("API key required", "authentication_error", "api_key_required"), BAD_KEY),
    ("mimo", 402, openai("Insufficient account balance", "", "402"), NO_MONEY),
    ("mimo", 429, openai("Too many requests", "limitation", "429"), RATE),
    ("novita", 401, novita(401, "FAILED_TO_AUTH", "failed to authenticate API key"), BAD_KEY),
    ("novita", 403, novita(403, "NOT_ENOUGH_BALANCE", "not enough balance"), NO_MONEY),
    ("novita", 404, novita(404, "MODEL_NOT_FOUND", "model not found"), MODEL),
    ("novita", 429, novita(429, "RATE_LIMIT_EXCEEDED", "rate limit exceeded"), RATE),
    ("deepinfra", 401, {"detail": {"error": "User is not authenticated"}}, BAD_KEY),
    ("deepinfra", 402, {"detail": {"error": _PAYMENT}}, NO_MONEY),
    ("deepinfra", 400, {"detail": {"error": _PAYMENT}}, NO_MONEY),
    (
        "deepinfra",
        429,
        openai("Model busy, retry later", "invalid_request_error", "engine_overloaded"),
        LOAD,
    ),
    ("sambanova", 410, {**openai("The model is gone"), "request_id": "2a8b3c4d"}, MODEL),
    ("jina", 402, _JINA, NO_MONEY),
    ("jina", 401, {"detail": "Unauthorized"}, BAD_KEY),
    ("xinference", 400, {"detail": _XINFERENCE}, MODEL),
    ("xinference", 400, {"detail": "Model not found in the model list, uid: m"}, MODEL),
    ("huggingface", 401, {"error": "Invalid username or password."}, BAD_KEY),
    ("huggingface", 403, {"error": _NO_RIGHT}, BAD_KEY),
    ("huggingface", 402, {"error": _MONTHLY}, NO_MONEY),
    ("huggingface", 410, {"error": "The requested model is deprecated"}, MODEL),
    (
        "huggingface",
        400,
        openai("not supported by any provider", "invalid_request_error", "model_not_supported"),
        MODEL,
    ),
    ("fireworks", 412, openai(_SUSPENDED, "", "PRECONDITION_FAILED"), NO_MONEY),
    ("fireworks", 404, openai("Model not found, inaccessible", "", "NOT_FOUND"), MODEL),
    ("nvidia", 429, {"status": 429, "title": "Too Many Requests"}, RATE),
    ("nvidia", 401, {"status": 401, "title": "Unauthorized", "detail": "Failed"}, BAD_KEY),
    ("nvidia", 402, {"detail": "Cloud credits expired - Please contact NVIDIA"}, NO_MONEY),
    ("nvidia", 404, {"status": 404, "title": "Not Found", "detail": "Function 'x'"}, MODEL),
    ("lmstudio", 400, {"error": _KEEP}, LONG),
    ("lmstudio", 400, {"error": _PROMPT}, LONG),
    ("portkey", 401, {"status": "failure", "message": "Invalid API Key"}, BAD_KEY),
    ("portkey", 412, {"error": {"message": "Budget exhausted"}}, NO_MONEY),
    ("portkey", 446, {"error": {"message": "The guardrail checks have failed"}}, FILTER),
    ("voyage", 401, {"detail": "Provided API key is invalid."}, BAD_KEY),
    ("voyage", 400, {"detail": "Model m is not supported. Supported models are ['v']."}, MODEL),
    (
        "vertex_ai",
        403,
        google(403, "PERMISSION_DENIED", "no", reason("BILLING_DISABLED")),
        NO_MONEY,
    ),
    ("xai", 400, {"error": "This model's maximum prompt length is 131072 but …"}, LONG),
    ("ollama", 400, {"error": "prompt too long; exceeded max context length by 8 tokens"}, LONG),
    ("groq", 404, openai("Unknown request URL: POST /x", "", "unknown_url"), PROTOCOL),
    (
        "litellm",
        400,
        openai("/chat/completions: Invalid model name passed in model=m. Call `/v1/models`"),
        MODEL,
    ),
    # FastGPT answers 500 whatever it is, and what it is in words.
    ("fastgpt", 500, fastgpt(514, "unAuthApiKey", "Api Key 不合法"), BAD_KEY),
    ("fastgpt", 500, fastgpt(403, "unAuthorization", "凭证错误"), BAD_KEY),
    ("fastgpt", 500, fastgpt(510, "insufficientQuota", "账号余额不足"), NO_MONEY),
    ("fastgpt", 500, fastgpt(500004, "aiPointsNotEnough", "AI 积分不足"), NO_MONEY),
    ("fastgpt", 500, fastgpt(511, "unAuthModel", "无权操作该模型"), MODEL),
    ("fastgpt", 500, fastgpt(500, "error", "请求错误"), LOAD),
]
