"""Settings files, exports, JSON and snippets of code become connections."""

from typing import Any

import pytest

from gateway.providers.pasting.detect import Kind, detect, from_environment
from tests.gateway.providers.pastes import ANT, HEX32, SK, XAI, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"OPENAI_API_KEY={SK}", {"provider": "openai", "keys": [SK]}),
        (f"export OPENAI_API_KEY='{SK}'  # mine", {"provider": "openai", "keys": [SK]}),
        (f"set OPENAI_API_KEY={SK}\r\n", {"provider": "openai", "keys": [SK]}),
        (f'setx DEEPSEEK_API_KEY "{SK}"', {"provider": "deepseek", "keys": [SK]}),
        (f"set -gx MOONSHOT_API_KEY {SK}", {"provider": "moonshot", "keys": [SK]}),
        (f'$env:DASHSCOPE_API_KEY = "{SK}"', {"provider": "dashscope", "keys": [SK]}),
        (f"VITE_SILICONFLOW_API_KEY={SK}", {"provider": "siliconflow", "keys": [SK]}),
        (f"# OPENAI_API_KEY=sk-old{HEX32}\nARK_API_KEY={SK}", {"provider": "doubao", "keys": [SK]}),
        ("HF_TOKEN=hf_" + "aBcDe" * 7, {"provider": "huggingface", "keys": ["hf_" + "aBcDe" * 7]}),
        (
            f"OPENAI_API_KEY={XAI}",  # a prefix of its own outweighs the name
            {"provider": "xai", "keys": [XAI]},
        ),
        (
            f"OPENAI_API_KEY={SK}\nOPENAI_BASE_URL=https://api.deepseek.com\nOPENAI_MODEL=deepseek-chat",
            {
                "provider": "deepseek",
                "base": "https://api.deepseek.com/v1",
                "keys": [SK],
                "model": "deepseek-chat",
            },
        ),
        (
            f"ANTHROPIC_BASE_URL=https://api.moonshot.cn/anthropic\nANTHROPIC_AUTH_TOKEN={SK}\n"
            "ANTHROPIC_MODEL=kimi-k3",
            {
                "provider": "anthropic_compatible",
                "base": "https://api.moonshot.cn/anthropic",
                "keys": [SK],
                "model": "kimi-k3",
                "name": "api.moonshot.cn",
                "settings": {"auth": "bearer"},
            },
        ),
        (
            f"ANTHROPIC_BASE_URL=https://relay.example\nANTHROPIC_API_KEY={SK}",
            {
                "provider": "anthropic_compatible",
                "base": "https://relay.example",
                "keys": [SK],
                "name": "relay.example",
            },
        ),
        ("OLLAMA_HOST=0.0.0.0", {"provider": "ollama", "base": "http://127.0.0.1:11434"}),
        (
            "OLLAMA_HOST=nas.lan:7777",
            {"provider": "ollama", "base": "http://nas.lan:7777", "name": "nas.lan"},
        ),
        (
            f"LITELLM_API_KEY=sk-1234\nLITELLM_BASE_URL=https://llm.example/v1\nDB_PASSWORD={HEX32}",
            {
                "provider": "litellm",
                "base": "https://llm.example/v1",
                "keys": ["sk-1234"],
                "name": "llm.example",
            },
        ),
        (
            f"DJANGO_SECRET_KEY=django-insecure-{HEX32}\nGROQ_API_KEY=gsk_{'Ab1z' * 13}\nPORT=80",
            {"provider": "groq", "keys": [f"gsk_{'Ab1z' * 13}"]},
        ),
        (
            f"model_list:\n  - model_name: x\n    litellm_params:\n      model: openai/x\n"
            f"      api_base: https://api.together.xyz/v1\n      api_key: {SK}",
            {
                "provider": "together",
                "base": "https://api.together.xyz/v1",
                "keys": [SK],
                "model": "x",
            },
        ),
        (
            f'from openai import OpenAI\nclient = OpenAI(api_key="{SK}", '
            'base_url="https://dashscope.aliyuncs.com/compatible-mode/v1")\n'
            'client.chat.completions.create(model="qwen-max", messages=[])',
            {
                "provider": "dashscope",
                "base": "https://dashscope.aliyuncs.com/compatible-mode/v1",
                "keys": [SK],
                "model": "qwen-max",
            },
        ),
        (f"client = AsyncOpenAI(api_key='{SK}')", {"provider": "openai", "keys": [SK]}),
        (f'client = Anthropic(api_key="{ANT}")', {"provider": "anthropic", "keys": [ANT]}),
        (
            f'client = Anthropic(api_key="{SK}", base_url="https://relay.example")',
            {
                "provider": "anthropic_compatible",
                "base": "https://relay.example",
                "keys": [SK],
                "name": "relay.example",
            },
        ),
        (
            f"const c = new OpenAI({{ apiKey: `{SK}`, baseURL: 'https://openrouter.ai/api/v1' }});",
            {"provider": "openrouter", "base": "https://openrouter.ai/api/v1", "keys": [SK]},
        ),
        (
            'client = OpenAI(\n    api_key=os.environ["K"],\n    base_url="https://api.moonshot.cn/v1"\n)',
            {
                "provider": "moonshot",
                "base": "https://api.moonshot.cn/v1",
                "code": "placeholder",
            },
        ),
        (
            "client = AzureOpenAI(api_key='abc1234567', azure_endpoint='https://x')",
            {
                "provider": "azure_openai",
                "base": "https://x",
                "keys": ["abc1234567"],
                "name": "x",
            },
        ),
        (
            "AZURE_OPENAI_API_KEY=abc123456789\nAZURE_OPENAI_ENDPOINT=https://me.openai.azure.com",
            {
                "provider": "azure_openai",
                "base": "https://me.openai.azure.com",
                "keys": ["abc123456789"],
            },
        ),
        (
            "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7ABCDEFG\nAWS_SECRET_ACCESS_KEY=abc",
            {"provider": "aws_bedrock", "code": "placeholder"},
        ),
    ],
)
def test_settings_and_snippets(text: str, expected: dict[str, Any]) -> None:
    found = detect(text)
    assert found.kind is Kind.SETTINGS
    assert shown(found) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f'{{"api_key": "{SK}", "base_url": "https://api.deepseek.com",'
            '"model": "deepseek-chat"}',
            {
                "provider": "deepseek",
                "base": "https://api.deepseek.com/v1",
                "keys": [SK],
                "model": "deepseek-chat",
            },
        ),
        (
            f'{{"env": {{"ANTHROPIC_BASE_URL": "https://open.bigmodel.cn/api/anthropic",'
            f'"ANTHROPIC_AUTH_TOKEN": "{HEX32}.AbCdEfGh12345678"}}, "permissions": {{}}}}',
            {
                "provider": "anthropic_compatible",
                "base": "https://open.bigmodel.cn/api/anthropic",
                "keys": [f"{HEX32}.AbCdEfGh12345678"],
                "name": "open.bigmodel.cn",
                "settings": {"auth": "bearer"},
            },
        ),
        (
            f'{{"provider": {{"groq": {{"options": {{"apiKey": "gsk_{"Ab1z" * 13}"}}}}}}}}',
            {"provider": "groq", "keys": ["gsk_" + "Ab1z" * 13]},
        ),
        (
            f'{{"deepseek": {{"apiKey": "{SK}"}}}}',
            {"provider": "deepseek", "keys": [SK]},
        ),
        (
            f'[{{"type": 1, "name": "mine", "key": "{SK}", "base_url": "https://one.example",'
            '"models": "gpt-4o,gpt-5"}]',
            {
                "provider": "openai_compatible",
                "base": "https://one.example/v1",
                "keys": [SK],
                "model": "gpt-4o",
                "name": "mine",
            },
        ),
    ],
)
def test_json(text: str, expected: dict[str, Any]) -> None:
    found = detect(text)
    assert found.kind is Kind.JSON
    assert shown(found) == expected


