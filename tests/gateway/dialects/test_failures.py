"""What errors inside a 200 mean, in the words of the vendors."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.dialects import failures
from gateway.domain.conversation import StreamError
from gateway.domain.failure import FailureClass

Kind = FailureClass


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ({"type": "insufficient_quota", "code": "insufficient_quota"}, Kind.NO_MONEY),
        ({"type": "new_api_error", "code": "insufficient_user_quota"}, Kind.NO_MONEY),
        ({"type": "invalid_request_error", "message": "Your credit balance is too low to"},
         Kind.NO_MONEY),
        ({"message": "He said: your credit balance is too low", "type": "api_error"},
         Kind.OVERLOADED),
        ({"code": "invalid_api_key", "type": "invalid_request_error"}, Kind.BAD_KEY),
        ({"type": "permission_error"}, Kind.MODEL_NOT_FOUND),
        ({"code": 403, "message": "no", "metadata": {"reasons": ["x"]}}, Kind.CONTENT_FILTER),
        ({"code": 403, "message": "no"}, Kind.MODEL_NOT_FOUND),
        ({"code": "429", "message": "litellm.RateLimitError"}, Kind.RATE_LIMIT),
        ({"type": "tokens", "code": "rate_limit_exceeded"}, Kind.RATE_LIMIT),
        ({"type": "BadRequestError", "code": 400,
          "message": "This model's maximum context length is 8 tokens."}, Kind.CONTEXT_TOO_LONG),
        ({"type": "invalid_request_error", "message": "bad"}, Kind.BAD_REQUEST),
        ({"type": "invalid_request_error",
          "message": "Output blocked by content filtering policy"}, Kind.CONTENT_FILTER),
        ({"type": "api_error",
          "message": "the input length exceeds the context length"}, Kind.CONTEXT_TOO_LONG),
        ({"type": "timeout_error"}, Kind.TIMEOUT),
        ({"code": "unsupported_country_region_territory"}, Kind.NETWORK),
        ({"type": "unheard_of", "message": "?"}, Kind.OVERLOADED),
        ({"error": {"type": "overloaded_error", "message": "inside"}}, Kind.OVERLOADED),
        ({}, Kind.OVERLOADED),
        ("当前分组上游负载已饱和，请稍后再试", Kind.OVERLOADED),
        ("too many requests", Kind.RATE_LIMIT),
        (7, Kind.OVERLOADED),
    ],
)  # fmt: skip
def test_classes(error: Any, kind: FailureClass) -> None:
    found = failures.from_error(error)
    assert found.kind is kind
    assert found.message


def test_the_fields_of_an_error_travel() -> None:
    found = failures.from_error(
        {"message": "no", "type": "t", "code": 503, "param": "messages"}, retry_after_s=2.0
    )
    assert (found.status, found.error_type, found.error_code) == (503, "t", "503")
    assert (found.param, found.retry_after_s) == ("messages", 2.0)
    again = failures.from_stream_error(failures.to_stream_error(found))
    assert again.kind is found.kind
    assert again.status == 503


def test_minimax_reports_success_as_zero() -> None:
    assert failures.from_base_resp({"status_code": 0, "status_msg": ""}) is None
    assert failures.from_base_resp({}) is None
    balance = failures.from_base_resp({"status_code": 1008, "status_msg": "no balance"})
    assert balance is not None
    assert balance.kind is Kind.NO_MONEY
    unknown = failures.from_base_resp({"status_code": 1})
    assert unknown is not None
    assert unknown.kind is Kind.OVERLOADED


def test_keys_are_masked_and_messages_end() -> None:
    for secret in ("sk-abcdefghijklmnop", "AIzaSyABCDEFGHIJKLMNOP", "gsk_abcdefghijklmnop1"):
        assert secret not in failures.redact(f"bad key {secret}!")
    assert len(failures.redact("x" * 9000)) == 2000


@given(st.text(), st.text(), st.text(), st.integers(0, 600))
def test_every_error_has_a_class(kind: str, code: str, message: str, status: int) -> None:
    found = failures.from_stream_error(StreamError(message, kind, code, status))
    assert isinstance(found.kind, FailureClass)
