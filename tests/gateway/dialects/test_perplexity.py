"""Perplexity's sources stand beside the choices; whoever asks in another dialect gets them too."""

from __future__ import annotations

import json

from gateway.dialects.registry import dialect
from gateway.domain.conversation import CitationDelta, Finished, Text

PAGES = [
    {"title": "A page", "url": "https://example.com/a", "date": "2026-01-02"},
    {"title": None, "url": "https://example.com/b"},
]
SOURCES = {
    "citations": ["https://example.com/a", "https://example.com/c"],
    "search_results": PAGES,
}
FOUND = [
    ("https://example.com/a", "A page"),
    ("https://example.com/b", "https://example.com/b"),
    ("https://example.com/c", "https://example.com/c"),
]


def test_a_whole_answer_is_cited() -> None:
    message = {"role": "assistant", "content": "So it is [1]."}
    body = {"id": "x", "model": "sonar", **SOURCES}
    body["choices"] = [{"index": 0, "message": message, "finish_reason": "stop"}]
    chat = dialect("openai_chat")
    answer = chat.decode_answer(json.dumps(body).encode())
    (block,) = answer.choices[0].blocks
    assert isinstance(block, Text)
    assert [(each["url"], each["title"]) for each in block.citations] == FOUND
    told = json.loads(chat.encode_answer(answer, "sonar"))["choices"][0]["message"]["annotations"]
    assert [each["url_citation"]["url"] for each in told] == [url for url, _ in FOUND]


def test_a_stream_tells_its_sources_once_before_its_end() -> None:
    decoder = dialect("openai_chat").stream_decoder()
    events = []
    for delta, finish in (("So ", None), ("it is.", None), ("", "stop")):
        choice = {"index": 0, "delta": {"content": delta}, "finish_reason": finish}
        chunk = {"id": "x", "model": "sonar", "choices": [choice], **SOURCES}
        events += decoder.feed(f"data: {json.dumps(chunk)}\n\n".encode())
    cited = [event.citation for event in events if isinstance(event, CitationDelta)]
    assert [(each["url"], each["title"]) for each in cited] == FOUND
    assert isinstance(events[-1], Finished)
