"""Documented refusals of every vendor, in the shape it gives them, with what each means."""

from typing import Any

from gateway.domain.failure import FailureClass

BAD_KEY = FailureClass.BAD_KEY
NO_MONEY = FailureClass.NO_MONEY
RATE = FailureClass.RATE_LIMIT
LOAD = FailureClass.OVERLOADED
MODEL = FailureClass.MODEL_NOT_FOUND
LONG = FailureClass.CONTEXT_TOO_LONG
FILTER = FailureClass.CONTENT_FILTER
REQUEST = FailureClass.BAD_REQUEST
PROTOCOL = FailureClass.PROTOCOL
NETWORK = FailureClass.NETWORK


def openai(message: str = "", kind: str = "", code: Any = None, param: Any = None) -> Any:
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def anthropic(kind: str, message: str = "", **details: str) -> Any:
    error = {"type": kind, "message": message, **({"details": details} if details else {})}
    return {"type": "error", "error": error, "request_id": "req_011"}


def google(code: int, status: str, message: str = "", *details: Any) -> Any:
    """As Gemini's OpenAI endpoint sends it: in an array."""
    return [{"error": {"code": code, "message": message, "status": status, "details": details}}]


def reason(word: str) -> Any:
    return {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": word}


TABLE: list[tuple[str, int, Any, FailureClass]] = [
    # OpenAI
    ("openai", 401, openai("Incorrect API key provided: sk-a", "", "invalid_api_key"), BAD_KEY),
    ("openai", 401, openai("no such org", "", "invalid_organization"), BAD_KEY),
    ("openai", 401, openai("gone", "invalid_request_error", "account_deactivated"), BAD_KEY),
    ("openai", 403, openai("no scope", "invalid_request_error", "insufficient_permissions"), MODEL),
    (
        "openai",
        403,
        openai(
            "Country not supported", "request_forbidden", "unsupported_country_region_territory"
        ),
        NETWORK,
    ),
    ("openai", 404, openai("no such model", "invalid_request_error", "model_not_found"), MODEL),
    ("openai", 400, openai("invalid model ID", "invalid_request_error", None, "model"), MODEL),
    ("openai", 404, openai("No such File", "invalid_request_error", None, "id"), REQUEST),
    ("openai", 404, openai("Invalid URL (POST /v1/v1/chat)", "invalid_request_error"), PROTOCOL),
    ("openai", 429, openai("slow down", "requests", "rate_limit_exceeded"), RATE),
    ("openai", 429, openai("no quota", "insufficient_quota", "insufficient_quota"), NO_MONEY),
    ("openai", 400, openai("limit", "", "billing_hard_limit_reached"), NO_MONEY),
    ("openai", 400, openai("too long", "", "context_length_exceeded", "messages"), LONG),
    ("openai", 400, openai("no", "", "unsupported_parameter", "max_tokens"), REQUEST),
    ("openai", 400, openai("unsafe", "", "content_policy_violation"), FILTER),
    ("openai", 400, openai("no", "image_generation_user_error", "moderation_blocked"), FILTER),
    ("openai", 500, openai("oops", "server_error"), LOAD),
    ("openai", 503, openai("overloaded", "server_error"), LOAD),
    ("openai", 200, openai("in the stream", "server_error"), LOAD),
    ("openai", 408, b"", FailureClass.TIMEOUT),
    ("openai", 409, openai("try again"), LOAD),
    ("openai", 422, openai("unprocessable"), REQUEST),
    # Anthropic
    ("anthropic", 401, anthropic("authentication_error", "invalid x-api-key"), BAD_KEY),
    ("anthropic", 402, anthropic("billing_error"), NO_MONEY),
    (
        "anthropic",
        400,
        anthropic("invalid_request_error", "Your credit balance is too low to access the API."),
        NO_MONEY,
    ),
    (
        "anthropic",
        400,
        anthropic(
            "invalid_request_error", "You have reached your specified API usage limits. Yes."
        ),
        NO_MONEY,
    ),
    (
        "anthropic",
        400,
        anthropic("invalid_request_error", "This organization has been disabled."),
        BAD_KEY,
    ),
    ("anthropic", 403, anthropic("permission_error", "not for you"), MODEL),
    ("anthropic", 404, anthropic("not_found_error", "model: claude-9"), MODEL),
    ("anthropic", 413, anthropic("request_too_large"), LONG),
    ("anthropic", 429, anthropic("rate_limit_error"), RATE),
    (
        "anthropic",
        429,
        anthropic("rate_limit_error", "spent", error_code="enforced_spend_limit_reached"),
        NO_MONEY,
    ),
    ("anthropic", 500, anthropic("api_error"), LOAD),
    ("anthropic", 504, anthropic("timeout_error"), LOAD),
    ("anthropic", 529, anthropic("overloaded_error", "Overloaded"), LOAD),
    ("anthropic", 200, anthropic("overloaded_error", "Overloaded"), LOAD),
    (
        "anthropic",
        400,
        anthropic("invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"),
        LONG,
    ),
    ("anthropic", 400, anthropic("invalid_request_error", "max_tokens: required"), REQUEST),
    (
        "anthropic",
        400,
        anthropic("invalid_request_error", "Output blocked by content filtering policy"),
        FILTER,
    ),
    # Gemini's OpenAI endpoint
    ("gemini", 400, google(400, "INVALID_ARGUMENT", "bad", reason("API_KEY_INVALID")), BAD_KEY),
    ("gemini", 400, google(400, "INVALID_ARGUMENT", "API key not valid. Please pass"), BAD_KEY),
    ("gemini", 403, google(403, "PERMISSION_DENIED", "off", reason("SERVICE_DISABLED")), BAD_KEY),
    ("gemini", 403, google(403, "PERMISSION_DENIED", "not this model"), MODEL),
    ("gemini", 400, google(400, "FAILED_PRECONDITION", "User location is not supported"), NETWORK),
    ("gemini", 404, google(404, "NOT_FOUND", "models/x is not found"), MODEL),
    ("gemini", 429, google(429, "RESOURCE_EXHAUSTED", "quota"), RATE),
    ("gemini", 503, google(503, "UNAVAILABLE", "The model is overloaded."), LOAD),
    (
        "gemini",
        400,
        google(
            400,
            "INVALID_ARGUMENT",
            "The input token count (9) exceeds the maximum number of tokens",
        ),
        LONG,
    ),
    # OpenRouter
    ("openrouter", 402, {"error": {"code": 402, "message": "Insufficient credits"}}, NO_MONEY),
    ("openrouter", 200, {"error": {"code": 402, "message": "Insufficient credits"}}, NO_MONEY),
    ("openrouter", 200, {"error": {"code": 502, "message": "Provider returned error"}}, LOAD),
    ("openrouter", 200, {"error": {"code": "server_error", "message": "cut"}}, LOAD),
    (
        "openrouter",
        403,
        {"error": {"code": 403, "message": "flagged", "metadata": {"reasons": ["violence"]}}},
        FILTER,
    ),
    ("openrouter", 400, {"error": {"code": 400, "message": "x/y is not a valid model ID"}}, MODEL),
    # xAI: the error is a string
    ("xai", 400, {"code": "Client error", "error": "Incorrect API key provided: xa***"}, BAD_KEY),
    (
        "xai",
        403,
        {"code": "permission", "error": "Your newly created team doesn't have any credits yet."},
        NO_MONEY,
    ),
    (
        "xai",
        429,
        {"code": "x", "error": "Your team 16f-a has either used all available credits or reached"},
        NO_MONEY,
    ),
    ("xai", 403, {"code": "permission-denied", "error": "Access is denied."}, MODEL),
    ("xai", 404, {"code": "Some", "error": "The model grok-9 does not exist or your team"}, MODEL),
    # Mistral
    ("mistral", 401, {"message": "Unauthorized", "request_id": "1"}, BAD_KEY),
    ("mistral", 401, {"detail": "Unauthorized"}, BAD_KEY),
    (
        "mistral",
        429,
        {"object": "error", "message": "m", "type": "rate_limited", "code": "1300"},
        RATE,
    ),
    ("mistral", 429, {"object": "error", "message": "m", "type": "t", "code": "3505"}, LOAD),
    (
        "mistral",
        422,
        {"object": "error", "message": {"detail": [{"loc": ["body", "x"], "msg": "Extra"}]}},
        REQUEST,
    ),
    (
        "mistral",
        400,
        {"object": "error", "message": "Invalid model: m", "type": "invalid_model"},
        MODEL,
    ),
    # Groq, Cohere
    ("groq", 413, openai("too large for TPM", "tokens", "rate_limit_exceeded"), RATE),
    ("groq", 498, openai("flex capacity"), RATE),
    ("groq", 400, openai("gone", "invalid_request_error", "model_decommissioned"), MODEL),
    ("groq", 400, openai("bad call", "invalid_request_error", "tool_use_failed"), REQUEST),
    ("cohere", 401, {"id": "1", "message": "invalid api token"}, BAD_KEY),
    ("cohere", 498, {"id": "1", "message": "a deny-listed token"}, FILTER),
    # DeepSeek, Moonshot
    ("deepseek", 401, openai("Authentication Fails", "authentication_error"), BAD_KEY),
    ("deepseek", 402, openai("Insufficient Balance", "unknown_error"), NO_MONEY),
    ("deepseek", 400, openai("Model Not Exist", "invalid_request_error"), MODEL),
    ("moonshot", 401, openai("no", "invalid_authentication_error"), BAD_KEY),
    ("moonshot", 401, openai("no", "incorrect_api_key_error"), BAD_KEY),
    ("moonshot", 429, openai("busy", "engine_overloaded_error"), LOAD),
    ("moonshot", 429, openai("pay", "exceeded_current_quota_error"), NO_MONEY),
    ("moonshot", 429, openai("slow", "rate_limit_reached_error"), RATE),
    ("moonshot", 403, openai("Insufficient balance", "permission_denied_error"), NO_MONEY),
    ("moonshot", 403, openai("not allowed", "permission_denied_error"), MODEL),
    ("moonshot", 404, openai("no", "resource_not_found_error"), MODEL),
    (
        "moonshot",
        400,
        openai("Your request exceeded model token limit: 8192", "invalid_request_error"),
        LONG,
    ),
    ("moonshot", 400, openai("risk", "content_filter"), FILTER),
    # Zhipu
    *(("zhipu", 401, openai("身份验证失败", code=str(c)), BAD_KEY) for c in range(1000, 1005)),
    ("zhipu", 429, openai("欠费", code="1113"), NO_MONEY),
    ("zai", 429, openai("arrears", code="1113"), NO_MONEY),
    ("zhipu", 429, openai("plan expired", code="1309"), NO_MONEY),
    ("zhipu", 429, openai("rate", code="1302"), RATE),
    ("zhipu", 429, openai("frequency", code="1303"), RATE),
    ("zhipu", 429, openai("busy", code="1305"), LOAD),
    ("zhipu", 429, openai("busy", code="1312"), LOAD),
    ("zhipu", 400, openai("no such", code="1211"), MODEL),
    ("zhipu", 400, openai("too long", code="1261"), LONG),
    ("zhipu", 400, openai("unsafe", code="1301"), FILTER),
    ("zhipu", 400, openai("params", code="1210"), REQUEST),
    # DashScope
    ("dashscope", 401, openai("bad", code="invalid_api_key"), BAD_KEY),
    ("dashscope", 401, {"code": "InvalidApiKey", "message": "bad", "request_id": "1"}, BAD_KEY),
    ("dashscope", 400, {"code": "Arrearage", "message": "pay", "request_id": "1"}, NO_MONEY),
    ("dashscope", 403, {"code": "AllocationQuota.FreeTierOnly", "message": "m"}, NO_MONEY),
    ("dashscope", 429, openai("slow", code="limit_requests"), RATE),
    ("dashscope", 429, {"code": "Throttling.RateQuota", "message": "slow"}, RATE),
    ("dashscope", 400, openai("unsafe", code="data_inspection_failed"), FILTER),
    ("dashscope", 400, {"code": "DataInspectionFailed", "message": "unsafe"}, FILTER),
    ("dashscope", 403, {"code": "Model.AccessDenied", "message": "m"}, MODEL),
    ("dashscope", 400, openai("Range of input length should be [1, 30720]"), LONG),
    # Doubao (Ark)
    ("doubao", 401, openai("bad", "Unauthorized", "AuthenticationError"), BAD_KEY),
    ("doubao", 403, openai("pay", "Forbidden", "AccountOverdueError"), NO_MONEY),
    (
        "doubao",
        429,
        openai("slow", "TooManyRequests", "RateLimitExceeded.EndpointRPMExceeded"),
        RATE,
    ),
    ("doubao", 429, openai("slow", "TooManyRequests", "ModelAccountTpmRateLimitExceeded"), RATE),
    ("doubao", 429, openai("busy", "TooManyRequests", "ServerOverloaded"), LOAD),
    ("doubao", 404, openai("no", "NotFound", "InvalidEndpointOrModel.NotFound"), MODEL),
    ("doubao", 400, openai("no", "BadRequest", "SensitiveContentDetected.Violence"), FILTER),
    ("doubao", 400, openai("no", "BadRequest", "InputTextRiskDetection"), FILTER),
    # SiliconFlow
    ("siliconflow", 401, "Api key is invalid", BAD_KEY),
    ("siliconflow", 403, {"code": 30001, "message": "balance", "data": None}, NO_MONEY),
    ("siliconflow", 400, {"code": 20012, "message": "Model does not exist.", "data": None}, MODEL),
    ("siliconflow", 429, {"message": "Request was rejected due to rate limiting."}, RATE),
    ("siliconflow", 503, {"code": 50505, "message": "busy", "data": None}, LOAD),
    # MiniMax: errors inside HTTP 200
    ("minimax", 200, {"base_resp": {"status_code": 1002, "status_msg": "rate limit"}}, RATE),
    ("minimax", 200, {"base_resp": {"status_code": 1004, "status_msg": "login fail"}}, BAD_KEY),
    ("minimax", 200, {"base_resp": {"status_code": 1008, "status_msg": "balance"}}, NO_MONEY),
    ("minimax", 200, {"base_resp": {"status_code": 1027, "status_msg": "sensitive"}}, FILTER),
    ("minimax", 400, {"base_resp": {"status_code": 2013, "status_msg": "unknown model"}}, MODEL),
    ("minimax", 200, {"base_resp": {"status_code": 2013, "status_msg": "params"}}, REQUEST),
    ("minimax", 200, {"base_resp": {"status_code": 2049, "status_msg": "key"}}, BAD_KEY),
    ("minimax", 200, {"base_resp": {"status_code": 1000, "status_msg": "unknown"}}, LOAD),
    # Baichuan, StepFun, 01.AI, Qianfan, Hunyuan, Cloudflare
    ("baichuan", 429, openai("Insufficient account balance, please recharge"), NO_MONEY),
    ("baichuan", 429, openai("Rate limit reached"), RATE),
    ("stepfun", 402, openai("pay"), NO_MONEY),
    ("stepfun", 451, openai("blocked"), FILTER),
    ("lingyiwanwu", 400, openai("content too long"), LONG),
    ("lingyiwanwu", 529, openai("system busy"), LOAD),
    ("qianfan", 401, openai("no", "invalid_request_error", "invalid_iam_token"), BAD_KEY),
    ("qianfan", 400, openai("no", "invalid_request_error", "tokens_too_long"), LONG),
    ("qianfan", 403, openai("no", "unsafe_request", "system_unsafe"), FILTER),
    ("qianfan", 429, openai("no", "rate_limit_exceeded", "rpm_rate_limit_exceeded"), RATE),
    ("qianfan", 200, {"error_code": 110, "error_msg": "Access token invalid"}, BAD_KEY),
    ("qianfan", 200, {"error_code": 17, "error_msg": "Open api daily limit"}, NO_MONEY),
    ("qianfan", 200, {"error_code": 18, "error_msg": "Open api qps limit"}, RATE),
    ("qianfan", 200, {"error_code": 336103, "error_msg": "prompt tokens too long"}, LONG),
    (
        "hunyuan",
        200,
        {"Response": {"Error": {"Code": "AuthFailure.SecretIdNotFound", "Message": "m"}}},
        BAD_KEY,
    ),
    (
        "hunyuan",
        200,
        {"Response": {"Error": {"Code": "FailedOperation.ServiceStopArrears", "Message": "m"}}},
        NO_MONEY,
    ),
    (
        "hunyuan",
        200,
        {"Response": {"Error": {"Code": "OperationDenied.TextIllegalDetected", "Message": "m"}}},
        FILTER,
    ),
    ("hunyuan", 200, {"Response": {"Error": {"Code": "LimitExceeded", "Message": "m"}}}, RATE),
    (
        "openai_compatible",
        429,
        {"success": False, "errors": [{"code": 3036, "message": "neurons"}]},
        RATE,
    ),
    (
        "openai_compatible",
        429,
        {"success": False, "errors": [{"code": 3040, "message": "capacity"}]},
        LOAD,
    ),
    # Servers of one's own
    ("ollama", 404, {"error": "model 'x' not found"}, MODEL),
    ("ollama", 404, openai("model 'x' not found", "api_error"), MODEL),
    ("ollama", 400, {"error": "the input length exceeds the context length"}, LONG),
    ("ollama", 500, {"error": "llama runner process has terminated"}, LOAD),
    ("lmstudio", 200, {"error": "Unexpected endpoint or method. (GET /x)"}, PROTOCOL),
    ("llamacpp", 503, {"error": {"code": 503, "message": "m", "type": "unavailable_error"}}, LOAD),
    (
        "llamacpp",
        400,
        {"error": {"code": 400, "message": "m", "type": "exceed_context_size_error"}},
        LONG,
    ),
    (
        "llamacpp",
        401,
        {"error": {"code": 401, "message": "m", "type": "authentication_error"}},
        BAD_KEY,
    ),
    ("llamacpp", 404, {"error": {"code": 404, "message": "File Not Found", "type": "x"}}, PROTOCOL),
    (
        "llamacpp",
        501,
        {"error": {"code": 501, "message": "m", "type": "not_supported_error"}},
        MODEL,
    ),
    (
        "vllm",
        400,
        {
            "object": "error",
            "message": "This model's maximum context length is 8192 tokens.",
            "code": 400,
        },
        LONG,
    ),
    ("vllm", 404, openai("The model `x` does not exist.", "NotFoundError", 404), MODEL),
    ("vllm", 404, {"detail": "Not Found"}, PROTOCOL),
    # one-api, new-api, LiteLLM in front
    ("one_api", 401, openai("无效的令牌 (request id: 1)", "one_api_error"), BAD_KEY),
    ("one_api", 401, openai("该令牌额度已用尽 (request id: 1)", "one_api_error"), NO_MONEY),
    ("one_api", 401, openai("令牌 家里（#3）额度已用尽", "one_api_error"), NO_MONEY),
    ("one_api", 403, openai("user quota is not enough", "x", "insufficient_user_quota"), NO_MONEY),
    ("one_api", 403, openai("令牌额度不足", "x", "pre_consume_token_quota_failed"), NO_MONEY),
    ("one_api", 429, openai("当前分组上游负载已饱和，请稍后再试", "one_api_error"), LOAD),
    ("one_api", 503, openai("当前分组 default 下对于模型 m 无可用渠道", "one_api_error"), MODEL),
    ("one_api", 503, openai("no available channel", "new_api_error", "model_not_found"), MODEL),
    ("litellm", 401, openai("bad", "auth_error", "401"), BAD_KEY),
    ("litellm", 400, openai("spent", "budget_exceeded", "400"), NO_MONEY),
    ("litellm", 429, openai("litellm.RateLimitError: x", "throttling_error", "429"), RATE),
    # Gateways and firewalls on the way
    ("openai", 403, b"<!DOCTYPE html><title>Just a moment...</title>", PROTOCOL),
    ("openai", 502, b"<html><head><title>502 Bad Gateway</title></head></html>", LOAD),
    ("openai", 521, b"", LOAD),
    ("openai", 429, b"<html>rate limited</html>", RATE),
    ("openai", 404, b"404 page not found", PROTOCOL),
    ("openai", 405, openai("Method Not Allowed"), PROTOCOL),
    ("openai", 301, b"", PROTOCOL),
    ("openai", 200, b'{"choices":[]}', PROTOCOL),
    ("openai", 200, b"", PROTOCOL),
    ("openai", 400, b"\xff\xfe", REQUEST),
]
