"""What stands where a word is expected is refused or passed on, never stumbled over."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.dialects.openai_responses import history
from gateway.dialects.openai_responses.replay import replayed
from gateway.dialects.registry import DIALECTS
from gateway.domain.usage import Usage
from gateway.errors import DialectError

RESPONSES = DIALECTS["openai_responses"]
NO_WORDS: list[Any] = [[], {}, ["function"], [[]], 1, True, None]


@pytest.mark.parametrize("kind", NO_WORDS)
def test_a_tool_without_a_type_is_refused(kind: Any) -> None:
    body = {"model": "m", "input": "Hi", "tools": [{"type": kind, "name": "f"}]}
    with pytest.raises(DialectError):
        RESPONSES.decode_request(json.dumps(body).encode())


@pytest.mark.parametrize("kind", NO_WORDS)
def test_items_without_a_type_are_kept_as_they_are(kind: Any) -> None:
    item = {"id": "i", "type": kind, "content": "x"}
    request = json.dumps({"model": "m", "input": "Hi"}).encode()
    assert json.loads(history.continued(request, [item]))["input"][0] == item
    assert b'"content":"x"' in b"".join(replayed({"id": "r", "output": [item]}))


@pytest.mark.parametrize("kind", NO_WORDS)
def test_a_stream_is_cut_at_an_item_without_a_type(kind: Any) -> None:
    pipe = RESPONSES.pass_pipe(None, include_usage=True)
    for event in (
        {"type": "response.created", "response": {"id": "r", "output": []}},
        {"type": "response.output_item.added", "output_index": 0, "item": {"type": kind}},
    ):
        frame = f"event: {event['type']}\ndata: {json.dumps(event)}\n\n"
        pipe.feed(frame.encode())
    assert b"response.incomplete" in pipe.cut(Usage(output=1))
