"""What the big clouds' refusals mean, and that none of them repeats a part of a key."""

from __future__ import annotations

import json

import pytest

from gateway.domain.failure import FailureClass
from gateway.providers.base import Endpoint
from gateway.providers.google.vertex import TEMPLATE as VERTEX_URL
from gateway.providers.registry import provider
from tests.upstreams.token_desk import TokenDesk

AK, SK = "AKIAIOSFODNN7HARBOUR", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYHARBOURKEY"
ACCOUNT = json.dumps(TokenDesk().service_account(), separators=(",", ":"))
APP = "11111111-1111-1111-1111-111111111111"
AZURE = "https://harbour.openai.azure.com"


def named(name: str, message: str) -> tuple[dict[str, str], bytes]:
    return {"x-amzn-errortype": f"{name}:http://x"}, json.dumps({"message": message}).encode()


@pytest.mark.parametrize(
    ("status", "name", "message", "kind"),
    [
        (403, "UnrecognizedClientException", "The security token is invalid", "bad_key"),
        (403, "InvalidSignatureException", "The request signature does not match", "bad_key"),
        (403, "InvalidSignatureException", "Signature expired: 2026 is earlier than", "network"),
        (403, "ExpiredTokenException", "The security token is expired", "bad_key"),
        (403, "AccessDeniedException", "You don't have access to the model", "model_not_found"),
        (403, "AccessDeniedException", "Authentication failed: check your API Key", "bad_key"),
        (
            403,
            "AccessDeniedException",
            "Model access is denied due to INVALID_PAYMENT_INSTRUMENT: pay",
            "no_money",
        ),
        (429, "ThrottlingException", "Too many tokens, please wait", "rate_limit"),
        (400, "ServiceQuotaExceededException", "quota", "rate_limit"),
        (429, "ModelNotReadyException", "warming up", "overloaded"),
        (400, "ValidationException", "Input is too long for requested model.", "context_too_long"),
        (
            400,
            "ValidationException",
            "The provided model identifier is invalid.",
            "model_not_found",
        ),
        (
            400,
            "ValidationException",
            "Invocation of model ID x.y with on-demand throughput isn’t supported.",
            "model_not_found",
        ),
        (400, "ValidationException", "Malformed input", "bad_request"),
        (408, "ModelTimeoutException", "slow", "timeout"),
        (424, "ModelErrorException", "failed", "overloaded"),
        (404, "ResourceNotFoundException", "gone", "model_not_found"),
        (500, "InternalServerException", "oops", "overloaded"),
        (503, "ServiceUnavailableException", "busy", "overloaded"),
    ],
)
def test_what_aws_refuses(status: int, name: str, message: str, kind: str) -> None:
    headers, body = named(name, message)
    failure = provider("aws_bedrock").classify(status, headers, body)
    assert failure.kind is FailureClass(kind)
    assert failure.message.startswith(message[:20])
    coral = json.dumps({"__type": f"com.amazon#{name}", "Message": message}).encode()
    assert provider("aws_bedrock").classify(status, {}, coral).kind is FailureClass(kind)


@pytest.mark.parametrize(
    ("status", "code", "message", "kind"),
    [
        (401, "401", "Access denied due to invalid subscription key", "bad_key"),
        (403, "403", "Access denied due to Virtual Network/Firewall rules.", "network"),
        (404, "DeploymentNotFound", "The API deployment does not exist", "model_not_found"),
        (404, "404", "Resource not found", "protocol"),
        (400, "content_filter", "The response was filtered", "content_filter"),
        (400, "context_length_exceeded", "too long", "context_too_long"),
        (400, "OperationNotSupported", "The x operation does not work", "model_not_found"),
        (429, "429", "Requests have exceeded. Please retry after 12 seconds.", "rate_limit"),
        (400, "BadRequest", "no", "bad_request"),
    ],
)
def test_what_azure_refuses(status: int, code: str, message: str, kind: str) -> None:
    body = json.dumps({"error": {"code": code, "message": message}}).encode()
    failure = provider("azure_openai").classify(status, {}, body)
    assert failure.kind is FailureClass(kind)
    assert (failure.retry_after_s == 12.0) is (status == 429)
    told = provider("azure_openai").classify(status, {"retry-after-ms": "1500"}, body)
    assert (told.retry_after_s == 1.5) is (status == 429)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}, "bad_key"),
        (
            400,
            {
                "error": "invalid_grant",
                "error_description": "Invalid JWT: Token must be a short-lived token (60 minutes)",
            },
            "network",
        ),
        (401, {"error": "invalid_client", "error_description": "AADSTS7000215"}, "bad_key"),
        (503, {"error": "temporarily_unavailable"}, "overloaded"),
    ],
)
def test_what_a_refused_token_means(status: int, body: dict[str, str], kind: str) -> None:
    for ident, base in (("vertex_ai", VERTEX_URL), ("azure_openai", AZURE)):
        failure = provider(ident).refused_grant(  # type: ignore[attr-defined]
            status, {}, json.dumps(body).encode(), Endpoint(base, ACCOUNT)
        )
        assert failure.kind is FailureClass(kind)


def test_no_part_of_a_composite_key_is_repeated() -> None:
    document = json.loads(ACCOUNT)
    line = document["private_key"].split("\n")[3]
    for ident, key, parts in (
        ("aws_bedrock", f"{AK}|{SK}|eu-west-1", (AK, SK)),
        ("vertex_ai", ACCOUNT, (line, document["private_key_id"])),
        (
            "azure_openai",
            f"tenant|{'1' * 8}-1111-1111-1111-{'1' * 12}|se~cret.of-the-app",
            ("se~cret.of-the-app",),
        ),
    ):
        endpoint = Endpoint("https://h.example", key, access="eyJ.access.token-of-it")
        for part in (*parts, endpoint.access):
            text = json.dumps({"error": {"message": f"you sent {part} to us"}}).encode()
            failure = provider(ident).classify(400, {}, text, endpoint)
            assert part not in failure.message
            assert "you sent" in failure.message
