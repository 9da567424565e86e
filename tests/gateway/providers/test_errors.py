"""The failover table: each documented refusal is what its vendor's documents say."""

import itertools
import json
from typing import Any

import pytest

from gateway.domain.failure import Failure, FailureClass
from gateway.providers.base import Endpoint, Provider
from gateway.providers.refusals.errors import classify
from gateway.providers.refusals.rules import RULES
from gateway.providers.registry import PROVIDERS, provider
from tests.gateway.providers.refusals import BAD_KEY, NO_MONEY, RATE, TABLE, anthropic, openai
from tests.gateway.providers.refusals_compatible import COMPATIBLE_SERVERS
from tests.gateway.providers.refusals_west import PUBLISHED


def bytes_of(body: Any) -> bytes:
    return body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("ident", "status", "body", "kind"), [*TABLE, *PUBLISHED, *COMPATIBLE_SERVERS]
)
def test_a_documented_refusal(ident: str, status: int, body: Any, kind: FailureClass) -> None:
    failure = provider(ident).classify(status, {}, bytes_of(body))
    assert failure.kind is kind, failure
    assert failure.message


def test_the_upstreams_own_fields_are_kept() -> None:
    body = openai("Unsupported parameter", "invalid_request_error", "unsupported_parameter", "stop")
    failure = provider("openai").classify(400, {}, bytes_of(body))
    assert failure == Failure(
        FailureClass.BAD_REQUEST,
        400,
        "Unsupported parameter",
        None,
        "invalid_request_error",
        "unsupported_parameter",
        "stop",
    )


def test_an_error_inside_a_success_has_the_status_it_names() -> None:
    body = {"error": {"code": 429, "message": "upstream is busy"}}
    assert provider("openrouter").classify(200, {}, bytes_of(body)).status == 429


def test_a_web_page_is_told_in_a_short_sentence() -> None:
    page = b"<html><head><title> Attention   Required! </title></head>" + b"<p>x</p>" * 9999
    failure = provider("openai").classify(403, {"content-type": "text/html"}, page)
    assert failure.message == (
        "a web page came back instead of an answer (HTTP 403: Attention Required!)"
    )


def test_fastapis_complaints_are_one_line() -> None:
    body = {"detail": [{"loc": ["body", "messages"], "msg": "field required"}, {"msg": "again"}]}
    failure = provider("vllm").classify(422, {}, bytes_of(body))
    assert failure.message == "body.messages: field required; again"


@pytest.mark.parametrize(
    "said",
    [
        "Your credit balance is too low",
        "API key not valid",
        "Incorrect API key provided",
        "This organization has been disabled",
        "insufficient_quota",
        "invalid_api_key",
        "余额不足 credit balance permission denied 已欠费",
        "Insufficient Balance",
    ],
)
@pytest.mark.parametrize("ident", ["openai", "anthropic", "deepseek", "one_api", "zhipu", "xai"])
def test_what_a_person_wrote_never_takes_a_key_out_of_use(ident: str, said: str) -> None:
    """Upstreams quote the request in their messages; a quotation is not their own word."""
    for status in (400, 403, 422, 429, 500):
        message = f"Invalid value for 'messages[0].content': '{said}' is not allowed"
        for body in (
            openai(message, "invalid_request_error"),
            anthropic("invalid_request_error", message),
            {"error": message},
            {"message": message},
            openai("bad", "invalid_request_error", None, said),
        ):
            failure = provider(ident).classify(status, {}, bytes_of(body))
            assert failure.kind not in (BAD_KEY, NO_MONEY)


def test_every_text_that_takes_a_key_out_of_use_is_anchored() -> None:
    for rule in RULES:
        if rule.text is not None and rule.kind in (BAD_KEY, NO_MONEY):
            assert rule.text.pattern.startswith(r"\A")
            assert rule.statuses, "and bound to statuses"


def test_a_spent_budget_with_a_time_to_wait_is_a_throttle() -> None:
    body = anthropic("rate_limit_error", "slow", error_code="enforced_spend_limit_reached")
    failure = provider("anthropic").classify(429, {"retry-after": "7"}, bytes_of(body))
    assert failure.kind is RATE
    assert failure.retry_after_s == 7


def test_a_time_to_wait_is_taken_only_where_waiting_helps() -> None:
    for status, waits in ((429, True), (503, True), (402, True), (400, False), (401, False)):
        failure = provider("openai").classify(status, {"retry-after": "3"}, b"{}")
        assert (failure.retry_after_s is not None) is waits


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"[[]]",
        b'"x"',
        b"7",
        b"{}",
        b'{"error":null}',
        b'{"error":[]}',
        b'{"error":{"message":{"a":1},"type":[],"code":{}}}',
        b'{"detail":[1,null,{"loc":1}]}',
        b'{"message":null,"code":null}',
        b'{"error":{"code":' + b"9" * 400 + b"}}",
        b"{" * 100_000,
        b"[" * 100_000,
    ],
)
def test_no_body_is_too_strange(body: bytes) -> None:
    vendors = ("", "zhipu", "minimax", "siliconflow")
    for status, vendor in itertools.product((200, 400, 404, 500), vendors):
        endpoint = Endpoint("https://[", "k")
        failure = classify(status, {}, body, vendor=vendor, endpoint=endpoint)
        assert failure.message
        assert len(failure.message) <= 500


@pytest.mark.parametrize("each", PROVIDERS.values(), ids=list(PROVIDERS))
def test_every_provider_masks_the_key_that_was_used(each: Provider) -> None:
    """Keys may look like anything: this one like a word."""
    endpoint = Endpoint("https://h.example", "correcthorse")
    failure = each.classify(401, {}, b'{"error":{"message":"no such key correcthorse"}}', endpoint)
    assert failure.kind is BAD_KEY
    assert failure.message == "no such key ••••"


def test_messages_are_trimmed_and_on_one_line() -> None:
    long = "first\n\tsecond\x00" + "word " * 1000
    failure = classify(400, {}, bytes_of(openai(long)))
    assert failure.message.startswith("first second")
    assert len(failure.message) == 500
    assert failure.message.endswith("…")
