"""OpenAI's legacy completions, and edits: passed to who still has them, else conversations."""

from gateway.dialects.openai_completions.dialect import OpenAICompletions
from gateway.dialects.openai_completions.edits import OpenAIEdits

__all__ = ["OpenAICompletions", "OpenAIEdits"]
