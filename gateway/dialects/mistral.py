"""Mistral's chat where its models think: OpenAI's, but for contents that are lists of thoughts and
texts. No client reads those, so such answers are always converted.

https://docs.mistral.ai/capabilities/reasoning
"""

from __future__ import annotations

from gateway.dialects.openai_chat import OpenAIChat


class MistralChat(OpenAIChat):
    """Reads what OpenAI's dialect reads, lists of parts among it."""

    name = "mistral_chat"
