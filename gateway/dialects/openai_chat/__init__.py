"""OpenAI Chat Completions, as OpenAI and everyone compatible with it speak it."""

from gateway.dialects.openai_chat.dialect import OpenAIChat

__all__ = ["OpenAIChat"]
