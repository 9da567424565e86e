from __future__ import annotations

import json

import pytest

from gateway.domain.channel import Secret
from gateway.domain.credentials import document_of, hint_of, parts_of, secret_parts, split_keys

ACCOUNT = {
    "type": "service_account",
    "project_id": "harbour",
    "private_key_id": "0123456789abcdef0123456789abcdef01234567",
    "private_key": "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEF\n-----END\n",
    "client_email": "gate@harbour.iam.gserviceaccount.com",
}
COMPACT = json.dumps(ACCOUNT, separators=(",", ":"))


def test_words_and_documents_are_keys() -> None:
    text = f"sk-one\n{json.dumps(ACCOUNT, indent=2)}\n  sk-two sk-one\n"
    assert split_keys(text) == ["sk-one", COMPACT, "sk-two"]
    assert split_keys(f"us-east5|harbour|{json.dumps(ACCOUNT)}") == [f"us-east5|harbour|{COMPACT}"]
    assert split_keys(COMPACT + COMPACT) == [COMPACT]


@pytest.mark.parametrize("text", ["{", "{}{", "a{b", '{"a": ', "{" * 5000, "\x00{}", ""])
def test_any_text_splits(text: str) -> None:
    assert all(isinstance(key, str) and key for key in split_keys(text))


def test_a_document_may_stand_behind_other_parts() -> None:
    assert document_of(COMPACT) == ACCOUNT
    assert document_of(f"us-east5|harbour|{COMPACT}") == ACCOUNT
    assert document_of("sk-{not}") is None
    assert document_of('x{"a":1}') is None
    assert document_of("[1]") is None
    assert parts_of(f"us-east5|harbour|{COMPACT}") == ("us-east5", "harbour")
    assert parts_of("AK | SK") == ("AK", "SK")
    assert parts_of(COMPACT) == ()


def test_what_of_a_composite_key_is_secret() -> None:
    key = "AKIAIOSFODNN7EXAMPLE|wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY|us-east-1"
    assert secret_parts(key) == tuple(key.split("|")[:2])
    assert secret_parts("sk-plain-key-without-parts") == ()
    found = secret_parts(COMPACT)
    assert ACCOUNT["private_key"] in found
    assert "MIIEvQIBADANBgkqhkiG9w0BAQEF" in found
    assert ACCOUNT["client_email"] not in found


def test_the_hint_names_the_key_and_not_its_region() -> None:
    key = "AKIAIOSFODNN7EXAMPLE|wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY|us-east-1"
    assert hint_of(key) == "MPLE"
    assert hint_of(COMPACT) == "4567"
    assert hint_of("sk-0123456789abcd") == "abcd"
    assert hint_of("short|id") == "id"
    assert hint_of("abc") == ""
    assert Secret(COMPACT).hint == "4567"
