"""No secret in a message: neither what was sent nor what looks like a key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.providers.base import Endpoint
from gateway.providers.refusals.errors import classify
from gateway.providers.refusals.masking import MASK, clean, mask, secrets_of

HEX = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    "secret",
    [
        "sk-abcdefgh12345678",
        "sk-proj-AbCd_EfGh-12345678",
        "sk-ant-api03-" + "aB3_" * 20,
        "sk-or-v1-" + HEX * 2,
        "sk-abcd************wxyz",
        "AIzaSy" + "A1b2C3d4" * 4,
        "AQ.Ab8RN6" + "x1Y2" * 10,
        "gsk_" + "Ab1" * 17,
        "xai-" + "Ab1" * 20,
        "hf_" + "aBcD1" * 7,
        "nvapi-" + "aB1_" * 15,
        "bce-v3/ALTAK-abcdef123/" + HEX,
        "AKIAIOSFODNN7ABCDEFG",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefghijklmnop",
        HEX + ".AbCdEfGh12345678",
        HEX,
    ],
)
def test_what_looks_like_a_key_is_masked(secret: str) -> None:
    for text in (
        f"Incorrect API key provided: {secret}.",
        f'{{"authorization": "Bearer {secret}"}}',
        f"key={secret}&x=1",
        secret,
    ):
        masked = mask(text)
        assert secret not in masked
        assert secret[8:20] not in masked
        assert MASK in masked


@pytest.mark.parametrize(
    "text",
    [
        "The model `gpt-4o-mini-2024-07-18` does not exist",
        "accounts/fireworks/models/llama-v3p3-70b-instruct is not deployed",
        "anthropic/claude-sonnet-4-5-20250929",
        "request id: req_011CSHoEeqs5C35K2UUqR7Fy",
        "Basic authentication is required; a bearer token is missing",
        "context_length_exceeded",
        "key_not_found_error",
        "task-force, ask-me-anything, items-and-things",
        "maximum context length is 128000 tokens",
        "模型不存在，请检查模型名称",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert mask(text) == text


def test_whatever_the_endpoint_holds_is_masked() -> None:
    endpoint = Endpoint(
        "https://h.example/v1?sig=signature%2F77",
        "plain words",
        headers={"X-Extra": "Bearer headersecret", "X-Short": "on"},
    )
    secrets = secrets_of(endpoint)
    for text in ("plain words", "plain%20words", "headersecret", "signature/77", "signature%2F77"):
        assert mask(f"you sent {text}!", secrets) == f"you sent {MASK}!"
    assert mask("turned on", secrets) == "turned on"
    assert secrets_of(None) == ()
    assert secrets_of(Endpoint("http://h.example", "")) == ()


@given(
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=6, max_size=80),
    st.text(max_size=600),
    st.text(max_size=600),
)
def test_the_key_that_was_used_never_reaches_a_failure(key: str, before: str, after: str) -> None:
    body = f"{before} {key} {after}".encode("utf-8", "replace")
    failure = classify(401, {}, body, endpoint=Endpoint("https://h.example", key))
    if key not in before and key not in after and key not in MASK:
        shown = f"{failure.message}{failure.error_type}{failure.error_code}{failure.param}"
        assert key not in shown or key in f"HTTP 401 without a message{MASK}"


def test_a_key_is_masked_before_the_text_is_cut() -> None:
    key = "k" * 300
    text = clean("x" * 400 + " " + key, (key,))
    assert "kk" not in text
    assert text.endswith(MASK)


def test_invisible_characters_do_not_hide_a_secret() -> None:
    assert clean("no correct\u200bhor\x00se here", ("correcthorse",)) == f"no {MASK} here"
