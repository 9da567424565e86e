"""The models of the Anthropic mock and the signatures of their thinking."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import Any, Literal

# Signatures of one account hold at another: they are the models', not the account's.
_SECRET = b"the models of the Anthropic mock"


@dataclass(frozen=True, slots=True)
class AnthropicModel:
    """A model: the name asked for, the snapshot that answers, and what it allows."""

    id: str
    snapshot: str
    display_name: str
    created_at: str
    line: Literal["haiku", "sonnet", "opus"]
    context: int
    max_output: int
    lifecycle: Literal["active", "deprecated"] = "active"
    retires_at: str | None = None
    legacy_thinking: bool = True
    """`thinking: {type: enabled, budget_tokens}`."""
    adaptive_thinking: bool = False
    thinking_always_on: bool = False
    sampling: bool = True
    prefill: bool = True
    forced_tools: bool = True
    system_inside: bool = False
    """Takes messages of role system in the conversation."""

    def info(self) -> dict[str, Any]:
        """The ModelInfo object of `/v1/models`."""
        return {
            "type": "model",
            "id": self.snapshot,
            "display_name": self.display_name,
            "created_at": self.created_at,
            "lifecycle": self.lifecycle,
            "line": self.line,
            "deprecated_at": "2026-05-30T00:00:00Z" if self.lifecycle == "deprecated" else None,
            "retires_at": self.retires_at,
            "max_input_tokens": self.context,
            "max_tokens": self.max_output,
            "capabilities": self._capabilities(),
        }

    def _capabilities(self) -> dict[str, Any]:
        def supported(yes: bool = True) -> dict[str, Any]:
            return {"supported": yes}

        new = self.adaptive_thinking
        return {
            "batch": supported(),
            "citations": supported(),
            "code_execution": supported(new),
            "context_management": {
                "supported": True,
                "clear_thinking_20251015": supported(),
                "clear_tool_uses_20250919": supported(),
                "compact_20260112": supported(new),
            },
            "effort": {"supported": new}
            | {level: supported(new) for level in ("low", "medium", "high", "xhigh", "max")},
            "image_input": supported(),
            "pdf_input": supported(),
            "server_tools": {
                "supported": True,
                "code_execution": supported(new),
                "web_search": supported(),
            },
            "structured_outputs": supported(),
            "thinking": {
                "supported": True,
                "types": {
                    "adaptive": supported(new),
                    "between_tools": supported(False),
                    "disabled": supported(not self.thinking_always_on),
                    "enabled": supported(self.legacy_thinking),
                },
            },
        }


ANTHROPIC_MODELS = (
    AnthropicModel(
        id="claude-sonnet-5-5",
        snapshot="claude-sonnet-5-5",
        display_name="Claude Sonnet 5.5",
        created_at="2026-09-29T00:00:00Z",
        line="sonnet",
        context=1_000_000,
        max_output=128_000,
        legacy_thinking=False,
        adaptive_thinking=True,
        thinking_always_on=True,
        sampling=False,
        prefill=False,
        forced_tools=False,
        system_inside=True,
    ),
    AnthropicModel(
        id="claude-opus-4-7",
        snapshot="claude-opus-4-7",
        display_name="Claude Opus 4.7",
        created_at="2026-04-14T00:00:00Z",
        line="opus",
        context=1_000_000,
        max_output=128_000,
        legacy_thinking=False,
        adaptive_thinking=True,
        sampling=False,
        prefill=False,
    ),
    AnthropicModel(
        id="claude-sonnet-4-6",
        snapshot="claude-sonnet-4-6",
        display_name="Claude Sonnet 4.6",
        created_at="2026-02-17T00:00:00Z",
        line="sonnet",
        context=1_000_000,
        max_output=64_000,
        adaptive_thinking=True,
        prefill=False,
    ),
    AnthropicModel(
        id="claude-haiku-4-5",
        snapshot="claude-haiku-4-5-20251001",
        display_name="Claude Haiku 4.5",
        created_at="2025-10-15T00:00:00Z",
        line="haiku",
        context=200_000,
        max_output=64_000,
    ),
    AnthropicModel(
        id="claude-sonnet-4-5",
        snapshot="claude-sonnet-4-5-20250929",
        display_name="Claude Sonnet 4.5",
        created_at="2025-09-29T00:00:00Z",
        line="sonnet",
        context=200_000,
        max_output=64_000,
        lifecycle="deprecated",
        retires_at="2026-11-30T00:00:00Z",
    ),
)


def sign(shown: str, hidden: str = "") -> str:
    """The signature of a thinking block: covers the text shown, and carries the text that is not.

    Any change to either is found by `is_signed`.
    """
    return base64.b64encode(_mac(shown, hidden.encode()) + hidden.encode()).decode()


def is_signed(shown: str, signature: str) -> bool:
    """Whether a mock issued this signature for this text."""
    try:
        raw = base64.b64decode(signature, validate=True)
    except ValueError:
        return False
    return hmac.compare_digest(raw[:32], _mac(shown, raw[32:]))


def _mac(shown: str, hidden: bytes) -> bytes:
    return hmac.new(_SECRET, shown.encode() + b"\0" + hidden, hashlib.sha256).digest()
