"""Vendors of OpenAI's wire elsewhere whose own packages demand more of an answer.

After the types of the vendors' Python packages: cerebras-cloud-sdk 1.91, together 3.1,
perplexityai 0.46. Refusals are worded as people who met them have published them.
"""

from __future__ import annotations

from typing import Any

from tests.upstreams.openai_models import Flavour, chat_models
from tests.upstreams.vendors import Vendor, coded

_INVALID = "invalid_request_error"


def _flat(message: str, kind: str, param: str, code: str) -> dict[str, Any]:
    return {"message": message, "type": kind, "param": param, "code": code}


def _together(message: str, kind: str, code: str | None = None) -> dict[str, Any]:
    return {"id": "o3LiXw4-62bZhn", **coded(message, kind, code)}


def _perplexity(message: str, kind: str, code: int) -> dict[str, Any]:
    return {"error": {"message": message, "type": kind, "code": code}}


def _xai(code: str, error: str) -> dict[str, Any]:
    return {"code": code, "error": error}


CEREBRAS = Vendor(
    "cerebras",
    chat_models(("gpt-oss-120b",)),
    {
        "bad_request": (400, _flat("Bad request", _INVALID, "", "wrong_api_format")),
        "bad_key": (401, _flat("Wrong API Key", _INVALID, "api_key", "wrong_api_key")),
        "permission": (403, _flat("Forbidden", _INVALID, "", "forbidden")),
        "model": (
            404,
            _flat(
                "Model gpt-99 does not exist or you do not have access to it.",
                *("not_found_error", "model", "model_not_found"),
            ),
        ),
        "not_found": (404, _flat("Not found", "not_found_error", "", "not_found")),
        "rate_limit": (
            429,
            _flat(
                "Requests per minute limit exceeded - too many requests sent.",
                *("too_many_requests_error", "quota", "request_quota_exceeded"),
            ),
        ),
        "overloaded": (
            429,
            _flat(
                "We're experiencing high traffic right now! Please try again soon.",
                *("too_many_requests_error", "queue", "queue_exceeded"),
            ),
        ),
        "context": (
            400,
            _flat(
                "Please reduce the length of the messages or completion. Current length is 42328 "
                "while limit is 40000",
                *(_INVALID, "messages", "context_length_exceeded"),
            ),
        ),
        "server": (500, _flat("Encountered a server error.", "server_error", "", "")),
    },
    flavour=Flavour(
        "cerebras", "Cerebras", reasoning_field="reasoning", fingerprint="fp_1", whole_calls=True
    ),
)

TOGETHER = Vendor(
    "together",
    chat_models(("meta-llama/Llama-3.3-70B-Instruct-Turbo",)),
    {
        "bad_request": (400, _together("Bad request", _INVALID)),
        "bad_key": (
            401,
            _together(
                "Invalid API key provided. You can find your API key at "
                "https://api.together.xyz/settings/api-keys.",
                *(_INVALID, "invalid_api_key"),
            ),
        ),
        "permission": (403, _together("Forbidden", _INVALID)),
        "money": (
            402,
            _together(
                "Credit limit exceeded. Please navigate to "
                "https://api.together.xyz/settings/billing to add credit or upgrade your plan.",
                "credit_limit",
            ),
        ),
        "model": (
            404,
            _together(
                "Unable to access model gpt-99. Please visit https://api.together.ai/models to "
                "view the list of supported models.",
                *(_INVALID, "model_not_available"),
            ),
        ),
        "not_found": (404, _together("Not found", _INVALID)),
        "rate_limit": (
            429,
            _together(
                "You have been rate limited. Your rate limit is 60 queries per minute. Please "
                "navigate to https://api.together.xyz/settings/billing to upgrade to a paid plan.",
                "credit_limit",
            ),
        ),
        "server": (500, _together("Internal server error", "server_error")),
    },
    flavour=Flavour(
        "together",
        "Together",
        reasoning_field="reasoning",
        whole_calls=True,
        role_everywhere=True,
        numbers_calls=True,
        members={"prompt": []},
    ),
)

PERPLEXITY = Vendor(
    "perplexity",
    chat_models(("sonar",)),
    {
        "bad_request": (400, _perplexity("Bad request", "bad_request", 400)),
        "bad_key": (
            401,
            _perplexity(
                "Invalid API key provided. You can find your API key at "
                "https://www.perplexity.ai/settings/api.",
                *("invalid_api_key", 401),
            ),
        ),
        "model": (
            400,
            _perplexity(
                "Invalid model 'gpt-99'. Permitted models can be found in the documentation at "
                "https://docs.perplexity.ai/docs/getting-started/models.",
                *("invalid_model", 400),
            ),
        ),
        "not_found": (404, _perplexity("Not found", "not_found", 404)),
        "rate_limit": (429, _perplexity("Request rate limit exceeded", "rate_limit_error", 429)),
        "server": (500, _perplexity("Internal server error", "internal_server_error", 500)),
    },
    prefix="",
    flavour=Flavour(
        "perplexity",
        "perplexity",
        role_everywhere=True,
        doubles=True,
        usage_members={
            "cost": {"input_tokens_cost": 0.0, "output_tokens_cost": 0.0, "total_cost": 0.006}
        },
    ),
)

XAI = Vendor(
    "xai",
    chat_models(("grok-4.3",)),
    {
        "bad_request": (
            400,
            _xai("Client specified an invalid argument", "The request is not valid."),
        ),
        "bad_key": (
            401,
            _xai(
                "The caller does not have valid authentication credentials",
                "Incorrect API key provided: wr***ng. You can obtain an API key from "
                "https://console.x.ai.",
            ),
        ),
        "permission": (
            403,
            _xai(
                "The caller does not have permission to execute the specified operation",
                "Your API key may not do that.",
            ),
        ),
        "model": (
            404,
            _xai(
                "Some requested entity was not found",
                "The model grok-99 does not exist or your team does not have access to it.",
            ),
        ),
        "not_found": (404, _xai("Some requested entity was not found", "Not found")),
        "rate_limit": (
            429,
            _xai(
                "Some resource has been exhausted",
                "Too many requests. Your team's rate limit is 60 requests per minute.",
            ),
        ),
        "server": (500, _xai("Internal error", "Something went wrong.")),
    },
    flavour=Flavour("xai", "xai", fingerprint="fp_1"),
)
