"""Further Chinese vendors of OpenAI's wire: Zhipu, DashScope, MiniMax, Ark, Baichuan, Qianfan."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from tests.upstreams.call import Body
from tests.upstreams.openai_models import OpenAIModel, chat_models
from tests.upstreams.vendors import Vendor, between, choosing, coded, each, without

GLM_KEY = "0123456789abcdef0123456789abcdef.AbCdEfGh01234567"


def glm(code: int, message: str) -> dict[str, Any]:
    """Zhipu's error: a number in a text, and nothing of OpenAI's type."""
    return {"error": {"code": str(code), "message": message}}


def glm_token_is_good(token: str) -> bool:
    """Whether a bearer is the account's key, signed: three parts, times in milliseconds."""
    parts = token.split(".")
    if len(parts) != 3:
        return False
    ident, secret = GLM_KEY.split(".")
    made = hmac.new(secret.encode(), f"{parts[0]}.{parts[1]}".encode(), hashlib.sha256).digest()
    head, claims = (json.loads(_decoded(part)) for part in parts[:2])
    return (
        hmac.compare_digest(made, _decoded(parts[2]))
        and (head.get("alg"), head.get("sign_type")) == ("HS256", "SIGN")
        and claims.get("api_key") == ident
        and 10**12 < claims.get("timestamp", 0) < claims.get("exp", 0)
    )


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _glm_thinking(body: Mapping[str, Any]) -> str:
    kind = (body.get("thinking") or {"type": "enabled"}).get("type")
    if kind not in ("enabled", "disabled"):
        return "thinking.type is invalid"
    known = (None, "low", "medium", "high")
    return "" if body.get("reasoning_effort") in known else "reasoning_effort is invalid"


ZHIPU = Vendor(
    "zhipu",
    (
        *chat_models(("glm-4.6", "glm-4.5-air")),
        OpenAIModel("embedding-3", "embedding-3", kind="embedding", context=3072, dimensions=8),
    ),
    {
        "bad_request": (400, glm(1210, "API 调用参数有误，请检查文档。")),
        "bad_key": (401, glm(1002, "Authorization Token非法，请确认Authorization Token正确传递。")),
        "permission": (434, glm(1220, "您无权访问 glm-4.6。")),
        "money": (429, glm(1113, "您的账户已欠费，请充值后重试。")),
        "model": (400, glm(1211, "模型不存在，请检查模型代码。")),
        "not_found": (404, glm(1222, "API不存在")),
        "context": (400, glm(1261, "Prompt 超长")),
        "content_filter": (400, glm(1301, "系统检测到输入或生成内容可能包含不安全或敏感内容。")),
        "rate_limit": (429, glm(1302, "您当前使用该 API 的并发数过高。")),
        "overloaded": (429, glm(1305, "当前 API 请求过多，请稍后重试。")),
        "server": (500, glm(1234, "网络错误，错误id：1。")),
    },
    prefix="/api/paas/v4",
    key=GLM_KEY,
    check=each(
        between("temperature", 0, 1),
        between("top_p", 0, 1),
        choosing("auto", "none"),
        without("max_completion_tokens"),
        _glm_thinking,
    ),
    authorised=glm_token_is_good,
)


def _qwen_thinks_in_streams(body: Mapping[str, Any]) -> str:
    if body["model"] == "qwen3-32b" and not body.get("stream") and body.get("enable_thinking", 1):
        return "parameter.enable_thinking must be set to false for non-streaming calls"
    return ""


DASHSCOPE = Vendor(
    "dashscope",
    (
        *chat_models(("qwen-plus", "qwen3-32b")),
        OpenAIModel(
            "text-embedding-v4", "text-embedding-v4", kind="embedding", context=8192, dimensions=8
        ),
    ),
    {
        "bad_request": (
            400,
            coded("Range of temperature", "invalid_request_error", "invalid_parameter_error"),
        ),
        "bad_key": (
            401,
            coded("Incorrect API key provided.", "invalid_request_error", "invalid_api_key"),
        ),
        "permission": (403, coded("Model access denied.", "access_denied", "Model.AccessDenied")),
        "money": (400, coded("Access denied, overdue-payment.", "Arrearage", "Arrearage")),
        "model": (
            404,
            coded("The model does not exist", "invalid_request_error", "model_not_found"),
        ),
        "not_found": (404, coded("Not Found", "invalid_request_error")),
        "context": (
            400,
            coded(
                "Range of input length should be [1, 129024]",
                "invalid_request_error",
                "invalid_parameter_error",
            ),
        ),
        "content_filter": (
            400,
            coded(
                "Input data may contain inappropriate content.",
                "data_inspection_failed",
                "data_inspection_failed",
            ),
        ),
        "rate_limit": (
            429,
            coded("Requests rate limit exceeded", "limit_requests", "limit_requests"),
        ),
        "overloaded": (503, coded("Service unavailable", "ServiceUnavailable")),
        "server": (500, coded("Internal server error", "internal_error", "internal_error")),
    },
    prefix="/compatible-mode/v1",
    check=each(
        lambda body: "" if 0 < body.get("top_p", 0.5) < 1 else "top_p must be in (0, 1)",
        lambda body: "" if 0 <= body.get("temperature", 1) < 2 else "temperature",
        choosing("auto", "none", "named"),
        without("reasoning_effort", "max_completion_tokens"),
        _qwen_thinks_in_streams,
    ),
)


