"""What Bedrock refuses: whatever AWS's own service model forbids, and rules it tells in prose."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NoReturn

from botocore.loaders import Loader
from botocore.model import ServiceModel, Shape, StructureShape

from tests.upstreams.anthropic_models import is_signed
from tests.upstreams.call import Refused


def refuse(message: str, kind: str = "ValidationException", status: int = 400) -> NoReturn:
    """Refuse the request as AWS does: the exception's name stands in a header."""
    raise Refused(status, {"message": message}, {"x-amzn-ErrorType": f"{kind}:http://internal/"})


@cache
def service() -> ServiceModel:
    return ServiceModel(Loader().load_service_model("bedrock-runtime", "service-2"))


def check_shape(body: Mapping[str, Any], operation: str) -> None:
    """Refuse a body that is none of the operation's."""
    shape = service().operation_model(operation).input_shape
    known = {k: v for k, v in shape.members.items() if not v.serialization.get("location")}
    for name, value in body.items():
        if name not in known:
            refuse(f"#: extraneous key [{name}] is not permitted, please reformat your input")
        _check(known[name], value, name)


def _check(shape: Shape, value: Any, at: str) -> None:
    kinds = {
        "structure": dict,
        "map": dict,
        "list": list,
        "string": str,
        "boolean": bool,
        "integer": int,
        "blob": str,
        "float": (int, float),
        "double": (int, float),
        "long": int,
    }
    if getattr(shape, "is_document_type", False):
        return
    if not isinstance(value, kinds[shape.type_name]) or (
        isinstance(value, bool) and shape.type_name != "boolean"
    ):
        refuse(f"{at}: expected type {shape.type_name}, found {type(value).__name__}")
    if isinstance(shape, StructureShape):
        _check_structure(shape, value, at)
    elif shape.type_name == "list":
        for number, each in enumerate(value):
            _check(shape.member, each, f"{at}.{number}")  # type: ignore[attr-defined]
    elif shape.type_name == "blob":
        try:
            base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            refuse(f"{at}: is not base64")
    elif shape.type_name == "string":
        allowed = shape.metadata.get("enum")
        if allowed and value not in allowed:
            refuse(f"{at}: {value} is not one of {allowed}")
        if len(value) < shape.metadata.get("min", 0):
            refuse(f"{at}: is too short")
        if len(value) > shape.metadata.get("max", 1 << 30):
            refuse(f"{at}: is too long")
        pattern = shape.metadata.get("pattern")
        if pattern and not re.fullmatch(pattern, value):
            refuse(f"{at}: does not match {pattern}")
    elif not isinstance(value, dict | bool):
        low, high = shape.metadata.get("min"), shape.metadata.get("max")
        if (low is not None and value < low) or (high is not None and value > high):
            refuse(f"{at}: {value} is out of range")


def _check_structure(shape: StructureShape, value: Mapping[str, Any], at: str) -> None:
    for name in shape.required_members:
        if name not in value:
            refuse(f"{at}.{name}: is required")
    if shape.is_tagged_union and len(value) != 1:
        refuse(f"{at}: exactly one member has to be set")
    for name, each in value.items():
        if name not in shape.members:
            refuse(f"{at}: extraneous key [{name}] is not permitted")
        _check(shape.members[name], each, f"{at}.{name}")


def check_conversation(body: Mapping[str, Any], model: str) -> None:
    """The rules of a conversation that no schema tells."""
    claude = "anthropic.claude" in model
    messages = body.get("messages") or []
    if not messages or messages[0]["role"] != "user":
        refuse(
            "A conversation must start with a user message. Try again with a conversation that "
            "starts with a user message."
        )
    calls: set[str] = set()
    used_tools = False
    for before, message in zip([None, *messages], messages, strict=False):
        if before is not None and before["role"] == message["role"]:
            refuse("messages: roles must alternate between user and assistant")
        blocks = message["content"]
        if not blocks:
            refuse("The content field in the Message object is empty.")
        results = [block["toolResult"]["toolUseId"] for block in blocks if "toolResult" in block]
        if calls != set(results) or len(set(results)) != len(results):
            refuse("Expected toolResult blocks at messages for the Ids: " + ", ".join(calls))
        calls = {block["toolUse"]["toolUseId"] for block in blocks if "toolUse" in block}
        used_tools = used_tools or bool(calls or results)
        _check_blocks(blocks, claude, "amazon.nova" in model)
    if messages[-1]["role"] == "assistant" and claude and calls:
        refuse("Expected toolResult blocks for the last toolUse")
    if used_tools and not (body.get("toolConfig") or {}).get("tools"):
        refuse(
            "The toolConfig field must be defined when using toolUse and toolResult content blocks."
        )
    for block in body.get("system") or ():
        if "text" in block and not block["text"].strip():
            refuse("system: text is blank")
    if claude:
        _check_claude(body)


def _check_blocks(blocks: list[Any], claude: bool, nova: bool) -> None:
    names: set[str] = set()
    for block in blocks:
        if "text" in block and not block["text"].strip():
            refuse("The text field in the ContentBlock object is blank.")
        if "cachePoint" in block and not (claude or nova):
            refuse("You invoked an unsupported model or your request did not allow prompt caching.")
        if "document" in block:
            name = block["document"]["name"]
            if not re.fullmatch(r"[A-Za-z0-9()\[\]-]+(?: [A-Za-z0-9()\[\]-]+)*", name):
                refuse("document.name: illegal characters")
            if name in names:
                refuse("document names have to be unique")
            names.add(name)
            if not any("text" in each for each in blocks):
                refuse("A text block is required with a document")
        thought = (block.get("reasoningContent") or {}).get("reasoningText")
        if "reasoningContent" in block and not claude:
            refuse("This model does not support reasoningContent in messages")
        if thought is not None and not is_signed(thought["text"], thought.get("signature", "")):
            refuse("messages: Invalid `signature` in `thinking` block")


def _check_claude(body: Mapping[str, Any]) -> None:
    extra = body.get("additionalModelRequestFields") or {}
    config = body.get("inferenceConfig") or {}
    thinking = extra.get("thinking") or {}
    if "temperature" in config and "topP" in config:
        refuse("`temperature` and `top_p` cannot both be specified for this model.")
    if thinking.get("type") == "enabled":
        if thinking["budget_tokens"] >= config.get("maxTokens", 64_000):
            refuse("`max_tokens` must be greater than `thinking.budget_tokens`.")
        if "temperature" in config or "top_k" in extra:
            refuse("`temperature` may only be set to 1 when thinking is enabled.")
        if (body.get("toolConfig") or {}).get("toolChoice", {"auto": {}}).keys() - {"auto"}:
            refuse("Thinking may not be enabled when tool_choice forces tool use.")


def texts_of(body: Mapping[str, Any]) -> Iterator[str]:
    """Every text that costs tokens, the last message's last."""
    for block in body.get("system") or ():
        yield block.get("text", "")
    for message in body.get("messages") or ():
        yield " ".join(_texts(message["content"]))


def _texts(blocks: list[Any]) -> Iterator[str]:
    for block in blocks:
        if "text" in block:
            yield block["text"]
        if "toolResult" in block:
            yield from _texts(block["toolResult"]["content"])
        if "json" in block:
            yield str(block["json"])
