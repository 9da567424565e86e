"""What routing needs of a body without decoding it, and edits that leave the rest alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Raw

from gateway.dialects import wire
from gateway.dialects.base import LIKELY_PRIORITY, Peek, RequestEdits
from gateway.dialects.gemini import schema
from gateway.dialects.gemini.errors import failure_of
from gateway.dialects.gemini.fields import bare_model, get, written
from gateway.dialects.gemini.models import UNSIGNED
from gateway.dialects.gemini.thoughts import without_foreign
from gateway.dialects.gemini.usage import decode_usage, tier
from gateway.domain.failure import Failure
from gateway.domain.usage import NO_USAGE, Usage
from gateway.errors import DialectError

_CONFIG = "generationConfig"
_LIMIT = "maxOutputTokens"


def peek(body: bytes) -> Peek:
    """Limits; model and streaming stand in the path."""
    request = wire.members(body)
    config = _config(request)
    limit = _number(config, _LIMIT)
    choices = _number(config, "candidateCount")
    model = wire.loads(request["model"]) if "model" in request else ""
    if choices is not None and not 1 <= choices <= 8:
        raise DialectError("candidateCount must be between 1 and 8", f"{_CONFIG}.candidateCount")
    return Peek(
        model=bare_model(model) if isinstance(model, str) else "",
        max_output=None if limit is None else wire.as_tokens(limit, f"{_CONFIG}.{_LIMIT}"),
        choices=int(choices or 1),
        likely=LIKELY_PRIORITY if _asks_priority(request) else NO_USAGE,
    )


def _asks_priority(request: Mapping[str, Raw]) -> bool:
    asked = get(request, "serviceTier")
    return asked is not None and tier(wire.loads(asked)) == "priority"


def _config(request: Mapping[str, Raw]) -> dict[str, Raw]:
    config = get(request, _CONFIG)
    return {} if config is None or bytes(config) == b"null" else wire.members(config)


def _number(config: Mapping[str, Raw], name: str) -> int | float | None:
    raw = get(config, name)
    value = None if raw is None else wire.loads(raw)
    if value is None:
        return None
    if isinstance(value, str) and value.isdigit():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise DialectError(f"{_CONFIG}.{name} must be a number", f"{_CONFIG}.{name}")
    return value


def edit_request(body: bytes, edits: RequestEdits) -> bytes:
    """See :meth:`gateway.dialects.base.Dialect.edit_request`.

    A model in the body has to be the path's. Proofs of other vendors' thoughts are left out.
    """
    body = without_foreign(body, UNSIGNED)
    if edits.model is None and edits.max_output is None:
        return body
    request = wire.members(body)
    changes: dict[str, Any] = {}
    if edits.model is not None and "model" in request:
        changes["model"] = f"models/{bare_model(edits.model)}"
    inner = written(request, "generateContentRequest")
    if edits.model is not None and inner in request:  # in a countTokens body
        changes[inner] = msgspec.Raw(edit_request(bytes(request[inner]), edits))
    if edits.max_output is not None:
        config = _config(request)
        if _number(config, _LIMIT) != edits.max_output:
            limit = {written(config, _LIMIT): edits.max_output}
            changes[written(request, _CONFIG)] = {**config, **limit}
    return wire.edit(body, changes)


def edit_answer(body: bytes, model: str) -> bytes:
    """The same answer under ``model``, where it names one."""
    answer = wire.decode(schema.response, body)
    if answer.model_version in (None, model):
        return body
    return wire.edit(body, {"modelVersion": model})


def error_of(answer: schema.Response) -> Failure | None:
    """An error inside HTTP 200."""
    return None if answer.error is None else failure_of(answer.error)


def part_texts(part: schema.PartWire) -> list[str]:
    """What a part costs output tokens for."""
    found = [schema.text(part.text)]
    if part.function_call is not None:
        call = part.function_call
        found.append(schema.text(call.name) + wire.as_text(call.args))
    for code in (part.executable_code, part.code_execution_result):
        if code is not None:
            found += [schema.text(code.code), schema.text(code.output)]
    return [text for text in found if text]


def answer_usage(body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
    """See :meth:`gateway.dialects.base.Dialect.answer_usage`."""
    answer = wire.decode(schema.response, body)
    failure = error_of(answer)
    if failure is not None:
        return None, [], failure
    if not answer.candidates and not answer.blocked:
        raise DialectError("The answer has no candidates", "candidates")
    texts = [
        text
        for candidate in answer.candidates or ()
        for part in candidate.parts
        for text in part_texts(part)
    ]
    return decode_usage(answer.usage_metadata), texts, None
