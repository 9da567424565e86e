"""``/completions``, after OpenAI's API reference (Completions, legacy)."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import msgspec
from msgspec import Struct

from gateway.dialects import wire
from gateway.dialects.base import Peek, RequestEdits, StreamEncoder, StreamPipe
from gateway.dialects.members import Members
from gateway.dialects.openai_chat import OpenAIChat, content, schema, surface
from gateway.dialects.openai_chat.usage import decode_usage, encode_usage
from gateway.dialects.openai_completions.streams import (
    CompletionsEncoder,
    CompletionsPipe,
    completion_id,
)
from gateway.domain.conversation import Answer, Block, Conversation, Refusal, Text, Turn
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError, Unconvertible

NAME = "openai_completions"
_MOST_CHOICES = 128


class Head(Struct):
    prompt: Any = None
    best_of: int | None = None


class _Choice(Struct):
    text: Any = None
    finish_reason: Any = None


class _Answer(Struct):
    choices: list[_Choice] | None = None
    usage: Any = None


_head: msgspec.json.Decoder[Head] = msgspec.json.Decoder(Head)
_answer: msgspec.json.Decoder[_Answer] = msgspec.json.Decoder(_Answer)


class OpenAICompletions(OpenAIChat):
    name = NAME

    def peek(self, body: bytes) -> Peek:
        """``choices`` counts what is written: candidates of ``best_of``, for each prompt."""
        peek = surface.peek(body)
        head = wire.decode(_head, body)
        best_of = 1 if head.best_of is None else head.best_of
        if not 1 <= best_of <= _MOST_CHOICES:
            raise DialectError(f"best_of must be between 1 and {_MOST_CHOICES}", "best_of")
        prompts = len(_prompts(head.prompt))
        return replace(peek, choices=max(peek.choices, best_of) * max(1, prompts))

    def edit_request(self, body: bytes, edits: RequestEdits) -> bytes:
        if edits.max_output is None:
            return surface.edit_request(body, edits)
        without = RequestEdits(edits.model, None, edits.include_usage)
        edited = surface.edit_request(body, without)
        return wire.edit(edited, {"max_tokens": edits.max_output})

    def decode_request(self, body: bytes) -> Conversation:
        """A conversation of one user turn. Raises Unconvertible for what none can carry."""
        members = Members(wire.loads(body))
        model = members.text("model")
        if not model:
            raise DialectError("The request names no model", "model")
        prompt = _one_prompt(members.take("prompt"))
        _refuse(members)
        options = members.object("stream_options") or {}
        return Conversation(
            model=model,
            turns=[Turn("user", [Text(prompt)])],
            stream=bool(members.flag("stream")),
            stream_usage=bool(options.get("include_usage")),
            max_output=members.integer("max_tokens"),
            temperature=members.number("temperature"),
            top_p=members.number("top_p"),
            stop=members.texts("stop"),
            n=members.integer("n"),
            seed=members.integer("seed"),
            presence_penalty=members.number("presence_penalty"),
            frequency_penalty=members.number("frequency_penalty"),
            logit_bias=members.take("logit_bias"),
            user=members.text("user"),
            dialect=NAME,
        )

    def encode_answer(self, answer: Answer, model: str) -> bytes:
        choices = [
            {
                "text": text_of(choice.blocks),
                "index": index,
                "logprobs": None,
                "finish_reason": content.encode_finish(choice.finish),
            }
            for index, choice in enumerate(answer.choices)
        ]
        body: dict[str, Any] = {
            "id": completion_id(answer.id),
            "object": "text_completion",
            "created": answer.created or int(time.time()),
            "model": model,
            "choices": choices,
        }
        if answer.usage is not None:
            body["usage"] = encode_usage(answer.usage)
        return wire.dumps(body)

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        whole = wire.decode(schema.body, body)
        failure = content.error_of(whole, body)
        if failure is not None:
            return None, [], failure
        answer = wire.decode(_answer, body)
        if answer.choices is None:
            raise DialectError("The answer has no choices", "choices")
        texts = [choice.text for choice in answer.choices if isinstance(choice.text, str)]
        return decode_usage(answer.usage), texts, None

    def stream_encoder(self, model: str, *, include_usage: bool) -> StreamEncoder:
        return CompletionsEncoder(model, include_usage=include_usage)

    def pass_pipe(self, model: str | None, *, include_usage: bool) -> StreamPipe:
        return CompletionsPipe(model, include_usage=include_usage)

    def prompt_texts(self, body: bytes) -> tuple[list[str], int]:
        texts: list[str] = []
        tokens = 0
        for prompt in _prompts(wire.decode(_head, body).prompt):
            if isinstance(prompt, str):
                texts.append(prompt)
            else:
                tokens += len(prompt)
        return texts, tokens


def text_of(blocks: list[Block]) -> str:
    """What a completion shows of an answer: its text, refusals too; thinking is left out."""
    return "".join(block.text for block in blocks if isinstance(block, Text | Refusal))


def _prompts(value: Any) -> list[str | list[int]]:
    """Each prompt by itself, as text or token ids. Raises DialectError."""
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        if all(isinstance(item, int) and not isinstance(item, bool) for item in value):
            return [value] if value else []
        if all(isinstance(item, str | list) for item in value):
            return value
    raise DialectError("prompt must be a text, token ids or a list of either", "prompt")


def _one_prompt(value: Any) -> str:
    prompts = _prompts(value)
    if not prompts:
        raise DialectError("The request has no prompt", "prompt")
    if len(prompts) > 1:
        raise Unconvertible("This model's provider takes one prompt at a time", "prompt")
    if not isinstance(prompts[0], str):
        raise Unconvertible("This model's provider takes prompts as text, not as tokens", "prompt")
    return prompts[0]


def _refuse(members: Members) -> None:
    """Raises Unconvertible for members that would change the answer and have no word in a chat."""
    logprobs = members.take("logprobs")
    refused = {
        "suffix": bool(members.text("suffix")),
        "echo": bool(members.flag("echo")),
        "best_of": (members.integer("best_of") or 1) > 1,
        "logprobs": logprobs is not None and logprobs is not False,
    }
    for name, matters in refused.items():
        if matters:
            raise Unconvertible(f"{name} cannot be carried to this model's provider", name)
