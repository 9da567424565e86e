"""Which dialect an upstream is spoken to in."""

from __future__ import annotations

import pytest

from gateway.relay.speaking import upstream_dialect

OPENAI = ("openai_chat", "openai_responses")


@pytest.mark.parametrize(
    ("asked", "speaks", "mode", "spoken"),
    [
        ("openai_chat", OPENAI, "chat", "openai_chat"),
        ("openai_responses", OPENAI, "chat", "openai_responses"),
        ("anthropic", OPENAI, "chat", "openai_chat"),
        ("openai_chat", OPENAI, "responses", "openai_responses"),
        ("anthropic", OPENAI, "responses", "openai_responses"),
        ("openai_responses", ("openai_chat",), "responses", "openai_chat"),
        ("openai_responses", ("anthropic",), "", "anthropic"),
        ("", OPENAI, "", "openai_chat"),
    ],
)
def test_the_clients_own_else_the_preferred_one(
    asked: str, speaks: tuple[str, ...], mode: str, spoken: str
) -> None:
    assert upstream_dialect(asked, speaks, mode) == spoken
