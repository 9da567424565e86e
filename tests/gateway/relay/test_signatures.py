"""Signatures of thoughts are remembered for a while, for their own token and model alone."""

from __future__ import annotations

from gateway.domain.conversation import Answer, Choice, Conversation, Text, ToolCall, Turn
from gateway.relay.signatures import Signatures


def conversation(*calls: ToolCall) -> Conversation:
    return Conversation("m", [Turn("user", [Text("Hi")]), Turn("assistant", list(calls))])


def restored(signatures: Signatures, token: int, model: str, call_id: str) -> str:
    call = ToolCall(call_id, "f", "{}")
    signatures.restore(token, model, conversation(call))
    return call.signature


def test_a_call_gets_its_own_back() -> None:
    signatures = Signatures()
    signatures.keep(1, "m", "a", "sig")
    assert restored(signatures, 1, "m", "a") == "sig"
    assert restored(signatures, 1, "m", "b") == ""
    assert restored(signatures, 2, "m", "a") == ""
    assert restored(signatures, 1, "n", "a") == ""


def test_what_the_client_says_itself_stands() -> None:
    signatures = Signatures()
    signatures.keep(1, "m", "a", "sig")
    call = ToolCall("a", "f", "{}", signature="own")
    signatures.restore(1, "m", conversation(call))
    assert call.signature == "own"


def test_whole_answers_and_calls_without_signatures() -> None:
    signatures = Signatures()
    signed, plain = ToolCall("a", "f", "{}", signature="sig"), ToolCall("b", "f", "{}")
    signatures.keep_all(1, "m", Answer("", "", [Choice([Text("x"), signed, plain])]))
    signatures.keep(1, "m", "", "sig")
    assert len(signatures) == 1
    assert restored(signatures, 1, "m", "a") == "sig"


def test_the_oldest_go_first() -> None:
    signatures = Signatures(most_calls=2)
    for name in ("a", "b", "a", "c"):
        signatures.keep(1, "m", name, f"sig {name}")
    assert [restored(signatures, 1, "m", name) for name in "abc"] == ["sig a", "", "sig c"]
    small = Signatures(most_characters=10)
    small.keep(1, "m", "a", "123456")
    small.keep(1, "m", "a", "1234567")
    small.keep(1, "m", "b", "123")
    assert len(small) == 2
    small.keep(1, "m", "c", "1")
    assert [restored(small, 1, "m", name) for name in "abc"] == ["", "123", "1"]
