"""Every provider: complete, distinct, and reachable only where it should be."""

import re
from urllib.parse import urlsplit

import pytest

from gateway.errors import NotFound
from gateway.providers.base import Operation, Provider
from gateway.providers.openai_compatible import OpenAICompatible
from gateway.providers.presets import PRESETS
from gateway.providers.registry import PROVIDERS, by_numeric_type, provider
from gateway.providers.urls import is_loopback

EACH = pytest.mark.parametrize("each", PROVIDERS.values(), ids=list(PROVIDERS))


def test_the_well_known_ones_are_there_and_first() -> None:
    assert list(PROVIDERS)[:5] == ["openai", "anthropic", "gemini", "openrouter", "deepseek"]
    assert list(PROVIDERS)[-1] == "echo"
    expected = {
        *("openai", "anthropic", "openrouter", "deepseek", "groq", "mistral", "xai", "together"),
        *("fireworks", "perplexity", "nvidia", "huggingface", "cerebras", "moonshot"),
        *("moonshot_intl", "siliconflow", "stepfun", "lingyiwanwu", "zhipu", "dashscope"),
        *("doubao", "baichuan", "minimax", "hunyuan", "qianfan", "novita", "lmstudio", "llamacpp"),
        *("vllm", "xinference", "one_api", "litellm", "homeport", "openai_compatible", "gemini"),
        *("anthropic_compatible", "ollama", "echo"),
    }
    assert expected <= set(PROVIDERS)


def test_ids_names_and_numbers_are_told_apart() -> None:
    assert all(ident == each.id for ident, each in PROVIDERS.items())
    assert len({preset.id for preset in PRESETS}) == len(PRESETS)
    assert len({each.name for each in PROVIDERS.values()}) == len(PROVIDERS)
    numbers = [number for each in PROVIDERS.values() for number in each.numeric_types]
    assert len(numbers) == len(set(numbers))
    homes = [each.base_url for each in PROVIDERS.values() if each.base_url]
    assert len(homes) == len(set(homes))
    stems = [stem for preset in PRESETS for stem in preset.env]
    assert len(stems) == len(set(stems))
    hosts = [
        host
        for each in PROVIDERS.values()
        if isinstance(each, OpenAICompatible) and not each.local
        for host in each.hosts
    ]
    assert len(hosts) == len(set(hosts))


@EACH
def test_a_provider_says_what_it_is(each: Provider) -> None:
    assert each.id.isidentifier()
    assert each.id == each.id.lower()
    assert each.name == each.name.strip() != ""
    assert each.name.isascii(), "a brand as the world writes it; the window may word it otherwise"
    assert 1 <= len(each.tile) <= 2
    assert each.dialects
    assert Operation.CHAT in each.operations
    if Operation.MODELS not in each.operations:
        assert each.catalogue, "models that cannot be listed are offered from the catalogue"
    assert len(set(each.catalogue)) == len(each.catalogue)
    for spec in each.fields:
        assert spec.label.startswith("provider.field.")
        if spec.kind == "choice":
            assert spec.default is None or spec.default in spec.choices
        if spec.pattern and spec.default is not None:
            assert re.fullmatch(spec.pattern, spec.default)
        assert not (spec.required and spec.default is not None)


@EACH
def test_a_base_url_is_secure_unless_it_is_this_computer(each: Provider) -> None:
    if each.id == "echo" or not each.base_url:
        return
    parts = urlsplit(each.base_url)
    if each.local:
        assert parts.scheme == "http"
        assert is_loopback(parts.hostname or "")
        assert parts.port
    else:
        assert parts.scheme == "https"
        assert not parts.path.endswith("/")
    assert each.normalise_base_url(each.base_url) == each.base_url


@EACH
def test_the_page_where_keys_are_made(each: Provider) -> None:
    """Shown beside the key's field; only servers of one's own have none."""
    if each.key_url:
        parts = urlsplit(each.key_url)
        assert parts.scheme == "https"
        assert "." in (parts.hostname or "")
        assert "utm_" not in each.key_url
        assert "invite" not in each.key_url
    else:
        assert each.local or not each.base_url


def test_what_needs_no_key() -> None:
    free = {ident for ident, each in PROVIDERS.items() if not each.needs_key}
    assert free == {
        *("ollama", "lmstudio", "llamacpp", "vllm", "xinference", "echo"),
        *("openai_compatible", "anthropic_compatible"),
    }
    assert {ident for ident, each in PROVIDERS.items() if each.local} == free - {
        *("openai_compatible", "anthropic_compatible"),
    }


def test_an_id_nobody_registered() -> None:
    assert provider("openai") is PROVIDERS["openai"]
    with pytest.raises(NotFound):
        provider("nobody")


@pytest.mark.parametrize(
    ("number", "ident"),
    [
        (1, "openai"),
        (8, "openai_compatible"),
        (14, "anthropic"),
        (16, "zhipu"),
        (17, "dashscope"),
        (20, "openrouter"),
        (24, "gemini"),
        (25, "moonshot"),
        (26, "baichuan"),
        (27, "minimax"),
        (28, "mistral"),
        (29, "groq"),
        (30, "ollama"),
        (31, "lingyiwanwu"),
        (32, "stepfun"),
        (36, "deepseek"),
        (39, "together"),
        (40, "doubao"),
        (44, "siliconflow"),
        (45, "xai"),
        (47, "qianfan"),
        (49, "dashscope"),
        (50, "openai_compatible"),
        (51, "gemini"),
    ],
)
def test_one_apis_channel_types(number: int, ident: str) -> None:
    found = by_numeric_type(number)
    assert found is not None
    assert found.id == ident
