"""Streams to Responses clients, judged by OpenAI's own package."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.dialects.openai_responses import OpenAIResponses
from gateway.dialects.registry import dialect
from gateway.domain.conversation import (
    CitationDelta,
    Ended,
    Finish,
    Finished,
    ReasoningDelta,
    RefusalDelta,
    Started,
    StreamEvent,
    TextDelta,
    ToolCallDelta,
    UsageReport,
)
from gateway.domain.usage import Usage
from gateway.relay.streaming import answer_events
from tests.gateway.dialects.judges import (
    response_answer,
    response_stream,
)
from tests.gateway.dialects.support import encoded, golden

RESPONSES, CHAT, MESSAGES = (
    dialect(name) for name in ("openai_responses", "openai_chat", "anthropic")
)
STREAM = golden("openai_responses.sse")
TOOLS: list[Any] = [
    {"type": "custom", "name": "patch"},
    {
        "type": "namespace",
        "name": "docs",
        "description": "The pages",
        "tools": [{"type": "function", "name": "find"}],
    },
]
END: tuple[StreamEvent, ...] = (Finished(Finish.STOP), UsageReport(Usage(3, 2)), Ended())


def told(*events: StreamEvent, request: Any = None) -> Any:
    """What OpenAI's package makes of events; its response."""
    body = json.dumps({"model": "mine", "input": "Hi", **(request or {})}).encode()
    encoder = OpenAIResponses(body).stream_encoder("mine", include_usage=True)
    return response_stream(encoded(encoder, list(events)))


# To a client.


def test_an_answer_with_everything() -> None:
    response = told(
        Started("chatcmpl-1", "up", 7),
        ReasoningDelta("hm "),
        ReasoningDelta("well"),
        ReasoningDelta(signature="sig"),
        TextDelta("Hel"),
        TextDelta("lo"),
        ToolCallDelta(0, "call_1", "f", '{"a'),
        ToolCallDelta(0, arguments='":1}'),
        *END,
    )
    assert (response.id, response.created_at, response.model) == ("resp_chatcmpl-1", 7, "mine")
    assert response.status == "completed"
    thought, message, call = response.output
    assert thought.summary[0].text == "hm well"
    assert thought.encrypted_content == "homeport:anthropic:sig"
    assert message.content[0].text == "Hello"
    assert (call.call_id, call.name, call.arguments) == ("call_1", "f", '{"a":1}')
    assert response.usage.total_tokens == 5


def test_thoughts_that_openai_encrypted_are_the_items_they_were() -> None:
    response = told(ReasoningDelta(signature="homeport:openai:rs_7#gAAA"), TextDelta("x"), *END)
    assert (response.output[0].id, response.output[0].encrypted_content) == ("rs_7", "gAAA")
    hidden = told(ReasoningDelta(redacted="data"), ReasoningDelta("seen"), *END)
    assert hidden.output[0].encrypted_content == "homeport:anthropic-redacted:data"
    assert hidden.output[1].summary[0].text == "seen"
    assert hidden.output[1].encrypted_content is None


def test_calls_may_take_turns() -> None:
    response = told(
        ToolCallDelta(0, "a", "f"),
        ToolCallDelta(1, "b", "g", '{"x"'),
        ToolCallDelta(0, arguments="{"),
        ToolCallDelta(1, arguments=":1}"),
        ToolCallDelta(0, arguments="}"),
        ToolCallDelta(2, "c", "h"),
        ToolCallDelta(9, arguments="of nobody"),
        *END,
    )
    assert [(item.name, item.arguments) for item in response.output] == [
        ("f", "{}"),
        ("g", '{"x":1}'),
        ("h", "{}"),
    ]


def test_text_behind_a_call_is_another_message() -> None:
    response = told(TextDelta("a"), ToolCallDelta(0, "c", "f", "{}"), TextDelta("b"), *END)
    assert [item.type for item in response.output] == ["message", "function_call", "message"]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ('{"custom_tool_input":"+a\\n"}', "+a\n"),
        ("+plain", "+plain"),
        ('{"other":1}', '{"other":1}'),
    ],
)
def test_a_custom_tool_that_came_as_a_function(arguments: str, text: str) -> None:
    response = told(
        ToolCallDelta(0, "c", "patch", arguments[:9]),
        ToolCallDelta(0, arguments=arguments[9:]),
        *END,
        request={"tools": TOOLS},
    )
    (call,) = response.output
    assert (call.type, call.input) == ("custom_tool_call", text)


