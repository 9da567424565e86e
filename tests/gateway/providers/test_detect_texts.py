"""Addresses and curl commands become connections, and connections become drafts."""

from typing import Any

import pytest

from gateway.providers.pasting.detect import Code, Kind, detect, drafts
from tests.gateway.providers.pastes import ANT, GEMINI, HEX32, SK, XAI, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "https://api.deepseek.com",
            {"provider": "deepseek", "base": "https://api.deepseek.com/v1"},
        ),
        ("api.deepseek.com", {"provider": "deepseek", "base": "https://api.deepseek.com/v1"}),
        (
            f"https://api.siliconflow.cn/v1/chat/completions\n{SK}",
            {"provider": "siliconflow", "base": "https://api.siliconflow.cn/v1", "keys": [SK]},
        ),
        (
            f"地址 https://one.example.com/v1，密钥 {SK}",
            {
                "provider": "openai_compatible",
                "base": "https://one.example.com/v1",
                "keys": [SK],
                "name": "one.example.com",
            },
        ),
        (
            "https://api.deepseek.com/anthropic",
            {
                "provider": "anthropic_compatible",
                "base": "https://api.deepseek.com/anthropic",
                "name": "api.deepseek.com",
            },
        ),
        (
            "https://claude.example/v1/messages",
            {
                "provider": "anthropic_compatible",
                "base": "https://claude.example",
                "name": "claude.example",
            },
        ),
        ("https://platform.deepseek.com/api_keys", {"provider": "deepseek"}),
        (
            f"https://generativelanguage.googleapis.com/v1beta/models/m:generateContent?key={GEMINI}",
            {
                "provider": "gemini",
                "base": "https://generativelanguage.googleapis.com/v1beta",
                "keys": [GEMINI],
            },
        ),
        (
            "https://dashscope.aliyuncs.com/api/v1/services/aigc/text-generation/generation",
            {
                "provider": "dashscope",
                "base": "https://dashscope.aliyuncs.com/compatible-mode/v1",
            },
        ),
        ("localhost:11434", {"provider": "ollama", "base": "http://localhost:11434"}),
        ("http://127.0.0.1:1234", {"provider": "lmstudio", "base": "http://127.0.0.1:1234/v1"}),
        (
            "192.168.1.5:11434/v1",
            {"provider": "ollama", "base": "http://192.168.1.5:11434", "name": "192.168.1.5"},
        ),
        (
            f"https://{SK}@proxy.example/v1?tenant=7",
            {
                "provider": "openai_compatible",
                "base": "https://proxy.example/v1?tenant=7",
                "keys": [SK],
                "name": "proxy.example",
            },
        ),
    ],
)
def test_an_address(text: str, expected: dict[str, Any]) -> None:
    found = detect(text)
    assert found.kind is Kind.URL
    assert shown(found) == expected


@pytest.mark.parametrize("url", ["http://localhost:3000/v1", "127.0.0.1:8080", "10.0.0.4:8000"])
def test_a_port_that_many_programs_use_is_a_choice(url: str) -> None:
    found = detect(url)
    assert found.ambiguous
    assert "openai_compatible" in [candidate.provider for candidate in found.candidates]


def test_a_key_of_one_vendor_at_anothers_address_is_a_choice() -> None:
    found = detect(f"https://api.deepseek.com {ANT}")
    assert found.ambiguous
    assert [each.provider for each in found.candidates] == ["deepseek", "anthropic"]
    assert drafts(found, "anthropic").base_url == "https://api.anthropic.com"
    assert drafts(found, "deepseek").base_url == "https://api.deepseek.com/v1"


BASH = rf"""
# docs
$ curl -sS https://api.x.ai/v1/chat/completions \
    -X POST -x http://proxy.example:8080 \
    -H 'Content-Type: application/json' \
    -H "Authorization: Bearer {XAI}" \
    -d '{{"model": "grok-4", "messages": [{{"role": "user", "content": "it'"'"'s me"}}]}}' | jq .
"""
CMD = (
    'C:\\> curl ^"https://api.x.ai/v1/chat/completions^" ^\r\n'
    f'  -H ^"authorization: Bearer {XAI}^" ^\r\n'
    '  --data-raw ^"{^\\^"model^\\^":^\\^"grok-4^\\^"}^"'
).removeprefix("C:\\> ")
POWERSHELL = (
    f'curl.exe "https://api.x.ai/v1/chat/completions" `\n -H "Authorization: Bearer {XAI}" `\n'
    """ -d '{"model":"grok-4"}'"""
)
ONE_LINE = (
    f"curl -H'Authorization: Bearer {XAI}' --json '{{\"model\":\"grok-4\"}}' "
    "--url=https://api.x.ai/v1/chat/completions"
)
BEARER = (
    f'curl --oauth2-bearer {XAI} --data-binary $\'{{"model":"grok-4"}}\' '
    "https://api.x.ai/v1/chat/completions -o https://elsewhere.example"
)
BROKEN = f"""curl https://api.x.ai/v1/chat/completions -H "Authorization: Bearer {XAI}" -d '{{
  "model": "grok-4", "messages": [{{"content": "$PROMPT"}}"""


@pytest.mark.parametrize("command", [BASH, CMD, POWERSHELL, ONE_LINE, BEARER, BROKEN])
def test_a_curl_command(command: str) -> None:
    found = detect(command)
    assert found.kind is Kind.CURL
    assert shown(found) == {
        "provider": "xai",
        "base": "https://api.x.ai/v1",
        "keys": [XAI],
        "model": "grok-4",
    }


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (
            f"curl https://api.anthropic.com/v1/messages -H 'x-api-key: {ANT}' "
            "-H 'anthropic-version: 2023-06-01' -d '{\"model\":\"claude-opus-5\"}'",
            {
                "provider": "anthropic",
                "base": "https://api.anthropic.com",
                "keys": [ANT],
                "model": "claude-opus-5",
            },
        ),
        (
            f"curl https://proxy.example/claude -H 'x-api-key: {SK}' -H 'anthropic-version: 1'",
            {
                "provider": "anthropic_compatible",
                "base": "https://proxy.example/claude",
                "keys": [SK],
                "name": "proxy.example",
            },
        ),
        (
            "curl https://api.openai.com/v1/models -H 'Authorization: Bearer $OPENAI_API_KEY' "
            "-H 'OpenAI-Organization: org-7abc' -H 'OpenAI-Project: $PROJECT_ID'",
            {
                "provider": "openai",
                "base": "https://api.openai.com/v1",
                "settings": {"organization": "org-7abc"},
                "code": "placeholder",
            },
        ),
        (
            'curl http://localhost:11434/api/chat -d \'{"model": "qwen3"}\'',
            {"provider": "ollama", "base": "http://localhost:11434", "model": "qwen3"},
        ),
        (
            f"curl 'https://generativelanguage.googleapis.com/v1beta/models/m:generateContent' "
            f"-H 'x-goog-api-key: {GEMINI}'",
            {
                "provider": "gemini",
                "base": "https://generativelanguage.googleapis.com/v1beta",
                "keys": [GEMINI],
            },
        ),
    ],
)
def test_a_curl_command_of_another_kind(command: str, expected: dict[str, Any]) -> None:
    assert shown(detect(command)) == expected


def test_a_draft_holds_what_the_provider_understands() -> None:
    found = detect(
        f"ANTHROPIC_BASE_URL=https://api.deepseek.com/anthropic\nANTHROPIC_AUTH_TOKEN={SK}\n"
        "ANTHROPIC_MODEL=deepseek-chat"
    )
    assert [each.provider for each in found.candidates] == ["anthropic_compatible", "deepseek"]
    draft = drafts(found, "anthropic_compatible")
    assert draft.base_url == "https://api.deepseek.com/anthropic"
    assert draft.settings == {"auth": "bearer"}
    assert draft.models == ("deepseek-chat",)
    assert draft.test_model == "deepseek-chat"
    assert [key.reveal() for key in draft.keys] == [SK]
    other = drafts(found, "deepseek")
    assert other.base_url == "https://api.deepseek.com/v1"
    assert other.settings == {}


def test_a_draft_for_a_provider_that_was_chosen_freely() -> None:
    bare = drafts(detect(SK), "dashscope")
    assert bare.name == "Qwen"
    assert bare.base_url == "https://dashscope.aliyuncs.com/compatible-mode/v1"
    assert drafts(detect(SK), "openai_compatible").base_url == "", "the owner has to give one"
    proxy = detect(f"https://proxy.example {SK}")
    assert drafts(proxy, "openai").base_url == "https://proxy.example/v1"
    assert drafts(proxy, "anthropic_compatible").base_url == "https://proxy.example"
    assert drafts(proxy, "one_api").name == "proxy.example"


def test_nothing_that_was_pasted_is_shown_by_a_detection() -> None:
    for text in (
        SK,
        f"https://user:{SK}@h.example/{SK}/v1?key={SK}",
        f'{{"model":"{SK}","key":"{SK}"}}',
    ):
        found = detect(text)
        for show in (repr(found), str(found), f"{found}", repr(found.keys)):
            assert HEX32[:12] not in show


def test_a_placeholder_still_tells_the_provider() -> None:
    found = detect("OPENAI_API_KEY=your-key-here")
    assert found.code is Code.PLACEHOLDER
    assert found.provider == "openai"
    assert found.keys == ()
