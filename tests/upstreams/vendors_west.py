"""Vendors of OpenAI's wire elsewhere whose own packages demand more of an answer.

After the types of the vendors' Python packages: cerebras-cloud-sdk 1.91, together 3.1,
perplexityai 0.46.
"""

from __future__ import annotations

from tests.upstreams.openai_models import Flavour, chat_models
from tests.upstreams.vendors import Vendor, coded

_INVALID = "invalid_request_error"

CEREBRAS = Vendor(
    "cerebras",
    chat_models(("gpt-oss-120b",)),
    {
        "bad_request": (400, coded("Bad request", _INVALID)),
        "bad_key": (401, coded("Wrong API Key", _INVALID, "wrong_api_key")),
        "permission": (403, coded("Forbidden", _INVALID)),
        "model": (404, coded("Model does not exist", "not_found_error", "model_not_found")),
        "not_found": (404, coded("Not found", "not_found_error")),
        "rate_limit": (429, coded("Too many requests", "too_many_requests_error")),
        "server": (500, coded("Internal", "server_error")),
    },
    flavour=Flavour(
        "cerebras", "Cerebras", reasoning_field="reasoning", fingerprint="fp_1", whole_calls=True
    ),
)

TOGETHER = Vendor(
    "together",
    chat_models(("meta-llama/Llama-3.3-70B-Instruct-Turbo",)),
    {
        "bad_request": (400, {"id": "o-1", **coded("Bad request", _INVALID)}),
        "bad_key": (401, {"id": "o-1", **coded("Invalid API key", _INVALID, "invalid_api_key")}),
        "permission": (403, {"id": "o-1", **coded("Forbidden", _INVALID)}),
        "money": (402, {"id": "o-1", **coded("Payment required", "credit_limit")}),
        "model": (404, {"id": "o-1", **coded("No such model", _INVALID, "model_not_available")}),
        "not_found": (404, {"id": "o-1", **coded("Not found", _INVALID)}),
        "rate_limit": (429, {"id": "o-1", **coded("Rate limited", "rate_limit")}),
        "server": (500, {"id": "o-1", **coded("Internal", "server_error")}),
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
        "bad_request": (400, coded("Bad request", "bad_request", 400)),
        "bad_key": (401, coded("Invalid API key provided.", "invalid_api_key", 401)),
        "model": (400, coded("Invalid model", "invalid_model", 400)),
        "not_found": (404, coded("Not found", "not_found", 404)),
        "rate_limit": (429, coded("Request rate limit exceeded", "rate_limit_error", 429)),
        "server": (500, coded("Internal server error", "internal_server_error", 500)),
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
