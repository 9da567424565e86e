"""What routing needs of an Ollama body without decoding it; edits that leave the rest alone."""

from __future__ import annotations

from typing import Any

from gateway.dialects import counting, wire
from gateway.dialects.base import Peek, RequestEdits
from gateway.dialects.ollama import schema
from gateway.dialects.ollama.answer import decode_usage, error_of, text
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError

_READ = frozenset(schema.Head.__struct_fields__)


def peek(body: bytes) -> Peek:
    head = wire.decode(schema.head, body)
    wire.check_spelling(body, _READ)
    if not head.model:
        raise DialectError("The request names no model", "model")
    limit = head.options.num_predict if head.options is not None else None
    if limit is not None and limit < 0:  # -1 and -2 mean no limit
        limit = None
    return Peek(
        model=head.model,
        stream=head.stream is not False,
        max_output=None if limit is None else wire.as_tokens(limit, "options.num_predict"),
    )


def edit_request(body: bytes, edits: RequestEdits) -> bytes:
    """See :meth:`gateway.dialects.base.Dialect.edit_request`."""
    if edits.model is None and edits.max_output is None:
        return body
    head = wire.decode(schema.head, body)
    changes: dict[str, Any] = {}
    if edits.model is not None and edits.model != head.model:
        changes["model"] = edits.model
    limit = head.options.num_predict if head.options is not None else None
    if edits.max_output is not None and edits.max_output != limit:
        options = wire.members(body).get("options")
        others = {} if options is None or bytes(options) == b"null" else wire.members(options)
        changes["options"] = {**others, "num_predict": edits.max_output}
    return wire.edit(body, changes)


def edit_answer(body: bytes, model: str) -> bytes:
    answer = wire.decode(schema.body, body)
    return body if answer.model == model else wire.edit(body, {"model": model})


def answer_usage(body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
    """See :meth:`gateway.dialects.base.Dialect.answer_usage`."""
    answer = wire.decode(schema.body, body)
    failure = error_of(answer)
    if failure is not None:
        return None, [], failure
    if answer.message is None:
        raise DialectError("The answer has no message", "message")
    found = [text(answer.message.content), text(answer.message.thinking)]
    for call in answer.message.tool_calls or ():
        if call.function is not None:
            found += [text(call.function.name), wire.as_text(call.function.arguments)]
    return decode_usage(answer), [item for item in found if item], None


def prompt_texts(body: bytes) -> tuple[list[str], int]:
    """See :meth:`gateway.dialects.base.Dialect.prompt_texts`."""
    request = wire.loads(body)
    if not isinstance(request, dict):
        raise DialectError("Expected a JSON object")
    texts: list[str] = []
    fixed = counting.REPLY_TOKENS
    model = text(request.get("model"))
    for message in counting.dicts(request.get("messages")):
        fixed += counting.MESSAGE_TOKENS
        texts += [text(message.get(name)) for name in ("content", "thinking")]
        images = message.get("images")
        for image in images if isinstance(images, list) else ():
            fixed += counting.base64_image_tokens(model, text(image))
        for call in counting.dicts(message.get("tool_calls")):
            fixed += counting.CALL_TOKENS
            texts.append(wire.dumps(call.get("function")).decode())
    tools = [tool.get("function") for tool in counting.dicts(request.get("tools"))]
    for tool in counting.dicts(tools):
        texts.append(
            counting.tool_text(tool.get("name"), tool.get("description"), tool.get("parameters"))
        )
    fixed += counting.TOOLS_TOKENS if tools else 0
    if isinstance(request.get("format"), dict):
        texts.append(wire.dumps(request["format"]).decode())
    return [item for item in texts if item], fixed
