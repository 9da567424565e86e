"""What routing needs of a Responses body without decoding it; edits that leave the rest alone."""

from __future__ import annotations

from typing import Any

import msgspec

from gateway.dialects import proofs, wire
from gateway.dialects.base import LIKELY_PRIORITY, Peek, RequestEdits
from gateway.dialects.openai_chat.usage import decode_usage
from gateway.dialects.openai_responses import schema
from gateway.dialects.openai_responses.finish import CALLS, error_of
from gateway.domain.failure import Failure
from gateway.domain.usage import NO_USAGE, Usage
from gateway.errors import DialectError

_items: msgspec.json.Decoder[list[msgspec.Raw]] = msgspec.json.Decoder(list[msgspec.Raw])

_READ = frozenset(schema.Head.__struct_fields__)


def peek(body: bytes) -> Peek:
    head = wire.decode(schema.head, body)
    wire.check_spelling(body, _READ)
    if not head.model:
        raise DialectError("The request names no model", "model")
    if head.background:
        raise DialectError(
            "Responses are made in the background at /v1/responses only; here background must be "
            "false",
            "background",
        )
    limit = head.max_output_tokens
    return Peek(
        model=head.model,
        stream=bool(head.stream),
        max_output=None if limit is None else wire.as_tokens(limit, "max_output_tokens"),
        likely=LIKELY_PRIORITY if head.service_tier == "priority" else NO_USAGE,
    )


def edit_request(body: bytes, edits: RequestEdits, *, continued: bool = False) -> bytes:
    """See :meth:`gateway.dialects.base.Dialect.edit_request`.

    Thoughts that another vendor's model had earlier in the conversation are left out: OpenAI
    answers 400 to encrypted content that is not its own. So are, where the conversation was kept
    here (``continued``), thoughts without any: OpenAI knows them by ids alone, and only where they
    were made.
    """
    foreign = continued or proofs.MARK in body
    if edits.model is None and edits.max_output is None and not foreign:
        return body
    head = wire.decode(schema.head, body)
    changes: dict[str, Any] = {}
    if edits.model is not None and edits.model != head.model:
        changes["model"] = edits.model
    if edits.max_output is not None and edits.max_output != head.max_output_tokens:
        changes["max_output_tokens"] = edits.max_output
    if foreign:
        found = wire.members(body).get("input")
        if found is not None and bytes(found)[:1] == b"[":
            items = wire.decode(_items, found)
            kept = [item for item in items if not _is_foreign(item, continued)]
            if len(kept) < len(items):
                changes["input"] = kept
    return wire.edit(body, changes)


def _is_foreign(item: msgspec.Raw, continued: bool) -> bool:
    """Whether an input item is a thought that this upstream cannot read."""
    if proofs.MARK not in bytes(item) and not (continued and b'"reasoning"' in bytes(item)):
        return False
    value = wire.loads(item)
    if not isinstance(value, dict):
        return False
    proof = value.get("encrypted_content")
    if isinstance(proof, str) and proof:
        return proofs.is_sealed(proof)
    return continued and value.get("type") == "reasoning"


def edit_answer(body: bytes, model: str) -> bytes:
    answer = wire.decode(schema.body, body)
    if answer.model is None and answer.object == "response.compaction":
        return body
    return body if answer.model == model else wire.edit(body, {"model": model})


def answer_usage(body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
    """See :meth:`gateway.dialects.base.Dialect.answer_usage`."""
    answer = wire.decode(schema.body, body)
    failure = error_of(answer)
    if failure is not None:
        return None, [], failure
    if answer.output is None:
        raise DialectError("The response has no output", "output")
    texts = [text for item in answer.output for text in item_texts(item)]
    return decode_usage(answer.usage, answer.service_tier), texts, None


def item_texts(item: schema.ItemWire) -> list[str]:
    """All text of an output item that was produced, for counting."""
    found: list[Any] = []
    for part in (item.summary or []) + (item.content or []):
        found += [part.text, part.refusal]
    if item.type in CALLS:
        found += [item.name, item.arguments, item.input]
    return [text for text in found if isinstance(text, str) and text]