def test_a_file_with_many_connections_yields_each() -> None:
    text = f"""
    OPENAI_API_KEY=sk-proj-{"aB3_" * 10}
    OPENAI_API_KEY_2=sk-proj-{"zY9_" * 10}
    ANTHROPIC_API_KEY={ANT}
    DEEPSEEK_API_KEY={SK}
    MYSTERY_API_KEY=qwertz123456
    AZURE_OPENAI_API_KEY=abc123456789
    """
    found = detect(text)
    assert [each.provider or each.recognised for each in (found, *found.others)] == [
        *("openai", "anthropic", "deepseek", "azure_openai"),
    ]
    assert len(found.keys) == 2


def test_two_clients_in_one_snippet_are_two_connections() -> None:
    text = (
        f'a = OpenAI(api_key="{SK}", base_url="https://api.deepseek.com")\n'
        f'b = OpenAI(api_key="{XAI}", base_url="https://api.x.ai/v1")'
    )
    found = detect(text)
    assert [each.provider for each in (found, *found.others)] == ["deepseek", "xai"]
    assert [len(each.keys) for each in (found, *found.others)] == [1, 1]


def test_the_environment_offers_what_is_named_for_a_provider() -> None:
    environ = {
        "PATH": "/bin",
        "HOME": "/home/me",
        "SECRET_KEY": HEX32,
        "OPENAI_API_KEY": "sk-proj-" + "aB3_" * 10,
        "OPENAI_BASE_URL": "",
        "DEEPSEEK_API_KEY": SK,
        "MISTRAL_API_KEY": "",
        "ANTHROPIC_MODEL": "claude-opus-5",
        "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7ABCDEFG",
        "GITHUB_TOKEN": "ghp_" + "Ab1z" * 9,
    }
    found = from_environment(environ)
    assert [(each.provider, len(each.keys)) for each in found] == [("openai", 1), ("deepseek", 1)]
    assert from_environment({}) == ()
