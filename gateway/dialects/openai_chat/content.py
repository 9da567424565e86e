"""What a delta or a message of OpenAI's chat says: read alike by pipe, decoder and answer."""

from __future__ import annotations

from typing import Any

from gateway.dialects import failures, wire
from gateway.dialects.openai_chat.schema import Body, ChoiceWire, MessageWire, ToolCallWire
from gateway.domain.conversation import Finish
from gateway.domain.failure import Failure, FailureClass

_FINISH = {
    "stop": Finish.STOP,
    "eos": Finish.STOP,
    "normal": Finish.STOP,
    "end_turn": Finish.STOP,
    "load": Finish.STOP,
    "unload": Finish.STOP,
    "stop_sequence": Finish.STOP_SEQUENCE,
    "length": Finish.LENGTH,
    "max_tokens": Finish.LENGTH,
    "model_length": Finish.LENGTH,
    "model_context_window_exceeded": Finish.CONTEXT_FULL,
    "tool_calls": Finish.TOOL_CALL,
    "function_call": Finish.TOOL_CALL,
    "tool_use": Finish.TOOL_CALL,
    "content_filter": Finish.FILTERED,
    "sensitive": Finish.FILTERED,
    "refusal": Finish.FILTERED,
}
FAULTS = frozenset({"error", "insufficient_system_resource", "network_error", "abort"})
"""Finish reasons that mean the upstream broke off."""


def decode_finish(reason: str) -> Finish:
    """The neutral finish; an unknown word counts as a natural stop."""
    return Finish.FAULT if reason in FAULTS else _FINISH.get(reason, Finish.STOP)


def encode_finish(finish: Finish, *, called: bool = False) -> str:
    """OpenAI's word; ``called`` tells that the answer holds tool calls."""
    if finish in (Finish.LENGTH, Finish.CONTEXT_FULL):
        return "length"
    if finish is Finish.FILTERED:
        return "content_filter"
    return "tool_calls" if called or finish is Finish.TOOL_CALL else "stop"


def is_stop_text(stop_reason: Any) -> bool:
    """Whether vLLM's ``stop_reason`` is the stop text that matched."""
    return isinstance(stop_reason, str) and bool(stop_reason) and stop_reason not in _FINISH


def text_of(content: Any) -> str:
    """The text of a message's content: a string, or Mistral's list of parts without thinking."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(
            part["text"]
            for part in content
            if isinstance(part, dict) and isinstance(part.get("text"), str)
        )
    return ""


def plain_thinking_of(message: MessageWire) -> str:
    """The reasoning text in the members that have nothing else."""
    for value in (message.reasoning_content, message.reasoning):
        if isinstance(value, str) and value:
            return value
    return ""


def thinking_of(message: MessageWire) -> str:
    """The reasoning text, from whichever of the vendors' members has it.

    Where ``reasoning_content`` has it, ``thinking_blocks`` and ``reasoning_details`` repeat it (in
    a stream in a later delta).
    """
    if plain := plain_thinking_of(message):
        return plain
    if isinstance(message.content, list):
        return "".join(
            text_of(part.get("thinking"))
            for part in message.content
            if isinstance(part, dict) and part.get("type") == "thinking"
        )
    texts = [
        detail.get("text") or detail.get("summary")
        for detail in dicts(message.reasoning_details)
        if detail.get("type") in ("reasoning.text", "reasoning.summary")
    ]
    if not texts:
        texts = [block.get("thinking") for block in dicts(message.thinking_blocks)]
    return "".join(text for text in texts if isinstance(text, str))


def proofs_of(message: MessageWire) -> list[tuple[str, str]]:
    """(signature, redacted) pairs of Anthropic's thinking, as LiteLLM and OpenRouter carry them."""
    proofs: list[tuple[Any, Any]] = [
        (block.get("signature"), block.get("data")) for block in dicts(message.thinking_blocks)
    ]
    if not proofs:
        proofs = [
            (detail.get("signature"), detail.get("data"))
            for detail in dicts(message.reasoning_details)
            if str(detail.get("format") or "anthropic").startswith("anthropic")
        ]
    return [(_str(proof), _str(redacted)) for proof, redacted in proofs if proof or redacted]


def calls_of(message: MessageWire) -> list[ToolCallWire]:
    """The tool calls; the older single ``function_call`` counts as one."""
    calls = list(message.tool_calls or ())
    if not calls and message.function_call is not None:
        calls.append(ToolCallWire(index=0, function=message.function_call))
    return calls


def _str(value: Any) -> str:
    return value if isinstance(value, str) else ""


def dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def texts_of(message: MessageWire, *, reasoned: bool = False) -> list[str]:
    """All output text of a message, for counting: answer, reasoning, refusal, tool calls.

    ``reasoned``: plain reasoning was seen in this stream, so blocks and details only repeat it.
    """
    thinking = plain_thinking_of(message) if reasoned else thinking_of(message)
    found: list[Any] = [text_of(message.content), thinking, message.refusal]
    for call in message.tool_calls or ():
        function = call.function or call.custom
        if function is not None:
            found += [function.name, function.arguments, function.input]
    if message.function_call is not None:
        found += [message.function_call.name, message.function_call.arguments]
    if isinstance(message.audio, dict):
        found.append(message.audio.get("transcript"))
    return [text for text in found if isinstance(text, str) and text]


def is_plain(message: MessageWire) -> bool:
    """Whether a message or delta can show nothing but a text, as most of a stream's deltas."""
    return type(message.content) is str and not (
        message.tool_calls
        or message.reasoning_content
        or message.reasoning
        or message.reasoning_details
        or message.thinking_blocks
        or message.refusal
        or message.annotations
        or message.function_call
        or message.audio
        or message.images
    )


def has_content(message: MessageWire) -> bool:
    """Whether a message or delta shows the client anything of an answer."""
    return bool(
        message.tool_calls
        or message.function_call
        or message.images
        or message.audio
        or message.reasoning_details
        or message.thinking_blocks
    )


def error_of(body: Body, data: bytes) -> Failure | None:
    """An error inside HTTP 200, in any of the vendors' forms; None for a proper answer or chunk."""
    if body.error:
        return failures.from_error(body.error)
    if isinstance(body.base_resp, dict):
        failure = failures.from_base_resp(body.base_resp)
        if failure is not None:
            return failure
    if isinstance(body.x_groq, dict) and body.x_groq.get("error"):
        return failures.from_error(body.x_groq["error"])
    if body.choices is None and not body.usage:
        return bare_error(data)
    for choice in body.choices or ():
        if str(choice.finish_reason) in FAULTS:
            return fault(choice)
    return None


def bare_error(data: bytes) -> Failure | None:
    """An error that stands for the whole body: ``{"code","message"}``, ``{"detail"}``, ..."""
    value = wire.loads(data)
    if isinstance(value, dict) and not isinstance(value.get("choices"), list):
        for name in ("message", "detail", "error_msg", "msg"):
            if value.get(name):
                return failures.from_error({"message": value[name], **value})
    return None


def fault(choice: ChoiceWire) -> Failure:
    reason = str(choice.finish_reason)
    return Failure(
        FailureClass.OVERLOADED, 0, f"The upstream broke off ({reason})", error_code=reason
    )


def image_addresses(message: MessageWire) -> list[str]:
    """The addresses (``data:`` ones mostly) of images the model made, as OpenRouter sends them."""
    found = [image.get("image_url") for image in dicts(message.images)]
    urls = [url.get("url") if isinstance(url, dict) else url for url in found]
    return [url for url in urls if isinstance(url, str)]
