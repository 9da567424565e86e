"""What Anthropic refuses in a request, the messages apart.

After the Messages API reference and the SDK's types of November 2026; versions 2023-06-01 and
2026-10-21.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tests.upstreams.anthropic_errors import invalid
from tests.upstreams.anthropic_messages import check_cache, check_messages, check_text_block
from tests.upstreams.anthropic_models import AnthropicModel

VERSIONS = ("2023-06-01", "2026-10-21")
_FIELDS = frozenset(
    re.findall(
        r"\w+",
        """
        model max_tokens messages system stream stop_sequences temperature top_p top_k tools
        tool_choice metadata thinking output_config service_tier speed inference_geo container
        cache_control diagnostics user_profile_id workspace_id
        """,
    )
)
_COUNT_FIELDS = frozenset(
    re.findall(
        r"\w+",
        """
        model messages system temperature top_p top_k tools tool_choice thinking output_config
        speed cache_control user_profile_id workspace_id
        """,
    )
)
# Fields that a beta header opens.
_BETA_FIELDS = {
    "context_management": "context-management-",
    "mcp_servers": "mcp-client-",
    "output_format": "structured-outputs-",
}
_SAMPLING = ("temperature", "top_p", "top_k")
_BETA = re.compile(r"^[a-z0-9-]+-(\d{4}-\d{2}-\d{2}|\d{8})$")
_TOOL_NAME = re.compile(r"^[a-zA-Z0-9_-]{1,128}$")
_SERVER_TOOL = re.compile(
    r"^(web_search|web_fetch|bash|text_editor|computer|code_execution|memory|tool_search_tool_\w+"
    r"|mcp_toolset|advisor)(_\d{8})?$"
)


def check_versions(headers: Mapping[str, str]) -> None:
    """Refuse a missing or unknown version, and betas that cannot be."""
    version = headers.get("anthropic-version")
    if not version:
        invalid("anthropic-version: header is required")
    if version not in VERSIONS:
        invalid(f'anthropic-version: "{version}" is not a valid version')
    betas = [beta.strip() for beta in headers.get("anthropic-beta", "").split(",")]
    for beta in betas:
        if beta and not _BETA.match(beta):
            invalid(
                f"Unexpected value(s) `{beta}` for the `anthropic-beta` header. Please consult "
                "our documentation at docs.anthropic.com or try again without the header."
            )


def check_request(
    body: Mapping[str, Any], model: AnthropicModel, headers: Mapping[str, str], *, counting: bool
) -> None:
    """Refuse what Anthropic refuses; `counting` is for `/count_tokens`.

    Raises:
        Invalid: the first rule that is broken.
    """
    _check_fields(body, headers, counting)
    if not counting:
        _check_max_tokens(body, model)
    check_messages(body.get("messages"), model, headers["anthropic-version"])
    _check_sampling(body, model)
    _check_system(body.get("system"))
    _check_tools(body, model)
    _check_thinking(body, model, counting)
    _check_rest(body)
    check_cache(body)


def _check_fields(body: Mapping[str, Any], headers: Mapping[str, str], counting: bool) -> None:
    betas = headers.get("anthropic-beta", "")
    for name in body:
        opened = name in _BETA_FIELDS and _BETA_FIELDS[name] in betas
        if name not in (_COUNT_FIELDS if counting else _FIELDS) and not opened:
            invalid(f"{name}: Extra inputs are not permitted")
        if name in _SAMPLING and headers["anthropic-version"] != "2023-06-01":
            # Refused even at its default since 2026-10-21.
            invalid(f"{name}: Extra inputs are not permitted")


def _check_max_tokens(body: Mapping[str, Any], model: AnthropicModel) -> None:
    if "max_tokens" not in body:
        invalid("max_tokens: Field required")
    value = body["max_tokens"]
    if not isinstance(value, int) or isinstance(value, bool):
        invalid("max_tokens: Input should be a valid integer")
    if value < 1:
        invalid("max_tokens: Input should be greater than or equal to 1")
    if value > model.max_output:
        invalid(
            f"max_tokens: {value} > {model.max_output}, which is the maximum allowed number of "
            f"output tokens for {model.snapshot}"
        )


def _check_sampling(body: Mapping[str, Any], model: AnthropicModel) -> None:
    for name in ("temperature", "top_p"):
        value = body.get(name)
        if value is None:
            continue
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            invalid(f"{name}: Input should be a valid number")
        if not 0 <= value <= 1:
            invalid(f"{name}: range: 0..1")
    if not model.sampling:
        for name in _SAMPLING:
            # 1 is the default, and the one temperature that stays allowed.
            if body.get(name) is not None and not (name == "temperature" and body[name] == 1):
                invalid(f"`{name}` is deprecated for this model.")
    elif body.get("temperature") is not None and body.get("top_p") is not None:
        invalid(
            "`temperature` and `top_p` cannot both be specified for this model. Please use only "
            "one."
        )


def _check_system(system: Any) -> None:
    if system is None or isinstance(system, str):
        return
    if not isinstance(system, list):
        invalid("system: Input should be a valid string or list")
    for index, block in enumerate(system):
        if not isinstance(block, Mapping) or block.get("type") != "text":
            invalid(f"system.{index}.type: Input should be 'text'")
        check_text_block(block, "system", f"system.{index}")


def _check_tools(body: Mapping[str, Any], model: AnthropicModel) -> None:
    tools = body.get("tools") or []
    if not isinstance(tools, list):
        invalid("tools: Input should be a valid list")
    for index, tool in enumerate(tools):
        _check_tool(tool, f"tools.{index}")
    names = [tool.get("name") for tool in tools]
    if len(set(names)) < len(names):
        invalid("tools: Tool names must be unique.")
    choice = body.get("tool_choice")
    if choice is None:
        return
    kind = choice.get("type") if isinstance(choice, Mapping) else None
    if kind not in ("auto", "any", "tool", "none"):
        invalid(
            f"tool_choice: Input tag '{kind}' found using 'type' does not match any of the "
            "expected tags: 'auto', 'any', 'tool', 'none'"
        )
    if not tools:
        invalid("tool_choice may only be specified while providing tools")
    if kind == "tool" and choice.get("name") not in names:
        invalid(f"Tool '{choice.get('name')}' not found in provided tools")
    if kind in ("any", "tool") and not model.forced_tools:
        invalid("tool_choice: this model does not support forced tool use.")


def _check_tool(tool: Any, at: str) -> None:
    if not isinstance(tool, Mapping):
        invalid(f"{at}: Input should be a valid dictionary")
    kind = tool.get("type") or "custom"
    if kind != "custom":
        if not _SERVER_TOOL.match(str(kind)):
            invalid(
                f"{at}: Input tag '{kind}' found using 'type' does not match any of the expected "
                "tags: 'bash_20250124', 'custom', 'text_editor_20250728', 'web_search_20250305'"
            )
        return
    if "name" not in tool:
        invalid(f"{at}.custom.name: Field required")
    if not isinstance(tool["name"], str) or not _TOOL_NAME.match(tool["name"]):
        invalid(f"{at}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{{1,128}}$'")
    schema = tool.get("input_schema")
    if schema is None:
        invalid(f"{at}.custom.input_schema: Field required")
    if not isinstance(schema, Mapping):
        invalid(f"{at}.custom.input_schema: Input should be a valid dictionary")
    if "type" not in schema:
        invalid(f"{at}.custom.input_schema.type: Field required")
    if schema["type"] != "object":
        invalid(f"{at}.custom.input_schema.type: Input should be 'object'")
    for name in tool:
        if name in ("function", "parameters"):
            invalid(f"{at}.custom.{name}: Extra inputs are not permitted")


def _check_thinking(body: Mapping[str, Any], model: AnthropicModel, counting: bool) -> None:
    thinking = body.get("thinking")
    if thinking is None:
        return
    kind = thinking.get("type") if isinstance(thinking, Mapping) else None
    if kind not in ("enabled", "adaptive", "disabled", "between_tools"):
        invalid(
            f"thinking: Input tag '{kind}' found using 'type' does not match any of the expected "
            "tags: 'adaptive', 'between_tools', 'disabled', 'enabled'"
        )
    if kind == "disabled" and model.thinking_always_on:
        invalid('"thinking.type.disabled" is not supported for this model.')
    if kind == "adaptive" and not model.adaptive_thinking:
        invalid("adaptive thinking is not supported on this model")
    if kind == "between_tools":
        invalid('"thinking.type.between_tools" is not supported for this model.')
    if kind == "enabled":
        _check_budget(body, thinking, model, counting)


def _check_budget(
    body: Mapping[str, Any], thinking: Mapping[str, Any], model: AnthropicModel, counting: bool
) -> None:
    if not model.legacy_thinking:
        invalid(
            '"thinking.type.enabled" is not supported for this model. Use '
            '"thinking.type.adaptive" and "output_config.effort" to control thinking behavior.'
        )
    budget = thinking.get("budget_tokens")
    if budget is None:
        invalid("thinking.enabled.budget_tokens: Field required")
    if not isinstance(budget, int) or budget < 1024:
        invalid("thinking.enabled.budget_tokens: Input should be greater than or equal to 1024")
    if not counting and budget >= body["max_tokens"]:
        invalid("`max_tokens` must be greater than `thinking.budget_tokens`.")
    see = (
        "Please consult our documentation at "
        "https://docs.claude.com/en/docs/build-with-claude/extended-thinking"
    )
    if body.get("temperature") not in (None, 1):
        invalid(f"`temperature` may only be set to 1 when thinking is enabled. {see}")
    if body.get("top_k") is not None:
        invalid(f"`top_k` must be unset when thinking is enabled. {see}")
    if body.get("top_p") is not None and body["top_p"] < 0.95:
        invalid(f"`top_p` must be greater than or equal to 0.95 or unset. {see}")
    if (body.get("tool_choice") or {}).get("type") in ("any", "tool"):
        invalid("Thinking may not be enabled when tool_choice forces tool use.")
    _check_replayed_thinking(body["messages"], see)


def _check_replayed_thinking(messages: list[Mapping[str, Any]], see: str) -> None:
    """The assistant's turn in an open tool loop has to begin with its thinking."""
    turns = [i for i, message in enumerate(messages) if message["role"] == "assistant"]
    if not turns or not isinstance(messages[turns[-1]]["content"], list):
        return
    content = messages[turns[-1]]["content"]
    if not any(block.get("type") == "tool_use" for block in content):
        return
    first = content[0]["type"]
    if first not in ("thinking", "redacted_thinking"):
        invalid(
            f"messages.{turns[-1]}.content.0.type: Expected `thinking` or `redacted_thinking`, "
            f"but found `{first}`. When `thinking` is enabled, a final `assistant` message must "
            "start with a thinking block (preceeding the lastmost set of `tool_use` and "
            "`tool_result` blocks). We recommend you include thinking blocks from previous turns. "
            f"To avoid this requirement, disable `thinking`. {see}"
        )


def _check_rest(body: Mapping[str, Any]) -> None:
    stops = body.get("stop_sequences")
    if stops is not None and not isinstance(stops, list):
        invalid("stop_sequences: Input should be a valid list")
    if any(not isinstance(stop, str) or not stop.strip() for stop in stops or ()):
        invalid("stop_sequences: each stop sequence must contain non-whitespace")
    for name in body.get("metadata") or {}:
        if name != "user_id":
            invalid(f"metadata.{name}: Extra inputs are not permitted")
    if len((body.get("metadata") or {}).get("user_id") or "") > 256:
        invalid("metadata.user_id: String should have at most 256 characters")
    if body.get("service_tier") not in (None, "auto", "standard_only"):
        invalid("service_tier: Input should be 'auto' or 'standard_only'")
    if not isinstance(body.get("stream"), (bool, type(None))):
        invalid("stream: Input should be a valid boolean")
    effort = (body.get("output_config") or {}).get("effort")
    if effort not in (None, "low", "medium", "high", "xhigh", "max"):
        invalid("output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'")