def test_a_custom_tool_that_came_as_one() -> None:
    pieces = [ToolCallDelta(0, "c", "patch", "+", "custom"),
              ToolCallDelta(0, arguments="a", kind="custom")]  # fmt: skip
    assert told(*pieces, *END).output[0].input == "+a"


def test_namespaces_come_back() -> None:
    call = ToolCallDelta(0, "c", "docs__find", "{}")
    (item,) = told(call, *END, request={"tools": TOOLS}).output
    assert (item.namespace, item.name) == ("docs", "find")
    (plain,) = told(call, *END).output
    assert (plain.namespace, plain.name) == (None, "docs__find")


def test_a_refusal_is_a_part_of_its_own() -> None:
    response = told(TextDelta("Hm."), RefusalDelta("I "), RefusalDelta("won't"), *END)
    text, refusal = response.output[0].content
    assert (text.text, refusal.refusal) == ("Hm.", "I won't")


def test_citations_with_an_address_are_annotations() -> None:
    claude = {"type": "web_search_result_location", "url": "https://x.org", "title": "X"}
    chat = {"type": "url_citation", "url_citation": {
        "url": "https://y.org", "title": "Y", "start_index": 1, "end_index": 2}}  # fmt: skip
    response = told(
        TextDelta("one "),
        TextDelta("two"),
        CitationDelta(claude),
        CitationDelta({"type": "char_location", "document_title": "d"}),
        TextDelta(" three"),
        CitationDelta(chat),
        *END,
    )
    notes = response.output[0].content[0].annotations
    assert [(note.url, note.start_index, note.end_index) for note in notes] == [
        ("https://x.org", 0, 7),
        ("https://y.org", 1, 2),
    ]


@pytest.mark.parametrize(
    ("finish", "status", "reason", "last"),
    [
        (Finish.STOP, "completed", None, "completed"),
        (Finish.STOP_SEQUENCE, "completed", None, "completed"),
        (Finish.PAUSE, "completed", None, "completed"),
        (Finish.LENGTH, "incomplete", "max_output_tokens", "incomplete"),
        (Finish.CONTEXT_FULL, "incomplete", "max_output_tokens", "incomplete"),
        (Finish.FILTERED, "incomplete", "content_filter", "completed"),
    ],
)
def test_why_it_ended(finish: Finish, status: str, reason: str | None, last: str) -> None:
    response = told(TextDelta("x"), Finished(finish), Ended())
    details = response.incomplete_details
    assert (response.status, details.reason if details else None) == (status, reason)
    assert response.output[0].status == last


def test_the_request_is_repeated_without_what_is_heavy() -> None:
    request = {
        "instructions": "Be brief.", "tools": TOOLS, "tool_choice": "required", "top_p": 0.5,
        "metadata": {"a": "b"}, "parallel_tool_calls": False, "service_tier": "auto",
        "reasoning": {"effort": "low"}, "max_output_tokens": 50, "store": True,
    }  # fmt: skip
    response = told(TextDelta("x"), *END, request=request)
    assert (response.instructions, response.tools) == (None, [])
    assert (response.tool_choice, response.top_p) == ("required", 0.5)
    assert (response.metadata, response.parallel_tool_calls) == ({"a": "b"}, False)
    assert (response.service_tier, response.reasoning.effort) == ("default", "low")
    assert response.max_output_tokens == 50


def test_tools_that_came_among_the_items_are_known_too() -> None:
    item = {"type": "additional_tools", "role": "developer", "tools": TOOLS}
    call = ToolCallDelta(0, "c", "docs__find", "{}")
    (found,) = told(call, *END, request={"input": [item]}).output
    assert (found.namespace, found.name) == ("docs", "find")


def test_an_answer_of_nothing_is_still_a_response() -> None:
    response = told(Finished(Finish.STOP), Ended())
    assert (response.status, response.output, response.usage.total_tokens) == ("completed", [], 0)


