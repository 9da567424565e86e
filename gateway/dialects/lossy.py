"""What conversions leave out, and what they refuse because leaving it out would change the answer.

``docs/conversions.md`` says the same in prose; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from gateway.domain.conversation import Conversation
from gateway.errors import Unconvertible

DROPPED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("openai_chat", "anthropic"): (
        "seed",
        "presence_penalty",
        "frequency_penalty",
        "logprobs",
        "top_logprobs",
        "logit_bias",
        "verbosity",
        "metadata",
        "messages[].name",
        "image_url.detail",
        "file.filename",
        "store",
        "prediction",
        "moderation",
        "prompt_cache_key",
        "prompt_cache_options",
        "prompt_cache_retention",
        "unknown members",
    ),
    ("anthropic", "openai_chat"): (
        "top_k",
        "cache_control",
        "thinking signatures",
        "redacted_thinking",
        "thinking.display",
        "document title and context",
        "document citations",
        "metadata",
        "context_management",
        "container",
        "inference_geo",
        "speed",
        "defer_loading",
        "input_examples",
        "server tool blocks of earlier turns",
        "tool_search_tool",
        "unknown members",
    ),
    ("openai_completions", "*"): ("unknown members",),
    ("openai_responses", "*"): (
        "web_search",
        "web_search_preview",
        "tool_search",
        "image_generation",
        "metadata",
        "store",
        "include",
        "truncation",
        "max_tool_calls",
        "prompt_cache_key",
        "prompt_cache_options",
        "prompt_cache_retention",
        "reasoning.summary",
        "reasoning.context",
        "context_management",
        "stream_options",
        "phase",
        "annotations",
        "calls of hosted tools in earlier turns",
        "thoughts of other vendors' models",
        "unknown members",
    ),
    ("*", "openai_responses"): (
        "seed",
        "presence_penalty",
        "frequency_penalty",
        "logit_bias",
        "top_k",
        "prediction",
        "modalities",
        "messages[].name",
        "cache_control",
        "thinking that OpenAI did not encrypt",
        "unknown members",
    ),
    ("*", "gemini"): (
        "parallel_tool_calls",
        "logit_bias",
        "verbosity",
        "user",
        "metadata",
        "other service_tier",
        "strict",
        "cache_control",
        "messages[].name",
        "image_url.detail",
        "file.filename",
        "document title and context",
        "document citations",
        "thinking of earlier turns",
        "thinking signatures",
        "redacted_thinking",
        "store",
        "prediction",
        "moderation",
        "prompt_cache_key",
        "prompt_cache_options",
        "prompt_cache_retention",
        "context_management",
        "container",
        "inference_geo",
        "speed",
        "defer_loading",
        "input_examples",
        "server tool blocks of earlier turns",
        "tool_search_tool",
        "unknown members",
    ),
    ("gemini", "*"): (
        "safetySettings",
        "other serviceTier",
        "labels",
        "mediaResolution",
        "speechConfig",
        "imageConfig",
        "enableEnhancedCivicAnswers",
        "videoMetadata",
        "propertyOrdering",
        "thoughtSignature",
        "functionDeclarations[].response",
        "functionDeclarations[].behavior",
        "retrievalConfig",
        "unknown members",
    ),
    ("*", "bedrock"): (
        "parallel_tool_calls",
        "seed",
        "presence_penalty",
        "frequency_penalty",
        "logprobs",
        "top_logprobs",
        "logit_bias",
        "verbosity",
        "user",
        "metadata",
        "messages[].name",
        "image_url.detail",
        "store",
        "prediction",
        "moderation",
        "prompt_cache_key",
        "prompt_cache_options",
        "prompt_cache_retention",
        "document title and context",
        "document citations",
        "context_management",
        "container",
        "inference_geo",
        "speed",
        "defer_loading",
        "input_examples",
        "server tool blocks of earlier turns",
        "tool_search_tool",
        "unknown members",
    ),
    ("*", "cohere"): (
        "parallel_tool_calls",
        "strict",
        "logprobs",
        "logit_bias",
        "verbosity",
        "user",
        "metadata",
        "service_tier",
        "cache_control",
        "messages[].name",
        "thinking of earlier turns",
        "input_examples",
        "unknown members",
    ),
    ("*", "ollama"): (
        "tool_choice auto",
        "parallel_tool_calls",
        "logit_bias",
        "user",
        "metadata",
        "service_tier",
        "cache_control",
        "thinking signatures",
        "messages[].name",
        "unknown members",
    ),
}
"""Per direction the request members that are left out because the answer is as good without."""


def _spoken(value: Any) -> bool:
    return isinstance(value, list) and "audio" in value


def _seen_or_heard(value: Any) -> bool:
    return isinstance(value, list) and any(str(kind).upper() != "TEXT" for kind in value)


_REFUSED: Mapping[str, tuple[tuple[str, Callable[[Any], bool], str], ...]] = {
    "openai_chat": (
        ("modalities", _spoken, "Spoken answers"),
        ("web_search_options", lambda value: value is not None, "OpenAI's web search"),
        ("response_format", bool, "This response format"),
        ("tool_choice", bool, "A choice of a hosted tool"),
    ),
    "openai_responses": (
        ("previous_response_id", bool, "A response that is kept at OpenAI"),
        ("conversation", bool, "A conversation that is kept at OpenAI"),
        ("prompt", bool, "A prompt that is kept at OpenAI"),
        ("tool_choice", bool, "A choice of a hosted tool"),
        ("text", lambda value: isinstance(value, dict) and "format" in value, "This text format"),
    ),
    "anthropic": (("mcp_servers", bool, "Anthropic's MCP connector"),),
    "gemini": (
        ("cachedContent", bool, "Content that Google has cached"),
        ("responseModalities", _seen_or_heard, "An answer of images or sound"),
        ("responseMimeType", bool, "This type of answer"),
    ),
}


def refuse_foreign(conversation: Conversation, dialect: str) -> None:
    """Raises Unconvertible for members of the client's dialect that ``dialect`` cannot replace;
    leaves out the hosted tools that a model can do without.
    """
    if conversation.dialect == dialect:
        return
    for name, matters, what in _REFUSED.get(conversation.dialect, ()):
        if matters(conversation.extra.get(name)):
            raise Unconvertible(f"{what} cannot be carried to this model's provider", name)
    conversation.tools = [tool for tool in conversation.tools if not tool.optional]


def refuse_several(conversation: Conversation) -> None:
    """Raises Unconvertible for more than one choice."""
    if conversation.n is not None and conversation.n > 1:
        raise Unconvertible("This model's provider gives one answer at a time; n must be 1", "n")


def unconvertible(what: str, param: str | None = None) -> Unconvertible:
    return Unconvertible(f"{what} cannot be carried to this model's provider", param)
