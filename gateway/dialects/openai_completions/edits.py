"""``/edits``, which OpenAI has switched off: an instruction and a text for any chat model.

After OpenAI's API reference of 2023 (Edits).
"""

from __future__ import annotations

import time
from typing import Any

import msgspec
from msgspec import Struct

from gateway.dialects import wire
from gateway.dialects.base import Peek
from gateway.dialects.members import Members
from gateway.dialects.openai_chat import OpenAIChat, surface
from gateway.dialects.openai_chat.usage import encode_usage
from gateway.dialects.openai_completions.dialect import text_of
from gateway.domain.conversation import Answer, Conversation, Text, Turn
from gateway.errors import DialectError

NAME = "openai_edits"
_TASK = (
    "Edit the text that the user sends, as the instruction says. Answer with the edited text alone."
    "\n\nInstruction: "
)


class Head(Struct):
    input: Any = None
    instruction: Any = None


_head: msgspec.json.Decoder[Head] = msgspec.json.Decoder(Head)


class OpenAIEdits(OpenAIChat):
    """Always converted: nobody else serves it. It does not stream."""

    name = NAME

    def peek(self, body: bytes) -> Peek:
        peek = surface.peek(body)
        if not isinstance(wire.decode(_head, body).instruction, str):
            raise DialectError("instruction must be a text", "instruction")
        return Peek(peek.model, max_output=peek.max_output, choices=peek.choices)

    def decode_request(self, body: bytes) -> Conversation:
        members = Members(wire.loads(body))
        instruction, text = members.text("instruction"), members.text("input")
        return Conversation(
            model=members.text("model"),
            turns=[
                Turn("system", [Text(_TASK + instruction)]),
                Turn("user", [Text(text or "(There is no text yet: write it.)")]),
            ],
            temperature=members.number("temperature"),
            top_p=members.number("top_p"),
            n=members.integer("n"),
            dialect=NAME,
        )

    def encode_answer(self, answer: Answer, model: str) -> bytes:
        body: dict[str, Any] = {
            "object": "edit",
            "created": answer.created or int(time.time()),
            "choices": [
                {"text": text_of(choice.blocks), "index": index}
                for index, choice in enumerate(answer.choices)
            ],
        }
        if answer.usage is not None:
            usage = encode_usage(answer.usage)
            names = ("prompt_tokens", "completion_tokens", "total_tokens")
            body["usage"] = {name: usage[name] for name in names}
        return wire.dumps(body)

    def prompt_texts(self, body: bytes) -> tuple[list[str], int]:
        head = wire.decode(_head, body)
        texts = [text for text in (head.instruction, head.input) if isinstance(text, str)]
        return [_TASK, *texts], 8
