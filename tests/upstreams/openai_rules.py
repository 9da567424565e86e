"""What OpenAI refuses in a chat request: parameters, each in OpenAI's words.

Follows the OpenAPI specification of August 2026 (ranges, enums) and the error guide (codes).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.upstreams.compose import count_prompt
from tests.upstreams.openai_errors import refuse
from tests.upstreams.openai_messages import check_messages, prompt_texts
from tests.upstreams.openai_models import OpenAIModel

CHAT_FIELDS = frozenset(
    re.findall(
        r"\w+",
        """
        model messages audio frequency_penalty function_call functions logit_bias logprobs
        max_completion_tokens max_tokens metadata modalities moderation n parallel_tool_calls
        prediction presence_penalty prompt_cache_key prompt_cache_options prompt_cache_retention
        reasoning_effort response_format safety_identifier seed service_tier stop store stream
        stream_options temperature tool_choice tools top_logprobs top_p user verbosity
        web_search_options
        """,
    )
)
NAME = re.compile(r"^[a-zA-Z0-9_-]{1,64}$")
_DECIMALS = {
    "temperature": (0, 2),
    "top_p": (0, 1),
    "frequency_penalty": (-2, 2),
    "presence_penalty": (-2, 2),
}
_INTEGERS = {
    "n": (1, 128),
    "max_tokens": (1, None),
    "max_completion_tokens": (1, None),
    "top_logprobs": (0, 20),
    "seed": (-(2**63), 2**63 - 1),
}
_ENUMS = {
    "reasoning_effort": ("none", "minimal", "low", "medium", "high", "xhigh", "max"),
    "service_tier": ("auto", "default", "flex", "scale", "priority", "fast"),
    "verbosity": ("low", "medium", "high"),
}


def check_chat(body: Mapping[str, Any], model: OpenAIModel) -> None:
    """Refuse what OpenAI refuses.

    Raises:
        Refused: the first rule that is broken.
    """
    for name in body:
        if name not in CHAT_FIELDS:
            refuse(f"Unknown parameter: '{name}'.", name, "unknown_parameter")
    check_messages(body["messages"])
    _check_numbers(body)
    _check_enums(body)
    _check_stop(body.get("stop"))
    _check_together(body)
    _check_tools(body)
    _check_format(body)
    _check_logit_bias(body.get("logit_bias"))
    if model.reasons:
        _check_reasoning(body, model)
    elif body.get("reasoning_effort") is not None:
        unsupported("reasoning_effort")
    _check_room(body, model)


def check_range(
    value: Any, name: str, low: float | None, high: float | None, *, whole: bool
) -> None:
    """Refuse a number of the wrong type or out of range."""
    kind = "integer" if whole else "decimal"
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
        got = _type(value)
        refuse(
            f"Invalid type for '{name}': expected {_a(kind)}, but got {_a(got)} instead.",
            name,
            "invalid_type",
        )
    if low is not None and value < low:
        refuse(
            f"Invalid '{name}': {kind} below minimum value. Expected a value >= {low}, but got "
            f"{value} instead.",
            name,
            f"{kind}_below_min_value",
        )
    if high is not None and value > high:
        refuse(
            f"Invalid '{name}': {kind} above maximum value. Expected a value <= {high}, but got "
            f"{value} instead.",
            name,
            f"{kind}_above_max_value",
        )


def _check_numbers(body: Mapping[str, Any]) -> None:
    for name, (low, high) in _DECIMALS.items():
        if body.get(name) is not None:
            check_range(body[name], name, low, high, whole=False)
    for name, (least, most) in _INTEGERS.items():
        if body.get(name) is not None:
            check_range(body[name], name, least, most, whole=True)
    for name in ("stream", "logprobs", "store", "parallel_tool_calls"):
        value = body.get(name)
        if value is not None and not isinstance(value, bool):
            refuse(
                f"Invalid type for '{name}': expected a boolean, but got {_a(_type(value))} "
                "instead.",
                name,
                "invalid_type",
            )


def _check_enums(body: Mapping[str, Any]) -> None:
    for name, values in _ENUMS.items():
        value = body.get(name)
        if value is not None and value not in values:
            supported = ", ".join(f"'{v}'" for v in values[:-1]) + f", and '{values[-1]}'"
            refuse(
                f"Invalid value: '{value}'. Supported values are: {supported}.",
                name,
                "invalid_value",
            )


def _check_stop(stop: Any) -> None:
    if stop is None or isinstance(stop, str):
        return
    if not isinstance(stop, list) or not all(isinstance(item, str) for item in stop):
        refuse(
            f"Invalid type for 'stop': expected one of a string or array of strings, but got "
            f"{_a(_type(stop))} instead.",
            "stop",
            "invalid_type",
        )
    if len(stop) > 4:
        refuse(
            f"Invalid 'stop': array too long. Expected an array with maximum length 4, but got "
            f"an array with length {len(stop)} instead.",
            "stop",
            "array_above_max_length",
        )


def _check_together(body: Mapping[str, Any]) -> None:
    """Parameters that need or exclude another one."""
    if body.get("stream_options") is not None and not body.get("stream"):
        refuse(
            "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
            "stream_options",
        )
    options = body.get("stream_options") or {}
    for name in options:
        if name not in ("include_usage", "include_obfuscation"):
            path = f"stream_options.{name}"
            refuse(f"Unknown parameter: '{path}'.", path, "unknown_parameter")
    if body.get("top_logprobs") is not None and not body.get("logprobs"):
        refuse("'top_logprobs' is only allowed when 'logprobs' is enabled.", "top_logprobs")
    if body.get("metadata") is not None and not body.get("store"):
        refuse(
            "The 'metadata' parameter is only allowed when 'store' is enabled.",
            "metadata",
            "invalid_value",
        )
    if body.get("max_tokens") is not None and body.get("max_completion_tokens") is not None:
        refuse(
            "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
            "max_tokens",
            "invalid_parameter_combination",
        )


def _check_tools(body: Mapping[str, Any]) -> None:
    tools = body.get("tools")
    if tools is None:
        for name in ("tool_choice", "parallel_tool_calls"):
            if body.get(name) not in (None, "none"):
                refuse(f"'{name}' is only allowed when 'tools' are specified.", name)
        return
    if not isinstance(tools, list) or not tools:
        refuse(
            "Invalid 'tools': empty array. Expected an array with minimum length 1, but got an "
            "empty array instead.",
            "tools",
            "empty_array",
        )
    names = [_tool_name(tool, index) for index, tool in enumerate(tools)]
    choice = body.get("tool_choice")
    if isinstance(choice, str) and choice not in ("none", "auto", "required"):
        refuse(
            f"Invalid value: '{choice}'. Supported values are: 'none', 'auto', and 'required'.",
            "tool_choice",
            "invalid_value",
        )
    if isinstance(choice, Mapping) and choice.get("type") in ("function", "custom"):
        wanted = (choice.get(choice["type"]) or {}).get("name")
        if wanted not in names:
            refuse(f"Tool choice '{wanted}' not found in 'tools' parameter.", "tool_choice")


def _tool_name(tool: Any, index: int) -> str:
    at = f"tools[{index}]"
    kind = tool.get("type") if isinstance(tool, Mapping) else None
    if kind not in ("function", "custom"):
        refuse(
            f"Invalid value: '{kind}'. Supported values are: 'function' and 'custom'.",
            f"{at}.type",
            "invalid_value",
        )
    inner = tool.get(kind)
    if not isinstance(inner, Mapping) or "name" not in inner:
        missing = f"{at}.{kind}.name" if isinstance(inner, Mapping) else f"{at}.{kind}"
        refuse(f"Missing required parameter: '{missing}'.", missing, "missing_required_parameter")
    name = inner["name"]
    if not isinstance(name, str) or not NAME.match(name):
        refuse(
            f"Invalid '{at}.{kind}.name': string does not match pattern. Expected a string that "
            "matches the pattern '^[a-zA-Z0-9_-]+$'.",
            f"{at}.{kind}.name",
            "invalid_value",
        )
    schema = inner.get("parameters")
    if schema is not None and schema != {} and schema_type(schema) != "object":
        refuse(
            f"Invalid schema for function '{name}': schema must be a JSON Schema of 'type: "
            f'"object"\', got \'type: "{schema_type(schema)}"\'.',
            f"{at}.{kind}.parameters",
            "invalid_function_parameters",
        )
    return name


def schema_type(schema: Any) -> Any:
    return schema.get("type") if isinstance(schema, Mapping) else None


def _check_format(body: Mapping[str, Any]) -> None:
    wanted = body.get("response_format")
    if wanted is None:
        return
    kind = wanted.get("type") if isinstance(wanted, Mapping) else None
    if kind not in ("text", "json_object", "json_schema"):
        refuse(
            f"Invalid value: '{kind}'. Supported values are: 'json_object', 'json_schema', and "
            "'text'.",
            "response_format.type",
            "invalid_value",
        )
    if kind == "json_object":
        said = " ".join(prompt_texts(body["messages"])).lower()
        if "json" not in said:
            refuse(
                "'messages' must contain the word 'json' in some form, to use 'response_format' "
                "of type 'json_object'.",
                "messages",
            )
    if kind == "json_schema":
        _check_json_schema(wanted.get("json_schema"))


def _check_json_schema(wanted: Any) -> None:
    at = "response_format.json_schema"
    if not isinstance(wanted, Mapping) or "name" not in wanted:
        missing = f"{at}.name" if isinstance(wanted, Mapping) else at
        refuse(f"Missing required parameter: '{missing}'.", missing, "missing_required_parameter")
    schema = wanted.get("schema") or {}
    if wanted.get("strict") and schema.get("additionalProperties") is not False:
        refuse(
            f"Invalid schema for response_format '{wanted['name']}': In context=(), "
            "'additionalProperties' is required to be supplied and to be false.",
            "response_format",
        )


def _check_logit_bias(bias: Any) -> None:
    if bias is None:
        return
    for token, value in bias.items():
        check_range(value, f"logit_bias.{token}", -100, 100, whole=False)


def _check_reasoning(body: Mapping[str, Any], model: OpenAIModel) -> None:
    if body.get("max_tokens") is not None:
        refuse(
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use "
            "'max_completion_tokens' instead.",
            "max_tokens",
            "unsupported_parameter",
        )
    effort = body.get("reasoning_effort")
    if effort is not None and effort not in model.efforts:
        supported = ", ".join(f"'{e}'" for e in model.efforts)
        refuse(
            f"Unsupported value: 'reasoning_effort' does not support '{effort}' with this model. "
            f"Supported values are: {supported}.",
            "reasoning_effort",
            "unsupported_value",
        )
    if effort == "none":
        return
    defaults: dict[str, Callable[[Any], bool]] = {
        "temperature": lambda value: value == 1,
        "top_p": lambda value: value == 1,
        "presence_penalty": lambda value: value == 0,
        "frequency_penalty": lambda value: value == 0,
    }
    for name, is_default in defaults.items():
        value = body.get(name)
        if value is not None and not is_default(value):
            default = 0 if "penalty" in name else 1
            refuse(
                f"Unsupported value: '{name}' does not support {value} with this model. Only the "
                f"default ({default}) value is supported.",
                name,
                "unsupported_value",
            )
    for name in ("logprobs", "top_logprobs", "logit_bias"):
        if body.get(name):
            unsupported(name)
    if model.id.startswith("o") and body.get("stop"):
        unsupported("stop")


def _check_room(body: Mapping[str, Any], model: OpenAIModel) -> None:
    asked = body.get("max_completion_tokens") or body.get("max_tokens") or 0
    if asked > model.max_output:
        name = "max_tokens" if body.get("max_tokens") else "max_completion_tokens"
        refuse(
            f"{name} is too large: {asked}. This model supports at most {model.max_output} "
            f"completion tokens, whereas you provided {asked}.",
            name,
            "invalid_value",
        )
    prompt = count_prompt(prompt_texts(body["messages"]))
    if prompt > model.context:
        refuse(
            f"This model's maximum context length is {model.context} tokens. However, your "
            f"messages resulted in {prompt} tokens. Please reduce the length of the messages.",
            "messages",
            "context_length_exceeded",
        )


def unsupported(name: str) -> None:
    refuse(
        f"Unsupported parameter: '{name}' is not supported with this model.",
        name,
        "unsupported_parameter",
    )


def _type(value: Any) -> str:
    names = {bool: "boolean", int: "integer", float: "decimal number", str: "string"}
    names |= {list: "array", dict: "object", type(None): "null"}
    return names.get(type(value), "object")


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
