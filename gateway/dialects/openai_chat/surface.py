"""What routing needs of a chat body without decoding it, and edits that leave the rest alone."""

from __future__ import annotations

import re
from typing import Any

from gateway.dialects import wire
from gateway.dialects.base import LIKELY_PRIORITY, Peek, RequestEdits
from gateway.dialects.openai_chat import content, schema
from gateway.dialects.openai_chat.usage import decode_usage
from gateway.domain.failure import Failure
from gateway.domain.usage import NO_USAGE, Usage
from gateway.errors import DialectError

_NEWER_OPENAI = re.compile(r"(?:o\d|gpt-[5-9]|gpt-[1-9]\d|codex|chatgpt)")


def limit_member(model: str) -> str:
    """The member that limits output, for a request that has none.

    OpenAI's reasoning models refuse ``max_tokens``; compatible servers often know nothing else, and
    what they do not know they ignore, which would let an answer overrun its payer.
    """
    name = model.lower().rsplit("/", 1)[-1].removeprefix("ft:")
    return "max_completion_tokens" if _NEWER_OPENAI.match(name) else "max_tokens"


_READ = frozenset(schema.Head.__struct_fields__)


def peek(body: bytes) -> Peek:
    head = wire.decode(schema.head, body)
    wire.check_spelling(body, _READ)
    if not head.model:
        raise DialectError("The request names no model", "model")
    limit = _limit(head)
    if head.n is not None and not 1 <= head.n <= 128:
        raise DialectError("n must be between 1 and 128", "n")
    return Peek(
        model=head.model,
        stream=bool(head.stream),
        max_output=limit,
        wants_usage=bool(head.stream_options and head.stream_options.include_usage),
        choices=head.n or 1,
        likely=LIKELY_PRIORITY if head.service_tier == "priority" else NO_USAGE,
    )


def _limit(head: schema.Head) -> int | None:
    limits = [
        wire.as_tokens(value, name)
        for name, value in (
            ("max_completion_tokens", head.max_completion_tokens),
            ("max_tokens", head.max_tokens),
        )
        if value is not None
    ]
    return min(limits) if limits else None


def edit_request(body: bytes, edits: RequestEdits) -> bytes:
    """See :meth:`gateway.dialects.base.Dialect.edit_request`.

    A lower limit goes into whichever of ``max_completion_tokens`` and ``max_tokens`` the request
    has, into both if it has both, else into :func:`limit_member`'s.
    """
    if edits == _NO_EDITS:
        return body
    head = wire.decode(schema.head, body)
    changes: dict[str, Any] = {}
    if edits.model is not None and edits.model != head.model:
        changes["model"] = edits.model
    if edits.max_output is not None:
        present = {
            "max_completion_tokens": head.max_completion_tokens,
            "max_tokens": head.max_tokens,
        }
        names = [name for name, value in present.items() if value is not None]
        for name in names or [limit_member(edits.model or head.model or "")]:
            if present[name] != edits.max_output:
                changes[name] = edits.max_output
    asked = head.stream_options is not None and head.stream_options.include_usage
    if edits.include_usage and head.stream and not asked:
        options = wire.members(body).get("stream_options")
        others = {} if options is None or bytes(options) == b"null" else wire.members(options)
        changes["stream_options"] = {**others, "include_usage": True}
    return wire.edit(body, changes)


_NO_EDITS = RequestEdits()


def edit_answer(body: bytes, model: str) -> bytes:
    answer = wire.decode(schema.body, body)
    return body if answer.model == model else wire.edit(body, {"model": model})


def answer_usage(body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
    """See :meth:`gateway.dialects.base.Dialect.answer_usage`."""
    answer = wire.decode(schema.body, body)
    failure = content.error_of(answer, body)
    if failure is not None:
        return None, [], failure
    if not answer.choices:  # as some proxies answer what they could not do
        raise DialectError("The answer has no choices", "choices")
    usage = decode_usage(answer.usage, answer.service_tier)
    texts: list[str] = []
    for choice in answer.choices:
        message = choice.message
        if message is not None and content.is_plain(message):
            texts.append(message.content)
        elif message is not None:
            texts += content.texts_of(message)
        usage = usage or decode_usage(choice.usage)
    return usage, texts, None
