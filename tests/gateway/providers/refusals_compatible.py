"""Refusals of vendors and servers that speak OpenAI's chat and word their errors otherwise.

FastGPT and Xinference after their sources; GitHub Models, ModelScope, MiMo, Novita, DeepInfra and
Jina as people who met them have published them (2024 to 2026); SambaNova and DeepInfra after
docs.sambanova.ai and docs.deepinfra.com.
"""

from __future__ import annotations

from typing import Any

from gateway.domain.failure import FailureClass
from tests.gateway.providers.refusals import (
    BAD_KEY,
    LOAD,
    LONG,
    MODEL,
    NO_MONEY,
    RATE,
    openai,
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
    # FastGPT answers 500 whatever it is, and what it is in words.
    ("fastgpt", 500, fastgpt(514, "unAuthApiKey", "Api Key 不合法"), BAD_KEY),
    ("fastgpt", 500, fastgpt(403, "unAuthorization", "凭证错误"), BAD_KEY),
    ("fastgpt", 500, fastgpt(510, "insufficientQuota", "账号余额不足"), NO_MONEY),
    ("fastgpt", 500, fastgpt(500004, "aiPointsNotEnough", "AI 积分不足"), NO_MONEY),
    ("fastgpt", 500, fastgpt(511, "unAuthModel", "无权操作该模型"), MODEL),
    ("fastgpt", 500, fastgpt(500, "error", "请求错误"), LOAD),
]
