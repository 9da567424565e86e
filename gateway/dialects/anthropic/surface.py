"""What routing needs of a messages body without decoding it; edits that leave the rest alone."""

from __future__ import annotations

from typing import Any

from gateway.dialects import failures, wire
from gateway.dialects.anthropic import schema
from gateway.dialects.anthropic.usage import decode_usage
from gateway.dialects.base import Peek, RequestEdits
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError

MIN_BUDGET = 1024
"""The smallest ``thinking.budget_tokens`` that Anthropic takes."""

_READ = frozenset(schema.Head.__struct_fields__)


def peek(body: bytes) -> Peek:
    head = wire.decode(schema.head, body)
    wire.check_spelling(body, _READ)
    if not head.model:
        raise DialectError("The request names no model", "model")
    limit = None if head.max_tokens is None else wire.as_tokens(head.max_tokens, "max_tokens")
    return Peek(model=head.model, stream=bool(head.stream), max_output=limit)


def edit_request(body: bytes, edits: RequestEdits) -> bytes:
    """See :meth:`gateway.dialects.base.Dialect.edit_request`.

    A limit lowered below the thinking budget lowers that too, because Anthropic refuses the request
    otherwise; below the smallest budget it switches thinking off.
    """
    if edits.model is None and edits.max_output is None:
        return body
    head = wire.decode(schema.head, body)
    changes: dict[str, Any] = {}
    if edits.model is not None and edits.model != head.model:
        changes["model"] = edits.model
    limit = edits.max_output
    if limit is not None and limit != head.max_tokens:
        changes["max_tokens"] = limit
        budget = head.thinking.budget_tokens if head.thinking is not None else None
        if isinstance(budget, int) and budget >= limit:
            changes["thinking"] = fitting_thinking(limit)
    return wire.edit(body, changes)


def fitting_thinking(limit: int) -> dict[str, Any]:
    """Thinking that leaves an answer some of ``limit`` output tokens."""
    if limit <= MIN_BUDGET:
        return {"type": "disabled"}
    return {"type": "enabled", "budget_tokens": max(MIN_BUDGET, limit * 3 // 4)}


def edit_answer(body: bytes, model: str) -> bytes:
    answer = wire.decode(schema.message, body)
    return body if answer.model == model else wire.edit(body, {"model": model})


def error_of(answer: schema.Message) -> Failure | None:
    """An error inside HTTP 200, in Anthropic's form or that of vendors who speak its dialect."""
    if answer.type == "error" or answer.error:
        return failures.from_error(answer.error or "The upstream reported an error")
    if isinstance(answer.base_resp, dict):
        return failures.from_base_resp(answer.base_resp)
    return None


def answer_usage(body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
    """See :meth:`gateway.dialects.base.Dialect.answer_usage`."""
    answer = wire.decode(schema.message, body)
    failure = error_of(answer)
    if failure is not None:
        return None, [], failure
    if answer.content is None:
        raise DialectError("The answer has no content", "content")
    found: list[Any] = []
    for block in answer.content:
        found += [block.text, block.thinking, block.name]
        if bytes(block.input):
            found.append(wire.as_text(block.input))
    texts = [text for text in found if isinstance(text, str) and text]
    return decode_usage(answer.usage), texts, None
