"""Who asks: the key wherever a client puts it, and what stops it."""

from __future__ import annotations

import base64
import hashlib

import pytest
from multidict import CIMultiDict

from gateway.domain.person import Person, Role
from gateway.domain.token import Token, bare_key, new_key, parse_subnets
from gateway.errors import GatewayError
from gateway.ledger.accounts import Account, AccountKind, Payer
from gateway.relay.callers import Caller, Callers, key_from_headers

NOW = 1_000_000
KEY = "sk-" + "a1B2" * 12


def digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def callers(token: Token, role: Role = Role.OWNER, key: str = KEY) -> Callers:
    person = Person(1, "root", "Root", role)
    payer = Payer(Account(AccountKind.TOKEN, token.id, True), Account(AccountKind.PERSON, 1, True))
    made = Callers(digest, lambda: NOW)
    made.load([(digest(bare_key(key)), Caller(token, person, payer, "default"))])
    return made


def code(made: Callers, key: str, address: str = "127.0.0.1") -> str:
    with pytest.raises(GatewayError) as refused:
        made.find(key, address)
    return refused.value.code


@pytest.mark.parametrize(
    ("headers", "query"),
    [
        ({"Authorization": f"Bearer {KEY}"}, ""),
        ({"authorization": f"bearer {KEY} "}, ""),
        ({"Authorization": KEY}, ""),
        ({"x-api-key": KEY}, ""),
        ({"api-key": KEY}, ""),
        ({"X-Goog-Api-Key": KEY}, ""),
        ({}, f"alt=sse&key={KEY}"),
        ({"Authorization": "Basic " + base64.b64encode(f"me:{KEY}".encode()).decode()}, ""),
        ({"Authorization": "Basic " + base64.b64encode(KEY.encode()).decode()}, ""),
    ],
)
def test_a_key_is_found_wherever_it_stands(headers: dict[str, str], query: str) -> None:
    assert key_from_headers(CIMultiDict(headers), query) == KEY


@pytest.mark.parametrize("broken", ["Basic !!!", "Basic " + base64.b64encode(b"\xff").decode()])
def test_a_broken_basic_header_is_no_key(broken: str) -> None:
    assert key_from_headers(CIMultiDict({"Authorization": broken})) == ""


def test_with_and_without_prefix_it_is_the_same_key() -> None:
    made = callers(Token(1, 1, "t", "xxxx"))
    assert made.find(KEY, "").token.id == made.find(bare_key(KEY), "").token.id == 1


def test_imported_keys_may_hold_hyphens_and_end_in_digits() -> None:
    made = callers(Token(1, 1, "t", "xxxx"), key="sk-old-key-42")
    assert made.find("sk-old-key-42", "").pin == 0
    assert made.find("sk-old-key-42-7", "").pin == 7


def test_a_pin_is_an_administrators() -> None:
    assert callers(Token(1, 1, "t", "x")).find(f"{KEY}-12", "").pin == 12
    assert code(callers(Token(1, 1, "t", "x"), Role.MEMBER), f"{KEY}-12") == "invalid_api_key"


def test_what_stops_a_key() -> None:
    assert code(callers(Token(1, 1, "t", "x")), "") == "invalid_api_key"
    assert code(callers(Token(1, 1, "t", "x")), "sk-unknown") == "invalid_api_key"
    assert code(callers(Token(1, 1, "t", "x", enabled=False)), KEY) == "token_disabled"
    assert code(callers(Token(1, 1, "t", "x", expires_at=NOW)), KEY) == "token_expired"
    assert callers(Token(1, 1, "t", "x", expires_at=NOW + 1)).find(KEY, "")


def test_addresses() -> None:
    made = callers(Token(1, 1, "t", "x", subnets=parse_subnets("192.168.1.0/24,\n::1")))
    assert made.find(KEY, "192.168.1.20")
    assert made.find(KEY, "::1")
    assert made.find(KEY, "::ffff:192.168.1.7"), "an IPv4 address seen through IPv6"
    assert code(made, KEY, "10.0.0.1") == "address_not_allowed"
    assert code(made, KEY, "nonsense") == "address_not_allowed"
    with pytest.raises(ValueError, match=r"not a network: 300\.1\.1\.1"):
        parse_subnets("300.1.1.1")


def test_new_keys_have_the_promised_form() -> None:
    keys = {new_key() for _ in range(100)}
    assert len(keys) == 100
    assert all(key.startswith("sk-") and len(key) == 51 and key[3:].isalnum() for key in keys)
