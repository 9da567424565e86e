"""What OpenAI refuses in a request for a response: parameters, each in OpenAI's words.

Follows the OpenAPI specification of November 2026 (ranges, enums) and the error guide (codes).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tests.upstreams.compose import count_prompt
from tests.upstreams.openai_errors import refuse
from tests.upstreams.openai_models import OpenAIModel
from tests.upstreams.openai_response_items import check_items, prompt_texts, tools_of
from tests.upstreams.openai_rules import NAME, check_range, schema_type, unsupported

# client_metadata is in no document: Codex sends it to OpenAI with every request.
RESPONSE_FIELDS = frozenset(
    re.findall(
        r"\w+",
        """
        access_programs background background_options client_metadata context_management
        conversation image include
        input instructions max_output_tokens max_tool_calls metadata model moderation
        parallel_tool_calls previous_response_id prompt prompt_cache_key prompt_cache_options
        prompt_cache_retention reasoning safety_identifier service_tier store stream stream_options
        temperature text tool_choice tools top_logprobs top_p truncation user
        """,
    )
)
COUNT_FIELDS = frozenset(
    re.findall(
        r"\w+",
        """
        conversation input instructions model parallel_tool_calls personality previous_response_id
        reasoning text tool_choice tools truncation
        """,
    )
)
_INCLUDABLE = (
    "file_search_call.results",
    "web_search_call.results",
    "web_search_call.action.sources",
    "message.input_image.image_url",
    "computer_call_output.output.image_url",
    "code_interpreter_call.outputs",
    "reasoning.encrypted_content",
    "message.output_text.logprobs",
)
_HOSTED = (
    "web_search", "web_search_preview", "file_search", "code_interpreter", "image_generation",
    "mcp", "computer", "shell", "local_shell", "apply_patch", "tool_search",
)  # fmt: skip
_ENUMS = {
    "service_tier": ("auto", "default", "flex", "scale", "priority", "fast"),
    "truncation": ("auto", "disabled"),
}


def check_response(
    body: Mapping[str, Any], model: OpenAIModel, fields: frozenset[str] = RESPONSE_FIELDS
) -> None:
    """Refuse what OpenAI refuses.

    Raises:
        Refused: the first rule that is broken.
    """
    for name in body:
        if name not in fields:
            refuse(f"Unknown parameter: '{name}'.", name, "unknown_parameter")
    if body.get("input") is None:
        refuse("Missing required parameter: 'input'.", "input", "missing_required_parameter")
    _check_types(body)
    check_items(body["input"])
    if body.get("previous_response_id"):
        refuse(
            f"Previous response with id '{body['previous_response_id']}' not found.",
            "previous_response_id",
            "previous_response_not_found",
        )
    _check_include(body, model)
    _check_tools(body)
    _check_format((body.get("text") or {}).get("format"), body)
    _check_model(body, model)
    prompt = count_prompt(prompt_texts(body))
    if prompt > model.context and body.get("truncation") != "auto":
        refuse(
            "Your input exceeds the context window of this model. Please adjust your input and "
            "try again.",
            "input",
            "context_length_exceeded",
        )


def _check_types(body: Mapping[str, Any]) -> None:
    for name, low, high in (("temperature", 0, 2), ("top_p", 0, 1)):
        if body.get(name) is not None:
            check_range(body[name], name, low, high, whole=False)
    for name, least, most in (("max_output_tokens", 16, None), ("top_logprobs", 0, 20)):
        if body.get(name) is not None:
            check_range(body[name], name, least, most, whole=True)
    for name in ("stream", "store", "parallel_tool_calls", "background"):
        if body.get(name) is not None and not isinstance(body[name], bool):
            refuse(f"Invalid type for '{name}': expected a boolean.", name, "invalid_type")
    for name, values in _ENUMS.items():
        if body.get(name) is not None and body[name] not in values:
            supported = ", ".join(f"'{value}'" for value in values)
            refuse(
                f"Invalid value: '{body[name]}'. Supported values are: {supported}.",
                name,
                "invalid_value",
            )
    if body.get("instructions") is not None and not isinstance(body["instructions"], str):
        refuse("Invalid type for 'instructions'.", "instructions", "invalid_type")


def _check_include(body: Mapping[str, Any], model: OpenAIModel) -> None:
    for index, name in enumerate(body.get("include") or ()):
        if name not in _INCLUDABLE:
            refuse(f"Invalid value: '{name}'.", f"include[{index}]", "invalid_value")
        if name == "reasoning.encrypted_content" and not model.reasons:
            refuse("Encrypted content is not supported with this model.", "include")


def _check_tools(body: Mapping[str, Any]) -> None:
    tools = body.get("tools")
    for index, tool in enumerate(tools or ()):
        _check_tool(tool, f"tools[{index}]", ("function", "custom", "namespace", *_HOSTED))
    choice = body.get("tool_choice")
    names = [(tool["type"], tool["name"]) for _, _, tool in tools_of(body)]
    if isinstance(choice, str) and choice not in ("none", "auto", "required"):
        refuse(f"Invalid value: '{choice}'.", "tool_choice", "invalid_value")
    if isinstance(choice, str) and choice == "required" and not tools:
        refuse("Tool choice 'required' must be specified with 'tools' parameter.", "tool_choice")
    wanted: list[Any] = []
    if isinstance(choice, Mapping):
        wanted = choice.get("tools", []) if choice.get("type") == "allowed_tools" else [choice]
    for each in wanted:
        kind = each.get("type")
        if kind in ("function", "custom") and (kind, each.get("name")) not in names:
            refuse(f"Tool choice '{each.get('name')}' not found in 'tools' parameter.",
                   "tool_choice")  # fmt: skip


def _check_tool(tool: Any, at: str, kinds: tuple[str, ...]) -> None:
    kind = tool.get("type") if isinstance(tool, Mapping) else None
    if kind not in kinds:
        refuse(f"Invalid value: '{kind}'.", f"{at}.type", "invalid_value")
    if kind in _HOSTED:
        return
    if "name" not in tool:
        refuse(
            f"Missing required parameter: '{at}.name'.", f"{at}.name", "missing_required_parameter"
        )
    if not isinstance(tool["name"], str) or not NAME.match(tool["name"]):
        refuse(
            f"Invalid '{at}.name': string does not match pattern. Expected a string that matches "
            "the pattern '^[a-zA-Z0-9_-]+$'.",
            f"{at}.name",
            "invalid_value",
        )
    if kind == "namespace":
        for index, inner in enumerate(tool.get("tools") or ()):
            _check_tool(inner, f"{at}.tools[{index}]", ("function", "custom"))
        return
    schema = tool.get("parameters")
    if kind == "function" and schema is not None and schema_type(schema) != "object":
        refuse(
            f"Invalid schema for function '{tool['name']}': schema must be a JSON Schema of "
            f"'type: \"object\"', got 'type: \"{schema_type(schema)}\"'.",
            f"{at}.parameters",
            "invalid_function_parameters",
        )
    if kind == "function" and tool.get("strict") and not _is_strict(schema):
        refuse(
            f"Invalid schema for function '{tool['name']}': In context=(), "
            "'additionalProperties' is required to be supplied and to be false.",
            f"{at}.parameters",
            "invalid_function_parameters",
        )


def _is_strict(schema: Any) -> bool:
    if not isinstance(schema, Mapping):
        return False
    required = set(schema.get("required") or ())
    return schema.get("additionalProperties") is False and required == set(
        schema.get("properties") or ()
    )


def _check_format(wanted: Any, body: Mapping[str, Any]) -> None:
    if wanted is None:
        return
    kind = wanted.get("type")
    if kind not in ("text", "json_object", "json_schema"):
        refuse(f"Invalid value: '{kind}'.", "text.format.type", "invalid_value")
    if kind == "json_object" and "json" not in " ".join(prompt_texts(body)).lower():
        refuse(
            "Response input messages must contain the word 'json' in some form to use "
            "'text.format' of type 'json_object'.",
            "input",
        )
    if kind == "json_schema":
        for name in ("name", "schema"):
            if name not in wanted:
                missing = f"text.format.{name}"
                refuse(
                    f"Missing required parameter: '{missing}'.",
                    missing,
                    "missing_required_parameter",
                )
        if wanted.get("strict") and not _is_strict(wanted["schema"]):
            refuse(
                f"Invalid schema for response_format '{wanted['name']}': In context=(), "
                "'additionalProperties' is required to be supplied and to be false.",
                "text.format.schema",
                "invalid_json_schema",
            )


def _check_model(body: Mapping[str, Any], model: OpenAIModel) -> None:
    reasoning = body.get("reasoning") or {}
    if not model.reasons:
        if reasoning.get("effort") is not None:
            unsupported("reasoning.effort")
        return
    effort = reasoning.get("effort")
    if effort is not None and effort not in model.efforts:
        supported = ", ".join(f"'{e}'" for e in model.efforts)
        refuse(
            f"Unsupported value: '{effort}' is not supported with the '{model.id}' model. "
            f"Supported values are: {supported}.",
            "reasoning.effort",
            "unsupported_value",
        )
    for name in ("temperature", "top_p", "top_logprobs"):
        if body.get(name) is not None and effort != "none":
            unsupported(name)
    limit = body.get("max_output_tokens")
    if limit is not None and limit > model.max_output:
        refuse(
            f"Invalid 'max_output_tokens': this model supports at most {model.max_output}.",
            "max_output_tokens",
            "integer_above_max_value",
        )
