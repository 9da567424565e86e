"""Base URLs as people paste them become the one form that is stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.errors import ServiceError
from gateway.providers.registry import (
    PROVIDERS,
    base_url_of_numeric_type,
    by_numeric_type,
    provider,
)
from gateway.providers.urls import join, parse_base_url


@pytest.mark.parametrize(
    ("ident", "pasted", "stored"),
    [
        ("openai", "", "https://api.openai.com/v1"),
        ("openai", "https://api.openai.com", "https://api.openai.com/v1"),
        ("openai", "https://api.openai.com/", "https://api.openai.com/v1"),
        ("openai", "https://api.openai.com/v1", "https://api.openai.com/v1"),
        ("openai", "https://api.openai.com/v1/", "https://api.openai.com/v1"),
        ("openai", "https://api.openai.com/v1/v1", "https://api.openai.com/v1"),
        ("openai", "https://api.openai.com/v1/chat/completions", "https://api.openai.com/v1"),
        ("openai", "https://api.openai.com/v1/models", "https://api.openai.com/v1"),
        ("openai", "https://API.OpenAI.com//v1//", "https://api.openai.com/v1"),
        ("openai", "api.openai.com", "https://api.openai.com/v1"),
        ("openai", "  'https://api.openai.com/v1'  ", "https://api.openai.com/v1"),
        ("openai", "https://api.openai.com:443/v1", "https://api.openai.com/v1"),
        ("openai", "https://api.openai.com/v1#keys", "https://api.openai.com/v1"),
        ("openai", "https://proxy.example", "https://proxy.example/v1"),
        ("openai", "https://proxy.example/openai", "https://proxy.example/openai"),
        ("groq", "https://api.groq.com", "https://api.groq.com/openai/v1"),
        ("groq", "https://api.groq.com/openai", "https://api.groq.com/openai/v1"),
        ("openrouter", "https://openrouter.ai", "https://openrouter.ai/api/v1"),
        ("openrouter", "https://openrouter.ai/api", "https://openrouter.ai/api/v1"),
        ("perplexity", "https://api.perplexity.ai/", "https://api.perplexity.ai"),
        (
            "perplexity",
            "https://api.perplexity.ai/chat/completions",
            "https://api.perplexity.ai",
        ),
        ("deepseek", "https://api.deepseek.com/beta", "https://api.deepseek.com/beta"),
        ("doubao", "https://ark.cn-beijing.volces.com", "https://ark.cn-beijing.volces.com/api/v3"),
        (
            "doubao",
            "https://ark.ap-southeast.bytepluses.com",
            "https://ark.ap-southeast.bytepluses.com/api/v3",
        ),
        ("zhipu", "https://open.bigmodel.cn/", "https://open.bigmodel.cn/api/paas/v4"),
        (
            "zhipu",
            "https://open.bigmodel.cn/api/coding/paas/v4",
            "https://open.bigmodel.cn/api/coding/paas/v4",
        ),
        (
            "dashscope",
            "https://dashscope.aliyuncs.com",
            "https://dashscope.aliyuncs.com/compatible-mode/v1",
        ),
        (
            "gemini",
            "https://generativelanguage.googleapis.com/v1beta/openai/chat/completions",
            "https://generativelanguage.googleapis.com/v1beta",
        ),
        (
            "gemini",
            "generativelanguage.googleapis.com/v1beta/models/m:streamGenerateContent?alt=sse",
            "https://generativelanguage.googleapis.com/v1beta?alt=sse",
        ),
        (
            "gemini",
            "https://generativelanguage.googleapis.com/v1",
            "https://generativelanguage.googleapis.com/v1",
        ),
        ("gemini", "https://gw.example/v1beta/openai", "https://gw.example/v1beta/openai"),
        ("gemini", "https://gw.example", "https://gw.example/v1beta"),
        (
            "minimax",
            "https://api.minimax.chat/v1?GroupId=7",
            "https://api.minimax.chat/v1?GroupId=7",
        ),
        ("lmstudio", "localhost:1234", "http://localhost:1234/v1"),
        ("vllm", "http://0.0.0.0:8000", "http://127.0.0.1:8000/v1"),
        ("vllm", "http://[::1]:8000/v1", "http://[::1]:8000/v1"),
        ("homeport", "192.168.1.7:3000", "http://192.168.1.7:3000/v1"),
        ("one_api", "https://one.example.com/v1/embeddings", "https://one.example.com/v1"),
        ("openai_compatible", "https://host.example/api/v1", "https://host.example/api/v1"),
        ("openai_compatible", "https://host.example/v1beta/x", "https://host.example/v1beta/x"),
        ("openai_compatible", "https://主机.example", "https://xn--tiq422d.example/v1"),
        ("openai_compatible", "https://host.example/ä b/v1", None),
        ("anthropic", "", "https://api.anthropic.com"),
        ("anthropic", "https://api.anthropic.com/v1/messages", "https://api.anthropic.com"),
        ("anthropic", "https://api.anthropic.com/v1/", "https://api.anthropic.com"),
        (
            "anthropic_compatible",
            "https://api.deepseek.com/anthropic",
            "https://api.deepseek.com/anthropic",
        ),
        (
            "anthropic_compatible",
            "https://api.deepseek.com/anthropic/v1/messages",
            "https://api.deepseek.com/anthropic",
        ),
        ("ollama", "", "http://127.0.0.1:11434"),
        ("ollama", "localhost:11434/v1", "http://localhost:11434"),
        ("ollama", "http://nas:11434/api/chat", "http://nas:11434"),
        ("ollama", "http://nas:11434/v1/chat/completions", "http://nas:11434"),
        ("ollama", "https://home.example/ollama/api", "https://home.example/ollama"),
        ("echo", "https://anything.example", "echo:"),
        ("openai_compatible", "", None),
        ("openai_compatible", "ftp://host.example", None),
        ("openai_compatible", "https://user:secret@host.example", None),
        ("openai_compatible", "https://", None),
        ("openai_compatible", "https://host.example:99999", None),
        ("openai_compatible", "https://a..b/v1", None),
        ("openai_compatible", "not a url", None),
    ],
)
def test_a_pasted_base_url_is_stored(ident: str, pasted: str, stored: str | None) -> None:
    """None: refused, with an error that names no part of what was pasted."""
    if stored is None:
        with pytest.raises(ServiceError) as caught:
            provider(ident).normalise_base_url(pasted)
        assert caught.value.code == "invalid_base_url"
        assert "base_url" in caught.value.fields
        assert "secret" not in caught.value.message
    else:
        assert provider(ident).normalise_base_url(pasted) == stored
        assert provider(ident).normalise_base_url(stored) == stored, "storing twice changes nothing"


@pytest.mark.parametrize(
    ("number", "base_url", "stored"),
    [
        (1, "", "https://api.openai.com/v1"),
        (1, "https://api.openai.com", "https://api.openai.com/v1"),
        (1, "https://proxy.example/openai", "https://proxy.example/openai/v1"),
        (1, "https://proxy.example/openai/v1", "https://proxy.example/openai/v1"),
        (
            1,
            "https://gateway.ai.cloudflare.com/v1/me/gate/openai",
            "https://gateway.ai.cloudflare.com/v1/me/gate/openai",
        ),
        (2, "", "https://oa.api2d.net/v1"),
        (8, "https://host.example", "https://host.example/v1"),
        (8, "https://host.example/api", "https://host.example/api/v1"),
        (14, "", "https://api.anthropic.com"),
        (16, "https://open.bigmodel.cn", "https://open.bigmodel.cn/api/paas/v4"),
        (17, "", "https://dashscope.aliyuncs.com/compatible-mode/v1"),
        (11, "", "https://generativelanguage.googleapis.com"),
        (11, "https://palm.example", "https://palm.example"),
        (22, "", "https://fastgpt.run/api/openapi/v1"),
        (22, "https://fastgpt.example/api", "https://fastgpt.example/api/v1"),
        (34, "https://api.coze.cn", "https://api.coze.cn"),
        (34, "https://api.coze.cn/v1/audio/speech", "https://api.coze.cn"),
        (35, "https://api.cohere.ai", "https://api.cohere.ai/v2"),
        (37, "https://api.cloudflare.com", "https://api.cloudflare.com/client/v4"),
        (
            37,
            "https://gateway.ai.cloudflare.com/v1/me/gate/workers-ai",
            "https://gateway.ai.cloudflare.com/v1/me/gate/workers-ai",
        ),
        (38, "https://api-free.deepl.com", "https://api-free.deepl.com"),
        (46, "https://api.replicate.com/v1/models/", "https://api.replicate.com/v1"),
        (24, "", "https://generativelanguage.googleapis.com/v1beta"),
        (29, "https://api.groq.com/openai", "https://api.groq.com/openai/v1"),
        (29, "https://proxy.example", "https://proxy.example/v1"),
        (30, "http://localhost:11434", "http://localhost:11434"),
        (40, "https://ark.example", "https://ark.example/api/v3"),
        (41, "https://novita.example/v3/openai", "https://novita.example/v3/openai"),
        (47, "https://qianfan.baidubce.com", "https://qianfan.baidubce.com/v2"),
        (49, "https://bailian.example", "https://bailian.example/compatible-mode/v1"),
        (50, "https://host.example/api/", "https://host.example/api"),
        (
            51,
            "https://generativelanguage.googleapis.com/v1beta/openai/",
            "https://generativelanguage.googleapis.com/v1beta",
        ),
    ],
)
def test_one_apis_base_url_keeps_its_meaning(number: int, base_url: str, stored: str) -> None:
    found = by_numeric_type(number)
    assert found is not None
    assert base_url_of_numeric_type(number, base_url) == stored
    assert found.normalise_base_url(stored) == stored, "what is stored stays as it is"


@pytest.mark.parametrize("number", [0, 21, 43, 52, -1])
def test_a_channel_type_nobody_here_can_stand_for(number: int) -> None:
    assert by_numeric_type(number) is None
    with pytest.raises(ServiceError):
        base_url_of_numeric_type(number, "https://host.example")


@pytest.mark.parametrize(
    ("base_url", "path", "url"),
    [
        ("https://h.example/v1", "chat/completions", "https://h.example/v1/chat/completions"),
        ("https://h.example", "v1/messages", "https://h.example/v1/messages"),
        ("https://h.example/v1?a=1", "models", "https://h.example/v1/models?a=1"),
        ("https://h.example/x/v1", "/catalog/models", "https://h.example/catalog/models"),
    ],
)
def test_a_path_is_put_below_the_base(base_url: str, path: str, url: str) -> None:
    assert join(base_url, path) == url


def test_a_query_of_ones_own_comes_before_the_bases() -> None:
    assert join("https://h.example/v1?a=1", "models", "limit=9") == (
        "https://h.example/v1/models?limit=9&a=1"
    )


PARTS = st.sampled_from(
    ["v1", "v4", "v1beta", "api", "chat", "completions", "models", "messages", "anthropic", "x", ""]
)
HOSTS = st.sampled_from(
    ["api.openai.com", "api.groq.com", "h.example", "localhost:11434", "dashscope.aliyuncs.com"]
)
URLS = st.builds(
    lambda host, parts, query: f"https://{host}/{'/'.join(parts)}{query}",
    HOSTS,
    st.lists(PARTS, max_size=6),
    st.sampled_from(["", "?a=1", "?a=b c", "#x", "/"]),
)


@given(st.one_of(st.text(max_size=80), URLS))
def test_any_text_is_refused_cleanly_or_stored_for_good(text: str) -> None:
    for each in PROVIDERS.values():
        try:
            stored = each.normalise_base_url(text)
        except ServiceError:
            continue
        assert each.normalise_base_url(stored) == stored
        assert stored.isascii()
        assert not stored.split("?")[0].endswith(("/v1/v1", "/chat/completions"))


def test_a_version_is_never_doubled() -> None:
    assert str(parse_base_url("https://h.example/v1/v1/v1/chat/completions/")) == (
        "https://h.example/v1"
    )
