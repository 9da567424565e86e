"""Items of a streamed response while they are open: what each event says, and how each closes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from gateway.dialects import wire
from gateway.dialects.openai_responses import output
from gateway.dialects.openai_responses.tools import Names
from gateway.dialects.openai_responses.writer import Writer
from gateway.domain.conversation import Reasoning, ToolCallDelta

Wire = dict[str, Any]

_TEXT_HEAD = (
    b"event: response.output_text.delta\n"
    b'data: {"type":"response.output_text.delta","sequence_number":%d,@,"delta":'
)


class OpenItem(ABC):
    """One output item that was announced and is not done."""

    def __init__(self, writer: Writer, index: int, ident: str) -> None:
        self.writer = writer
        self.index = index
        self.ident = ident

    @abstractmethod
    def close(self, *, cut: bool = False) -> bytes:
        """The events that finish it; ``cut``: it is not whole."""

    def say(self, kind: str, **members: Any) -> bytes:
        return self.writer.event(kind, item_id=self.ident, output_index=self.index, **members)

    def announce(self, item: Wire) -> bytes:
        return self.writer.event("response.output_item.added", output_index=self.index, item=item)


class OpenMessage(OpenItem):
    """A message: parts of text and of refusal, one after another."""

    def __init__(self, writer: Writer, index: int) -> None:
        super().__init__(writer, index, writer.ids.new("msg"))
        self._content: list[Wire] = []
        self._kind = ""
        self._pieces: list[str] = []
        self._annotations: list[Wire] = []
        self._length = 0
        self._cited_from = 0
        """Where the text that a citation means begins: behind the last text that was cited."""
        self._cited = False
        self._head = b""

    def begin(self) -> bytes:
        return self.announce(output.message(self.ident, "in_progress", []))

    def text(self, text: str) -> bytes:
        out = self._part("text")
        if self._cited:
            self._cited, self._cited_from = False, self._length
        self._pieces.append(text)
        self._length += len(text)
        # The hot path: all but number and text of these events is the same.
        data = self._head % self.writer.number + wire.dumps(text) + b',"logprobs":[]}\n\n'
        self.writer.number += 1
        return out + data

    def refusal(self, text: str) -> bytes:
        out = self._part("refusal")
        self._pieces.append(text)
        place = {"content_index": len(self._content)}
        return out + self.say("response.refusal.delta", **place, delta=text)

    def cite(self, citation: Any) -> bytes:
        if self._kind != "text":
            return b""
        self._cited = True
        found = output.annotation(citation, self._cited_from, self._length)
        if found is None:
            return b""
        self._annotations.append(found)
        return self.say(
            "response.output_text.annotation.added",
            content_index=len(self._content),
            annotation_index=len(self._annotations) - 1,
            annotation=found,
        )

    def _part(self, kind: str) -> bytes:
        if self._kind == kind:
            return b""
        out = self._end_part()
        self._kind = kind
        place = {"content_index": len(self._content)}
        part = output.text_part("") if kind == "text" else output.refusal_part("")
        if kind == "text":
            self._head = _TEXT_HEAD.replace(
                b"@", wire.dumps({"item_id": self.ident, "output_index": self.index, **place})[1:-1]
            )
        return out + self.say("response.content_part.added", **place, part=part)

    def _end_part(self) -> bytes:
        if not self._kind:
            return b""
        text, place = "".join(self._pieces), {"content_index": len(self._content)}
        if self._kind == "text":
            part = output.text_part(text, self._annotations)
            out = self.say("response.output_text.done", **place, text=text, logprobs=[])
        else:
            part = output.refusal_part(text)
            out = self.say("response.refusal.done", **place, refusal=text)
        out += self.say("response.content_part.done", **place, part=part)
        self._content.append(part)
        self._kind, self._pieces, self._annotations = "", [], []
        self._length = self._cited_from = 0
        self._cited = False
        return out

    def close(self, *, cut: bool = False) -> bytes:
        out = self._end_part()
        status = "incomplete" if cut else "completed"
        return out + self.writer.item_done(
            self.index, output.message(self.ident, status, self._content)
        )


class OpenReasoning(OpenItem):
    """A thought: its text as a summary, its proof as encrypted content."""

    def __init__(self, writer: Writer, index: int, proof: Reasoning | None = None) -> None:
        ident, self._encrypted = output.proof(proof) if proof is not None else ("", "")
        super().__init__(writer, index, ident or writer.ids.new("rs"))
        self._pieces: list[str] = []

    def begin(self) -> bytes:
        return self.announce(output.reasoning_item(self.ident, "", ""))

    def text(self, text: str) -> bytes:
        out = b""
        if not self._pieces:
            part = {"type": "summary_text", "text": ""}
            out = self.say("response.reasoning_summary_part.added", summary_index=0, part=part)
        self._pieces.append(text)
        return out + self.say("response.reasoning_summary_text.delta", summary_index=0, delta=text)

    def sign(self, proof: Reasoning) -> None:
        self._encrypted = output.proof(proof)[1]

    def close(self, *, cut: bool = False) -> bytes:
        text, out = "".join(self._pieces), b""
        if text:
            part = {"type": "summary_text", "text": text}
            out = self.say("response.reasoning_summary_text.done", summary_index=0, text=text)
            out += self.say("response.reasoning_summary_part.done", summary_index=0, part=part)
        item = output.reasoning_item(self.ident, text, self._encrypted)
        return out + self.writer.item_done(self.index, item)


class OpenCall(OpenItem):
    """A tool call. A custom tool's that comes as a function's is shown when it is whole."""

    def __init__(self, writer: Writer, index: int, first: ToolCallDelta, names: Names) -> None:
        self._wrapped = first.kind != "custom" and names.is_custom(first.name)
        self._kind = "custom" if self._wrapped else first.kind
        super().__init__(writer, index, writer.ids.new("ctc" if self._kind == "custom" else "fc"))
        self._call_id = first.id
        self._name = first.name
        self._names = names
        self._pieces: list[str] = []

    def begin(self) -> bytes:
        return self.announce(self._item("", "in_progress"))

    def _item(self, text: str, status: str) -> Wire:
        return output.call_item(
            self.ident, self._call_id, self._name, self._kind, text, self._names, status
        )

    @property
    def _event(self) -> str:
        custom = self._kind == "custom"
        return f"response.{'custom_tool_call_input' if custom else 'function_call_arguments'}"

    def arguments(self, text: str) -> bytes:
        if not text:
            return b""
        self._pieces.append(text)
        return b"" if self._wrapped else self.say(f"{self._event}.delta", delta=text)

    def close(self, *, cut: bool = False) -> bytes:
        text, out = "".join(self._pieces), b""
        if self._wrapped:
            _, text = output.as_called("function", self._name, text, self._names)
            out = self.say(f"{self._event}.delta", delta=text) if text else b""
        elif self._kind == "function" and not text:
            text = "{}"
            out = self.say(f"{self._event}.delta", delta=text)
        name = "input" if self._kind == "custom" else "arguments"
        out += self.say(f"{self._event}.done", **{name: text})
        status = "incomplete" if cut else "completed"
        return out + self.writer.item_done(self.index, self._item(text, status))
