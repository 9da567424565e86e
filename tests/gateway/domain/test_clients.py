"""The app behind a User-Agent: what it calls itself, not what it mentions."""

import pytest

from gateway.domain.clients import client_name


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("GeminiCLI/0.61.0/gpt-5.3-codex (linux; x64) google-genai-sdk/1.41", "Gemini CLI"),
        ("GeminiCLI/0.61.0/claude-cli (linux)", "Gemini CLI"),
        ("codex_exec/0.171.0 (Debian 12; x86_64) gemini-cli", "Codex"),
        ("opencode/1.18 ai-sdk/provider-utils/5.0 runtime/bun", "opencode"),
        ("Mozilla/5.0 (X11) CherryStudio/1.5 Chrome/130 Electron/33", "Cherry Studio"),
        ("ai-sdk/anthropic/4.0 node", "AI SDK"),
        ("AsyncOpenAI/Python 3.54.0", "OpenAI Python"),
        ("curl/8.5", "curl"),
        ("My App/2", "My App"),
        ("", ""),
    ],
)
def test_the_app_is_known_by_what_it_calls_itself(agent: str, name: str) -> None:
    assert client_name(agent) == name
