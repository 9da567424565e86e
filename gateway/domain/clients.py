"""Which app speaks: a name for people from a User-Agent."""

from __future__ import annotations

import re
from functools import lru_cache

_APPS: tuple[tuple[str, str], ...] = (
    ("claude-cli", "Claude Code"),
    ("codex", "Codex"),
    ("geminicli", "Gemini CLI"),
    ("gemini-cli", "Gemini CLI"),
    ("opencode", "opencode"),
    ("cherrystudio", "Cherry Studio"),
    ("cherry studio", "Cherry Studio"),
    ("cursor", "Cursor"),
    ("continue", "Continue"),
    ("aider", "aider"),
    ("open-webui", "Open WebUI"),
    ("open webui", "Open WebUI"),
    ("sillytavern", "SillyTavern"),
    ("litellm", "LiteLLM"),
    ("langchain", "LangChain"),
    ("lobe", "LobeChat"),
    ("nextchat", "NextChat"),
)
_LIBRARIES: tuple[tuple[str, str], ...] = (
    ("ai-sdk", "AI SDK"),
    ("openai/python", "OpenAI Python"),
    ("asyncopenai/python", "OpenAI Python"),
    ("openai/js", "OpenAI JavaScript"),
    ("anthropic/python", "Anthropic Python"),
    ("asyncanthropic/python", "Anthropic Python"),
    ("anthropic/js", "Anthropic JavaScript"),
    ("google-genai-sdk", "Google GenAI"),
    ("python-httpx", "Python"),
    ("python-requests", "Python"),
    ("aiohttp", "Python"),
    ("curl", "curl"),
    ("node", "Node.js"),
    ("mozilla", "Browser"),
)
_MOST = 512
"""Characters that are looked at."""
_PRODUCT = re.compile(r"^[A-Za-z][\w .+-]{0,30}")


def client_name(user_agent: str) -> str:
    """A short name of the app behind ``user_agent``; '' where it says nothing."""
    return _named(user_agent[:_MOST])


@lru_cache(256)  # a house has a few apps, and each says the same with every request
def _named(user_agent: str) -> str:
    lowered = user_agent.lower()
    # The first that is named: Gemini CLI puts the model's name behind its own.
    places = [(lowered.find(mark), name) for mark, name in _APPS if mark in lowered]
    if places:
        return min(places)[1]
    for mark, name in _LIBRARIES:
        if mark in lowered:
            return name
    match = _PRODUCT.match(user_agent.partition("/")[0])
    return match.group().strip() if match else ""
