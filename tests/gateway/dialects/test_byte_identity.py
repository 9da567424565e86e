"""The same dialect on both sides: every byte passes but those of the documented edits.

JSON of any spelling (white space, escapes, numbers no float holds) with members nobody knows, in
requests, whole answers and streams of every dialect.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.dialects import wire
from gateway.dialects.base import RequestEdits
from gateway.dialects.registry import dialect
from tests.gateway.dialects.support import pieces, run

NAMES = ("openai_chat", "openai_responses", "anthropic", "gemini", "ollama")
EACH = pytest.mark.parametrize("name", NAMES)

_SPACE = st.sampled_from(["", "", " ", "\t ", "\r\n"])
_STRING = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=6).map(json.dumps),
    st.sampled_from(['"\\u4e16"', '"\\/"', '"世界"', '"\\ud83d\\ude00"', '"a\\tb"', '""']),
)
_NUMBER = st.sampled_from(["0", "-0", "1.50", "1e5", "12345678901234567890123", "1E-07", "-0.10"])


@st.composite
def _object(draw: Callable[..., str], inner: st.SearchStrategy[str]) -> str:
    space = draw(_SPACE)
    names = draw(st.lists(st.integers(0, 99), unique=True, max_size=3))
    members = [f'"zz_{name}"{space}:{space}{draw(inner)}' for name in names]
    return "{" + space + f"{space},{space}".join(members) + space + "}"


@st.composite
def _array(draw: Callable[..., str], inner: st.SearchStrategy[str]) -> str:
    space = draw(_SPACE)
    return "[" + space + f",{space}".join(draw(st.lists(inner, max_size=3))) + space + "]"


JSON: st.SearchStrategy[str] = st.recursive(
    _STRING | _NUMBER | st.sampled_from(["true", "false", "null"]),
    lambda inner: _object(inner) | _array(inner),
    max_leaves=8,
)
MEMBERS = st.lists(
    st.tuples(st.integers(0, 999).map(lambda n: f"zz{n}"), JSON, _SPACE),
    max_size=4,
    unique_by=lambda member: member[0],
)
Members = Sequence[tuple[str, str, str]]


def spelt(known: Sequence[str], unknown: Members, first: bool) -> bytes:
    """An object of members as they are written, unknown ones before or behind the known."""
    others = [f'"{name}"{space}:{space}{value}' for name, value, space in unknown]
    return ("{" + ", ".join([*others, *known] if first else [*known, *others]) + "}").encode()


REQUESTS = {
    "openai_chat": ['"model":  "m\\u0031"', '"max_tokens":9', '"messages":[ ]'],
    "openai_responses": ['"model":  "m\\u0031"', '"max_output_tokens":9', '"input":"Hi"'],
    "anthropic": ['"model":  "m\\u0031"', '"max_tokens":9', '"messages":[ ]'],
    "gemini": ['"generationConfig" : {"maxOutputTokens":9, "topP" : 0.10}', '"contents":[ ]'],
    "ollama": ['"model":  "m\\u0031"', '"options":{"num_predict":9}', '"messages":[ ]'],
}
ANSWERS = {
    "openai_chat": ['"model" :"up"', '"choices": [ ]'],
    "openai_responses": ['"model" :"up"', '"output": [ ]'],
    "anthropic": ['"model" :"up"', '"content": [ ]', '"type":"message"'],
    "gemini": ['"modelVersion" :"up"', '"candidates": [ ]'],
    "ollama": ['"model" :"up"', '"message": {"role":"assistant","content":""}', '"done":true'],
}
NAMED = {"gemini": "modelVersion"}


@EACH
@settings(max_examples=30)
@given(MEMBERS, st.booleans())
def test_a_request_without_edits_is_the_same_object(
    name: str, unknown: Members, first: bool
) -> None:
    body = spelt(REQUESTS[name], unknown, first)
    assert dialect(name).edit_request(body, RequestEdits()) is body


@EACH
@settings(max_examples=30)
@given(MEMBERS, st.booleans())
def test_an_edit_leaves_every_other_member_its_bytes(
    name: str, unknown: Members, first: bool
) -> None:
    body = spelt(REQUESTS[name], unknown, first)
    edited = dialect(name).edit_request(body, RequestEdits(model="sent", max_output=5))
    before, after = wire.members(body), wire.members(edited)
    assert list(before) == list(after)
    changed = {member for member in before if bytes(before[member]) != bytes(after[member])}
    limit = re.findall(r'"(\w+)"', REQUESTS[name][0 if name == "gemini" else 1])[0]
    assert changed == {limit} | ({"model"} & set(before))
    if name == "gemini":
        assert bytes(after["generationConfig"]) == b'{"maxOutputTokens":5,"topP":0.10}'


@EACH
@settings(max_examples=30)
@given(MEMBERS, st.booleans())
def test_an_answer_changes_in_its_models_name_alone(
    name: str, unknown: Members, first: bool
) -> None:
    body = spelt(ANSWERS[name], unknown, first)
    assert dialect(name).edit_answer(body, "up") == body
    before = wire.members(body)
    after = wire.members(dialect(name).edit_answer(body, "asked"))
    named = NAMED.get(name, "model")
    assert bytes(after.pop(named)) == b'"asked"'
    del before[named]
    assert {key: bytes(value) for key, value in before.items()} == {
        key: bytes(value) for key, value in after.items()
    }
    assert list(before) == list(after)


def _chat(text: str, members: str) -> list[str]:
    head = '{"id":"c","object":"chat.completion.chunk","created":7,"model":"up"'
    return [
        head + f',"choices":[{{"index":0,"delta":{{"content":{text}}}{members}}}]{members}}}',
        head + ',"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}',
        head + ',"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}',
        "[DONE]",
    ]


def _responses(text: str, members: str) -> list[str]:
    response = '"response":{"id":"r","model":"up","status":"STATUS","output":[]' + members + "}"
    delta = f'"item_id":"i","output_index":0,"content_index":0,"delta":{text}{members}'
    return [
        '{"type":"response.created","sequence_number":0,'
        + response.replace("STATUS", "in_progress")
        + members
        + "}",
        '{"type":"response.output_text.delta","sequence_number":1,' + delta + "}",
        '{"type":"response.zz","sequence_number":2' + members + "}",
        '{"type":"response.completed","sequence_number":3,'
        + response.replace("STATUS", "completed")
        + "}",
    ]


def _messages(text: str, members: str) -> list[str]:
    usage = '"usage":{"input_tokens":1,"output_tokens":1}'
    return [
        f'{{"type":"message_start","message":{{"id":"m","model":"up",{usage}{members}}}{members}}}',
        '{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}',
        f'{{"type":"content_block_delta","index":0{members},"delta":'
        f'{{"type":"text_delta","text":{text}{members}}}}}',
        '{"type":"content_block_stop","index":0}',
        '{"type":"zz"' + members + "}",
        f'{{"type":"message_delta","delta":{{"stop_reason":"end_turn"}},{usage}}}',
        '{"type":"message_stop"}',
    ]


def _gemini(text: str, members: str) -> list[str]:
    frame = '{"candidates":[{"content":{"parts":[{"text":%s%s}]}%s%s,"index":0}]%s%s}'
    usage = ',"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":1,"totalTokenCount":2}'
    return [
        frame % (text, members, members, "", members, ',"modelVersion":"up"'),
        frame % ('""', "", "", ',"finishReason":"STOP"', usage, ',"modelVersion":"up"'),
    ]


STREAMS = {
    "openai_chat": _chat,
    "openai_responses": _responses,
    "anthropic": _messages,
    "gemini": _gemini,
}


def stream_of(name: str, text: str, unknown: Members, ends: str, comment: bool) -> bytes:
    members = "".join(f',"{key}":{value}' for key, value, _ in unknown if "\n" not in value)
    out = ": hello" + ends * 2 if comment else ""
    for data in STREAMS[name](text, members):
        kind = re.match(r'\{"type":"([^"]+)"', data)
        out += f"event: {kind[1]}{ends}" if kind else ""
        out += f"data: {data}{ends}{ends}"
    return out.encode()


@pytest.mark.parametrize("name", STREAMS)
@settings(max_examples=30)
@given(
    _STRING.filter(lambda text: len(json.loads(text)) > 0),
    MEMBERS,
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.integers(1, 40),
)
def test_a_stream_passes_byte_for_byte(
    name: str, text: str, unknown: Members, ends: str, comment: bool, size: int
) -> None:
    comment = comment and name != "gemini"  # Google's own clients break at comments
    stream = stream_of(name, text, unknown, ends, comment)
    pipe = dialect(name).pass_pipe(None, include_usage=True)
    passed, ending = run(pipe, stream, size)
    assert passed + ending == stream
    assert ending
    assert pipe.meter.complete


@pytest.mark.parametrize("name", STREAMS)
@settings(max_examples=20)
@given(_STRING.filter(lambda text: len(json.loads(text)) > 0), MEMBERS, st.integers(1, 40))
def test_under_an_alias_a_stream_changes_in_the_models_name_alone(
    name: str, text: str, unknown: Members, size: int
) -> None:
    stream = stream_of(name, text, unknown, "\n", False)
    passed, ending = run(dialect(name).pass_pipe("asked", include_usage=True), stream, size)
    key = NAMED.get(name, "model").encode()
    renamed = re.sub(b'"' + key + rb'":\s?"up"', b'"' + key + b'":"asked"', stream)
    assert (
        re.sub(b'"' + key + rb'":\s?"asked"', b'"' + key + b'":"asked"', passed + ending) == renamed
    )


@pytest.mark.parametrize("name", STREAMS)
def test_every_cut_of_a_stream_gives_the_same_bytes(name: str) -> None:
    """Also inside a character of UTF-8, inside CRLF and inside an escape."""
    stream = stream_of(name, '"世\\u4e16😀"', [("zz", '"é"', "")], "\r\n", name != "gemini")
    for cut in range(1, len(stream)):
        pipe = dialect(name).pass_pipe(None, include_usage=True)
        passed = pipe.feed(stream[:cut]) + pipe.feed(stream[cut:]) + pipe.close()
        assert passed + pipe.ending() == stream


@pytest.mark.parametrize("name", STREAMS)
def test_a_stream_that_lacks_its_end_is_noticed_wherever_it_breaks(name: str) -> None:
    """What tells the client that the answer is whole never leaves before it is."""
    stream = stream_of(name, '"one two"', [], "\n", False)
    said = STREAMS[name]('"one two"', "")
    last = {"openai_chat": 1, "openai_responses": 3, "anthropic": 5, "gemini": 1}[name]
    end = stream.index(said[last].encode())
    for cut in range(0, end, 7):
        pipe = dialect(name).pass_pipe(None, include_usage=True)
        for piece in pieces(stream[:cut], 11):
            pipe.feed(piece)
        pipe.close()
        assert not pipe.meter.complete
