"""Output items, as they are written whole."""

from __future__ import annotations

from typing import Any

from gateway.dialects import custom_tools, proofs
from gateway.dialects.openai_responses.ids import Ids
from gateway.dialects.openai_responses.tools import Names
from gateway.domain.conversation import Image, Reasoning, ToolCall

Wire = dict[str, Any]


def text_part(text: str, annotations: list[Wire] | None = None) -> Wire:
    return {
        "type": "output_text",
        "text": text,
        "annotations": annotations or [],
        "logprobs": [],
    }


def refusal_part(text: str) -> Wire:
    return {"type": "refusal", "refusal": text}


def message(ident: str, status: str, content: list[Wire]) -> Wire:
    return {
        "id": ident,
        "type": "message",
        "status": status,
        "role": "assistant",
        "content": content,
    }


def reasoning(block: Reasoning, ids: Ids) -> Wire:
    """A thought with its proof; one that OpenAI encrypted is the item it was."""
    ident, encrypted = proof(block)
    return reasoning_item(ident or ids.new("rs"), block.text, encrypted)


def reasoning_item(ident: str, text: str, encrypted: str) -> Wire:
    summary = [{"type": "summary_text", "text": text}] if text else []
    item: Wire = {"id": ident, "type": "reasoning", "summary": summary}
    return {**item, "encrypted_content": encrypted} if encrypted else item


def proof(block: Reasoning) -> tuple[str, str]:
    """Item id ('' for a new one) and encrypted content ('' for none) of a thought's proof."""
    if block.redacted:
        return "", proofs.seal(proofs.REDACTED, block.redacted)
    if not block.signature:
        return "", ""
    whose, inner = proofs.unseal(block.signature)
    if whose == proofs.OPENAI:
        ident, _, encrypted = inner.partition("#")
        return ident, encrypted
    return "", block.signature if whose else proofs.seal(proofs.SIGNATURE, inner)


def call(block: ToolCall, names: Names, ids: Ids) -> Wire:
    kind, text = as_called(block.kind, block.name, block.arguments, names)
    ident = ids.new("ctc" if kind == "custom" else "fc")
    return call_item(ident, block.id, block.name, kind, text, names)


def call_item(
    ident: str, call_id: str, name: str, kind: str, text: str, names: Names, status: str = ""
) -> Wire:
    """A call of the tool whose flat name is ``name``."""
    named = {"call_id": call_id, **names.members(name)}
    if kind == "custom":
        return {"id": ident, "type": "custom_tool_call", **named, "input": text}
    item: Wire = {"id": ident, "type": "function_call", "status": status or "completed"}
    return {**item, **named, "arguments": text}


def as_called(kind: str, name: str, arguments: str, names: Names) -> tuple[str, str]:
    """A call's kind and its text: an upstream without custom tools calls them as functions."""
    if kind != "custom" and names.is_custom(name):
        text = custom_tools.unwrap(arguments)
        return "custom", arguments if text is None else text
    return kind, arguments if kind == "custom" else arguments or "{}"


def image(block: Image, ids: Ids) -> Wire | None:
    """A picture as OpenAI's tool would have drawn it; None for one that is only an address."""
    if not block.data:
        return None
    return {
        "id": ids.new("ig"),
        "type": "image_generation_call",
        "status": "completed",
        "result": block.data,
    }


def annotation(citation: Any, start: int, end: int) -> Wire | None:
    """A citation as an annotation of the characters from ``start`` to ``end``.

    None for one of a document in the request, for which OpenAI has no form.
    """
    if not isinstance(citation, dict):
        return None
    nested = citation.get("url_citation")
    found = nested if isinstance(nested, dict) else citation
    url = found.get("url") or found.get("source")
    if not isinstance(url, str) or "://" not in url:
        return citation if citation.get("type") in ("file_citation", "file_path") else None
    first, last = found.get("start_index"), found.get("end_index")
    return {
        "type": "url_citation",
        "url": url,
        "title": str(found.get("title") or url),
        "start_index": first if isinstance(first, int) else start,
        "end_index": last if isinstance(last, int) else end,
    }
