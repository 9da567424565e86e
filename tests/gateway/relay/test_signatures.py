"""Proofs of thoughts are remembered for a while, for their own token, vendor and model alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.domain.channel import Channel, ChannelKey
from gateway.domain.conversation import (
    Block,
    Conversation,
    Reasoning,
    ReasoningDelta,
    StreamEvent,
    Text,
    TextDelta,
    Thinking,
    ToolCall,
    ToolCallDelta,
    Turn,
)
from gateway.relay.planner import Candidate
from gateway.relay.signatures import Place, Signatures, last_said, place_of
from gateway.relay.turns import TurnCollector

HERE = Place(1, "anthropic x", "m")
CALL = ToolCall("a", "f", "{}")


def asked(*turns: list[Block]) -> Conversation:
    """A user's question and the assistant's turns behind it."""
    conversation = Conversation("m", [Turn("user", [Text("Hi")])])
    conversation.turns += [Turn("assistant", list(blocks)) for blocks in turns]
    return conversation


def restored(signatures: Signatures, place: Place, *blocks: Block) -> list[Block]:
    conversation = asked(list(blocks))
    signatures.restore(place, conversation)
    return conversation.turns[-1].blocks


def call(name: str = "a", signature: str = "") -> ToolCall:
    return ToolCall(name, "f", "{}", signature=signature)


def signature_of(signatures: Signatures, place: Place, name: str) -> str:
    (block,) = restored(signatures, place, call(name))
    assert isinstance(block, ToolCall)
    return block.signature


def test_a_call_gets_its_own_back() -> None:
    signatures = Signatures()
    signatures.keep(HERE, "", [call("a", "sig"), call("b")])
    assert signature_of(signatures, HERE, "a") == "sig"
    for place in (
        Place(2, HERE.where, "m"),
        Place(1, "gemini 7/1", "m"),
        Place(1, HERE.where, "n"),
    ):
        assert signature_of(signatures, place, "a") == ""
    assert signature_of(signatures, HERE, "b") == ""


def test_what_the_client_says_itself_stands() -> None:
    signatures = Signatures()
    signatures.keep(HERE, "", [Reasoning("old", "proof"), call("a", "sig")])
    own = [Reasoning("mine", "mine"), call("a", "own")]
    assert restored(signatures, HERE, *own) == own


def test_thoughts_come_back_where_they_were() -> None:
    signatures = Signatures()
    turn: list[Block] = [
        Reasoning("one", "s1"), Text("Hm."), Reasoning(redacted="r2"), call("a"),
        Reasoning("", "s3"), call("b"),
    ]  # fmt: skip
    signatures.keep(HERE, "", turn)
    assert restored(signatures, HERE, Reasoning("one"), Text("Hm."), call("a"), call("b")) == turn


def test_thoughts_do_not_move() -> None:
    """Where the client has put its turn together in another way, only leading ones go back."""
    signatures = Signatures()
    signatures.keep(HERE, "", [Text("x"), Reasoning("", "s"), call("a")])
    assert restored(signatures, HERE, call("a")) == [call("a")]
    signatures.keep(HERE, "", [Reasoning("", "s"), Text("x"), call("c")])
    assert restored(signatures, HERE, call("c")) == [Reasoning("", "s"), call("c")]


def test_a_turn_without_calls_is_known_by_its_words() -> None:
    signatures = Signatures()
    signatures.keep(HERE, "Hi", [Reasoning("why", "s"), Text("Hello.")])
    assert restored(signatures, HERE, Text("Hello. ")) == [Reasoning("why", "s"), Text("Hello. ")]
    assert restored(signatures, HERE, Text("Bye")) == [Text("Bye")]
    other = Conversation("m", [Turn("user", [Text("No")]), Turn("assistant", [Text("Hello.")])])
    signatures.restore(HERE, other)
    assert other.turns[1].blocks == [Text("Hello.")]
    assert last_said(other) == "No"


def test_who_asks_for_no_thoughts_gets_none_back() -> None:
    signatures = Signatures()
    signatures.keep(HERE, "", [Reasoning("", "s"), call("a", "sig")])
    conversation = asked([call("a")])
    conversation.thinking = Thinking(effort="none")
    signatures.restore(HERE, conversation)
    assert conversation.turns[1].blocks == [call("a", "sig")]


def test_the_oldest_go_first() -> None:
    signatures = Signatures(most_turns=2)
    for name in ("a", "b", "a", "c"):
        signatures.keep(HERE, "", [call(name, f"sig {name}")])
    assert [signature_of(signatures, HERE, name) for name in "abc"] == ["sig a", "", "sig c"]
    small = Signatures(most_characters=10)
    for name, signature in (("a", "123456"), ("a", "1234567"), ("b", "123")):
        small.keep(HERE, "", [call(name, signature)])
    assert len(small) == 2
    small.keep(HERE, "", [call("c", "1")])
    assert [signature_of(small, HERE, name) for name in "abc"] == ["", "123", "1"]


def test_what_was_told_to_the_disk_comes_back_from_it() -> None:
    told: list[tuple[int, str, bytes]] = []
    signatures = Signatures()
    signatures.keep_too = lambda *each: told.append(each)
    turn: list[Block] = [Reasoning("one", "s1"), Text("x"), call("a", "sig"), call("b", "two")]
    signatures.keep(HERE, "", turn)
    assert {token for token, _, _ in told} == {1}
    assert not any(b"call a" in name.encode() for _, name, _ in told)
    again = Signatures()
    for _, name, value in told:
        again.load(name, value)
    again.load("broken", b"\xff")
    assert restored(again, HERE, Text("x"), call("a"), call("b")) == turn
    again.clear()
    assert len(again) == 0


@pytest.mark.parametrize(
    ("dialect", "where"),
    [
        ("anthropic", "anthropic acme"),
        ("gemini", "gemini 3/7"),
        ("openai_chat", "openai_chat 3/7"),
        ("openai_responses", "openai_responses 3/7"),
    ],
)
def test_where_a_proof_holds(dialect: str, where: str) -> None:
    channel = Channel(id=3, provider="acme", name="x", base_url="", models=("m",))
    candidate = Candidate(channel, ChannelKey(id=7, channel_id=3, hint=""), "m")
    assert place_of(1, dialect, candidate) == Place(1, where, "m")
    assert place_of(1, "ollama", candidate) is None


TEXTS = st.text(alphabet="ab\n世", min_size=1, max_size=4)
BLOCKS: Any = st.lists(
    st.one_of(
        st.builds(Text, TEXTS),
        st.builds(Reasoning, TEXTS, TEXTS),
        st.builds(Reasoning, st.just(""), TEXTS),
        st.builds(lambda data: Reasoning(redacted=data), TEXTS),
        st.builds(lambda n, s: ToolCall(f"id{n}", "f", "", signature=s), st.integers(0, 99), TEXTS),
    ),
    max_size=8,
    unique_by=lambda block: block.id if isinstance(block, ToolCall) else id(block),
)


def events(blocks: list[Block]) -> list[StreamEvent]:
    found: list[StreamEvent] = []
    calls = 0
    for block in blocks:
        if isinstance(block, Text):
            found += [TextDelta(letter) for letter in block.text]
        elif isinstance(block, Reasoning) and block.redacted:
            found.append(ReasoningDelta(redacted=block.redacted))
        elif isinstance(block, Reasoning):
            found += [ReasoningDelta(letter) for letter in block.text]
            found.append(ReasoningDelta(signature=block.signature))
        elif isinstance(block, ToolCall):
            found.append(ToolCallDelta(calls, block.id, block.name, signature=block.signature))
            calls += 1
    return found


@given(BLOCKS)
def test_any_streamed_turn_comes_back_as_it_was(blocks: list[Block]) -> None:
    collector = TurnCollector()
    for event in events(blocks):
        collector.take(event)
    streamed = collector.blocks()
    merged: list[Block] = []
    for block in blocks:  # texts side by side cannot be told apart in a stream
        if isinstance(block, Text) and merged and isinstance(merged[-1], Text):
            merged[-1] = Text(merged[-1].text + block.text)
        else:
            merged.append(block)
    assert streamed == merged
    signatures = Signatures()
    signatures.keep(HERE, "Hi", streamed)
    bare: list[Block] = [
        ToolCall(block.id, "f", "") if isinstance(block, ToolCall) else Text(block.text)
        for block in merged
        if isinstance(block, ToolCall | Text)
    ]
    back = restored(signatures, HERE, *bare)
    assert [block for block in back if isinstance(block, Text)] == [
        block for block in merged if isinstance(block, Text)
    ]
    thoughts = [block for block in back if isinstance(block, Reasoning)]
    if thoughts:  # never a part of them, never in another order
        assert thoughts == [block for block in merged if isinstance(block, Reasoning)]
