"""A whole response as the stream of events that it would have been.

After OpenAI's API reference (responses, streaming events; 2026-11). A text comes in one piece; the
numbers are those of this stream, not of the one in which the response was made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gateway.dialects.openai_responses.finish import CALLS
from gateway.dialects.openai_responses.writer import Writer

Wire = dict[str, Any]

_ENDS: Mapping[str, str] = {
    "completed": "response.completed",
    "incomplete": "response.incomplete",
    "failed": "response.failed",
}
"""The event of each status that has one: a cancelled response's stream merely ends."""


def replayed(response: Mapping[str, Any]) -> list[bytes]:
    """The events of a response that has ended, each a frame; the first has the number 0."""
    return list(_Replay().events(response))


class _Replay:
    def __init__(self) -> None:
        self._writer = Writer()

    def events(self, response: Mapping[str, Any]) -> Iterator[bytes]:
        begun = {**response, "status": "in_progress", "output": [], "usage": None}
        begun |= {"completed_at": None, "incomplete_details": None, "error": None}
        yield self._say("response.created", response=begun)
        yield self._say("response.in_progress", response=begun)
        output = response.get("output")
        items = output if isinstance(output, list) else []
        for index, item in enumerate(items):
            if isinstance(item, dict):
                yield from self._item(item, index)
        ending = _ENDS.get(str(response.get("status")))
        if ending is not None:
            yield self._say(ending, response=response)

    def _say(self, kind: str, **members: Any) -> bytes:
        return self._writer.event(kind, **members)

    def _item(self, item: Wire, index: int) -> Iterator[bytes]:
        kind = str(item.get("type"))
        begun = dict(item)
        inner: Iterator[bytes] = iter(())
        place = {"item_id": item.get("id"), "output_index": index}
        if kind == "message":
            begun["content"], inner = [], self._content(item, place)
        elif kind == "reasoning":
            begun["summary"], inner = [], self._thought(item, place)
            begun.pop("encrypted_content", None)
            begun.pop("content", None)
        elif kind in CALLS:
            custom = kind == "custom_tool_call"
            begun["input" if custom else "arguments"] = ""
            inner = self._called(item, place, custom=custom)
        if "status" in begun:
            begun["status"] = "in_progress"
        yield self._say("response.output_item.added", output_index=index, item=begun)
        yield from inner
        yield self._say("response.output_item.done", output_index=index, item=item)

    def _content(self, item: Wire, place: Wire) -> Iterator[bytes]:
        for number, part in enumerate(_parts(item.get("content"))):
            at = {**place, "content_index": number}
            if part.get("type") == "refusal":
                yield from self._refusal(part, at)
            elif part.get("type") == "output_text":
                yield from self._text(part, at)

    def _text(self, part: Wire, at: Wire) -> Iterator[bytes]:
        text, logprobs = str(part.get("text") or ""), part.get("logprobs") or []
        empty = {**part, "text": "", "annotations": [], "logprobs": []}
        yield self._say("response.content_part.added", **at, part=empty)
        if text:
            yield self._say("response.output_text.delta", **at, delta=text, logprobs=logprobs)
        for number, annotation in enumerate(part.get("annotations") or []):
            yield self._say(
                "response.output_text.annotation.added",
                **at,
                annotation_index=number,
                annotation=annotation,
            )
        yield self._say("response.output_text.done", **at, text=text, logprobs=logprobs)
        yield self._say("response.content_part.done", **at, part=part)

    def _refusal(self, part: Wire, at: Wire) -> Iterator[bytes]:
        text = str(part.get("refusal") or "")
        yield self._say("response.content_part.added", **at, part={**part, "refusal": ""})
        if text:
            yield self._say("response.refusal.delta", **at, delta=text)
        yield self._say("response.refusal.done", **at, refusal=text)
        yield self._say("response.content_part.done", **at, part=part)

    def _thought(self, item: Wire, place: Wire) -> Iterator[bytes]:
        for number, part in enumerate(_parts(item.get("summary"))):
            at, text = {**place, "summary_index": number}, str(part.get("text") or "")
            begun = {**part, "text": ""}
            yield self._say("response.reasoning_summary_part.added", **at, part=begun)
            if text:
                yield self._say("response.reasoning_summary_text.delta", **at, delta=text)
            yield self._say("response.reasoning_summary_text.done", **at, text=text)
            yield self._say("response.reasoning_summary_part.done", **at, part=part)
        for number, part in enumerate(_parts(item.get("content"))):
            at, text = {**place, "content_index": number}, str(part.get("text") or "")
            if text:
                yield self._say("response.reasoning_text.delta", **at, delta=text)
            yield self._say("response.reasoning_text.done", **at, text=text)

    def _called(self, item: Wire, place: Wire, *, custom: bool) -> Iterator[bytes]:
        name = "input" if custom else "arguments"
        kind = f"response.{'custom_tool_call_input' if custom else 'function_call_arguments'}"
        text = str(item.get(name) or "")
        if text:
            yield self._say(f"{kind}.delta", **place, delta=text)
        yield self._say(f"{kind}.done", **place, **{name: text})


def _parts(value: Any) -> list[Wire]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []
