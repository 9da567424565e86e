"""OpenAI's Responses API, as OpenAI speaks it upstream and as its newer clients speak it to us."""

from gateway.dialects.openai_responses.dialect import OpenAIResponses

__all__ = ["OpenAIResponses"]