def test_only_the_first_choice_is_told() -> None:
    response = told(TextDelta("a"), TextDelta("b", 1), Finished(Finish.LENGTH, choice=1), *END)
    assert response.output_text == "a"


_EVENTS = st.lists(
    st.one_of(
        st.builds(TextDelta, st.text(min_size=1, max_size=4)),
        st.builds(ReasoningDelta, st.text(min_size=1, max_size=4)),
        st.builds(ReasoningDelta, signature=st.just("sig")),
        st.builds(ReasoningDelta, redacted=st.just("data")),
        st.builds(RefusalDelta, st.text(min_size=1, max_size=4)),
        st.builds(
            ToolCallDelta,
            st.integers(0, 3),
            st.just("c"),
            st.sampled_from(["f", "patch", "docs__find"]),
            st.text(max_size=4),
        ),
        st.builds(CitationDelta, st.just({"url": "https://x.org"})),
    ),
    max_size=12,
)


@given(_EVENTS, st.sampled_from(list(Finish)), st.booleans())
def test_whatever_comes_is_a_proper_stream(
    events: list[StreamEvent], finish: Finish, end_first: bool
) -> None:
    for number, event in enumerate(events):
        if isinstance(event, ToolCallDelta):
            event.id = f"call_{event.index}"
            seen = [e for e in events[:number] if isinstance(e, ToolCallDelta)]
            if any(e.index == event.index for e in seen):
                event.name = event.id = ""
    ends: list[StreamEvent] = [] if end_first else [Finished(finish)]
    told(*events, *ends, Ended(), request={"tools": TOOLS})


# Whole answers.


def test_a_whole_answer_both_ways() -> None:
    conversation = RESPONSES.decode_answer(_whole())
    spoken = OpenAIResponses(json.dumps({"model": "m", "tools": TOOLS, "instructions": "I",
                                         "input": "Hi"}).encode())  # fmt: skip
    again = response_answer(spoken.encode_answer(conversation, "mine"))
    assert again.model == "mine"
    assert again.instructions == "I"
    assert len(again.tools) == 2
    original = response_answer(_whole())
    assert [item.type for item in again.output] == [item.type for item in original.output]
    assert again.output[0].summary == original.output[0].summary  # type: ignore[union-attr]
    assert again.output_text == original.output_text
    assert again.usage == original.usage
    assert again.output[-1].namespace == "docs"  # type: ignore[union-attr]
    streamed = response_stream(
        encoded(spoken.stream_encoder("mine", include_usage=True),
                list(answer_events(conversation)))
    )  # fmt: skip
    assert streamed.output_text == original.output_text


def _whole() -> bytes:
    response: dict[str, Any] = json.loads(STREAM.split(b"data: ")[-1])["response"]
    response["output"] += [
        {"id": "msg_2", "type": "message", "status": "completed", "role": "assistant",
         "content": [{"type": "output_text", "text": "And", "annotations": [{
             "type": "url_citation", "url": "https://x.org", "title": "X", "start_index": 0,
             "end_index": 3}]}, {"type": "refusal", "refusal": "no"}]},
        {"id": "ig_1", "type": "image_generation_call", "status": "completed", "result": "QUJD"},
        {"id": "ctc_1", "type": "custom_tool_call", "call_id": "c2", "name": "patch",
         "input": "+a"},
        {"id": "fc_2", "type": "function_call", "status": "completed", "call_id": "c3",
         "name": "find", "namespace": "docs", "arguments": "{}"},
    ]  # fmt: skip
    return json.dumps(response).encode()


def test_what_a_tool_found_upstream_stays_with_its_own_dialect() -> None:
    body = json.loads(_whole())
    body["output"] = [{"type": "web_search_call", "id": "ws_1", "status": "completed",
                       "action": {"type": "search", "query": "x"}}]  # fmt: skip
    answer = RESPONSES.decode_answer(json.dumps(body).encode())
    assert response_answer(RESPONSES.encode_answer(answer, "m")).output[0].id == "ws_1"
    assert json.loads(CHAT.encode_answer(answer, "m"))["choices"][0]["message"]["content"] is None