def minimax(code: int, message: str) -> Body:
    """MiniMax refuses in HTTP 200."""
    return {"base_resp": {"status_code": code, "status_msg": message}}


MINIMAX = Vendor(
    "minimax",
    chat_models(("MiniMax-M2.5", "MiniMax-M2")),
    {
        "bad_request": (200, minimax(2013, "invalid params")),
        "bad_key": (200, minimax(1004, "login fail: Please carry the API secret key")),
        "money": (200, minimax(1008, "insufficient balance")),
        "model": (400, minimax(2013, "invalid params, unknown model 'harbour'")),
        "not_found": (404, b"404 page not found"),
        "content_filter": (200, minimax(1026, "input new_sensitive")),
        "rate_limit": (200, minimax(1002, "rate limit exceeded(RPM)")),
        "overloaded": (200, minimax(1013, "internal service error")),
        "server": (200, minimax(1000, "unknown error")),
    },
    check=lambda body: "" if 0 < body.get("temperature", 1) <= 1 else "temperature",
)


def ark(code: str, message: str, kind: str) -> dict[str, Any]:
    """Ark's error names what is wrong in its code."""
    return coded(f"{message} Request id: 021700000", kind, code)


DOUBAO = Vendor(
    "doubao",
    chat_models(("ep-20240101000000-abcde", "doubao-seed-1-6")),
    {
        "bad_request": (400, ark("InvalidParameter", "A parameter is not valid.", "BadRequest")),
        "bad_key": (401, ark("AuthenticationError", "The API key is missing.", "Unauthorized")),
        "permission": (403, ark("AccessDenied", "Denied.", "Forbidden")),
        "money": (403, ark("AccountOverdueError", "The account has an overdue.", "Forbidden")),
        "model": (404, ark("InvalidEndpointOrModel.NotFound", "No such endpoint.", "NotFound")),
        "not_found": (404, ark("NotFound", "Not found.", "NotFound")),
        "content_filter": (
            400,
            ark("InputTextSensitiveContentDetected", "The input is sensitive.", "BadRequest"),
        ),
        "rate_limit": (
            429,
            ark("RateLimitExceeded.EndpointRPMExceeded", "RPM exceeded.", "TooManyRequests"),
        ),
        "overloaded": (429, ark("ServerOverloaded", "Overloaded.", "TooManyRequests")),
        "server": (500, ark("InternalServiceError", "Internal.", "InternalServerError")),
    },
    prefix="/api/v3",
    check=lambda body: (
        ""
        if (body.get("thinking") or {"type": "auto"})["type"] in ("enabled", "disabled", "auto")
        else "thinking.type"
    ),
)

BAICHUAN = Vendor(
    "baichuan",
    chat_models(("Baichuan4-Turbo",)),
    {
        "bad_request": (400, coded("Bad request", "invalid_request_error")),
        "bad_key": (401, coded("Incorrect API key provided", "invalid_request_error")),
        "permission": (403, coded("Forbidden", "invalid_request_error")),
        "money": (
            429,
            coded("Insufficient account balance, please recharge", "invalid_request_error"),
        ),
        "model": (404, coded("No such model", "invalid_request_error", "model_not_found")),
        "not_found": (404, coded("Not found", "invalid_request_error")),
        "rate_limit": (429, coded("Rate limit reached for requests", "rate_limit_error")),
        "server": (500, coded("Server error", "server_error")),
    },
    check=each(between("temperature", 0, 1), without("max_completion_tokens")),
)

QIANFAN = Vendor(
    "qianfan",
    chat_models(("ernie-4.5-turbo-128k",)),
    {
        "bad_request": (400, coded("bad", "invalid_request_error", "invalid_argument")),
        "bad_key": (401, coded("invalid IAM token", "invalid_request_error", "invalid_iam_token")),
        "permission": (401, coded("no permission", "invalid_request_error", "invalid_model")),
        "model": (404, coded("no such model", "invalid_request_error", "invalid_model")),
        "not_found": (404, coded("Not found", "invalid_request_error")),
        "context": (400, coded("too long", "invalid_request_error", "tokens_too_long")),
        "content_filter": (403, coded("unsafe", "unsafe_request", "system_unsafe")),
        "rate_limit": (429, coded("rpm", "rate_limit_exceeded", "rpm_rate_limit_exceeded")),
        "overloaded": (503, coded("busy", "internal_error", "dispatch_internal_error")),
        "server": (500, coded("internal", "internal_error", "internal_error")),
    },
    prefix="/v2",
    key="bce-v3/ALTAK-0123456789abcdefABCDEF/0123456789abcdef0123456789abcdef01234567",
    check=without("reasoning_effort"),
)
