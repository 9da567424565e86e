"""Refusals of Together, Cerebras and Perplexity as people who met them have published them.

Names and numbers are those of the reports (2024 to 2026), ids are shortened.
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

_BILLING = "https://api.together.xyz/settings/billing"
_INVALID = "invalid_request_error"
_PAGE = (
    b"<html>\r\n<head><title>401 Authorization Required</title></head>\r\n<body>\r\n"
    b"<center><h1>401 Authorization Required</h1></center>\r\n"
    b"<hr><center>openresty/1.27.4</center>\r\n</body>\r\n</html>\r\n"
)


def together(message: str, kind: str, code: str | None = None) -> Any:
    return {"id": "o3LiXw4-62bZhn", **openai(message, kind, code)}


def cerebras(message: str, kind: str, param: str, code: str) -> Any:
    return {"message": message, "type": kind, "param": param, "code": code}


def perplexity(message: str, kind: str, code: int) -> Any:
    return {"error": {"message": message, "type": kind, "code": code}}


PUBLISHED: list[tuple[str, int, Any, FailureClass]] = [
    (
        "together",
        401,
        together(
            "Invalid API key provided. You can find your API key at "
            "https://api.together.xyz/settings/api-keys.",
            _INVALID,
            "invalid_api_key",
        ),
        BAD_KEY,
    ),
    (
        "together",
        402,
        together(
            f"Credit limit exceeded. Please navigate to {_BILLING} to add credit or upgrade your "
            "plan.",
            "credit_limit",
        ),
        NO_MONEY,
    ),
    (  # the same word for too many requests of an account that has not paid
        "together",
        429,
        together(
            "You have been rate limited. Your rate limit is 60 queries per minute. Please "
            f"navigate to {_BILLING} to upgrade to a paid plan.",
            "credit_limit",
        ),
        RATE,
    ),
    (
        "together",
        429,
        together(
            "You have reached the rate limit specific to this model "
            "black-forest-labs/FLUX.1-kontext-pro. The maximum rate limit for this model is 9.0 "
            "queries per minute. This limit differs from the general rate limits published at "
            "Together AI rate limits documentation (https://docs.together.ai/docs/rate-limits).",
            "model_rate_limit",
        ),
        RATE,
    ),
    (
        "together",
        400,
        together(
            "Unable to access non-serverless model Qwen/Qwen3-Coder-Next-FP8. Please visit "
            "https://api.together.ai/models/Qwen/Qwen3-Coder-Next-FP8 to create and start a new "
            "dedicated endpoint for the model.",
            _INVALID,
            "model_not_available",
        ),
        MODEL,
    ),
    (
        "together",
        422,
        together(
            "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4097. Given: "
            "4024 `inputs` tokens and 512 `max_new_tokens`",
            _INVALID,
        ),
        LONG,
    ),
    ("cerebras", 401, cerebras("Wrong API Key", _INVALID, "api_key", "wrong_api_key"), BAD_KEY),
    (
        "cerebras",
        429,
        cerebras(
            "Requests per minute limit exceeded - too many requests sent.",
            "too_many_requests_error",
            "quota",
            "request_quota_exceeded",
        ),
        RATE,
    ),
    (
        "cerebras",
        429,
        cerebras(
            "Tokens per minute limit exceeded - too many tokens processed.",
            "too_many_tokens_error",
            "quota",
            "token_quota_exceeded",
        ),
        RATE,
    ),
    (
        "cerebras",
        429,
        cerebras(
            "We're experiencing high traffic right now! Please try again soon.",
            "too_many_requests_error",
            "queue",
            "queue_exceeded",
        ),
        LOAD,
    ),
    (
        "cerebras",
        400,
        cerebras(
            "Please reduce the length of the messages or completion. Current length is 42328 "
            "while limit is 40000",
            _INVALID,
            "messages",
            "context_length_exceeded",
        ),
        LONG,
    ),
    (
        "cerebras",
        404,
        cerebras(
            "Model qwen-3-32b does not exist or you do not have access to it.",
            "not_found_error",
            "model",
            "model_not_found",
        ),
        MODEL,
    ),
    ("perplexity", 401, _PAGE, BAD_KEY),
    (
        "perplexity",
        401,
        perplexity(
            "Invalid API key provided. You can find your API key at "
            "https://www.perplexity.ai/settings/api.",
            "invalid_api_key",
            401,
        ),
        BAD_KEY,
    ),
    (
        "perplexity",
        400,
        perplexity(
            "Invalid model 'llama-3.1-sonar-small-128k-online'. Permitted models can be found in "
            "the documentation at https://docs.perplexity.ai/docs/getting-started/models.",
            "invalid_model",
            400,
        ),
        MODEL,
    ),
]
